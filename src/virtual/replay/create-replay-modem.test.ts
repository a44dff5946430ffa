/** Which captures are played back, and which are refused. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { VirtualClock } from '../../base/index.ts'
import { serializeMessage } from '../../mbim/index.ts'
import { CaptureError, CaptureWriter, type CaptureEntry } from '../../record/index.ts'
import { createReplayModem } from './create-replay-modem.ts'
import type { ReplayModem, ReplayRemark } from './replay-modem.ts'

const frame = (direction: 'sent' | 'received', bytes: Uint8Array): CaptureEntry => ({
  kind: 'frame',
  at: Date.UTC(2026, 0, 1),
  modem: 'm',
  direction,
  frame: bytes.slice(),
  version: 1,
})

const STORY: readonly CaptureEntry[] = [
  { kind: 'note', at: Date.UTC(2026, 0, 1), text: 'opened m', modem: 'm', channel: 'opened' },
  frame('sent', serializeMessage({ type: 'open', transactionId: 1, maxControlTransfer: 4096 })),
  frame('received', serializeMessage({ type: 'open-done', transactionId: 1, status: 'success' })),
]

function captured(entries: readonly CaptureEntry[]): Uint8Array {
  const writer = new CaptureWriter({ application: 'test', comment: 'test' })
  return Buffer.concat([writer.header, ...entries.flatMap((entry) => writer.blocks(entry))])
}

describe('which modem', () => {
  const both = [...STORY, ...STORY.map((entry) => ({ ...entry, modem: 'other' }))]
  test.each([
    ['of several has to be named', both, undefined, 'invalid_argument', /several modems, m, other/],
    ['has to be in it', both, 'third', 'not_found', /it has m, other/],
    ['there is none', [], undefined, 'not_found', /no MBIM frame/],
  ] as const)('%s', (_, entries, modem, code, message) => {
    const make = (): ReplayModem => createReplayModem(captured(entries), modem === undefined ? {} : { modem })
    expect(make).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) as string }) as Error,
    )
  })

  test('is the one that is named', () => {
    using modem = createReplayModem(captured(both), { modem: 'other' })
    expect(modem.name).toBe('other')
  })
})

test('one that is torn off is played as far as it goes, and says so first', () => {
  const whole = captured(STORY)
  const told: ReplayRemark[] = []
  const remark = (one: ReplayRemark): void => void told.push(one)
  const clock = new VirtualClock()
  using modem = createReplayModem(whole.subarray(0, -5), { clock, remark })
  expect(modem.summary).toMatch(/^1 commands/)
  expect(told).toEqual([
    {
      type: 'torn',
      text: expect.stringMatching(
        RegExp(
          `^the capture is torn off at byte \\d+ of ${whole.length - 5}: what is before that is played back$`,
        ),
      ) as string,
    },
  ])
  createReplayModem(whole, { clock, remark })[Symbol.dispose]()
  expect(told).toHaveLength(1)
})

describe('what is no capture', () => {
  test.each([
    ['a file that is not there', '/nowhere/drop.pcapng', 'not_found'],
    ['a folder', '/tmp', 'invalid_argument'],
  ])('%s', (_, path, code) => {
    expect(() => createReplayModem(path)).toThrow(expect.objectContaining({ code }) as Error)
  })

  test('is refused with where and why, whatever the bytes', () => {
    const whole = captured(STORY)
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }),
        fc.nat(whole.length),
        (changes, length) => {
          const bytes = new Uint8Array(whole.subarray(0, length))
          for (const [at, byte] of changes) if (at < length) bytes[at] = byte
          try {
            createReplayModem(bytes, { clock: new VirtualClock() })[Symbol.dispose]()
          } catch (thrown) {
            const { code } = thrown as CaptureError // of ours, or the test fails
            expect(['invalid_argument', 'not_found']).toContain(code)
            if (thrown instanceof CaptureError) {
              expect(thrown.message).toMatch(/^the capture cannot be read: at byte \d+, /)
            }
          }
        },
      ),
      { numRuns: 2000 },
    )
  })
})
