/**
 * Rules of a packet filter and routes as people write them, in configuration files and on the command line:
 * `tcp to 10.0.0.0/8 port 80-443`, `udp from 192.0.2.0/24 port 53`, `icmp type 8`; `10.0.0.0/8 metric 5 quiet`.
 */
import { DialtoneError } from '../../base/index.ts'
import type { DialRoute, PacketRule, PortRange } from '../../core/index.ts'

type Draft = { -readonly [Key in keyof PacketRule]: PacketRule[Key] }

const FAMILIES = ['ipv4', 'ipv6'] as const
const PROTOCOLS = ['tcp', 'tcp-established', 'udp', 'icmp', 'icmpv6'] as const

/** What each word of a rule takes, and where that goes. */
const WORDS: Record<string, (rule: Draft, value: string) => void> = {
  from: (rule, value) => (rule.source = value),
  to: (rule, value) => (rule.destination = value),
  'from-port': (rule, value) => (rule.sourcePort = portsOf(value)),
  port: (rule, value) => (rule.destinationPort = portsOf(value)),
  protocol: (rule, value) => (rule.protocol = wholeOf(value)),
  type: (rule, value) => (rule.icmpType = wholeOf(value)),
  code: (rule, value) => (rule.icmpCode = wholeOf(value)),
}

/** @throws DialtoneError `invalid_argument`. */
export function parsePacketRule(text: string): PacketRule {
  const rule: Draft = {}
  const words = text.trim().split(/\s+/)
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const [name] = [word]
    const family = FAMILIES.find((one) => one === name)
    const protocol = PROTOCOLS.find((one) => one === name)
    const take = Object.hasOwn(WORDS, name) ? WORDS[name] : undefined
    if (family !== undefined) rule.family = family
    else if (protocol !== undefined) rule.protocol = protocol
    else {
      const value = words.shift()
      if (take === undefined || value === undefined) throw unreadable(text)
      take(rule, value)
    }
  }
  return rule
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
