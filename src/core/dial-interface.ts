/**
 * A dial interface: the demand-dial interface of Routing and Remote Access. Its routes lead to a remote network; traffic
 * that its filter lets through brings a connection up, idleness brings it down. What is configured (`DialSettings`) and what
 * is so (`DialInterface`) are kept apart, as there.
 */
import type { Duration, Instant } from '../base/index.ts'
import type { Cause } from './cause.ts'
import type { IpSettings, Link } from './ip-settings.ts'
import type { Reason } from './modem.ts'
import type { IpPrefix, PacketFilter } from './packet-filter.ts'
import type { PppDialerSettings } from './ppp-settings.ts'

/** ROUTER_CONNECTION_STATE, in words. */
export type DialState = 'unreachable' | 'disconnected' | 'connecting' | 'connected'

/**
 * Why an interface cannot be used now (MPR_INTERFACE_* of fUnReachabilityReasons), in the order of their bits. Several may
 * hold at once. `no-device`: nothing that it could dial with is there.
 */
export const UNREACHABILITY_REASONS = [
  'out-of-resources',
  'disabled',
  'connection-failure',
  'paused',
  'dial-out-hours',
  'no-media-sense',
  'no-device',
] as const
export type UnreachabilityReason = (typeof UNREACHABILITY_REASONS)[number]

/** `home-router`: only this end calls. `full-router`: either may. Both dial on demand (ROUTER_INTERFACE_TYPE). */
export type DialType = 'home-router' | 'full-router'

/** A route that leads through the interface. It has no gateway. */
export interface DialRoute {
  readonly destination: IpPrefix
  readonly metric: number
  /**
   * Traffic on it dials. One that does not is there only while the interface is connected (MIB_IPPROTO_NT_STATIC_NON_DOD).
   */
  readonly dials: boolean
}

/** Minutes after local midnight, `from` inclusive, `to` exclusive; at most 1440. */
export interface TimeWindow {
  readonly from: number
  readonly to: number
}

/** When dialling is allowed, in local time: windows by day of the week, 0 being Sunday. Absent: at any time. */
export interface DialOutHours {
  readonly days: readonly { readonly day: number; readonly windows: readonly TimeWindow[] }[]
  /** IANA time zone; that of the machine when absent. */
  readonly timeZone?: string
}

export interface RedialSettings {
  /** Attempts after the first one has failed. */
  readonly attempts: number
  readonly interval: Duration
}

/** The wait after all redials have failed: `first`, then `step` more each time, up to `longest` (Microsoft KB Q193834). */
export interface UnreachableSettings {
  readonly first: Duration
  readonly step: Duration
  readonly longest: Duration
}

/** Bounds of what waits while the interface is being connected. */
export interface HoldSettings {
  readonly packets: number
  readonly bytes: number
  readonly age: Duration
}

/** A modem's connection with a profile. */
export interface ModemDialerSettings {
  readonly kind: 'modem'
  /** Names or ids, in order of preference; any modem when empty. */
  readonly modems: readonly string[]
  readonly profile: string
}

/** Who dials, and with what. */
export type DialerSettings = ModemDialerSettings | PppDialerSettings

/** As a remote router asks for them. `password` is a secret. */
export interface DialCredentials {
  readonly userName: string
  readonly domain?: string
  readonly password?: string
}

export interface DialSettings {
  /** Unique without regard to case, 1–256 characters; fixed at creation. */
  readonly name: string
  readonly type: DialType
  readonly enabled: boolean
  readonly dialer: DialerSettings
  /** Persistent interfaces are connected at once, have no idle limit and are restored when they drop. */
  readonly persistent: boolean
  /** Among interfaces with a route to the same destination the lowest number serves. */
  readonly priority: number
  readonly routes: readonly DialRoute[]
  /** Which traffic dials and which keeps it connected; all when absent. */
  readonly filter?: PacketFilter
  readonly dialOutHours?: DialOutHours
  /** Hangs up after so long without traffic that counts; `never` to stay connected. Of no effect while it is persistent. */
  readonly idleTimeout: Duration | 'never'
  readonly redial: RedialSettings
  readonly unreachable: UnreachableSettings
  readonly hold: HoldSettings
  /** Masquerades what is forwarded through the link. */
  readonly nat: boolean
  /** The network's name servers serve this machine while it is connected, and a look-up dials. */
  readonly dns: boolean
  readonly credentials?: DialCredentials
}

/** Settings as they are shown: the password is replaced by the fact that there is one. */
export type PublicDialSettings = Omit<DialSettings, 'credentials'> & {
  readonly credentials?: Omit<DialCredentials, 'password'> & { readonly hasPassword: boolean }
}

/** Counters of one link, from its beginning or since they were cleared. Bytes include IP headers. */
export interface LinkStatistics {
  readonly bytesSent: number
  readonly bytesReceived: number
  readonly packetsSent: number
  readonly packetsReceived: number
  readonly errorsSent: number
  readonly errorsReceived: number
}

/** A dial interface as a user sees it. */
export interface DialInterface {
  /** GUID. */
  readonly id: string
  readonly name: string
  readonly settings: PublicDialSettings
  /** What is stored equals what runs: false after a change that ends with the service. */
  readonly stored: boolean
  /** The operator's file that has it, if one does. */
  readonly file?: string
  readonly state: DialState
  readonly reason: Reason
  /** When the present state began. */
  readonly since: Instant
  /** Not empty exactly while `unreachable`. */
  readonly unreachability: readonly UnreachabilityReason[]
  /** Why the last attempt failed or the last connection ended. */
  readonly lastError?: Cause
  /** The next attempt by itself: a redial, or the end of the unreachable wait. */
  readonly nextAttempt?: Instant
  /** When traffic may dial it again, while it is down outside its dial-out hours. */
  readonly hoursBegin?: Instant
  /** While connecting: 1 for the first attempt. */
  readonly attempt?: number
  /** While connected. */
  readonly connected?: DialConnection
  /** Which request moves it, while one does. */
  readonly request?: number
  /** What the data path does, or why there is none. */
  readonly dataPath: DataPathState
}

/** What an interface is connected by (RAS_CONNECTION, RAS_PORT). */
export interface DialConnection {
  /** Unique per connect, never reused within an epoch, not zero (hConnection). */
  readonly number: number
  readonly direction: 'outgoing' | 'incoming'
  readonly since: Instant
  /** Where there is one: the id of the connection of the modem. */
  readonly connection?: string
  /** What is dialled with, for people: the name of the modem, or of the device of a line (RAS_PORT). */
  readonly port: string
  readonly ip: IpSettings
  readonly link: Link
  /** The caller on whose behalf; absent when traffic or persistence did it. */
  readonly by?: string
  readonly statistics?: LinkStatistics
}

/**
 * `holding`: its routes lead to us, packets that dial are kept. `open`: packets flow in the kernel. `withdrawn`: it has no
 * routes. `absent`: nothing is configured in this machine, and why.
 */
export type DataPathState =
  { readonly state: 'holding' | 'open' | 'withdrawn' } | { readonly state: 'absent'; readonly cause: Cause }

/** Demand dialling as a whole. `absent`: this service does none (RRAS: a LAN-only router). */
export interface DemandDial {
  readonly state: 'running' | 'paused' | 'absent'
}

/** What is dialled with: a modem, or a line that a dial interface has for itself (RAS_PORT). */
export interface DialPort {
  /** Unique while the service runs, not zero (hPort). */
  readonly number: number
  readonly kind: 'modem' | 'serial' | 'pppoe'
  /** The name of the modem, or of the device of the line. */
  readonly name: string
  /** The id of the modem, where it is one. */
  readonly modem?: string
  readonly device: string
  /** `listening`: a line that waits for callers. */
  readonly condition: 'non-operational' | 'disconnected' | 'listening' | 'initializing' | 'authenticated'
  /** The number of the connection that uses it, and whose that is. */
  readonly connection?: number
  readonly dialInterface?: string
  /** When that connection began. */
  readonly since?: Instant
  /** Connections of dial interfaces that it has carried since the service was started. */
  readonly calls: number
  readonly statistics?: LinkStatistics
}

export function toPublicDialSettings(settings: DialSettings): PublicDialSettings {
  const { credentials, ...rest } = settings
  if (credentials === undefined) return rest
  const { password, ...shown } = credentials
  return { ...rest, credentials: { ...shown, hasPassword: password !== undefined } }
}

/** What an interface is dialled with, in a few words: `internet by modem0`, `*99# on /dev/ttyUSB0`, `PPPoE on eth1`. */
export function describeDialer(dialer: DialerSettings): string {
  if (dialer.kind === 'modem') {
    const { profile, modems } = dialer
    return modems.length === 0 ? profile : `${profile} by ${modems.join(', ')}`
  }
  const { line } = dialer
  return line.kind === 'serial' ? `${line.number} on ${line.device}` : `PPPoE on ${line.device}`
}
