/**
 * How long an interface is unreachable after all redials have failed: `first`, then `step` more with each further round, up
 * to `longest`. It grows linearly (Microsoft KB Q193834: 10 minutes, 20, 30 … 6 hours).
 */
import { Milliseconds, type Duration } from '../base/index.ts'
import type { UnreachableSettings } from '../core/index.ts'

/** `round` is 1 for the first failure since the last success. */
export function unreachableWait({ first, step, longest }: UnreachableSettings, round: number): Duration {
  return Milliseconds(Math.min(first + step * (round - 1), longest))
}
