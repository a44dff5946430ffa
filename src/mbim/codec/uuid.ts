/** UUIDs: 16 bytes in the order of their text, which is written in lower case. */
import type { Codec, Compiled } from './codec.ts'
import type { Reader } from './reader.ts'
import { ValueError } from './wire-error.ts'
import type { Writer } from './writer.ts'

const NIL = '00000000-0000-0000-0000-000000000000'

/** The few UUIDs that a program meets, by their first four bytes: making the text anew costs ten times as much. */
interface Known {
  readonly words: readonly [number, number, number, number]
  readonly text: string
}
const byFirstWord = new Map<number, Known>()
const byText = new Map<string, Known>()

/** Past this many, hostile UUIDs push nothing out and are translated each time. */
const KEPT = 256

export function readUuid(reader: Reader, at: number): string {
  const first = reader.u32(at)
  const second = reader.u32(at + 4)
  const third = reader.u32(at + 8)
  const fourth = reader.u32(at + 12)
  const known = byFirstWord.get(first)
  if (known?.words[1] === second && known.words[2] === third && known.words[3] === fourth) return known.text
  const digits = [first, second, third, fourth]
    .map((word) => swap(word).toString(16).padStart(8, '0'))
    .join('')
  const text = digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  keep({ words: [first, second, third, fourth], text })
  return text
}

export function writeUuid(writer: Writer, at: number, text: string): void {
  const [first, second, third, fourth] = (byText.get(text) ?? parse(text)).words
  writer.u32(at, first)
  writer.u32(at + 4, second)
  writer.u32(at + 8, third)
  writer.u32(at + 12, fourth)
}

function parse(text: string): Known {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) {
    throw new ValueError('', `${JSON.stringify(text)} is not a UUID`)
  }
  const digits = text.replaceAll('-', '')
  const word = (index: number): number => swap(Number.parseInt(digits.slice(8 * index, 8 * index + 8), 16))
  const known: Known = { words: [word(0), word(1), word(2), word(3)], text: text.toLowerCase() }
  keep(known)
  return known
}

function keep(known: Known): void {
  if (byText.size >= KEPT) return
  byText.set(known.text, known)
  if (!byFirstWord.has(known.words[0])) byFirstWord.set(known.words[0], known)
}

/** The four bytes of a word in the other order. */
function swap(word: number): number {
  return ((word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24)) >>> 0
}

const compiled: Compiled<string> = {
  size: 16,
  read: (reader, _base, at) => readUuid(reader, at),
  write: (writer, _base, at, value) => {
    writeUuid(writer, at, value)
  },
  neutral: NIL,
}

export const uuid: Codec<string, 'required'> = {
  schema: { kind: 'uuid' },
  presence: 'required',
  compile: () => compiled,
}

/** A UUID with words for some: `'internet'`. Any other one survives as its text. */
export function namedUuid<const N extends Readonly<Record<string, string>>>(
  names: N,
): Codec<(keyof N & string) | (string & {}), 'required'> {
  const uuids = new Map(Object.entries(names))
  const words = new Map(Object.entries(names).map(([word, text]) => [text, word]))
  return {
    schema: { kind: 'uuid', names },
    presence: 'required',
    compile: () => ({
      size: 16,
      read: (reader, _base, at) => {
        const text = readUuid(reader, at)
        return words.get(text) ?? text
      },
      write: (writer, _base, at, value) => {
        writeUuid(writer, at, uuids.get(value) ?? value)
      },
      neutral: NIL,
    }),
  }
}
