/**
 * How often each of many may do something: a bucket that fills by the second, for each key. Bounded: of more keys than there
 * is room for, those are forgotten that have been quiet for longest, whose buckets are the fullest.
 */
import type { Clock } from '../../../base/index.ts'

export interface Rate {
  /** At once, after a time of quiet. */
  readonly burst: number
  readonly perSecond: number
}

const MOST_KEYS = 1024

export class RateTable {
  readonly #rate: Rate
  readonly #clock: Clock
  /** The one that was quiet for longest comes first. */
  readonly #buckets = new Map<string, { readonly left: number; readonly at: number }>()

  constructor(rate: Rate, clock: Clock) {
    this.#rate = rate
    this.#clock = clock
  }

  /** Whether it may now; then it counts. */
  take(key: string): boolean {
    const { burst, perSecond } = this.#rate
    const at = this.#clock.monotonic()
    const { left, at: before } = this.#buckets.get(key) ?? { left: burst, at }
    const now = Math.min(burst, left + ((at - before) / 1000) * perSecond)
    const may = now >= 1
    this.#buckets.delete(key)
    this.#buckets.set(key, { left: may ? now - 1 : now, at })
    const oldest = this.#buckets.size > MOST_KEYS ? this.#buckets.keys().next().value : undefined
    if (oldest !== undefined) this.#buckets.delete(oldest)
    return may
  }

  get size(): number {
    return this.#buckets.size
  }
}
