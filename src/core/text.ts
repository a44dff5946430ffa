/**
 * The JSON text of a value that many get: made once, however many faces send it to however many subscribers. The value
 * must not change after its text has been asked for.
 */
const texts = new WeakMap<object, string>()

export function textOf(value: object): string {
  const known = texts.get(value)
  if (known !== undefined) return known
  const text = JSON.stringify(value)
  texts.set(value, text)
  return text
}

/** Says what the text of `value` is, where it is known already. */
export function withText<T extends object>(value: T, text: string): T {
  texts.set(value, text)
  return value
}
