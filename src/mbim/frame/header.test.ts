import { describe, expect, test } from 'vitest'
import { fromHex } from '../../base/index.ts'
import { isFragmented, readHeader, senderOf } from './header.ts'

describe('a header', () => {
  test('of a message that is never cut', () => {
    expect(readHeader(fromHex('02000000 0c000000 07000000'))).toEqual({
      type: 'close',
      length: 12,
      transactionId: 7,
      totalFragments: 1,
      currentFragment: 0,
    })
  })

  test('of a fragment', () => {
    expect(readHeader(fromHex('07000080 14000000 00000000 03000000 02000000'))).toEqual({
      type: 'indicate-status',
      length: 20,
      transactionId: 0,
      totalFragments: 3,
      currentFragment: 2,
    })
  })

  test.each([
    ['nothing at all', '', 'messageType @0: 0 bytes are too short'],
    ['half of it', '02000000 0c000000', 'messageType @0: 8 bytes are too short'],
    ['a type nobody knows', '05000080 0c000000 07000000', 'messageType @0: 0x80000005 is no type of message'],
    [
      'a length that is not that of the bytes',
      '02000000 10000000 07000000',
      'messageLength @4: 16, but there are 12 bytes',
    ],
    ['no fragment header', '03000000 10000000 07000000 01000000', 'totalFragments @12: no room'],
    [
      'no fragments',
      '03000000 14000000 07000000 00000000 00000000',
      'currentFragment @16: there is no fragment 0 of 0',
    ],
    [
      'a fragment too many',
      '03000000 14000000 07000000 02000000 02000000',
      'currentFragment @16: there is no fragment 2 of 2',
    ],
  ])('is refused with %s', (_, hex, message) => {
    expect(() => readHeader(fromHex(hex))).toThrow(message)
  })

  test('tells who sends it, and whether it may be cut', () => {
    expect(senderOf('command')).toBe('host')
    expect(senderOf('command-done')).toBe('function')
    expect(isFragmented('command')).toBe(true)
    expect(isFragmented('open-done')).toBe(false)
  })
})
