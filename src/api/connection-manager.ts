/**
 * The objects people use, written once over any `Service`: in process, over the local socket, to a remote router.
 *
 * **Modems and connections are live.** They never go stale: `current` is the present state as the service's events tell
 * it, without asking, and the same object stands for the same modem for as long as the manager is open, also when it is
 * unplugged (`present` is then false, `current` as it last was) and plugged in again. Between an awaited call and the next
 * `await` nothing changes under one's hands. An event from `events()` is shown by the objects when it is given out, and a
 * request's end is shown when `done` settles.
 *
 * While the service is away, what asks for the present state rejects with `service_unavailable`, objects keep what they
 * last knew, and events and pending requests wait: they go on from where they were once it is back.
 *
 * Dispose of the manager (`await using`) to let go of the service: iterations then end and what is pending rejects with
 * `cancelled`; requests go on without us.
 */
import type { NewToken, TokenInput } from './access/access-service.ts'
import type { Conditions, Tagged } from './condition.ts'
import type { DialApply, DialSettingsInput } from './dial/dial-service.ts'
import type { LiveDialInterface } from './dial/live-dial-interface.ts'
import type { ModemMessages } from './live-message.ts'
import type { Clock, DialtoneError, Random } from '../base/index.ts'
import type {
  CellularClass,
  Connection,
  Cursor,
  DataClass,
  DeviceService,
  Explanation,
  IpSettings,
  ListedProvider,
  Modem,
  PinKind,
  PinStatus,
  PreferredProvider,
  PublicProfile,
  Request,
  SignalReports,
  SignalReportsChoice,
  Token,
  Usage,
  DataPlan,
  DataPlanStatus,
  NetworkStatus,
} from '../core/index.ts'
import type {
  ConnectSettings,
  Service,
  ServiceInfo,
  Snapshot,
  UsageRange,
  ProvisionedContextInput,
  WatchItem,
  ConnectivityInterval,
} from './service.ts'
import type { NetworkChange } from './network-changes.ts'
import type { VirtualControl } from './virtual-service.ts'

/**
 * What a connection connects with: the name of a stored profile, or what is used once and not stored, a profile's XML or
 * an access point name with what goes with it.
 */
export type ConnectWith =
  | { readonly profile: string; readonly temporary?: never; readonly accessString?: never }
  | { readonly temporary: string; readonly profile?: never; readonly accessString?: never }
  | (Omit<ConnectSettings, 'profile' | 'temporary'> & {
      readonly accessString: string
      readonly profile?: never
      readonly temporary?: never
    })

/** A request that has been made and goes on by itself. */
export interface PendingRequest<T> {
  readonly id: number
  /**
   * Settles when the request has ended: rejects with a `CauseError` when it failed. Nobody needs to look at it.
   */
  readonly done: Promise<T>
  /** Gives the request up; `done` then rejects with `cancelled`, unless it ended otherwise first. */
  cancel(): Promise<Request>
}

/**
 * The PINs of a modem's SIM, and of the modem; PIN1 unless `pin` names another. What cannot be a code of that PIN is
 * refused at once (`invalid_argument`) and costs no attempt; a wrong code rejects `done` with `pin_failed` and a cause that
 * tells the attempts left.
 */
export interface Pins {
  /** Which PIN is awaited, asked of the modem itself. */
  ask(): Promise<PendingRequest<PinStatus>>
  enter(code: string, options?: PinOptions): Promise<PendingRequest<void>>
  /** From now on it is to be entered after power-on. */
  enable(code: string, options?: PinOptions): Promise<PendingRequest<void>>
  disable(code: string, options?: PinOptions): Promise<PendingRequest<void>>
  change(code: string, newCode: string, options?: PinOptions): Promise<PendingRequest<void>>
  /** Sets a new PIN by the PUK of a blocked one. */
  unblock(puk: string, newCode: string, options?: PinOptions): Promise<PendingRequest<void>>
}

export interface PinOptions {
  readonly pin?: PinKind
}

/** How a modem chooses its network: by itself, or the one of that number. `dataClasses` are what is wanted of it. */
export type RegisterWith =
  | { readonly mode: 'automatic'; readonly dataClasses?: readonly DataClass[] }
  | { readonly mode: 'manual'; readonly provider: string; readonly dataClasses?: readonly DataClass[] }
/**
 * A device service of a modem: commands in the vendor's own format, and what the service says by itself. Needs the right to
 * administer. What is refused rejects `done` with the cause; whatever came with the refusal is the request's `answer`.
 */
export interface LiveService extends DeviceService {
  /** Which commands it has, asked of the modem itself. */
  ask(): Promise<PendingRequest<readonly number[]>>
  /**
   * @throws DialtoneError `not_supported` (there is no such command, or it would be set behind Dialtone's back),
   *   `invalid_argument` (too long)
   */
  query(command: number, bytes?: Uint8Array): Promise<PendingRequest<Uint8Array>>
  set(command: number, bytes?: Uint8Array): Promise<PendingRequest<Uint8Array>>
  /**
   * What the service says by itself, for as long as this is iterated: a session is open meanwhile. It outlives a modem that
   * has to be opened anew, and ends when the modem goes.
   */
  indications(options?: {
    readonly signal?: AbortSignal
  }): AsyncIterable<{ readonly command: number; readonly data: Uint8Array }>
  /**
   * Opens a stream of the service: bytes of its own, beside commands and IP traffic. It ends when the modem is lost, also
   * when that is opened anew, or the service goes.
   * @throws DialtoneError `not_supported` (the service has no streams, or nothing carries them to this host), `busy` (no
   *   more can be opened), CauseError where the modem refuses
   */
  openStream(): Promise<LiveStream>
}

/** What is written goes out, and what comes is given, in pieces, each as a whole and in order. */
export interface LiveStream extends AsyncDisposable {
  /** The request that opened it. */
  readonly id: number
  /**
   * Resolves when the piece is on its way to the modem; several may be written without waiting.
   * @throws DialtoneError `invalid_argument` (nothing, or longer than `maxDataSize`), `not_found` (it is not open any more),
   *   `not_supported` (it is for reading only), `busy` (too many requests are pending)
   */
  write(piece: Uint8Array): Promise<void>
  /**
   * What came since the stream was opened, then what comes; ends with the stream.
   * @throws DialtoneError `invalid_cursor` where pieces were lost for good, `access_denied` where they are hidden
   */
  data(options?: { readonly signal?: AbortSignal }): AsyncIterable<Uint8Array>
  /** Does nothing when it is not open any more. */
  close(): Promise<void>
}

export interface DataPlans {
  /** @throws DialtoneError `not_found` where none is set. */
  get(): Promise<DataPlanStatus & Tagged>
  /** In place of the one before. @throws DialtoneError `sim_not_inserted`, `busy` while it is not known whose SIM it is. */
  set(plan: DataPlan, options?: Conditions): Promise<DataPlanStatus & Tagged>
  remove(options?: Conditions): Promise<void>
}

export interface LiveModem {
  readonly id: string
  readonly name: string
  /** Whether it is there; when it is not, `current` is what it was last. */
  readonly present: boolean
  readonly current: Modem
  readonly state: Modem['state']
  readonly pins: Pins
  /** Its short messages. */
  readonly messages: ModemMessages
  /** Switches the radio by software. Off takes the connection and the registration along. */
  setRadio(software: 'on' | 'off'): Promise<PendingRequest<void>>
  /**
   * Chooses the network. `done` rejects with `not_found` where it is not in reach: the modem has been told all the same,
   * and registers when it is.
   * @throws DialtoneError `invalid_state` while connected, `not_supported` where the modem always chooses itself.
   */
  register(choice: RegisterWith, options?: { readonly signal?: AbortSignal }): Promise<PendingRequest<void>>
  /**
   * Looks for the networks in reach, or for the carriers that it could change to; minutes pass. `done` gives them, and
   * `current.visibleProviders` keeps them; it rejects with `radio_off`, `busy` or `already_exists` (another scan).
   */
  scan(options?: {
    readonly multicarrier?: boolean
    readonly signal?: AbortSignal
  }): Promise<PendingRequest<readonly ListedProvider[]>>
  /** Replaces the SIM's list of preferred and forbidden networks; the first is preferred most. */
  setPreferredProviders(
    providers: readonly PreferredProvider[],
    options?: { readonly signal?: AbortSignal } & Conditions,
  ): Promise<PendingRequest<void>>
  /**
   * Says when the modem is to tell of its signal by itself: what is left out is as its maker has it, `off` is never. `done`
   * gives what holds then, until the modem is reset.
   */
  setSignalReports(
    choice: SignalReportsChoice,
    options?: { readonly signal?: AbortSignal },
  ): Promise<PendingRequest<SignalReports>>
  /** Makes a multi-carrier modem the customer of another carrier. @throws DialtoneError `not_supported` */
  setHomeProvider(
    provider: string,
    options?: { readonly cellularClass?: CellularClass; readonly signal?: AbortSignal },
  ): Promise<PendingRequest<void>>
  /** Writes one of the contexts that are stored in the modem: `current.provisionedContexts`. */
  setProvisionedContext(
    context: Omit<ProvisionedContextInput, 'modem'>,
    options?: Conditions,
  ): Promise<PendingRequest<void>>
  /**
   * Has the operator activate the subscription, by bytes in its own format; gives what it answered. A refusal rejects
   * `done`; the network's cause is in it.
   */
  activateService(bytes?: Uint8Array): Promise<PendingRequest<Uint8Array>>
  /** @throws DialtoneError `busy` until the modem has told them, `not_supported` where it has none. */
  services(): Promise<readonly LiveService[]>
  /** By UUID or name. @throws DialtoneError `not_found` and as `services` */
  service(name: string): Promise<LiveService>
  connections(): Promise<readonly LiveConnection[]>
  /** Why it is in its state, and what would change it. @throws DialtoneError `not_found` once it is gone. */
  why(): Promise<Explanation>
  /** What its SIM's owner has agreed with the operator, and how much of it is used. */
  readonly dataPlan: DataPlans
  /** What its SIM transferred, over all connections. */
  usage(range?: UsageRange): Promise<Usage>
  /**
   * One connection more, beside the default one and others, with settings of its own: a free session is connected.
   * `done` gives it; `disconnect` lets go of it. When `signal` aborts afterwards, the request is cancelled.
   * @throws DialtoneError `max_activated_contexts` when no session is free, `not_supported` when the modem has but one.
   */
  acquire(
    settings: ConnectWith,
    options?: { readonly signal?: AbortSignal },
  ): Promise<PendingRequest<LiveConnection>>
}

export interface LiveConnection {
  readonly id: string
  readonly name: string
  /** The id of its modem. */
  readonly modem: string
  /**
   * Whether it exists: the default one while its modem is registered or locked, one of another session while it has a
   * context or is to have one.
   */
  readonly present: boolean
  readonly current: Connection
  readonly state: Connection['state']
  /** While activated. */
  readonly ip: IpSettings | undefined
  /**
   * Resolves as soon as the service has taken the request on. When `signal` aborts afterwards, the request is cancelled.
   * @throws DialtoneError `max_activated_contexts`, `not_found` (the profile, or the connection is gone), `invalid_profile`.
   */
  connect(
    settings: ConnectWith,
    options?: { readonly signal?: AbortSignal },
  ): Promise<PendingRequest<{ readonly ip: IpSettings }>>
  /** Why it is in its state, and what would change it. @throws DialtoneError `not_found` once it is gone. */
  why(): Promise<Explanation>
  /** What it transferred while no other connection of its modem was up. */
  usage(range?: UsageRange): Promise<Usage>
  /** When it was activated, as far back as the journal goes. */
  intervals(range?: Pick<UsageRange, 'from' | 'to'>): Promise<readonly ConnectivityInterval[]>
  /** @throws DialtoneError `not_activated` when there is nothing to disconnect. */
  disconnect(options?: { readonly signal?: AbortSignal }): Promise<PendingRequest<void>>
}

export interface Profiles {
  /** All, or those for the SIM of a modem. */
  list(options?: { readonly modem?: string }): Promise<readonly PublicProfile[]>
  get(name: string): Promise<PublicProfile & { readonly xml: string } & Tagged>
  /** From WWAN profile XML. @throws DialtoneError `invalid_profile` (line and column in `detail`), `already_exists`. */
  add(xml: string, options?: { readonly replace?: boolean }): Promise<PublicProfile & Tagged>
  /**
   * Puts another XML in its place; with `IgnorePassword` the password stays.
   * @throws DialtoneError `not_found`, `invalid_profile`, `already_exists` (another one is the default),
   *   `precondition_failed` (it is not the version of `ifMatch` any more).
   */
  update(name: string, xml: string, options?: Conditions): Promise<PublicProfile & Tagged>
  /** What `add` would refuse, and what the profile holds; adds nothing. */
  check(xml: string, options?: { readonly replace?: boolean }): Promise<PublicProfile>
  remove(name: string, options?: Conditions): Promise<void>
}

/** Who may come over the network. Needs the right `admin`. */
export interface Tokens {
  /** By name, those that have expired as well. */
  list(): Promise<readonly Token[]>
  /**
   * `secret` of what is given is told this once.
   * @throws DialtoneError `already_exists`, `invalid_argument`.
   */
  create(token: TokenInput): Promise<NewToken>
  /** Refused from now on, its event streams ended. @throws DialtoneError `not_found` */
  revoke(name: string): Promise<void>
}

/** A filter: of several values for one field any will do, and an event has to pass by type and by what it is about. */
export interface EventsOptions {
  /** `connection.changed`, or all of a kind: `connection.*`. */
  readonly type?: string | readonly string[]
  /** Names or ids of modems; events of their connections are included. */
  readonly modem?: string | readonly string[]
  /** Names or ids of connections. */
  readonly connection?: string | readonly string[]
  /** Names or ids of dial interfaces. */
  readonly dialInterface?: string | readonly string[]
  /** Events after this cursor first; without it, a snapshot first. */
  readonly since?: string | number | Cursor
  /** Ends the iteration, without an error. */
  readonly signal?: AbortSignal
}

/** All connections in one flat view. */
export interface NetworkView {
  status(): Promise<NetworkStatus>
  /**
   * How things are, and then what is new, whenever something is: another connection to prefer, another reach, cost or
   * registration, a connection that came or went. Ends when `signal` aborts, without an error.
   */
  changes(options?: { readonly signal?: AbortSignal }): AsyncIterable<NetworkChange>
}

export interface ConnectionManager extends AsyncDisposable {
  /** The flat contract underneath. */
  readonly service: Service
  /** Why the live objects are not up to date at the moment, such as `service_unavailable`; nothing while they are. */
  readonly interruption: DialtoneError | undefined
  readonly profiles: Profiles
  readonly tokens: Tokens
  readonly network: NetworkView
  /** The virtual modems of the service; `not_supported` where there are none. */
  readonly virtual: VirtualControl

  info(): Promise<ServiceInfo>
  /** Everything at one cursor, as plain data. */
  snapshot(): Promise<Snapshot>
  modems(): Promise<readonly LiveModem[]>
  /** By name or id. @throws DialtoneError `not_found` */
  modem(name: string): Promise<LiveModem>
  connections(): Promise<readonly LiveConnection[]>
  /** By name or id. @throws DialtoneError `not_found` */
  connection(name: string): Promise<LiveConnection>
  dialInterfaces(): Promise<readonly LiveDialInterface[]>
  /** By name, in any case, or id. @throws DialtoneError `not_found` */
  dialInterface(name: string): Promise<LiveDialInterface>
  /**
   * The interface that runs from now on. Settings that are only stored run after the next start: `service.addDialInterface`.
   * @throws DialtoneError `already_exists`, `invalid_argument`
   */
  addDialInterface(
    settings: DialSettingsInput,
    options?: { readonly apply?: Exclude<DialApply, 'stored'> },
  ): Promise<LiveDialInterface>
  /** Why everything that is called so, by name or id, is as it is. @throws DialtoneError `not_found` */
  why(name: string): Promise<readonly Explanation[]>
  /** Of all there is, what is blocked: nothing gets through until something changes. */
  attention(): Promise<readonly Explanation[]>
  request(id: number): Promise<Request>
  /** Resolves with the request once it has ended, however it ended. */
  requestEnded(id: number): Promise<Request>
  /**
   * A snapshot or the missed events, then every event as it comes, in order, none twice. Resumes by itself when the
   * connection to the service drops; a stretch that is lost comes as `gap` with a fresh snapshot. Under a filter `cursor`
   * items say from time to time how far the journal has come with nothing that was asked for.
   * @throws DialtoneError `invalid_cursor`; `invalid_argument` for a type that there is not
   */
  events(options?: EventsOptions): AsyncIterable<WatchItem>
}

export interface ConnectionManagerOptions {
  readonly clock?: Clock
  readonly random?: Random
  /** Called on disposal, after everything has ended: closes what the service stands on. */
  readonly close?: () => Promise<void> | void
}
