/**
 * Commands as libmbim 1.28 writes them, byte for byte: what it writes is read as it was meant, and written alike. Its
 * builders were called with these values, and nothing else of it was used.
 */
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
  readonly hex: string
}

function query<T>(cid: Queryable<T, unknown>, version: MbimExVersion, value: T, hex: string): Row {
  return {
    name: nameOf(cid, 'query', version),
    cid,
    operation: 'query',
    codec: cid.query,
    version,
    value,
    hex,
  }
}

function set<T>(cid: Settable<T, unknown>, version: MbimExVersion, value: T, hex: string): Row {
  return { name: nameOf(cid, 'set', version), cid, operation: 'set', codec: cid.set, version, value, hex }
}

function nameOf({ service, name }: CidFacts, operation: string, version: MbimExVersion): string {
  return `${service.name} ${name} ${operation}, version ${version}`
}

const ROWS: readonly Row[] = [
  query(
    DeviceCaps,
    1,
    {},
    '0300000030000000070000000100000000000000a289cc33bcbb8b4fb6b0133ec2aae6df0100000000000000' + '00000000',
  ),
  set(
    RadioState,
    1,
    { radioState: 'on' },
    '0300000034000000070000000100000000000000a289cc33bcbb8b4fb6b0133ec2aae6df0300000001000000' +
      '0400000001000000',
  ),
  set(
    Pin,
    1,
    { pinType: 'puk1', pinOperation: 'enter', pin: '12345678', newPin: '0000' },
    '0300000060000000070000000100000000000000a289cc33bcbb8b4fb6b0133ec2aae6df0400000001000000' +
      '300000000b000000000000001800000010000000280000000800000031003200330034003500360037003800' +
      '3000300030003000',
  ),
  set(
    HomeProvider,
    1,
    { provider: movistar },
    '030000006c000000070000000100000000000000a289cc33bcbb8b4fb6b0133ec2aae6df0600000001000000' +
      '3c000000200000000a000000090000002c00000010000000010000000b000000020000003200310034003000' +
      '370000004d006f00760069007300740061007200',
  ),
  set(
    PreferredProviders,
    1,
    { providers: [movistar, other] },
    '03000000ac000000070000000100000000000000a289cc33bcbb8b4fb6b0133ec2aae6df0700000001000000' +
      '7c00000002000000140000003c000000500000002c000000200000000a000000090000002c00000010000000' +
      '010000000b000000020000003200310034003000370000004d006f0076006900730074006100720020000000' +
      '0c000000040000000000000000000000030000006300000063000000330031003000320036003000',
  ),
  query(
    VisibleProviders,
    1,
    { action: 'restricted-scan' },
    '0300000034000000070000000100000000000000a289cc33bcbb8b4fb6b0133ec2aae6df0800000000000000' +
      '0400000001000000',
  ),
  set(
    RegisterState,
    1,
    { providerId: '21407', registerAction: 'manual', dataClass: ['umts', 'lte'] },
    '030000004c000000070000000100000000000000a289cc33bcbb8b4fb6b0133ec2aae6df0900000001000000' +
      '1c000000100000000a0000000100000024000000320031003400300037000000',
  ),
  set(
    PacketService,
    1,
    { packetServiceAction: 'detach' },
    '0300000034000000070000000100000000000000a289cc33bcbb8b4fb6b0133ec2aae6df0a00000001000000' +
      '0400000001000000',
  ),
  set(
    SignalState,
    1,
    { signalStrengthInterval: 5, rssiThreshold: 1, errorRateThreshold: 0xffffffff },
    '030000003c000000070000000100000000000000a289cc33bcbb8b4fb6b0133ec2aae6df0b00000001000000' +
      '0c0000000500000001000000ffffffff',
  ),
  query(
    Connect,
    1,
    { sessionId: 3 },
    '0300000054000000070000000100000000000000a289cc33bcbb8b4fb6b0133ec2aae6df0c00000000000000' +
      '24000000030000000000000000000000000000000000000000000000000000000000000000000000',
  ),
  set(
    Connect,
    1,
    activation,
    '030000008c000000070000000100000000000000a289cc33bcbb8b4fb6b0133ec2aae6df0c00000001000000' +
      '5c00000001000000010000003c000000100000004c0000000800000054000000080000000000000002000000' +
      '030000007e5e2a7e4e6f7272736b656e7e5e2a7e69006e007400650072006e00650074007500730065007200' +
      '7000610073007300',
  ),
  set(
    ProvisionedContexts,
    1,
    {
      contextId: 0xffffffff,
      contextType: 'ims',
      accessString: 'ims',
      userName: '',
      password: '',
      compression: 'enable',
      authProtocol: 'none',
      providerId: '21407',
    },
    '0300000080000000070000000100000000000000a289cc33bcbb8b4fb6b0133ec2aae6df0d00000001000000' +
      '50000000ffffffff21610d0130744bce9425b53a07d697d63c00000006000000000000000000000000000000' +
      '000000000100000000000000440000000a00000069006d0073000000320031003400300037000000',
  ),
  set(
    DeviceServiceSubscribeList,
    1,
    {
      events: [
        { deviceServiceId: BasicConnect.uuid, cidList: [2, 9, 12] },
        { deviceServiceId: Sms.uuid, cidList: [] },
      ],
    },
    '0300000078000000070000000100000000000000a289cc33bcbb8b4fb6b0133ec2aae6df1300000001000000' +
      '480000000200000014000000200000003400000014000000a289cc33bcbb8b4fb6b0133ec2aae6df03000000' +
      '02000000090000000c000000533fbeeb14fe44679f9033a223e56c3f00000000',
  ),
  set(
    NetworkIdleHint,
    1,
    { state: 'enabled' },
    '0300000034000000070000000100000000000000a289cc33bcbb8b4fb6b0133ec2aae6df1500000001000000' +
      '0400000001000000',
  ),
  set(
    IpPacketFilters,
    1,
    {
      sessionId: 1,
      packetFilters: [{ packetFilter: fromHex('010203040506'), packetMask: fromHex('ffff0000f001') }],
    },
    '030000005c000000070000000100000000000000a289cc33bcbb8b4fb6b0133ec2aae6df1700000001000000' +
      '2c0000000100000001000000100000001c000000060000000c000000140000000102030405060000ffff0000' +
      'f0010000',
  ),
  set(
    SmsConfiguration,
    1,
    { format: 'pdu', scAddress: '+34609090909' },
    '0300000054000000070000000100000000000000533fbeeb14fe44679f9033a223e56c3f0100000001000000' +
      '24000000000000000c000000180000002b0033003400360030003900300039003000390030003900',
  ),
  query(
    SmsRead,
    1,
    { format: 'pdu', flag: 'index', messageIndex: 4 },
    '030000003c000000070000000100000000000000533fbeeb14fe44679f9033a223e56c3f0200000000000000' +
      '0c000000000000000100000004000000',
  ),
  set(
    SmsSend,
    1,
    { format: 'pdu', pduMessage: { pduData: fromHex('0001000b9121436587') } },
    '0300000048000000070000000100000000000000533fbeeb14fe44679f9033a223e56c3f0300000001000000' +
      '180000000000000008000000090000000001000b9121436587000000',
  ),
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
    '0300000064000000070000000100000000000000533fbeeb14fe44679f9033a223e56c3f0300000001000000' +
      '340000000100000002000000010000001c0000000e0000002c00000003000000030000003500350035003100' +
      '320033003400000001020300',
  ),
  set(
    Ussd,
    1,
    { action: 'initiate', dataCodingScheme: 15, payload: fromHex('0102030405') },
    '0300000048000000070000000100000000000000e550a0c85e82479e82f710abf4c3351f0100000001000000' +
      '18000000000000000f00000010000000050000000102030405000000',
  ),
  set(
    PhonebookWrite,
    1,
    { saveFlag: 'save-index', saveIndex: 3, number: '+123', name: 'Bob' },
    '03000000580000000700000001000000000000004bf384761e6a41dbb1d8bed289c25bdb0400000001000000' +
      '280000000100000003000000180000000800000020000000060000002b0031003200330042006f0062000000',
  ),
  query(
    AuthAka,
    1,
    { rand: fromHex('000102030405060708090a0b0c0d0e0f'), autn: fromHex('f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff') },
    '03000000500000000700000001000000000000001d2b5ff70aa148b2aa5250f15767174e0100000000000000' +
      '20000000000102030405060708090a0b0c0d0e0ff0f1f2f3f4f5f6f7f8f9fafbfcfdfeff',
  ),
  query(
    AuthAkap,
    1,
    {
      rand: fromHex('000102030405060708090a0b0c0d0e0f'),
      autn: fromHex('f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff'),
      networkName: 'WLAN',
    },
    '03000000600000000700000001000000000000001d2b5ff70aa148b2aa5250f15767174e0200000000000000' +
      '30000000000102030405060708090a0b0c0d0e0ff0f1f2f3f4f5f6f7f8f9fafbfcfdfeff2800000008000000' +
      '57004c0041004e00',
  ),
  set(
    DssConnect,
    1,
    { deviceServiceId: Sms.uuid, dssSessionId: 2, dssLinkState: 'activate' },
    '0300000048000000070000000100000000000000c08a26dd7718438284826e0d583c4d0e0100000001000000' +
      '18000000533fbeeb14fe44679f9033a223e56c3f0200000001000000',
  ),
  set(
    StkPac,
    1,
    { pacHostControl: Uint8Array.from({ length: 32 }, (_, index) => 8 * index) },
    '0300000050000000070000000100000000000000d8f20131fcb54e178602d6ed3816164c0100000001000000' +
      '200000000008101820283038404850586068707880889098a0a8b0b8c0c8d0d8e0e8f0f8',
  ),
  set(
    StkTerminalResponse,
    1,
    { response: fromHex('0102030405') },
    '030000003c000000070000000100000000000000d8f20131fcb54e178602d6ed3816164c0200000001000000' +
      '0c000000050000000102030405000000',
  ),
  query(
    MsPco,
    1,
    { pcoValue: { sessionId: 2, pcoDataType: 'complete', pcoDataBuffer: new Uint8Array(0) } },
    '030000003c0000000700000001000000000000003d01dcc5fef54d050d3abef7058e9aaf0900000000000000' +
      '0c000000020000000000000000000000',
  ),
  set(
    MsLteAttachConfiguration,
    1,
    {
      operation: 'default',
      configurations: [
        attach,
        { ...attach, roaming: 'partner' },
        { ...attach, roaming: 'non-partner', accessString: 'roam', userName: 'u' },
      ],
    },
    '03000000000100000700000001000000000000003d01dcc5fef54d050d3abef7058e9aaf0300000001000000' +
      'd00000000000000003000000200000003c0000005c0000003c00000098000000380000000100000000000000' +
      '010000002c0000001000000000000000000000000000000000000000000000000000000069006e0074006500' +
      '72006e00650074000100000001000000010000002c0000001000000000000000000000000000000000000000' +
      '000000000000000069006e007400650072006e00650074000100000002000000010000002c00000008000000' +
      '34000000020000000000000000000000000000000000000072006f0061006d0075000000',
  ),
  query(
    MsSlotInfoStatus,
    1,
    { slotIndex: 1 },
    '03000000340000000700000001000000000000003d01dcc5fef54d050d3abef7058e9aaf0800000000000000' +
      '0400000001000000',
  ),
  set(
    MsDeviceSlotMappings,
    1,
    { slotMap: [{ slot: 1 }, { slot: 0 }] },
    '030000004c0000000700000001000000000000003d01dcc5fef54d050d3abef7058e9aaf0700000001000000' +
      '1c00000002000000140000000400000018000000040000000100000000000000',
  ),
  set(
    MsProvisionedContextsV2,
    1,
    {
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
    },
    '03000000980000000700000001000000000000003d01dcc5fef54d050d3abef7058e9aaf0100000001000000' +
      '68000000000000007e5e2a7e4e6f7272736b656e7e5e2a7e0300000001000000060000000000000001000000' +
      '480000001000000058000000080000006000000008000000000000000100000069006e007400650072006e00' +
      '6500740075007300650072007000610073007300',
  ),
  query(
    MsBaseStationsInfo,
    1,
    { maxGsmCount: 1, maxUmtsCount: 2, maxTdscdmaCount: 3, maxLteCount: 4, maxCdmaCount: 5 },
    '03000000440000000700000001000000000000003d01dcc5fef54d050d3abef7058e9aaf0b00000000000000' +
      '140000000100000002000000030000000400000005000000',
  ),
  query(
    MsBaseStationsInfo,
    3,
    { maxGsmCount: 1, maxUmtsCount: 2, maxTdscdmaCount: 3, maxLteCount: 4, maxCdmaCount: 5, maxNrCount: 6 },
    '03000000480000000700000001000000000000003d01dcc5fef54d050d3abef7058e9aaf0b00000000000000' +
      '18000000010000000200000003000000040000000500000006000000',
  ),
  query(
    MsVersion,
    1,
    { mbimVersion: 0x0100, mbimExtendedVersion: 0x0300 },
    '03000000340000000700000001000000000000003d01dcc5fef54d050d3abef7058e9aaf0f00000000000000' +
      '0400000000010003',
  ),
  set(
    MsRegistrationParameters,
    3,
    {
      micoMode: 'enabled',
      drxCycle: 'cycle-64',
      ladnInfo: 'requested',
      defaultPduActivationHint: 'likely',
      reRegisterIfNeeded: true,
      unnamedIes: [],
    },
    '03000000440000000700000001000000000000003d01dcc5fef54d050d3abef7058e9aaf1100000001000000' +
      '140000000100000003000000010000000100000001000000',
  ),
  set(
    Connect,
    3,
    { ...activation, mediaPreference: '3gpp', unnamedIes: [] },
    '0300000090000000070000000100000000000000a289cc33bcbb8b4fb6b0133ec2aae6df0c00000001000000' +
      '6000000001000000010000000000000002000000030000007e5e2a7e4e6f7272736b656e7e5e2a7e01000000' +
      '0a0000001000000069006e007400650072006e00650074000a0000000800000075007300650072000a000000' +
      '080000007000610073007300',
  ),
  query(
    Connect,
    3,
    { sessionId: 1 },
    '0300000034000000070000000100000000000000a289cc33bcbb8b4fb6b0133ec2aae6df0c00000000000000' +
      '0400000001000000',
  ),
  set(
    MsUiccOpenChannel,
    1,
    { appId: usim, selectP2Arg: 4, channelGroup: 1 },
    '0300000048000000070000000100000000000000c2f6588ef0374bc98665f4d44bd093670200000001000000' +
      '1800000007000000100000000400000001000000a000000087100200',
  ),
  set(
    MsUiccApdu,
    1,
    { channel: 1, secureMessaging: 'none', classByteType: 'extended', command: fromHex('00b000000a') },
    '030000004c000000070000000100000000000000c2f6588ef0374bc98665f4d44bd093670400000001000000' +
      '1c000000010000000000000001000000050000001400000000b000000a000000',
  ),
  query(
    MsUiccReadBinary,
    1,
    {
      version: 1,
      applicationId: usim,
      filePath: fromHex('7fff6f3e'),
      readOffset: 0,
      readSize: 0,
      localPin: '1234',
      data: new Uint8Array(0),
    },
    '0300000070000000070000000100000000000000c2f6588ef0374bc98665f4d44bd093670900000000000000' +
      '40000000010000002c0000000700000034000000040000000000000000000000380000000800000000000000' +
      '00000000a0000000871002007fff6f3e3100320033003400',
  ),
  set(
    ProxyConfiguration,
    1,
    { devicePath: '/dev/cdc-wdm0', timeout: 45 },
    '0300000058000000070000000100000000000000838cf7fb8d0d4d7f871ed71dbefbb39b0100000001000000' +
      '280000000c0000001a0000002d0000002f006400650076002f006300640063002d00770064006d0030000000',
  ),
  set(
    MsSarConfig,
    1,
    {
      mode: 'os',
      backoffState: 'enabled',
      configStates: [
        { antennaIndex: 0xffffffff, backoffIndex: 2 },
        { antennaIndex: 1, backoffIndex: 3 },
      ],
    },
    '030000005c00000007000000010000000000000068223d049f6c4e0f822d28441fb723400100000001000000' +
      '2c0000000100000001000000020000001c000000080000002400000008000000ffffffff0200000001000000' +
      '03000000',
  ),
  set(
    QmiMsg,
    1,
    { qmiMsg: fromHex('010b0000000000012100000007') },
    '030000003d000000070000000100000000000000d1a30bc2f97a6e43bf65c7e24fb0f0d30100000001000000' +
      '0d000000010b0000000000012100000007',
  ),
  set(
    IntelRfim,
    1,
    { activationState: true },
    '0300000034000000070000000100000000000000fdc22af2f4414d46af8d259fcdde46350900000001000000' +
      '0400000001000000',
  ),
  set(
    QduQuectelReadVersion,
    1,
    { versionType: 'fw-build-id' },
    '03000000320000000700000001000000000000006427015f579d48f58c54f43ed1e76f830700000001000000' +
      '020000000001',
  ),
]

describe('a command of libmbim', () => {
  test.each(ROWS)('$name', ({ cid, operation, codec, version, value, hex }) => {
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
