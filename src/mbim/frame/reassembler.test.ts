import { describe, expect, test } from 'vitest'
import { Milliseconds } from '../../base/index.ts'
import { fragment } from './fragment.ts'
import { parseMessage, serializeMessage } from './message.ts'
import { Reassembler } from './reassembler.ts'

const service = 'a289cc33-bcbb-8b4f-b6b0-133ec2aae6df'
const info = Uint8Array.from({ length: 200 }, (_, index) => index)

const done = (transactionId: number, bytes = info): Uint8Array =>
  serializeMessage({ type: 'command-done', transactionId, service, cid: 1, status: 'success', info: bytes })
const indication = (bytes = info): Uint8Array =>
  serializeMessage({ type: 'indicate-status', transactionId: 0, service, cid: 1, info: bytes })

const pending = { outcome: 'pending' }
const outOfSequence = (transactionId: number): object => ({
  outcome: 'error',
  transactionId,
  error: 'fragment-out-of-sequence',
})

/** The fragments of a message, by number. */
function pieces(message: Uint8Array): (index: number) => Uint8Array {
  const cut = fragment(message, 64)
  return (index) => cut.at(index) ?? new Uint8Array(0)
}

describe('putting fragments together', () => {
  test('gives what was cut, and lets through what was not', () => {
    const reassembler = new Reassembler()
    const message = done(7)
    const cut = fragment(message, 64)
    expect(cut.length).toBe(6)
    for (const piece of cut.slice(0, -1)) expect(reassembler.push(piece, 0)).toEqual(pending)
    expect(reassembler.push(cut.at(-1) ?? message, 0)).toEqual({ outcome: 'message', message })
    expect(reassembler.bytes).toBe(0)
    expect(reassembler.push(message, 0)).toEqual({ outcome: 'message', message })
  })

  test('keeps transactions apart that come interleaved', () => {
    const reassembler = new Reassembler()
    const [one, other, told] = [fragment(done(1), 64), fragment(done(2), 64), fragment(indication(), 64)]
    const messages: Uint8Array[] = []
    for (let index = 0; index < 6; index++) {
      for (const cut of [one, other, told]) {
        const piece = cut[index]
        const assembly = piece === undefined ? undefined : reassembler.push(piece, 0)
        if (assembly?.outcome === 'message') messages.push(assembly.message)
      }
    }
    expect(messages.map((message) => parseMessage(message).transactionId)).toEqual([1, 2, 0])
    expect(messages).toEqual([done(1), done(2), indication()])
  })

  test('lets an indication in one piece pass one in many', () => {
    const reassembler = new Reassembler()
    const long = fragment(indication(), 64)
    const short = indication(Uint8Array.of(1))
    for (const piece of long.slice(0, -1)) reassembler.push(piece, 0)
    expect(reassembler.push(short, 0)).toEqual({ outcome: 'message', message: short })
    expect(reassembler.push(long.at(-1) ?? short, 0)).toEqual({ outcome: 'message', message: indication() })
  })

  test('lets an error pass the transaction that it is about', () => {
    const reassembler = new Reassembler()
    const error = serializeMessage({ type: 'function-error', transactionId: 7, error: 'unknown' })
    reassembler.push(pieces(done(7))(0), 0)
    expect(reassembler.push(error, 0)).toEqual({ outcome: 'message', message: error })
  })
})

describe('a fragment that is not the expected one', () => {
  const cut = pieces(done(7))
  test.each([
    ['not the first', [1]],
    ['one left out', [0, 2]],
    ['one twice', [0, 1, 1]],
    ['the first again', [0, 0]],
  ])('%s', (_, order) => {
    const reassembler = new Reassembler()
    const outcomes = order.map((index) => reassembler.push(cut(index), 0))
    expect(outcomes.at(-1)).toEqual(outOfSequence(7))
    expect(reassembler.bytes).toBe(0)
    // And again for each one that strays in after it.
    expect(reassembler.push(cut(4), 0)).toEqual(outOfSequence(7))
  })

  test('of another total, or another type', () => {
    const reassembler = new Reassembler()
    reassembler.push(cut(0), 0)
    expect(reassembler.push(pieces(done(7, info.subarray(0, 150)))(1), 0)).toEqual(outOfSequence(7))
    const command = { type: 'command', transactionId: 7, service, cid: 1, operation: 'set', info } as const
    reassembler.push(cut(0), 0)
    expect(reassembler.push(pieces(serializeMessage(command))(1), 0)).toEqual(outOfSequence(7))
    reassembler.push(cut(0), 0)
    expect(reassembler.push(done(7, Uint8Array.of(1)), 0)).toEqual(outOfSequence(7))
  })

  test('does not spoil the transaction of another id', () => {
    const reassembler = new Reassembler()
    const other = fragment(done(8), 64)
    for (const piece of other.slice(0, -1)) reassembler.push(piece, 0)
    reassembler.push(cut(3), 0)
    expect(reassembler.push(other.at(-1) ?? cut(0), 0)).toEqual({ outcome: 'message', message: done(8) })
  })

  test('nor does one without a valid header', () => {
    const reassembler = new Reassembler()
    reassembler.push(cut(0), 0)
    expect(() => reassembler.push(Uint8Array.of(1, 2, 3), 0)).toThrow('messageType @0')
    expect(reassembler.push(cut(1), 0)).toEqual(pending)
  })
})

describe('a message whose info is not as long as it says', () => {
  test.each([-1, 1])('by %d', (difference) => {
    const message = done(7)
    new DataView(message.buffer, message.byteOffset).setUint32(44, info.length + difference, true)
    const reassembler = new Reassembler()
    const outcomes = fragment(message, 64).map((piece) => reassembler.push(piece, 0))
    expect(outcomes.at(-1)).toEqual({ outcome: 'error', transactionId: 7, error: 'length-mismatch' })
  })

  test('nor has room for it', () => {
    const reassembler = new Reassembler()
    const short = (current: number): Uint8Array => {
      const piece = done(7).slice(0, 24)
      const view = new DataView(piece.buffer)
      view.setUint32(4, 24, true)
      view.setUint32(12, 2, true)
      view.setUint32(16, current, true)
      return piece
    }
    reassembler.push(short(0), 0)
    expect(reassembler.push(short(1), 0)).toEqual({
      outcome: 'error',
      transactionId: 7,
      error: 'length-mismatch',
    })
  })
})

describe('waiting for the next fragment', () => {
  test('ends after 1250 ms, for each message by itself', () => {
    const reassembler = new Reassembler()
    expect(reassembler.deadline).toBeUndefined()
    reassembler.push(pieces(done(1))(0), 100)
    reassembler.push(pieces(done(2))(0), 200)
    reassembler.push(pieces(done(1))(1), 300)
    expect(reassembler.deadline).toBe(1450)
    expect(reassembler.expire(1449)).toEqual([])
    expect(reassembler.expire(1450)).toEqual([{ transactionId: 2, error: 'timeout-fragment' }])
    expect(reassembler.deadline).toBe(1550)
    expect(reassembler.expire(5000)).toEqual([{ transactionId: 1, error: 'timeout-fragment' }])
    expect(reassembler.bytes).toBe(0)
    expect(reassembler.push(pieces(done(1))(2), 5000)).toEqual(outOfSequence(1))
  })

  test('is as long as it is told', () => {
    const reassembler = new Reassembler({ timeout: Milliseconds(10) })
    reassembler.push(pieces(done(1))(0), 0)
    expect(reassembler.deadline).toBe(10)
  })

  test('can be given up', () => {
    const reassembler = new Reassembler()
    reassembler.push(pieces(done(1))(0), 0)
    reassembler.push(pieces(done(2))(0), 0)
    reassembler.drop(1)
    reassembler.drop(99)
    expect(reassembler.bytes).toBe(64)
    reassembler.clear()
    expect(reassembler.bytes).toBe(0)
    expect(reassembler.deadline).toBeUndefined()
  })
})

describe('what is held', () => {
  test('is bounded in bytes, empty fragments included', () => {
    const reassembler = new Reassembler({ maxBytes: 1000 })
    const endless = pieces(done(7))(0).slice()
    const view = new DataView(endless.buffer)
    view.setUint32(12, 0xffffffff, true)
    reassembler.push(endless, 0)
    let held = 0
    for (let current = 1; current < 100; current++) {
      const empty = endless.slice(0, 20)
      const header = new DataView(empty.buffer)
      header.setUint32(4, 20, true)
      header.setUint32(16, current, true)
      const assembly = reassembler.push(empty, 0)
      held = Math.max(held, reassembler.bytes)
      if (assembly.outcome === 'error') {
        expect(assembly.error).toBe('unknown')
        expect(held).toBeGreaterThan(900)
        expect(held).toBeLessThanOrEqual(1000)
        expect(reassembler.bytes).toBe(0)
        return
      }
    }
    expect.unreachable('nothing bounds it')
  })

  test('is bounded in messages', () => {
    const reassembler = new Reassembler({ maxPending: 2 })
    expect(reassembler.push(pieces(done(1))(0), 0)).toEqual(pending)
    expect(reassembler.push(pieces(done(2))(0), 0)).toEqual(pending)
    expect(reassembler.push(pieces(done(3))(0), 0)).toEqual({
      outcome: 'error',
      transactionId: 3,
      error: 'unknown',
    })
    expect(reassembler.push(pieces(done(1))(1), 0)).toEqual(pending)
  })

  test('does not change with the buffer that it was read into', () => {
    const reassembler = new Reassembler()
    const buffer = new Uint8Array(64)
    const cut = fragment(done(7), 64)
    for (const piece of cut.slice(0, -1)) {
      buffer.set(piece)
      reassembler.push(buffer, 0)
    }
    buffer.fill(0)
    expect(reassembler.push(cut.at(-1) ?? buffer, 0)).toEqual({ outcome: 'message', message: done(7) })
  })
})
