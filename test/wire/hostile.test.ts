/** Every truncation and every mutated offset, length and count of every message: a `WireError` or a value, nothing else. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  CIDS,
  decode,
  encode,
  MESSAGES,
  serializeInfo,
  serializeMessage,
  type Cid,
} from '../../src/mbim/index.ts'
import { arbitrary } from '../support/arbitrary.ts'
import { DISTINCT_CASES } from './distinct.ts'
import { attempt, expectHarmless, hostileNumbers, withU32 } from './hostile.ts'

describe('an information buffer', () => {
  test.each(DISTINCT_CASES)('of $name', ({ codec, version }) => {
    for (const value of fc.sample(arbitrary(codec.codec, version), { numRuns: 3, seed: 1 })) {
      const bytes = codec.encode(value, version)
      const check = (changed: Uint8Array): void => {
        const outcome = attempt(() => codec.decode(changed, version))
        if ('value' in outcome) {
          expectHarmless(
            outcome.value,
            changed.length,
            (again) => codec.encode(again, version),
            (again) => codec.decode(again, version),
          )
        } else if (outcome.error.offset > changed.length) {
          expect(outcome.error.offset, outcome.error.message).toBeLessThanOrEqual(changed.length)
        }
      }
      for (let length = 0; length < bytes.length; length++) check(bytes.slice(0, length))
      for (let at = 0; at + 4 <= bytes.length; at += 4) {
        for (const number of hostileNumbers(bytes.length)) check(withU32(bytes, at, number))
      }
    }
  })
})

describe('a message', () => {
  const info = new Uint8Array([1, 2, 3, 4, 5, 6, 7])
  const addressed = { transactionId: 7, service: 'a289cc33-bcbb-8b4f-b6b0-133ec2aae6df', cid: 0x999, info }
  const messages = [
    { type: 'open', transactionId: 1, maxControlTransfer: 4096 },
    { type: 'close', transactionId: 2 },
    { ...addressed, type: 'command', operation: 'set' },
    { type: 'host-error', transactionId: 3, error: 'cancel' },
    { type: 'open-done', transactionId: 1, status: 'success' },
    { type: 'close-done', transactionId: 2, status: 'busy' },
    { ...addressed, type: 'command-done', status: 'failure' },
    { type: 'function-error', transactionId: 3, error: 'not-opened' },
    { ...addressed, type: 'indicate-status', transactionId: 0 },
  ] as const

  test('is here of every type', () => {
    expect(messages.map(({ type }) => type)).toEqual(Object.keys(MESSAGES))
  })

  test.each(messages)('$type', (message) => {
    const bytes = serializeMessage(message)
    for (let length = 0; length < bytes.length; length++) {
      const cut = bytes.slice(0, length)
      expect('error' in attempt(() => decode(cut)), `cut to ${length} bytes`).toBe(true)
      if (length >= 12) checkFrame(withU32(cut, 4, length))
    }
    for (let at = 0; at + 4 <= bytes.length; at += 4) {
      for (const number of hostileNumbers(bytes.length)) checkFrame(withU32(bytes, at, number))
    }
    for (let at = 0; at < bytes.length; at++) {
      for (let bit = 0; bit < 8; bit++) {
        const changed = bytes.slice()
        changed[at] = (changed[at] ?? 0) ^ (1 << bit)
        checkFrame(changed)
      }
    }
  })
})

describe('a command with its info', () => {
  const commands = CIDS.flatMap((cid) =>
    (cid.set ?? cid.query) === undefined ? [] : [{ name: `${cid.service.name} ${cid.name}`, cid }],
  )

  test.each(commands)('of $name: where it is wrong is told from the start of the frame', ({ cid }) => {
    const bytes = commandOf(cid)
    for (let at = 48; at + 4 <= bytes.length; at += 4) {
      const outcome = attempt(() => decode(withU32(bytes, at, 0xfffffff0)))
      if ('error' in outcome) {
        const { path, offset } = outcome.error
        expect(path.startsWith('info') && offset >= 48 && offset <= bytes.length, outcome.error.message).toBe(
          true,
        )
      }
    }
  })
})

function checkFrame(frame: Uint8Array): void {
  const outcome = attempt(() => decode(frame))
  if ('value' in outcome) expectHarmless(outcome.value, frame.length, encode, decode)
}

function commandOf(cid: Cid): Uint8Array {
  const operation = cid.set === undefined ? 'query' : 'set'
  const codec = cid[operation]
  if (codec === undefined) throw new TypeError(`${cid.name} is never a command`)
  const [value] = fc.sample(arbitrary(codec.codec, 1), { numRuns: 1, seed: 2 })
  const envelope = {
    type: 'command',
    transactionId: 1,
    service: cid.service.uuid,
    cid: cid.number,
    operation,
  } as const
  return serializeInfo(envelope, codec, value, 1)
}
