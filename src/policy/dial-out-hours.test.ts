import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatDialOutHours, parseDialOutHours } from '../core/index.ts'
import { isDialOutAllowed, nextDialOutChange } from './dial-out-hours.ts'

/** The example of the Windows documentation. */
const EXAMPLE = ['2 09:00-12:00 13:00-17:30', '4 09:00-12:00 13:00-17:30']
const utc = (text: string): number => Date.parse(`${text}Z`)
const at = (items: readonly string[], timeZone: string, text: string): [boolean, string | undefined] => {
  const hours = parseDialOutHours(items, timeZone)
  const next = nextDialOutChange(hours, utc(text))
  return [
    isDialOutAllowed(hours, utc(text)),
    next === undefined ? undefined : new Date(next).toISOString().slice(0, 19),
  ]
}

// 2026-11-21 is a Saturday.
test.each([
  ['the day before', '2026-11-23T23:59:59', false, '2026-11-24T09:00:00'],
  ['the last second before it opens', '2026-11-24T08:59:59', false, '2026-11-24T09:00:00'],
  ['the first moment', '2026-11-24T09:00:00', true, '2026-11-24T12:00:00'],
  ['the last second', '2026-11-24T11:59:59', true, '2026-11-24T12:00:00'],
  ['the end', '2026-11-24T12:00:00', false, '2026-11-24T13:00:00'],
  ['the afternoon', '2026-11-24T17:29:00', true, '2026-11-24T17:30:00'],
  ['the evening', '2026-11-24T18:00:00', false, '2026-11-26T09:00:00'],
  ['over the end of the week', '2026-11-26T18:00:00', false, '2026-12-01T09:00:00'],
])('%s', (_, when, allowed, next) => {
  expect(at(EXAMPLE, 'UTC', when)).toEqual([allowed, next])
})

test.each([
  ['Sunday is 0', ['0 00:00-24:00'], '2026-11-22T12:00:00', true, '2026-11-23T00:00:00'],
  ['Saturday is 6', ['6 00:00-24:00'], '2026-11-21T12:00:00', true, '2026-11-22T00:00:00'],
  [
    'two parts make one night',
    ['1 22:00-24:00', '2 00:00-06:00'],
    '2026-11-23T23:00:00',
    true,
    '2026-11-24T06:00:00',
  ],
  [
    'a night over the end of the week',
    ['6 22:00-24:00', '0 00:00-06:00'],
    '2026-11-21T23:00:00',
    true,
    '2026-11-22T06:00:00',
  ],
  ['no hours restrict nothing', [], '2026-11-21T23:00:00', true, undefined],
  [
    'the whole week never changes',
    ['0', '1', '2', '3', '4', '5', '6'].map((day) => `${day} 00:00-24:00`),
    '2026-11-21T23:00:00',
    true,
    undefined,
  ],
])('%s', (_, items, when, allowed, next) => {
  expect(at(items, 'UTC', when)).toEqual([allowed, next])
})

describe('where the clock is changed', () => {
  // Berlin: 2026-03-29 01:00 UTC forward to 03:00 local, 2026-10-25 01:00 UTC back to 02:00 local. Both are Sundays.
  test.each([
    ['local time is meant', ['1 08:00-09:00'], '2026-01-05T06:59:00', false, '2026-01-05T07:00:00'],
    ['in summer too', ['1 08:00-09:00'], '2026-07-06T05:59:00', false, '2026-07-06T06:00:00'],
    [
      'an hour that is skipped does not open',
      ['0 02:15-02:45'],
      '2026-03-29T00:30:00',
      false,
      '2026-04-05T00:15:00',
    ],
    [
      'an edge that is skipped is when the clock goes past it',
      ['0 02:30-04:00'],
      '2026-03-29T00:30:00',
      false,
      '2026-03-29T01:00:00',
    ],
    [
      'an end that is skipped, likewise',
      ['0 01:00-02:30'],
      '2026-03-29T00:30:00',
      true,
      '2026-03-29T01:00:00',
    ],
    [
      'a window over the change loses its hour',
      ['0 01:00-04:00'],
      '2026-03-29T00:30:00',
      true,
      '2026-03-29T02:00:00',
    ],
    [
      'an hour that comes twice opens',
      ['0 02:15-02:45'],
      '2026-10-25T00:00:00',
      false,
      '2026-10-25T00:15:00',
    ],
    ['and opens again', ['0 02:15-02:45'], '2026-10-25T00:45:00', false, '2026-10-25T01:15:00'],
    ['and shuts', ['0 02:15-02:45'], '2026-10-25T01:15:00', true, '2026-10-25T01:45:00'],
    [
      'a window up to the change comes back with it',
      ['0 00:00-02:59'],
      '2026-10-25T00:30:00',
      true,
      '2026-10-25T00:59:00',
    ],
    [
      'a change days ahead moves the edge',
      ['1 08:00-09:00'],
      '2026-03-27T12:00:00',
      false,
      '2026-03-30T06:00:00',
    ],
    ['and back', ['1 08:00-09:00'], '2026-10-23T12:00:00', false, '2026-10-26T07:00:00'],
  ])('%s', (_, items, when, allowed, next) => {
    expect(at(items, 'Europe/Berlin', when)).toEqual([allowed, next])
  })

  test('the next change is where it changes, and it does not change before', () => {
    const hours = parseDialOutHours(['0 00:30-02:15 02:45-05:00', '3 10:00-11:00'], 'Europe/Berlin')
    const start = utc('2026-01-01T00:00:00')
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 365 * 24 * 60 }), (minute) => {
        const from = start + minute * 60_000
        const next = nextDialOutChange(hours, from) ?? Number.NaN
        expect(next).toBeGreaterThan(from)
        const allowed = isDialOutAllowed(hours, from)
        expect(isDialOutAllowed(hours, next)).toBe(!allowed)
        expect(isDialOutAllowed(hours, next - 1)).toBe(allowed)
        expect(isDialOutAllowed(hours, from + Math.floor((next - from) / 2))).toBe(allowed)
      }),
    )
  })
})

test('the items of the Windows documentation are read and written', () => {
  expect(parseDialOutHours(EXAMPLE)).toEqual({
    days: [
      {
        day: 2,
        windows: [
          { from: 540, to: 720 },
          { from: 780, to: 1050 },
        ],
      },
      {
        day: 4,
        windows: [
          { from: 540, to: 720 },
          { from: 780, to: 1050 },
        ],
      },
    ],
  })
  expect(formatDialOutHours(parseDialOutHours(EXAMPLE))).toEqual(EXAMPLE)
})

test.each([
  '',
  '7 09:00-12:00',
  '1',
  '1 9-12',
  '1 09:00-12:60',
  '1 09:00',
  'Monday 09:00-12:00',
  '1 09:00-12:00;13:00-14:00',
])('%j are no hours', (item) => {
  expect(() => parseDialOutHours([item])).toThrow('dial-out hours')
})
