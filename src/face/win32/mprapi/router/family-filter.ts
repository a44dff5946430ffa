/**
 * The demand-dial filter of an interface as two, one of IPv4 and one of IPv6, as the transports have them. They are independent:
 * without a filter every packet of a family counts, whatever the other family has. A rule that names no family is in both.
 */
import { equal } from '../../../../base/index.ts'
import type { PacketFilter, PacketRule } from '../../../../core/index.ts'
import { ERROR_INVALID_PARAMETER } from '../../win32-error.ts'
import { ErrorNumber } from './error-number.ts'

export type Family = NonNullable<PacketRule['family']>

/** What counts of one family. Each of the rules names it, and says something else than the others. */
export type FamilyFilter = 'everything' | 'nothing' | PacketFilter

export function familyFilter(filter: PacketFilter | undefined, family: Family): FamilyFilter {
  if (filter === undefined) return 'everything'
  const rules = filter.rules
    .filter((rule) => (ruleFamily(rule) ?? family) === family)
    .map((rule) => ({ ...rule, family }))
    .filter((rule, at, all) => all.findIndex((same) => equal(same, rule)) === at)
  const listsAll = rules.some((rule) => equal(rule, { family }))
  if (!listsAll && rules.length > 0) return { action: filter.action, rules }
  return listsAll === (filter.action === 'only') ? 'everything' : 'nothing'
}

/**
 * The filter of an interface with another one for that family; one that says what is so already changes nothing.
 * @throws ErrorNumber `ERROR_INVALID_PARAMETER` where one family lists what counts, and the other one what does not
 */
export function withFamilyFilter(
  now: PacketFilter | undefined,
  family: Family,
  wanted: PacketFilter | undefined,
): PacketFilter | undefined {
  const mine = familyFilter(wanted, family)
  if (equal(mine, familyFilter(now, family))) return now
  const other = family === 'ipv4' ? 'ipv6' : 'ipv4'
  const others = familyFilter(now, other)
  if (mine === 'everything' && others === 'everything') return undefined
  const [listed] = [mine, others].filter((one) => typeof one === 'object')
  const action = listed?.action ?? 'except'
  return { action, rules: [...rulesFor(others, other, action), ...rulesFor(mine, family, action)] }
}

function rulesFor(
  filter: FamilyFilter,
  family: Family,
  action: PacketFilter['action'],
): readonly PacketRule[] {
  if (typeof filter === 'string') {
    return (filter === 'everything') === (action === 'only') ? [{ family }] : []
  }
  // One action holds for all rules of an interface.
  if (filter.action !== action) throw new ErrorNumber(ERROR_INVALID_PARAMETER)
  return filter.rules
}

/** Absent: it is about both. */
function ruleFamily({ family, source, destination, protocol }: PacketRule): Family | undefined {
  const prefix = source ?? destination
  if (prefix !== undefined) return prefix.includes(':') ? 'ipv6' : 'ipv4'
  if (protocol === 'icmp') return 'ipv4'
  return protocol === 'icmpv6' ? 'ipv6' : family
}
