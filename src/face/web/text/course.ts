/** What a dial interface is brought up by, and what it waits for: by the clock, and for how long. */
import type { Instant } from '../../../base/index.ts'
import type { DialInterface } from '../../../core/index.ts'

/** What may dial it without being asked: itself, traffic, or nothing. */
export function mannerOf({
  persistent,
  routes,
}: DialInterface['settings']): 'persistent' | 'demand' | 'hand' {
  if (persistent) return 'persistent'
  return routes.some(({ dials }) => dials) ? 'demand' : 'hand'
}

export interface Course {
  readonly what: 'redial' | 'back-off' | 'attempt' | 'hours'
  /** Before how long it is. */
  readonly words: string
  readonly from: Instant
  readonly to: Instant
}

/** Nothing where no clock will change its state. */
export function courseOf(one: DialInterface): Course | undefined {
  const { state, nextAttempt, hoursBegin, since, unreachability, attempt } = one
  const span = (what: Course['what'], words: string, to: Instant): Course => ({
    what,
    words,
    from: since,
    to,
  })
  if (unreachability.includes('disabled') || unreachability.includes('paused')) return undefined
  if (hoursBegin !== undefined && hoursBegin > (nextAttempt ?? 0)) {
    return span('hours', 'Its dial-out hours begin in', hoursBegin)
  }
  if (nextAttempt === undefined) return undefined
  if (state === 'connecting') return span('redial', `Redials (attempt ${(attempt ?? 1) + 1}) in`, nextAttempt)
  return unreachability.includes('connection-failure')
    ? span('back-off', 'Back-off ends in', nextAttempt)
    : span('attempt', 'Next attempt in', nextAttempt)
}
