import { expect, test } from 'vitest'
import { Milliseconds, VirtualClock } from '../base/index.ts'
import { memoryChannel } from './memory.ts'
import { replayChannel, traceChannel, type TraceRecord } from './trace.ts'

function frame(type: number, id: number, body = 0): Uint8Array {
  const bytes = new Uint8Array(16)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, type, true)
  view.setUint32(4, 16, true)
  view.setUint32(8, id, true)
  view.setUint32(12, body, true)
  return bytes
}

test('every frame that passes is recorded with its direction and time, and passes unchanged', async () => {
  const clock = new VirtualClock()
  const [host, func] = memoryChannel()
  const records: TraceRecord[] = []
  const traced = traceChannel(host, (entry) => records.push(entry), { clock })
  const heard: Uint8Array[] = []
  const ends: unknown[] = []
  traced.start({ frame: (bytes) => heard.push(bytes), closed: (cause) => ends.push(cause) })
  func.start({
    frame: (bytes) => {
      clock.setTimer(Milliseconds(5), () => func.send(frame(0x80000001, bytes[8] ?? 0)))
    },
    closed: () => undefined,
  })
  await clock.advance(Milliseconds(10))
  traced.send(frame(1, 7))
  await clock.advance(Milliseconds(10))
  expect(heard).toEqual([frame(0x80000001, 7)])
  expect(records).toEqual([
    { at: 10, direction: 'sent', frame: frame(1, 7) },
    { at: 15, direction: 'received', frame: frame(0x80000001, 7) },
  ])
  traced.close()
  await clock.advance(Milliseconds(0))
  expect(ends).toEqual([undefined])
})

const RECORD: TraceRecord[] = [
  { at: 0, direction: 'received', frame: frame(0x80000007, 0, 1) },
  { at: 10, direction: 'sent', frame: frame(1, 1) },
  { at: 15, direction: 'received', frame: frame(0x80000001, 1) },
  { at: 20, direction: 'sent', frame: frame(3, 2, 5) },
  { at: 21, direction: 'sent', frame: frame(3, 3, 6) },
  { at: 40, direction: 'received', frame: frame(0x80000003, 2, 5) },
  { at: 41, direction: 'received', frame: frame(0x80000003, 3, 6) },
]

test('a record is played back at its pace and under the ids of the new host', async () => {
  const clock = new VirtualClock()
  const unmatched: Uint8Array[] = []
  const channel = replayChannel(RECORD, { clock, unmatched: (bytes) => unmatched.push(bytes) })
  const heard: [number, Uint8Array][] = []
  channel.start({ frame: (bytes) => heard.push([clock.monotonic(), bytes]), closed: () => undefined })
  await clock.advance(Milliseconds(100))
  channel.send(frame(1, 21))
  await clock.advance(Milliseconds(100))
  channel.send(frame(3, 22, 5))
  channel.send(frame(3, 23, 6))
  channel.send(frame(3, 24, 99))
  await clock.advance(Milliseconds(100))
  expect(heard).toEqual([
    [0, frame(0x80000007, 0, 1)],
    [105, frame(0x80000001, 21)],
    [220, frame(0x80000003, 22, 5)],
    [220, frame(0x80000003, 23, 6)],
  ])
  expect(unmatched).toEqual([frame(3, 24, 99)])
})

test('closing a playback ends it at once and leaves no timer', async () => {
  const clock = new VirtualClock()
  const channel = replayChannel(RECORD, { clock })
  const ends: unknown[] = []
  channel.start({ frame: () => undefined, closed: (cause) => ends.push(cause) })
  channel.send(frame(1, 1))
  channel.close()
  await clock.advance(Milliseconds(0))
  expect(clock.pending).toBe(0)
  expect(ends).toEqual([undefined])
})
