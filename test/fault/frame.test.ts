/**
 * One frame after another of a whole story goes wrong: late, lost, doubled, overtaken, corrupted, cut into fragments.
 * What does no harm must do none; what does is told as a cause, or mended; and afterwards everything works.
 */
import { describe, expect, test } from 'vitest'
import { Milliseconds, Minutes, Seconds } from '../../src/base/index.ts'
import { CauseError } from '../../src/core/index.ts'
import type { Fault } from '../../src/virtual/index.ts'
import { DrivenModem, never } from '../support/driven-modem.ts'
import { INTERNET } from '../support/virtual-bench.ts'

interface Outcome {
  readonly errors: readonly unknown[]
  readonly driven: DrivenModem
}

async function tell(fault?: Fault): Promise<Outcome> {
  const driven = new DrivenModem()
  if (fault !== undefined) driven.modem.injectFault(fault)
  const { clock, driver } = driven
  const errors: unknown[] = []
  const verbs: (() => Promise<unknown>)[] = [
    () => driven.start(),
    () => driver.attach({ signal: never }),
    () => driver.activate(0, INTERNET, { signal: never }),
    () => driver.deactivate(0, { signal: never }),
  ]
  for (const verb of verbs) {
    await clock.resolve(verb()).catch((error: unknown) => errors.push(error))
  }
  return { errors, driven }
}

/** How many frames the story has in this direction. */
const FRAMES = 40

const harmless: [string, Fault][] = [
  ['late by a second', { action: 'delay', by: Seconds(1) }],
  ['doubled', { action: 'duplicate' }],
  ['overtaken by the next one', { action: 'reorder', within: Milliseconds(100) }],
  ['cut into fragments of 64 bytes', { action: 'fragment', size: 64 }],
]

describe.each(harmless)('a frame to the host that is %s', (_name, fault) => {
  test('does no harm, whichever it is', async () => {
    for (let skip = 0; skip < FRAMES; skip++) {
      const { errors, driven } = await tell({ ...fault, direction: 'to-host', skip, count: 1 })
      expect(errors, `frame ${skip}`).toEqual([])
      expect(driven.of('failed'), `frame ${skip}`).toEqual([])
      expect(await driven.end(), `timers after frame ${skip}`).toBe(0)
    }
  })
})

const harmful: [string, Fault][] = [
  ['lost on its way to the host', { action: 'drop', direction: 'to-host' }],
  ['lost on its way to the modem', { action: 'drop', direction: 'to-function' }],
  ['corrupted on its way to the host', { action: 'corrupt', bytes: 4, direction: 'to-host' }],
  ['corrupted in its header', { action: 'corrupt', bytes: 2, header: true, direction: 'to-host' }],
  ['corrupted on its way to the modem', { action: 'corrupt', bytes: 4, direction: 'to-function' }],
  ['doubled on its way to the modem', { action: 'duplicate', direction: 'to-function' }],
  ['overtaken on its way to the modem', { action: 'reorder', direction: 'to-function' }],
]

describe.each(harmful)('a frame that is %s', (_name, fault) => {
  test('is mended or told, whichever it is, and then everything works', async () => {
    for (let skip = 0; skip < FRAMES; skip++) {
      const { errors, driven } = await tell({ ...fault, skip, count: 1 })
      const place = `frame ${skip}`
      for (const error of errors) expect(error, place).toBeInstanceOf(CauseError)
      // One frame is never the end of a modem.
      expect(driven.types, place).not.toContain('gone')
      driven.modem.clearFaults()
      await driven.pass(Minutes(2))
      const { clock, driver } = driven
      await clock.resolve(driver.deactivate(0, { signal: never })).catch(() => undefined)
      const { ip } = await clock.resolve(driver.activate(0, INTERNET, { signal: never }))
      expect(ip.v4?.addresses, place).toHaveLength(1)
      expect(await driven.end(), place).toBe(0)
    }
  })
})
