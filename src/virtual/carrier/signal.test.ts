import { expect, test } from 'vitest'
import { signalOf, walk } from './signal.ts'

const steps = Array.from({ length: 2000 }, (_, step) => step)

test('the walk is the same for the same seed whenever it is looked at, and another for another', () => {
  const forward = steps.map((step) => walk(7, step))
  const backward = steps.toReversed().map((step) => walk(7, step))
  expect(backward.toReversed()).toEqual(forward)
  expect(steps.map((step) => walk(8, step))).not.toEqual(forward)
})

test('it moves, by little at a time, around its mean', () => {
  const values = steps.map((step) => walk(7, step))
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  expect(Math.abs(mean)).toBeLessThan(1)
  expect(Math.max(...values)).toBeGreaterThan(3)
  expect(Math.min(...values)).toBeLessThan(-3)
  expect(Math.max(...values.map(Math.abs))).toBeLessThan(15)
  const strides = values.slice(1).map((value, index) => Math.abs(value - (values[index] ?? 0)))
  expect(Math.max(...strides)).toBeLessThan(4)
  expect(strides.every((stride) => stride > 0)).toBe(true)
})

test.each([
  ['edge', -71.4, { rssi: -71, errorRate: 0 }],
  ['hsupa', -105, { rssi: -105, errorRate: 3 }],
  ['hsupa', -130, { rssi: -120, errorRate: 7 }],
  ['lte', -66, { rssi: -66, errorRate: 0, rsrp: -94, rsrq: -6, snr: 24 }],
  ['lte', -95, { rssi: -95, errorRate: 0, rsrp: -123, rsrq: -13, snr: -5 }],
  ['5g-sa', -20, { rssi: -40, errorRate: 0, rsrp: -68, rsrq: -6, snr: 30 }],
] as const)('%s at %f dBm', (technology, rssi, signal) => {
  expect(signalOf(technology, rssi)).toEqual(signal)
})
