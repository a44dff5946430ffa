/**
 * Bytes, in the eight ways in which MBIM lays them down. What is read is a view on the frame, not a copy.
 */
import type { Codec, Compiled } from './codec.ts'
import type { Schema } from './schema.ts'
import { ValueError } from './wire-error.ts'

type BytesCodec = Codec<Uint8Array, 'required'>

const NONE = new Uint8Array(0)

/** `length` bytes in place. */
export function bytes(length: number): BytesCodec {
  return leaf(
    { kind: 'bytes', length },
    {
      size: length,
      read: (reader, _base, at) => reader.bytes.subarray(at, at + length),
      write: (writer, _base, at, value) => {
        if (value.length !== length) {
          throw new ValueError('', `${value.length} bytes instead of ${length}`)
        }
        writer.set(at, value)
      },
      neutral: new Uint8Array(length),
    },
  )
}

/** All bytes up to the end of the structure. Written without padding. */
export const bytesRest: BytesCodec = leaf(
  { kind: 'bytes-rest' },
  {
    size: 0,
    sizeOf: (value) => value.length,
    read: (reader, _base, at) => {
      reader.at = reader.end
      return reader.bytes.subarray(at, reader.end)
    },
    write: (writer, _base, at, value) => {
      writer.set(at, value)
    },
    neutral: NONE,
  },
)

/** A `u32` length and the bytes in place, padded to a multiple of 4. */
export const lBytes: BytesCodec = leaf(
  { kind: 'l-bytes' },
  {
    size: 4,
    sizeOf: (value) => 4 + padded(value.length),
    read: (reader, _base, at) => {
      const length = reader.u32(at)
      reader.need(at + 4, length)
      // The padding may be missing at the very end.
      reader.at = Math.min(at + 4 + padded(length), reader.end)
      return reader.bytes.subarray(at + 4, at + 4 + length)
    },
    write: (writer, _base, at, value) => {
      writer.u32(at, value.length)
      writer.set(at + 4, value)
      writer.zero(at + 4 + value.length, padded(value.length) - value.length)
    },
    neutral: NONE,
  },
)

/** Bytes in place, as many as the field that counts this one says, padded to a multiple of 4 unless told otherwise. */
export function countedBytes(options: { readonly padded?: boolean } = {}): BytesCodec {
  const space = options.padded === false ? (length: number) => length : padded
  return {
    schema: { kind: 'counted-bytes' },
    presence: 'required',
    compile: (_version, { countAt, ownsCount }) => {
      if (countAt === undefined) throw new TypeError('these bytes need a field that counts them')
      return {
        size: 0,
        sizeOf: (value) => space(value.length),
        read: (reader, base, at) => {
          const length = reader.u32(base + countAt)
          reader.need(at, length)
          reader.at = Math.min(at + space(length), reader.end)
          return reader.bytes.subarray(at, at + length)
        },
        write: (writer, base, at, value) => {
          writer.count(base + countAt, value.length, ownsCount)
          writer.set(at, value)
          writer.zero(at + value.length, space(value.length) - value.length)
        },
        neutral: NONE,
      }
    },
  }
}

/** Bytes in the data buffer, by offset and size. `max` binds what is written. */
export function olBytes(options: { readonly max?: number } = {}): BytesCodec {
  return pairedBytes('ol-bytes', options.max ?? Infinity)
}

/** Bytes in the data buffer, by size and offset: the order of the UICC service. `max` binds what is written. */
export function loBytes(options: { readonly max?: number } = {}): BytesCodec {
  return pairedBytes('lo-bytes', options.max ?? Infinity)
}

/** Bytes in the data buffer by offset alone, as many as the field that counts this one says. */
export function oBytes(options: { readonly max?: number } = {}): BytesCodec {
  const { max = Infinity } = options
  return {
    schema: { kind: 'o-bytes', max },
    presence: 'required',
    compile: (_version, { countAt, ownsCount }) => {
      if (countAt === undefined) throw new TypeError('these bytes need a field that counts them')
      return {
        size: 4,
        read: (reader, base, at) => {
          const length = reader.u32(base + countAt)
          if (length === 0) return NONE
          const start = reader.claim(at, base, reader.u32(at), length)
          return reader.bytes.subarray(start, start + length)
        },
        write: (writer, base, at, value) => {
          checkMax(value, max)
          writer.count(base + countAt, value.length, ownsCount)
          writer.u32(at, value.length === 0 ? 0 : writer.append(value) - base)
          writer.align()
        },
        neutral: NONE,
      }
    },
  }
}

function pairedBytes(kind: 'ol-bytes' | 'lo-bytes', max: number): BytesCodec {
  const offsetAt = kind === 'ol-bytes' ? 0 : 4
  const sizeAt = 4 - offsetAt
  return leaf(
    { kind, max },
    {
      size: 8,
      read: (reader, base, at) => {
        const size = reader.u32(at + sizeAt)
        if (size === 0) return NONE
        const start = reader.claim(at, base, reader.u32(at + offsetAt), size)
        return reader.bytes.subarray(start, start + size)
      },
      write: (writer, base, at, value) => {
        checkMax(value, max)
        writer.u32(at + sizeAt, value.length)
        writer.u32(at + offsetAt, value.length === 0 ? 0 : writer.append(value) - base)
        writer.align()
      },
      neutral: NONE,
    },
  )
}

function leaf(schema: Schema, compiled: Compiled<Uint8Array>): BytesCodec {
  return { schema, presence: 'required', compile: () => compiled }
}

function checkMax(value: Uint8Array, max: number): void {
  if (value.length > max) throw new ValueError('', `longer than ${max} bytes`)
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4
}
