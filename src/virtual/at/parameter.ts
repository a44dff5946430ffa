/**
 * The values of an extended command (ITU-T V.250 §5.4.2): numbers and strings with commas between them, any of which may be left
 * out. A field says what one of them may be, and says the same to who asks by `=?`.
 */

export type RawValue = { readonly number: number } | { readonly string: string } | undefined

/** What a field makes of a value that it does not take. */
export const BAD = Symbol('bad')

export interface Field<T> {
  /** As the test command shows it: `(0-2)`. */
  readonly form: string
  /** `BAD` for a value that is none of it. */
  read(raw: RawValue): T | typeof BAD
}

/** What the fields give, one each. */
export type ValuesOf<F extends readonly Field<unknown>[]> = {
  readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never
}

const MOST_VALUES = 32

/** Nothing for a text that is no list of values. */
export function splitValues(text: string): readonly RawValue[] | undefined {
  if (text.trim() === '') return []
  const values: RawValue[] = []
  const one = /\s*(?:"((?:[^"\\]|\\[0-9a-f]{2})*)"|([0-9]{1,15}))?\s*(,|$)/iy
  for (;;) {
    const match = one.exec(text)
    if (match === null || values.length >= MOST_VALUES) return undefined
    const [, string, number, separator] = match
    if (string !== undefined) values.push({ string: unescape(string) })
    else values.push(number === undefined ? undefined : { number: Number(number) })
    if (separator === '') return values
  }
}

/** Reads every field, or finds that it cannot. More values than fields are too many. */
export function readValues<const F extends readonly Field<unknown>[]>(
  fields: F,
  text: string,
): ValuesOf<F> | undefined {
  const raw = splitValues(text)
  if (raw === undefined || raw.length > fields.length) return undefined
  const values = fields.map((field, index) => field.read(raw[index]))
  // One value a field, each of the type of its field.
  return values.includes(BAD) ? undefined : (values as unknown as ValuesOf<F>)
}

/** V.250 §5.4.2.2: a character by its code. */
function unescape(text: string): string {
  return text.replace(/\\([0-9a-f]{2})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )
}

/** A whole number. */
export function whole(least: number, most: number): Field<number> {
  return {
    form: least === most ? `(${least})` : `(${least}-${most})`,
    read: (raw) =>
      raw !== undefined && 'number' in raw && raw.number >= least && raw.number <= most ? raw.number : BAD,
  }
}

export function oneOf<const N extends number>(...numbers: readonly N[]): Field<N> {
  return {
    form: `(${numbers.join(',')})`,
    read: (raw) =>
      (raw !== undefined && 'number' in raw ? numbers.find((one) => one === raw.number) : undefined) ?? BAD,
  }
}

/** `most` characters. */
export function text(most: number, form = ''): Field<string> {
  return {
    form,
    read: (raw) => (raw !== undefined && 'string' in raw && raw.string.length <= most ? raw.string : BAD),
  }
}

/** One of these words, in whatever case. */
export function word<const W extends string>(...words: readonly W[]): Field<W> {
  return {
    form: `(${words.map((one) => `"${one}"`).join(',')})`,
    read: (raw) =>
      (raw !== undefined && 'string' in raw
        ? words.find((one) => one.toUpperCase() === raw.string.toUpperCase())
        : undefined) ?? BAD,
  }
}

/** A number, or the same in quotes as some hosts write it. */
export function digits(most: number): Field<string> {
  return {
    form: '',
    read: (raw) => {
      const given = raw === undefined ? undefined : 'string' in raw ? raw.string : raw.number.toString()
      return given !== undefined && given.length <= most && /^\+?[0-9*#]*$/.test(given) ? given : BAD
    },
  }
}

export function optional<T>(field: Field<T>): Field<T | undefined> {
  return { form: field.form, read: (raw) => (raw === undefined ? undefined : field.read(raw)) }
}

export function or<T>(field: Field<T>, otherwise: T): Field<T> {
  return { form: field.form, read: (raw) => (raw === undefined ? otherwise : field.read(raw)) }
}
