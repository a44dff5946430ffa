/** Whether a connection has been idle for too long. */
import { Milliseconds, Seconds, type Duration, type Instant } from '../base/index.ts'
import type { DialSettings } from '../core/index.ts'

/** A persistent interface has none; what is set for it holds again once it is not persistent. */
export function idleLimit({ idleTimeout, persistent }: DialSettings): DialSettings['idleTimeout'] {
  return persistent ? 'never' : idleTimeout
}

/** Nothing to do but to look again after `lookAgain`, or to hang up. */
export type IdleDecision =
  { readonly hangUp: true } | { readonly hangUp: false; readonly lookAgain: Duration }

/** `lastTraffic`: when traffic that counts was seen last; the time of connecting counts as traffic. */
export function decideIdle(
  timeout: Duration,
  { since, lastTraffic = since }: { readonly since: Instant; readonly lastTraffic?: Instant | undefined },
  now: Instant,
): IdleDecision {
  // A wall clock that was set back must neither hang up nor wait for ever.
  const quiet = Math.min(Math.max(0, now - Math.max(since, lastTraffic)), timeout)
  return quiet >= timeout
    ? { hangUp: true }
    : { hangUp: false, lookAgain: Milliseconds(Math.min(timeout - quiet, idlePace(timeout))) }
}

/** How often it is looked: when traffic was seen last is known as exactly as that. */
export function idlePace(timeout: Duration): Duration {
  return Milliseconds(Math.min(timeout, Math.max(timeout / 10, Seconds(1))))
}
