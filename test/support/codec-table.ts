/** Codecs as tables: a value and its bytes in hexadecimal, held to each other in both directions. */
import { expect } from 'vitest'
import { fromHex, toHex } from '../../src/base/index.ts'
import type { Codec, MbimExVersion } from '../../src/mbim/codec/codec.ts'
import { info, type InfoCodec } from '../../src/mbim/codec/info.ts'
import { struct } from '../../src/mbim/codec/struct.ts'

/** Holds `value` to be written as `hex`, and `hex` to be read as `value`. White space in `hex` is for the reader. */
export function expectBytes<T>(codec: InfoCodec<T>, value: T, hex: string, version: MbimExVersion = 1): void {
  expect(toHex(codec.encode(value, version))).toBe(toHex(fromHex(hex)))
  expect(codec.decode(fromHex(hex), version)).toEqual(value)
}

/** The information buffer that consists of this one field, called `value`. */
export function alone<T>(field: Codec<T>): {
  encode(this: void, value: T, version?: MbimExVersion): string
  decode(this: void, hex: string, version?: MbimExVersion): T | undefined
} {
  const codec = info(struct({ value: field })) as InfoCodec<{ value?: T }> // the one field there is
  return {
    encode: (value, version = 1) => toHex(codec.encode({ value }, version)),
    decode: (hex, version = 1) => codec.decode(fromHex(hex), version).value,
  }
}
