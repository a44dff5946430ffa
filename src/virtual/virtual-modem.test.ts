import { expect, test } from 'vitest'
import { Seconds, VirtualClock, type Logger } from '../base/index.ts'
import type { Channel } from '../channel/index.ts'
import {
  Connect,
  DeviceCaps,
  MsVersion,
  PacketService,
  RadioState,
  RegisterState,
  SubscriberReadyStatus,
  ValueError,
  type Status,
} from '../mbim/index.ts'
import { activation, open } from '../../test/support/host-rig.ts'
import { ProbeHost } from '../../test/support/probe-host.ts'
import type { Behaviour } from './function/behaviour.ts'
import { createVirtualModem, type VirtualModem } from './virtual-modem.ts'

/** A whole story with chance in it: signal, faults, congestion, roaming. Gives every byte with its time. */
async function story(seed: number): Promise<string[]> {
  const clock = new VirtualClock()
  using modem = createVirtualModem({ name: 'virtual0', clock, seed, version: 3 })
  const channel = modem.connect()
  const lines: string[] = []
  const host = new ProbeHost({
    name: channel.name,
    start: (sink) => {
      channel.start({
        frame: (frame) => {
          lines.push(`${clock.monotonic()} ${Buffer.from(frame).toString('hex')}`)
          sink.frame(frame)
        },
        closed: (cause) => {
          sink.closed(cause)
        },
      })
    },
    send: (frame) => {
      channel.send(frame)
    },
    close: () => {
      channel.close()
    },
  })
  await clock.resolve(host.open())
  await host.query(MsVersion, { mbimVersion: 0x0100, mbimExtendedVersion: 0x0300 })
  host.version = 3
  await clock.advance(Seconds(60))
  modem.carrier.setCongestion({ level: 0.5, delay: Seconds(1) })
  modem.injectFault({ action: 'duplicate', probability: 0.5, direction: 'to-host' })
  modem.injectFault({ action: 'delay', by: Seconds(0), jitter: Seconds(3), direction: 'to-host' })
  for (let sessionId = 0; sessionId < 6; sessionId++) {
    void host.set(Connect, activation({ sessionId })).catch(() => undefined)
  }
  await clock.advance(Seconds(60))
  modem.roam('abroad')
  await clock.advance(Seconds(120))
  return lines
}

test('the same seed gives the same bytes at the same times', async () => {
  const once = await story(11)
  expect(once.length).toBeGreaterThan(30)
  expect(await story(11)).toEqual(once)
  expect(await story(12)).not.toEqual(once)
})

test('a modem that is switched off for good leaves no timer', async () => {
  const clock = new VirtualClock()
  const modem = createVirtualModem({ name: 'virtual0', clock, timing: 'realistic' })
  const host = new ProbeHost(modem.connect())
  void host.open()
  await clock.advance(Seconds(1))
  modem.restart()
  modem[Symbol.dispose]()
  expect(clock.pending).toBe(0)
  await clock.advance(Seconds(1))
  expect(host.closed).toBe(true)
  expect(modem.isPlugged).toBe(false)
})

test('unplugged, there is nothing to connect to; plugged in, everybody who waits is told', async () => {
  const { modem, host, clock } = await open()
  await host.set(Connect, activation())
  const channels: Channel[] = []
  const attached = modem.attachHost((channel) => channels.push(channel))
  expect(channels).toHaveLength(1)
  modem.unplug()
  modem.unplug()
  expect(() => modem.connect()).toThrow(expect.objectContaining({ code: 'unplugged' }))
  expect(modem.summary).toBe('unplugged')
  modem.plug()
  modem.plug()
  expect(channels).toHaveLength(2)
  const [, channel] = channels
  if (channel === undefined) throw new Error('nobody was told')
  const next = new ProbeHost(channel)
  await expect(next.query(DeviceCaps)).rejects.toThrow('function-error')
  await next.open()
  await clock.advance(Seconds(1))
  expect((await next.query(Connect, { sessionId: 0 })).info?.activationState).toBe('deactivated')
  expect((await next.query(PacketService)).info?.packetServiceState).toBe('attached')
  attached[Symbol.dispose]()
  modem.unplug()
  modem.plug()
  expect(channels).toHaveLength(2)
})

test('each modem of a seed is somebody else, and the same again', () => {
  const ids = (index: number): unknown => {
    using modem = createVirtualModem({ name: 'virtual0', index, seed: 5, clock: new VirtualClock() })
    const { sim, equipment } = modem.inside
    return [equipment.imei, sim.card?.imsi, sim.card?.iccid]
  }
  expect(ids(1)).toEqual(ids(1))
  expect(ids(1)).not.toEqual(ids(2))
})

test('a summary says what there is to say', async () => {
  const { modem, host, clock } = await open({ sim: { pin1: { enabled: true } } })
  expect(modem.summary).toBe('SIM device-locked, deregistered')
  modem.inside.sim.operatePin('enter', 'pin1', '1234', '')
  await clock.advance(Seconds(1))
  await host.set(Connect, activation())
  expect(modem.summary).toBe('Dialtone Mobile (home), attached, 1 context')
  await host.set(Connect, activation({ sessionId: 1 }))
  modem.wedge()
  expect(modem.summary).toBe('Dialtone Mobile (home), attached, 2 contexts, wedged')
  modem.hardwareRadio('off')
  expect(modem.summary).toBe('radio off, wedged')
})

test('the SIM that was taken out can be put in again, and only where there is room', async () => {
  const { modem, host, clock } = await open()
  expect(modem.insertSim()).toBe(false)
  expect(modem.removeSim()).toBe(true)
  expect(modem.removeSim()).toBe(false)
  expect(() => {
    modem.deny(3)
  }).toThrow(expect.objectContaining({ code: 'sim_not_inserted' }))
  expect(modem.insertSim()).toBe(true)
  await clock.advance(Seconds(1))
  expect((await host.query(RegisterState)).info?.registerState).toBe('home')
  expect(modem.lockSim()).toBe(true)
  expect((await host.query(SubscriberReadyStatus)).info?.readyState).toBe('device-locked')
})

test('a card asks for its PIN until it is told not to, even when no attempt is left', async () => {
  const { modem, host, clock } = await open()
  modem.lockSim()
  modem.inside.sim.card?.pins.set('pin1', { attempts: 0, pukAttempts: 0 })
  modem.inside.sim.refresh()
  expect((await host.query(SubscriberReadyStatus)).info?.readyState).toBe('bad-sim')
  expect(modem.unlockSim()).toBe(true)
  await clock.advance(Seconds(1))
  expect((await host.query(RegisterState)).info?.registerState).toBe('home')
  modem.unplug()
  modem.plug()
  await clock.advance(Seconds(1))
  expect(modem.inside.sim.readyState).toBe('initialized')
  modem.removeSim()
  expect(modem.unlockSim()).toBe(false)
})

function refusing(name: string, status: Status, heard: string[]): Behaviour {
  return {
    name,
    onCommand(command) {
      heard.push(name)
      if (!command.is(RadioState, 'set')) return false
      command.answer(status)
      return true
    },
  }
}

test('behaviours are asked newest first, and fall through to the modem itself', async () => {
  const { modem, host } = await open()
  const heard: string[] = []
  modem.behave(refusing('old', 'busy', heard))
  const young = modem.behave(refusing('young', 'failure', heard))
  expect((await host.set(RadioState, { radioState: 'off' })).status).toBe('failure')
  expect(heard).toEqual(['young'])
  expect((await host.query(RadioState)).info).toEqual({ hwRadioState: 'on', swRadioState: 'on' })
  young[Symbol.dispose]()
  expect((await host.set(RadioState, { radioState: 'off' })).status).toBe('busy')
})

test('a behaviour may take its time, read what was asked, and answer what it likes', async () => {
  const { modem, host, clock } = await open()
  modem.behave({
    async onCommand(command) {
      if (!command.is(Connect, 'set')) return false
      const { sessionId, accessString } = command.input(Connect.set)
      await modem.inside.scan.run(false, command.signal)
      if (accessString === 'internet') return false
      const info = { sessionId, activationState: 'deactivated', voiceCallState: 'none' } as const
      const rest = { ipType: 'default', contextType: 'none', nwError: 'congestion' } as const
      command.answerWith(Connect.response, { ...info, ...rest }, 'failure')
      return true
    },
  })
  const refused = host.set(Connect, activation({ accessString: 'other' }))
  expect(await clock.resolve(refused)).toMatchObject({ status: 'failure', info: { nwError: 'congestion' } })
  expect(await clock.resolve(host.set(Connect, activation()))).toMatchObject({ status: 'success' })
})

test('a behaviour that fails fails its command, and no other', async () => {
  const { modem, host } = await open()
  modem.behave({
    onCommand: (command) =>
      command.is(RadioState, 'set') ? Promise.reject(new Error('a defect of the test')) : false,
  })
  expect((await host.set(RadioState, { radioState: 'off' })).status).toBe('failure')
  expect((await host.query(RadioState)).status).toBe('success')
})

test('behaviours may answer nothing, refuse a message, keep indications and OPEN to themselves', async () => {
  const { modem, host, clock } = await open()
  modem.behave({ onCommand: (command) => command.is(DeviceCaps) })
  modem.behave({
    onCommand(command) {
      if (!command.is(RadioState)) return false
      command.refuse('unknown')
      command.answer('success')
      return true
    },
    onIndication: (cid) => cid === RegisterState,
  })
  host.send(host.frame(DeviceCaps, 500))
  await expect(host.query(RadioState)).rejects.toThrow('function-error')
  modem.roam('nowhere')
  await clock.advance(Seconds(5))
  expect(host.answers).toHaveLength(1)
  expect(host.told(RegisterState)).toEqual([])
  expect(host.told(PacketService)).not.toEqual([])
  let opens = 0
  modem.behave({ onOpen: () => ++opens < 3 })
  const late = Promise.race([host.open(), host.open(), host.open()])
  expect(await clock.resolve(late)).toBe('success')
  expect(opens).toBe(3)
})

test.each<[string, (modem: VirtualModem) => void]>([
  [
    'to the function',
    (modem) => {
      modem.injectFault({ action: 'unplug', direction: 'to-function', cid: 'connect' })
    },
  ],
  [
    'to the host',
    (modem) => {
      modem.injectFault({ action: 'unplug', direction: 'to-host', cid: 'connect' })
    },
  ],
])('pulled out in the middle of a command, on its way %s', async (_way, inject) => {
  const { modem, host, clock } = await open()
  inject(modem)
  void host.set(Connect, activation())
  await clock.advance(Seconds(5))
  expect(host.closed).toBe(true)
  expect(host.answers).toEqual([])
  expect(modem.isPlugged).toBe(false)
  expect(modem.inside.contexts.active).toEqual([])
})

test('pulled out and put in again by a command, it is found anew', async () => {
  const { modem, host, clock } = await open()
  modem.injectFault({ action: 'replug', message: 'command', cid: 'connect', count: 1 })
  const channels: Channel[] = []
  modem.attachHost((channel) => channels.push(channel))
  const [first] = channels
  if (first === undefined) throw new Error('it is plugged in')
  const taken = new ProbeHost(first)
  await taken.open()
  void taken.set(Connect, activation())
  await clock.advance(Seconds(5))
  expect([host.closed, taken.closed, modem.isPlugged, channels.length]).toEqual([true, true, true, 2])
})

test('what the function cannot write is a failure, told to the log and not to the host', async () => {
  const found: unknown[] = []
  const nothing = (): void => undefined
  const log: Logger = {
    debug: nothing,
    info: nothing,
    warn: nothing,
    error: ({ error }) => found.push(error),
    child: () => log,
  }
  const { host } = await open({ log, equipment: { firmware: 'x'.repeat(31) } })
  expect((await host.query(DeviceCaps)).status).toBe('failure')
  expect(found).toEqual([expect.any(ValueError)])
  expect((await host.query(RadioState)).status).toBe('success')
})

test('a function wedged by a command is opened anew', async () => {
  const { modem, host, clock } = await open()
  modem.injectFault({ action: 'wedge', until: 'open', message: 'command', cid: 'connect', count: 1 })
  void host.set(Connect, activation())
  host.send(host.frame(DeviceCaps, 600))
  await clock.advance(Seconds(5))
  expect(host.answers).toEqual([])
  expect(await host.open()).toBe('success')
  expect((await host.set(Connect, activation())).status).toBe('success')
})

test.each([
  [{ maxControlTransfer: 32 }, /at least 64 bytes/],
  [{ area: 'moon' }, /no area or operator "moon"/],
])('%o makes no modem', (options, message) => {
  expect(() => createVirtualModem({ name: 'virtual0', clock: new VirtualClock(), ...options })).toThrow(
    message,
  )
})
