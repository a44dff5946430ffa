import { describe, expect, test } from 'vitest'
import type { Codec } from './codec/codec.ts'
import { NwError, nwErrorText, ProtocolErrorCode, protocolErrorText, Status, statusText } from './index.ts'

const tables: readonly (readonly [string, Codec, (word: never) => string])[] = [
  ['status', Status, statusText],
  ['network error', NwError, nwErrorText],
  ['protocol error', ProtocolErrorCode, protocolErrorText],
]

describe.each(tables)('every %s', (_, { schema }, textOf) => {
  const words = schema.kind === 'enumeration' ? Object.keys(schema.words) : []

  test('has a sentence of its own, without a capital or a full stop', () => {
    const texts = words.map((word) => textOf(word as never)) // a word of that very table
    expect(texts.length).toBeGreaterThan(5)
    expect(texts.filter((text) => !/^[a-z].*[^.\s]$/.test(text) && !/^[A-Z]{3}/.test(text))).toEqual([])
  })
})

test('numbers nobody knows have one too', () => {
  expect(statusText(999)).toBe('an unknown status, 0x000003e7')
  expect(statusText(0x87654321)).toBe("a vendor's status, 0x87654321")
  expect(nwErrorText(255)).toBe('an unknown cause, number 255')
  expect(protocolErrorText(9)).toBe('an unknown protocol error, 9')
})

test('the causes that are met most are told apart', () => {
  expect(nwErrorText('missing-or-unknown-apn')).toContain('access point name')
  expect(nwErrorText('user-authentication-failed')).toContain('password')
  expect(nwErrorText('congestion')).toContain('congested')
  expect(
    new Set(['plmn-not-allowed', 'location-area-not-allowed'].map((word) => nwErrorText(word as NwError)))
      .size,
  ).toBe(2)
})
