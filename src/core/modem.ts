/** A modem as a user sees it: the whole device, every part in the state it was last known to be in. */
import type { Cause } from './cause.ts'
import type { MessageStore } from './message.ts'
import type {
  CellularClass,
  DataClass,
  Multicarrier,
  PacketService,
  Provider,
  ProviderList,
  Registration,
  Signal,
  VisibleProviders,
} from './registration.ts'
import type { ProvisionedContexts } from './provisioned-context.ts'
import type { Sim } from './sim.ts'

/** Who the modem is. */
export interface Equipment {
  /** IMEI (3GPP TS 23.003 §6.2), ESN or MEID. Personal. */
  readonly id: string
  readonly manufacturer?: string
  readonly model?: string
  readonly firmware?: string
}

/** What the modem can do; fixed while it is plugged in and stays with its carrier. */
export interface Capabilities {
  readonly cellularClasses: readonly CellularClass[]
  readonly dataClasses: readonly DataClass[]
  readonly simRemovable: boolean
  readonly manualRegistration: boolean
  readonly hardwareRadioSwitch: boolean
  /** Can be made the customer of another carrier. */
  readonly multicarrier: boolean
  readonly sms: readonly ('pdu-receive' | 'pdu-send' | 'text-receive' | 'text-send')[]
  /** How many contexts can be active at once. */
  readonly maxSessions: number
  /** Names of the services the function offers, for people: `basic-connect`, `sms` … */
  readonly services: readonly string[]
}

/** The radio is on when both switches are. */
export interface Radio {
  readonly hardware: 'on' | 'off'
  readonly software: 'on' | 'off'
}

/**
 * The one word for the whole modem, derived from its parts, in the order a modem goes through them (the words of
 * ModemManager's MMModemState): `failed` and `locked` need somebody's help, `disabled` has its radio off.
 */
export type ModemState =
  | 'initializing'
  | 'failed'
  | 'locked'
  | 'disabled'
  | 'enabled'
  | 'searching'
  | 'registered'
  | 'connecting'
  | 'connected'
  | 'disconnecting'

/** Why a state is what it is: a stable code for programs, a sentence for people. Every state has one. */
export interface Reason {
  readonly code: string
  readonly text: string
}

/** `direct`: by its control device; `mbim-proxy`: by the same device, shared with other programs; `virtual`: it is played here. */
export const REACHED_WAYS = ['direct', 'mbim-proxy', 'modem-manager', 'virtual'] as const
export type ReachedWay = (typeof REACHED_WAYS)[number]

/** How the modem is reached, and why that way: a clause for people, without its full stop. */
export interface Reached {
  readonly way: ReachedWay
  readonly because: string
}

export interface Modem {
  /** GUID derived from the equipment identity: the same after unplugging and plugging in again. */
  readonly id: string
  /** Short name: `modem0`. */
  readonly name: string
  readonly driver: string
  /** Where it is reached: a device path, or `virtual`. */
  readonly device: string
  /** Absent where the driver does not tell. */
  readonly reached?: Reached
  readonly state: ModemState
  readonly reason: Reason
  readonly equipment?: Equipment
  readonly capabilities?: Capabilities
  readonly sim?: Sim
  readonly radio?: Radio
  readonly homeProvider?: Provider
  /** The networks that the SIM prefers, and those that it forbids. */
  readonly preferredProviders?: ProviderList
  /** Of the last scan; absent before the first, and once SIM or radio are gone. */
  readonly visibleProviders?: VisibleProviders
  /** A scan is under way: for all networks, or for carriers. */
  readonly scanning?: 'all' | 'multicarrier'
  /** Of a modem that can change its carrier. */
  readonly multicarrier?: Multicarrier
  readonly registration?: Registration
  readonly packetService?: PacketService
  readonly signal?: Signal
  /** Only emergency calls can be made. Absent where the modem does not tell. */
  readonly emergencyMode?: boolean
  /** Absent until the modem has told, and while its SIM cannot be read. */
  readonly provisionedContexts?: ProvisionedContexts
  /** Absent while the modem has not told of it, or has none. */
  readonly messageStore?: MessageStore
  /** What made it fail last; absent while nothing is wrong. */
  readonly cause?: Cause
}

const WAYS = {
  direct: 'directly',
  'mbim-proxy': 'through mbim-proxy',
  'modem-manager': 'through ModemManager',
  virtual: 'in this process',
} as const satisfies Record<ReachedWay, string>

/** `through mbim-proxy: it is running, and shares the device` */
export function describeReached({ way, because }: Reached): string {
  // A newer service may know further ways.
  const known: Readonly<Record<string, string>> = WAYS
  return `${known[way] ?? way}: ${because}`
}
