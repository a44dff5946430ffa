import { describe, expect, test } from 'vitest'
import { cycleStart, planStatus, type DataPlan } from './data-plan.ts'

const day = (text: string): number => Date.parse(`${text}T00:00:00Z`)
const GB = 1e9

describe('a billing cycle', () => {
  test.each([
    ['begins on its day', 15, '2026-03-20', '2026-03-15', '2026-04-15'],
    ['begins with its day', 15, '2026-03-15', '2026-03-15', '2026-04-15'],
    ['began in the month before', 15, '2026-03-14', '2026-02-15', '2026-03-15'],
    ['began in the year before', 15, '2026-01-03', '2025-12-15', '2026-01-15'],
    ['begins on the last day of a short month', 31, '2026-02-28', '2026-02-28', '2026-03-31'],
    ['begins on the last day of a leap February', 30, '2024-03-01', '2024-02-29', '2024-03-30'],
  ])('%s', (_, billingDay, now, start, next) => {
    expect(cycleStart(billingDay, day(now))).toBe(day(start))
    expect(cycleStart(billingDay, day(start), 1)).toBe(day(next))
  })
})

describe('what of a plan is used', () => {
  const now = day('2026-03-20')
  /** A gigabyte a day. */
  const steady = (from: number): number => ((now - from) / 86_400_000) * GB

  test.each<[string, Partial<DataPlan>, object]>([
    ['since the cycle began', { billingDay: 15 }, { used: 5 * GB, since: day('2026-03-15') }],
    ['since it was set, where there is no cycle', {}, { used: 10 * GB, since: day('2026-03-10') }],
    [
      'is what the operator has counted, and what came after',
      { billingDay: 15, counted: { bytes: 50 * GB, at: day('2026-03-18') } },
      { used: 52 * GB },
    ],
    [
      'is not what the operator counted in another cycle',
      { billingDay: 15, counted: { bytes: 50 * GB, at: day('2026-03-14') } },
      { used: 5 * GB },
    ],
    ['is far from the limit', { billingDay: 15, limit: 10 * GB }, { overLimit: false, nearLimit: false }],
    ['is near the limit', { billingDay: 15, limit: 6 * GB }, { overLimit: false, nearLimit: true }],
    ['is near where it is said', { billingDay: 15, limit: 10 * GB, nearAt: 0.5 }, { nearLimit: true }],
    ['is the limit', { billingDay: 15, limit: 5 * GB }, { overLimit: true, nearLimit: false }],
    ['has no limit', { billingDay: 15 }, { overLimit: false, nearLimit: false }],
  ])('%s', (_, plan, expected) => {
    expect(planStatus({ cost: 'fixed', ...plan }, day('2026-03-10'), now, steady)).toMatchObject(expected)
  })
})
