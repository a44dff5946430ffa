/** What the head of an IP packet says, and what one is made of (RFC 791 §3.1, RFC 8200 §3). Pure; packets are from anybody. */

export interface IpPacket {
  readonly version: 4 | 6
  /** Views of 4 or 16 bytes. */
  readonly source: Uint8Array
  readonly destination: Uint8Array
  /** Of what follows the header: of IPv6 the first next header. */
  readonly protocol: number
  readonly hopLimit: number
  /** What follows the header, without what lies behind the packet. */
  readonly payload: Uint8Array
  /** Whether it is a part of a packet, the first one included. */
  readonly isFragment: boolean
}

export const PROTOCOL = { icmp: 1, tcp: 6, udp: 17, fragment: 44, icmpv6: 58 } as const

const IPV4_HEADER = 20
const IPV6_HEADER = 40
const HOP_LIMIT = 64
/** More fragments, and the offset of this one. */
const FRAGMENTED = 0x3fff

/** Nothing for what is no IP packet, or not a whole one. */
export function readIpPacket(bytes: Uint8Array): IpPacket | undefined {
  const version = (bytes[0] ?? 0) >> 4
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (version === 6) {
    if (bytes.length < IPV6_HEADER) return undefined
    const end = IPV6_HEADER + view.getUint16(4)
    if (end > bytes.length) return undefined
    const protocol = view.getUint8(6)
    return {
      version,
      source: bytes.subarray(8, 24),
      destination: bytes.subarray(24, 40),
      protocol,
      hopLimit: view.getUint8(7),
      payload: bytes.subarray(IPV6_HEADER, end),
      isFragment: protocol === PROTOCOL.fragment,
    }
  }
  if (version !== 4 || bytes.length < IPV4_HEADER) return undefined
  const header = (view.getUint8(0) & 0x0f) * 4
  const end = view.getUint16(2)
  if (header < IPV4_HEADER || end < header || end > bytes.length) return undefined
  return {
    version,
    source: bytes.subarray(12, 16),
    destination: bytes.subarray(16, 20),
    protocol: view.getUint8(9),
    hopLimit: view.getUint8(8),
    payload: bytes.subarray(header, end),
    isFragment: (view.getUint16(6) & FRAGMENTED) !== 0,
  }
}

export interface IpPacketParts {
  readonly source: Uint8Array
  readonly destination: Uint8Array
  readonly protocol: number
  readonly payload: Uint8Array
  /** 64 unless told. */
  readonly hopLimit?: number
}

/** A packet of the version that the addresses are of. */
export function writeIpPacket({
  source,
  destination,
  protocol,
  payload,
  hopLimit = HOP_LIMIT,
}: IpPacketParts): Uint8Array {
  const isV4 = source.length === 4
  const header = isV4 ? IPV4_HEADER : IPV6_HEADER
  const bytes = new Uint8Array(header + payload.length)
  const view = new DataView(bytes.buffer)
  bytes.set(payload, header)
  if (isV4) {
    view.setUint16(0, 0x4500)
    view.setUint16(2, bytes.length)
    view.setUint8(8, hopLimit)
    view.setUint8(9, protocol)
    bytes.set(source, 12)
    bytes.set(destination, 16)
    view.setUint16(10, checksum(bytes.subarray(0, IPV4_HEADER)))
  } else {
    view.setUint8(0, 0x60)
    view.setUint16(4, payload.length)
    view.setUint8(6, protocol)
    view.setUint8(7, hopLimit)
    bytes.set(source, 8)
    bytes.set(destination, 24)
  }
  return bytes
}

/** RFC 1071. */
export function checksum(bytes: Uint8Array, sum = 0): number {
  for (let at = 0; at < bytes.length; at += 2) sum += ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16)
  return ~sum & 0xffff
}

/** Of what carries the addresses in its sum: UDP, TCP and ICMPv6 (RFC 8200 §8.1, RFC 768). Its own field is zero or right. */
export function transportChecksum(
  packet: Pick<IpPacketParts, 'source' | 'destination' | 'protocol' | 'payload'>,
): number {
  const { source, destination, protocol, payload } = packet
  let sum = protocol + payload.length
  for (const address of [source, destination]) {
    for (let at = 0; at < address.length; at += 2) sum += ((address[at] ?? 0) << 8) | (address[at + 1] ?? 0)
  }
  return checksum(payload, sum)
}
