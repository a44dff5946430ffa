import { describe, expect, test } from 'vitest'
import { alone } from '../../../test/support/codec-table.ts'
import { boolean, i32, u16, u32, u64 } from './integer.ts'

describe('integers', () => {
  test.each([
    [u16, 0, '0000'],
    [u16, 0xbeef, 'efbe'],
    [u32, 1, '01000000'],
    [u32, 0xffffffff, 'ffffffff'],
    [i32, -44, 'd4ffffff'],
    [i32, 0x7fffffff, 'ffffff7f'],
    [boolean, false, '00000000'],
    [boolean, true, '01000000'],
    [boolean, 7, '07000000'],
  ])('%#: little-endian, both ways', (codec, value, hex) => {
    // Each row pairs a codec with a value of its own.
    const { encode, decode } = alone<boolean | number>(codec)
    expect(encode(value)).toBe(hex)
    expect(decode(hex)).toBe(value)
  })

  test.each([
    [0n, '0000000000000000'],
    [0x0102030405060708n, '0807060504030201'],
    [0xffffffffffffffffn, 'ffffffffffffffff'],
  ])('u64 %d is a bigint', (value, hex) => {
    expect(alone(u64).encode(value)).toBe(hex)
    expect(alone(u64).decode(hex)).toBe(value)
  })

  test.each([
    [u16, 0x10000],
    [u16, -1],
    [u32, 0x100000000],
    [u32, 1.5],
    [u32, Number.NaN],
    [i32, 0x80000000],
  ])('%#: a number out of range is not written', (codec, value) => {
    expect(() => alone(codec).encode(value)).toThrow(/^value: .* is not a whole number from/)
  })

  test('a bigint out of range is not written', () => {
    expect(() => alone(u64).encode(-1n)).toThrow(/^value: -1 is not/)
  })
})
