/** States and kinds as people say them, where their own names are those of programs. */
import type {
  Connection,
  DialInterface,
  ExplanationPart,
  Modem,
  PacketService,
  ReachedWay,
  Registration,
  Sim,
  UnreachabilityReason,
} from '../../../core/index.ts'

export const REGISTRATION = {
  unknown: 'Not known',
  deregistered: 'Not registered',
  searching: 'Searching',
  home: 'Home network',
  roaming: 'Roaming',
  partner: 'Roaming with a partner',
  denied: 'Denied',
} as const satisfies Record<Registration['state'], string>

export const PACKET_SERVICE = {
  unknown: 'Not known',
  attaching: 'Attaching',
  attached: 'Attached',
  detaching: 'Detaching',
  detached: 'Detached',
} as const satisfies Record<PacketService['state'], string>

export const SIM = {
  'not-initialized': 'Being read',
  initialized: 'Ready',
  'not-inserted': 'Not inserted',
  bad: 'Unusable',
  failure: 'Failed',
  'not-activated': 'Not activated',
  locked: 'Locked',
  'no-esim-profile': 'eSIM without a profile',
} as const satisfies Record<Sim['state'], string>

export const CONNECTION = {
  deactivated: 'Not connected',
  activating: 'Connecting',
  activated: 'Connected',
  deactivating: 'Disconnecting',
} as const satisfies Record<Connection['state'], string>

export const MODEM = {
  initializing: 'Starting',
  failed: 'Failed',
  locked: 'Locked',
  disabled: 'Radio off',
  enabled: 'Ready',
  searching: 'Searching',
  registered: 'Registered',
  connecting: 'Connecting',
  connected: 'Connected',
  disconnecting: 'Disconnecting',
} as const satisfies Record<Modem['state'], string>

/** What makes it speak: the protocol, where that is the service itself. */
export const DRIVER = {
  mbim: 'MBIM',
  'modem-manager': 'ModemManager',
} as const

/** How a modem is reached, beside its name. */
export const REACHED = {
  direct: 'Direct',
  'mbim-proxy': 'mbim-proxy',
  'modem-manager': 'ModemManager',
  virtual: 'Virtual',
} as const satisfies Record<ReachedWay, string>

/** By what and which way a modem is driven. */
export const DRIVEN = {
  direct: 'driven directly, by MBIM',
  'mbim-proxy': 'driven by MBIM, through mbim-proxy',
  'modem-manager': 'driven through ModemManager',
  virtual: 'driven by MBIM, and played by the service itself',
} as const satisfies Record<ReachedWay, string>

export const DIAL = {
  unreachable: 'Unreachable',
  disconnected: 'Disconnected',
  connecting: 'Connecting',
  connected: 'Connected',
} as const satisfies Record<DialInterface['state'], string>

export const UNREACHABILITY = {
  'out-of-resources': 'Nothing free to dial with',
  disabled: 'Disabled',
  'connection-failure': 'The last attempts failed',
  paused: 'Demand dialling is paused',
  'dial-out-hours': 'Outside its dial-out hours',
  'no-media-sense': 'No way to the network',
  'no-device': 'Nothing to dial with',
} as const satisfies Record<UnreachabilityReason, string>

export const PARTS = {
  'dial-interface': 'Dial interface',
  'data-path': 'Data path of',
  connection: 'Connection',
  'packet-service': 'Packet service of',
  registration: 'Registration of',
  sim: 'SIM of',
  radio: 'Radio of',
  modem: 'Modem',
} as const satisfies Record<ExplanationPart, string>

/** A word of a table, or the name itself where a newer service has one of which this page knows nothing. */
export function wordOf(table: Readonly<Record<string, string>>, name: string): string {
  return table[name] ?? name
}
