/** Round moments of the local day, to mark a stretch of time by. */
import type { Instant } from './clock.ts'

const DAY = 24 * 60
/** Minutes between marks: what divides an hour or a day, and then whole days. */
const STEPS = [
  1,
  2,
  5,
  10,
  15,
  30,
  60,
  120,
  180,
  240,
  360,
  720,
  DAY,
  2 * DAY,
  5 * DAY,
  7 * DAY,
  14 * DAY,
  30 * DAY,
  90 * DAY,
]
const MINUTE = 60_000

export interface RoundMoments {
  readonly moments: readonly Instant[]
  /** They are midnights, so that their day says all. */
  readonly days: boolean
}

/** Those from `from` on and before `to`, at least `apart` milliseconds apart; none where that is more than a quarter of a year. */
export function roundMoments(from: Instant, to: Instant, apart: number): RoundMoments {
  const isStretch = apart > 0 && Number.isFinite(to - from)
  const step = isStretch ? STEPS.find((minutes) => minutes * MINUTE >= apart) : undefined
  if (step === undefined) return { moments: [], days: false }
  const first = new Date(from)
  const moments: Instant[] = []
  for (let minutes = 0; ; minutes += step) {
    // Local time is counted on, so that a day on which clocks change moves no mark from its round moment.
    const at = new Date(first.getFullYear(), first.getMonth(), first.getDate(), 0, minutes).getTime()
    if (at >= to) return { moments, days: step >= DAY }
    // An hour that clocks repeat or leave out can bring two of them to one place.
    if (at >= from && at > (moments.at(-1) ?? -Infinity)) moments.push(at)
  }
}
