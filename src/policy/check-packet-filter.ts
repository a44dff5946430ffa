/** Whether a demand-dial filter makes sense: each rule in itself, and all of them together. */
import { equal } from '../base/index.ts'
import {
  parseIpPrefix,
  type IpNetwork,
  type PacketFilter,
  type PacketRule,
  type PortRange,
} from '../core/index.ts'
import { numberOfProtocol } from './packet-filter.ts'
import type { Problems } from './problem.ts'

/** More than a person writes; a decision looks at every one. */
const MOST_RULES = 256
/** TCP, UDP, DCCP, SCTP, UDP-Lite. */
const WITH_PORTS = [6, 17, 33, 132, 136]

export function checkPacketFilter({ action, rules }: PacketFilter, problems: Problems): void {
  if (rules.length > MOST_RULES) {
    problems.add('filter.rules', `has ${rules.length} rules; ${MOST_RULES} are the most`)
  }
  if (rules.length === 0 && action === 'only') {
    problems.add(
      'filter.rules',
      'is empty: with the action "only" no traffic at all would count; leave the filter out, or give a rule',
    )
  }
  for (const [index, rule] of rules.slice(0, MOST_RULES).entries()) {
    const key = `filter.rules[${index}]`
    checkRule(rule, key, problems)
    const same = rules.findIndex((other) => equal(other, rule))
    if (same < index) problems.add(key, `says the same as rule ${same + 1}`)
  }
}

function checkRule(rule: PacketRule, key: string, problems: Problems): void {
  const families = [
    ['family', rule.family],
    ['source', familyOf(rule.source, `${key}.source`, problems)],
    ['destination', familyOf(rule.destination, `${key}.destination`, problems)],
    ['protocol', rule.protocol === 'icmp' ? 'ipv4' : rule.protocol === 'icmpv6' ? 'ipv6' : undefined],
  ].flatMap(([part, family]) => (part === undefined || family === undefined ? [] : [{ part, family }]))
  const [first, ...others] = families
  const other = others.find(({ family }) => family !== first?.family)
  if (first !== undefined && other !== undefined) {
    problems.add(
      `${key}.${other.part}`,
      `is of ${other.family} while ${first.part} is of ${first.family}: no packet is both`,
    )
  }
  checkTransport(rule, key, problems)
}

function checkTransport(rule: PacketRule, key: string, problems: Problems): void {
  const { protocol, sourcePort, destinationPort, icmpType, icmpCode } = rule
  const number = protocol === undefined ? undefined : numberOfProtocol(protocol)
  if (number !== undefined) within(problems, `${key}.protocol`, 'a protocol number', number, 255)
  for (const [part, range] of Object.entries({ sourcePort, destinationPort })) {
    if (range === undefined) continue
    if (number === undefined || !WITH_PORTS.includes(number)) {
      problems.add(`${key}.${part}`, 'needs a protocol that has ports: tcp or udp')
    }
    checkRange(range, `${key}.${part}`, problems)
  }
  for (const [part, value] of Object.entries({ icmpType, icmpCode })) {
    if (value === undefined) continue
    if (number !== 1 && number !== 58) problems.add(`${key}.${part}`, 'needs the protocol icmp or icmpv6')
    within(problems, `${key}.${part}`, part === 'icmpType' ? 'a type' : 'a code', value, 255)
  }
}

function checkRange({ from, to }: PortRange, key: string, problems: Problems): void {
  const valid =
    within(problems, `${key}.from`, 'a port', from, 65_535) &&
    within(problems, `${key}.to`, 'a port', to, 65_535)
  if (valid && from > to) {
    problems.add(key, `has a range of ports that ends (${to}) before it begins (${from})`)
  }
}

/** Says what of the rule it is: who reads it may see the rule as one text, not its parts. */
function within(problems: Problems, key: string, what: string, value: number, most: number): boolean {
  if (Number.isInteger(value) && value >= 0 && value <= most) return true
  problems.add(key, `needs ${what} from 0 to ${most}, not ${value}`)
  return false
}

function familyOf(
  prefix: string | undefined,
  key: string,
  problems: Problems,
): IpNetwork['family'] | undefined {
  if (prefix === undefined) return undefined
  const network = parseIpPrefix(prefix)
  if (network === undefined) problems.add(key, notNetwork(prefix))
  return network?.family
}

export function notNetwork(text: string): string {
  return `${JSON.stringify(text.slice(0, 64))} is no network: write one as 10.0.0.0/8 or 2001:db8::/32, with no bit set beyond its length`
}
