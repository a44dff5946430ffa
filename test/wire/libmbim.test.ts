/**
 * Commands as libmbim 1.28 writes them, byte for byte: what it writes is read as it was meant, and written alike. Its
 * builders were called with these values, and nothing else of it was used.
 */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { fromHex, toHex } from '../../src/base/index.ts'
import {
  BasicConnect,
  DeviceCaps,
  RadioState,
  Pin,
  HomeProvider,
  PreferredProviders,
  VisibleProviders,
  RegisterState,
  PacketService,
  SignalState,
  Connect,
  ProvisionedContexts,
  DeviceServiceSubscribeList,
  NetworkIdleHint,
  IpPacketFilters,
  SmsConfiguration,
  SmsRead,
  SmsSend,
  Ussd,
  PhonebookWrite,
  AuthAka,
  AuthAkap,
  DssConnect,
  StkPac,
  StkTerminalResponse,
  MsPco,
  MsLteAttachConfiguration,
  MsSlotInfoStatus,
  MsDeviceSlotMappings,
  MsProvisionedContextsV2,
  MsBaseStationsInfo,
  MsVersion,
  MsRegistrationParameters,
  MsUiccOpenChannel,
  MsUiccApdu,
  MsUiccReadBinary,
  ProxyConfiguration,
  MsSarConfig,
  QmiMsg,
  IntelRfim,
  QduQuectelReadVersion,
  parseMessage,
  serializeMessage,
  serializeInfo,
  Sms,
  type CidFacts,
  type InfoCodec,
  type MbimExVersion,
  type Queryable,
  type Settable,
} from '../../src/mbim/index.ts'

const movistar = {
  providerId: '21407',
  providerState: ['home', 'visible'],
  providerName: 'Movistar',
  cellularClass: ['gsm'],
  rssi: 11,
  errorRate: 'p0-1-to-0-5',
} as const
const other = {
  providerId: '310260',
  providerState: ['preferred'],
  providerName: '',
  cellularClass: ['gsm', 'cdma'],
  rssi: 99,
  errorRate: 'unknown',
} as const
const activation = {
  sessionId: 1,
  activationCommand: 'activate',
  accessString: 'internet',
  userName: 'user',
  password: 'pass',
  compression: 'none',
  authProtocol: 'chap',
  ipType: 'ipv4v6',
  contextType: 'internet',
} as const
const attach = {
  ipType: 'ipv4',
  roaming: 'home',
  source: 'user',
  accessString: 'internet',
  userName: '',
  password: '',
  compression: 'none',
  authProtocol: 'none',
} as const
const usim = fromHex('a0000000871002')

interface Row {
  readonly name: string
  readonly cid: CidFacts
  readonly operation: 'query' | 'set'
  readonly codec: InfoCodec
  readonly version: MbimExVersion
  readonly value: unknown
}

// The file is ours and committed; a name that is missing in it fails the test.
const FRAMES = JSON.parse(readFileSync(new URL('libmbim-frames.json', import.meta.url), 'utf8')) as Readonly<
  Record<string, string>
>

function query<T>(cid: Queryable<T, unknown>, version: MbimExVersion, value: T): Row {
  return { name: nameOf(cid, 'query', version), cid, operation: 'query', codec: cid.query, version, value }
}

function set<T>(cid: Settable<T, unknown>, version: MbimExVersion, value: T, more = ''): Row {
  return { name: nameOf(cid, 'set', version, more), cid, operation: 'set', codec: cid.set, version, value }
}

function nameOf({ service, name }: CidFacts, operation: string, version: MbimExVersion, more = ''): string {
  return `${service.name} ${name} ${operation}, version ${version}${more === '' ? '' : `, ${more}`}`
}

const ROWS: readonly Row[] = [
  query(DeviceCaps, 1, {}),
  set(RadioState, 1, { radioState: 'on' }),
  set(Pin, 1, { pinType: 'puk1', pinOperation: 'enter', pin: '12345678', newPin: '0000' }),
  set(HomeProvider, 1, { provider: movistar }),
  set(PreferredProviders, 1, { providers: [movistar, other] }),
  query(VisibleProviders, 1, { action: 'restricted-scan' }),
  set(RegisterState, 1, { providerId: '21407', registerAction: 'manual', dataClass: ['umts', 'lte'] }),
  set(PacketService, 1, { packetServiceAction: 'detach' }),
  set(SignalState, 1, { signalStrengthInterval: 5, rssiThreshold: 1, errorRateThreshold: 0xffffffff }),
  query(Connect, 1, { sessionId: 3 }),
  set(Connect, 1, activation),
  set(ProvisionedContexts, 1, {
    contextId: 0xffffffff,
    contextType: 'ims',
    accessString: 'ims',
    userName: '',
    password: '',
    compression: 'enable',
    authProtocol: 'none',
    providerId: '21407',
  }),
  set(DeviceServiceSubscribeList, 1, {
    events: [
      { deviceServiceId: BasicConnect.uuid, cidList: [2, 9, 12] },
      { deviceServiceId: Sms.uuid, cidList: [] },
    ],
  }),
  set(NetworkIdleHint, 1, { state: 'enabled' }),
  set(IpPacketFilters, 1, {
    sessionId: 1,
    packetFilters: [{ packetFilter: fromHex('010203040506'), packetMask: fromHex('ffff0000f001') }],
  }),
  set(SmsConfiguration, 1, { format: 'pdu', scAddress: '+34609090909' }),
  query(SmsRead, 1, { format: 'pdu', flag: 'index', messageIndex: 4 }),
  set(SmsSend, 1, { format: 'pdu', pduMessage: { pduData: fromHex('0001000b9121436587') } }),
  set(
    SmsSend,
    1,
    {
      format: 'cdma',
      cdmaMessage: {
        encoding: '7bit-ascii',
        language: 'english',
        address: '5551234',
        encodedMessage: fromHex('010203'),
        encodedMessageSizeInCharacters: 3,
      },
    },
    'of CDMA',
  ),
  set(Ussd, 1, { action: 'initiate', dataCodingScheme: 15, payload: fromHex('0102030405') }),
  set(PhonebookWrite, 1, { saveFlag: 'save-index', saveIndex: 3, number: '+123', name: 'Bob' }),
  query(AuthAka, 1, {
    rand: fromHex('000102030405060708090a0b0c0d0e0f'),
    autn: fromHex('f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff'),
  }),
  query(AuthAkap, 1, {
    rand: fromHex('000102030405060708090a0b0c0d0e0f'),
    autn: fromHex('f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff'),
    networkName: 'WLAN',
  }),
  set(DssConnect, 1, { deviceServiceId: Sms.uuid, dssSessionId: 2, dssLinkState: 'activate' }),
  set(StkPac, 1, { pacHostControl: Uint8Array.from({ length: 32 }, (_, index) => 8 * index) }),
  set(StkTerminalResponse, 1, { response: fromHex('0102030405') }),
  query(MsPco, 1, { pcoValue: { sessionId: 2, pcoDataType: 'complete', pcoDataBuffer: new Uint8Array(0) } }),
  set(MsLteAttachConfiguration, 1, {
    operation: 'default',
    configurations: [
      attach,
      { ...attach, roaming: 'partner' },
      { ...attach, roaming: 'non-partner', accessString: 'roam', userName: 'u' },
    ],
  }),
  query(MsSlotInfoStatus, 1, { slotIndex: 1 }),
  set(MsDeviceSlotMappings, 1, { slotMap: [{ slot: 1 }, { slot: 0 }] }),
  set(MsProvisionedContextsV2, 1, {
    operation: 'default',
    contextType: 'internet',
    ipType: 'ipv4v6',
    state: 'enabled',
    roaming: 'allow-all',
    mediaType: 'cellular-only',
    source: 'user',
    accessString: 'internet',
    userName: 'user',
    password: 'pass',
    compression: 'none',
    authProtocol: 'pap',
  }),
  query(MsBaseStationsInfo, 1, {
    maxGsmCount: 1,
    maxUmtsCount: 2,
    maxTdscdmaCount: 3,
    maxLteCount: 4,
    maxCdmaCount: 5,
  }),
  query(MsBaseStationsInfo, 3, {
    maxGsmCount: 1,
    maxUmtsCount: 2,
    maxTdscdmaCount: 3,
    maxLteCount: 4,
    maxCdmaCount: 5,
    maxNrCount: 6,
  }),
  query(MsVersion, 1, { mbimVersion: 0x0100, mbimExtendedVersion: 0x0300 }),
  set(MsRegistrationParameters, 3, {
    micoMode: 'enabled',
    drxCycle: 'cycle-64',
    ladnInfo: 'requested',
    defaultPduActivationHint: 'likely',
    reRegisterIfNeeded: true,
    unnamedIes: [],
  }),
  set(Connect, 3, { ...activation, mediaPreference: '3gpp', unnamedIes: [] }),
  query(Connect, 3, { sessionId: 1 }),
  set(MsUiccOpenChannel, 1, { appId: usim, selectP2Arg: 4, channelGroup: 1 }),
  set(MsUiccApdu, 1, {
    channel: 1,
    secureMessaging: 'none',
    classByteType: 'extended',
    command: fromHex('00b000000a'),
  }),
  query(MsUiccReadBinary, 1, {
    version: 1,
    applicationId: usim,
    filePath: fromHex('7fff6f3e'),
    readOffset: 0,
    readSize: 0,
    localPin: '1234',
    data: new Uint8Array(0),
  }),
  set(ProxyConfiguration, 1, { devicePath: '/dev/cdc-wdm0', timeout: 45 }),
  set(MsSarConfig, 1, {
    mode: 'os',
    backoffState: 'enabled',
    configStates: [
      { antennaIndex: 0xffffffff, backoffIndex: 2 },
      { antennaIndex: 1, backoffIndex: 3 },
    ],
  }),
  set(QmiMsg, 1, { qmiMsg: fromHex('010b0000000000012100000007') }),
  set(IntelRfim, 1, { activationState: true }),
  set(QduQuectelReadVersion, 1, { versionType: 'fw-build-id' }),
]

test('no command of libmbim is left out', () => {
  expect(ROWS.map(({ name }) => name).toSorted()).toEqual(Object.keys(FRAMES).toSorted())
})

describe('a command of libmbim', () => {
  test.each(ROWS)('$name', ({ name, cid, operation, codec, version, value }) => {
    const hex = FRAMES[name] ?? ''
    const message = parseMessage(fromHex(hex))
    expect(message).toMatchObject({ type: 'command', service: cid.service.uuid, cid: cid.number, operation })
    expect('info' in message && codec.decode(message.info, version)).toEqual(value)
    const envelope = {
      type: 'command',
      transactionId: 7,
      service: cid.service.uuid,
      cid: cid.number,
      operation,
    } as const
    expect(toHex(serializeInfo(envelope, codec, value, version))).toBe(hex)
  })
})

test.each([
  [{ type: 'open', transactionId: 7, maxControlTransfer: 4096 }, '01000000100000000700000000100000'],
  [{ type: 'close', transactionId: 7 }, '020000000c00000007000000'],
  [{ type: 'host-error', transactionId: 7, error: 'cancel' }, '04000000100000000700000007000000'],
  [{ type: 'open-done', transactionId: 7, status: 'success' }, '01000080100000000700000000000000'],
  [{ type: 'close-done', transactionId: 7, status: 'success' }, '02000080100000000700000000000000'],
  [{ type: 'function-error', transactionId: 7, error: 'not-opened' }, '04000080100000000700000005000000'],
] as const)('$0.type', (message, hex) => {
  expect(toHex(serializeMessage(message))).toBe(hex)
  expect(parseMessage(fromHex(hex))).toEqual(message)
})
