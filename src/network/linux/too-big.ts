/**
 * What a router does with a packet that is larger than the link it is to leave by: an IPv4 packet that may be divided is divided
 * (RFC 791 §3.2); of another its sender is told how large it may be (RFC 1191 §4, RFC 8201 §3, RFC 4443 §3.2), unless nobody may be
 * told anything of it (RFC 1812 §4.3.2.7, RFC 4443 §2.4). Pure; packets are from anybody.
 */

export type TooBig =
  | { readonly do: 'send'; readonly packets: readonly Uint8Array[] }
  /** `message`: of ICMP or ICMPv6, from its header on, to the packet's sender. */
  | { readonly do: 'answer'; readonly message: Uint8Array; readonly to: Uint8Array }
  | { readonly do: 'drop' }

const DROP: TooBig = { do: 'drop' }

/** Bits of the field with the offset, which counts eight bytes (RFC 791 §3.1). */
const DO_NOT_DIVIDE = 0x4000
const MORE_FOLLOW = 0x2000
const OFFSET = 0x1fff

const ICMP = 1
const ICMPV6 = 58
/** An answer has as much of the packet as there is room for in what every path can take (RFC 1812 §4.3.2.3, RFC 4443 §2.4 c). */
const LONGEST_ANSWER = { 4: 576 - 20, 6: 1280 - 40 } as const

/** @param mtu of the link, in bytes */
export function tooBig(packet: Uint8Array, mtu: number): TooBig {
  const version = (packet[0] ?? 0) >> 4
  if (version === 6 && packet.length >= 40) return answerIpv6(packet, mtu)
  const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength)
  const header = ((packet[0] ?? 0) & 0x0f) * 4
  if (version !== 4 || header < 20 || packet.length < header) return DROP
  const field = view.getUint16(6)
  if ((field & DO_NOT_DIVIDE) !== 0) return answerIpv4(packet, header, field, mtu)
  const most = Math.floor((mtu - header) / 8) * 8
  return most < 8 ? DROP : { do: 'send', packets: divided(packet, header, field, most) }
}

function divided(packet: Uint8Array, header: number, field: number, most: number): Uint8Array[] {
  const fragments: Uint8Array[] = []
  for (let at = header; at < packet.length; at += most) {
    const end = Math.min(at + most, packet.length)
    const fragment = new Uint8Array(header + end - at)
    fragment.set(packet.subarray(0, header))
    fragment.set(packet.subarray(at, end), header)
    const view = new DataView(fragment.buffer)
    if (at > header) blankOptions(fragment, header)
    view.setUint16(2, fragment.length)
    const more = end < packet.length ? MORE_FOLLOW : field & MORE_FOLLOW
    view.setUint16(6, more | ((field & OFFSET) + (at - header) / 8))
    // The kernel gives a packet without an identification one of its own: all of these need the same.
    if (view.getUint16(4) === 0) view.setUint16(4, view.getUint16(10) | 1)
    fragments.push(fragment)
  }
  return fragments
}

/** Options that are not for every fragment become nothing (RFC 791 §3.1: the first bit of their type says which). */
function blankOptions(fragment: Uint8Array, header: number): void {
  const END = 0
  const NOTHING = 1
  for (let at = 20; at < header;) {
    const type = fragment[at] ?? END
    if (type === END) return
    const length = type === NOTHING ? 1 : Math.max(2, fragment[at + 1] ?? 2)
    if (type < 0x80) fragment.fill(NOTHING, at, Math.min(at + length, header))
    at += length
  }
}

function answerIpv4(packet: Uint8Array, header: number, field: number, mtu: number): TooBig {
  const [from, to] = [packet.subarray(12, 16), packet.subarray(16, 20)]
  const isLater = (field & OFFSET) !== 0
  // Of ICMP only questions are answered with errors: echo, timestamp, information, mask.
  const isError = packet[9] === ICMP && ![0, 8, 13, 14, 15, 16, 17, 18].includes(packet[header] ?? 3)
  if (isLater || isError || !isHost(from) || !isHost(to)) return DROP
  const message = answer(packet, LONGEST_ANSWER[4])
  const view = new DataView(message.buffer)
  // Destination unreachable, fragmentation needed.
  message.set([3, 4])
  view.setUint16(6, mtu)
  view.setUint16(2, checksum(view))
  return { do: 'answer', message, to: from }
}

/** 0.0.0.0/8, 127.0.0.0/8, and all from 224.0.0.0 on are no one host. */
function isHost([first = 0]: Uint8Array): boolean {
  return first !== 0 && first !== 127 && first < 224
}

function answerIpv6(packet: Uint8Array, mtu: number): TooBig {
  const from = packet.subarray(8, 24)
  const isError = packet[6] === ICMPV6 && (packet[40] ?? 0) < 128
  const isNobody = from[0] === 0xff || from.every((byte) => byte === 0)
  if (isError || isNobody) return DROP
  const message = answer(packet, LONGEST_ANSWER[6])
  // Packet too big. The kernel sums it up: the sum is over addresses that it chooses.
  message.set([2, 0])
  new DataView(message.buffer).setUint32(4, mtu)
  return { do: 'answer', message, to: from }
}

/** Eight bytes for the header, then the packet. */
function answer(packet: Uint8Array, longest: number): Uint8Array {
  const message = new Uint8Array(Math.min(8 + packet.length, longest))
  message.set(packet.subarray(0, message.length - 8), 8)
  return message
}

/** RFC 1071. */
function checksum(view: DataView): number {
  let sum = 0
  for (let at = 0; at < view.byteLength; at += 2) {
    sum += at + 1 < view.byteLength ? view.getUint16(at) : view.getUint8(at) << 8
  }
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16)
  return ~sum & 0xffff
}
