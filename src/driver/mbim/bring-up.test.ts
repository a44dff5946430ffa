/** The picture of a modem on which things happen while it is asked. What every driver owes is in the compliance suite. */
import { expect, test } from 'vitest'
import { DrivenModem, never } from '../../../test/support/driven-modem.ts'
import { INTERNET } from '../../../test/support/virtual-bench.ts'
import { IpConfiguration, PacketService, SubscriberReadyStatus } from '../../mbim/index.ts'
import type { Behaviour } from '../../virtual/index.ts'

/** A modem that a host before left with its context up. */
async function leftConnected(): Promise<DrivenModem> {
  const first = await DrivenModem.started()
  await first.driver.activate(0, INTERNET, { signal: never })
  await first.driver.stop()
  return first
}

async function startedAfter(first: DrivenModem, behaviour: Behaviour): Promise<DrivenModem> {
  first.modem.behave(behaviour)
  const second = new DrivenModem({}, { clock: first.clock, modem: first.modem })
  await first.clock.resolve(second.start())
  return second
}

test('a context that goes down between the two questions about it costs only itself', async () => {
  const first = await leftConnected()
  const second = await startedAfter(first, {
    onCommand(command) {
      if (command.is(IpConfiguration, 'query')) first.modem.networkDisconnect({ cause: 36 })
      return false
    },
  })
  expect(second.of('ready')).toHaveLength(1)
  expect(second.of('gone')).toHaveLength(0)
  expect(second.of('context').map(({ state }) => state)).toEqual(['deactivated'])
  expect(await second.end()).toBe(0)
})

test('a context that goes down right behind its addresses is not told to be up', async () => {
  const first = await leftConnected()
  const second = await startedAfter(first, {
    onCommand(command) {
      if (command.is(IpConfiguration, 'query')) {
        command.afterwards(() => void first.modem.networkDisconnect({ cause: 36 }))
      }
      return false
    },
  })
  expect(second.of('context').at(-1)?.state).toBe('deactivated')
  expect(await second.end()).toBe(0)
})

test('a context whose addresses never come does not keep the modem from being ready', async () => {
  const second = await startedAfter(await leftConnected(), {
    onCommand: (command) => command.is(IpConfiguration, 'query'),
  })
  expect(second.of('ready')).toHaveLength(1)
  expect(second.of('gone')).toHaveLength(0)
  expect(await second.end()).toBe(0)
})

test('what changes right behind an answer is what is told last', async () => {
  const first = await DrivenModem.started()
  await first.driver.stop()
  let changes = 0
  const second = await startedAfter(first, {
    onCommand(command) {
      if (changes < 2 && (command.is(SubscriberReadyStatus, 'query') || command.is(PacketService, 'query'))) {
        changes++
        command.afterwards(() => {
          if (command.is(PacketService)) first.modem.inside.packetService.lose(10)
          else first.modem.removeSim()
        })
      }
      return false
    },
  })
  await second.settle()
  expect(changes).toBe(2)
  expect(second.of('sim').at(-1)?.sim.state).toBe('not-inserted')
  expect(second.of('packet-service').at(-1)?.packetService.state).not.toBe('attached')
  expect(await second.end()).toBe(0)
})
