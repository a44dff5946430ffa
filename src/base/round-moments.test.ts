import { expect, test } from 'vitest'
import { roundMoments } from './round-moments.ts'

const at = (day: number, hour: number, minute = 0): number => new Date(2026, 0, day, hour, minute).getTime()
const HOUR = 3_600_000

test.each<[string, number, number, number, readonly number[], boolean]>([
  ['ten minutes', at(3, 9, 4), at(3, 9, 34), HOUR / 6, [at(3, 9, 10), at(3, 9, 20), at(3, 9, 30)], false],
  ['what divides a day', at(3, 21, 7), at(4, 9), 3.5 * HOUR, [at(4, 0), at(4, 4), at(4, 8)], false],
  ['midnights', at(3, 21), at(6, 9), 20 * HOUR, [at(4, 0), at(5, 0), at(6, 0)], true],
  ['whole days, counted from the first', at(3, 21), at(14, 9), 100 * HOUR, [at(8, 0), at(13, 0)], true],
  [
    'the first, where it is round, and not the last',
    at(3, 0),
    at(4, 0),
    12 * HOUR,
    [at(3, 0), at(3, 12)],
    false,
  ],
  ['none that are too far apart', at(3, 0), at(4, 0), 91 * 24 * HOUR, [], false],
  ['none of no time', at(3, 0), at(3, 0), 0, [], false],
])('%s', (_, from, to, apart, moments, days) => {
  expect(roundMoments(from, to, apart)).toEqual({ moments, days })
})
