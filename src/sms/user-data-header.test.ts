import { describe, expect, test } from 'vitest'
import { fromHex, toHex } from '../base/index.ts'
import { SmsError } from './error.ts'
import {
  characterSetOf,
  decodeHeader,
  headerOctets,
  lastElement,
  type UserDataHeader,
} from './user-data-header.ts'

const write = (header: UserDataHeader): string => toHex(Uint8Array.from(headerOctets(header, 'h')))

test.each<[string, UserDataHeader]>([
  ['00', []],
  ['05 0003 cc 02 01', [{ type: 'concatenation', wide: false, reference: 0xcc, total: 2, sequence: 1 }]],
  [
    '06 0804 1234 ff ff',
    [{ type: 'concatenation', wide: true, reference: 0x1234, total: 255, sequence: 255 }],
  ],
  ['04 0402 f0 ff', [{ type: 'ports', wide: false, destination: 0xf0, source: 0xff }]],
  ['06 0504 0b84 23f0', [{ type: 'ports', wide: true, destination: 2948, source: 9200 }]],
  ['04 0102 80 03', [{ type: 'message-waiting', store: true, profile: 1, kind: 'voice', count: 3 }]],
  ['04 0102 67 00', [{ type: 'message-waiting', store: false, profile: 4, kind: 'video', count: 0 }]],
  ['04 0102 04 01', [{ type: 'message-waiting', store: false, profile: 1, kind: 4, count: 1 }]],
  ['03 2401 01', [{ type: 'single-shift', language: 'turkish' }]],
  ['03 2501 0d', [{ type: 'locking-shift', language: 'urdu' }]],
  ['03 2501 63', [{ type: 'locking-shift', language: 0x63 }]],
  ['04 7f02 c0de', [{ type: 'other', id: 0x7f, octets: fromHex('c0de') }]],
  // Known elements whose content is to be ignored.
  ['05 0003 cc 00 00', [{ type: 'other', id: 0, octets: fromHex('cc0000') }]],
  ['05 0003 cc 02 03', [{ type: 'other', id: 0, octets: fromHex('cc0203') }]],
  ['05 0003 cc 02 00', [{ type: 'other', id: 0, octets: fromHex('cc0200') }]],
  ['06 0804 1234 02 03', [{ type: 'other', id: 8, octets: fromHex('12340203') }]],
  ['04 0002 cc 02', [{ type: 'other', id: 0, octets: fromHex('cc02') }]],
  ['04 0402 ef ff', [{ type: 'other', id: 4, octets: fromHex('efff') }]],
  ['06 0504 c000 23f0', [{ type: 'other', id: 5, octets: fromHex('c00023f0') }]],
  ['06 0504 bfff 0000', [{ type: 'ports', wide: true, destination: 49151, source: 0 }]],
  ['05 0503 0b8423', [{ type: 'other', id: 5, octets: fromHex('0b8423') }]],
  ['02 2400', [{ type: 'other', id: 0x24, octets: new Uint8Array() }]],
  // Elements that do not add up: the whole header is to be ignored.
  ['01 00', [{ type: 'malformed', octets: fromHex('00') }]],
  ['04 0003 cc 02', [{ type: 'malformed', octets: fromHex('0003cc02') }]],
  ['06 0003 cc 02 01 24', [{ type: 'malformed', octets: fromHex('0003cc020124') }]],
])('%s', (hex, header) => {
  const octets = fromHex(hex)
  expect(decodeHeader(octets.slice(1))).toEqual(header)
  expect(write(header)).toBe(toHex(octets))
})

test('elements keep their order, and repeated ones all survive', () => {
  const hex = '0c 0102 00 01 0102 01 02 0102 80 03'
  const header = decodeHeader(fromHex(hex).slice(1))
  expect(header.map((element) => element.type)).toEqual([
    'message-waiting',
    'message-waiting',
    'message-waiting',
  ])
  expect(write(header)).toBe(toHex(fromHex(hex)))
})

describe('of elements that contradict each other the last counts', () => {
  test('8-bit and 16-bit references', () => {
    const header = decodeHeader(fromHex('0003 07 02 01  0804 1234 03 02  7f00'))
    expect(lastElement(header, 'concatenation')).toMatchObject({ reference: 0x1234, total: 3, sequence: 2 })
  })

  test('an ignored one does not count', () => {
    const header = decodeHeader(fromHex('0003 07 02 01  0804 1234 03 00'))
    expect(lastElement(header, 'concatenation')).toMatchObject({ reference: 7, total: 2, sequence: 1 })
  })

  test('8-bit and 16-bit ports', () => {
    const header = decodeHeader(fromHex('0504 0b84 23f0  0402 f0 f1'))
    expect(lastElement(header, 'ports')).toEqual({
      type: 'ports',
      wide: false,
      destination: 0xf0,
      source: 0xf1,
    })
  })

  test('national languages, of which unknown ones are ignored', () => {
    const header = decodeHeader(fromHex('2401 01  2501 01  2401 03  2501 00  2401 63'))
    expect(characterSetOf(header)).toEqual({ single: 'portuguese', locking: 'turkish' })
  })

  test('there may be none', () => {
    expect(lastElement(undefined, 'ports')).toBeUndefined()
    expect(lastElement(decodeHeader(fromHex('00')), 'ports')).toBeUndefined()
    expect(characterSetOf(undefined)).toEqual({})
  })
})

test.each<[UserDataHeader, string]>([
  [
    [{ type: 'concatenation', wide: false, reference: 256, total: 2, sequence: 1 }],
    'h[0].reference: 256 is not',
  ],
  [
    [{ type: 'concatenation', wide: true, reference: 65536, total: 2, sequence: 1 }],
    'h[0].reference: 65536 is not',
  ],
  [[{ type: 'concatenation', wide: false, reference: 1, total: 0, sequence: 1 }], 'h[0].total: 0 is not'],
  [[{ type: 'ports', wide: false, destination: 2948, source: 0 }], 'h[0].destination: 2948 is not'],
  [[{ type: 'message-waiting', store: true, profile: 5, kind: 'fax', count: 1 }], 'h[0].profile: 5 is not'],
  [[{ type: 'message-waiting', store: true, profile: 1, kind: 32, count: 1 }], 'h[0].kind: 32 is not'],
  [[{ type: 'other', id: 1, octets: new Uint8Array(138) }], 'h[0].octets: 138 octets; at most 137 fit'],
  [[{ type: 'other', id: 256, octets: new Uint8Array() }], 'h[0].id: 256 is not'],
  [[{ type: 'malformed', octets: fromHex('7f00') }], 'h[0]: a malformed element is alone'],
  [
    [
      { type: 'malformed', octets: fromHex('7f') },
      { type: 'single-shift', language: 1 },
    ],
    'h[0]: a malformed element is alone',
  ],
  [
    [
      { type: 'other', id: 1, octets: new Uint8Array(137) },
      { type: 'other', id: 1, octets: new Uint8Array(137) },
    ],
    'h: 278 octets; a header has at most 255',
  ],
])('%j cannot be written', (header, message) => {
  expect(() => headerOctets(header, 'h')).toThrow(SmsError)
  expect(() => headerOctets(header, 'h')).toThrow(message)
})
