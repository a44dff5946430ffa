/** The verbs on modems that do things their own way. What every driver owes is in the compliance suite. */
import { describe, expect, test } from 'vitest'
import { causeOf, DrivenModem, never } from '../../../../test/support/driven-modem.ts'
import { INTERNET } from '../../../../test/support/virtual-bench.ts'
import { Seconds } from '../../../base/index.ts'
import { Connect, IpConfiguration, PacketService, type ValueOf } from '../../../mbim/index.ts'

type Info = ValueOf<typeof Connect.response>

const info = (activationState: Info['activationState'], change: Partial<Info> = {}): Info => ({
  sessionId: 0,
  activationState,
  voiceCallState: 'none',
  ipType: 'ipv4',
  contextType: 'internet',
  nwError: 'none',
  ...change,
})

describe('activating', () => {
  test('a modem that answers when it begins is waited for until it indicates the end', async () => {
    const driven = await DrivenModem.started()
    using _slow = driven.modem.behave({
      onCommand(command) {
        if (!command.is(Connect, 'set')) return false
        const { sessionId, activationCommand } = command.input(Connect.set)
        if (activationCommand !== 'activate') return false
        command.answerWith(Connect.response, info('activating'))
        void driven.modem.inside.contexts.activate(
          {
            sessionId,
            accessString: 'internet',
            userName: '',
            password: '',
            auth: 'none',
            ipType: 'ipv4',
            contextType: 'internet',
          },
          { by: {}, signal: never },
        )
        return true
      },
    })
    const { ip } = await driven.driver.activate(0, INTERNET, { signal: never })
    expect(ip.v4?.addresses).toHaveLength(1)
    expect(await driven.end()).toBe(0)
  })

  test.each(['success', 'failure'] as const)(
    'a context that the network ends while its addresses are asked for (%s) is not told to be up',
    async (status) => {
      const driven = await DrivenModem.started()
      driven.modem.behave({
        onCommand(command) {
          if (!command.is(IpConfiguration, 'query')) return false
          const end = (): void => void driven.modem.networkDisconnect({ cause: 36 })
          if (status === 'success') {
            // The answer and what follows come in one read.
            command.afterwards(end)
            return false
          }
          end()
          command.answer(status)
          return true
        },
      })
      const cause = await causeOf(driven.driver.activate(0, INTERNET, { signal: never }))
      expect(cause).toMatchObject({ code: 'connect_failed', network: { value: 36 } })
      await driven.settle()
      expect(driven.of('context').at(-1)?.state).toBe('deactivated')
      expect(await driven.end()).toBe(0)
    },
  )

  test('one that never says how it ended is told to deactivate', async () => {
    const driven = await DrivenModem.started()
    const asked: unknown[] = []
    driven.modem.behave({
      onCommand(command) {
        if (!command.is(Connect, 'set')) return false
        const { activationCommand } = command.input(Connect.set)
        asked.push(activationCommand)
        if (activationCommand !== 'activate') return false
        command.answerWith(Connect.response, info('activating'))
        return true
      },
    })
    const activating = causeOf(driven.clock.resolve(driven.driver.activate(0, INTERNET, { signal: never })))
    expect((await activating).code).toBe('timeout')
    expect(asked).toEqual(['activate', 'deactivate'])
    expect(await driven.end()).toBe(0)
  })

  test('success that is none is a refusal', async () => {
    const driven = await DrivenModem.started()
    driven.modem.behave({
      onCommand(command) {
        if (!command.is(Connect, 'set')) return false
        command.answerWith(Connect.response, info('deactivated', { nwError: 'congestion' }))
        return true
      },
    })
    expect(await causeOf(driven.driver.activate(0, INTERNET, { signal: never }))).toMatchObject({
      code: 'connect_failed',
      network: { value: 22, name: 'congestion' },
    })
    await driven.end()
  })

  test('less than was asked for is told with the cause', async () => {
    const driven = await DrivenModem.started()
    const settings = { ...INTERNET, accessString: 'v4only' }
    const { ip, networkError } = await driven.driver.activate(0, settings, { signal: never })
    expect(Object.keys(ip)).toEqual(['v4'])
    expect(networkError).toMatchObject({ value: 50, name: 'pdp-type-ipv4-only-allowed' })
    expect(driven.of('context').at(-1)).toMatchObject({ state: 'activated', networkError })
    await driven.end()
  })

  test.each([
    ['no-device-support'],
    ['failure'],
    // The buffer is then too short.
    ['success'],
  ] as const)('addresses that the modem refuses (%s) come over the data path', async (status) => {
    const driven = await DrivenModem.started()
    driven.modem.behave({
      onCommand(command) {
        if (!command.is(IpConfiguration, 'query')) return false
        command.answer(status)
        return true
      },
    })
    const { ip } = await driven.driver.activate(0, { ...INTERNET, ipType: 'ipv6' }, { signal: never })
    expect(ip).toEqual({ v6: { addresses: [], dns: [] } })
    await driven.end()
  })

  test('addresses that are slow are asked for again', async () => {
    const driven = await DrivenModem.started()
    let refusals = 2
    driven.modem.behave({
      onCommand(command) {
        if (!command.is(IpConfiguration, 'query') || refusals-- <= 0) return false
        command.answer('busy')
        return true
      },
    })
    const { ip } = await driven.clock.resolve(driven.driver.activate(0, INTERNET, { signal: never }))
    expect(ip.v4?.addresses).toHaveLength(1)
    await driven.end()
  })

  test('a context that goes before it has addresses has failed', async () => {
    const driven = await DrivenModem.started()
    driven.modem.behave({
      onCommand(command) {
        if (!command.is(IpConfiguration, 'query')) return false
        command.answer('context-not-activated')
        return true
      },
    })
    const cause = await causeOf(driven.driver.activate(0, INTERNET, { signal: never }))
    expect(cause.code).toBe('connect_failed')
    await driven.end()
  })

  test('addresses that never come take the context down again', async () => {
    const driven = await DrivenModem.started()
    driven.modem.behave({ onCommand: (command) => command.is(IpConfiguration, 'query') })
    const cause = await causeOf(driven.clock.resolve(driven.driver.activate(0, INTERNET, { signal: never })))
    expect(cause.code).toBe('timeout')
    expect(driven.modem.inside.contexts.get(0)?.state).toBe('deactivated')
    expect(await driven.end()).toBe(0)
  })

  test('who gives up is not kept by a modem that does not let go', async () => {
    const driven = await DrivenModem.started()
    driven.modem.behave({ onCommand: (command) => command.is(Connect, 'set') })
    const giveUp = new AbortController()
    const activating = causeOf(driven.driver.activate(0, INTERNET, { signal: giveUp.signal }))
    await driven.settle()
    giveUp.abort()
    const cause = await driven.clock.resolve(activating)
    expect(cause.code).toBe('cancelled')
    expect(driven.clock.monotonic()).toBe(20_000)
    expect(await driven.end()).toBe(0)
  })

  test('neither the password nor the user name is in what is told of a failure', async () => {
    const driven = await DrivenModem.started()
    const settings = {
      ...INTERNET,
      accessString: 'company.example',
      authProtocol: 'pap',
      userName: 'somebody',
      password: 'sesame',
    } as const
    const cause = await causeOf(driven.driver.activate(0, settings, { signal: never }))
    expect(cause).toMatchObject({ code: 'connect_failed', network: { value: 29 } })
    expect(JSON.stringify([cause, driven.facts])).not.toMatch(/sesame|somebody/)
    await driven.end()
  })
})

describe('deactivating', () => {
  test('a modem that answers before it is down is waited for', async () => {
    const driven = await DrivenModem.started()
    await driven.driver.activate(0, INTERNET, { signal: never })
    driven.modem.behave({
      onCommand(command) {
        if (!command.is(Connect, 'set')) return false
        command.answerWith(Connect.response, info('deactivating'))
        driven.clock.setTimer(Seconds(3), () => void driven.modem.networkDisconnect({ cause: 36 }))
        return true
      },
    })
    await driven.clock.resolve(driven.driver.deactivate(0, { signal: never }))
    expect(driven.clock.monotonic()).toBe(3000)
    expect(await driven.end()).toBe(0)
  })

  test('while it goes down by itself', async () => {
    const driven = await DrivenModem.started()
    await driven.driver.activate(0, INTERNET, { signal: never })
    driven.modem.networkDisconnect({ cause: 36 })
    const cause = await causeOf(driven.driver.deactivate(0, { signal: never }))
    expect(cause.code).toBe('not_activated')
    expect(driven.of('context').at(-1)?.state).toBe('deactivated')
    await driven.end()
  })
})

describe('attaching', () => {
  const attaching = {
    nwError: 'none',
    packetServiceState: 'attaching',
    currentDataClass: [],
    uplinkSpeed: 0n,
    downlinkSpeed: 0n,
  } as const

  test('one that is detached right behind its answer is not told to be attached', async () => {
    const driven = await DrivenModem.started()
    await driven.driver.detach({ signal: never })
    driven.modem.behave({
      onCommand(command) {
        if (!command.is(PacketService, 'set')) return false
        command.afterwards(() => driven.modem.inside.packetService.lose(10))
        return false
      },
    })
    const cause = await causeOf(driven.driver.attach({ signal: never }))
    expect(cause).toMatchObject({ code: 'packet_service_detached' })
    expect(driven.of('packet-service').at(-1)?.packetService.state).not.toBe('attached')
    await driven.end()
  })

  test('a modem that answers when it begins is waited for, also when its indication comes first', async () => {
    const driven = await DrivenModem.started()
    using _early = driven.modem.behave({
      onCommand(command) {
        if (!command.is(PacketService, 'set')) return false
        // The network is faster than the answer.
        driven.modem.inside.packetService.lose(10)
        void driven.modem.inside.packetService.attach()
        command.answerWith(PacketService.response, attaching)
        return true
      },
    })
    await driven.clock.resolve(driven.driver.attach({ signal: never }))
    expect(driven.of('packet-service').at(-1)?.packetService.state).toBe('attached')
    expect(await driven.end()).toBe(0)
  })

  test("a refusal carries the network's cause", async () => {
    const driven = await DrivenModem.started()
    await driven.driver.detach({ signal: never })
    driven.modem.denyPacketService(7)
    expect(await causeOf(driven.driver.attach({ signal: never }))).toMatchObject({
      code: 'packet_service_detached',
      network: { value: 7, name: 'gprs-not-allowed' },
    })
    await driven.end()
  })

  test('with the radio off says so', async () => {
    const driven = await DrivenModem.started()
    driven.modem.hardwareRadio('off')
    await driven.settle()
    const cause = await causeOf(driven.driver.attach({ signal: never }))
    expect(cause).toMatchObject({ code: 'radio_off', status: { protocol: 'mbim', name: 'radio-power-off' } })
    await driven.end()
  })

  test('a modem that does not come to an end is not waited for longer than it may take', async () => {
    const driven = await DrivenModem.started()
    driven.modem.behave({
      onCommand(command) {
        if (!command.is(PacketService, 'set')) return false
        command.answerWith(PacketService.response, attaching)
        return true
      },
    })
    const cause = await causeOf(driven.clock.resolve(driven.driver.attach({ signal: never })))
    expect(cause.code).toBe('timeout')
    expect(driven.clock.monotonic()).toBe(30_000)
    expect(await driven.end()).toBe(0)
  })
})
