import { assert, nat, property } from 'fast-check'
import { expect, test } from 'vitest'
import { formatDuration, Milliseconds, parseDuration } from './duration.ts'

test.each([
  ['90 s', 90_000],
  ['10min', 600_000],
  ['10m', 600_000],
  ['1 h 30 min', 5_400_000],
  ['1h30m', 5_400_000],
  ['1.5 h', 5_400_000],
  ['250ms', 250],
  [' 2 d ', 172_800_000],
  ['10', undefined],
  ['', undefined],
  ['10 minutes', undefined],
  ['s', undefined],
  ['-1 s', undefined],
  ['1 s,', undefined],
])('%s', (text, milliseconds) => {
  expect(parseDuration(text)).toBe(milliseconds)
})

test('what is written in whole seconds, minutes or hours is read again', () => {
  assert(
    property(nat(100_000), (count) =>
      [1000, 60_000, 3_600_000].every((unit) => {
        const shown = formatDuration(Milliseconds(count * unit))
        // Two units are all that is shown.
        const read = parseDuration(shown) ?? NaN
        return count * unit - read >= 0 && count * unit - read < Math.max(60_000, (count * unit) / 24)
      }),
    ),
  )
})
