/**
 * Rules of a packet filter and routes as people write them, in configuration files and on the command line:
 * `tcp to 10.0.0.0/8 port 80-443`, `udp from 192.0.2.0/24 port 53`, `icmp type 8`; `10.0.0.0/8 metric 5 quiet`.
 */
import { DialtoneError } from '../../base/index.ts'
import type { DialRoute, PacketRule, PortRange } from '../../core/index.ts'

const FAMILIES = ['ipv4', 'ipv6'] as const
const PROTOCOLS = ['tcp', 'tcp-established', 'udp', 'icmp', 'icmpv6'] as const

/** What each word of a rule takes, and where that goes. */
const WORDS: Record<string, (value: string) => PacketRule> = {
  from: (source) => ({ source }),
  to: (destination) => ({ destination }),
  'from-port': (value) => ({ sourcePort: portsOf(value) }),
  port: (value) => ({ destinationPort: portsOf(value) }),
  protocol: (value) => ({ protocol: wholeOf(value) }),
  type: (value) => ({ icmpType: wholeOf(value) }),
  code: (value) => ({ icmpCode: wholeOf(value) }),
}

/** @throws DialtoneError `invalid_argument`. */
export function parsePacketRule(text: string): PacketRule {
  let rule: PacketRule = {}
  const words = text.trim().split(/\s+/)
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const part = partOf(word, () => words.shift(), text)
    if (Object.keys(part).some((key) => key in rule)) throw ambiguous(word, text)
    rule = { ...rule, ...part }
  }
  return rule
}

function partOf(word: string, next: () => string | undefined, text: string): PacketRule {
  const family = FAMILIES.find((one) => one === word)
  if (family !== undefined) return { family }
  const protocol = PROTOCOLS.find((one) => one === word)
  if (protocol !== undefined) return { protocol }
  const take = Object.hasOwn(WORDS, word) ? WORDS[word] : undefined
  const value = next()
  if (take === undefined || value === undefined) throw unreadable(text)
  return take(value)
}

export function formatPacketRule(rule: PacketRule): string {
  const { family, source, destination, protocol, sourcePort, destinationPort, icmpType, icmpCode } = rule
  return [
    ...(family === undefined ? [] : [family]),
    ...(protocol === undefined ? [] : [typeof protocol === 'number' ? `protocol ${protocol}` : protocol]),
    ...(source === undefined ? [] : [`from ${source}`]),
    ...(sourcePort === undefined ? [] : [`from-port ${formatPorts(sourcePort)}`]),
    ...(destination === undefined ? [] : [`to ${destination}`]),
    ...(destinationPort === undefined ? [] : [`port ${formatPorts(destinationPort)}`]),
    ...(icmpType === undefined ? [] : [`type ${icmpType}`]),
    ...(icmpCode === undefined ? [] : [`code ${icmpCode}`]),
  ].join(' ')
}

/** @throws DialtoneError `invalid_argument`. */
export function parseDialRoute(text: string): DialRoute {
  const match = /^(\S+)(?:\s+metric\s+(\d{1,9}))?(\s+quiet)?$/.exec(text.trim())
  if (match === null) {
    throw new DialtoneError(
      'invalid_argument',
      `${JSON.stringify(text.slice(0, 80))} is no route: write a network, such as 10.0.0.0/8, then "metric NUMBER" and "quiet" (it does not dial) as needed`,
    )
  }
  const [, destination = '', metric = '0', quiet] = match
  return { destination, metric: Number(metric), dials: quiet === undefined }
}

export function formatDialRoute({ destination, metric, dials }: DialRoute): string {
  return `${destination}${metric === 0 ? '' : ` metric ${metric}`}${dials ? '' : ' quiet'}`
}

function portsOf(text: string): PortRange {
  const [from = '', to = from, ...rest] = text.split('-')
  if (rest.length > 0) throw unreadable(text)
  return { from: wholeOf(from), to: wholeOf(to) }
}

function formatPorts({ from, to }: PortRange): string {
  return from === to ? from.toString() : `${from}-${to}`
}

function wholeOf(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw unreadable(text)
  return Number(text)
}

function unreadable(text: string): DialtoneError {
  return new DialtoneError(
    'invalid_argument',
    `${JSON.stringify(text.slice(0, 80))} is no packet rule: write such as "tcp to 10.0.0.0/8 port 80-443", "udp port 53" or "icmp type 8"`,
  )
}

function ambiguous(word: string, text: string): DialtoneError {
  return new DialtoneError(
    'invalid_argument',
    `${JSON.stringify(text.slice(0, 80))} is no packet rule: "${word}" says something again that a rule says once; write a rule for each`,
  )
}
