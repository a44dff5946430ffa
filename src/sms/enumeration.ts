/** Enumerations are words above the wire; a number that has no word stays a number and survives. */
import { checkInteger, SmsError } from './error.ts'

export interface Enumeration<W extends string> {
  readonly codes: Readonly<Record<W, number>>
  readonly words: readonly W[]
  decode(code: number): W | number
  /** @throws SmsError when a word is none, or a number is not in 0 … `most` */
  encode(word: W | number, path: string, most: number): number
}

/** The words of an enumeration. */
export type Word<E> = E extends Enumeration<infer W> ? W : never

export function enumeration<W extends string>(codes: Readonly<Record<W, number>>): Enumeration<W> {
  const words = Object.keys(codes) as W[] // a record's keys are its type's
  const byCode = new Map(words.map((word) => [codes[word], word]))
  const byWord = new Map<string, number>(words.map((word) => [word, codes[word]]))
  return {
    codes,
    words,
    decode: (code) => byCode.get(code) ?? code,
    encode: (word, path, most) => {
      if (typeof word === 'number') return checkInteger(path, word, 0, most)
      const code = byWord.get(word)
      if (code === undefined) {
        throw new SmsError(path, `${JSON.stringify(word)} is none of ${words.join(', ')}`)
      }
      return code
    },
  }
}
