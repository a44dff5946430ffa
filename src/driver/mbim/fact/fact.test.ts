/** The modem's words as core's, row by row. */
import { describe, expect, test } from 'vitest'
import { ServiceList } from '../../../device/index.ts'
import { BasicConnect, type words } from '../../../mbim/index.ts'
import { contextState, ipSettings, type IpInfo } from './context.ts'
import { dataClasses, fastest } from './data-class.ts'
import { deviceServices } from './device-service.ts'
import { capabilities, equipment } from './equipment.ts'
import { networkCause } from './network-cause.ts'
import { homeProvider, packetService, registration, type RegisterInfo } from './registration.ts'
import { signal, type SignalInfo } from './signal.ts'
import { pinStatus, sim, type SubscriberInfo } from './sim.ts'

const CAPS = {
  deviceType: 'removable',
  cellularClass: ['gsm', 'cdma', 16],
  voiceClass: 'no-voice',
  simClass: ['removable'],
  dataClass: ['gprs', 'lte'],
  smsCaps: ['pdu-receive', 'pdu-send'],
  controlCaps: ['reg-manual', 'hw-radio-switch'],
  maxSessions: 8,
  customDataClass: '',
  deviceId: '001010000000001 ',
  firmwareInfo: '1.0',
  hardwareInfo: '',
} as const

describe('equipment and capabilities', () => {
  test('what is empty is left out, what nobody knows as well', () => {
    expect(equipment(CAPS, '/dev/cdc-wdm0')).toEqual({ id: '001010000000001', firmware: '1.0' })
    expect(capabilities(CAPS, new ServiceList())).toEqual({
      cellularClasses: ['gsm', 'cdma'],
      dataClasses: ['gprs', 'lte'],
      simRemovable: true,
      manualRegistration: true,
      hardwareRadioSwitch: true,
      multicarrier: false,
      sms: ['pdu-receive', 'pdu-send'],
      maxSessions: 8,
      services: ['basic-connect'],
    })
  })

  test('a modem without an identity is known by its device', () => {
    expect(equipment({ ...CAPS, deviceId: ' ' }, '/dev/cdc-wdm0').id).toBe('unknown:/dev/cdc-wdm0')
  })

  test.each([
    [0, 1],
    [16, 16],
    [0xffffffff, 256],
  ])('%d sessions are %d', (said, taken) => {
    expect(capabilities({ ...CAPS, maxSessions: said }, new ServiceList()).maxSessions).toBe(taken)
  })

  test('a service that nobody knows keeps its UUID', () => {
    const uuid = '01234567-89ab-cdef-0123-456789abcdef'
    const services = new ServiceList([
      { deviceServiceId: uuid, cidList: [1], dssPayload: 0, maxDssInstances: 0 },
    ])
    expect(capabilities(CAPS, services).services).toEqual([uuid])
  })
})

test.each<[words.DataClass[], words.DataSubclass[], string[], string | undefined]>([
  [[], [], [], undefined],
  [['lte', 'gprs'], [], ['gprs', 'lte'], 'lte'],
  [['5g-sa', 'lte'], [], ['lte', '5g-sa'], '5g-sa'],
  [['5g', 'lte'], ['5g-endc'], ['lte', '5g-nsa'], '5g-nsa'],
  [['5g'], ['5g-nr'], ['5g-sa'], '5g-sa'],
  [['5g'], ['5g-nr', '5g-endc'], ['5g-nsa', '5g-sa'], '5g-sa'],
  [['5g'], [], ['5g-nsa'], '5g-nsa'],
  [['1xevdo', 'edge'], [], ['edge', '1xevdo'], 'edge'],
  [['1xrtt', 'custom', 512], [], ['1xrtt', 'custom'], 'custom'],
])('data classes %j %j', (flags, subclasses, classes, best) => {
  expect(dataClasses(flags, subclasses)).toEqual(classes)
  expect(fastest(dataClasses(flags, subclasses))).toBe(best)
})

test.each([
  [undefined, undefined],
  ['none', undefined],
  [0, undefined],
] as const)('no network error: %j', (error, cause) => {
  expect(networkCause(error)).toBe(cause)
})

test('a network error has its number, name and text; one that nobody knows its number', () => {
  expect(networkCause('missing-or-unknown-apn')).toEqual({
    value: 27,
    name: 'missing-or-unknown-apn',
    text: 'the access point name is missing, or the network does not know it',
  })
  expect(networkCause(222)).toMatchObject({ value: 222, name: 'cause-222' })
})

describe('registration', () => {
  const info: RegisterInfo = {
    nwError: 'none',
    registerState: 'roaming',
    registerMode: 'automatic',
    availableDataClasses: ['lte'],
    currentCellularClass: ['gsm'],
    providerId: '99940',
    providerName: '',
    roamingText: 'Wander',
    registrationFlag: [],
  }

  test('a nameless network is called by its number', () => {
    expect(registration(info)).toEqual({
      state: 'roaming',
      mode: 'automatic',
      provider: { id: '99940', name: '99940' },
      cellularClass: 'gsm',
      roamingText: 'Wander',
      availableDataClasses: ['lte'],
    })
  })

  test('a refusal keeps its cause; states of later specifications are unknown', () => {
    expect(registration({ ...info, registerState: 'denied', nwError: 'illegal-me', providerId: '' })).toEqual(
      {
        state: 'denied',
        mode: 'automatic',
        cellularClass: 'gsm',
        roamingText: 'Wander',
        availableDataClasses: ['lte'],
        networkError: { value: 6, name: 'illegal-me', text: 'the network has barred this equipment' },
      },
    )
    expect(registration({ ...info, registerState: 99, registerMode: 98 })).toMatchObject({
      state: 'unknown',
      mode: 'unknown',
    })
  })

  test('the technology in use is told while attached only; speeds that are not known are 0', () => {
    const attached = {
      nwError: 'none',
      packetServiceState: 'attached',
      currentDataClass: ['lte'],
      uplinkSpeed: 50_000_000n,
      downlinkSpeed: 0xffffffffffffffffn,
    } as const
    expect(packetService(attached)).toEqual({
      state: 'attached',
      dataClass: 'lte',
      uplinkSpeed: 50_000_000,
      downlinkSpeed: 0,
    })
    expect(packetService({ ...attached, packetServiceState: 'detached' })).not.toHaveProperty('dataClass')
    expect(packetService({ ...attached, packetServiceState: 9 }).state).toBe('unknown')
  })

  test('the home provider', () => {
    const provider = {
      providerId: '00101',
      providerState: ['home'],
      providerName: 'Home',
      cellularClass: ['gsm'],
      rssi: 99,
      errorRate: 'unknown',
    } as const
    expect(homeProvider({ provider })).toEqual({ id: '00101', name: 'Home' })
  })
})

describe('signal', () => {
  const info: SignalInfo = {
    rssi: 99,
    errorRate: 'unknown',
    signalStrengthInterval: 0,
    rssiThreshold: 0,
    errorRateThreshold: 0,
  }
  const lte = { rsrpThreshold: 0, snrThreshold: 0, systemType: ['lte'] } as const

  test.each<[string, Partial<SignalInfo>, object]>([
    ['nothing is known', {}, {}],
    ['the weakest', { rssi: 0, errorRate: 'gt-8-percent' }, { rssi: -113, errorRate: 7 }],
    ['the strongest', { rssi: 31, errorRate: 'lt-0-01-percent' }, { rssi: -51, errorRate: 0 }],
    ['beyond the scale', { rssi: 32, errorRate: 55 }, {}],
    ['LTE', { rsrpSnr: [{ ...lte, rsrp: 62, snr: 87 }] }, { rsrp: -95, snr: 20 }],
    ['LTE, the ends of the scale', { rsrpSnr: [{ ...lte, rsrp: 126, snr: 128 }] }, { rsrp: -31 }],
    ['not measured', { rsrpSnr: [{ ...lte, rsrp: 127, snr: 0 }] }, {}],
    [
      'the first of two that was measured',
      {
        rsrpSnr: [
          { ...lte, rsrp: 127, snr: 128 },
          { ...lte, rsrp: 50, snr: 47 },
        ],
      },
      { rsrp: -107, snr: 0 },
    ],
  ])('%s', (_name, change, expected) => {
    expect(signal({ ...info, ...change })).toEqual(expected)
  })
})

describe('the SIM', () => {
  const info: SubscriberInfo = {
    readyState: 'initialized',
    subscriberId: '001010000000001',
    simIccId: '8900101000000000001',
    readyInfo: [],
    telephoneNumbers: ['+999'],
  }

  test('ready, with what it says of itself', () => {
    expect(sim(info, { pinType: 'pin1', pinState: 'unlocked', remainingAttempts: 3 })).toEqual({
      state: 'initialized',
      subscriberId: '001010000000001',
      iccid: '8900101000000000001',
      telephoneNumbers: ['+999'],
      pin: { type: 'none', state: 'unlocked' },
    })
  })

  test.each<[words.SubscriberReadyState, string]>([
    ['sim-not-inserted', 'not-inserted'],
    ['device-locked', 'locked'],
    ['bad-sim', 'bad'],
    [77, 'failure'],
  ])('%s', (readyState, state) => {
    const empty = { ...info, readyState, subscriberId: '', simIccId: '', telephoneNumbers: [] }
    expect(sim(empty, undefined)).toEqual({ state, telephoneNumbers: [] })
  })

  test.each<[words.PinType, words.PinState, number, object]>([
    ['pin1', 'locked', 3, { type: 'pin1', state: 'locked', attemptsLeft: 3 }],
    ['puk1', 'locked', 0xffffffff, { type: 'puk1', state: 'locked' }],
    ['unknown', 'unlocked', 0, { type: 'none', state: 'unlocked' }],
    ['nev', 'locked', 1, { type: 'custom', state: 'locked', attemptsLeft: 1 }],
  ])('%s %s', (pinType, pinState, remainingAttempts, expected) => {
    expect(pinStatus({ pinType, pinState, remainingAttempts })).toEqual(expected)
  })
})

describe('contexts', () => {
  test.each<[words.ActivationState, string]>([
    ['activated', 'activated'],
    ['deactivating', 'deactivating'],
    ['unknown', 'deactivated'],
    [42, 'deactivated'],
  ])('%s is %s', (state, expected) => {
    expect(contextState(state)).toBe(expected)
  })

  const nothing: IpInfo = {
    sessionId: 0,
    ipv4ConfigurationAvailable: [],
    ipv6ConfigurationAvailable: [],
    ipv4Address: [],
    ipv6Address: [],
    ipv4DnsServer: [],
    ipv6DnsServer: [],
    ipv4Mtu: 0,
    ipv6Mtu: 0,
  }
  const v4: IpInfo = {
    ...nothing,
    ipv4ConfigurationAvailable: ['address', 'gateway', 'dns', 'mtu'],
    ipv4Address: [{ onLinkPrefixLength: 30, ipv4Address: '10.0.0.2' }],
    ipv4Gateway: '10.0.0.1',
    ipv4DnsServer: ['10.0.0.53', '0.0.0.0'],
    ipv4Mtu: 1430,
  }
  const given = {
    addresses: [{ address: '10.0.0.2', prefixLength: 30 }],
    gateway: '10.0.0.1',
    dns: ['10.0.0.53'],
    mtu: 1430,
  }
  const awaited = { addresses: [], dns: [] }

  test.each<[string, IpInfo | undefined, words.ContextIpType, object]>([
    ['one family', v4, 'ipv4', { v4: given }],
    ['one of two families; the other is awaited on the data path', v4, 'ipv4v6', { v4: given, v6: awaited }],
    ['the family that the network chose', v4, 'default', { v4: given }],
    [
      'flags say what is valid',
      { ...v4, ipv4ConfigurationAvailable: ['dns'] },
      'ipv4',
      { v4: { addresses: [], dns: ['10.0.0.53'] } },
    ],
    [
      'a point-to-point bearer has no gateway',
      { ...v4, ipv4Gateway: '0.0.0.0' },
      'ipv4',
      { v4: { addresses: given.addresses, dns: given.dns, mtu: 1430 } },
    ],
    [
      'a prefix that is too long',
      { ...v4, ipv4Address: [{ onLinkPrefixLength: 99, ipv4Address: '10.0.0.2' }] },
      'ipv4',
      { v4: { ...given, addresses: [{ address: '10.0.0.2', prefixLength: 32 }] } },
    ],
    [
      'an address that is none',
      { ...v4, ipv4Address: [{ onLinkPrefixLength: 0, ipv4Address: '0.0.0.0' }] },
      'ipv4',
      { v4: { ...given, addresses: [] } },
    ],
    ['nothing given', nothing, 'ipv6', { v6: awaited }],
    ['nothing given, nothing known', nothing, 'default', { v4: awaited }],
    ['no answer', undefined, 'ipv4-and-ipv6', { v4: awaited, v6: awaited }],
    ['no answer, a type of a later specification', undefined, 77, { v4: awaited }],
  ])('%s', (_name, info, ipType, expected) => {
    expect(ipSettings(info, ipType)).toEqual(expected)
  })
})

describe('device services', () => {
  const uuid = '01234567-89ab-cdef-0123-456789abcdef'
  const element = { deviceServiceId: uuid, cidList: [1], dssPayload: 0, maxDssInstances: 4 }

  test.each([
    [0, undefined],
    [1, { write: true, read: false, limit: 4 }],
    [2, { write: false, read: true, limit: 4 }],
    [3, { write: true, read: true, limit: 4 }],
  ])('payload %d of streams', (dssPayload, stream) => {
    const [service] = deviceServices([{ ...element, dssPayload }], { maxStreams: 2 }).services
    expect(service?.stream).toEqual(stream)
  })

  test('are known by their names where they have one, and bounded, whatever the modem lists', () => {
    const basic = { ...element, deviceServiceId: BasicConnect.uuid, cidList: [1, 1, 2] }
    const many = Array.from({ length: 5000 }, (_, cid) => cid)
    const listed = deviceServices(
      [basic, ...Array.from({ length: 500 }, () => ({ ...element, cidList: many }))],
      {
        maxStreams: 0,
      },
    )
    expect(listed.services[0]).toEqual({
      id: BasicConnect.uuid,
      name: 'basic-connect',
      commands: [1, 2],
      driven: true,
    })
    expect(listed.services).toHaveLength(256)
    expect(listed.services[1]?.commands).toHaveLength(1024)
  })
})
