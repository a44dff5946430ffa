/**
 * The values of `core/` as JSON Schema: what the server lets out and a program may rely on. Each is held to its type both
 * ways in `check.ts`, so that neither can move alone.
 */
import { Type } from 'typebox'
import { ERROR_CODES, type ErrorCode } from '../../base/index.ts'
import { CONTEXT_ROAMING, CONTEXT_TYPES, DATA_CLASSES, PROVIDER_STATES, SCOPES } from '../../core/index.ts'
import { messageStore, readMessages } from './message.ts'
import { object, text } from './shape.ts'

export { object }

export const instant = Type.Number({ description: 'Milliseconds since 1970-01-01 UTC' })
export const dataClass = Type.Enum([...DATA_CLASSES])

// The cast gives back the key type that `Object.keys` forgets.
export const scope = Type.Enum([...SCOPES])
export const errorCode = Type.Enum(Object.keys(ERROR_CODES) as ErrorCode[])

export const networkCause = object(
  { value: Type.Integer(), name: Type.String(), text: text('The cause in words') },
  'The cause that the network gave (3GPP TS 24.008 §10.5.5.14, §10.5.6.6)',
)

export const cause = object({
  code: errorCode,
  message: text('What was tried, why it failed, what to do'),
  status: Type.Optional(object({ protocol: Type.String(), value: Type.Integer(), name: Type.String() })),
  network: Type.Optional(networkCause),
  attemptsLeft: Type.Optional(Type.Integer({ description: 'At the PIN or PUK that was wrong' })),
})

export const reason = object({ code: Type.String(), text: Type.String() })

export const ipFamily = object({
  addresses: Type.Array(object({ address: Type.String(), prefixLength: Type.Integer() })),
  gateway: Type.Optional(text('Absent on a point-to-point bearer')),
  dns: Type.Array(Type.String()),
  mtu: Type.Optional(Type.Integer({ description: 'Bytes' })),
})

export const ipSettings = object({ v4: Type.Optional(ipFamily), v6: Type.Optional(ipFamily) })

export const link = object({
  name: Type.Optional(text('The network device')),
  sessionId: Type.Integer(),
  configuredBy: Type.Enum(['us', 'driver']),
})

export const provider = object({ id: text('MCC and MNC'), name: text('As the network spells it') })

export const cellularClass = Type.Enum(['gsm', 'cdma'])

export const listedProvider = object({
  id: text('MCC and MNC'),
  name: text('As the network spells it'),
  states: Type.Array(Type.Enum([...PROVIDER_STATES])),
  cellularClasses: Type.Array(cellularClass),
  rssi: Type.Optional(Type.Number({ description: 'dBm' })),
  errorRate: Type.Optional(Type.Number({ description: 'Bit error rate class 0–7' })),
})
const listedProviders = Type.Array(listedProvider)

export const providerList = object({ providers: listedProviders, cause: Type.Optional(cause) })
export const visibleProviders = object({ scannedAt: instant, providers: listedProviders })
export const multicarrier = object({
  preferredProviders: Type.Optional(providerList),
  visibleProviders: Type.Optional(visibleProviders),
})

export const registrationState = Type.Enum([
  'unknown',
  'deregistered',
  'searching',
  'home',
  'roaming',
  'partner',
  'denied',
])

export const registration = object({
  state: registrationState,
  mode: Type.Enum(['unknown', 'automatic', 'manual']),
  provider: Type.Optional(provider),
  cellularClass: Type.Optional(cellularClass),
  roamingText: Type.Optional(Type.String()),
  availableDataClasses: Type.Array(dataClass),
  networkError: Type.Optional(networkCause),
})

export const packetService = object({
  state: Type.Enum(['unknown', 'attaching', 'attached', 'detaching', 'detached']),
  dataClass: Type.Optional(dataClass),
  uplinkSpeed: Type.Number({ description: 'bit/s; 0 when not known' }),
  downlinkSpeed: Type.Number({ description: 'bit/s; 0 when not known' }),
  networkError: Type.Optional(networkCause),
})

export const signalReports = object({
  interval: Type.Optional(Type.Number({ description: 'Seconds' })),
  rssiChange: Type.Optional(Type.Number({ description: 'dB' })),
  errorRateChange: Type.Optional(Type.Number({ description: 'Classes of the bit error rate' })),
})

export const signal = object({
  rssi: Type.Optional(Type.Number({ description: 'dBm' })),
  errorRate: Type.Optional(Type.Number({ description: 'Bit error rate class 0–7' })),
  rsrp: Type.Optional(Type.Number({ description: 'dBm' })),
  snr: Type.Optional(Type.Number({ description: 'dB' })),
})

export const onOff = Type.Enum(['on', 'off'])
export const radio = object({ hardware: onOff, software: onOff })

export const pinKind = Type.Enum([
  'custom',
  'pin1',
  'pin2',
  'device-sim-pin',
  'device-first-sim-pin',
  'network-pin',
  'network-subset-pin',
  'service-provider-pin',
  'corporate-pin',
  'subsidy-pin',
])

const pinType = Type.Enum([
  ...pinKind.enum,
  'none',
  'puk1',
  'puk2',
  'device-first-sim-puk',
  'network-puk',
  'network-subset-puk',
  'service-provider-puk',
  'corporate-puk',
])

export const pinStatus = object({
  type: pinType,
  state: Type.Enum(['locked', 'unlocked']),
  attemptsLeft: Type.Optional(Type.Integer()),
})

export const sim = object({
  state: Type.Enum([
    'not-initialized',
    'initialized',
    'not-inserted',
    'bad',
    'failure',
    'not-activated',
    'locked',
    'no-esim-profile',
  ]),
  subscriberId: Type.Optional(text('IMSI or MIN; hidden unless asked for')),
  iccid: Type.Optional(text('Hidden unless asked for')),
  telephoneNumbers: Type.Array(text('Hidden unless asked for')),
  pin: Type.Optional(pinStatus),
  pins: Type.Optional(
    Type.Array(
      object({
        type: pinKind,
        enabled: Type.Boolean(),
        format: Type.Enum(['unknown', 'numeric', 'alphanumeric']),
        minLength: Type.Optional(Type.Integer()),
        maxLength: Type.Optional(Type.Integer()),
      }),
    ),
  ),
})

export const contextType = Type.Enum([...CONTEXT_TYPES])
export const authProtocol = Type.Enum(['none', 'pap', 'chap', 'mschapv2'])
export const ipType = Type.Enum(['default', 'ipv4', 'ipv6', 'ipv4v6', 'ipv4-and-ipv6'])

export const provisionedContexts = object({
  supported: Type.Boolean({ description: 'Whether the modem has such a list' }),
  contexts: Type.Array(
    object({
      id: Type.Integer({ description: 'The slot' }),
      type: text('What it is for: internet, mms …, none for an empty slot; a UUID where it has no name'),
      accessString: Type.String(),
      userName: Type.Optional(text('Hidden unless asked for')),
      hasPassword: Type.Boolean(),
      authProtocol,
      compression: Type.Boolean(),
      ipType: Type.Optional(ipType),
      enabled: Type.Optional(Type.Boolean()),
      roaming: Type.Optional(Type.Enum([...CONTEXT_ROAMING])),
      source: Type.Optional(Type.Enum(['admin', 'user', 'operator', 'modem', 'device'])),
    }),
  ),
})

export const equipment = object({
  id: text('IMEI, ESN or MEID; hidden unless asked for'),
  manufacturer: Type.Optional(Type.String()),
  model: Type.Optional(Type.String()),
  firmware: Type.Optional(Type.String()),
})

export const capabilities = object({
  cellularClasses: Type.Array(cellularClass),
  dataClasses: Type.Array(dataClass),
  simRemovable: Type.Boolean(),
  manualRegistration: Type.Boolean(),
  hardwareRadioSwitch: Type.Boolean(),
  multicarrier: Type.Boolean(),
  sms: Type.Array(Type.Enum(['pdu-receive', 'pdu-send', 'text-receive', 'text-send'])),
  maxSessions: Type.Integer(),
  services: Type.Array(Type.String()),
})

export const modemState = Type.Enum([
  'initializing',
  'failed',
  'locked',
  'disabled',
  'enabled',
  'searching',
  'registered',
  'connecting',
  'connected',
  'disconnecting',
])

export const modem = object({
  id: text('GUID derived from the equipment identity'),
  name: Type.String(),
  driver: Type.String(),
  device: Type.String(),
  reached: Type.Optional(
    object({
      way: Type.Enum(['direct', 'mbim-proxy', 'modem-manager', 'virtual']),
      because: text('Why it is reached that way: a clause for people'),
    }),
  ),
  state: modemState,
  reason,
  equipment: Type.Optional(equipment),
  capabilities: Type.Optional(capabilities),
  sim: Type.Optional(sim),
  radio: Type.Optional(radio),
  homeProvider: Type.Optional(provider),
  preferredProviders: Type.Optional(providerList),
  visibleProviders: Type.Optional(visibleProviders),
  scanning: Type.Optional(Type.Enum(['all', 'multicarrier'])),
  multicarrier: Type.Optional(multicarrier),
  registration: Type.Optional(registration),
  packetService: Type.Optional(packetService),
  signal: Type.Optional(signal),
  emergencyMode: Type.Optional(Type.Boolean()),
  provisionedContexts: Type.Optional(provisionedContexts),
  messageStore: Type.Optional(messageStore),
  cause: Type.Optional(cause),
})

const streamSupport = object({ write: Type.Boolean(), read: Type.Boolean(), limit: Type.Integer() })

export const deviceServiceState = object({
  id: text('UUID'),
  name: text('In words; the UUID where nobody here knows the service'),
  commands: Type.Array(Type.Integer()),
  driven: Type.Boolean({ description: 'Dialtone drives the modem by it: it can be queried, not set' }),
  stream: Type.Optional(streamSupport),
  sessions: Type.Array(Type.Integer({ description: 'The request that opened it' })),
  streams: Type.Array(Type.Integer({ description: 'The request that opened it' })),
})

export const deviceServices = object({
  services: Type.Array(deviceServiceState),
  maxCommandSize: Type.Integer({ description: 'Bytes' }),
  maxStreams: Type.Integer(),
  maxDataSize: Type.Optional(
    Type.Integer({ description: 'Bytes of one piece; absent where nothing carries streams' }),
  ),
})

export const deviceServiceData = object({
  service: text('UUID'),
  name: Type.String(),
  stream: Type.Integer({ description: 'The request that opened it' }),
  data: text('Hexadecimal'),
})

export const deviceServiceIndication = object({
  service: text('UUID'),
  name: Type.String(),
  command: Type.Integer(),
  data: text('Hexadecimal; hidden unless asked for'),
})

export const connectionState = Type.Enum(['deactivated', 'activating', 'activated', 'deactivating'])

export const connection = object({
  id: text('GUID derived from the equipment identity and the session'),
  name: text('Modem and session: modem0, modem0/1'),
  modem: text("The modem's id"),
  sessionId: Type.Integer(),
  state: connectionState,
  reason,
  since: instant,
  profile: Type.Optional(Type.String()),
  accessString: Type.Optional(Type.String()),
  ip: Type.Optional(ipSettings),
  link: Type.Optional(link),
  voiceCall: Type.Optional(Type.Enum(['none', 'in-progress', 'hang-up'])),
  activationNetworkError: Type.Optional(networkCause),
  cause: Type.Optional(cause),
  request: Type.Optional(Type.Integer()),
})

export const request = object({
  id: Type.Integer(),
  kind: Type.Enum([
    'connect',
    'disconnect',
    'connect-interface',
    'disconnect-interface',
    'ask-pin',
    'enter-pin',
    'enable-pin',
    'disable-pin',
    'change-pin',
    'unblock-pin',
    'set-radio',
    'register',
    'scan',
    'scan-multicarrier',
    'set-preferred-providers',
    'set-home-provider',
    'set-provisioned-context',
    'set-signal-reports',
    'activate-service',
    'ask-device-service',
    'device-command',
    'open-device-service',
    'close-device-service',
    'open-stream',
    'write-stream',
    'close-stream',
    'send-message',
    'read-messages',
    'delete-messages',
    'set-message-configuration',
  ]),
  by: text("The caller's name"),
  modem: Type.Optional(text('Absent where it is a dial interface that is asked')),
  connection: Type.Optional(text('Absent where it is the modem that is asked')),
  dialInterface: Type.Optional(Type.String()),
  profile: Type.Optional(Type.String()),
  pin: Type.Optional(pinKind),
  service: Type.Optional(text('The UUID of the device service that it is about')),
  command: Type.Optional(Type.Integer({ description: 'The number of the command that was sent to it' })),
  startedAt: instant,
  state: Type.Enum(['pending', 'succeeded', 'failed']),
  endedAt: Type.Optional(instant),
  ip: Type.Optional(ipSettings),
  pinStatus: Type.Optional(pinStatus),
  providers: Type.Optional(listedProviders),
  signalReports: Type.Optional(signalReports),
  commands: Type.Optional(Type.Array(Type.Integer())),
  answer: Type.Optional(text('Bytes of an operator or a vendor, in hexadecimal; hidden unless asked for')),
  references: Type.Optional(Type.Array(Type.Integer({ description: 'Of the parts of a message' }))),
  message: Type.Optional(text('Id of the message that was sent')),
  messages: Type.Optional(readMessages),
  cause: Type.Optional(cause),
})

const profileProperties = {
  name: Type.String(),
  description: Type.Optional(Type.String()),
  iconPath: Type.Optional(Type.String()),
  isDefault: Type.Boolean(),
  creationType: Type.Optional(
    Type.Enum(['user-provisioned', 'admin-provisioned', 'operator-provisioned', 'device-provisioned']),
  ),
  subscriberId: Type.Optional(text('IMSI or MIN of the SIM it is for; hidden unless asked for')),
  iccid: Type.Optional(text('Hidden unless asked for')),
  homeProviderName: Type.Optional(Type.String()),
  autoConnectOnInternet: Type.Optional(Type.Boolean()),
  connectionMode: Type.Enum(['manual', 'auto', 'auto-home']),
  context: object({
    accessString: Type.String(),
    userName: Type.Optional(text('Hidden unless asked for')),
    authProtocol,
    compression: Type.Boolean(),
    ipType,
    hasPassword: Type.Boolean(),
  }),
  dataRoamingPartners: Type.Array(object({ id: Type.String(), name: Type.String() })),
  displayProviderName: Type.Optional(Type.String()),
  isPurchaseProfile: Type.Optional(Type.Boolean()),
  isAdditional: Type.Optional(Type.Boolean()),
  purposes: Type.Optional(Type.Array(text('GUID in braces'))),
  conditions: Type.Optional(
    object({
      cellularClass: Type.Optional(Type.Enum(['gsm', 'cdma'])),
      technology: Type.Optional(Type.Enum(['lte-ehrpd', 'legacy'])),
      roaming: Type.Optional(
        Type.Enum([
          'home-only',
          'partner-only',
          'non-partner-only',
          'home-and-partner',
          'partner-and-non-partner',
          'allow-all',
        ]),
      ),
      subscriberId: Type.Optional(text('IMSI of the SIM; hidden unless asked for')),
      access: Type.Optional(Type.Enum(['cellular', 'cellular-and-wlan', 'wlan'])),
    }),
  ),
  isProvisioningProfile: Type.Optional(Type.Boolean()),
  apnId: Type.Optional(Type.Number()),
  adminEnabled: Type.Optional(Type.Boolean()),
  adminRoaming: Type.Optional(Type.Enum(['allow-all', 'home-and-partner', 'home-only'])),
  isExclusive: Type.Optional(Type.Boolean()),
  isLongStanding: Type.Optional(Type.Boolean()),
  mms: Type.Optional(
    object({
      url: Type.Optional(Type.String()),
      port: Type.Optional(Type.Integer()),
      maximumSize: Type.Optional(Type.Integer()),
    }),
  ),
  automaticAuthProtocol: Type.Optional(Type.Boolean()),
  translation: Type.Optional(Type.Boolean()),
  oemConnectionId: Type.Optional(Type.String()),
}

export const profile = object(profileProperties)
export const profileWithXml = object({ ...profileProperties, xml: text('WWAN profile XML') })

export const cursor = object({ epoch: Type.String(), seq: Type.Integer() })
