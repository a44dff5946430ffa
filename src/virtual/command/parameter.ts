/**
 * What a command takes. A parameter is one value: its help, its type in words, its default, and how a raw value (text
 * from a command line, JSON from a request) is read. From it derive the check, the types and the command line's options.
 */
import { DialtoneError, Milliseconds, parseDuration, type Duration } from '../../base/index.ts'
import { NwError, nwErrorText } from '../../mbim/index.ts'

export type RawArgument = string | number | boolean

export interface Parameter<T = unknown> {
  /** For people: `dBm`, `on|off`, `cause`. */
  readonly type: string
  readonly help: string
  /** As it would be typed; absent: none. */
  readonly default?: RawArgument
  /** Must be given. */
  readonly required: boolean
  /** Given by its place on a command line, not by its name. */
  readonly positional: boolean
  /** The only texts that it takes. */
  readonly choices?: readonly string[]
  /** @throws DialtoneError `invalid_argument` that does not name the parameter */
  readonly read: (raw: RawArgument) => T
}

export type Parameters = Readonly<Record<string, Parameter>>

/** What is left out and has no default is `undefined`. */
export type ArgumentsOf<P extends Parameters> = {
  readonly [K in keyof P]: P[K] extends Parameter<infer T> ? T : never
}

interface Shape {
  readonly default?: RawArgument
  readonly positional?: boolean
}

type Optional<T, S extends Shape> = S extends { default: RawArgument } | { positional: true }
  ? T
  : T | undefined

function parameter<T, S extends Shape>(
  type: string,
  help: string,
  shape: S,
  read: (raw: RawArgument) => T,
  choices?: readonly string[],
): Parameter<Optional<T, S>> {
  return {
    type,
    help,
    ...(shape.default === undefined ? {} : { default: shape.default }),
    ...(choices === undefined ? {} : { choices }),
    required: shape.positional === true && shape.default === undefined,
    positional: shape.positional ?? false,
    read, // where nothing is given it is not called
  }
}

export function text<const S extends Shape>(
  help: string,
  shape: S,
  type = 'text',
): Parameter<Optional<string, S>> {
  return parameter(type, help, shape, (raw) => String(raw))
}

/** Values with commas between them. */
export function list<const S extends Shape>(
  help: string,
  shape: S,
  type: string,
): Parameter<Optional<readonly string[], S>> {
  return parameter(type, help, shape, (raw) =>
    String(raw)
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== ''),
  )
}

export function choice<const C extends string, const S extends Shape>(
  choices: readonly C[],
  help: string,
  shape: S,
): Parameter<Optional<C, S>> {
  const read = (raw: RawArgument): C => {
    const found = choices.find((one) => one === String(raw).toLowerCase())
    if (found === undefined) throw invalid(`${JSON.stringify(raw)} is none of ${choices.join(', ')}`)
    return found
  }
  return parameter(choices.join('|'), help, shape, read, choices)
}

export function numeric<const S extends Shape>(
  help: string,
  options: S & {
    readonly min: number
    readonly max: number
    readonly type?: string
    readonly whole?: boolean
  },
): Parameter<Optional<number, S>> {
  const { min, max, type = 'number', whole = false } = options
  return parameter(type, help, options as S, (raw) => {
    const value = typeof raw === 'string' && /^-?\d+(\.\d+)?$/.test(raw.trim()) ? Number(raw) : raw
    if (typeof value !== 'number' || Number.isNaN(value) || (whole && !Number.isInteger(value))) {
      throw invalid(`${JSON.stringify(raw)} is not a ${whole ? 'whole ' : ''}number`)
    }
    if (value < min || value > max) throw invalid(`${value} is not between ${min} and ${max}`)
    return value
  })
}

export function flag(help: string): Parameter<boolean> {
  return parameter('flag', help, { default: false }, (raw) => {
    if (raw === true || raw === 'true') return true
    if (raw === false || raw === 'false') return false
    throw invalid(`${JSON.stringify(raw)} is neither true nor false`)
  })
}

/** `250ms`, `2s`, `1.5min`, `1h`. A number without its unit is none, as everywhere, but 0, which is the same in each. */
export function duration<const S extends Shape>(help: string, shape: S): Parameter<Optional<Duration, S>> {
  return parameter('duration', help, shape, (raw) => {
    const value = String(raw).trim() === '0' ? Milliseconds(0) : parseDuration(String(raw))
    if (value !== undefined) return value
    throw invalid(`${JSON.stringify(raw)} is not a duration such as 250ms, 2s or 1min`)
  })
}

/** The causes that have a name (3GPP TS 24.008 and its successors). */
const CAUSES = NwError.schema.kind === 'enumeration' ? NwError.schema.words : {}

/** A 3GPP cause, by number or name: `33`, `congestion`. */
export function cause<const S extends Shape>(help: string, shape: S): Parameter<Optional<number, S>> {
  return parameter('cause', help, shape, (raw) => {
    const value = /^\d+$/.test(String(raw)) ? Number(raw) : CAUSES[String(raw).toLowerCase()]
    if (value !== undefined && value > 0 && value < 256) return value
    throw invalid(
      `${JSON.stringify(raw)} is no cause: give its number in 3GPP TS 24.008, or its name, such as congestion, ` +
        'missing-or-unknown-apn or network-failure',
    )
  })
}

/** `33 (the subscription does not include what was asked for)` */
export function causeInWords(value: number): string {
  const name = Object.keys(CAUSES).find((one) => CAUSES[one] === value)
  return `cause ${value}: ${nwErrorText((name ?? value) as NwError)}` // a name of that very table
}

export function invalid(message: string): DialtoneError {
  return new DialtoneError('invalid_argument', message)
}
