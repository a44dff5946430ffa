/** Text in the data buffer, reached by offset and size. Absent and empty are the same: `''`. */
import type { Codec, Compiled } from './codec.ts'
import { readEach, writeEach } from './each.ts'
import type { Reader } from './reader.ts'
import { readUtf16, writeUtf16 } from './text.ts'
import { ValueError, WireError } from './wire-error.ts'
import type { Writer } from './writer.ts'

/**
 * UTF-16LE text (MBIM 1.0 §10.3). `max` is in characters and binds what is written; what devices send beyond it is read
 * all the same.
 */
export function string(options: { readonly max?: number } = {}): Codec<string, 'required'> {
  const { max = Infinity } = options
  const compiled: Compiled<string> = {
    size: 8,
    read: readString,
    write: (writer, base, at, value) => {
      writeString(writer, base, at, value, max)
    },
    neutral: '',
  }
  return {
    schema: { kind: 'string', encoding: 'utf16le', max },
    presence: 'required',
    compile: () => compiled,
  }
}

/** UTF-8 text, of which there is one field in all of MBIM. `max` is in bytes. Ill-formed bytes read as U+FFFD. */
export function utf8(options: { readonly max?: number } = {}): Codec<string, 'required'> {
  const { max = Infinity } = options
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const encoder = new TextEncoder()
  const compiled: Compiled<string> = {
    size: 8,
    read: (reader, base, at) => {
      const size = reader.u32(at + 4)
      if (size === 0) return ''
      const start = reader.claim(at, base, reader.u32(at), size)
      return decoder.decode(reader.bytes.subarray(start, start + size)).replace(/\0+$/, '')
    },
    write: (writer, base, at, value) => {
      const bytes = encoder.encode(value)
      if (bytes.length > max) throw new ValueError('', `longer than ${max} bytes`)
      if (bytes.length === 0) writer.absent(at)
      else writer.pair(at, base, writer.append(bytes))
    },
    neutral: '',
  }
  return { schema: { kind: 'string', encoding: 'utf8', max }, presence: 'required', compile: () => compiled }
}

/** As many offset/size pairs as the field that counts this one says, each to a UTF-16LE text. */
export function stringList(options: { readonly max?: number } = {}): Codec<readonly string[], 'required'> {
  const { max = Infinity } = options
  return {
    schema: { kind: 'string-list', max },
    presence: 'required',
    compile: (_version, { countAt, ownsCount }) => {
      if (countAt === undefined) throw new TypeError('a list needs a field that counts it')
      return {
        size: 0,
        sizeOf: (value) => 8 * value.length,
        read: (reader, base, at) => {
          const count = reader.u32(base + countAt)
          reader.need(at, 8 * count)
          const list = readEach(count, (index) => readString(reader, base, at + 8 * index))
          reader.at = at + 8 * count
          return list
        },
        write: (writer, base, at, value) => {
          writer.count(base + countAt, value.length, ownsCount)
          writeEach(value, (text, index) => {
            writeString(writer, base, at + 8 * index, text, max)
          })
        },
        neutral: [],
      }
    },
  }
}

function readString(reader: Reader, base: number, at: number): string {
  const size = reader.u32(at + 4)
  if (size === 0) return ''
  if (size % 2 !== 0) throw new WireError('', at, `a text of ${size} bytes, an odd number`)
  return readUtf16(reader, reader.claim(at, base, reader.u32(at), size), size)
}

function writeString(writer: Writer, base: number, at: number, value: string, max: number): void {
  if (value.length > max) throw new ValueError('', `longer than ${max} characters`)
  if (value.length === 0) {
    writer.absent(at)
    return
  }
  const start = writer.reserve(2 * value.length)
  writeUtf16(writer, start, value)
  writer.pair(at, base, start)
}
