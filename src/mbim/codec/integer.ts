/** Integers, little-endian. `u64` is a bigint: byte counters pass 2^53. */
import type { Codec, Compiled } from './codec.ts'
import { ValueError } from './wire-error.ts'

const asU16: Compiled<number> = {
  size: 2,
  read: (reader, _base, at) => reader.u16(at),
  write: (writer, _base, at, value) => {
    if ((value & 0xffff) !== value) throw outOfRange(value, '0 to 65535')
    writer.u16(at, value)
  },
  neutral: 0,
}

const asU32: Compiled<number> = {
  size: 4,
  read: (reader, _base, at) => reader.u32(at),
  write: (writer, _base, at, value) => {
    if (value >>> 0 !== value) throw outOfRange(value, '0 to 4294967295')
    writer.u32(at, value)
  },
  neutral: 0,
}

const asI32: Compiled<number> = {
  size: 4,
  read: (reader, _base, at) => reader.u32(at) | 0,
  write: (writer, _base, at, value) => {
    if ((value | 0) !== value) throw outOfRange(value, '-2147483648 to 2147483647')
    writer.u32(at, value)
  },
  neutral: 0,
}

const asU64: Compiled<bigint> = {
  size: 8,
  read: (reader, _base, at) => reader.u64(at),
  write: (writer, _base, at, value) => {
    if (BigInt.asUintN(64, value) !== value) throw outOfRange(value, '0 to 18446744073709551615')
    writer.u64(at, value)
  },
  neutral: 0n,
}

/** A flag of its own: 0 is false, 1 is true; any other number survives as a number. */
const asBoolean: Compiled<boolean | number> = {
  size: 4,
  read: (reader, _base, at) => {
    const number = reader.u32(at)
    return number > 1 ? number : number === 1
  },
  write: (writer, base, at, value) => {
    asU32.write(writer, base, at, Number(value))
  },
  neutral: false,
}

export const u16: Codec<number, 'required'> = {
  schema: { kind: 'u16' },
  presence: 'required',
  compile: () => asU16,
}
export const u32: Codec<number, 'required'> = {
  schema: { kind: 'u32' },
  presence: 'required',
  compile: () => asU32,
}
export const i32: Codec<number, 'required'> = {
  schema: { kind: 'i32' },
  presence: 'required',
  compile: () => asI32,
}
export const u64: Codec<bigint, 'required'> = {
  schema: { kind: 'u64' },
  presence: 'required',
  compile: () => asU64,
}
export const boolean: Codec<boolean | number, 'required'> = {
  schema: { kind: 'boolean' },
  presence: 'required',
  compile: () => asBoolean,
}

function outOfRange(value: unknown, range: string): ValueError {
  return new ValueError('', `${String(value)} is not a whole number from ${range}`)
}
