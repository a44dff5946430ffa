/** Values of settings as people write them, in a file or on a command line, read strictly. */
import { DialtoneError, parseDuration, parseSize, type Duration } from '../../base/index.ts'

export function text(value: unknown): string {
  if (typeof value === 'string') return value
  throw wrong('a text')
}

export function texts(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value
  throw wrong('a list of texts')
}

export function number(value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value)) return value
  if (typeof value === 'string' && /^-?\d{1,15}$/.test(value)) return Number(value)
  throw wrong('a whole number')
}

export function bytes(value: unknown): number {
  return (typeof value === 'string' ? parseSize(value) : undefined) ?? number(value)
}

export function flag(value: unknown): boolean {
  if (typeof value === 'boolean') return value
  throw wrong('true or false')
}

export function duration(value: unknown): Duration {
  const parsed = typeof value === 'string' ? parseDuration(value) : undefined
  if (parsed === undefined) throw wrong('a duration with its unit, such as "90 s", "10 min" or "6 h"')
  return parsed
}

export function oneOf<const T extends string>(value: unknown, words: readonly T[]): T {
  const found = words.find((word) => word === value)
  if (found === undefined) throw wrong(`one of ${words.join(', ')}`)
  return found
}

export function wrong(wanted: string): DialtoneError {
  return new DialtoneError('invalid_argument', `has to be ${wanted}`)
}
