/**
 * Who was refused: told as events, so that it can be seen afterwards. Bounded, so that a flood of them fills no journal: ten at
 * once, one a minute after that, and each says how many before it were not told.
 */
import { Minutes, type Clock, type Instant } from '../base/index.ts'
import type { Denial, Journal } from '../core/index.ts'

const BURST = 10
const ONE_EACH = Minutes(1)

export class DenialDesk {
  readonly #journal: Journal
  readonly #clock: Clock
  #left = BURST
  #since: Instant
  #untold = 0

  constructor({ journal, clock }: { readonly journal: Journal; readonly clock: Clock }) {
    this.#journal = journal
    this.#clock = clock
    this.#since = clock.monotonic()
  }

  /** `by` is who it says it is, where that is known. */
  refused(denial: Omit<Denial, 'untold'>, by?: string): void {
    this.#fill()
    if (this.#left === 0) {
      this.#untold += 1
      return
    }
    this.#left -= 1
    const data: Denial = { ...denial, untold: this.#untold }
    this.#untold = 0
    this.#journal.append({ type: 'access.denied', ...(by !== undefined && { by }), data })
  }

  #fill(): void {
    const now = this.#clock.monotonic()
    const filled = Math.floor((now - this.#since) / ONE_EACH)
    if (filled === 0) return
    this.#left = Math.min(BURST, this.#left + filled)
    this.#since += filled * ONE_EACH
  }
}
