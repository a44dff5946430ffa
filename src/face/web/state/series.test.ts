import { expect, test } from 'vitest'
import { Series, SPANS } from './series.ts'

const START = Math.floor(Date.UTC(2026, 0, 1) / SPANS.week.step) * SPANS.week.step

test('a cell holds the mean of what was measured in it, by column', () => {
  const series = new Series(2)
  series.add(START, [-80, undefined])
  series.add(START + 1000, [-90, 4])
  series.add(START + SPANS.hour.step, [-100, undefined])
  expect(series.points('hour')).toEqual([
    { time: START, values: [-85, 4] },
    { time: START + SPANS.hour.step, values: [-100, undefined] },
  ])
  expect(series.points('day')).toEqual([{ time: START, values: [-90, 4] }])
})

test('what is older than a grid is let go there, and only there', () => {
  const series = new Series(1)
  series.add(START, [1])
  series.add(START + SPANS.hour.step * SPANS.hour.cells, [2])
  expect(series.points('hour').map(({ values }) => values)).toEqual([[2]])
  expect(series.points('day').map(({ values }) => values)).toEqual([[1], [2]])
})

test('what comes late finds its place', () => {
  const series = new Series(1)
  const { step, cells } = SPANS.hour
  series.add(START + 2 * step, [3])
  series.add(START, [1])
  series.add(START + step, [2])
  series.add(START - cells * step, [0])
  expect(series.points('hour').map(({ values: [value] }) => value)).toEqual([1, 2, 3])
})

test('a time without any value is a gap', () => {
  const series = new Series(1)
  series.add(START, [])
  expect(series.points('hour')).toEqual([{ time: START, values: [undefined] }])
})
