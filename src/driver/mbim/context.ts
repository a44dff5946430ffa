/** What the parts of the driver share: the device while it is open, what is known of the modem, and who is told. */
import type { Clock, Logger } from '../../base/index.ts'
import type { ConnectionState, DriverFact, IpSettings, Link, VoiceCallState } from '../../core/index.ts'
import type { DataPort, DataStream, MbimDevice } from '../../device/index.ts'
import type { MsLteAttachConfiguration, MsLteAttachInfo, PinList, ValueOf, words } from '../../mbim/index.ts'
import type { ConnectInfo } from './fact/context.ts'
import type { PacketServiceInfo } from './fact/registration.ts'
import type { PinInfo, SubscriberInfo } from './fact/sim.ts'

export interface KnownContext {
  readonly state: ConnectionState
  readonly ip?: IpSettings
}

/** What is known of short messages. */
export interface KnownMessages {
  format: words.SmsFormat
  capacity: number
  serviceCentre: string
  /** The store has been read since the card became usable. */
  read: boolean
  /** The end of the last command of this service: they are sent one after the other. */
  turn: Promise<unknown>
}

/** What has been learnt. Facts are made from the modem's own words, never from this; it saves questions. */
export interface Knowledge {
  maxSessions: number
  subscriber: SubscriberInfo | undefined
  pin: PinInfo | undefined
  /** Which PINs there are, whether enabled, and their lengths. */
  pinList: ValueOf<typeof PinList.response> | undefined
  /** By number; empty for a modem that tells of none. */
  slots: readonly { readonly state: words.UiccSlotState; readonly inUse: boolean }[]
  /** Whether its switches, of hardware and of software, are both on. */
  radioOn: boolean | undefined
  /** The number of the network that the modem is registered with. */
  network: string | undefined
  /** MCC and MNC of the SIM's provider. */
  homeProvider: string | undefined
  lteAttachConfigurations: ValueOf<typeof MsLteAttachConfiguration.response>['configurations']
  /** The default bearer of the present attach. */
  lteAttach: ValueOf<typeof MsLteAttachInfo.response> | undefined
  /** The voice call beside a context, by session, as it was told last. */
  readonly voiceCalls: Map<number, VoiceCallState>
  /** By session. */
  readonly contexts: Map<number, KnownContext>
  /** Sessions that a verb is at work on: it tells what becomes of them. */
  readonly busy: Set<number>
  readonly messages: KnownMessages
}

/** What a verb waits for may come as an indication. */
export interface Waiters {
  readonly connect: Set<(info: ConnectInfo) => void>
  readonly packetService: Set<(info: PacketServiceInfo) => void>
}

/** Device services (UUIDs) that programs want to hear, besides what the driver hears itself. Outlives a loss of the modem. */
export interface Wanted {
  services: readonly string[]
}

export interface DriverContext {
  readonly device: MbimDevice
  readonly clock: Clock
  readonly log: Logger
  readonly known: Knowledge
  readonly waiters: Waiters
  readonly wanted: Wanted
  /** What carries streams, where anything does, and those that are open, by number. */
  readonly data: DataPort | undefined
  readonly streams: Map<number, DataStream>
  /** Ends when this device is let go of or lost: what is asked in the background ends with it. */
  readonly signal: AbortSignal
  tell(fact: DriverFact): void
  /** The host's side of a session. */
  linkOf(sessionId: number): Link
}

export function nothingKnown(): Knowledge {
  return {
    maxSessions: 1,
    subscriber: undefined,
    pin: undefined,
    pinList: undefined,
    slots: [],
    radioOn: undefined,
    network: undefined,
    homeProvider: undefined,
    lteAttachConfigurations: [],
    lteAttach: undefined,
    voiceCalls: new Map(),
    contexts: new Map(),
    busy: new Set(),
    messages: { format: 'pdu', capacity: 0, serviceCentre: '', read: false, turn: Promise.resolve() },
  }
}
