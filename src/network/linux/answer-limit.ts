/** How many packets are answered with an error: a bucket that holds ten and is given ten a second (RFC 4443 §2.4 f). */
import type { Clock } from '../../base/index.ts'

const HOLDS = 10
const A_SECOND = 10

export class AnswerLimit {
  readonly #clock: Clock
  #tokens = HOLDS
  #at: number

  constructor(clock: Clock) {
    this.#clock = clock
    this.#at = clock.monotonic()
  }

  /** Whether there may be one more now. */
  allows(): boolean {
    const now = this.#clock.monotonic()
    this.#tokens = Math.min(HOLDS, this.#tokens + ((now - this.#at) / 1000) * A_SECOND)
    this.#at = now
    if (this.#tokens < 1) return false
    this.#tokens--
    return true
  }
}
