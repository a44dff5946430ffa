import { expect, test } from 'vitest'
import {
  alphabetOf,
  countsSeptets,
  dataCoding,
  decodeDataCoding,
  encodeDataCoding,
  messageClassOf,
  type DataCoding,
} from './data-coding.ts'
import { SmsError } from './error.ts'

const general = { group: 'general', compressed: false } as const

test.each<[number, DataCoding]>([
  [0x00, dataCoding('gsm7')],
  [0x04, dataCoding('octets')],
  [0x08, dataCoding('ucs2')],
  [0x0c, { ...general, alphabet: 'reserved' }],
  [0x03, { ...general, alphabet: 'gsm7', spare: 3 }],
  [0x10, dataCoding('gsm7', 0)],
  [0x1a, dataCoding('ucs2', 2)],
  [0x28, { group: 'general', compressed: true, alphabet: 'ucs2' }],
  [0x51, { group: 'automatic-deletion', compressed: false, alphabet: 'gsm7', messageClass: 1 }],
  [0x80, { group: 'reserved', value: 0x80 }],
  [0xbf, { group: 'reserved', value: 0xbf }],
  [
    0xc0,
    { group: 'message-waiting', store: false, alphabet: 'gsm7', active: false, indication: 'voicemail' },
  ],
  [0xc8, { group: 'message-waiting', store: false, alphabet: 'gsm7', active: true, indication: 'voicemail' }],
  [0xd9, { group: 'message-waiting', store: true, alphabet: 'gsm7', active: true, indication: 'fax' }],
  [
    0xe6,
    {
      group: 'message-waiting',
      store: true,
      alphabet: 'ucs2',
      active: false,
      indication: 'email',
      spare: true,
    },
  ],
  [0xf0, { group: 'class', alphabet: 'gsm7', messageClass: 0 }],
  [0xf5, { group: 'class', alphabet: 'octets', messageClass: 1 }],
  [0xfb, { group: 'class', alphabet: 'gsm7', messageClass: 3, spare: true }],
])('%i is %j', (octet, coding) => {
  expect(decodeDataCoding(octet)).toEqual(coding)
  expect(encodeDataCoding(coding, 'd')).toBe(octet)
})

test('each of the 256 octets has a value of its own', () => {
  for (let octet = 0; octet < 256; octet++) expect(encodeDataCoding(decodeDataCoding(octet), 'd')).toBe(octet)
})

test('reserved codings are taken as the default alphabet, compressed text as octets', () => {
  const alphabets = (octets: number[]): string[] => octets.map((octet) => alphabetOf(decodeDataCoding(octet)))
  expect(alphabets([0x0c, 0x4c, 0x80, 0xbf, 0xc8, 0xe0, 0xf4])).toEqual([
    'gsm7',
    'gsm7',
    'gsm7',
    'gsm7',
    'gsm7',
    'ucs2',
    'octets',
  ])
  expect(countsSeptets(decodeDataCoding(0x00))).toBe(true)
  expect(countsSeptets(decodeDataCoding(0x20))).toBe(false)
  expect(countsSeptets(decodeDataCoding(0x90))).toBe(true)
  expect(messageClassOf(decodeDataCoding(0x10))).toBe(0)
  expect(messageClassOf(decodeDataCoding(0x00))).toBeUndefined()
  expect(messageClassOf(decodeDataCoding(0xf2))).toBe(2)
})

test.each<[DataCoding, string]>([
  [{ ...general, alphabet: 'gsm7', messageClass: 1, spare: 1 }, 'd.spare: the class takes the spare bits'],
  [{ ...general, alphabet: 'gsm7', spare: 4 }, 'd.spare: 4 is not'],
  [{ group: 'reserved', value: 0x7f }, 'd.value: 127 is not'],
  [
    { group: 'message-waiting', store: false, alphabet: 'ucs2', active: true, indication: 'fax' },
    'd.store: there is no coding for UCS-2 text that is to be discarded',
  ],
])('%j cannot be written', (coding, message) => {
  expect(() => encodeDataCoding(coding, 'd')).toThrow(SmsError)
  expect(() => encodeDataCoding(coding, 'd')).toThrow(message)
})
