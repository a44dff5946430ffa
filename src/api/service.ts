/**
 * The flat contract of a service: every operation by name, plain data in and out, no objects. The manager implements it
 * for a caller; the client implements it over `fetch`; the HTTP face serves it. `ConnectionManager` (the objects people
 * use) is written once on top, so it is the same in process and over the wire.
 *
 * Every operation rejects with a `DialtoneError`. A modem, connection or profile is named by its name or its id.
 */
import type {
  AuthProtocol,
  Caller,
  Connection,
  Cursor,
  DataPlan,
  DataPlanStatus,
  DeviceServicesState,
  DemandDial,
  DialInterface,
  Event,
  EventFilter,
  Explanation,
  HomeChoice,
  IpType,
  ContextType,
  Modem,
  NetworkStatus,
  PinKind,
  PreferredProvider,
  ProviderList,
  ProvisionedContexts,
  PublicProfile,
  RegistrationChoice,
  SignalReportsChoice,
  Request,
  Usage,
  UsageGranularity,
} from '../core/index.ts'
import type { Accepted } from './accepted.ts'
import type { AccessService } from './access/access-service.ts'
import type { CaptureService } from './capture/capture-service.ts'
import type { Conditions, Tagged } from './condition.ts'
import type { ConfigurationService } from './configuration/configuration-service.ts'
import type { DialService } from './dial/dial-service.ts'
import type { MessageService } from './message/message-service.ts'
import type { VirtualService } from './virtual-service.ts'

export interface ServiceInfo {
  /** Id of this service, the same over restarts. */
  readonly id: string
  readonly version: string
  readonly startedAt: number
  readonly pid: number
}

/** Everything there is, at one place in the journal. */
export interface Snapshot {
  /** Events after this cursor are not in the snapshot; all before it are. */
  readonly cursor: Cursor
  readonly service: ServiceInfo
  readonly modems: readonly Modem[]
  readonly connections: readonly Connection[]
  readonly profiles: readonly PublicProfile[]
  readonly demandDial: DemandDial
  readonly dialInterfaces: readonly DialInterface[]
  /** Those still pending. */
  readonly requests: readonly Request[]
}

/**
 * What a watcher gets, in order: a snapshot or the missed events first, then every event. A `gap` says that events after
 * the given cursor are gone (compacted, or lost in a power cut) and brings a fresh snapshot in their place.
 */
export type WatchItem =
  | ({ readonly type: 'snapshot' } & Snapshot)
  | ({
      readonly type: 'gap'
      readonly since: Cursor
      readonly reason: 'compacted' | 'lost' | 'unknown'
    } & Snapshot)
  | CursorItem
  | Event

/** Under a filter: nothing that was asked for has happened since the last item, up to this cursor. */
export interface CursorItem {
  readonly type: 'cursor'
  readonly cursor: Cursor
}

/** Where to begin, and which events are wanted. */
export interface WatchInput extends EventFilter {
  /** A cursor as text; without it the first item is a snapshot. */
  readonly since?: string
}

/** Without a stream: `since` and the filter as for watching. */
export interface PollInput extends WatchInput {
  /** Milliseconds, 60 000 at the most, that the answer may take where nothing has happened yet; none unless told. */
  readonly wait?: number
  /** Events given at once; 256 unless told, 1000 at the most. */
  readonly limit?: number
}

export interface Polled {
  /** Where to go on from: the next `since`. */
  readonly cursor: string
  /** Why events after `since` cannot be given; a fresh snapshot is in their place. */
  readonly gap?: 'compacted' | 'lost' | 'unknown'
  /** A snapshot or a gap alone, or events; none where nothing happened that was asked for. */
  readonly items: readonly WatchItem[]
}

/** What to connect with: exactly one of `profile`, `temporary` and `accessString`. */
export interface ConnectSettings {
  /** The name of a stored profile … */
  readonly profile?: string
  /** … or a profile's XML, used once and not stored … */
  readonly temporary?: string
  /** … or an access point name and what goes with it, used once. Blank leaves the choice to the network. */
  readonly accessString?: string
  readonly userName?: string
  /** A secret. */
  readonly password?: string
  /** `none` unless told. */
  readonly authProtocol?: AuthProtocol
  /** `default`, what the network gives, unless told. */
  readonly ipType?: IpType
}

export interface ConnectInput extends ConnectSettings {
  readonly connection: string
}

export interface AcquireInput extends ConnectSettings {
  readonly modem: string
}

/** A stretch of time, and how finely it is to be told. */
export interface UsageRange {
  /** Milliseconds since 1970-01-01 UTC; thirty days before `to` unless told. */
  readonly from?: number
  /** Now unless told. */
  readonly to?: number
  /** `total` unless told. Days are those of UTC. What is older than a week is known by the hour, than two months by the day. */
  readonly granularity?: UsageGranularity
}

/** A time during which a connection was activated, as far as it lies in the stretch that was asked for. */
export interface ConnectivityInterval {
  readonly start: number
  /** Absent while it lasts. */
  readonly end?: number
  /** Whether the modem was abroad when it began. */
  readonly roaming: boolean
}

/** A stretch of time: milliseconds since 1970-01-01 UTC. */
export type TimeRange = Pick<UsageRange, 'from' | 'to'>

/** What was up when, as far as it lies in a stretch of time and the journal goes back. */
export interface Timeline {
  readonly from: number
  readonly to: number
  readonly connections: readonly TimelineTrack<ConnectivityInterval>[]
  readonly dialInterfaces: readonly TimelineTrack<Omit<ConnectivityInterval, 'roaming'>>[]
}

/** When one was up. */
export interface TimelineTrack<I> {
  readonly id: string
  readonly name: string
  /**
   * From when on it is known whether it was up: `from`, or later where it was first heard of later, being new or older than
   * the journal. What comes before it is neither up nor down.
   */
  readonly since: number
  readonly intervals: readonly I[]
}

/** A PIN of a modem's SIM, or of the modem; PIN1 when left out. `code` is what it is now, and a secret. */
export interface PinInput {
  readonly modem: string
  readonly pin?: PinKind
  readonly code: string
}

/** The software switch of a modem's radio. */
export interface RadioInput {
  readonly modem: string
  readonly software: 'on' | 'off'
}

/** How a modem chooses its network; with `manual`, `provider` names it by its number. */
export interface RegisterInput extends RegistrationChoice {
  readonly modem: string
}

export interface ScanInput {
  readonly modem: string
  /** Looks for the carriers that a multi-carrier modem could change to, not for all networks. */
  readonly multicarrier?: boolean
}

export interface PreferredProvidersInput {
  readonly modem: string
  /** Replaces the list; the first is preferred most. */
  readonly providers: readonly PreferredProvider[]
}

export interface HomeProviderInput extends HomeChoice {
  readonly modem: string
}

/** One of the contexts that are stored in a modem. What is left out is blank, or off. */
export interface ProvisionedContextInput {
  readonly modem: string
  /** The slot; left out, the modem chooses one. */
  readonly id?: number
  /** `none`, with nothing else, empties the slot. */
  readonly type: ContextType
  readonly accessString?: string
  readonly userName?: string
  /** A secret. */
  readonly password?: string
  readonly authProtocol?: AuthProtocol
  readonly compression?: boolean
  /** MCC and MNC of the home provider it is for; left out, that of the SIM. */
  readonly provider?: string
}

/** A device service of a modem, by its UUID or name. */
export interface DeviceServiceInput {
  readonly modem: string
  readonly service: string
}

/** A command in the vendor's own format; `data` is hexadecimal text, which may be empty. */
/** A stream of a device service, by the request that opened it. */
export interface StreamInput extends DeviceServiceInput {
  readonly stream: number
}

export interface DeviceCommandInput extends DeviceServiceInput {
  readonly command: number
  readonly type: 'query' | 'set'
  readonly data: string
}

/** When a modem is to tell of its signal by itself; what is left out is as its maker has it. */
export interface SignalReportsInput extends SignalReportsChoice {
  readonly modem: string
}

export interface RequestsInput {
  readonly state?: Request['state']
  readonly modem?: string
}

export interface Service
  extends DialService, MessageService, AccessService, CaptureService, ConfigurationService, VirtualService {
  /** Who asks, and what he may do. */
  caller(): Promise<Caller>
  snapshot(): Promise<Snapshot>
  /**
   * What has happened since a cursor: at once where something has, else as soon as it does or when `wait` is over. Fails as
   * `watch`.
   */
  pollEvents(input: PollInput): Promise<Polled>
  modems(): Promise<readonly Modem[]>
  modem(input: { readonly modem: string }): Promise<Modem>
  connections(): Promise<readonly Connection[]>
  connection(input: { readonly connection: string }): Promise<Connection>
  /** Asynchronous: gives a request id at once; the rest comes as events and as the request's end. */
  connect(input: ConnectInput): Promise<{ readonly requestId: number }>
  disconnect(input: { readonly connection: string }): Promise<{ readonly requestId: number }>
  /**
   * One connection more of a modem, beside its default one: connects in the lowest session that is free. Asynchronous as
   * `connect`; `connection` is the id of the new one, which is let go of by `disconnect`. Fails at once with
   * `max_activated_contexts` where no session is free, with `not_supported` where the modem has but one.
   */
  acquire(input: AcquireInput): Promise<Accepted & { readonly connection: string }>
  /**
   * What the connection transferred while it was the only one of its modem that was up: a modem counts for all its sessions
   * together.
   */
  connectionUsage(input: { readonly connection: string } & UsageRange): Promise<Usage>
  /** What the SIM that is in the modem transferred, over all connections. */
  modemUsage(input: { readonly modem: string } & UsageRange): Promise<Usage>
  /** All connections in one flat view: how far each reaches, what it costs, which one to prefer for the Internet. */
  network(): Promise<NetworkStatus>
  /** The data plan of the SIM in the modem, and how much of it is used. Fails with `not_found` where none is set. */
  dataPlan(input: { readonly modem: string }): Promise<DataPlanStatus & Tagged>
  /** Sets it, in place of the one before. Fails with `sim_not_inserted` or `busy` while it is not known whose SIM it is. */
  setDataPlan(input: { readonly modem: string } & DataPlan): Promise<DataPlanStatus & Tagged>
  removeDataPlan(input: { readonly modem: string }): Promise<void>
  /** When the connection was activated, as far back as the journal goes. */
  intervals(
    input: { readonly connection: string } & Pick<UsageRange, 'from' | 'to'>,
  ): Promise<readonly ConnectivityInterval[]>
  /** When which connection and which dial interface was up; in the last day unless told. */
  timeline(input?: TimeRange): Promise<Timeline>
  /** Which PIN the modem awaits: asked of the modem itself; the request's `pinStatus` says it. */
  askPin(input: { readonly modem: string }): Promise<Accepted>
  /**
   * Asynchronous, as are all operations on PINs. What cannot be a code of this PIN is refused at once with
   * `invalid_argument` and costs no attempt; a wrong one ends the request with `pin_failed` and the attempts left.
   */
  enterPin(input: PinInput): Promise<Accepted>
  /** From now on it is to be entered after power-on. */
  enablePin(input: PinInput): Promise<Accepted>
  disablePin(input: PinInput): Promise<Accepted>
  changePin(input: PinInput & { readonly newCode: string }): Promise<Accepted>
  /** Sets a new PIN by the PUK of a blocked one. */
  unblockPin(
    input: Omit<PinInput, 'code'> & { readonly puk: string; readonly newCode: string },
  ): Promise<Accepted>
  /**
   * Asynchronous. Off takes the connections, the packet service and the registration along, each with its event; on, the
   * modem registers by itself, unless its hardware switch is off.
   */
  setRadio(input: RadioInput): Promise<Accepted>
  /**
   * Asynchronous. Has the network chosen by the modem, or by hand; the choice is kept by the modem. Refused with
   * `invalid_state` while connected, unless it is so already, and with `not_supported` where the modem always chooses
   * itself. A network that is not in reach ends the request with `not_found`: the modem registers when it is.
   */
  register(input: RegisterInput): Promise<Accepted>
  /**
   * Asynchronous, and takes minutes. The request's `providers` are what was found; they are kept as the modem's
   * `visibleProviders`. Ends with `radio_off`, with `busy` where the modem cannot scan now, and with `already_exists`
   * while another scan is under way.
   */
  scan(input: ScanInput): Promise<Accepted>
  /** As the modem told it; `busy` until it has. */
  preferredProviders(input: { readonly modem: string }): Promise<ProviderList & Tagged>
  /** Asynchronous: writes the list of preferred and forbidden networks to the SIM. */
  setPreferredProviders(input: PreferredProvidersInput): Promise<Accepted>
  /**
   * Asynchronous: makes a multi-carrier modem the customer of another carrier, with whose network it then registers;
   * `not_supported` at once for any other modem.
   */
  setHomeProvider(input: HomeProviderInput): Promise<Accepted>
  /** As the modem told them; `busy` until it has. */
  provisionedContexts(input: { readonly modem: string }): Promise<ProvisionedContexts & Tagged>
  /** Asynchronous. The modem's `provisionedContexts` show it before the request has ended; a password they never show. */
  setProvisionedContext(input: ProvisionedContextInput): Promise<Accepted>
  /** Asynchronous; the request's `signalReports` are what holds then, until the modem is reset. */
  setSignalReports(input: SignalReportsInput): Promise<Accepted>
  /**
   * Asynchronous: the operator activates the subscription, by bytes in its own format (hexadecimal, may be empty). What it
   * answers is the request's `answer`, also where it refuses; its network error is in the cause.
   */
  activateService(input: { readonly modem: string; readonly data: string }): Promise<Accepted>
  /** What is open on them, too. `busy` until the modem has told them, `not_supported` where it has none. */
  deviceServices(input: { readonly modem: string }): Promise<DeviceServicesState>
  /** Asynchronous: the request's `commands` are what the modem itself lists now. */
  askDeviceService(input: DeviceServiceInput): Promise<Accepted>
  /** Asynchronous: the request's `answer` is what the service answered, also where it refuses. It is sent once. */
  deviceCommand(input: DeviceCommandInput): Promise<Accepted>
  /**
   * Asynchronous: opens a session, which bears the request's number. While there is one, what the service says by itself
   * comes as `device-service.indication`. It ends when it is closed, and when the modem or the service goes.
   */
  openDeviceService(input: DeviceServiceInput): Promise<Accepted>
  /** Asynchronous. Without `session` all sessions on the service are closed. */
  closeDeviceService(input: DeviceServiceInput & { readonly session?: number }): Promise<Accepted>
  /**
   * Asynchronous: opens a stream of the service, which bears the request's number. What comes on it is told as
   * `device-service.data`. It ends when it is closed, and when the modem is lost or the service goes. Refused with
   * `not_supported` where the service has no streams or nothing carries them, with `busy` where no more can be opened.
   */
  openStream(input: DeviceServiceInput): Promise<Accepted>
  /** Asynchronous: `data` (hexadecimal) goes out as one piece, in the order of the calls; it has 1 to `maxDataSize` bytes. */
  writeStream(input: StreamInput & { readonly data: string }): Promise<Accepted>
  /** Asynchronous. */
  closeStream(input: StreamInput): Promise<Accepted>
  /**
   * Why all that is called so is as it is, the outermost first: a dial interface (in any case), a connection and its modem,
   * by name or id.
   */
  why(input: { readonly name: string }): Promise<readonly Explanation[]>
  /** Of all there is, what is blocked: nothing gets through until something changes. */
  attention(): Promise<readonly Explanation[]>

  /** Those that are pending and the latest thousand that have ended, the newest first. `modem`: those that it was asked. */
  requests(input?: RequestsInput): Promise<readonly Request[]>
  /** `wait` (milliseconds, 60 000 at most): answers when the request has ended, or as it is once the wait is over. */
  request(input: { readonly request: number; readonly wait?: number }): Promise<Request>
  /**
   * Gives up a pending request; it ends as `cancelled` unless it ends otherwise first. Whoever made it may do so, and
   * whoever has the right to what it asks for.
   */
  cancelRequest(input: { readonly request: number }): Promise<Request>
  /**
   * All profiles; with `modem`, those for its SIM. Fails with what keeps the SIM from being read, such as `pin_required`, and
   * with `invalid_state` where the modem does not say whose SIM it is.
   */
  profiles(input?: { readonly modem?: string }): Promise<readonly PublicProfile[]>
  profile(input: { readonly profile: string }): Promise<PublicProfile & { readonly xml: string } & Tagged>
  /** Adds a profile from WWAN profile XML; `replace` allows one of that name to be there already. */
  addProfile(input: { readonly xml: string; readonly replace?: boolean }): Promise<PublicProfile & Tagged>
  /**
   * Puts another XML in the place of a profile, whose `Name` has to be the same. With `IgnorePassword` the password stays.
   */
  updateProfile(input: { readonly profile: string; readonly xml: string }): Promise<PublicProfile & Tagged>
  /**
   * Adds nothing: fails as `addProfile` would, and says what the profile holds. A picture is a file of whoever adds the
   * profile, so it is theirs to look whether `iconPath` is there; the service, which may be elsewhere, never opens it.
   */
  checkProfile(input: { readonly xml: string; readonly replace?: boolean }): Promise<PublicProfile>
  removeProfile(input: { readonly profile: string }): Promise<void>
  /** The same service, holding the calls that are made on what it gives to `conditions`. */
  under(conditions: Conditions): Service
  /**
   * Snapshot or missed events first, then live, until `signal` aborts (the iteration then ends without an error) or the
   * consumer stops. A filter keeps events out, never a snapshot or a gap, which are whole; the subscriber's place moves on
   * over what was kept out, as `cursor` items tell. Fails with `invalid_argument` for a type of event that there is not.
   */
  watch(input: WatchInput, options?: { readonly signal?: AbortSignal }): AsyncIterable<WatchItem>
}
