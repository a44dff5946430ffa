/**
 * When to try again, as a value: intervals that grow by a factor up to a ceiling, spread by chance so that many who
 * failed together do not come back together.
 */
import { Milliseconds, type Duration } from './duration.ts'
import type { Random } from './random.ts'

export interface RetryOptions {
  readonly first: Duration
  /** No interval is longer. */
  readonly ceiling: Duration
  /** How much longer each interval is than the one before; 2 unless told. */
  readonly factor?: number
  /** Share of the interval that chance may take away, 0 to 1; 0 unless told, which needs no `random`. */
  readonly jitter?: number
  readonly random?: Random
  /** How many intervals there are; endless unless told. */
  readonly attempts?: number
}

/** The intervals before the second, third … attempt. */
export function* retrySchedule(options: RetryOptions): Generator<Duration, void> {
  const { first, ceiling, factor = 2, jitter = 0, random, attempts = Infinity } = options
  let interval = Math.min(first, ceiling)
  for (let attempt = 0; attempt < attempts; attempt++) {
    yield Milliseconds(interval * (1 - jitter * (random?.next() ?? 0)))
    interval = Math.min(interval * factor, ceiling)
  }
}
