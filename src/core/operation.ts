/**
 * What is asked of a modem beyond its connections. Each is a request of its own. The codes in them are secrets: an
 * operation travels from its caller to the driver, and is neither stored, told nor logged.
 */
import type { CellularClass, DataClass, ListedProvider, SignalReports } from './registration.ts'
import type { NewProvisionedContext } from './provisioned-context.ts'
import type { MessageSelection, OutgoingPart, ReadMessage } from './message.ts'
import type { PinStatus, PinKind } from './sim.ts'

export type PinOperation =
  | {
      readonly kind: 'enter-pin' | 'enable-pin' | 'disable-pin'
      readonly pin: PinKind
      readonly code: string
    }
  /** `code` is the PIN as it was. */
  | {
      readonly kind: 'change-pin'
      readonly pin: PinKind
      readonly code: string
      readonly newCode: string
    }
  /** `code` is the PUK of that PIN. */
  | {
      readonly kind: 'unblock-pin'
      readonly pin: PinKind
      readonly code: string
      readonly newCode: string
    }

/** On a device service, by its UUID. */
export type DeviceServiceOperation =
  /** Which commands it has, asked of the modem itself. */
  | { readonly kind: 'ask-device-service'; readonly service: string }
  | {
      readonly kind: 'device-command'
      readonly service: string
      readonly command: number
      readonly type: 'query' | 'set'
      readonly data: Uint8Array
    }
  /** Has the indications of the service told, until the session is closed that this request is. */
  | {
      readonly kind: 'open-device-service'
      readonly service: string
      /** Every service that is to be heard from now on; the machine knows. */
      readonly wanted?: readonly string[]
    }
  /** Without a session, all of them. */
  | {
      readonly kind: 'close-device-service'
      readonly service: string
      readonly session?: number
      readonly wanted?: readonly string[]
    }
  | StreamOperation

/** On a stream of a device service. `number` is the one that modem and driver know it by; the machine gives it out. */
export type StreamOperation =
  | { readonly kind: 'open-stream'; readonly service: string; readonly number?: number }
  /** `stream` is the request that opened it. */
  | {
      readonly kind: 'write-stream'
      readonly service: string
      readonly stream: number
      readonly data: Uint8Array
      readonly number?: number
    }
  | {
      readonly kind: 'close-stream'
      readonly service: string
      readonly stream: number
      readonly number?: number
    }

/** Where in the store something is to be read or deleted. */
export type StorePlaces = 'all' | readonly number[]

/** The machine says to the driver which `places` are meant. Texts and numbers in them are personal. */
export type MessageOperation =
  /** `number` is the recipient, for people and to know its reports by. */
  | {
      readonly kind: 'send-message'
      readonly parts: readonly OutgoingPart[]
      readonly number: string
      readonly statusReport: boolean
    }
  /** Reads from the modem what is meant, and counts it as read from then on. */
  | { readonly kind: 'read-messages'; readonly which: MessageSelection; readonly places?: StorePlaces }
  | { readonly kind: 'delete-messages'; readonly which: MessageSelection; readonly places?: StorePlaces }
  /** What is left out stays as it is. */
  | {
      readonly kind: 'set-message-configuration'
      readonly serviceCentre?: string
      readonly format?: 'pdu' | 'cdma'
    }

export type ModemOperation =
  | PinOperation
  | DeviceServiceOperation
  /** Has the operator activate the subscription, by bytes of its own format. */
  | { readonly kind: 'activate-service'; readonly data: Uint8Array }
  | MessageOperation
  /** Which PIN is awaited, asked of the modem itself. */
  | { readonly kind: 'ask-pin' }
  /** The software switch of the radio. */
  | { readonly kind: 'set-radio'; readonly software: 'on' | 'off' }
  /** Writes one of the contexts that are stored in the modem. */
  | { readonly kind: 'set-provisioned-context'; readonly context: NewProvisionedContext }
  | ({ readonly kind: 'register' } & RegistrationChoice)
  /** Looks for the networks in reach; takes minutes. */
  | { readonly kind: 'scan' }
  /** Looks for the carriers that the modem could change to. */
  | { readonly kind: 'scan-multicarrier' }
  /** Replaces the list on the SIM. */
  | { readonly kind: 'set-preferred-providers'; readonly providers: readonly PreferredProvider[] }
  /** Makes the modem the customer of another carrier. */
  | ({ readonly kind: 'set-home-provider' } & HomeChoice)
  | ({ readonly kind: 'set-signal-reports' } & SignalReportsChoice)

/** How the network is chosen. */
export interface RegistrationChoice {
  readonly mode: 'automatic' | 'manual'
  /** With `manual`, and only then: the network's number, MCC and MNC. */
  readonly provider?: string
  /** The technologies that are preferred: one of them where the network has any. Left out, it stays as it is. */
  readonly dataClasses?: readonly DataClass[]
}

/** The carrier whose customer the modem is to be. */
export interface HomeChoice {
  /** MCC and MNC. */
  readonly provider: string
  /** `gsm` unless told. */
  readonly cellularClass?: CellularClass
}

/** When the modem is to tell of its signal by itself; what is left out is as its maker has it. */
export type SignalReportsChoice = {
  readonly [Name in keyof SignalReports]?: number | 'off'
}

/** An entry for the SIM's list. */
export interface PreferredProvider {
  /** MCC and MNC. */
  readonly id: string
  /** `preferred` unless told. */
  readonly state?: 'preferred' | 'forbidden'
}

export type OperationKind = ModemOperation['kind']

/** What an operation that went well came to. */
export interface OperationResult {
  /** Of `ask-pin`. */
  readonly pinStatus?: PinStatus
  /** Of `scan` and `scan-multicarrier`. */
  readonly providers?: readonly ListedProvider[]
  /** Of `set-signal-reports`: what holds now. */
  readonly signalReports?: SignalReports
  /** Of `ask-device-service`. */
  readonly commands?: readonly number[]
  /** What the operator or the service answered, in hexadecimal; with a refusal too, where it came with one. Personal. */
  readonly answer?: string
  /** Of `send-message`: the references of its parts. */
  readonly references?: readonly number[]
  /** Of `send-message`: the id by which its delivery is told. */
  readonly message?: string
  /** Of `read-messages`, as they were before. */
  readonly messages?: readonly ReadMessage[]
}

/** Operations of one lane are carried out one at a time, unless the lane is wider; what has no lane meets nobody. */
export const LANES: Readonly<Record<OperationKind, string | undefined>> = {
  'set-provisioned-context': 'provisioned-contexts',
  'enter-pin': 'pin',
  'enable-pin': 'pin',
  'disable-pin': 'pin',
  'change-pin': 'pin',
  'unblock-pin': 'pin',
  'ask-pin': 'question',
  'set-radio': 'radio',
  register: 'registration',
  'set-home-provider': 'registration',
  scan: 'scan',
  'scan-multicarrier': 'scan',
  'set-preferred-providers': 'preferred-providers',
  'set-signal-reports': 'signal',
  'activate-service': 'service-activation',
  'ask-device-service': 'question',
  'device-command': undefined,
  'open-device-service': undefined,
  'close-device-service': undefined,
  'open-stream': undefined,
  'write-stream': undefined,
  'close-stream': undefined,
  'send-message': undefined,
  'read-messages': undefined,
  'delete-messages': undefined,
  'set-message-configuration': undefined,
}

/** How many operations of a lane may be under way, where that is more than one: a question disturbs nobody. */
export const LANE_WIDTHS: Readonly<Record<string, number>> = { question: 8 }

/**
 * A second operation of these lanes is taken on, and its request ends at once: everybody who follows sees that it was
 * tried. In other lanes it is refused and has no request.
 */
export const ENDING_LANES: ReadonlySet<string> = new Set([
  'registration',
  'scan',
  'preferred-providers',
  'signal',
])

export function isPinOperation(operation: ModemOperation): operation is PinOperation {
  return 'pin' in operation
}

export function isDeviceServiceOperation(operation: ModemOperation): operation is DeviceServiceOperation {
  return 'service' in operation
}

export function isStreamOperation(operation: ModemOperation): operation is StreamOperation {
  const { kind } = operation
  return kind === 'open-stream' || kind === 'write-stream' || kind === 'close-stream'
}
