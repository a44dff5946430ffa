import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { Seconds, VirtualClock } from '../../base/index.ts'
import { connectSocket } from '../../channel/index.ts'
import {
  BasicConnect,
  Connect,
  DeviceCaps,
  DeviceServices,
  DeviceServiceSubscribeList,
  EmergencyMode,
  fragment,
  MsBasicConnectExtensions,
  MsLteAttachInfo,
  MsVersion,
  PacketService,
  ProxyConfiguration,
  ProxyVersion,
  RegisterState,
  serializeMessage,
  VisibleProviders,
  type Command as CommandMessage,
} from '../../mbim/index.ts'
import { activation } from '../../../test/support/host-rig.ts'
import { ProbeHost } from '../../../test/support/probe-host.ts'
import { createVirtualModem, type VirtualModem } from '../virtual-modem.ts'
import type { VirtualModemOptions } from '../virtual-modem-options.ts'
import { Proxy } from './proxy.ts'

let served = 0

interface Rig {
  readonly clock: VirtualClock
  readonly modems: readonly VirtualModem[]
  readonly modem: VirtualModem
  readonly proxy: Proxy
  /** A program that has connected and said nothing. */
  readonly client: () => Promise<ProbeHost>
  /** One that has named its modem. */
  readonly configured: (path?: string) => Promise<ProbeHost>
}

async function rig(options: Partial<VirtualModemOptions> = {}): Promise<Rig> {
  const clock = new VirtualClock()
  const [modem, other] = ['virtual0', 'virtual1'].map((name, index) =>
    createVirtualModem({ name, index, clock, timing: 'instant', ...options }),
  )
  if (modem === undefined || other === undefined) throw new Error('two were made')
  const socketName = `dialtone-test-${process.pid}-${++served}`
  const proxy = await Proxy.serve({ modems: () => [modem, other], socketName, clock })
  onTestFinished(() => proxy[Symbol.asyncDispose]())
  await clock.advance(Seconds(1))
  const client = async (): Promise<ProbeHost> => {
    const host = new ProbeHost(await connectSocket(`@${socketName}`))
    onTestFinished(() => {
      host.close()
    })
    return host
  }
  return {
    clock,
    modems: [modem, other],
    modem,
    proxy,
    client,
    configured: async (path = '/dev/null') => {
      const host = await client()
      expect((await configure(host, path)).status).toBe('success')
      host.forget()
      return host
    },
  }
}

function configure(host: ProbeHost, devicePath = '/dev/null', timeout = 30) {
  return host.set(ProxyConfiguration, { devicePath, timeout })
}

/** Until all that was sent has gone both ways: a command of its own has been answered. */
async function settled(...hosts: ProbeHost[]): Promise<void> {
  for (const host of hosts) await host.query(DeviceCaps)
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise<void>((resolve) => setImmediate(resolve))
}

test('a program names its modem, opens it at once, asks, and closes without closing it', async () => {
  const { client, modem } = await rig()
  const host = await client()
  expect(await configure(host)).toEqual({ status: 'success', info: {} })
  expect(modem.isOpen).toBe(true)
  expect(await host.open()).toBe('success')
  expect((await host.query(DeviceCaps)).info?.deviceId).toBe(modem.inside.equipment.imei)
  expect(await host.shut()).toBe('success')
  expect(modem.isOpen).toBe(true)
  expect((await host.query(DeviceCaps)).status).toBe('success')
})

test('before it has named one, it can open nothing and ask nothing', async () => {
  const { client } = await rig()
  const host = await client()
  expect(await host.open()).toBe('failure')
  expect(await host.shut()).toBe('success')
  host.send(host.frame(DeviceCaps, 900))
  expect((await configure(host)).status).toBe('success')
  await settled(host)
  expect(host.answers.some(({ transactionId }) => transactionId === 900)).toBe(false)
})

test('naming it again is a success, another one a failure, two at once too many', async () => {
  const { client, modem, clock } = await rig({ timing: { open: Seconds(3) } })
  const host = await client()
  const first = configure(host)
  const second = configure(host)
  expect((await second).status).toBe('busy')
  expect(modem.isOpen).toBe(false)
  await clock.advance(Seconds(4))
  expect((await first).status).toBe('success')
  expect((await configure(host)).status).toBe('success')
  expect((await configure(host, '/dev/cdc-wdm7')).status).toBe('failure')
})

test.each<[string, Partial<CommandMessage>]>([
  ['as a query', { operation: 'query' }],
  ['without a buffer', { info: new Uint8Array(0) }],
  ['too short', { info: new Uint8Array(8) }],
  ['with an empty path', { info: ProxyConfiguration.set.encode({ devicePath: '', timeout: 5 }, 1) }],
])('a configuration %s has invalid parameters', async (_how, changes) => {
  const { client } = await rig()
  const host = await client()
  const { uuid } = ProxyConfiguration.service
  const answer = host.answer(1)
  host.send(
    serializeMessage({
      type: 'command',
      transactionId: 1,
      service: uuid,
      cid: 1,
      operation: 'set',
      info: ProxyConfiguration.set.encode({ devicePath: '/dev/null', timeout: 5 }, 1),
      ...changes,
    }),
  )
  expect(await answer).toMatchObject({ type: 'command-done', status: 'invalid-parameters', service: uuid })
})

test('a modem that is not there, or does not open in time, ends the connection without a word', async () => {
  const { client, modem, modems, clock } = await rig()
  const [first, second] = await Promise.all([client(), client()])
  modem.unplug()
  void configure(first, '/dev/virtual0')
  await until(() => first.closed)
  modems[1]?.wedge('until-restart')
  void configure(second, '/dev/virtual1', 12)
  await until(() => clock.pending > 0)
  await clock.advance(Seconds(12))
  await until(() => second.closed)
  expect([...first.messages, ...second.messages]).toEqual([])
})

test('the path picks the modem by its last part, or it is the first', async () => {
  const { configured, modems } = await rig()
  const imei = async (path: string): Promise<unknown> =>
    (await (await configured(path)).query(DeviceCaps)).info?.deviceId
  const [first, second] = modems.map(({ inside }) => inside.equipment.imei)
  expect(await imei('/dev/null')).toBe(first)
  expect(await imei('/dev/cdc-wdm3')).toBe(first)
  expect(await imei('/dev/virtual1')).toBe(second)
  expect(await imei('virtual1')).toBe(second)
})

test('programs use the same transaction ids and each has its own answers', async () => {
  const { configured } = await rig()
  const hosts = await Promise.all([configured(), configured(), configured()])
  const answers = await Promise.all(
    hosts.map((host, index) =>
      index === 1 ? host.query(RegisterState) : host.query(Connect, { sessionId: index }),
    ),
  )
  expect(answers).toMatchObject([
    { info: { sessionId: 0 } },
    { info: { registerState: 'home' } },
    { info: { sessionId: 2 } },
  ])
  for (const host of hosts) expect(host.answers).toHaveLength(1)
})

test('an answer that comes when its program is gone goes nowhere', async () => {
  const { configured, modem, clock } = await rig({ timing: { simStart: Seconds(0), scan: Seconds(5) } })
  await clock.advance(Seconds(5))
  const [one, other] = [await configured(), await configured()]
  one.send(one.frame(VisibleProviders, 5, { action: 'full-scan' }))
  await settled(one, other)
  one.close()
  await settled(other)
  other.forget()
  await clock.advance(Seconds(6))
  await settled(other)
  expect(other.answers).toHaveLength(1)
  expect(modem.isOpen).toBe(true)
})

test('a context that one program brings up is told to the others, also when that one is gone by then', async () => {
  const { configured, clock } = await rig()
  const [one, other] = [await configured(), await configured()]
  expect((await one.set(Connect, activation())).status).toBe('success')
  await settled(other)
  expect(other.told(Connect)).toMatchObject([{ sessionId: 0, activationState: 'activated' }])
  other.forget()
  void one.set(Connect, activation({ sessionId: 1, accessString: 'slow' }))
  await settled(one)
  one.close()
  await settled(other)
  await clock.advance(Seconds(10))
  await settled(other)
  expect(other.told(Connect)).toMatchObject([{ sessionId: 1, activationState: 'activated' }])
})

test('long commands and answers pass in fragments, under one id', async () => {
  const { configured } = await rig({ maxControlTransfer: 64 })
  const host = await configured()
  const { uuid } = Connect.service
  const envelope = { type: 'command', transactionId: 44, service: uuid, cid: 12, operation: 'set' } as const
  const message = serializeMessage({ ...envelope, info: Connect.set.encode(activation(), 1) })
  const answer = host.answer(44)
  for (const piece of fragment(message, 64)) host.send(piece)
  expect(await answer).toMatchObject({ type: 'command-done', status: 'success' })
  expect((await host.query(DeviceServices)).info?.deviceServices).toHaveLength(5)
})

test('each program hears what it subscribed to; the modem is told once what all want', async () => {
  const { configured, modem, clock } = await rig()
  const heard: string[] = []
  modem.behave({
    onCommand(command) {
      if (command.is(DeviceServiceSubscribeList)) {
        const { events } = command.input(DeviceServiceSubscribeList.set)
        heard.push(events.map((e) => `${e.deviceServiceId.slice(0, 2)}:${e.cidList.join()}`).join(' '))
      }
      return false
    },
  })
  const [silent, narrow, wide] = [await configured(), await configured(), await configured()]
  const subscribe = (host: ProbeHost, events: { deviceServiceId: string; cidList: number[] }[]) =>
    host.set(DeviceServiceSubscribeList, { events })
  const { uuid } = MsBasicConnectExtensions
  expect(await subscribe(silent, [])).toEqual({ status: 'success', info: { events: [] } })
  // Nothing new for the modem: the standard ones are on anyway.
  expect(heard).toEqual([])
  const list = [
    { deviceServiceId: BasicConnect.uuid, cidList: [RegisterState.number] },
    { deviceServiceId: uuid, cidList: [MsLteAttachInfo.number] },
  ]
  expect((await subscribe(narrow, list)).info).toEqual({ events: list })
  await subscribe(wide, [{ deviceServiceId: uuid, cidList: [] }, ...list.slice(0, 1)])
  await subscribe(wide, [{ deviceServiceId: uuid, cidList: [] }])
  expect(heard).toHaveLength(2)
  expect(heard[0]).toMatch(/a2:2,3,7,9,10,11,12,13,15,22,24 .*3d:4$/)
  expect(heard[1]).toMatch(/3d:$/)
  for (const host of [silent, narrow, wide]) host.forget()
  modem.roam('nowhere')
  modem.setEmergency(true)
  await clock.advance(Seconds(1))
  await settled(silent, narrow, wide)
  expect(silent.indications).toEqual([])
  expect(narrow.told(RegisterState)).not.toEqual([])
  expect(narrow.told(PacketService)).toEqual([])
  expect(narrow.told(MsLteAttachInfo)).toHaveLength(1)
  expect(wide.told(MsLteAttachInfo)).toHaveLength(1)
  expect(wide.told(EmergencyMode)).toEqual([])
})

test('a program that has subscribed to nothing hears what is standard', async () => {
  const { configured, modem, clock } = await rig()
  const host = await configured()
  modem.setEmergency(true)
  modem.networkDetach(10)
  await clock.advance(Seconds(1))
  await settled(host)
  expect(host.told(EmergencyMode)).toEqual([{ state: 'on' }])
  expect(host.told(PacketService)).toMatchObject([{ packetServiceState: 'detached' }])
  expect(host.told(MsLteAttachInfo)).toEqual([])
})

test('a version that one program agrees on is told to all, and to those who come later', async () => {
  const { configured, client } = await rig()
  const [one, other] = [await configured(), await configured('/dev/virtual1')]
  const agreed = { mbimVersion: 0x0100, mbimExtendedVersion: 0x0300 }
  expect((await one.query(MsVersion, agreed)).info).toEqual(agreed)
  expect(one.messages.map(({ type }) => type)).toEqual(['indicate-status', 'command-done'])
  expect(one.told(ProxyVersion)).toEqual([agreed])
  await settled(other)
  // That is another modem.
  expect(other.told(ProxyVersion)).toEqual([])
  const late = await client()
  await configure(late)
  expect(late.messages.map(({ type }) => type)).toEqual(['indicate-status', 'command-done'])
  expect(late.told(ProxyVersion)).toEqual([agreed])
})

test('what is not for it is ignored: errors, messages of a modem, noise', async () => {
  const { configured, proxy } = await rig()
  const host = await configured()
  host.send(serializeMessage({ type: 'host-error', transactionId: 3, error: 'cancel' }))
  host.send(serializeMessage({ type: 'open-done', transactionId: 3, status: 'success' }))
  host.send(Uint8Array.from({ length: 32 }, (_, index) => 200 + (index % 50)))
  expect((await host.query(DeviceCaps)).status).toBe('success')
  expect(host.answers).toHaveLength(1)
  const noisy = connect({ path: `\0${proxy.socketName}` })
  noisy.on('error', () => undefined)
  noisy.write(new Uint8Array(100_000).fill(0xee))
  await settled(host)
  noisy.destroy()
})

test('a modem that is pulled out takes its programs along; plugged in, others find it', async () => {
  const { configured, modem, clock } = await rig()
  const [one, two] = [await configured(), await configured()]
  const elsewhere = await configured('/dev/virtual1')
  modem.unplug()
  await until(() => one.closed && two.closed)
  expect(elsewhere.closed).toBe(false)
  modem.plug()
  await clock.advance(Seconds(1))
  const again = await configured()
  expect((await again.query(RegisterState)).info?.registerState).toBe('home')
})

test('a modem that lost its session is opened again for the next program', async () => {
  const { configured, modem } = await rig()
  const first = await configured()
  await first.set(Connect, activation())
  let refused = 0
  const away = modem.behave({
    onCommand(command) {
      refused++
      command.refuse('not-opened')
      return true
    },
  })
  modem.behave({
    onOpen() {
      away[Symbol.dispose]()
      return false
    },
  })
  const second = await configured()
  expect(refused).toBe(1)
  expect((await second.query(Connect, { sessionId: 0 })).info?.activationState).toBe('deactivated')
})

test('a modem that does not answer the check is taken for open after five seconds', async () => {
  const { configured, client, modem, clock } = await rig()
  await configured()
  modem.behave({ onCommand: () => true })
  const host = await client()
  const answer = configure(host)
  await until(() => clock.pending > 1)
  await clock.advance(Seconds(5))
  expect((await answer).status).toBe('success')
})

test('a program that does not read is cut off, the others are not held up', async () => {
  const { configured, modem, proxy, clock } = await rig()
  const reader = await configured()
  const socket = connect({ path: `\0${proxy.socketName}` })
  const { uuid } = ProxyConfiguration.service
  const named = { type: 'command', transactionId: 1, service: uuid, cid: 1, operation: 'set' } as const
  const info = ProxyConfiguration.set.encode({ devicePath: '/dev/null', timeout: 5 }, 1)
  socket.write(serializeMessage({ ...named, info }))
  await new Promise((resolve) => socket.once('readable', resolve))
  // From here on it reads nothing, and is told a lot.
  expect(proxy.clients).toBe(2)
  for (let round = 0; round < 200 && proxy.clients === 2; round++) {
    for (let turn = 0; turn < 200; turn++) modem.setEmergency(turn % 2 === 0)
    await clock.advance(Seconds(0))
    await settled(reader)
  }
  expect(proxy.clients).toBe(1)
  expect((await reader.query(DeviceCaps)).status).toBe('success')
  socket.destroy()
})

test('a name that is taken is not taken from anybody', async () => {
  const { proxy, modem } = await rig()
  const again = Proxy.serve({ modems: () => [modem], socketName: proxy.socketName })
  await expect(again).rejects.toMatchObject({
    code: 'already_exists',
    message: expect.stringContaining(`the socket @${proxy.socketName} is taken`) as string,
  })
})

test('once it has ended nobody is connected, and the name is free', async () => {
  const { proxy, modem, configured } = await rig()
  const host = await configured()
  await proxy[Symbol.asyncDispose]()
  await until(() => host.closed)
  await using again = await Proxy.serve({ modems: () => [modem], socketName: proxy.socketName })
  expect(again.clients).toBe(0)
})
