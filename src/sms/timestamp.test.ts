import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromHex, toHex } from '../base/index.ts'
import { SmsError } from './error.ts'
import {
  decodeTimestamp,
  instantToTimestamp,
  timestampOctets,
  timestampToInstant,
  type LocalTime,
} from './timestamp.ts'

const time = (text: string, quarterHours: number): LocalTime => {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = text.split(/[-T:]/).map(Number)
  return { year, month, day, hour, minute, second, quarterHours }
}

test.each<[string, LocalTime, string]>([
  ['20806291731480', time('2002-08-26T19:37:41', 8), '2002-08-26T17:37:41Z'],
  ['42218091255540', time('2024-12-08T19:52:55', 4), '2024-12-08T18:52:55Z'],
  ['9930925161958a', time('1999-03-29T15:16:59', -28), '1999-03-29T22:16:59Z'],
  ['99309251619580', time('1999-03-29T15:16:59', 8), '1999-03-29T13:16:59Z'],
  ['00101000000000', time('2000-01-01T00:00:00', 0), '2000-01-01T00:00:00Z'],
  ['42209200000023', time('2024-02-29T00:00:00', 32), '2024-02-28T16:00:00Z'],
  ['62101000000097', time('2026-01-01T00:00:00', 79), '2025-12-31T04:15:00Z'],
])('%s is %j', (hex, timestamp, utc) => {
  expect(decodeTimestamp(fromHex(hex))).toEqual(timestamp)
  expect(toHex(timestampOctets(timestamp, 't'))).toBe(hex)
  expect(timestampToInstant(timestamp)).toBe(Date.parse(utc))
  expect(instantToTimestamp(Date.parse(utc), timestamp.quarterHours)).toEqual(timestamp)
})

test.each([
  ['all zeros, as test equipment sends', '00000000000000'],
  ['padding', 'ffffffffffffff'],
  ['a month 13', '62311000000000'],
  ['29 February of a common year', '32209200000000'],
  ['an hour 24', '62101042000000'],
  ['a minute 60', '62101000060000'],
  ['a hexadecimal digit', '62101000000a00'],
  ['a hexadecimal digit in the zone', '621010000000a0'],
])('%s survives as it is', (_, hex) => {
  const timestamp = decodeTimestamp(fromHex(hex))
  expect(timestamp).toEqual({ raw: fromHex(hex) })
  expect(toHex(timestampOctets(timestamp, 't'))).toBe(hex)
  expect(timestampToInstant(timestamp)).toBeUndefined()
})

test('a negative zero zone reads as zero', () => {
  expect(decodeTimestamp(fromHex('00101000000008'))).toEqual(time('2000-01-01T00:00:00', 0))
})

test.each<[LocalTime, string]>([
  [time('1989-12-31T00:00:00', 0), 't.year: 1989 is not'],
  [time('2090-01-01T00:00:00', 0), 't.year: 2090 is not'],
  [time('2023-02-29T00:00:00', 0), 't: there is no such time'],
  [time('2023-02-28T00:00:00.5', 0), 't: there is no such time'],
  [time('2023-02-28T00:00:00', 80), 't.quarterHours: 80 is not'],
])('%j cannot be written', (timestamp, message) => {
  expect(() => timestampOctets(timestamp, 't')).toThrow(SmsError)
  expect(() => timestampOctets(timestamp, 't')).toThrow(message)
})

test('raw octets are seven', () => {
  expect(() => timestampOctets({ raw: new Uint8Array(6) }, 't')).toThrow('t.raw: is not 7 octets')
})

test('every instant of a century, in every zone, comes back to the second', () => {
  const seconds = fc.integer({ min: Date.UTC(1990, 0, 2) / 1000, max: Date.UTC(2089, 11, 30) / 1000 })
  fc.assert(
    fc.property(seconds, fc.integer({ min: -79, max: 79 }), (second, quarterHours) => {
      const timestamp = instantToTimestamp(second * 1000, quarterHours)
      expect(timestampToInstant(decodeTimestamp(timestampOctets(timestamp, 't')))).toBe(second * 1000)
    }),
  )
})
