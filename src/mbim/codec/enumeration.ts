/**
 * A number that is a word above the wire: `'activated'`. A number nobody has a word for survives as a number, so a newer
 * modem is neither refused nor misread.
 */
import type { Codec, Compiled } from './codec.ts'
import type { Words } from './schema.ts'
import { ValueError } from './wire-error.ts'

/** Words of numbers below this are found without a search. */
const LOW = 64

/** `bytes`: 4 unless the field is a u16. */
export function enumeration<const W extends Words>(
  words: W,
  options: { readonly bytes?: 2 | 4 } = {},
): Codec<(keyof W & string) | number, 'required'> {
  const { bytes = 4 } = options
  type Word = (keyof W & string) | number
  const { toWord, toNumber, numbers } = translation(words)
  const highest = bytes === 2 ? 0xffff : 0xffffffff
  const compiled: Compiled<Word> = {
    size: bytes,
    read: (reader, _base, at) => {
      const number = bytes === 4 ? reader.u32(at) : reader.u16(at)
      return toWord(number) // the words of this very table
    },
    write: (writer, _base, at, value) => {
      const number = typeof value === 'string' ? toNumber(value) : value
      if (number === undefined || !(number >= 0 && number <= highest && Number.isInteger(number))) {
        throw new ValueError('', `${JSON.stringify(value)} is none of ${Object.keys(words).join(', ')}`)
      }
      if (bytes === 4) writer.u32(at, number)
      else writer.u16(at, number)
    },
    neutral: toWord(0), // the words of this very table
    ...(bytes === 4 ? { low: Array.from({ length: LOW }, (_, number) => toWord(number)), numbers } : {}),
  }
  return { schema: { kind: 'enumeration', words, bytes }, presence: 'required', compile: () => compiled }
}

/** The word of a number, or the number itself where there is none; the number of a word. */
export function translation(words: Words): {
  toWord(this: void, number: number): string | number
  toNumber(this: void, word: string): number | undefined
  readonly numbers: ReadonlyMap<string | number, number>
} {
  const numbers = new Map<string | number, number>(Object.entries(words))
  // The keys are signed: V8 finds a number past 2^31 in a map by a detour.
  const byNumber = new Map<number, string>()
  for (const [word, number] of Object.entries(words)) {
    if (!byNumber.has(number | 0)) byNumber.set(number | 0, word)
  }
  return {
    toWord: (number) => byNumber.get(number | 0) ?? number,
    toNumber: (word) => numbers.get(word),
    numbers,
  }
}

/** An enumeration whose words have a sentence for a person each: `word: [number, sentence]`. */
export function explained<const T extends Readonly<Record<string, readonly [number, string]>>>(
  table: T,
): {
  readonly codec: Codec<(keyof T & string) | number, 'required'>
  readonly texts: Readonly<Record<keyof T & string, string>>
} {
  const entries = Object.entries(table)
  // Both hold the keys of `table`, which `fromEntries` cannot tell.
  const words = Object.fromEntries(entries.map(([word, [number]]) => [word, number])) as Record<
    keyof T & string,
    number
  >
  const texts = Object.fromEntries(entries.map(([word, [, text]]) => [word, text])) as Record<
    keyof T & string,
    string
  >
  return { codec: enumeration(words), texts }
}
