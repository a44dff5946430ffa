/**
 * The port behind which a modem speaks core's words. A driver owns one modem. It tells facts upward and carries out
 * verbs; it decides nothing. Facts may come at any time, in any order and twice: the machines take a fact as the state
 * of affairs, not as a step, so a reply overtaken by its indication changes nothing.
 *
 * Verbs reject with a `CauseError`. A verb whose `signal` aborts gives up as soon as the modem allows and rejects with
 * `cancelled`; whatever state the modem is left in is told as facts. A driver never acts by itself on the network: it
 * neither attaches, connects nor reconnects unless told to.
 */
import type { Cause } from '../cause.ts'
import type { ConnectionState, VoiceCallState } from '../connection.ts'
import type { DeviceServices } from '../device-service.ts'
import type { IpSettings, Link } from '../ip-settings.ts'
import type { Capabilities, Equipment, Radio, Reached } from '../modem.ts'
import type { MessagePart, MessageStore } from '../message.ts'
import type { ModemOperation, OperationResult, StorePlaces } from '../operation.ts'
import type { ContextSettings } from '../profile.ts'
import type {
  ListedProvider,
  PacketService,
  Provider,
  ProviderList,
  Registration,
  Signal,
} from '../registration.ts'
import type { ProvisionedContexts } from '../provisioned-context.ts'
import type { Sim } from '../sim.ts'
import type { NetworkCause } from '../cause.ts'

/** Something that is so with the modem. */
export type DriverFact =
  /** The control channel is open and the modem has said who it is. Told again after a recovery. */
  | {
      readonly type: 'opened'
      readonly equipment: Equipment
      readonly capabilities: Capabilities
      /** Absent where the modem has none, or does not list them. */
      readonly deviceServices?: DeviceServices
      /** A session that was live before us was taken over, not reset. */
      readonly adopted: boolean
    }
  /** It is reached so from now on: by which driver, and where. Told before `opened`. */
  | {
      readonly type: 'reached'
      readonly driver: string
      readonly device: string
      readonly reached: Reached
    }
  | { readonly type: 'sim'; readonly sim: Sim }
  | { readonly type: 'radio'; readonly radio: Radio }
  | { readonly type: 'home-provider'; readonly provider: Provider }
  /** They are others now than `opened` said: the modem has another carrier. */
  | { readonly type: 'capabilities'; readonly capabilities: Capabilities }
  | { readonly type: 'preferred-providers'; readonly list: ProviderList }
  | { readonly type: 'multicarrier-providers'; readonly list: ProviderList }
  /** What a scan that has just ended has found: all networks, or carriers. */
  | {
      readonly type: 'visible-providers'
      readonly of: 'all' | 'multicarrier'
      readonly providers: readonly ListedProvider[]
    }
  | { readonly type: 'emergency'; readonly emergencyMode: boolean }
  | { readonly type: 'registration'; readonly registration: Registration }
  | { readonly type: 'packet-service'; readonly packetService: PacketService }
  | { readonly type: 'signal'; readonly signal: Signal }
  /** Told again whenever another SIM could be read, and when the list has changed. */
  | { readonly type: 'provisioned-contexts'; readonly provisionedContexts: ProvisionedContexts }
  /** `ip` and `link` with `activated`; `networkError` as the modem gave it, absent when none. */
  | {
      readonly type: 'context'
      readonly sessionId: number
      readonly state: ConnectionState
      readonly ip?: IpSettings
      readonly link?: Link
      readonly networkError?: NetworkCause
    }
  /** Told of a session whenever the modem tells something else than before. */
  | { readonly type: 'voice-call'; readonly sessionId: number; readonly state: VoiceCallState }
  /**
   * Bytes of all sessions together since the control session was opened. Told now and then while a context is up, and when
   * one comes or goes beside others or the last one goes.
   */
  | { readonly type: 'traffic'; readonly received: number; readonly sent: number }
  /** A device service (by its UUID) said something by itself. */
  | {
      readonly type: 'device-service'
      readonly service: string
      readonly command: number
      readonly data: Uint8Array
    }
  /** A piece came on a stream, which has that number. */
  | { readonly type: 'stream-data'; readonly number: number; readonly data: Uint8Array }
  /** The store of messages as the modem describes it. */
  | { readonly type: 'message-store'; readonly store: Omit<MessageStore, 'full' | 'latest'> }
  | { readonly type: 'message-store-full'; readonly full: boolean }
  /** Everything that is in the store. */
  | { readonly type: 'messages'; readonly parts: readonly MessagePart[] }
  /** One that came or was looked up. Without an index it is not stored. */
  | { readonly type: 'message'; readonly part: MessagePart }
  /** These places of the store are empty now. */
  | { readonly type: 'messages-removed'; readonly places: StorePlaces }
  /** All that can be learnt without being asked has been told once: the modem's first whole picture, messages aside. */
  | { readonly type: 'ready' }
  /** The modem does not answer; the driver is recovering it. Another `opened` or `gone` follows. */
  | { readonly type: 'failed'; readonly cause: Cause }
  /** It was unplugged, or the channel ended. The last fact of a driver. */
  | { readonly type: 'gone'; readonly cause: Cause }

/** A context that is up. */
export interface Activation {
  readonly ip: IpSettings
  readonly link: Link
  /** The network gave less than was asked for (3GPP cause 50, 51): told although the activation succeeded. */
  readonly networkError?: NetworkCause
}

export interface Driver extends AsyncDisposable {
  /** `mbim`, `modem-manager`, `ppp`. */
  readonly kind: string
  /** Where the modem is reached, for people: `/dev/cdc-wdm0`, `virtual`. */
  readonly device: string

  /**
   * Opens the modem and begins to tell facts; called once. Resolves after `ready`; rejects when the modem cannot be
   * opened at all. Facts go on until `gone` or disposal. A live context is adopted, never dropped.
   */
  start(tell: (fact: DriverFact) => void, options: { signal: AbortSignal }): Promise<void>

  /** Resolves once attached; attaching while attached is a success. */
  attach(options: { signal: AbortSignal }): Promise<void>
  detach(options: { signal: AbortSignal }): Promise<void>
  /** Resolves once the context is up and its IP settings are known. */
  activate(
    sessionId: number,
    settings: ContextSettings,
    options: { signal: AbortSignal },
  ): Promise<Activation>
  /** Resolves once it is down; rejects with `not_activated` when it was. */
  deactivate(sessionId: number, options: { signal: AbortSignal }): Promise<void>

  /**
   * Resolves once it is done and its effect has been told. What would cost an attempt at a PIN is sent once at the most:
   * whoever calls decides whether to ask again.
   */
  operate(operation: ModemOperation, options: { signal: AbortSignal }): Promise<OperationResult>

  /** Lets go of the modem. A live context stays up; only `{ close: true }` ends the control session too. */
  stop(options?: { close?: boolean }): Promise<void>
}

/** Where modems come from: sysfs, a list of devices, virtual modems. */
export interface ModemSource extends AsyncDisposable {
  /** Calls `arrived` for each modem there is and each that comes. A modem's going is its driver's `gone`. */
  start(arrived: (driver: Driver) => void): Promise<void>
}
