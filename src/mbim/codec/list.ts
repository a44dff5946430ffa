/** Structures outside the fixed part, and rows of things: every way in which MBIM says "several". */
import { nowhere, type Codec, type Compiled, type ValueOf } from './codec.ts'
import type { Reader } from './reader.ts'
import { readEach, writeEach } from './each.ts'
import { append } from './struct.ts'
import { ValueError } from './wire-error.ts'

type List<C extends Codec> = Codec<readonly ValueOf<C>[], 'required'>

/** A structure in the data buffer, by offset and size; none when both are 0. */
export function olStruct<C extends Codec>(of: C): Codec<ValueOf<C>, 'optional'> {
  return {
    schema: { kind: 'ol-struct', of },
    presence: 'optional',
    compile: (version) => {
      const element = of.compile(version, nowhere) as Compiled<ValueOf<C>> // what `of` stands for
      const compiled: Compiled<ValueOf<C> | undefined> = {
        size: 8,
        read: (reader, base, at) =>
          reader.u32(at + 4) === 0 ? undefined : readElement(reader, base, at, element),
        write: (writer, base, at, value) => {
          if (value === undefined) writer.absent(at)
          else writer.pair(at, base, append(writer, element, value))
        },
        neutral: undefined,
      }
      return compiled as Compiled<ValueOf<C>> // an optional field: the structure leaves it out when undefined
    },
  }
}

/** As many offset/size pairs as the field that counts this one says, each to a structure. */
export function olStructList<C extends Codec>(of: C): List<C> {
  return {
    schema: { kind: 'ol-struct-list', of },
    presence: 'required',
    compile: (version, { countAt, ownsCount }) => {
      if (countAt === undefined) throw new TypeError('a list needs a field that counts it')
      const element = of.compile(version, nowhere) as Compiled<ValueOf<C>> // what `of` stands for
      return {
        size: 0,
        sizeOf: (value) => 8 * value.length,
        read: (reader, base, at) => {
          const count = reader.u32(base + countAt)
          reader.need(at, 8 * count)
          const list = readEach(count, (index) => readElement(reader, base, at + 8 * index, element))
          reader.at = at + 8 * count
          return list
        },
        write: (writer, base, at, value) => {
          writer.count(base + countAt, value.length, ownsCount)
          writeEach(value, (item, index) => {
            writer.pair(at + 8 * index, base, append(writer, element, item))
          })
        },
        neutral: [],
      }
    },
  }
}

/** One pair to a block: a `u32` count and the structures back to back, each with its own data. Absent when empty. */
export function olStructBlock<C extends Codec>(of: C): List<C> {
  return {
    schema: { kind: 'ol-struct-block', of },
    presence: 'required',
    compile: (version) => {
      const element = of.compile(version, nowhere) as Compiled<ValueOf<C>> // what `of` stands for
      const readBlock = (reader: Reader, base: number): ValueOf<C>[] => {
        reader.need(base, 4)
        reader.marks?.inPlace(base, base + 4)
        const count = reader.u32(base)
        reader.need(base + 4, count * element.size)
        reader.at = base + 4
        return readEach(count, () => {
          const start = reader.at
          const item = reader.within(start, reader.end, element.read)
          reader.at = Math.min(start + Math.ceil((reader.at - start) / 4) * 4, reader.end)
          return item
        })
      }
      return {
        size: 8,
        read: (reader, base, at) => {
          const size = reader.u32(at + 4)
          if (size === 0) return []
          const start = reader.claim(at, base, reader.u32(at), size)
          return reader.within(start, start + size, readBlock)
        },
        write: (writer, base, at, value) => {
          if (value.length === 0) {
            writer.absent(at)
            return
          }
          const start = writer.reserve(4)
          writer.u32(start, value.length)
          writeEach(value, (item) => {
            append(writer, element, item)
            writer.align()
          })
          writer.pair(at, base, start)
        },
        neutral: [],
      }
    },
  }
}

/** One offset to structures of fixed size, or addresses, in a row; the field that counts this one says how many. */
export function oArray<C extends Codec>(of: C): List<C> {
  return {
    schema: { kind: 'o-array', of },
    presence: 'required',
    compile: (version, { countAt, ownsCount }) => {
      if (countAt === undefined) throw new TypeError('an array needs a field that counts it')
      const element = of.compile(version, nowhere) as Compiled<ValueOf<C>> // what `of` stands for
      return {
        size: 4,
        read: (reader, base, at) => {
          const count = reader.u32(base + countAt)
          if (count === 0) return []
          const start = reader.claim(at, base, reader.u32(at), count * element.size)
          return readEach(count, (index) => element.read(reader, start, start + index * element.size))
        },
        write: (writer, base, at, value) => {
          writer.count(base + countAt, value.length, ownsCount)
          const start = value.length === 0 ? base : writer.reserve(value.length * element.size)
          writer.u32(at, start - base)
          writeEach(value, (item, index) => {
            element.write(writer, start, start + index * element.size, item)
          })
          writer.align()
        },
        neutral: [],
      }
    },
  }
}

/** One offset to a value of fixed size; none when it is 0. */
export function oValue<C extends Codec>(of: C): Codec<ValueOf<C>, 'optional'> {
  return {
    schema: { kind: 'o-value', of },
    presence: 'optional',
    compile: (version) => {
      const element = of.compile(version, nowhere) as Compiled<ValueOf<C>> // what `of` stands for
      const compiled: Compiled<ValueOf<C> | undefined> = {
        size: 4,
        read: (reader, base, at) => {
          const offset = reader.u32(at)
          if (offset === 0) return undefined
          const start = reader.claim(at, base, offset, element.size)
          return element.read(reader, start, start)
        },
        write: (writer, base, at, value) => {
          if (value === undefined) writer.u32(at, 0)
          else writer.u32(at, append(writer, element, value) - base)
        },
        neutral: undefined,
      }
      return compiled as Compiled<ValueOf<C>> // an optional field: the structure leaves it out when undefined
    },
  }
}

/** As many `u32` in place as the field that counts this one says. */
export const u32Array: Codec<readonly number[], 'required'> = {
  schema: { kind: 'u32-array' },
  presence: 'required',
  compile: (_version, { countAt, ownsCount }) => {
    if (countAt === undefined) throw new TypeError('an array needs a field that counts it')
    return {
      size: 0,
      sizeOf: (value) => 4 * value.length,
      read: (reader, base, at) => {
        const count = reader.u32(base + countAt)
        reader.need(at, 4 * count)
        reader.at = at + 4 * count
        return Array.from({ length: count }, (_, index) => reader.u32(at + 4 * index))
      },
      write: (writer, base, at, value) => {
        writer.count(base + countAt, value.length, ownsCount)
        writeEach(value, (number, index) => {
          if (number >>> 0 !== number) throw new ValueError('', `${String(number)} is not a 32-bit number`)
          writer.u32(at + 4 * index, number)
        })
      },
      neutral: [],
    }
  },
}

function readElement<T>(reader: Reader, base: number, at: number, element: Compiled<T>): T {
  const size = reader.u32(at + 4)
  const start = size === 0 ? reader.end : reader.claim(at, base, reader.u32(at), size)
  return reader.within(start, start + size, element.read)
}
