/** Which IP packets count: demand-dial filters, in the terms of the headers they look at. IPv4 and IPv6. */

/** Network in CIDR notation: `10.0.0.0/8`, `2001:db8::/32`. Host bits are zero. */
export type IpPrefix = string

/** Both ends inclusive. */
export interface PortRange {
  readonly from: number
  readonly to: number
}

export interface PacketRule {
  readonly family?: 'ipv4' | 'ipv6'
  readonly source?: IpPrefix
  readonly destination?: IpPrefix
  /** IANA protocol number, or the name of a common one. `tcp-established`: TCP with ACK or RST (FILTER_PROTO_TCP_ESTAB). */
  readonly protocol?: number | 'tcp' | 'tcp-established' | 'udp' | 'icmp' | 'icmpv6'
  /** With tcp and udp. */
  readonly sourcePort?: PortRange
  readonly destinationPort?: PortRange
  /** With icmp and icmpv6. */
  readonly icmpType?: number
  readonly icmpCode?: number
}

/** `only`: what a rule matches counts. `except`: everything else does. */
export interface PacketFilter {
  readonly action: 'only' | 'except'
  readonly rules: readonly PacketRule[]
}

/** What a filter looks at: read once from the headers of a packet, which anybody may have made. */
export interface PacketHeaders {
  readonly family: 'ipv4' | 'ipv6'
  /** 4 or 16 bytes, in network order. */
  readonly source: Uint8Array
  readonly destination: Uint8Array
  /** IANA number; of IPv6 what follows the extension headers. */
  readonly protocol: number
  /** TCP and UDP. Absent in a fragment that is not the first, and in a packet too short to hold them. */
  readonly sourcePort?: number
  readonly destinationPort?: number
  /** TCP with ACK or RST. */
  readonly established?: boolean
  /** ICMP and ICMPv6. */
  readonly icmpType?: number
  readonly icmpCode?: number
}

/** Whether a packet counts. Synchronous, quick, never throws. */
export type PacketDecision = (packet: PacketHeaders) => boolean

/** Makes the decision of a filter; without one, all packets count. */
export type FilterCompiler = (filter: PacketFilter | undefined) => PacketDecision
