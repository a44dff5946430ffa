/**
 * The port behind which the IP side of this computer is: what leads packets into a dial interface, keeps those that dial
 * until the link is up, and lets them flow in the kernel from then on. It decides nothing about dialling.
 *
 * It touches nothing but what is its own: everything it makes carries its mark, is recorded before it is applied, and is
 * recognised by the next start, which repairs what a crash left behind. Operations of one path are carried out one after
 * the other and are atomic: one that fails leaves the path as it was and rejects with a `CauseError`.
 */
import type { Instant } from '../../base/index.ts'
import type { Cause } from '../cause.ts'
import type { DialRoute, HoldSettings, LinkStatistics } from '../dial-interface.ts'
import type { IpSettings, Link } from '../ip-settings.ts'
import type { LanInterface } from '../lan-interface.ts'
import type { PacketDecision, PacketFilter } from '../packet-filter.ts'

/**
 * What the data path of one dial interface is made from. Which packets dial is decided by the `PacketReader` that a network is
 * made with: it compiles the filter of each path, and again when it changes.
 */
export interface DataPathSettings {
  readonly name: string
  readonly routes: readonly DialRoute[]
  /** Added to the metric of its routes. */
  readonly priority: number
  readonly filter?: PacketFilter
  readonly hold: HoldSettings
  readonly nat: boolean
  readonly dns: boolean
}

export interface OpenLink {
  readonly ip: IpSettings
  readonly link: Link
}

/** Facts of a data path. */
export type DataPathFact =
  /** A packet was let through by the filter and is kept: told once until the path is opened, withdrawn or emptied. */
  | { readonly type: 'traffic'; readonly summary: PacketSummary }
  /** Somebody or something took away what was ours; the path has been repaired. */
  | { readonly type: 'repaired'; readonly what: string }
  /** The link is not there any more, or has lost its carrier. */
  | { readonly type: 'link-lost'; readonly cause: Cause }
  /** The path does not work any more. */
  | { readonly type: 'broken'; readonly cause: Cause }

/** What a packet is, for people and for `why`: never its payload. */
export interface PacketSummary {
  readonly family: 'ipv4' | 'ipv6'
  readonly source: string
  readonly destination: string
  readonly protocol: number
  readonly sourcePort?: number
  readonly destinationPort?: number
  readonly icmpType?: number
  readonly bytes: number
}

/** Reads packets for a network, which decides nothing itself. Packets are given from their IP header on. */
export interface PacketReader {
  /** Makes the decision of a filter; without one, all packets count that leave their link. */
  compile(filter: PacketFilter | undefined): PacketDecision
  /** Nothing where it is no IP packet. */
  summarize(packet: Uint8Array): PacketSummary | undefined
}

export interface DataPathCounters {
  /** Kept packets that wait now. */
  readonly waiting: number
  /** Since the path was made: sent on once the link was up. */
  readonly released: number
  /** Refused by the filter. */
  readonly refused: number
  /** Given up because of the bounds. */
  readonly overflowed: number
  readonly expired: number
}

export interface DataPath extends AsyncDisposable {
  /** Routes that dial lead to us; packets that dial are kept, others dropped and counted. */
  hold(): Promise<void>
  /**
   * Addresses, routes, name servers and NAT of the link; then what waits leaves on it. Rejects with `not_supported` when the
   * link has no network device.
   */
  open(link: OpenLink): Promise<void>
  /** No routes at all: another interface may serve. What waits is given up. */
  withdraw(): Promise<void>
  /** Changes what differs and touches nothing else, in whatever state it is. */
  change(settings: DataPathSettings): Promise<void>
  readonly counters: DataPathCounters
  /**
   * Counters of the link, and when traffic that counts was last seen while open: as exact as the calls are frequent. What was
   * begun from this side counts in both directions; what strangers begin counts once it was answered and went on.
   */
  usage(): Promise<{ readonly lastTraffic?: Instant; readonly statistics?: LinkStatistics }>
  clearStatistics(): Promise<void>
}

/** Disposed of, it leaves nothing of its own in this computer. */
export interface Network extends AsyncDisposable {
  readonly kind: string
  /** Why nothing can be configured here, such as a missing privilege; absent when all works. */
  readonly obstacle: Cause | undefined
  /** Repairs what an earlier life left behind; what belongs to `live` links is adopted. Called once, before any path. */
  start(live: readonly { readonly name: string; readonly link: OpenLink }[]): Promise<void>
  /**
   * The end of it in place of disposal, for a service that is started again: what only this process can do goes, but links that
   * are open stay as they are, and traffic on them goes on. The next `start` adopts them.
   */
  leave(): Promise<void>
  /** @throws CauseError when it cannot be: the cause names what overlaps or what the kernel refused. */
  path(settings: DataPathSettings, tell: (fact: DataPathFact) => void): Promise<DataPath>
  /** What would be configured, line by line, without touching anything. Works without privileges. */
  plan(settings: DataPathSettings, link?: OpenLink): readonly string[]
  /** What this computer is on besides, by index; nothing of ours and no modem's. Works without privileges and before `start`. */
  lanInterfaces(): readonly LanInterface[]
}
