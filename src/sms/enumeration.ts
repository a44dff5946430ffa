/** Enumerations are words above the wire; a number that has no word stays a number and survives. */
import { checkInteger } from './error.ts'

export interface Enumeration<W extends string> {
  readonly codes: Readonly<Record<W, number>>
  readonly words: readonly W[]
  decode(code: number): W | number
  /** @throws SmsError when a number is not in 0 … `most` */
  encode(word: W | number, path: string, most: number): number
}

/** The words of an enumeration. */
export type Word<E> = E extends Enumeration<infer W> ? W : never

export function enumeration<W extends string>(codes: Readonly<Record<W, number>>): Enumeration<W> {
  const words = Object.keys(codes) as W[] // a record's keys are its type's
  const byCode = new Map(words.map((word) => [codes[word], word]))
  return {
    codes,
    words,
    decode: (code) => byCode.get(code) ?? code,
    encode: (word, path, most) =>
      typeof word === 'string' ? codes[word] : checkInteger(path, word, 0, most),
  }
}
