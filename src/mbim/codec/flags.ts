/**
 * A number whose bits are words above the wire: `['gprs', 'lte']`, in ascending order of the bits. Bits without a word
 * survive as a number at the end of the list, so reading and writing are exact inverses.
 */
import type { Codec, Compiled, ValueOf } from './codec.ts'
import type { Words } from './schema.ts'
import { ValueError } from './wire-error.ts'

/** The lists of numbers below this are kept where they are found at once, */
const LOW = 64

/** and those of the few others that a field really takes; past this many, lists are made anew. */
const KEPT = 64

const HALF = 0x1_0000_0000

/**
 * @param options.also further words that can be written, for bits that have another name when read
 * @param options.bytes 4 unless the field is a u64. No word is known for its upper half, which survives as a second number.
 */
export function flags<const W extends Words, const Also extends string = never>(
  words: W,
  options: { readonly also?: Readonly<Record<Also, number>>; readonly bytes?: 4 | 8 } = {},
): Codec<readonly ((keyof W & string) | Also | number)[], 'required'> {
  type Flag = (keyof W & string) | Also | number
  const { bytes = 4 } = options
  const also: Words = options.also ?? {}
  const entries = Object.entries(words).sort(([, one], [, other]) => one - other)
  const bits = new Map([...entries, ...Object.entries(also)])
  const low = new Array<readonly Flag[] | undefined>(LOW).fill(undefined)
  const kept = new Map<number, readonly Flag[]>()

  const make = (number: number): readonly Flag[] => {
    const present = entries.filter(([, bit]) => (number & bit) !== 0)
    const rest = present.reduce((left, [, bit]) => left & ~bit, number) >>> 0
    const list = [...present.map(([word]) => word), ...(rest === 0 ? [] : [rest])]
    return Object.freeze(list) // the words of this very table
  }

  const toFlags = (number: number): readonly Flag[] => {
    const known = low[number] ?? kept.get(number | 0)
    if (known !== undefined) return known
    const made = make(number)
    if (number < LOW) low[number] = made
    else if (kept.size < KEPT) kept.set(number | 0, made)
    return made
  }

  /** The bits of the lower and of the upper half. */
  const write = (value: readonly Flag[]): { readonly low: number; readonly high: number } => {
    let low = 0
    let high = 0
    for (const flag of value) {
      const bit = typeof flag === 'number' ? flag : bits.get(flag)
      if (bit === undefined || !Number.isInteger(bit) || bit < 0 || bit >= HALF * (bytes === 8 ? HALF : 1)) {
        throw new ValueError('', `${JSON.stringify(flag)} is none of ${[...bits.keys()].join(', ')}`)
      }
      low |= bit % HALF
      high |= Math.floor(bit / HALF)
    }
    return { low: low >>> 0, high: high >>> 0 }
  }

  const compiled: Compiled<readonly Flag[]> = {
    size: 4,
    read: (reader, _base, at) => toFlags(reader.u32(at)),
    write: (writer, _base, at, value) => {
      writer.u32(at, write(value).low)
    },
    neutral: [],
    low,
  }
  const wide: Compiled<readonly Flag[]> = {
    size: 8,
    read: (reader, _base, at) => {
      const low = toFlags(reader.u32(at))
      const high = reader.u32(at + 4)
      return high === 0 ? low : [...low, high * HALF]
    },
    write: (writer, _base, at, value) => {
      const { low, high } = write(value)
      writer.u32(at, low)
      writer.u32(at + 4, high)
    },
    neutral: [],
  }
  return {
    schema: { kind: 'flags', words, also, bytes },
    presence: 'required',
    compile: () => (bytes === 4 ? compiled : wide),
  }
}

/** One of the words of a set of flags, or a number that has none. */
export type WordOf<C extends Codec> = ValueOf<C> extends readonly (infer Word)[] ? Word : never
