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

/** Whether a packet, given from its IP header on, counts. Anybody may have made it: synchronous, quick, never throws. */
export type PacketDecision = (packet: Uint8Array) => boolean
