/**
 * Whether a link was a success. What policy has dialled is on trial at first: if the network or the modem ends it by then, its
 * attempt has failed after all, and is redialled and waited for as such; else the next packet would dial at once, without end,
 * and each time pay for it. (`pppd` has `holdoff` for that.) A hand has its success as soon as the link is up.
 */
import { formatDuration, Milliseconds, Seconds, type ErrorCode, type Instant } from '../../base/index.ts'
import type { Cause } from '../../core/index.ts'
import type { DialPhase, FailedAttempt } from './machine.ts'

/** A link that lasts so long stays; what comes down before would do so again if it were restored at once. */
export const STEADY = Seconds(10)

/** Ends that somebody or a rule has wanted; and where the modem is gone, no attempt can do better. */
const NO_FAILURES: ReadonlySet<ErrorCode> = new Set(['cancelled', 'disabled', 'idle', 'unplugged'])

/** The number of the attempt, where its link is on trial. */
export function trialOf({ number, origin }: Omit<FailedAttempt, 'cause'>): number | undefined {
  return origin.how === 'hand' ? undefined : number
}

/** The attempt that the link was, where it has not stood its trial; `cause`: why it ended. */
export function failedOnTrial(
  { trial, origin, since }: Extract<DialPhase, { at: 'up' }>,
  cause: Cause,
  now: Instant,
): FailedAttempt | undefined {
  if (trial === undefined || origin === undefined || NO_FAILURES.has(cause.code)) return undefined
  const lasted = Milliseconds(Math.max(0, now - since))
  if (lasted >= STEADY) return undefined
  const message = `it was up for ${formatDuration(lasted)} only: ${cause.message}`
  return { number: trial, origin, cause: { ...cause, message } }
}
