/** What a subscriber has agreed with the operator, and how much of it is used. Nothing is enforced: it is told. */
import type { Instant } from '../base/index.ts'

/** `fixed`: free up to a limit. `variable`: paid by the byte. */
export type CostType = 'unknown' | 'unrestricted' | 'fixed' | 'variable'

export interface DataPlan {
  readonly cost: Exclude<CostType, 'unknown'>
  /** Bytes, received and sent together, in one billing cycle; absent where the operator sets none. */
  readonly limit?: number
  /** Day of the month, 1 to 31, on which a cycle begins, at midnight UTC; the last one in shorter months. */
  readonly billingDay?: number
  /** What the operator itself has counted in the present cycle, and when: what comes after is counted here. */
  readonly counted?: { readonly bytes: number; readonly at: Instant }
  /** The share of the limit from which on it is near: 0.8 unless told. */
  readonly nearAt?: number
  /** The operator, or the owner, wants no traffic but what a person waits for. */
  readonly backgroundRestricted?: boolean
}

export interface DataPlanStatus extends DataPlan {
  /** Bytes in the present cycle. */
  readonly used: number
  /** Since when they are counted: the beginning of the cycle; without a billing day the time when the plan was set. */
  readonly since: Instant
  readonly nextCycle?: Instant
  readonly overLimit: boolean
  readonly nearLimit: boolean
}

const NEAR = 0.8

/** `set`: when the plan was. `usedSince` gives the bytes that were transferred since then. */
export function planStatus(
  plan: DataPlan,
  set: Instant,
  now: Instant,
  usedSince: (from: Instant) => number,
): DataPlanStatus {
  const { limit, billingDay, counted, nearAt = NEAR } = plan
  const since = billingDay === undefined ? set : cycleStart(billingDay, now)
  const own = counted !== undefined && counted.at >= since ? counted : { bytes: 0, at: since }
  const used = own.bytes + usedSince(own.at)
  return {
    ...plan,
    used,
    since,
    ...(billingDay !== undefined && { nextCycle: cycleStart(billingDay, since, 1) }),
    overLimit: limit !== undefined && used >= limit,
    nearLimit: limit !== undefined && used >= limit * nearAt && used < limit,
  }
}

/** The last midnight UTC before `now` on which a cycle begins, or that of so many months later. */
export function cycleStart(billingDay: number, now: Instant, later = 0): Instant {
  const date = new Date(now)
  const month = date.getUTCFullYear() * 12 + date.getUTCMonth()
  const begun = dayOf(month, billingDay) <= now ? month : month - 1
  return dayOf(begun + later, billingDay)
}

function dayOf(month: number, billingDay: number): Instant {
  const year = Math.floor(month / 12)
  // Day 0 is the last one of the month before.
  const last = new Date(Date.UTC(year, (month % 12) + 1, 0)).getUTCDate()
  return Date.UTC(year, month % 12, Math.min(billingDay, last))
}
