/** The life of a driver: opening, losing and recovering its modem. */
import { describe, expect, test } from 'vitest'
import { causeOf, DrivenModem, never } from '../../../test/support/driven-modem.ts'
import { LateChannel } from '../../../test/support/late-channel.ts'
import { INTERNET } from '../../../test/support/virtual-bench.ts'
import { abortReason, DialtoneError, Milliseconds, Minutes } from '../../base/index.ts'
import type { Channel } from '../../device/index.ts'
import {
  DeviceCaps,
  DeviceServices,
  PacketService,
  Pin,
  RadioState,
  serializeMessage,
  SignalState,
} from '../../mbim/index.ts'
import { VirtualVendor } from '../../virtual/index.ts'

describe('starting', () => {
  test('tells who the modem is, its whole picture, and ready', async () => {
    const driven = await DrivenModem.started()
    expect(driven.types[0]).toBe('opened')
    expect(driven.types.at(-1)).toBe('ready')
    expect([...driven.types].sort()).toEqual([
      'context',
      'emergency',
      'home-provider',
      'opened',
      'packet-service',
      'preferred-providers',
      'provisioned-contexts',
      'radio',
      'ready',
      'registration',
      'signal',
      'sim',
      'voice-call',
    ])
    expect(driven.of('opened')[0]).toMatchObject({
      adopted: false,
      capabilities: {
        maxSessions: 8,
        services: ['basic-connect', 'sms', 'ms-basic-connect-extensions', 'dss', VirtualVendor.uuid],
      },
    })
    expect(driven.of('sim')[0]?.sim).toMatchObject({ state: 'initialized', pin: { type: 'none' } })
    expect(driven.of('home-provider')[0]?.provider).toEqual({ id: '00101', name: 'Dialtone Mobile' })
    expect(await driven.end()).toBe(0)
  })

  test('a locked SIM is told with the PIN it waits for, and has no home provider', async () => {
    const driven = await DrivenModem.started({ sim: { pin1: { enabled: true } } })
    expect(driven.of('sim').at(-1)?.sim).toMatchObject({
      state: 'locked',
      pin: { type: 'pin1', state: 'locked', attemptsLeft: 3 },
    })
    expect(driven.of('home-provider')).toEqual([])
    await driven.end()
  })

  test('an empty slot is told', async () => {
    const driven = await DrivenModem.started({ sim: false })
    expect(driven.of('sim').at(-1)?.sim.state).toBe('not-inserted')
    await driven.end()
  })

  test('a modem that is still starting is asked again', async () => {
    const driven = new DrivenModem()
    let refusals = 3
    driven.modem.behave({
      onCommand(command) {
        if (!command.is(DeviceCaps, 'query') || refusals-- <= 0) return false
        command.answer(refusals === 1 ? 'busy' : 'not-initialized')
        return true
      },
    })
    // MBIM 1.0 has one command for it alone.
    const plain = new DrivenModem({}, { modem: driven.modem, clock: driven.clock, highestVersion: 1 })
    await plain.clock.resolve(plain.start())
    expect(plain.types.at(-1)).toBe('ready')
    expect(plain.clock.monotonic()).toBe(250 + 500 + 1000)
    expect(await plain.end()).toBe(0)
  })

  test('what a modem has not got is left out', async () => {
    const driven = new DrivenModem()
    driven.modem.behave({
      onCommand(command) {
        if (command.is(SignalState, 'query')) command.answer('no-device-support')
        else if (command.is(Pin, 'query')) command.answer('failure')
        else return false
        return true
      },
    })
    await driven.clock.resolve(driven.start())
    expect(driven.types).not.toContain('signal')
    expect(driven.of('sim').at(-1)?.sim).not.toHaveProperty('pin')
    expect(driven.types.at(-1)).toBe('ready')
    await driven.end()
  })

  test('a modem that does not list its services is asked who it is all the same', async () => {
    const driven = new DrivenModem()
    driven.modem.behave({
      onCommand(command) {
        if (!command.is(DeviceServices, 'query')) return false
        command.answer('no-device-support')
        return true
      },
    })
    await driven.clock.resolve(driven.start())
    expect(driven.of('opened')[0]?.capabilities.services).toEqual(['basic-connect'])
    expect(driven.types.at(-1)).toBe('ready')
    await driven.end()
  })

  test('a modem that does not say who it is cannot be driven', async () => {
    const driven = new DrivenModem({}, { highestVersion: 1 })
    driven.modem.behave({
      onCommand(command) {
        if (!command.is(DeviceCaps, 'query')) return false
        command.answer('failure')
        return true
      },
    })
    expect(await causeOf(driven.clock.resolve(driven.start()))).toMatchObject({
      code: 'status',
      status: { name: 'failure' },
    })
    expect(driven.types).toEqual(['gone'])
    expect(await driven.end()).toBe(0)
  })

  test('a device that cannot be opened is gone, with the cause', async () => {
    const busy = new DialtoneError('busy', '/dev/cdc-wdm0 is in use by ModemManager (process 7)')
    const driven = new DrivenModem({}, { channel: () => Promise.reject(busy) })
    const cause = await causeOf(driven.start())
    expect(cause).toMatchObject({ code: 'busy' })
    expect(cause.message).toContain('ModemManager')
    expect(driven.facts).toEqual([{ type: 'gone', cause }])
    await driven.end()
  })

  test('letting go of it ends a device that is being opened', async () => {
    const driven = new DrivenModem(
      {},
      {
        channel: ({ signal }) =>
          new Promise((_, reject) => {
            signal.addEventListener('abort', () => reject(abortReason(signal)), { once: true })
          }),
      },
    )
    const start = causeOf(driven.start())
    await driven.driver.stop()
    expect((await start).code).toBe('cancelled')
    expect(driven.facts).toEqual([])
    expect(await driven.end()).toBe(0)
  })

  test('a modem that never answers is given up after a time, and told', async () => {
    const driven = new DrivenModem()
    driven.modem.wedge('until-restart')
    expect(await causeOf(driven.clock.resolve(driven.start()))).toMatchObject({ code: 'timeout' })
    expect(driven.types).toEqual(['gone'])
    expect(await driven.end()).toBe(0)
  })
})

describe('what the modem says by itself', () => {
  test('is told: radio, SIM, registration, packet service', async () => {
    const driven = await DrivenModem.started()
    driven.facts.length = 0
    driven.modem.hardwareRadio('off')
    await driven.settle()
    expect(driven.of('radio').at(-1)?.radio).toEqual({ hardware: 'off', software: 'on' })
    expect(driven.of('packet-service').at(-1)?.packetService.state).toBe('detached')
    expect(driven.of('registration').at(-1)?.registration.state).toBe('deregistered')
    driven.modem.hardwareRadio('on')
    driven.modem.removeSim()
    await driven.settle()
    expect(driven.of('sim').at(-1)?.sim.state).toBe('not-inserted')
    driven.modem.insertSim()
    await driven.settle()
    expect(driven.of('sim').at(-1)?.sim).toMatchObject({ state: 'initialized', pin: { type: 'none' } })
    // Another card may be of another network.
    expect(driven.types).toContain('home-provider')
    await driven.end()
  })

  test('a radio that another host has switched, of which it does not tell us, is asked for', async () => {
    const driven = await DrivenModem.started()
    driven.facts.length = 0
    driven.modem.behave({ onIndication: (cid) => cid === RadioState })
    driven.modem.inside.radio.setSoftware('off')
    await driven.settle()
    expect(driven.of('registration').at(-1)?.registration.state).toBe('deregistered')
    expect(driven.of('radio').map(({ radio }) => radio.software)).toEqual(['off'])
    driven.modem.inside.radio.setSoftware('on')
    await driven.settle()
    expect(driven.of('registration').at(-1)?.registration.state).toBe('home')
    expect(driven.of('radio').at(-1)?.radio.software).toBe('on')
    expect(await driven.end()).toBe(0)
  })

  test('the signal is asked for with every network, and with none', async () => {
    const driven = await DrivenModem.started({ area: 'nowhere' }, { highestVersion: 1 })
    expect(driven.of('signal').map(({ signal }) => signal)).toEqual([{}])
    driven.modem.setSignal(-71, { steady: true })
    driven.modem.roam('home')
    await driven.settle()
    expect(driven.of('signal').at(-1)?.signal).toEqual({ rssi: -71, errorRate: 0 })
    driven.modem.roam('nowhere')
    await driven.settle()
    expect(driven.of('signal').at(-1)?.signal).toEqual({})
    expect(await driven.end()).toBe(0)
  })

  test('new addresses of a context are told', async () => {
    const driven = await DrivenModem.started()
    const { ip } = await driven.driver.activate(0, INTERNET, { signal: never })
    driven.facts.length = 0
    driven.modem.changeIp(0)
    await driven.settle()
    const [told] = driven.of('context')
    expect(told).toMatchObject({ state: 'activated', link: { sessionId: 0 } })
    expect(told?.ip).not.toEqual(ip)
    await driven.end()
  })

  test('a context that another program brings up is told with its addresses', async () => {
    const driven = await DrivenModem.started()
    const request: Parameters<typeof driven.modem.inside.contexts.activate>[0] = {
      sessionId: 1,
      accessString: 'internet',
      userName: '',
      password: '',
      auth: 'none',
      ipType: 'ipv4',
      contextType: 'internet',
    }
    await driven.modem.inside.contexts.activate(request, { by: {}, signal: never })
    await driven.settle()
    expect(driven.of('context').at(-1)).toMatchObject({ sessionId: 1, state: 'activated', ip: { v4: {} } })
    await driven.end()
  })
})

describe('a channel that ends by itself, as that of an mbim-proxy that is killed', () => {
  /** The modem by channels that can be cut; each but the first with so many answers of before that nobody has read. */
  async function driven(unread = 0) {
    const { clock, modem } = new DrivenModem()
    let cut: () => void = () => undefined
    let before: Uint8Array[] = []
    const channel = (): Channel => {
      const inner = new LateChannel(modem.connect(), before)
      before = Array.from({ length: unread }, (_, at) =>
        serializeMessage({ type: 'function-error', transactionId: 1 + at, error: 'cancel' }),
      )
      let isCut = false
      return {
        name: inner.name,
        start: (sink) => {
          cut = () => {
            isCut = true
            sink.closed(new DialtoneError('channel_failed', '@mbim-proxy closed the connection'))
          }
          inner.start({
            frame: (frame) => sink.frame(frame),
            closed: (cause) => {
              if (!isCut) sink.closed(cause)
            },
          })
        },
        send: (frame) => inner.send(frame),
        close: () => inner.close(),
      }
    }
    const started = await DrivenModem.started({}, { clock, modem, channel })
    return { started, cut: () => cut() }
  }

  test('is replaced by another, and the context is as it was', async () => {
    const { started, cut } = await driven()
    const { ip } = await started.driver.activate(0, INTERNET, { signal: never })
    started.facts.length = 0
    cut()
    await started.settle()
    expect(started.types[0]).toBe('failed')
    expect(started.of('opened')).toMatchObject([{ adopted: true }])
    expect(started.of('context')).toMatchObject([{ state: 'activated', ip }])
    expect(started.types.at(-1)).toBe('ready')
    expect(await started.end()).toBe(0)
  })

  test('is replaced by one that is behind, on which the context is as it was and all is heard at once', async () => {
    const { started, cut } = await driven(5)
    const { ip } = await started.driver.activate(0, INTERNET, { signal: never })
    started.facts.length = 0
    cut()
    await started.pass(Milliseconds(250))
    expect(started.of('opened')).toMatchObject([{ adopted: true }])
    expect(started.of('context')).toMatchObject([{ state: 'activated', ip }])
    expect(started.types).toContain('ready')
    started.facts.length = 0
    started.modem.networkDisconnect({ cause: 36 })
    await started.settle()
    expect(started.of('context')).toMatchObject([{ sessionId: 0, state: 'deactivated' }])
    await started.driver.activate(0, INTERNET, { signal: never })
    expect(started.clock.monotonic()).toBe(250)
    await started.pass(Minutes(5))
    expect(started.types).not.toContain('failed')
    expect(await started.end()).toBe(0)
  })

  test('ends the driver where the modem has gone as well', async () => {
    const { started, cut } = await driven()
    cut()
    started.modem.unplug()
    await started.settle()
    expect(started.types.at(-1)).toBe('gone')
    expect(started.of('gone')[0]?.cause.code).toBe('unplugged')
    expect(await started.end()).toBe(0)
  })
})

describe('a modem that is lost', () => {
  test('which was reset behind our back is opened again; its contexts are told to be gone', async () => {
    const driven = await DrivenModem.started()
    await driven.driver.activate(3, INTERNET, { signal: never })
    driven.facts.length = 0
    using _reset = driven.modem.behave({
      onCommand(command) {
        if (!command.is(PacketService, 'set')) return false
        command.refuse('not-opened')
        return true
      },
    })
    expect((await causeOf(driven.driver.attach({ signal: never }))).code).toBe('protocol')
    await driven.settle()
    expect(driven.types[0]).toBe('failed')
    expect(driven.types.slice(1, 2)).toEqual(['opened'])
    expect(driven.of('context')).toContainEqual({ type: 'context', sessionId: 3, state: 'deactivated' })
    expect(driven.types.at(-1)).toBe('ready')
    // An OPEN, without a CLOSE before it, takes no time.
    expect(driven.clock.monotonic()).toBe(0)
    expect(await driven.end()).toBe(0)
  })

  test('which does not answer is noticed after half a minute of silence, recovered, and told again', async () => {
    const driven = await DrivenModem.started()
    await driven.driver.activate(2, INTERNET, { signal: never })
    driven.facts.length = 0
    driven.modem.wedge('until-open')
    driven.modem.setSignal(-70, { steady: true })
    await driven.pass(Minutes(1))
    expect(driven.types[0]).toBe('failed')
    expect(driven.of('failed')[0]?.cause.code).toBe('timeout')
    expect(driven.types[1]).toBe('opened')
    expect(driven.of('opened')[0]?.adopted).toBe(false)
    expect(driven.types.at(-1)).toBe('ready')
    expect(driven.of('context')).toContainEqual({ type: 'context', sessionId: 2, state: 'deactivated' })
    // And it works again.
    await driven.driver.activate(2, INTERNET, { signal: never })
    expect(await driven.end()).toBe(0)
  })

  test('ends the verbs that were under way, and refuses others until it is open', async () => {
    const driven = await DrivenModem.started()
    const pending = causeOf(
      driven.driver.activate(0, { ...INTERNET, accessString: 'silent' }, { signal: never }),
    )
    await driven.settle()
    driven.modem.wedge('until-restart')
    await driven.pass(Minutes(1))
    expect((await pending).code).toBe('timeout')
    expect((await causeOf(driven.driver.attach({ signal: never }))).code).toBe('busy')
    await driven.end()
  })

  test('which stays silent is tried again and again, on other channels too, until it comes back', async () => {
    let channels = 0
    const driven: DrivenModem = new DrivenModem(
      {},
      {
        channel: () => {
          channels++
          return driven.modem.connect()
        },
      },
    )
    await driven.clock.resolve(driven.start())
    driven.modem.wedge('until-restart')
    await driven.pass(Minutes(10))
    expect(channels).toBeGreaterThan(3)
    expect(driven.types.at(-1)).toBe('failed')
    driven.facts.length = 0
    // Taken out and put in again while nobody holds the channel.
    driven.modem.unplug()
    await driven.settle()
    expect(driven.facts).toEqual([
      { type: 'gone', cause: { code: 'unplugged', message: 'virtual0 is gone' } },
    ])
    expect(driven.clock.pending).toBe(0)
  })

  test('as soon as it has been opened again is left in peace longer and longer', async () => {
    const driven = await DrivenModem.started()
    const opened: number[] = []
    using _broken = driven.modem.behave({
      onCommand(command) {
        if (command.is(SignalState, 'query')) opened.push(driven.clock.monotonic())
        else if (!command.is(PacketService, 'set')) return false
        command.refuse('not-opened')
        return true
      },
    })
    await causeOf(driven.driver.attach({ signal: never }))
    await driven.pass(Minutes(3))
    // At once, then after 1, 2, 4, 8, 16 and from then on 30 s.
    expect(opened.slice(0, 8)).toEqual([0, 1000, 3000, 7000, 15_000, 31_000, 61_000, 91_000])
    expect(await driven.end()).toBe(0)
  })

  test('while it is brought up is recovered by the same start', async () => {
    const driven = new DrivenModem()
    let wedged = false
    driven.modem.behave({
      onCommand(command) {
        if (wedged || !command.is(RadioState, 'query')) return false
        wedged = true
        driven.modem.wedge('until-open')
        return true
      },
    })
    await driven.clock.resolve(driven.start())
    expect(driven.types.filter((type) => type === 'failed')).toHaveLength(1)
    expect(driven.types.filter((type) => type === 'opened')).toHaveLength(2)
    expect(driven.types.at(-1)).toBe('ready')
    expect(await driven.end()).toBe(0)
  })
})
