/**
 * What ModemManager says, read as what is expected. It is another program, and passes on what modems and networks say: a
 * property may be missing, of another type, absurd or endless. What is not as expected is not there.
 */

/** Characters of a name, elements of a list: what is longer is not meant. */
const MOST = 255

/** A text with something in it, in one line; what is longer than any that is meant is cut. */
export function text(value: unknown, longest = MOST): string | undefined {
  if (typeof value !== 'string') return undefined
  // Control characters are in no name; in a log or a terminal they would be a nuisance.
  const clean = value.slice(0, longest).replace(/[\u0000-\u001f\u007f-\u009f]/g, '')
  return clean.trim() === '' ? undefined : clean
}

/** Digits, as an identity is; nothing where it is anything else. */
export function digits(
  value: unknown,
  length: { readonly min: number; readonly max: number },
): string | undefined {
  if (typeof value !== 'string' || value.length < length.min || value.length > length.max) return undefined
  return /^\d+$/.test(value) ? value : undefined
}

/** A whole number of at least 0. */
export function count(value: unknown): number | undefined {
  const number = typeof value === 'bigint' ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : undefined
}

export function integer(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined
}

/** A measured value within what can be measured. */
export function measure(
  value: unknown,
  range: { readonly min: number; readonly max: number },
): number | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined
  return value >= range.min && value <= range.max ? value : undefined
}

export function flag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined
}

/** The elements, so many of them as are looked at. */
export function list(value: unknown, most = MOST): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]).slice(0, most) : []
}

/** Its own fields only: nobody put them there but who sent it. */
export function record(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {}
  return value instanceof Uint8Array ? {} : (value as Readonly<Record<string, unknown>>) // of any fields
}

/** Paths of objects; `/` stands for none. */
export function paths(value: unknown): readonly string[] {
  return list(value).flatMap((one) => path(one) ?? [])
}

export function path(value: unknown): string | undefined {
  return typeof value === 'string' && value.length <= 255 && /^(\/[A-Za-z0-9_]+)+$/.test(value)
    ? value
    : undefined
}
