/** What was used in a stretch of time, by the span. */
import type { Instant } from '../base/index.ts'
import { NOTHING_USED, sumOf, type Amount, type UsageRecord } from './usage.ts'

export type UsageGranularity = 'minute' | 'hour' | 'day' | 'total'

/** An amount, and how much of it was abroad. */
export interface SplitAmount extends Amount {
  readonly roaming: Amount
}

export interface UsageSpan extends SplitAmount {
  readonly start: Instant
  readonly end: Instant
}

export interface Usage {
  readonly from: Instant
  readonly to: Instant
  readonly granularity: UsageGranularity
  readonly total: SplitAmount
  /** In order; those in which nothing was up are left out. One at the most with `total`. */
  readonly spans: readonly UsageSpan[]
}

/** Milliseconds. */
const SPANS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const

const NOTHING: SplitAmount = { ...NOTHING_USED, roaming: NOTHING_USED }

/** `records` lie within the stretch. One that is kept in a longer span than is asked for is told as it is kept. */
export function usageReport(
  records: readonly UsageRecord[],
  range: Pick<Usage, 'from' | 'to' | 'granularity'>,
): Usage {
  const { from, to, granularity } = range
  const spans = new Map<Instant, UsageSpan>()
  for (const record of records) {
    const width = granularity === 'total' ? 0 : Math.max(SPANS[granularity], record.span)
    const start = width === 0 ? from : record.start - (record.start % width)
    const end = width === 0 ? to : start + width
    const span = spans.get(start) ?? { start, end, ...NOTHING }
    spans.set(start, { start, end: Math.max(span.end, end), ...plus(span, record) })
  }
  return {
    from,
    to,
    granularity,
    total: records.reduce(plus, NOTHING),
    spans: [...spans.values()].sort((one, other) => one.start - other.start),
  }
}

function plus(split: SplitAmount, record: UsageRecord): SplitAmount {
  return {
    ...sumOf(split, record),
    roaming: record.roaming ? sumOf(split.roaming, record) : split.roaming,
  }
}
