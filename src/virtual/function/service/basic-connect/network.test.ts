import { expect, test } from 'vitest'
import { Milliseconds, Seconds } from '../../../../base/index.ts'
import {
  Connect,
  HomeProvider,
  MsVersion,
  PacketService,
  PreferredProviders,
  RadioState,
  RegisterState,
  SignalState,
  VisibleProviders,
  type Status,
  type ValueOf,
} from '../../../../mbim/index.ts'
import { activation, open, type HostRig } from '../../../../../test/support/host-rig.ts'

type RegisterSet = ValueOf<typeof RegisterState.set>

function register(changes: Partial<RegisterSet> = {}): RegisterSet {
  return { providerId: '', registerAction: 'automatic', dataClass: [], ...changes }
}

async function atVersion(version: 2 | 3, options: Parameters<typeof open>[0] = {}): Promise<HostRig> {
  const rig = await open(options)
  await rig.host.query(MsVersion, { mbimVersion: 0x0100, mbimExtendedVersion: version * 0x0100 })
  rig.host.version = version
  return rig
}

test('registered at home', async () => {
  const { host } = await open()
  expect((await host.query(RegisterState)).info).toEqual({
    nwError: 'none',
    registerState: 'home',
    registerMode: 'automatic',
    availableDataClasses: ['gprs', 'edge', 'umts', 'hsdpa', 'hsupa', 'lte'],
    currentCellularClass: ['gsm'],
    providerId: '00101',
    providerName: 'Dialtone Mobile',
    roamingText: '',
    registrationFlag: ['packet-service-automatic-attach'],
  })
})

test('roaming, with the text of the network', async () => {
  const { host, modem, clock } = await open()
  modem.roam('Wanderfunk Süd')
  await clock.advance(Seconds(1))
  expect((await host.query(RegisterState)).info).toMatchObject({
    registerState: 'roaming',
    providerId: '99940',
    roamingText: 'Roaming',
  })
  expect((await host.query(HomeProvider)).info?.provider).toMatchObject({
    providerId: '00101',
    providerState: ['home'],
    providerName: 'Dialtone Mobile',
  })
})

test.each([
  ['one in sight', register({ registerAction: 'manual', providerId: '99940' }), 'success', 'roaming', 'none'],
  [
    'one that refuses',
    register({ registerAction: 'manual', providerId: '999420' }),
    'failure',
    'denied',
    'plmn-not-allowed',
  ],
  [
    'one out of sight',
    register({ registerAction: 'manual', providerId: '00101' }),
    'provider-not-visible',
    'searching',
    'none',
  ],
  [
    'no code',
    register({ registerAction: 'manual', providerId: '12x' }),
    'invalid-parameters',
    'partner',
    'none',
  ],
  [
    'a technology it has not',
    register({ registerAction: 'manual', providerId: '99941', dataClass: ['lte'] }),
    'data-class-not-available',
    'partner',
    'none',
  ],
  [
    'a technology nobody here has',
    register({ dataClass: ['1xrtt'] }),
    'data-class-not-available',
    'partner',
    'none',
  ],
  ['an action that is none', register({ registerAction: 7 }), 'invalid-parameters', 'partner', 'none'],
] as const)('registering abroad with %s', async (_what, request, status, state, cause) => {
  const { host } = await open({ area: 'abroad' })
  const answer = await host.set(RegisterState, request)
  expect(answer).toMatchObject({ status, info: { registerState: state, nwError: cause } })
})

test('a modem without manual registration says so, and refuses it', async () => {
  const { host } = await open({ equipment: { manualRegistration: false } })
  const { info } = await host.query(RegisterState)
  expect(info?.registrationFlag).toContain('manual-selection-not-available')
  const manual = register({ registerAction: 'manual', providerId: '00101' })
  expect((await host.set(RegisterState, manual)).status).toBe('no-device-support')
})

test('a refusal of the network while connected: contexts, packet service, registration, in this order', async () => {
  const { host, modem, clock } = await open()
  await host.set(Connect, activation())
  host.forget()
  modem.deny(3)
  await clock.advance(Milliseconds(1))
  const order = host.indications.map(({ cid }) => cid).filter((cid) => cid !== 11)
  expect(order).toEqual([Connect.number, PacketService.number, RegisterState.number])
  expect(host.told(RegisterState)).toMatchObject([{ registerState: 'denied', nwError: 'illegal-ms' }])
  expect(host.told(Connect)).toMatchObject([{ activationState: 'deactivated', nwError: 'illegal-ms' }])
  modem.allow()
  await clock.advance(Seconds(1))
  expect(host.told(PacketService).at(-1)?.packetServiceState).toBe('attached')
  expect((await host.query(Connect, { sessionId: 0 })).info?.activationState).toBe('deactivated')
})

test.each<[string, (rig: HostRig) => unknown, Status]>([
  ['the radio off', ({ host }) => host.set(RadioState, { radioState: 'off' }), 'radio-power-off'],
  ['no SIM', ({ modem }) => modem.removeSim(), 'sim-not-inserted'],
  [
    'no network',
    ({ modem }) => {
      modem.roam('nowhere')
    },
    'not-registered',
  ],
])('with %s nothing of the network works', async (_what, prepare, status) => {
  const rig = await open()
  const { host, clock } = rig
  await prepare(rig)
  await clock.advance(Seconds(1))
  expect((await host.set(PacketService, { packetServiceAction: 'attach' })).status).toBe(status)
  expect((await host.set(Connect, activation())).status).toBe(status)
  expect((await host.query(PacketService)).info).toMatchObject({
    packetServiceState: 'detached',
    currentDataClass: [],
    uplinkSpeed: 0n,
  })
  expect((await host.query(SignalState)).info).toMatchObject({ rssi: 99, errorRate: 'unknown' })
  if (status !== 'not-registered') {
    expect((await host.query(VisibleProviders, { action: 'full-scan' })).status).toBe(status)
    expect((await host.set(RegisterState, register())).status).toBe(status)
  }
})

test('attaching while attached is a success; detached, no context comes up', async () => {
  const { host } = await open()
  expect((await host.set(PacketService, { packetServiceAction: 'attach' })).info).toMatchObject({
    packetServiceState: 'attached',
    currentDataClass: ['lte'],
  })
  expect(await host.set(PacketService, { packetServiceAction: 'detach' })).toMatchObject({
    status: 'success',
    info: { packetServiceState: 'detached' },
  })
  expect((await host.set(Connect, activation())).status).toBe('packet-service-detached')
  expect((await host.set(PacketService, { packetServiceAction: 'attach' })).status).toBe('success')
  expect((await host.set(Connect, activation())).status).toBe('success')
  expect((await host.set(PacketService, { packetServiceAction: 5 })).status).toBe('invalid-parameters')
})

test('a network that does not attach the subscriber says why', async () => {
  const { host, modem } = await open()
  modem.denyPacketService(7)
  modem.networkDetach()
  expect(await host.set(PacketService, { packetServiceAction: 'attach' })).toMatchObject({
    status: 'failure',
    info: { packetServiceState: 'detached', nwError: 'gprs-not-allowed' },
  })
})

test('5G is told to hosts that have words for it', async () => {
  const two = await atVersion(2)
  expect((await two.host.query(PacketService)).info).toMatchObject({
    currentDataClass: ['5g-nsa'],
    frequencyRange: ['range-1'],
  })
  expect((await two.host.query(RegisterState)).info?.preferredDataClasses).toContain('5g-nsa')
  const three = await atVersion(3)
  expect((await three.host.query(PacketService)).info).toMatchObject({
    currentDataClass: ['5g'],
    dataSubclass: ['5g-endc'],
    tai: { plmnMcc: 0x0001, plmnMnc: 0x8001, tac: 0x1a01 },
  })
})

test('the home network has the preferred list of the SIM, which the host replaces', async () => {
  const { host } = await open()
  const { info } = await host.query(PreferredProviders)
  expect(info?.providers.map(({ providerId, providerState }) => [providerId, ...providerState])).toEqual([
    ['99941', 'preferred'],
    ['99940', 'preferred'],
    ['00102', 'forbidden'],
  ])
  const entry = { providerName: '', cellularClass: [], rssi: 99, errorRate: 'unknown' } as const
  const list = [{ ...entry, providerId: '99940', providerState: ['preferred'] as const }]
  expect((await host.set(PreferredProviders, { providers: list })).info?.providers).toMatchObject([
    { providerId: '99940', providerName: 'Wanderfunk Süd' },
  ])
  expect(host.told(PreferredProviders)).toEqual([])
  const visible = [{ ...entry, providerId: '99940', providerState: ['visible'] as const }]
  expect((await host.set(PreferredProviders, { providers: visible })).status).toBe('invalid-parameters')
  expect((await host.query(PreferredProviders)).info?.providers).toHaveLength(1)
})

test('a scan sees everybody, a restricted one those it could belong to', async () => {
  const { host } = await open()
  const full = await host.query(VisibleProviders, { action: 'full-scan' })
  expect(full.info?.providers.map(({ providerId, providerState }) => [providerId, ...providerState])).toEqual(
    [
      ['00101', 'home', 'visible', 'registered'],
      ['00102', 'forbidden', 'visible'],
    ],
  )
  const restricted = await host.query(VisibleProviders, { action: 'restricted-scan' })
  expect(restricted.info?.providers.map(({ providerId }) => providerId)).toEqual(['00101'])
  expect((await host.query(VisibleProviders, { action: 3 })).status).toBe('invalid-parameters')
})

test('the signal is told by the rule that the host sets, kept also with the radio off', async () => {
  const { host, modem, clock } = await open()
  modem.setSignal(-73, { steady: true })
  const rule = { signalStrengthInterval: 10, rssiThreshold: 0xffffffff, errorRateThreshold: 0 }
  expect((await host.set(SignalState, rule)).info).toEqual({
    rssi: 20,
    errorRate: 'lt-0-01-percent',
    signalStrengthInterval: 10,
    rssiThreshold: 0xffffffff,
    errorRateThreshold: 0xffffffff,
  })
  host.forget()
  await clock.advance(Seconds(35))
  expect(host.told(SignalState)).toHaveLength(3)
  await host.set(RadioState, { radioState: 'off' })
  host.forget()
  await host.set(SignalState, { ...rule, signalStrengthInterval: 0 })
  await clock.advance(Seconds(100))
  expect(host.told(SignalState)).toEqual([])
  expect((await host.query(SignalState)).info).toMatchObject({ rssi: 99, signalStrengthInterval: 30 })
})

test('from MBIMEx 2.0 on LTE is told by RSRP and SNR, and RSSI is not', async () => {
  const { host, modem } = await atVersion(2)
  modem.setSignal(-67, { steady: true })
  expect((await host.query(SignalState)).info).toMatchObject({
    rssi: 99,
    // −95 dBm is below −94 = −156+62; 23 dB is below 23.5 = −23+93/2
    rsrpSnr: [{ rsrp: 62, snr: 93, rsrpThreshold: 6, snrThreshold: 0xffffffff, systemType: ['5g-nsa'] }],
  })
  const umts = await atVersion(2, { equipment: { technologies: ['hsupa'] } })
  expect((await umts.host.query(SignalState)).info).toMatchObject({ rsrpSnr: [] })
})
