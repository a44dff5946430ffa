import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FrameSplitter } from './frame-splitter.ts'
import { serializeMessage } from './message.ts'

const close = (transactionId: number): Uint8Array => serializeMessage({ type: 'close', transactionId })
const open = (transactionId: number): Uint8Array =>
  serializeMessage({ type: 'open', transactionId, maxControlTransfer: 4096 })

function join(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]))
}

describe('cutting a stream into frames', () => {
  test('gives several of one read', () => {
    expect(new FrameSplitter().push(join(close(1), open(2), close(3)))).toEqual({
      frames: [close(1), open(2), close(3)],
    })
  })

  test('gives the same however the stream was cut', () => {
    const frames = [close(1), open(2), close(3), open(4), open(5)]
    const stream = join(...frames)
    fc.assert(
      fc.property(fc.array(fc.nat(stream.length), { maxLength: 8 }), (cuts) => {
        const splitter = new FrameSplitter()
        const places = [0, ...cuts.toSorted((one, other) => one - other), stream.length]
        const got = places
          .slice(1)
          .flatMap((end, index) => splitter.push(stream.slice(places[index], end)).frames)
        expect(got).toEqual(frames)
        expect(splitter.held).toBe(0)
      }),
    )
  })

  test('holds a copy of what is not complete', () => {
    const splitter = new FrameSplitter()
    const buffer = open(7).slice()
    expect(splitter.push(buffer.subarray(0, 14))).toEqual({ frames: [] })
    expect(splitter.held).toBe(14)
    const rest = buffer.slice(14)
    buffer.fill(0xff)
    expect(splitter.push(rest)).toEqual({ frames: [open(7)] })
  })

  test('forgets what it is told to', () => {
    const splitter = new FrameSplitter()
    splitter.push(open(7).subarray(0, 5))
    splitter.clear()
    expect(splitter.push(close(1))).toEqual({ frames: [close(1)] })
  })
})

describe('a length that cannot be', () => {
  test.each([0, 11, 65537, 0xffffffff])('%d drops the rest, and the next read is a start', (length) => {
    const splitter = new FrameSplitter()
    const wrong = close(2).slice()
    new DataView(wrong.buffer).setUint32(4, length, true)
    const { frames, error } = splitter.push(join(close(1), wrong, close(3)))
    expect(frames).toEqual([close(1)])
    expect(error?.message).toBe(`messageLength @16: a frame of ${length} bytes`)
    expect(splitter.held).toBe(0)
    expect(splitter.push(close(4))).toEqual({ frames: [close(4)] })
  })

  test('is longer than believed in', () => {
    expect(new FrameSplitter({ maxFrame: 12 }).push(close(1)).error).toBeUndefined()
    expect(new FrameSplitter({ maxFrame: 12 }).push(open(1)).error).toBeDefined()
  })
})

test('a long frame byte by byte takes no time that grows with its square', () => {
  const splitter = new FrameSplitter()
  const service = 'a289cc33-bcbb-8b4f-b6b0-133ec2aae6df'
  const info = new Uint8Array(60_000)
  const frame = serializeMessage({
    type: 'command',
    transactionId: 1,
    service,
    cid: 1,
    operation: 'set',
    info,
  })
  let frames: readonly Uint8Array[] = []
  for (let at = 0; at < frame.length; at++) frames = splitter.push(frame.subarray(at, at + 1)).frames
  expect(frames).toEqual([frame])
})
