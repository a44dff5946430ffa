/**
 * A modem that answers nonsense, floods, and lies about lengths: whatever it sends, nothing is thrown past the driver,
 * every verb ends, and letting go leaves nothing behind.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Milliseconds, Minutes, seededRandom, VirtualClock } from '../../src/base/index.ts'
import { CauseError, type DriverFact } from '../../src/core/index.ts'
import { createMbimDriver } from '../../src/driver/index.ts'
import {
  BasicConnect,
  CIDS,
  fragment,
  serializeMessage,
  type Message,
  type Status,
} from '../../src/mbim/index.ts'
import { DrivenModem, never } from '../support/driven-modem.ts'
import { ScriptedFunction } from '../support/scripted-function.ts'
import { INTERNET } from '../support/virtual-bench.ts'

/** Tries everything on the driver; what fails must fail with a cause. */
async function tryEverything(driven: DrivenModem): Promise<void> {
  const { clock, driver } = driven
  // A modem that is never heard right is opened again and again, so this may not end before it is let go.
  driven.start().catch((error: unknown) => {
    expect(error).toBeInstanceOf(CauseError)
  })
  await driven.pass(Minutes(3))
  const verbs: (() => Promise<unknown>)[] = [
    () => driver.attach({ signal: never }),
    () => driver.activate(0, INTERNET, { signal: never }),
    () => driver.deactivate(0, { signal: never }),
    () => driver.detach({ signal: never }),
  ]
  for (const verb of verbs) {
    // More than the longest time-out with all that may follow it.
    await clock.resolve(verb(), { limit: Minutes(15) }).catch((error: unknown) => {
      expect(error).toBeInstanceOf(CauseError)
    })
  }
}

test('frames changed at random', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer(),
      fc.integer({ min: 1, max: 8 }),
      fc.double({ min: 0.02, max: 0.6, noNaN: true }),
      fc.boolean(),
      async (seed, bytes, probability, header) => {
        const driven = new DrivenModem({ seed })
        driven.modem.injectFault({ action: 'corrupt', bytes, probability, header, direction: 'to-host' })
        await tryEverything(driven)
        expect(await driven.end()).toBe(0)
      },
    ),
    { numRuns: 25 },
  )
})

/** Answers of the right shape around any bytes, and messages nobody asked for. */
const nonsense = fc.record({
  info: fc.uint8Array({ maxLength: 300 }),
  status: fc.constantFrom<Status>('success', 'failure', 'busy', 21, 0x87654321),
  stray: fc.array(
    fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      fc
        .record({ cid: fc.constantFrom(...CIDS), info: fc.uint8Array({ maxLength: 120 }) })
        .map(({ cid, info }) =>
          serializeMessage({
            type: 'indicate-status',
            transactionId: 0,
            service: cid.service.uuid,
            cid: cid.number,
            info,
          }),
        ),
      fc
        .constantFrom<Message>(
          { type: 'close-done', transactionId: 1, status: 'success' },
          { type: 'open-done', transactionId: 1, status: 'failure' },
          { type: 'function-error', transactionId: 1, error: 'unknown' },
          { type: 'function-error', transactionId: 0, error: 99 },
          { type: 'close', transactionId: 3 },
          { type: 'host-error', transactionId: 3, error: 'cancel' },
        )
        .map((message) => serializeMessage(message)),
      // Pieces of messages that are never whole.
      fc.nat(5).map((piece) => fragment(LONG, 64)[piece] ?? LONG),
    ),
    { maxLength: 4 },
  ),
})

const LONG = serializeMessage({
  type: 'indicate-status',
  transactionId: 0,
  service: BasicConnect.uuid,
  cid: 12,
  info: new Uint8Array(400),
})

test('answers of nonsense, and what nobody asked for', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(nonsense, { minLength: 1, maxLength: 40 }), async (answers) => {
      const clock = new VirtualClock()
      let turn = 0
      const modem = new ScriptedFunction((message, self) => {
        const next = answers[turn++ % answers.length]
        // To an error nobody answers, or two ends that complain of each other would never stop.
        if (next === undefined || message.type === 'host-error') return
        const { info, status, stray } = next
        const { transactionId } = message
        for (const frame of stray) self.sendFrame(frame)
        if (message.type === 'open') self.send({ type: 'open-done', transactionId, status: 'success' })
        if (message.type !== 'command') return
        const { cid, service } = message
        self.send({ type: 'command-done', transactionId, service, cid, status, info })
      })
      const facts: DriverFact[] = []
      const driver = createMbimDriver({
        device: 'x',
        channel: () => modem.channel,
        clock,
        random: seededRandom(1),
      })
      const starting = driver.start((fact) => facts.push(fact), { signal: never }).catch(() => undefined)
      await clock.advance(Minutes(3))
      await clock.resolve(driver.stop())
      await starting
      await clock.advance(Milliseconds(0))
      expect(clock.pending).toBe(0)
    }),
    { numRuns: 40 },
  )
})

test('a flood of indications does not keep the driver from its work', async () => {
  const driven = await DrivenModem.started()
  driven.modem.injectFault({ action: 'duplicate', times: 200, direction: 'to-host' })
  await driven.driver.activate(0, INTERNET, { signal: never })
  driven.modem.networkDisconnect({ cause: 38 })
  await driven.settle()
  expect(driven.of('context').at(-1)?.state).toBe('deactivated')
  expect(await driven.end()).toBe(0)
})
