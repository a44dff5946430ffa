/**
 * Whether a packet counts: the demand-dial filter, decided on its raw bytes. What does not count neither dials nor keeps
 * connected. A filter is compiled once, to closures, and then asked for every packet.
 *
 * A rule that looks at what cannot be seen (the ports of a later fragment, a header that is cut off or hidden) is
 * undecided, and a packet on which a rule is undecided does not count, in either sense of the filter: whoever sends
 * fragments must not run up a telephone bill. Traffic that does not leave its link (link-local, its multicast groups,
 * broadcast) never counts: no connection serves it.
 */
import {
  formatIpAddress,
  parseIpPrefix,
  type IpPrefix,
  type PacketDecision,
  type PacketFilter,
  type PacketReader,
  type PacketRule,
  type PacketSummary,
} from '../core/index.ts'
import {
  emptyHeaders,
  ICMP,
  ICMPV6,
  readHeaders,
  TCP,
  UDP,
  UNSEEN,
  type PacketHeaders,
} from './packet-headers.ts'

/** What a network is made with: it reads packets, and decides on none. */
export const packetReader: PacketReader = { compile: compilePacketFilter, summarize: summarizePacket }

type Answer = typeof NO | typeof YES | typeof UNDECIDED
const NO = 0
const YES = 1
const UNDECIDED = 2

type Test = (headers: PacketHeaders) => Answer

/**
 * All packets count without a filter. The rules are taken to be valid (`checkPacketFilter`); one that is not matches nothing.
 */
export function compilePacketFilter(filter: PacketFilter | undefined): PacketDecision {
  const headers = emptyHeaders()
  if (filter === undefined) return (packet) => readHeaders(packet, headers) && leavesLink(headers)
  const rules = filter.rules.map(compileRule)
  const only = filter.action === 'only'
  return (packet) => {
    if (!readHeaders(packet, headers) || !leavesLink(headers)) return false
    let undecided = false
    for (const rule of rules) {
      const answer = rule(headers)
      if (answer === YES) return only
      if (answer === UNDECIDED) undecided = true
    }
    return !only && !undecided
  }
}

/** What a packet is, without its payload; nothing where it is no IP packet. */
export function summarizePacket(packet: Uint8Array): PacketSummary | undefined {
  const headers = emptyHeaders()
  if (!readHeaders(packet, headers)) return undefined
  const { family, protocol, sourcePort, destinationPort } = headers
  return {
    family: family === 4 ? 'ipv4' : 'ipv6',
    source: addressText(headers.source, family),
    destination: addressText(headers.destination, family),
    protocol,
    ...(sourcePort === UNSEEN ? {} : { sourcePort, destinationPort }),
    bytes: packet.length,
  }
}

function compileRule(rule: PacketRule): Test {
  const tests = [...headerTests(rule), ...transportTests(rule)]
  const [first, second] = tests
  if (first === undefined) return () => YES
  if (second === undefined) return first
  return (headers) => {
    let answer: Answer = YES
    for (const test of tests) {
      const one = test(headers)
      if (one === NO) return NO
      if (one === UNDECIDED) answer = UNDECIDED
    }
    return answer
  }
}

function headerTests({ family, source, destination, protocol }: PacketRule): Test[] {
  const tests: Test[] = []
  if (family !== undefined) {
    const wanted = family === 'ipv4' ? 4 : 6
    tests.push((headers) => (headers.family === wanted ? YES : NO))
  }
  if (destination !== undefined) tests.push(compileAddress(destination, 'destination'))
  if (source !== undefined) tests.push(compileAddress(source, 'source'))
  if (protocol === undefined) return tests
  const number = numberOfProtocol(protocol)
  tests.push((headers) => seen(headers.protocol, headers.protocol === number))
  if (protocol === 'tcp-established') {
    // An acknowledgement or a reset: RFC 9293 §3.1.
    tests.push(({ tcpFlags }) => seen(tcpFlags, (tcpFlags & 0x14) !== 0))
  }
  return tests
}

function transportTests({ sourcePort, destinationPort, icmpType, icmpCode }: PacketRule): Test[] {
  const tests: Test[] = []
  if (destinationPort !== undefined) {
    const { from, to } = destinationPort
    tests.push(({ destinationPort: port }) => seen(port, port >= from && port <= to))
  }
  if (sourcePort !== undefined) {
    const { from, to } = sourcePort
    tests.push(({ sourcePort: port }) => seen(port, port >= from && port <= to))
  }
  if (icmpType !== undefined) tests.push((headers) => seen(headers.icmpType, headers.icmpType === icmpType))
  if (icmpCode !== undefined) tests.push((headers) => seen(headers.icmpCode, headers.icmpCode === icmpCode))
  return tests
}

function seen(value: number, matches: boolean): Answer {
  if (value === UNSEEN) return UNDECIDED
  return matches ? YES : NO
}

function compileAddress(prefix: IpPrefix, side: 'source' | 'destination'): Test {
  const network = parseIpPrefix(prefix)
  if (network === undefined) return () => NO
  const { family, address, length } = network
  const view = new DataView(address.buffer, address.byteOffset, address.length)
  const words = Math.ceil(length / 32)
  const wanted = Int32Array.from({ length: words }, (_, word) => view.getInt32(word * 4))
  const masks = Int32Array.from({ length: words }, (_, word) => maskOfWord(length - word * 32))
  const number = family === 'ipv4' ? 4 : 6
  const [wanted0 = 0] = wanted
  const [mask0 = 0] = masks
  if (words < 2) {
    return (headers) =>
      headers.family === number && ((headers[side][0] ?? 0) & mask0) === wanted0 ? YES : NO
  }
  return (headers) => {
    if (headers.family !== number) return NO
    for (let word = 0; word < words; word++) {
      if (((headers[side][word] ?? 0) & (masks[word] ?? 0)) !== wanted[word]) return NO
    }
    return YES
  }
}

/** Shifting by 32 is shifting by none. */
function maskOfWord(bits: number): number {
  return bits >= 32 ? -1 : -1 << (32 - bits)
}

export function numberOfProtocol(protocol: NonNullable<PacketRule['protocol']>): number {
  switch (protocol) {
    case 'tcp':
    case 'tcp-established':
      return TCP
    case 'udp':
      return UDP
    case 'icmp':
      return ICMP
    case 'icmpv6':
      return ICMPV6
    default:
      return protocol
  }
}

/** RFC 4291 §2.5.6, §2.7; RFC 3927; RFC 5771 §4. */
function leavesLink({ family, source, destination }: PacketHeaders): boolean {
  const [to = 0] = destination
  if (family === 4) {
    // 224.0.0.0/24, 169.254.0.0/16, 255.255.255.255, 0.0.0.0
    if (to === -1 || to === 0 || to >>> 8 === 0xe00000) return false
    return to >>> 16 !== 0xa9fe && (source[0] ?? 0) >>> 16 !== 0xa9fe
  }
  const high = to >>> 16
  // ff01::/16 and ff02::/16 under any flags, fe80::/10, ::
  if (high >>> 8 === 0xff) return (high & 0x0f) > 2
  if (isLinkLocal(to) || isLinkLocal(source[0] ?? 0)) return false
  return destination.some((word) => word !== 0)
}

function isLinkLocal(word: number): boolean {
  return word >>> 22 === 0xfe80 >> 6
}

function addressText(words: Int32Array, family: 4 | 6): string {
  const bytes = new Uint8Array(family === 4 ? 4 : 16)
  const view = new DataView(bytes.buffer)
  for (let at = 0; at < bytes.length; at += 4) view.setInt32(at, words[at / 4] ?? 0)
  return formatIpAddress(bytes)
}
