/**
 * What the data path asks of the kernel, in its own words: the seam between deciding what is to be configured, which is tested
 * everywhere, and doing it. Calls are synchronous and take some microseconds.
 */
import type { IpPrefix, LinkStatistics } from '../../core/index.ts'

export interface Device {
  readonly name: string
  readonly index: number
  readonly alias?: string
  /** Set up by somebody. */
  readonly up: boolean
  readonly carrier: boolean
  /** It has its carrier and the kernel has started it: what is sent before that is dropped. */
  readonly running: boolean
  /** Bytes. */
  readonly mtu: number
  readonly statistics: LinkStatistics
}

export interface DeviceChange {
  readonly up?: boolean
  readonly mtu?: number
  readonly alias?: string
  /** No addresses of the kernel's own making: a TUN has no neighbours. */
  readonly quiet?: boolean
}

export interface AddressEntry {
  readonly device: string
  readonly address: string
  readonly prefixLength: number
  /** `link`: no other device borrows it as a source. */
  readonly scope: 'global' | 'link'
}

/** In the main table, with our mark. Without a device what it leads to is unreachable, and senders are told at once. */
export interface RouteEntry {
  readonly destination: IpPrefix
  readonly metric: number
  readonly device?: string
  readonly gateway?: string
  readonly source?: string
}

export interface TunSink {
  packet(bytes: Uint8Array): void
  /** The device was taken away. */
  ended(error?: Error): void
}

export interface PacketSender extends Disposable {
  /** @throws SystemError */
  send(packet: Uint8Array, destination: Uint8Array): void
}

/** News that something may have changed: whoever is told looks for himself. */
export interface KernelSink {
  device(name: string): void
  /** Routes or addresses. */
  routes(): void
  rules(): void
}

/** What it refuses is thrown as a `SystemError`, of nftables as an `NftablesError`. */
export interface Kernel {
  /** Why nothing can be configured; nothing when all that is needed is there. */
  obstacle(): { readonly code: 'access_denied' | 'not_supported'; readonly message: string } | undefined
  /** Changes with every start of the machine. */
  readonly bootId: string
  /** The network namespace, by its inode: all that is asked and told here is of it alone. */
  readonly namespace: string
  /** Whether a device speaks IPv6; without its name, those that are yet to be made. */
  hasIpv6(device?: string): boolean
  devices(): readonly Device[]
  device(name: string): Device | undefined
  setDevice(name: string, change: DeviceChange): void
  /** In one batch: each alone would wait for the kernel's grace period. Those that are gone are passed over. */
  removeDevices(names: readonly string[]): void
  /** Of all devices unless one is named. */
  addresses(device?: string): readonly AddressEntry[]
  addAddress(entry: AddressEntry): void
  removeAddress(entry: AddressEntry): void
  /** Whether packets to an address are taken for this machine's. */
  isLocal(address: string): boolean
  /** Ours. */
  routes(): readonly RouteEntry[]
  /** Fails when anybody has a route to the same destination with the same metric. */
  addRoute(entry: RouteEntry): void
  /** Takes the place of ours to the same destination with the same metric, without a moment in which there is none. */
  replaceRoute(entry: RouteEntry): void
  removeRoute(entry: RouteEntry): void
  /** One transaction. */
  rules(script: string): void
  hasTable(): boolean
  /** Packets, by the name of the counter. */
  counters(): ReadonlyMap<string, number>
  openTun(name: string, sink: TunSink): Disposable
  openSender(family: 4 | 6, device: string): PacketSender
  /** A message of ICMP or ICMPv6 from this machine; the checksum of the latter is put in. */
  sendIcmp(family: 4 | 6, message: Uint8Array, destination: Uint8Array): void
  watch(sink: KernelSink): Disposable
}
