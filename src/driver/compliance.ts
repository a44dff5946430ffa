/**
 * What every driver owes its users, whatever it drives, as cases that a test file runs on a modem it has control of:
 *
 *     describe.each(COMPLIANCE)('$name', ({ run }) => { test('…', () => run(bench)) })
 *
 * A case fails by rejecting. It knows nothing of test frameworks, and of modems only what `ModemControl` lets it do.
 */
import type { DriverFact } from '../core/index.ts'
import {
  Driven,
  each,
  expect,
  failure,
  momentsOf,
  never,
  types,
  type Bench,
  type ComplianceCase,
} from './compliance-bench.ts'
import { OPERATION_COMPLIANCE } from './compliance-operation.ts'
import { STORY_COMPLIANCE } from './compliance-story.ts'

export type { Bench, ComplianceCase, ModemControl, Subject } from './compliance-bench.ts'

export const COMPLIANCE: readonly ComplianceCase[] = [
  {
    name: 'starting tells who the modem is first, then its whole picture, and resolves after ready',
    run: (bench) =>
      each(bench, async ({ facts }) => {
        expect('the first fact', facts[0]?.type, 'opened')
        // Messages are read at leisure.
        const picture = types(facts).filter((type) => !type.startsWith('message'))
        expect('the last fact', picture.at(-1), 'ready')
        for (const type of ['sim', 'radio', 'registration', 'packet-service', 'signal']) {
          expect(`a fact of type ${type}`, types(facts).includes(type), true)
        }
      }),
  },
  {
    name: 'a context comes up with addresses and a link, told as a fact, and goes down again',
    run: (bench) =>
      each(bench, async (driven, subject) => {
        const { driver } = driven
        await bench.wait(driver.attach({ signal: never }))
        await bench.wait(driver.attach({ signal: never }))
        const before = driven.facts.length
        const { ip, link } = await bench.wait(driven.activate(subject))
        expect('addresses', (ip.v4 ?? ip.v6) !== undefined, true)
        expect('the session of the link', link.sessionId, 0)
        const up = driven.contexts(before).find(({ state }) => state === 'activated')
        expect('the fact', up, { type: 'context', sessionId: 0, state: 'activated', ip, link })
        expect('up at the network', subject.modem.isUp(0), true)
        await bench.wait(driver.deactivate(0, { signal: never }))
        expect('the last context told', driven.contexts().at(-1)?.state, 'deactivated')
        expect('up at the network', subject.modem.isUp(0), false)
      }),
  },
  {
    name: 'deactivating what is down is not_activated',
    run: (bench) =>
      each(bench, async ({ driver }) => {
        const cause = await failure('deactivating', bench.wait(driver.deactivate(0, { signal: never })))
        expect('the code', cause.code, 'not_activated')
      }),
  },
  {
    name: 'activating what is up is max_activated_contexts, and leaves it up',
    run: (bench) =>
      each(bench, async (driven, subject) => {
        await bench.wait(driven.activate(subject))
        const cause = await failure('activating again', bench.wait(driven.activate(subject)))
        expect('the code', cause.code, 'max_activated_contexts')
        expect('up at the network', subject.modem.isUp(0), true)
        expect('the last context told', driven.contexts().at(-1)?.state, 'activated')
      }),
  },
  {
    name: 'a session that the modem has not got is an invalid argument',
    run: (bench) =>
      each(bench, async ({ driver }, { modem }) => {
        const activating = driver.activate(modem.noSession, modem.settings, { signal: never })
        expect('the code', (await failure('activating', bench.wait(activating))).code, 'invalid_argument')
      }),
  },
  {
    name: "a refusal by the network carries the network's cause, and the next attempt is free",
    run: (bench) =>
      each(bench, async (driven, subject) => {
        const refused = driven.activate(subject, subject.modem.refused)
        const { code, network } = await failure('activating', bench.wait(refused))
        expect('the code', code, 'connect_failed')
        expect('a network cause', network !== undefined && network.value > 0, true)
        await bench.wait(driven.activate(subject))
      }),
  },
  {
    name: 'giving up an activation ends it with cancelled, and nothing stays up',
    run: (bench) =>
      each(bench, async (driven, subject) => {
        const giveUp = new AbortController()
        const activating = failure(
          'activating',
          driven.activate(subject, subject.modem.unanswered, giveUp.signal),
        )
        await bench.settle()
        giveUp.abort()
        expect('the code', (await bench.wait(activating)).code, 'cancelled')
        await bench.settle()
        expect('up at the network', subject.modem.isUp(0), false)
        await bench.wait(driven.activate(subject))
      }),
  },
  {
    name: 'giving up at any moment of an activation leaves nothing up',
    run: async (bench: Bench): Promise<void> => {
      for (const moment of momentsOf(bench, 40)) {
        await each(bench, async (driven, subject) => {
          const giveUp = new AbortController()
          const activating = driven.activate(subject, subject.modem.settings, giveUp.signal).then(
            () => 'up',
            () => 'down',
          )
          for (let step = 0; step < moment; step++) await bench.step()
          giveUp.abort()
          const outcome = await bench.wait(activating)
          await bench.settle()
          expect(`up after giving up at moment ${moment}`, subject.modem.isUp(0), outcome === 'up')
        })
      }
    },
  },
  {
    name: 'a verb whose signal was aborted before is cancelled',
    run: (bench) =>
      each(bench, async (driven, subject) => {
        const signal = AbortSignal.abort()
        const { driver } = driven
        expect('attach', (await failure('attaching', driver.attach({ signal }))).code, 'cancelled')
        const activating = driven.activate(subject, subject.modem.settings, signal)
        expect('activate', (await failure('activating', activating)).code, 'cancelled')
        expect('up at the network', subject.modem.isUp(0), false)
      }),
  },
  {
    name: 'a context that the network ends is told, with the cause',
    run: (bench) =>
      each(bench, async (driven, subject) => {
        await bench.wait(driven.activate(subject))
        const before = driven.facts.length
        subject.modem.dropContext(0)
        const dropped = (fact: DriverFact): boolean => fact.type === 'context' && fact.state === 'deactivated'
        await bench.wait(driven.until(dropped, before))
        await bench.settle()
        const told = driven.contexts(before).at(-1)
        expect('the state', told?.state, 'deactivated')
        expect('a network cause', told?.networkError !== undefined, true)
      }),
  },
  {
    name: 'a live context is adopted by the next driver, and told before ready',
    run: async (bench: Bench): Promise<void> => {
      await using subject = await bench.subject()
      const first = await Driven.started(bench, subject)
      const { ip } = await bench.wait(first.activate(subject))
      await bench.wait(first.driver.stop())
      expect('up after the first driver', subject.modem.isUp(0), true)
      await using second = await Driven.started(bench, subject)
      const [opened] = second.facts
      expect('adopted', opened?.type === 'opened' && opened.adopted, true)
      const told = second.contexts()[0]
      expect('the context', [told?.state, told?.ip], ['activated', ip])
      await bench.wait(second.driver.deactivate(0, { signal: never }))
    },
  },
  {
    name: 'letting go with close ends the contexts',
    run: async (bench: Bench): Promise<void> => {
      await using subject = await bench.subject()
      const driven = await Driven.started(bench, subject)
      await bench.wait(driven.activate(subject))
      await bench.wait(driven.driver.stop({ close: true }))
      expect('up at the network', subject.modem.isUp(0), false)
    },
  },
  {
    name: 'a driver that was let go says nothing more and refuses verbs; letting go again is nothing',
    run: async (bench: Bench): Promise<void> => {
      await using subject = await bench.subject()
      const driven = await Driven.started(bench, subject)
      await bench.wait(driven.driver.stop())
      const told = driven.facts.length
      subject.modem.unplug()
      await bench.settle()
      expect('facts', driven.facts.length, told)
      await failure('attaching', driven.driver.attach({ signal: never }))
      await driven.driver.stop()
    },
  },
  {
    name: 'starting can be given up',
    run: async (bench: Bench): Promise<void> => {
      await using subject = await bench.subject()
      const giveUp = new AbortController()
      const driven = new Driven(subject.driver())
      const starting = failure('starting', driven.start(giveUp.signal))
      await bench.step()
      giveUp.abort()
      expect('the code', (await bench.wait(starting)).code, 'cancelled')
    },
  },
  {
    name: 'unplugged, it tells gone once and last, and every verb ends with unplugged',
    run: (bench) =>
      each(bench, async (driven, subject) => {
        const pending = failure('activating', driven.activate(subject, subject.modem.unanswered))
        await bench.settle()
        subject.modem.unplug()
        expect('the pending verb', (await bench.wait(pending)).code, 'unplugged')
        const late = await failure('attaching', driven.driver.attach({ signal: never }))
        expect('a later verb', late.code, 'unplugged')
        await bench.settle()
        expect('gone', types(driven.facts).filter((type) => type === 'gone').length, 1)
        expect('the last fact', driven.facts.at(-1)?.type, 'gone')
      }),
  },
  {
    name: 'unplugged at any moment from start to disconnect, nothing waits for ever',
    run: async (bench: Bench): Promise<void> => {
      for (const moment of momentsOf(bench, 80)) {
        await using subject = await bench.subject()
        const driven = new Driven(subject.driver())
        const story = (async () => {
          await driven.start()
          await driven.driver.attach({ signal: never })
          await driven.activate(subject)
          await driven.driver.deactivate(0, { signal: never })
        })().catch((error: unknown) => error)
        for (let step = 0; step < moment; step++) await bench.step()
        subject.modem.unplug()
        await bench.wait(story)
        await bench.wait(driven.until(({ type }) => type === 'gone'))
        await bench.settle()
        expect(`the last fact at moment ${moment}`, driven.facts.at(-1)?.type, 'gone')
        await driven.driver.stop()
      }
    },
  },
  ...OPERATION_COMPLIANCE,
  ...STORY_COMPLIANCE,
]
