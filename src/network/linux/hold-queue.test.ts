import { expect, test } from 'vitest'
import { Milliseconds, Seconds, VirtualClock } from '../../base/index.ts'
import { HoldQueue } from './hold-queue.ts'

function queue(clock: VirtualClock, bounds: { packets?: number; bytes?: number } = {}) {
  let emptied = 0
  const made = new HoldQueue(
    { packets: bounds.packets ?? 10, bytes: bounds.bytes ?? 1000, age: Seconds(5) },
    { clock, emptied: () => emptied++ },
  )
  return { queue: made, emptied: () => emptied }
}

test('gives back what it kept, in order, and no timer stays', () => {
  const clock = new VirtualClock()
  const { queue: kept, emptied } = queue(clock)
  for (const byte of [1, 2, 3]) expect(kept.add(Uint8Array.of(byte))).toBe(true)
  expect(kept.take().map(([byte]) => byte)).toEqual([1, 2, 3])
  expect([kept.waiting, kept.expired, kept.overflowed, clock.pending, emptied()]).toEqual([0, 0, 0, 0, 0])
})

test.each([
  ['count', { packets: 2 }],
  ['bytes', { bytes: 250 }],
])('when it is full by %s the newest is given up', (_by, bounds) => {
  const { queue: kept } = queue(new VirtualClock(), bounds)
  const packets = [1, 2, 3].map((byte) => new Uint8Array(100).fill(byte))
  expect(packets.map((packet) => kept.add(packet))).toEqual([true, true, false])
  expect(kept.overflowed).toBe(1)
  expect(kept.take().map(([byte]) => byte)).toEqual([1, 2])
  expect(kept.add(new Uint8Array(100))).toBe(true)
})

test('each packet expires at its own time; the last one is told', async () => {
  const clock = new VirtualClock()
  const { queue: kept, emptied } = queue(clock)
  kept.add(Uint8Array.of(1))
  await clock.advance(Seconds(2))
  kept.add(Uint8Array.of(2))
  await clock.advance(Seconds(3))
  expect([kept.waiting, kept.expired, emptied()]).toEqual([1, 1, 0])
  await clock.advance(Milliseconds(1999))
  expect(kept.waiting).toBe(1)
  await clock.advance(Milliseconds(1))
  expect([kept.waiting, kept.expired, emptied(), clock.pending]).toEqual([0, 2, 1, 0])
})
