/**
 * The headers of one IP packet as far as a filter looks at them. Packets come from whoever sends any: nothing is read
 * beyond the bytes that are there, and no chain of extension headers is followed for longer than an honest one is.
 *
 * One value is filled again and again, because a filter is asked for every packet.
 */

/** Not there, or not to be seen: beyond a fragment, in a truncated packet, behind an unknown header. */
export const UNSEEN = -1

export interface PacketHeaders {
  family: 4 | 6
  /** In 32-bit words from the left, as signed numbers; an IPv4 address is the first of them. */
  readonly source: Int32Array
  readonly destination: Int32Array
  /** The first header that is no extension header, or `UNSEEN`. */
  protocol: number
  /** Of TCP, UDP, UDP-Lite, SCTP and DCCP; else `UNSEEN`. */
  sourcePort: number
  destinationPort: number
  tcpFlags: number
  icmpType: number
  icmpCode: number
}

export const TCP = 6
export const UDP = 17
export const ICMP = 1
export const ICMPV6 = 58
/** UDP-Lite, SCTP, DCCP have their ports where UDP has them. */
const WITH_PORTS: ReadonlySet<number> = new Set([TCP, UDP, 136, 132, 33])

/** RFC 8200 §4.1 knows six extension headers, each at most once but for one; those of mobility and HIP come on top. */
const MOST_EXTENSIONS = 10

export function emptyHeaders(): PacketHeaders {
  return {
    family: 4,
    source: new Int32Array(4),
    destination: new Int32Array(4),
    protocol: UNSEEN,
    sourcePort: UNSEEN,
    destinationPort: UNSEEN,
    tcpFlags: UNSEEN,
    icmpType: UNSEEN,
    icmpCode: UNSEEN,
  }
}

/** Fills `headers` from the bytes of a packet; false where it is no IP packet. */
export function readHeaders(packet: Uint8Array, headers: PacketHeaders): boolean {
  headers.sourcePort = headers.destinationPort = headers.tcpFlags = UNSEEN
  headers.icmpType = headers.icmpCode = headers.protocol = UNSEEN
  const version = byte(packet, 0) >> 4
  if (version === 4) return readIpv4(packet, headers)
  return version === 6 && readIpv6(packet, headers)
}

/** RFC 791 §3.1. */
function readIpv4(packet: Uint8Array, headers: PacketHeaders): boolean {
  const length = (byte(packet, 0) & 0x0f) * 4
  if (length < 20 || packet.length < length) return false
  const total = word16(packet, 2)
  if (total < length) return false
  headers.family = 4
  headers.source[0] = word32(packet, 12)
  headers.destination[0] = word32(packet, 16)
  headers.protocol = byte(packet, 9)
  const fragmentOffset = word16(packet, 6) & 0x1fff
  if (fragmentOffset === 0) readTransport(packet, length, Math.min(total, packet.length), headers)
  return true
}

/** RFC 8200 §3, §4. */
function readIpv6(packet: Uint8Array, headers: PacketHeaders): boolean {
  if (packet.length < 40) return false
  headers.family = 6
  for (let word = 0; word < 4; word++) {
    headers.source[word] = word32(packet, 8 + word * 4)
    headers.destination[word] = word32(packet, 24 + word * 4)
  }
  const payload = word16(packet, 4)
  // A payload length of zero is a jumbogram (RFC 2675): as long as it is.
  const end = payload === 0 ? packet.length : Math.min(packet.length, 40 + payload)
  let next = byte(packet, 6)
  let at = 40
  for (let extensions = 0; extensions <= MOST_EXTENSIONS; extensions++) {
    switch (next) {
      case 0: // hop-by-hop options
      case 43: // routing
      case 60: // destination options
      case 135: // mobility
      case 139: // HIP
      case 140: // shim6
        if (at + 8 > end) return true
        next = byte(packet, at)
        at += (byte(packet, at + 1) + 1) * 8
        break
      case 51: // authentication header (RFC 4302 §2.2): in 32-bit words, less two
        if (at + 8 > end) return true
        next = byte(packet, at)
        at += (byte(packet, at + 1) + 2) * 4
        break
      case 44: {
        // fragment
        if (at + 8 > end) return true
        next = byte(packet, at)
        const offset = word16(packet, at + 2) & 0xfff8
        at += 8
        if (offset === 0) break
        // What follows is the middle of something. Which protocol it is part of is known if that header came first.
        if (!isExtension(next)) headers.protocol = next
        return true
      }
      default:
        headers.protocol = next
        readTransport(packet, at, end, headers)
        return true
    }
  }
  return true
}

function isExtension(header: number): boolean {
  return [0, 43, 44, 51, 60, 135, 139, 140].includes(header)
}

function readTransport(packet: Uint8Array, at: number, end: number, headers: PacketHeaders): void {
  const { protocol } = headers
  const rest = end - at
  if (WITH_PORTS.has(protocol)) {
    if (rest >= 4) {
      headers.sourcePort = word16(packet, at)
      headers.destinationPort = word16(packet, at + 2)
    }
    if (protocol === TCP && rest >= 14) headers.tcpFlags = byte(packet, at + 13)
  } else if ((protocol === ICMP && headers.family === 4) || (protocol === ICMPV6 && headers.family === 6)) {
    if (rest >= 2) {
      headers.icmpType = byte(packet, at)
      headers.icmpCode = byte(packet, at + 1)
    }
  }
}

function byte(packet: Uint8Array, at: number): number {
  return packet[at] ?? 0
}

function word16(packet: Uint8Array, at: number): number {
  return (byte(packet, at) << 8) | byte(packet, at + 1)
}

function word32(packet: Uint8Array, at: number): number {
  return (word16(packet, at) << 16) | word16(packet, at + 2)
}
