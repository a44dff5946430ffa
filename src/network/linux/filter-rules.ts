/**
 * The traffic that counts, for the counters of nftables: the filter of a dial interface as the body of two chains, one for what
 * leaves by its link, one for what arrives.
 *
 * What was begun from this side counts in both directions: what arrives is looked at as the answer to what left, source and
 * destination exchanged. What strangers begin (scans, greetings of the internet) counts in neither until both sides have gone on
 * with it: else nothing would ever be idle, and their packets would be paid for.
 */
import { parseIpPrefix, type PacketFilter, type PacketRule, type PortRange } from '../../core/index.ts'

type Direction = 'leaving' | 'arriving'

/** What does not leave its link counts nowhere: broadcast, link-local, its multicast (RFC 3927, RFC 4291 §2.5.6, §2.7). */
const STAYS_V4 = '{ 0.0.0.0, 169.254.0.0/16, 224.0.0.0/24, 255.255.255.255 }'

/** The statements of the chain, in order; `counter` is the name of the counter. */
export function filterRules(
  filter: PacketFilter | undefined,
  direction: Direction,
  counter: string,
): string[] {
  const [stranger, far] = direction === 'leaving' ? ['reply', 'daddr'] : ['original', 'saddr']
  const count = `counter name "${counter}"`
  const rules = [
    `ct direction ${stranger} ct status & assured == 0 return`,
    `ip ${far} ${STAYS_V4} return`,
    `ip6 ${far} { ::, fe80::/10, ff00::/12 } return`,
  ]
  if (filter === undefined) return [...rules, count]
  const matches = filter.rules.flatMap((rule) => matchesOf(direction === 'leaving' ? rule : mirrored(rule)))
  if (filter.action === 'only') return [...rules, ...matches.map((match) => `${match} ${count} return`)]
  return [...rules, ...matches.map((match) => `${match} return`), count]
}

const ANSWERS: ReadonlyMap<number, number> = new Map([
  [8, 0], // echo (RFC 792)
  [13, 14], // timestamp
  [128, 129], // echo (RFC 4443)
])

/** The answer to what a rule matches. */
function mirrored(rule: PacketRule): PacketRule {
  const { source, destination, sourcePort, destinationPort, icmpType, ...rest } = rule
  return {
    ...rest,
    ...(destination === undefined ? {} : { source: destination }),
    ...(source === undefined ? {} : { destination: source }),
    ...(destinationPort === undefined ? {} : { sourcePort: destinationPort }),
    ...(sourcePort === undefined ? {} : { destinationPort: sourcePort }),
    ...(icmpType === undefined ? {} : { icmpType: ANSWERS.get(icmpType) ?? icmpType }),
  }
}

/** As `nft` writes it. One rule is two where it holds for ICMP of both families, none where it contradicts itself. */
function matchesOf(rule: PacketRule): string[] {
  const protocol = numberOf(rule.protocol)
  const families = new Set(['ipv4', 'ipv6'] as const)
  const narrow = (family: 'ipv4' | 'ipv6' | undefined): void => {
    if (family !== undefined) families.delete(family === 'ipv4' ? 'ipv6' : 'ipv4')
  }
  narrow(rule.family)
  for (const prefix of [rule.source, rule.destination]) {
    if (prefix !== undefined) narrow(parseIpPrefix(prefix)?.family)
  }
  const icmp = rule.icmpType !== undefined || rule.icmpCode !== undefined
  const ports = rule.sourcePort !== undefined || rule.destinationPort !== undefined
  if (ports && protocol !== undefined && !WITH_PORTS.includes(protocol)) return []
  if (icmp && protocol === ICMP) narrow('ipv4')
  if (icmp && protocol === ICMPV6) narrow('ipv6')
  if (icmp && protocol !== undefined && protocol !== ICMP && protocol !== ICMPV6) return []
  // Families matter to what is written only where the header that is looked at is one family's.
  const written = families.size < 2 || icmp ? [...families] : [undefined]
  return written.map((family) =>
    [...headers(rule, family, protocol), ...transport(rule, family, protocol)].join(' '),
  )
}

const ICMP = 1
const TCP = 6
const ICMPV6 = 58
/** UDP, UDP-Lite, SCTP and DCCP have their ports where TCP has them. */
const WITH_PORTS: readonly number[] = [TCP, 17, 136, 132, 33]

function headers(
  rule: PacketRule,
  family: 'ipv4' | 'ipv6' | undefined,
  protocol: number | undefined,
): string[] {
  const ip = family === 'ipv6' ? 'ip6' : 'ip'
  const ports = rule.sourcePort !== undefined || rule.destinationPort !== undefined
  const icmp = rule.icmpType !== undefined || rule.icmpCode !== undefined
  return [
    ...(family === undefined ? [] : [`meta nfproto ${family}`]),
    ...(rule.source === undefined ? [] : [`${ip} saddr ${rule.source}`]),
    ...(rule.destination === undefined ? [] : [`${ip} daddr ${rule.destination}`]),
    ...(protocol === undefined || icmp ? [] : [`meta l4proto ${protocol}`]),
    ...(protocol === undefined && ports ? [`meta l4proto { ${WITH_PORTS.join(', ')} }`] : []),
  ]
}

function transport(
  rule: PacketRule,
  family: 'ipv4' | 'ipv6' | undefined,
  protocol: number | undefined,
): string[] {
  const icmp = family === 'ipv6' ? 'icmpv6' : 'icmp'
  return [
    ...(protocol === TCP && rule.protocol === 'tcp-established' ? ['tcp flags & (ack | rst) != 0'] : []),
    ...(rule.sourcePort === undefined ? [] : [`th sport ${range(rule.sourcePort)}`]),
    ...(rule.destinationPort === undefined ? [] : [`th dport ${range(rule.destinationPort)}`]),
    ...(rule.icmpType === undefined ? [] : [`${icmp} type ${rule.icmpType}`]),
    ...(rule.icmpCode === undefined ? [] : [`${icmp} code ${rule.icmpCode}`]),
  ]
}

function range({ from, to }: PortRange): string {
  return `${from}-${to}`
}

function numberOf(protocol: PacketRule['protocol']): number | undefined {
  const names = { tcp: TCP, 'tcp-established': TCP, udp: 17, icmp: ICMP, icmpv6: ICMPV6 } as const
  return typeof protocol === 'string' ? names[protocol] : protocol
}
