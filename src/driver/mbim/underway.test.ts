/** Contexts that somebody else brings up or takes down, at a modem that says nothing of it by itself. */
import { describe, expect, test } from 'vitest'
import { DrivenModem, never } from '../../../test/support/driven-modem.ts'
import { request } from '../../../test/support/modem-rig.ts'
import { INTERNET } from '../../../test/support/virtual-bench.ts'
import { Minutes, Seconds } from '../../base/index.ts'
import { Connect, IpConfiguration } from '../../mbim/index.ts'
import { TIMINGS, type VirtualModem } from '../../virtual/index.ts'

interface Silent {
  readonly driven: DrivenModem
  /** When it was asked for a context, in seconds. */
  readonly asked: number[]
}

/** Drives a modem that indicates nothing of contexts, that is open, and on whose contexts `others` are at work. */
async function started(others: (modem: VirtualModem) => unknown, up = false): Promise<Silent> {
  const before = await DrivenModem.started({ timing: { ...TIMINGS.instant, deactivate: Seconds(3) } })
  if (up) await before.driver.activate(0, INTERNET, { signal: never })
  await before.driver.stop()
  const { clock, modem } = before
  const asked: number[] = []
  const began = clock.monotonic()
  modem.behave({
    onIndication: (cid) => cid === Connect,
    onCommand: (command) => {
      if (command.is(Connect, 'query')) asked.push((clock.monotonic() - began) / 1000)
      return false
    },
  })
  others(modem)
  const driven = await DrivenModem.started({}, { modem, clock })
  asked.length = 0
  return { driven, asked }
}

/** Asked for by another program. */
const activating =
  (accessString: string) =>
  ({ inside: { contexts } }: VirtualModem): unknown =>
    contexts.activate(request({ accessString }), { by: {}, signal: never })

describe('a context that was on its way up when the modem was opened', () => {
  test('is told with its addresses once it is up, and asked about no more', async () => {
    const { driven, asked } = await started(activating('slow'))
    await driven.pass(Seconds(9))
    expect(driven.of('context')).toEqual([{ type: 'context', sessionId: 0, state: 'activating' }])
    await driven.pass(Seconds(2))
    expect(driven.of('context').slice(1)).toMatchObject([
      { state: 'activated', ip: { v4: {} }, link: { sessionId: 0 } },
    ])
    const { length } = asked
    await driven.pass(Minutes(5))
    expect(asked).toHaveLength(length)
    expect(await driven.end()).toBe(0)
  })

  test('is told with the network’s cause when it is refused', async () => {
    const { driven } = await started(activating('slow'))
    driven.modem.inside.contexts.end(0, 26)
    await driven.pass(Seconds(2))
    expect(driven.of('context').slice(1)).toMatchObject([
      { state: 'deactivated', networkError: { value: 26 } },
    ])
    expect(await driven.end()).toBe(0)
  })

  test('is asked about every two seconds for a minute, then every quarter of one, for as long as it takes', async () => {
    const { driven, asked } = await started(activating('silent'))
    await driven.pass(Minutes(2))
    expect(asked).toEqual([...Array.from({ length: 30 }, (_, index) => 2 * index + 2), 75, 90, 105, 120])
    await driven.pass(Minutes(58))
    expect(asked.at(-1)).toBe(3600)
    expect(driven.of('context').map(({ state }) => state)).toEqual(['activating'])
    expect(await driven.end()).toBe(0)
  })

  test('is down for a modem that answers that there is none', async () => {
    const { driven } = await started(activating('silent'))
    using _ = driven.modem.behave({
      onCommand(command) {
        if (!command.is(Connect, 'query')) return false
        command.answer('context-not-activated')
        return true
      },
    })
    await driven.pass(Seconds(2))
    expect(driven.of('context').at(-1)).toEqual({ type: 'context', sessionId: 0, state: 'deactivated' })
    expect(await driven.end()).toBe(0)
  })

  test('is asked about again where the modem was too busy to say, or its addresses were', async () => {
    const { driven } = await started(activating('slow'))
    // Each answer in its turn, then as it is.
    const answers = { [Connect.number]: 3, [IpConfiguration.number]: 1 }
    using _ = driven.modem.behave({
      onCommand(command) {
        const left = answers[command.cid] ?? 0
        if (left === 0 || !(command.is(Connect, 'query') || command.is(IpConfiguration))) return false
        answers[command.cid] = left - 1
        command.answer(command.is(Connect) ? 'failure' : 'context-not-activated')
        return true
      },
    })
    await driven.pass(Seconds(11))
    expect([...Object.values(answers), driven.of('context').length]).toEqual([0, 0, 1])
    await driven.pass(Seconds(1))
    expect(driven.of('context').at(-1)).toMatchObject({ state: 'activated', ip: { v4: {} } })
    expect(await driven.end()).toBe(0)
  })
})

test('a context that is on its way down when the modem is opened is told once it is', async () => {
  const { driven } = await started(({ inside: { contexts } }) => void contexts.deactivate(0, {}), true)
  expect(driven.of('context').map(({ state }) => state)).toEqual(['deactivating'])
  await driven.pass(Seconds(4))
  expect(driven.of('context').map(({ state }) => state)).toEqual(['deactivating', 'deactivated'])
  expect(await driven.end()).toBe(0)
})

test('what a verb of ours brings up is left to the verb', async () => {
  const { driven, asked } = await started(() => undefined)
  const slow = driven.driver.activate(0, { ...INTERNET, accessString: 'slow' }, { signal: never })
  driven.facts.length = 0
  await driven.clock.resolve(slow)
  // Before it was begun, and nothing since.
  expect(asked).toEqual([0])
  expect(driven.of('context')).toMatchObject([{ state: 'activated' }])
  expect(await driven.end()).toBe(0)
})
