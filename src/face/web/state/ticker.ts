/**
 * The time, for what counts down or up on the page: told once a second, and only while somebody can see it. What the
 * service tells bears its own time; where the clocks of both machines differ, this is the service's.
 */
import { signal, type ReadonlySignal } from '@preact/signals'
import { Milliseconds, Seconds, type Clock, type Instant } from '../../../base/index.ts'

/** What of a document it needs. */
export interface TickerHost {
  readonly visibilityState: string
  addEventListener(type: 'visibilitychange', listener: () => void): void
}

const CLOSE = Seconds(2)

export class Ticker {
  readonly #clock: Clock
  readonly #host: TickerHost
  readonly #now = signal<Instant>(0)
  #timer: Disposable | undefined
  #offset = 0

  constructor(clock: Clock, host: TickerHost) {
    this.#clock = clock
    this.#host = host
    this.#now.value = clock.now()
    host.addEventListener('visibilitychange', () => this.#tick())
    this.#tick()
  }

  get now(): ReadonlySignal<Instant> {
    return this.#now
  }

  /** What time it is where the service runs. Told to the second, so less than two of difference is none. */
  adjust(service: Instant): void {
    const offset = service - this.#clock.now()
    this.#offset = Math.abs(offset) < CLOSE ? 0 : offset
  }

  #tick(): void {
    this.#timer?.[Symbol.dispose]()
    this.#timer = undefined
    if (this.#host.visibilityState === 'hidden') return
    const now = this.#clock.now() + this.#offset
    this.#now.value = now
    // On the second, so that all that counts on the page moves together.
    this.#timer = this.#clock.setTimer(Milliseconds(1000 - (now % 1000)), () => this.#tick(), {
      background: true,
    })
  }
}
