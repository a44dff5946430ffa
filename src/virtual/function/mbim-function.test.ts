import { expect, test } from 'vitest'
import { Milliseconds, Seconds } from '../../base/index.ts'
import {
  BasicConnect,
  Connect,
  DeviceCaps,
  DeviceServices,
  DeviceServiceSubscribeList,
  fragment,
  HomeProvider,
  IpConfiguration,
  MsDeviceCapsV2,
  MsModemConfiguration,
  MsProvisionedContextsV2,
  MsVersion,
  PacketService,
  PacketStatistics,
  parseMessage,
  ProvisionedContexts,
  RadioState,
  RegisterState,
  serializeMessage,
  VisibleProviders,
} from '../../mbim/index.ts'
import { activation, errorIn, open, rig } from '../../../test/support/host-rig.ts'
import { ProbeHost } from '../../../test/support/probe-host.ts'

test('closed, it opens, closes, and refuses everything else', async () => {
  const { host } = rig()
  await expect(host.shut()).resolves.toBe('success')
  const id = host.nextId()
  const answer = host.answer(id)
  host.send(host.frame(DeviceCaps, id))
  expect(errorIn(await answer)).toBe('not-opened')
  expect(await host.open()).toBe('success')
  expect((await host.query(DeviceCaps)).status).toBe('success')
  expect(await host.shut()).toBe('success')
  await expect(host.query(DeviceCaps)).rejects.toThrow('function-error')
})

test('a fragment of a command to a closed function is refused as well, not put aside', async () => {
  const { host, clock } = rig()
  const [first, second] = fragment(host.frame(Connect, 5, { sessionId: 0 }), 64)
  for (const piece of [second, first]) if (piece !== undefined) host.send(piece)
  await clock.advance(Seconds(5))
  expect(host.messages.map(errorIn)).toEqual(['not-opened', 'not-opened'])
})

test.each([
  [0, 'max-transfer'],
  [63, 'max-transfer'],
  [64, undefined],
  [4096, undefined],
  [4097, 'max-transfer'],
])('an OPEN that asks for fragments of %d bytes', async (size, error) => {
  const { host } = rig()
  const id = host.nextId()
  const answer = host.answer(id)
  host.send(serializeMessage({ type: 'open', transactionId: id, maxControlTransfer: size }))
  expect(errorIn(await answer)).toBe(error)
})

test('a function that is still starting delays OPEN_DONE, and repeated OPENs get one', async () => {
  const { host, clock } = rig({ timing: { open: Seconds(3) } })
  const opens = [host.nextId(), host.nextId()]
  for (const transactionId of opens) {
    host.send(serializeMessage({ type: 'open', transactionId, maxControlTransfer: 4096 }))
  }
  await clock.advance(Seconds(2))
  expect(host.messages).toEqual([])
  await clock.advance(Seconds(1))
  expect(host.messages).toEqual([{ type: 'open-done', transactionId: opens[1], status: 'success' }])
})

test('OPEN while open starts over: no answers, no contexts, counters at zero, standard indications', async () => {
  const { host, modem, clock } = await open()
  await host.set(Connect, activation())
  modem.inside.statistics.count('in', { octets: 10n })
  await host.set(DeviceServiceSubscribeList, { events: [] })
  const scan = host.nextId()
  modem.behave({ onCommand: (command) => command.is(VisibleProviders) })
  host.send(host.frame(VisibleProviders, scan, { action: 'full-scan' }))
  host.forget()
  expect(await host.open()).toBe('success')
  expect(host.messages).toHaveLength(1)
  expect((await host.query(Connect, { sessionId: 0 })).info?.activationState).toBe('deactivated')
  expect((await host.query(PacketStatistics)).info?.inOctets).toBe(0n)
  modem.roam('nowhere')
  await clock.advance(Seconds(1))
  expect(host.told(RegisterState).at(-1)?.registerState).toBe('searching')
  expect(host.messages.some(({ transactionId }) => transactionId === scan)).toBe(false)
})

test('a host that vanishes leaves the session as it was, and the next one finds it', async () => {
  const { host, modem, clock } = await open()
  await host.set(Connect, activation())
  host.close()
  await clock.advance(Seconds(10))
  const next = new ProbeHost(modem.connect())
  const { info } = await next.query(Connect, { sessionId: 0 })
  expect(info?.activationState).toBe('activated')
  expect((await next.query(IpConfiguration, { sessionId: 0 })).status).toBe('success')
})

test('what a host asked for that vanishes is done all the same, and told to whoever listens then', async () => {
  const { host, modem, clock } = await open()
  const number = host.nextId() + 1
  void host.set(Connect, activation({ accessString: 'slow' }))
  await clock.advance(Seconds(1))
  host.close()
  await clock.advance(Seconds(1))
  const next = new ProbeHost(modem.connect())
  // The numbers of the one before are not in use any more.
  next.send(next.frame(Connect, number, { sessionId: 0 }))
  await clock.advance(Seconds(1))
  expect(next.answers).toMatchObject([{ transactionId: number, status: 'success' }])
  expect((await next.query(Connect, { sessionId: 0 })).info?.activationState).toBe('activating')
  next.forget()
  await clock.advance(Seconds(10))
  expect(next.told(Connect)).toMatchObject([{ sessionId: 0, activationState: 'activated' }])
  expect(next.answers).toEqual([])
})

test('a refusal of what a vanished host asked for is told with its cause', async () => {
  const { host, modem, clock } = await open({ timing: { activate: Seconds(3) } })
  void host.set(Connect, activation({ accessString: 'crowded' }))
  await clock.advance(Seconds(1))
  const next = new ProbeHost(modem.connect())
  await clock.advance(Seconds(2))
  expect(next.told(Connect)).toMatchObject([
    { activationState: 'deactivated', nwError: 'insufficient-resources' },
  ])
})

test('what a vanished host asked for ends with the session', async () => {
  const { host, modem, clock } = await open()
  void host.set(Connect, activation({ accessString: 'silent' }))
  await clock.advance(Seconds(1))
  const next = new ProbeHost(modem.connect())
  expect(await next.open()).toBe('success')
  next.forget()
  await clock.advance(Seconds(600))
  expect([...next.told(Connect), ...next.answers]).toEqual([])
  expect((await next.set(Connect, activation())).status).toBe('success')
})

test('one host at a time: the second takes over, the first is told', async () => {
  const { host, modem } = await open()
  const second = new ProbeHost(modem.connect())
  expect((await second.query(DeviceCaps)).status).toBe('success')
  expect(host.closed).toBe(true)
})

test('a transaction id in use is refused, and the command that has it goes on', async () => {
  const { host, clock } = await open({ timing: { scan: Seconds(5) } })
  host.send(host.frame(VisibleProviders, 77, { action: 'full-scan' }))
  host.send(host.frame(DeviceCaps, 77))
  await clock.advance(Seconds(1))
  expect(host.messages.map(errorIn)).toEqual(['duplicated-tid'])
  await clock.advance(Seconds(5))
  expect(host.messages.at(-1)).toMatchObject({ type: 'command-done', transactionId: 77, status: 'success' })
})

test('answers come as they are ready', async () => {
  const { host, clock } = await open({ timing: { scan: Seconds(5) } })
  host.send(host.frame(VisibleProviders, 11, { action: 'full-scan' }))
  host.send(host.frame(DeviceCaps, 12))
  host.send(host.frame(VisibleProviders, 13, { action: 'full-scan' }))
  await clock.advance(Seconds(6))
  expect(host.messages.map(({ transactionId }) => transactionId)).toEqual([12, 13, 11])
  expect(host.messages[1]).toMatchObject({ status: 'busy' })
})

test('more commands than it takes at once are answered busy', async () => {
  const { host, clock } = await open({ timing: { scan: Seconds(5) }, maxOutstanding: 1 })
  host.send(host.frame(VisibleProviders, 11, { action: 'full-scan' }))
  host.send(host.frame(DeviceCaps, 12))
  await clock.advance(Seconds(6))
  expect(host.answers).toMatchObject([
    { transactionId: 12, status: 'busy' },
    { transactionId: 11, status: 'success' },
  ])
  expect((await host.query(DeviceCaps)).status).toBe('success')
})

test('what the host gives up is not answered, and its context not brought up', async () => {
  const { host, modem, clock } = await open()
  modem.carrier.setApn('internet', { type: 'silent' })
  const id = host.nextId()
  const { uuid } = Connect.service
  const envelope = { type: 'command', transactionId: id, service: uuid, cid: 12, operation: 'set' } as const
  host.send(serializeMessage({ ...envelope, info: Connect.set.encode(activation(), 1) }))
  await clock.advance(Seconds(60))
  expect(host.answers).toEqual([])
  host.send(serializeMessage({ type: 'host-error', transactionId: id, error: 'cancel' }))
  await clock.advance(Seconds(60))
  expect(host.answers).toEqual([])
  expect((await host.query(Connect, { sessionId: 0 })).info?.activationState).toBe('deactivated')
})

test.each([
  ['a service it has not', { service: '1d2b5ff7-0aa1-48b2-aa52-50f15767174e', cid: 1 }, 'query'],
  ['a CID it has not', { service: BasicConnect.uuid, cid: 17 }, 'query'],
  ['an operation the CID has not', { service: BasicConnect.uuid, cid: 1 }, 'set'],
  ['what only a multi-carrier device sets', { service: BasicConnect.uuid, cid: 6 }, 'set'],
  ['what only a multi-carrier device has', { service: BasicConnect.uuid, cid: 24 }, 'query'],
  ['an operation that is none', { service: BasicConnect.uuid, cid: 1 }, 7],
] as const)('%s: no device support, under its own service and CID', async (_what, where, operation) => {
  const { host } = await open()
  const answer = host.answer(41)
  host.send(
    serializeMessage({ type: 'command', transactionId: 41, ...where, operation, info: new Uint8Array(0) }),
  )
  expect(await answer).toMatchObject({ type: 'command-done', status: 'no-device-support', ...where })
})

test('a multi-carrier device has these', async () => {
  const { host, clock } = await open({ equipment: { multicarrier: true } })
  const home = { providerState: [], providerName: '', cellularClass: [], rssi: 0, errorRate: 0 }
  const chosen = await host.set(HomeProvider, { provider: { ...home, providerId: '00102' } })
  expect(chosen).toMatchObject({ status: 'success', info: { provider: { providerId: '00102' } } })
  await clock.advance(Seconds(2))
  expect((await host.query(RegisterState)).info).toMatchObject({ registerState: 'home', providerId: '00102' })
  const caps = await host.query(DeviceCaps)
  expect(caps.info?.controlCaps).toContain('multi-carrier')
})

test.each([
  ['too short', new Uint8Array(8)],
  ['an offset outside', Uint8Array.from({ length: 60 }, () => 0x7f)],
])('a buffer that cannot be read, %s: invalid parameters', async (_what, info) => {
  const { host } = await open()
  const answer = host.answer(51)
  const where = { service: BasicConnect.uuid, cid: Connect.number, operation: 'set' } as const
  host.send(serializeMessage({ type: 'command', transactionId: 51, ...where, info }))
  expect(await answer).toMatchObject({ status: 'invalid-parameters', info: new Uint8Array(0) })
})

test('a query may be longer than needed, or as short as it can be', async () => {
  const { host } = await open()
  for (const length of [4, 36, 60]) {
    const answer = host.answer(60 + length)
    const where = { service: BasicConnect.uuid, cid: Connect.number, operation: 'query' } as const
    host.send(
      serializeMessage({
        type: 'command',
        transactionId: 60 + length,
        ...where,
        info: new Uint8Array(length),
      }),
    )
    expect(await answer).toMatchObject({ type: 'command-done', status: 'success' })
  }
})

test.each([
  ['the standard ones', undefined, ['registration', 'packet']],
  ['none', [], []],
  ['one CID', [[RegisterState.number]], ['registration']],
  ['all of a service', [[]], ['registration', 'packet']],
  [
    'two entries of one service',
    [[RegisterState.number], [PacketService.number]],
    ['registration', 'packet'],
  ],
] as const)('indications by the subscribe list: %s', async (_what, lists, heard) => {
  const { host, modem, clock } = await open()
  if (lists !== undefined) {
    const events = lists.map((cids) => ({ deviceServiceId: BasicConnect.uuid, cidList: [...cids] }))
    const { info } = await host.set(DeviceServiceSubscribeList, { events })
    expect(info).toEqual({ events })
  }
  host.forget()
  modem.roam('nowhere')
  await clock.advance(Seconds(1))
  const told = [
    ...(host.told(RegisterState).length > 0 ? ['registration'] : []),
    ...(host.told(PacketService).length > 0 ? ['packet'] : []),
  ]
  expect(told).toEqual(heard)
})

test('a list with services it has not is answered by what is in force', async () => {
  const { host } = await open()
  const events = [
    { deviceServiceId: '1d2b5ff7-0aa1-48b2-aa52-50f15767174e', cidList: [1, 2] },
    { deviceServiceId: BasicConnect.uuid, cidList: [9] },
  ]
  expect((await host.set(DeviceServiceSubscribeList, { events })).info).toEqual({ events: events.slice(1) })
})

test('vendor indications are silent until they are asked for', async () => {
  const { host } = await open()
  const change = {
    contextId: 0xffffffff,
    contextType: 'mms',
    compression: 'none',
    authProtocol: 'none',
  } as const
  const names = { accessString: 'mms', userName: '', password: '', providerId: '' }
  await host.set(ProvisionedContexts, { ...change, ...names })
  expect(host.told(MsProvisionedContextsV2)).toEqual([])
  const { uuid } = MsProvisionedContextsV2.service
  await host.set(DeviceServiceSubscribeList, { events: [{ deviceServiceId: uuid, cidList: [1] }] })
  await host.set(ProvisionedContexts, { ...change, ...names })
  expect(host.told(MsProvisionedContextsV2)).toHaveLength(1)
})

test('who asked for a change reads it in the answer, not in an indication', async () => {
  const { host } = await open()
  await host.set(Connect, activation())
  expect(host.told(Connect)).toEqual([])
  host.forget()
  await host.set(RadioState, { radioState: 'off' })
  expect(host.told(RadioState)).toEqual([])
  // MBIM 1.0 §10.5.3: contexts, packet service, registration, then the answer
  expect(
    host.messages.map((message) => (message.type === 'indicate-status' ? message.cid : message.type)),
  ).toEqual([Connect.number, PacketService.number, RegisterState.number, 'command-done'])
})

const versions = (host: ProbeHost, extended: number) =>
  host.query(MsVersion, { mbimVersion: 0x0100, mbimExtendedVersion: extended })

test.each([
  [3, 0x0400, 0x0300],
  [3, 0x0200, 0x0200],
  [4, 0x0400, 0x0400],
  [2, 0x0300, 0x0200],
  [3, 0x0100, 0x0100],
] as const)('a function of version %d asked for %d agrees to %d', async (version, asked, agreed) => {
  const { host } = await open({ version })
  await host.query(DeviceServices)
  expect((await versions(host, asked)).info).toEqual({ mbimVersion: 0x0100, mbimExtendedVersion: agreed })
})

test('a host that begins with another command stays at 1.0', async () => {
  const { host } = await open()
  await host.query(DeviceCaps)
  expect((await versions(host, 0x0300)).info?.mbimExtendedVersion).toBe(0x0100)
  expect((await host.query(MsModemConfiguration)).status).toBe('no-device-support')
})

test('what was agreed on stays until the function is opened anew', async () => {
  const { host } = await open()
  await versions(host, 0x0200)
  expect((await versions(host, 0x0100)).info?.mbimExtendedVersion).toBe(0x0200)
  expect((await versions(host, 0x0300)).info?.mbimExtendedVersion).toBe(0x0200)
  await host.open()
  expect((await versions(host, 0x0300)).info?.mbimExtendedVersion).toBe(0x0300)
})

test('a function of plain MBIM 1.0 has no version to ask for', async () => {
  const { host } = await open({ version: 1 })
  expect((await versions(host, 0x0200)).status).toBe('no-device-support')
  const { info } = await host.query(DeviceServices)
  expect(info?.deviceServices[1]?.cidList).not.toContain(MsVersion.number)
})

test('every version has its own layout, in answers and indications', async () => {
  const { host, modem, clock } = await open({ version: 4 })
  for (const version of [2, 3, 4] as const) {
    await host.open()
    await versions(host, version * 0x0100)
    host.version = version
    expect((await host.query(MsDeviceCapsV2)).info).toHaveProperty('deviceId', modem.inside.equipment.imei)
    expect((await host.set(Connect, activation())).info?.activationState).toBe('activated')
    host.forget()
    modem.networkDisconnect({ cause: 38 })
    await clock.advance(Milliseconds(1))
    expect(host.told(Connect)).toMatchObject([
      { activationState: 'deactivated', nwError: 'network-failure-sm' },
    ])
    if (version >= 3) expect((await host.query(MsModemConfiguration)).info?.configurationName).not.toBe('')
  }
})

test('a wedged function is silent, until OPEN or only until a restart', async () => {
  const { host, modem, clock } = await open({ timing: { restart: Seconds(5) } })
  modem.wedge()
  host.send(host.frame(DeviceCaps, 71))
  modem.roam('nowhere')
  await clock.advance(Seconds(10))
  expect(host.messages).toEqual([])
  expect(await host.open()).toBe('success')
  expect((await host.query(DeviceCaps)).status).toBe('success')
  modem.wedge('until-restart')
  host.forget()
  host.send(serializeMessage({ type: 'open', transactionId: 72, maxControlTransfer: 4096 }))
  await clock.advance(Seconds(10))
  expect(host.messages).toEqual([])
  modem.restart()
  await clock.advance(Seconds(6))
  expect(host.closed).toBe(true)
  expect(await new ProbeHost(modem.connect()).open()).toBe('success')
})

test('frames from the wire are messages', async () => {
  const { host } = await open()
  await host.query(DeviceCaps)
  for (const frame of host.frames) expect(() => parseMessage(frame)).not.toThrow()
})
