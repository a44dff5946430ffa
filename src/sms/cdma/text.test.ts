import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromHex, toHex } from '../../base/index.ts'
import { SmsError } from '../error.ts'
import type { CdmaEncoding } from './encoding.ts'
import { cdmaEncoding, cdmaLanguage } from './encoding.ts'
import { fromLatinHebrew, toLatinHebrew } from './latin-hebrew.ts'
import { cdmaText, cdmaTextData, cheapestCdmaEncoding } from './text.ts'

test.each<[string, CdmaEncoding, number, string]>([
  ['', '7bit-ascii', 0, ''],
  ['SMS Rulz', '7bit-ascii', 8, 'a7369a0a5d767a'],
  ['SMS Rulz', 'ia5', 8, 'a7369a0a5d767a'],
  ['Grüße', 'latin', 5, '4772fcdf65'],
  ['שלום x', 'latin-hebrew', 6, 'f9ece5ed2078'],
  ['Жx', 'unicode', 2, '04160078'],
  ['😀', 'unicode', 2, 'd83dde00'],
  ['hellohello', 'gsm-7bit', 10, 'e8329bfd4697d9ec37'],
  ['€', 'gsm-7bit', 2, '9b32'],
])('%s as %s is %i characters, %s', (text, encoding, characters, hex) => {
  expect(cdmaTextData(text, encoding)).toEqual({ encoding, characters, octets: fromHex(hex) })
  expect(cdmaText({ encoding, characters, octets: fromHex(hex) })).toBe(text)
})

test.each<[CdmaEncoding, string, string]>([
  ['7bit-ascii', 'ü', 'text: 7bit-ascii lacks character 0'],
  ['latin', 'aЖ', 'text: latin lacks character 1'],
  ['latin-hebrew', 'א×\u00ff', 'text: latin-hebrew lacks character 2'],
  ['gsm-7bit', 'Ж', 'the alphabet lacks character 0'],
  ['octet', 'x', 'encoding: text cannot be written as octet'],
  ['shift-jis', 'x', 'encoding: text cannot be written as shift-jis'],
  [31, 'x', 'encoding: text cannot be written as 31'],
])('%s cannot write %s', (encoding, text, message) => {
  expect(() => cdmaTextData(text, encoding)).toThrow(SmsError)
  expect(() => cdmaTextData(text, encoding)).toThrow(message)
})

test('the encoding that takes the fewest octets is chosen', () => {
  expect(['', 'abc~', 'é', 'ÿ', 'Ā', '😀'].map(cheapestCdmaEncoding)).toEqual([
    '7bit-ascii',
    '7bit-ascii',
    'latin',
    'latin',
    'unicode',
    'unicode',
  ])
})

test('160 octets are the most, a device may have less', () => {
  expect(cdmaTextData('x'.repeat(182)).octets).toHaveLength(160)
  expect(() => cdmaTextData('x'.repeat(183))).toThrow(
    'text: 161 octets as 7bit-ascii; at most 160 are allowed',
  )
  expect(() => cdmaTextData('Ж'.repeat(5), 'unicode', 8)).toThrow('10 octets as unicode; at most 8')
})

test.each<[CdmaEncoding]>([['octet'], ['epm'], ['shift-jis'], ['korean'], [12]])(
  '%s is no text here',
  (encoding) => {
    expect(cdmaText({ encoding, characters: 1, octets: fromHex('41') })).toBeUndefined()
  },
)

test('characters for which octets are missing are left out, whatever the count says', () => {
  for (const encoding of cdmaEncoding.words) {
    const text = cdmaText({ encoding, characters: 255, octets: fromHex('414243') })
    expect(text === undefined || text.length <= 4).toBe(true)
  }
})

test('ISO 8859-8 is as the host has it', () => {
  const host = new TextDecoder('iso-8859-8')
  for (let code = 0; code < 256; code++) {
    const expected = host.decode(Uint8Array.of(code)).codePointAt(0)
    expect(fromLatinHebrew(code) ?? 0xfffd).toBe(expected)
  }
  for (let codePoint = 0; codePoint < 0x3000; codePoint++) {
    const code = toLatinHebrew(codePoint)
    if (code !== undefined) expect(fromLatinHebrew(code)).toBe(codePoint)
  }
  expect(
    Array.from({ length: 256 }, (_, code) => code).filter((code) => fromLatinHebrew(code) !== undefined),
  ).toEqual(
    Array.from({ length: 256 }, (_, code) => code).filter(
      (code) => toLatinHebrew(fromLatinHebrew(code) ?? -1) === code,
    ),
  )
})

describe('words are the numbers of MBIM', () => {
  test('encodings', () => {
    expect(Array.from({ length: 11 }, (_, code) => cdmaEncoding.decode(code))).toEqual([
      ...cdmaEncoding.words,
      10,
    ])
  })

  test('languages', () => {
    expect(Array.from({ length: 9 }, (_, code) => cdmaLanguage.decode(code))).toEqual([
      ...cdmaLanguage.words,
      8,
    ])
  })
})

test('every text comes back in the encoding chosen for it', () => {
  const text = fc.oneof(
    fc.string({ maxLength: 150 }),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.string({ unit: 'binary-ascii', maxLength: 180 }),
  )
  fc.assert(
    fc.property(text, (value) => {
      const data = cdmaTextData(value)
      expect(cdmaText(data)).toBe(value)
      expect(toHex(data.octets).length / 2).toBeLessThanOrEqual(160)
    }),
  )
})
