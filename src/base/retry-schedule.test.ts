import { expect, test } from 'vitest'
import { Seconds } from './duration.ts'
import { seededRandom } from './random.ts'
import { retrySchedule } from './retry-schedule.ts'

test('intervals grow by the factor up to the ceiling', () => {
  const schedule = retrySchedule({ first: Seconds(1), ceiling: Seconds(5), attempts: 5 })
  expect([...schedule]).toEqual([1000, 2000, 4000, 5000, 5000])
})

test('a first interval above the ceiling is the ceiling', () => {
  expect([...retrySchedule({ first: Seconds(9), ceiling: Seconds(5), attempts: 1 })]).toEqual([5000])
})

test('chance only shortens, by its share at the most, and is repeatable', () => {
  const draw = () => [
    ...retrySchedule({
      first: Seconds(10),
      ceiling: Seconds(10),
      jitter: 0.5,
      random: seededRandom(7),
      attempts: 200,
    }),
  ]
  const intervals = draw()
  expect(intervals.every((interval) => interval > 5000 && interval <= 10_000)).toBe(true)
  expect(new Set(intervals).size).toBeGreaterThan(100)
  expect(draw()).toEqual(intervals)
})

test('without a limit it does not end', () => {
  const schedule = retrySchedule({ first: Seconds(1), ceiling: Seconds(2) })
  const taken = Array.from({ length: 1000 }, () => schedule.next().done)
  expect(taken.includes(true)).toBe(false)
})
