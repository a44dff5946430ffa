/** How often is repaired before giving up: two programs that undo each other's work would else do so for ever. */
import { Minutes, type Clock } from '../../base/index.ts'

const TIMES = 10
const WITHIN = Minutes(1)

export class RepairLimit {
  readonly #clock: Clock
  #times: number[] = []

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Whether there may be one more now. */
  allows(): boolean {
    const now = this.#clock.monotonic()
    this.#times = this.#times.filter((time) => time > now - WITHIN)
    if (this.#times.length >= TIMES) return false
    this.#times.push(now)
    return true
  }
}
