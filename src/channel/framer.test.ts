import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Milliseconds, VirtualClock } from '../base/index.ts'
import { Framer } from './framer.ts'

/** A COMMAND_DONE-like frame with `body` bytes after the header. */
function frame(id: number, body: number, fill = 0): Uint8Array {
  const bytes = new Uint8Array(12 + body).fill(fill)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, 0x80000003, true)
  view.setUint32(4, bytes.length, true)
  view.setUint32(8, id, true)
  return bytes
}

function collect(clock = new VirtualClock()): { framer: Framer; frames: Uint8Array[] } {
  const frames: Uint8Array[] = []
  return { framer: new Framer((bytes) => frames.push(bytes), { clock }), frames }
}

const join = (...parts: Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts))

test('a chunk that is one frame is handed on as it is, without a copy', () => {
  const { framer, frames } = collect()
  const bytes = frame(1, 36)
  framer.push(bytes)
  expect(frames).toEqual([bytes])
  expect(frames[0]).toBe(bytes)
})

test('however a run of frames is cut into chunks, the same frames come out', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(70), fc.nat(255)), { minLength: 1, maxLength: 8 }),
      fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 40 }),
      (bodies, cuts) => {
        const sent = bodies.map(([body, fill], index) => frame(index, body, fill))
        const { framer, frames } = collect()
        let rest = join(...sent)
        for (let turn = 0; rest.length > 0; turn++) {
          const size = cuts[turn % cuts.length] ?? 1
          framer.push(rest.slice(0, size))
          rest = rest.subarray(size)
        }
        expect(frames).toEqual(sent)
        expect(framer.skipped).toBe(0)
      },
    ),
  )
})

describe('finds its place again', () => {
  test('behind the second half of a frame that another reader began', () => {
    const { framer, frames } = collect()
    framer.push(join(frame(1, 100, 0xee).subarray(40), frame(2, 4)))
    expect(frames).toEqual([frame(2, 4)])
    expect(framer.skipped).toBe(72)
  })

  test('behind a header with an absurd length', () => {
    const { framer, frames } = collect()
    const absurd = frame(1, 0)
    new DataView(absurd.buffer).setUint32(4, 0xfffffff0, true)
    framer.push(absurd)
    framer.push(frame(2, 8))
    expect(frames).toEqual([frame(2, 8)])
  })

  test('behind a length that is smaller than a header, split before the length', () => {
    const { framer, frames } = collect()
    const short = frame(1, 0)
    new DataView(short.buffer).setUint32(4, 3, true)
    framer.push(short.slice(0, 6))
    framer.push(short.slice(6))
    framer.push(frame(2, 8))
    expect(frames).toEqual([frame(2, 8)])
  })

  test('when a frame is never completed', async () => {
    const clock = new VirtualClock()
    const { framer, frames } = collect(clock)
    framer.push(frame(1, 100).slice(0, 50))
    await clock.advance(Milliseconds(1300))
    framer.push(frame(2, 100))
    expect(frames).toEqual([frame(2, 100)])
    expect(framer.skipped).toBe(50)
  })

  test('but a slow rest within the gap still completes its frame', async () => {
    const clock = new VirtualClock()
    const { framer, frames } = collect(clock)
    framer.push(frame(1, 100).slice(0, 50))
    await clock.advance(Milliseconds(1200))
    framer.push(frame(1, 100).slice(50))
    expect(frames).toEqual([frame(1, 100)])
  })
})

test('no bytes make it throw, hang, or keep more than a frame', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 64 }), { maxLength: 20 }), (chunks) => {
      const { framer, frames } = collect()
      let given = 0
      for (const chunk of chunks) {
        given += chunk.length
        framer.push(chunk)
      }
      const emitted = frames.reduce((sum, bytes) => sum + bytes.length, 0)
      expect(emitted + framer.skipped).toBeLessThanOrEqual(given)
    }),
  )
})
