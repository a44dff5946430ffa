/**
 * What happened, as the journal keeps it. `data` of a change is the whole new value of the part that changed, so that a
 * snapshot and the events after it always give the present state, without asking again.
 */
import type { Cause } from './cause.ts'
import type { ConfigurationMistake } from './configuration.ts'
import type { Connection } from './connection.ts'
import type { Cursor } from './cursor.ts'
import type { DataPlanStatus } from './data-plan.ts'
import type { DeviceServiceData, DeviceServiceIndication, DeviceServiceState } from './device-service.ts'
import type { Denial } from './denial.ts'
import type { DemandDial, DialInterface, PublicDialSettings } from './dial-interface.ts'
import type { Message, MessageStore } from './message.ts'
import type { Modem, Radio } from './modem.ts'
import type { PublicProfile } from './profile.ts'
import type {
  Multicarrier,
  PacketService,
  Provider,
  ProviderList,
  Registration,
  Signal,
  VisibleProviders,
} from './registration.ts'
import type { ProvisionedContexts } from './provisioned-context.ts'
import type { Request } from './request.ts'
import type { Sim } from './sim.ts'
import type { Token } from './token.ts'
import type { Instant } from '../base/index.ts'

/** Event type → its `data`. */
export interface EventData {
  /** `lostAfter`: the machine lost power, and with it the events after that cursor. */
  'service.started': {
    readonly version: string
    readonly restarted: boolean
    readonly lostAfter?: Cursor
  }
  'service.stopping': Record<string, never>
  /** The state cannot be written; events from here on are kept in memory only. */
  'storage.failed': { readonly cause: Cause }
  /** The state is written again, with what happened meanwhile. */
  'storage.restored': Record<string, never>
  'modem.arrived': Modem
  /** Its state or reason changed, or a part without an event of its own. */
  'modem.changed': Modem
  'modem.removed': { readonly name: string; readonly reason: string }
  'sim.changed': Sim
  'radio.changed': Radio
  'home-provider.changed': Provider
  'preferred-providers.changed': ProviderList
  'visible-providers.changed': VisibleProviders
  'multicarrier.changed': Multicarrier
  'registration.changed': Registration
  'packet-service.changed': PacketService
  'signal.changed': Signal
  'emergency.changed': { readonly emergencyMode: boolean }
  /** With `by` and `request` where somebody asked for it; the network changes the list by itself, too. */
  'provisioned-contexts.changed': ProvisionedContexts
  /** Which sessions and streams are open on it changed. */
  'device-service.changed': DeviceServiceState
  /** Told while a session is open on the service. */
  'device-service.indication': DeviceServiceIndication
  /** For whoever opened the stream: `by` and `request` are those of its opening. */
  'device-service.data': DeviceServiceData
  /** The modem was opened anew, and sessions on these services (UUIDs) go on. */
  'device-service.restored': { readonly services: readonly string[] }
  'message-store.changed': MessageStore
  /** All of it has come, or what is missing has not come for long. Its text is read with `message`. */
  'message.received': Message
  /** It was read, or is known to be delivered or not. */
  'message.changed': Message
  'message.removed': { readonly id: string; readonly indexes: readonly number[] }
  'connection.arrived': Connection
  'connection.changed': Connection
  'connection.removed': { readonly name: string }
  /** The data plan of the SIM in the modem: set, removed (then absent), or used up to where it matters. */
  'data-plan.changed': { readonly plan?: DataPlanStatus }
  'request.started': Request
  'request.ended': Request
  'profile.added': PublicProfile
  'profile.updated': PublicProfile
  'profile.removed': { readonly name: string }
  'dial.arrived': DialInterface
  /** Its state, its reason, its settings or what it is connected by changed. */
  'dial.changed': DialInterface
  'dial.removed': { readonly name: string }
  /** What the next start of the service will have. */
  'dial.stored': PublicDialSettings
  'dial.forgotten': { readonly name: string }
  /** Demand dialling as a whole was paused or goes on. */
  'demand-dial.changed': DemandDial
  /** Interfaces (`changed`) and settings that are in effect, and those that wait for the next start (`restart`). */
  'configuration.reloaded': {
    readonly file?: string
    readonly changed: readonly string[]
    readonly settings: readonly string[]
    readonly restart: readonly string[]
  }
  /** Nothing has changed. */
  'configuration.refused': {
    readonly file?: string
    readonly message: string
    readonly mistakes: readonly ConfigurationMistake[]
  }
  /** Somebody may come over the network from now on. */
  'token.created': Token
  /** Its streams have ended, and it is refused from now on. */
  'token.revoked': { readonly name: string }
  /** Somebody was refused. Of many in a short time some are told, and how many were not. */
  'access.denied': Denial
  /** What somebody did that shows in no event of its own. */
  'operation.done': { readonly operation: string; readonly about?: string }
}

export type EventType = keyof EventData

/** What a machine says happened, before the journal numbers it. Ids, not names. */
export type EventDraft = {
  [Type in EventType]: {
    readonly type: Type
    readonly data: EventData[Type]
    /** The caller on whose behalf; absent when the modem or network did it. */
    readonly by?: string
    readonly modem?: string
    readonly connection?: string
    readonly dialInterface?: string
    readonly request?: number
  }
}[EventType]

/** An event of the journal. Within an epoch `seq` grows by one, never repeats and has no holes. */
export type Event = EventDraft & {
  /** Version of this shape. */
  readonly v: 1
  /** Id of the service that wrote it. */
  readonly service: string
  readonly epoch: string
  readonly seq: number
  readonly time: Instant
}
