import { expect, test } from 'vitest'
import { timeAxis } from './time-axis.ts'

const at = (day: number, hour = 0, minute = 0): number => new Date(2026, 0, day, hour, minute).getTime()

test.each([
  ['an hour', at(1, 9, 50), at(1, 10, 50), 48, '│09:50  │10:00  │10:10  │10:20  │10:30  │10:40'],
  ['a day', at(1, 18, 54), at(2, 18, 54), 48, '  │20:00  │00:00  │04:00  │08:00  │12:00  │16:00'],
  ['a week', at(1, 12), at(8, 12), 48, '          │01-03        │01-05        │01-07'],
  ['a day in little room', at(1, 18, 54), at(2, 18, 54), 12, '   │01-02'],
  ['no room', at(1), at(2), 4, ''],
  ['no time', at(1), at(1), 48, ''],
  ['more years than there are marks for', 0, at(1), 48, ''],
])('%s', (_, from, to, width, expected) => {
  const line = timeAxis(from, to, width)
  expect(line.trimEnd()).toBe(expected.trimEnd())
  expect(line.trimEnd().length).toBeLessThanOrEqual(width)
})
