import { expect, test } from 'vitest'
import { Milliseconds, Seconds, VirtualClock } from '../../../base/index.ts'
import { RateTable } from './rate-table.ts'

test('each has a burst, and then what fills by the second', async () => {
  const clock = new VirtualClock()
  const table = new RateTable({ burst: 3, perSecond: 2 }, clock)
  const times = (count: number, key = 'a'): boolean[] => Array.from({ length: count }, () => table.take(key))
  expect(times(4)).toEqual([true, true, true, false])
  expect(times(1, 'b')).toEqual([true])
  await clock.advance(Milliseconds(500))
  expect(times(2)).toEqual([true, false])
  await clock.advance(Seconds(3600))
  expect(times(4)).toEqual([true, true, true, false])
})

test('who asks in vain waits no longer for it', async () => {
  const clock = new VirtualClock()
  const table = new RateTable({ burst: 1, perSecond: 1 }, clock)
  table.take('a')
  for (let one = 0; one < 100; one++) expect(table.take('a')).toBe(false)
  await clock.advance(Seconds(1))
  expect(table.take('a')).toBe(true)
})

test('a flood of keys fills no memory', () => {
  const table = new RateTable({ burst: 1, perSecond: 1 }, new VirtualClock())
  for (let one = 0; one < 5000; one++) table.take(String(one))
  expect(table.size).toBe(1024)
  expect([table.take('4999'), table.take('0')]).toEqual([false, true])
})
