/**
 * Type-length-value items, which MBIMEx 3.0 and later put behind the fixed fields:
 *
 *     0: u16 type   2: u8 reserved   3: u8 padding   4: u32 length   8: data, padded to a multiple of 4
 *
 * A named one is always there, with length 0 when it says nothing. Unnamed ones fill the rest of the structure in any
 * order; types nobody knows survive as they are.
 */
import type { Codec, Compiled, Secrecy } from './codec.ts'
import { translation } from './enumeration.ts'
import type { Reader } from './reader.ts'
import type { Schema } from './schema.ts'
import { readUtf16, writeUtf16 } from './text.ts'
import { ValueError, WireError } from './wire-error.ts'
import type { Writer } from './writer.ts'

/** The types (MBIMEx 3.0, "TLV IEs"; 16 to 21 in later revisions). */
export const TLV_TYPES = {
  invalid: 0,
  'ue-policies': 1,
  'single-nssai': 2,
  'allowed-nssai': 3,
  'cfg-nssai': 4,
  'dflt-cfg-nssai': 5,
  'precfg-dflt-cfg-nssai': 6,
  'rej-nssai': 7,
  ladn: 8,
  tai: 9,
  'wchar-str': 10,
  'uint16-tbl': 11,
  'eap-packet': 12,
  pco: 13,
  'route-selection-descriptors': 14,
  'traffic-parameters': 15,
  'wake-command': 16,
  'wake-packet': 17,
  'os-id': 18,
  '3gpp-rel-version': 19,
  'ursp-rules-td-only': 20,
  'session-id': 21,
} as const

/** What some hold wherever they stand: keys of an authentication, options with passwords, a packet of somebody. */
const SECRECY: Readonly<Record<number, Secrecy | undefined>> = {
  [TLV_TYPES['eap-packet']]: 'secret',
  [TLV_TYPES.pco]: 'secret',
  [TLV_TYPES['wake-packet']]: 'personal',
}

export type TlvType = keyof typeof TLV_TYPES | number

export interface Tlv {
  readonly type: TlvType
  readonly data: Uint8Array
}

const types = translation(TLV_TYPES)
const HEADER = 8

/** One TLV of any type. */
export const tlv: Codec<Tlv, 'required'> = {
  schema: { kind: 'tlv', type: undefined },
  presence: 'required',
  compile: () => anyTlv,
}

/** One TLV of this type; the value is its data, empty when it says nothing. */
export function tlvOf(type: keyof typeof TLV_TYPES): Codec<Uint8Array, 'required'> {
  return wrap<Uint8Array>(
    { kind: 'tlv', type: TLV_TYPES[type] },
    {
      size: HEADER,
      sizeOf: (value) => sizeOf(value.length),
      read: (reader, _base, at) => {
        const start = open(reader, at, TLV_TYPES[type])
        return reader.bytes.subarray(start, start + reader.u32(at + 4))
      },
      write: (writer, _base, at, value) => {
        head(writer, at, TLV_TYPES[type], value.length)
        writer.set(at + HEADER, value)
      },
      neutral: new Uint8Array(0),
    },
  )
}

/** One TLV with UTF-16LE text. `max` is in characters and binds what is written. */
export function tlvString(options: { readonly max?: number } = {}): Codec<string, 'required'> {
  const { max = Infinity } = options
  return wrap(
    { kind: 'tlv-string', max },
    {
      size: HEADER,
      sizeOf: (value) => sizeOf(2 * value.length),
      read: (reader, _base, at) => {
        const start = open(reader, at, TLV_TYPES['wchar-str'])
        const length = reader.u32(at + 4)
        if (length % 2 !== 0) {
          throw new WireError('', at, `a text of ${length} bytes, an odd number`)
        }
        return readUtf16(reader, start, length)
      },
      write: (writer, _base, at, value) => {
        if (value.length > max) throw new ValueError('', `longer than ${max} characters`)
        head(writer, at, TLV_TYPES['wchar-str'], 2 * value.length)
        writeUtf16(writer, at + HEADER, value)
      },
      neutral: '',
    },
  )
}

/** One TLV with a row of 16-bit numbers. */
export const tlvU16Array: Codec<readonly number[], 'required'> = wrap(
  { kind: 'tlv-u16-array' },
  {
    size: HEADER,
    sizeOf: (value: readonly number[]) => sizeOf(2 * value.length),
    read: (reader, _base, at) => {
      const start = open(reader, at, TLV_TYPES['uint16-tbl'])
      const length = reader.u32(at + 4)
      if (length % 2 !== 0) {
        throw new WireError('', at, `16-bit numbers in ${length} bytes, an odd number`)
      }
      return Array.from({ length: length / 2 }, (_, index) => reader.u16(start + 2 * index))
    },
    write: (writer, _base, at, value) => {
      head(writer, at, TLV_TYPES['uint16-tbl'], 2 * value.length)
      for (const [index, number] of value.entries()) {
        if ((number & 0xffff) !== number) {
          throw new ValueError(index.toString(), `${String(number)} is not a 16-bit number`)
        }
        writer.u16(at + HEADER + 2 * index, number)
      }
    },
    neutral: [],
  },
)

/** TLVs up to the end of the structure. */
export const tlvList: Codec<readonly Tlv[], 'required'> = wrap(
  { kind: 'tlv-list' },
  {
    size: 0,
    sizeOf: (value: readonly Tlv[]) => value.reduce((sum, { data }) => sum + sizeOf(data.length), 0),
    read: (reader, base, at) => {
      const list: Tlv[] = []
      reader.at = at
      while (reader.at < reader.end) {
        try {
          reader.need(reader.at, HEADER)
          list.push(anyTlv.read(reader, base, reader.at))
        } catch (thrown) {
          throw WireError.inside(thrown, list.length.toString())
        }
      }
      return list
    },
    write: (writer, base, at, value) => {
      let next = at
      for (const item of value) {
        anyTlv.write(writer, base, next, item)
        next += sizeOf(item.data.length)
      }
    },
    neutral: [],
  },
)

const anyTlv: Compiled<Tlv> = {
  size: HEADER,
  sizeOf: (value) => sizeOf(value.data.length),
  read: (reader, _base, at) => {
    const type = reader.u16(at)
    const start = open(reader, at, type)
    const secrecy = SECRECY[type]
    if (secrecy !== undefined) reader.marks?.hidden(secrecy, start, start + reader.u32(at + 4))
    // The words of the table that made the translation.
    return {
      type: types.toWord(type) as TlvType,
      data: reader.bytes.subarray(start, start + reader.u32(at + 4)),
    }
  },
  write: (writer, _base, at, { type, data }) => {
    const number = typeof type === 'number' ? type : types.toNumber(type)
    if (number === undefined || (number & 0xffff) !== number) {
      throw new ValueError('type', `${JSON.stringify(type)} is no type of a TLV`)
    }
    head(writer, at, number, data.length)
    writer.set(at + HEADER, data)
  },
  neutral: { type: 'invalid', data: new Uint8Array(0) },
}

/** Checks the header at `at`, goes on behind the item, and gives where its data start. */
function open(reader: Reader, at: number, type: number): number {
  const found = reader.u16(at)
  if (found !== type) {
    throw new WireError('', at, `a TLV of type ${types.toWord(found)} instead of ${types.toWord(type)}`)
  }
  const padding = reader.u16(at + 2) >>> 8
  const length = reader.u32(at + 4)
  if (padding > 3) throw new WireError('', at, `a TLV with ${padding} bytes of padding`)
  reader.need(at + HEADER, length)
  reader.at = Math.min(at + HEADER + length + padding, reader.end)
  return at + HEADER
}

/** Writes the header and the padding of an item whose data the caller writes. */
function head(writer: Writer, at: number, type: number, length: number): void {
  const padding = -length & 3
  writer.u16(at, type)
  writer.u16(at + 2, padding << 8)
  writer.u32(at + 4, length)
  writer.zero(at + HEADER + length, padding)
}

function sizeOf(length: number): number {
  return HEADER + Math.ceil(length / 4) * 4
}

function wrap<T>(schema: Schema, compiled: Compiled<T>): Codec<T, 'required'> {
  return { schema, presence: 'required', compile: () => compiled }
}
