import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromHex, toHex } from '../base/index.ts'
import { SmsError } from './error.ts'
import { fillBitsAfter, octetsOf, packSeptets, septetsOfHeader, unpackSeptets } from './septet.ts'

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0))

test.each([
  ['', ''],
  ['A', '41'],
  ['hellohello', 'e8329bfd4697d9ec37'],
  ['12345678', '31d98c56b3dd70'],
  ['1234567', '31d98c56b3dd00'],
])('%o packs as %s', (text, hex) => {
  expect(toHex(packSeptets(ascii(text)))).toBe(hex)
  expect(unpackSeptets(fromHex(hex), text.length)).toEqual(ascii(text))
})

test('a header of 6 octets leaves one fill bit, one of 7 none', () => {
  expect([0, 1, 2, 3, 4, 5, 6, 7].map(fillBitsAfter)).toEqual([0, 6, 5, 4, 3, 2, 1, 0])
  expect([0, 1, 6, 7, 8].map(septetsOfHeader)).toEqual([0, 2, 7, 8, 10])
  expect(toHex(packSeptets(ascii('Lor'), 1))).toBe('986f39')
})

test('packing agrees with arithmetic on one long number', () => {
  const septets = fc.uint8Array({ max: 127, maxLength: 160 })
  fc.assert(
    fc.property(septets, fc.integer({ min: 0, max: 6 }), (values, fill) => {
      const whole = values.reduceRight((sum, value) => (sum << 7n) | BigInt(value), 0n) << BigInt(fill)
      const octets = packSeptets(values, fill)
      expect(octets.reduceRight((sum, octet) => (sum << 8n) | BigInt(octet), 0n)).toBe(whole)
      expect(octets.length).toBe(octetsOf(values.length, fill))
      expect(unpackSeptets(octets, values.length, fill)).toEqual(values)
    }),
  )
})

test('more septets than the octets hold are refused', () => {
  expect(unpackSeptets(new Uint8Array(7), 8)).toHaveLength(8)
  expect(() => unpackSeptets(new Uint8Array(7), 9)).toThrow(SmsError)
  expect(() => unpackSeptets(new Uint8Array(7), 8, 1)).toThrow(SmsError)
})
