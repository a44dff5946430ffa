/**
 * The modem is taken out before and after every single frame of a whole story: opening, the first picture, attaching,
 * connecting, disconnecting. Each time everything that waits ends, with its cause; `gone` is told once and last; no timer
 * is left.
 */
import { describe, expect, test } from 'vitest'
import { Milliseconds, seededRandom, VirtualClock } from '../../src/base/index.ts'
import type { Channel } from '../../src/channel/index.ts'
import { CauseError, type DriverFact } from '../../src/core/index.ts'
import { createMbimDriver } from '../../src/driver/index.ts'
import { createVirtualModem, type VirtualModem, type VirtualModemOptions } from '../../src/virtual/index.ts'
import { never } from '../support/driven-modem.ts'
import { INTERNET } from '../support/virtual-bench.ts'

type When = 'before' | 'after'

/** Counts the frames in both directions; calls `cut` before or after the one with this number. */
function counting(
  channel: Channel,
  at: number,
  when: When,
  cut: () => void,
  seen: { frames: number },
): Channel {
  const pass = (deliver: () => void): void => {
    const number = seen.frames++
    if (number === at && when === 'before') cut()
    deliver()
    if (number === at && when === 'after') cut()
  }
  return {
    name: channel.name,
    start: (sink) =>
      channel.start({
        frame: (frame) => pass(() => sink.frame(frame)),
        closed: (cause) => sink.closed(cause),
      }),
    send: (frame) => pass(() => channel.send(frame)),
    close: () => channel.close(),
  }
}

interface Outcome {
  readonly frames: number
  readonly facts: readonly DriverFact[]
  readonly errors: readonly unknown[]
  readonly pending: number
}

/** Tells the story on a new modem, with the cut at that frame; without a number it is told to its end. */
async function tell(options: Partial<VirtualModemOptions>, at = -1, when: When = 'before'): Promise<Outcome> {
  const clock = new VirtualClock()
  const modem: VirtualModem = createVirtualModem({ name: 'virtual0', clock, timing: 'instant', ...options })
  const seen = { frames: 0 }
  const driver = createMbimDriver({
    device: 'virtual0',
    channel: () => counting(modem.connect(), at, when, () => modem.unplug(), seen),
    clock,
    random: seededRandom(1),
  })
  const facts: DriverFact[] = []
  const errors: unknown[] = []
  const step = async (verb: () => Promise<unknown>): Promise<void> => {
    await verb().catch((error: unknown) => errors.push(error))
  }
  const story = async (): Promise<void> => {
    await step(() => driver.start((fact) => facts.push(fact), { signal: never }))
    await step(() => driver.attach({ signal: never }))
    // Two at once: what is queued and what is outstanding end alike.
    await Promise.all([
      step(() => driver.activate(0, INTERNET, { signal: never })),
      step(() => driver.activate(1, { ...INTERNET, ipType: 'ipv4' }, { signal: never })),
    ])
    await step(() => driver.deactivate(0, { signal: never }))
    await step(() => driver.detach({ signal: never }))
  }
  // Not `clock.resolve`: nothing of this may need time.
  let ended = false as boolean // not the literal: it changes out of the compiler's sight
  const told = story().then(() => (ended = true))
  for (let turn = 0; turn < 50 && !ended; turn++) await clock.advance(Milliseconds(0))
  expect(ended, `the story told with a cut ${when} frame ${at} hangs`).toBe(true)
  await told
  if (at < 0) {
    await driver.stop()
    modem.unplug()
  }
  await clock.advance(Milliseconds(0))
  const { pending } = clock
  modem[Symbol.dispose]()
  return { frames: seen.frames, facts, errors, pending }
}

describe.each([
  ['in whole frames', {}],
  ['in fragments of 128 bytes', { maxControlTransfer: 128 }],
  ['of MBIM 1.0', { version: 1 }],
] as const)('a story %s', (_name, options) => {
  test('goes through when nothing happens', async () => {
    const { errors, facts, frames, pending } = await tell(options)
    expect(errors).toEqual([])
    expect(facts.filter(({ type }) => type === 'gone')).toEqual([])
    expect(frames).toBeGreaterThan(50)
    expect(pending).toBe(0)
  })

  test.each(['before', 'after'] as const)(
    'unplugged %s each of its frames, nothing waits and nothing is left',
    async (when) => {
      const { frames } = await tell(options)
      for (let at = 0; at < frames; at++) {
        const { errors, facts, pending } = await tell(options, at, when)
        const place = `${when} frame ${at} of ${frames}`
        for (const error of errors) expect(error, place).toBeInstanceOf(CauseError)
        const codes = new Set(errors.map((error) => (error as CauseError).code))
        expect(
          [...codes].filter((code) => code !== 'unplugged'),
          place,
        ).toEqual([])
        expect(
          facts.filter(({ type }) => type === 'gone'),
          place,
        ).toHaveLength(1)
        expect(facts.at(-1)?.type, place).toBe('gone')
        expect(pending, place).toBe(0)
      }
    },
  )
})
