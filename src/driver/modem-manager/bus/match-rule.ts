/** Match rules: as text for the bus, and as a question about a signal that came. */
import { BUS, type BusSignal, type MatchRule } from './bus.ts'

/** D-Bus specification, "Match Rules". No value that is used has an apostrophe. */
export function ruleText(rule: MatchRule): string {
  const { sender, interface: of, member, path, arg0 } = rule
  const keys = { sender, interface: of, member, path, arg0 }
  const given = Object.entries(keys).filter(([, value]) => value !== undefined)
  return ["type='signal'", ...given.map(([key, value]) => `${key}='${value ?? ''}'`)].join(',')
}

/**
 * Whether it may be meant. The bus knows which unique name stands behind a sender's other name; whoever subscribes to one
 * of those has to know as well, as anybody can send a signal straight to this connection.
 */
export function matches(rule: MatchRule, signal: BusSignal): boolean {
  const { sender, interface: of, member, path, arg0 } = rule
  if ((sender === BUS || sender.startsWith(':')) && signal.sender !== sender) return false
  return (
    (of === undefined || signal.interface === of) &&
    (member === undefined || signal.member === member) &&
    (path === undefined || signal.path === path) &&
    (arg0 === undefined || signal.body[0] === arg0)
  )
}
