import { describe, expect, test } from 'vitest'
import { alone, expectBytes } from '../../../test/support/codec-table.ts'
import { fromHex } from '../../base/index.ts'
import { info } from './info.ts'
import { u32 } from './integer.ts'
import { struct } from './struct.ts'
import { tlv, tlvList, tlvOf, tlvString, tlvU16Array, type Tlv } from './tlv.ts'

describe('a TLV', () => {
  test('with a text', () => {
    const { encode, decode } = alone(tlvString({ max: 3 }))
    expect(encode('a')).toBe('0a00000202000000' + '61000000')
    expect(encode('')).toBe('0a00000000000000')
    expect(decode('0a000002 02000000 6100 0000')).toBe('a')
    expect(() => encode('abcd')).toThrow('value: longer than 3 characters')
    expect(() => decode('0a000001 03000000 61006200')).toThrow('value @0: a text of 3 bytes, an odd number')
    expect(() => decode('0b000000 00000000')).toThrow(
      'value @0: a TLV of type uint16-tbl instead of wchar-str',
    )
  })

  test('with numbers', () => {
    const { encode, decode } = alone(tlvU16Array)
    expect(encode([1, 0xffff, 3])).toBe('0b00000206000000' + '0100ffff03000000')
    expect(decode('0b000002 06000000 0100 ffff 0300 0000')).toEqual([1, 0xffff, 3])
    expect(() => encode([1, 0x10000])).toThrow('value.1: 65536 is not a 16-bit number')
    expect(() => decode('0b000001 03000000 01000200')).toThrow('16-bit numbers in 3 bytes')
  })

  test('of one type is its data', () => {
    const { encode, decode } = alone(tlvOf('single-nssai'))
    expect(encode(Uint8Array.of(1, 2))).toBe('0200000202000000' + '01020000')
    expect(decode('02000002 02000000 01020000')).toEqual(Uint8Array.of(1, 2))
    expect(() => decode('03000000 00000000')).toThrow('instead of single-nssai')
  })

  test('of any type is its type and its data', () => {
    const { encode, decode } = alone(tlv)
    const value: Tlv = { type: 'wake-packet', data: Uint8Array.of(1, 2, 3, 4) }
    expect(encode(value)).toBe('1100000004000000' + '01020304')
    expect(decode('11000000 04000000 01020304')).toEqual(value)
    expect(decode('ff000003 01000000 01000000')).toEqual({ type: 255, data: Uint8Array.of(1) })
    expect(() => encode({ type: 'nothing' as 'pco', data: value.data })).toThrow(
      'value.type: "nothing" is no type',
    )
    expect(() => encode({ type: 0x10000, data: value.data })).toThrow('value.type: 65536 is no type')
  })

  test.each([
    ['longer than there is', '0a000000 04000000 6100', 'value @8: 4 bytes expected, 2 left'],
    ['padded by more than 3', '0a000004 00000000', 'value @0: a TLV with 4 bytes of padding'],
    ['without a whole header', '0a000000', 'value @0: 8 bytes expected, 4 left'],
  ])('%s is refused', (_, hex, message) => {
    expect(() => alone(tlvString()).decode(hex)).toThrow(message)
  })
})

describe('TLVs', () => {
  const codec = info(struct({ id: u32, name: tlvString(), rest: tlvList }))

  test('follow each other up to the end', () => {
    const value = {
      id: 1,
      name: 'a',
      rest: [
        { type: 'pco', data: Uint8Array.of(9) },
        { type: 77, data: new Uint8Array(0) },
      ],
    } as const
    expectBytes(
      codec,
      value,
      '01000000 0a000002 02000000 61000000 0d000003 01000000 09000000 4d000000 00000000',
    )
    expectBytes(codec, { id: 1, name: '', rest: [] }, '01000000 0a000000 00000000')
  })

  test('may lack the padding of the last one', () => {
    expect(codec.decode(fromHex('01000000 0a000000 00000000 0d000003 01000000 09'), 1).rest).toEqual([
      { type: 'pco', data: Uint8Array.of(9) },
    ])
  })

  test('are refused when one has no room', () => {
    expect(() => codec.decode(fromHex('01000000 0a000000 00000000 0d000003 01'), 1)).toThrow(
      'rest.0 @12: 8 bytes expected, 5 left',
    )
  })
})
