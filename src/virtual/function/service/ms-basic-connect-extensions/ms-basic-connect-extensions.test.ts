import { expect, test } from 'vitest'
import { Seconds } from '../../../../base/index.ts'
import {
  Connect,
  DeviceServiceSubscribeList,
  MsBaseStationsInfo,
  MsBasicConnectExtensions,
  MsDeviceCapsV2,
  MsDeviceReset,
  MsDeviceSlotMappings,
  MsLocationInfoStatus,
  MsLteAttachConfiguration,
  MsLteAttachInfo,
  MsModemConfiguration,
  MsModemLoggingConfig,
  MsNetworkBlacklist,
  MsNetworkParameters,
  MsPco,
  MsPinEx,
  MsProvisionedContextsV2,
  MsRegistrationParameters,
  MsSlotInfoStatus,
  MsSysCaps,
  MsUePolicy,
  MsVersion,
  MsWakeReason,
  RegisterState,
  SubscriberReadyStatus,
  type MbimExVersion,
} from '../../../../mbim/index.ts'
import { activation, open, type HostRig } from '../../../../../test/support/host-rig.ts'
import { ProbeHost } from '../../../../../test/support/probe-host.ts'
import { Card } from '../../../modem/card.ts'
import { TIMINGS } from '../../../timing.ts'

const UNKNOWN = 0xffffffff

/** With every indication on, at a version. */
async function all(version: MbimExVersion, options: Parameters<typeof open>[0] = {}): Promise<HostRig> {
  const rig = await open({ version: 4, ...options })
  await rig.host.query(MsVersion, { mbimVersion: 0x0100, mbimExtendedVersion: version * 0x0100 })
  rig.host.version = version
  const services = [MsBasicConnectExtensions.uuid, SubscriberReadyStatus.service.uuid]
  const events = services.map((deviceServiceId) => ({ deviceServiceId, cidList: [] }))
  await rig.host.set(DeviceServiceSubscribeList, { events })
  return rig
}

const MMS = {
  operation: 'default',
  contextType: 'mms',
  ipType: 'ipv4',
  state: 'enabled',
  roaming: 'home-only',
  mediaType: 'cellular-only',
  source: 'admin',
  accessString: 'mms',
  userName: '',
  password: '',
  compression: 'none',
  authProtocol: 'none',
} as const

test('stored contexts by type: one each, deleted, restored', async () => {
  const { host } = await all(3)
  const types = async (): Promise<unknown> =>
    (await host.query(MsProvisionedContextsV2)).info?.provisionedContexts.map(
      ({ contextType }) => contextType,
    )
  expect(await types()).toEqual(['internet', 'ims'])
  await host.set(MsProvisionedContextsV2, MMS)
  const { info } = await host.set(MsProvisionedContextsV2, {
    ...MMS,
    accessString: 'mms2',
    state: 'disabled',
  })
  expect(info?.provisionedContexts.at(-1)).toMatchObject({
    accessString: 'mms2',
    state: 'disabled',
    roaming: 'home-only',
    source: 'admin',
  })
  expect(await types()).toEqual(['internet', 'ims', 'mms'])
  await host.set(MsProvisionedContextsV2, { ...MMS, operation: 'delete', contextType: 'internet' })
  expect(await types()).toEqual(['ims', 'mms'])
  const gone = { ...MMS, operation: 'delete', contextType: 'internet' } as const
  expect((await host.set(MsProvisionedContextsV2, gone)).status).toBe('invalid-parameters')
  await host.set(MsProvisionedContextsV2, { ...MMS, operation: 'restore-factory' })
  expect(await types()).toEqual(['internet', 'ims'])
  expect((await host.set(MsProvisionedContextsV2, { ...MMS, ipType: 9 })).status).toBe('invalid-parameters')
  expect((await host.set(MsProvisionedContextsV2, { ...MMS, operation: 9 })).status).toBe(
    'invalid-parameters',
  )
})

test('a blacklisted network is left, and taken again once it is not', async () => {
  const { host, clock } = await all(2)
  const network = { mcc: 1, mnc: 1, networkBlacklistType: 'network' } as const
  const answer = await host.set(MsNetworkBlacklist, { providers: [network] })
  expect(answer.info).toEqual({ state: ['network-provider-actuated'], providers: [network] })
  await clock.advance(Seconds(1))
  expect((await host.query(RegisterState)).info?.registerState).toBe('denied')
  await host.set(MsNetworkBlacklist, { providers: [{ ...network, networkBlacklistType: 'sim' }] })
  expect((await host.query(MsNetworkBlacklist)).info?.state).toEqual(['sim-provider-actuated'])
  expect((await host.set(MsNetworkBlacklist, { providers: [{ ...network, mcc: 1000 }] })).status).toBe(
    'invalid-parameters',
  )
  await host.set(MsNetworkBlacklist, { providers: [] })
  await clock.advance(Seconds(1))
  expect((await host.query(RegisterState)).info?.registerState).toBe('home')
})

test('the contexts of the LTE attach: all three or none', async () => {
  const { host } = await all(2)
  const shipped = await host.query(MsLteAttachConfiguration)
  const list = shipped.info?.configurations ?? []
  expect(list.map(({ roaming }) => roaming)).toEqual(['home', 'partner', 'non-partner'])
  const other = list.map((one) => ({ ...one, accessString: 'ims', source: 'admin' as const }))
  const set = { operation: 'default' as const, configurations: other.toReversed() }
  expect((await host.set(MsLteAttachConfiguration, set)).info).toEqual({ configurations: other })
  expect((await host.query(MsLteAttachInfo)).info).toMatchObject({ accessString: 'ims' })
  for (const configurations of [other.slice(1), [...other.slice(1), ...other.slice(1, 2)]]) {
    const short = { operation: 'default' as const, configurations }
    expect((await host.set(MsLteAttachConfiguration, short)).status).toBe('invalid-parameters')
  }
  const restore = { operation: 'restore-factory' as const, configurations: [] }
  expect((await host.set(MsLteAttachConfiguration, restore)).info).toEqual(shipped.info)
})

test('the bearer of the LTE attach is told as it comes and goes', async () => {
  const { host, modem, clock } = await all(3)
  expect((await host.query(MsLteAttachInfo)).info).toMatchObject({
    lteAttachState: 'attached',
    nwError: 'none',
    ipType: 'ipv4v6',
    accessString: 'internet',
  })
  modem.networkDetach(10)
  await clock.advance(Seconds(1))
  expect(host.told(MsLteAttachInfo)).toMatchObject([
    { lteAttachState: 'detached', nwError: 'implicitly-detached', accessString: '' },
  ])
  const umts = await all(3, { equipment: { technologies: ['hsupa'] } })
  expect((await umts.host.query(MsLteAttachInfo)).info?.lteAttachState).toBe('detached')
})

test('capabilities of the system, and of the device in each version', async () => {
  const { host, modem } = await all(3, { equipment: { slots: 2 } })
  const { imei } = modem.inside.equipment
  expect((await host.query(MsSysCaps)).info).toEqual({
    numberOfExecutors: 1,
    numberOfSlots: 2,
    concurrency: 1,
    modemId: BigInt(imei),
  })
  expect((await host.query(MsDeviceCapsV2)).info).toMatchObject({
    dataClass: ['gprs', 'edge', 'umts', 'hsdpa', 'hsupa', 'lte', '5g'],
    dataSubclass: ['5g-endc'],
    controlCaps: ['reg-manual', 'hw-radio-switch', 'sim-hot-swap-capable'],
    executorIndex: 0,
    wcdmaBandClass: 0b1000_0001,
    lteBandClass: [1, 3, 7, 8, 20, 28],
    nrBandClass: [1, 28, 78],
    deviceId: imei,
  })
  const two = await all(2)
  expect((await two.host.query(MsDeviceCapsV2)).info).toMatchObject({ deviceId: imei, executorIndex: 0 })
})

test('another slot starts another SIM', async () => {
  const card = new Card({ iccid: '8900102', imsi: '001020000000009', home: { plmn: '00102', name: 'Rival' } })
  const { host, clock } = await all(3, { equipment: { slots: 2 }, moreSims: [card], timing: 'brisk' })
  expect((await host.query(MsDeviceSlotMappings)).info).toEqual({ slotMap: [{ slot: 0 }] })
  expect((await host.query(MsSlotInfoStatus, { slotIndex: 0 })).info?.state).toBe('active')
  expect((await host.query(MsSlotInfoStatus, { slotIndex: 1 })).info?.state).toBe('off')
  expect((await host.query(MsSlotInfoStatus, { slotIndex: 2 })).status).toBe('invalid-parameters')
  host.forget()
  expect((await host.set(MsDeviceSlotMappings, { slotMap: [{ slot: 1 }] })).info).toEqual({
    slotMap: [{ slot: 1 }],
  })
  await clock.advance(Seconds(2))
  expect(host.told(SubscriberReadyStatus)).toMatchObject([
    { readyState: 'not-initialized' },
    { readyState: 'initialized', subscriberId: '001020000000009' },
  ])
  expect(host.told(MsSlotInfoStatus)).toEqual([
    { slotIndex: 0, state: 'off' },
    { slotIndex: 1, state: 'not-ready' },
    { slotIndex: 1, state: 'active' },
  ])
  for (const slotMap of [[], [{ slot: 2 }], [{ slot: 0 }, { slot: 1 }]]) {
    expect((await host.set(MsDeviceSlotMappings, { slotMap })).status).toBe('invalid-parameters')
  }
})

test('slots are told as cards come and go', async () => {
  const { host, modem, clock } = await all(2)
  modem.removeSim()
  modem.insertSim()
  await clock.advance(Seconds(1))
  expect(host.told(MsSlotInfoStatus).map(({ state }) => state)).toEqual(['empty', 'active', 'active'])
})

test('protocol configuration options hold what the network gave', async () => {
  const { host } = await all(2)
  const ask = (sessionId: number) =>
    host.query(MsPco, {
      pcoValue: { sessionId, pcoDataType: 'complete', pcoDataBuffer: new Uint8Array(0) },
    })
  expect((await ask(0)).status).toBe('context-not-activated')
  expect((await ask(8)).status).toBe('invalid-parameters')
  await host.set(Connect, activation({ accessString: 'v4only', ipType: 'ipv4' }))
  const { info } = await ask(0)
  // TS 24.008 §10.5.6.3: 0x80, then DNS servers (000d) and MTU (0010)
  expect(Buffer.from(info?.pcoValue.pcoDataBuffer ?? []).toString('hex')).toBe(
    '80' + '000d04c6336435' + '000d04c6336436' + '00100205dc',
  )
  await host.set(Connect, activation({ sessionId: 1, accessString: 'v6only' }))
  const six = await ask(1)
  expect(Buffer.from(six.info?.pcoValue.pcoDataBuffer ?? []).toString('hex')).toMatch(
    /^80000310(20010db8)0{22}53000310/,
  )
})

test('a reset answers, goes away, and comes back closed', async () => {
  const { host, modem, clock } = await all(2, { timing: { ...TIMINGS.instant, restart: Seconds(5) } })
  await host.set(Connect, activation())
  expect(await host.set(MsDeviceReset)).toEqual({ status: 'success', info: {} })
  await clock.advance(Seconds(1))
  expect(host.closed).toBe(true)
  expect(modem.isPlugged).toBe(false)
  await clock.advance(Seconds(5))
  const next = new ProbeHost(modem.connect())
  await expect(next.query(Connect, { sessionId: 0 })).rejects.toThrow('function-error')
  await next.open()
  expect((await next.query(Connect, { sessionId: 0 })).info?.activationState).toBe('deactivated')
})

test('the cells around, as many as are asked for', async () => {
  const { host, modem } = await all(3)
  modem.setSignal(-70, { steady: true })
  const ask = (count: number, maxNrCount = 9) =>
    host.query(MsBaseStationsInfo, {
      maxGsmCount: count,
      maxUmtsCount: count,
      maxTdscdmaCount: count,
      maxLteCount: count,
      maxCdmaCount: count,
      maxNrCount,
    })
  const { info } = await ask(9)
  expect(info).toMatchObject({
    systemType: ['5g'],
    systemSubType: ['5g-endc'],
    lteServingCell: {
      providerId: '00101',
      cellId: 0x0d1a101,
      earfcn: 1300,
      tac: 0x1a01,
      rsrp: -98,
      rsrq: -7,
    },
    gsmNeighboringCells: [{ cellId: 0x2a31, rxLevel: 41 }],
    umtsNeighboringCells: [{ cellId: 0x01d1a30, rscp: -80 }],
    nrServingCells: [{ nci: 0x0d1a10100n, nrarfcn: 636_666, rsrp: 59, sinr: 87 }],
    nrNeighboringCells: [],
    cdmaCells: [],
  })
  expect(info?.gsmServingCell).toBeUndefined()
  expect(info?.lteNeighboringCells).toHaveLength(3)
  expect((await ask(1)).info?.lteNeighboringCells).toHaveLength(1)
  expect((await ask(0)).info?.lteNeighboringCells).toEqual([])
  modem.roam('nowhere')
  expect((await ask(9)).status).toBe('not-registered')
  modem.inside.radio.setSoftware('off')
  expect((await ask(9)).status).toBe('radio-power-off')
})

test.each([
  ['gsm', ['edge'], 'gsmServingCell', { locationAreaCode: 0x1a03 }],
  ['umts', ['hsupa'], 'umtsServingCell', { primaryScramblingCode: 33 }],
] as const)('served by %s', async (_what, technologies, field, cell) => {
  const { host } = await all(2, { equipment: { technologies } })
  const none = { maxGsmCount: 0, maxUmtsCount: 0, maxTdscdmaCount: 0, maxLteCount: 0, maxCdmaCount: 0 }
  const { info } = await host.query(MsBaseStationsInfo, none)
  expect(info?.[field]).toMatchObject(cell)
  expect(info?.lteServingCell).toBeUndefined()
  expect((await host.query(MsLocationInfoStatus)).info).toMatchObject({
    locationAreaCode: 0x1a03,
    trackingAreaCode: UNKNOWN,
  })
})

test('where it is, and that it is elsewhere', async () => {
  const { host, modem, clock } = await all(2)
  expect((await host.query(MsLocationInfoStatus)).info).toEqual({
    locationAreaCode: UNKNOWN,
    trackingAreaCode: 0x1a01,
    cellId: 0x0d1a101,
  })
  modem.roam('nowhere')
  await clock.advance(Seconds(1))
  expect(host.told(MsLocationInfoStatus).at(-1)).toEqual({
    locationAreaCode: UNKNOWN,
    trackingAreaCode: UNKNOWN,
    cellId: UNKNOWN,
  })
})

test('logging, registration parameters: kept, and refused where they make no sense', async () => {
  const { host } = await all(3)
  const logging = { version: 1, maxSegmentSize: 32, maxFlushTime: 500, levelConfig: 'lab-low' } as const
  expect((await host.set(MsModemLoggingConfig, logging)).info).toEqual(logging)
  expect((await host.query(MsModemLoggingConfig)).info).toEqual(logging)
  expect((await host.set(MsModemLoggingConfig, { ...logging, version: 2 })).status).toBe('invalid-parameters')
  expect((await host.set(MsModemLoggingConfig, { ...logging, levelConfig: 9 })).status).toBe(
    'invalid-parameters',
  )
  const parameters = {
    micoMode: 'enabled',
    drxCycle: 'cycle-64',
    ladnInfo: 'requested',
    defaultPduActivationHint: 'likely',
    reRegisterIfNeeded: true,
    unnamedIes: [{ type: 'pco', data: Uint8Array.of(0x80) }],
  } as const
  expect((await host.set(MsRegistrationParameters, parameters)).info).toEqual(parameters)
  expect((await host.query(MsRegistrationParameters)).info).toEqual(parameters)
  expect((await host.set(MsRegistrationParameters, { ...parameters, micoMode: 9 })).status).toBe(
    'invalid-parameters',
  )
})

test('the PIN of the card application, and of no other', async () => {
  const { host } = await all(2, { sim: { pin1: { enabled: true } } })
  const appId = Uint8Array.from([0xa0, 0, 0, 0, 0x87, 0x10, 0x02, 0xff])
  expect((await host.query(MsPinEx, { version: 1, appId })).info).toEqual({
    pinType: 'pin1',
    pinState: 'locked',
    remainingAttempts: 3,
  })
  expect((await host.query(MsPinEx, { version: 2, appId })).status).toBe('invalid-parameters')
  const pin = { pinType: 'pin1', pinOperation: 'enter', pin: '1234', newPin: '' } as const
  expect((await host.set(MsPinEx, { ...pin, appId: Uint8Array.of(1) })).status).toBe('invalid-parameters')
  expect((await host.set(MsPinEx, { ...pin, appId })).status).toBe('success')
})

test('the configuration for the card is told as the card starts', async () => {
  const { host, modem, clock } = await all(3, { timing: 'brisk' })
  modem.removeSim()
  modem.insertSim()
  await clock.advance(Seconds(1))
  expect(
    host.told(MsModemConfiguration).map((one) => [one.configurationStatus, one.configurationName]),
  ).toEqual([
    ['completed', 'Generic'],
    ['started', 'Dialtone Mobile'],
    ['completed', 'Dialtone Mobile'],
  ])
})

test('what a 5G network granted: its tracking area', async () => {
  const { host, modem } = await all(3)
  const { info } = await host.query(MsNetworkParameters, { unnamedIes: [] })
  expect(info).toMatchObject({ micoIndication: 'not-available', drxParams: 'not-specified' })
  expect(info?.unnamedIes).toEqual([
    { type: 'tai', data: Uint8Array.from([0, 1, 0x01, 0x00, 0x01, 0x80, 0x01, 0x1a, 0, 0]) },
  ])
  modem.removeSim()
  expect((await host.query(MsNetworkParameters, { unnamedIes: [] })).status).toBe('not-registered')
})

test('the last thing said is what woke the host', async () => {
  const { host, modem, clock } = await all(3)
  const answered = await host.query(MsWakeReason)
  expect(answered.info).toMatchObject({ wakeType: 'cid-response', sessionId: 0 })
  modem.setEmergency(true)
  await clock.advance(Seconds(1))
  const told = await host.query(MsWakeReason)
  expect(told.info?.wakeType).toBe('cid-indication')
  const { type, data } = told.info?.wakeTlv ?? { type: 'invalid', data: new Uint8Array(0) }
  expect(type).toBe('wake-command')
  // basic connect, EMERGENCY_MODE (22), a payload of 4 bytes behind 28: on (1)
  expect(Buffer.from(data).toString('hex')).toBe(
    'a289cc33bcbb8b4fb6b0133ec2aae6df' + '16000000' + '1c000000' + '04000000' + '01000000',
  )
})

test('policies of the network are told to hosts of MBIMEx 4.0', async () => {
  const { host, modem, clock } = await all(4)
  expect((await host.query(MsUePolicy, { unnamedIes: [] })).info).toEqual({ unnamedIes: [] })
  const policies = [{ type: 'ue-policies', data: Uint8Array.of(1, 2, 3, 4) }] as const
  modem.inside.setUePolicies(policies)
  await clock.advance(Seconds(1))
  expect(host.told(MsUePolicy)).toEqual([{ unnamedIes: policies }])
  const three = await all(3)
  expect((await three.host.query(MsUePolicy, { unnamedIes: [] })).status).toBe('no-device-support')
})
