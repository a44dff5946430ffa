/**
 * The wall clock as a capture has it: it goes as evenly as the monotonic one, so that differences between entries are right.
 * Where the wall clock was set in between, or the machine slept, it steps, and says by how much.
 */
import type { Clock } from '../base/index.ts'

/** Less is the clock being kept right. */
const TOLERANCE = 1000

export class WallTime {
  readonly #clock: Clock
  readonly #stepped: (by: number, at: number) => void
  /** The wall clock less the monotonic one. */
  #offset: number

  /** `stepped` is told by how many milliseconds the time has jumped, and where it is now. */
  constructor(clock: Clock, stepped: (by: number, at: number) => void) {
    this.#clock = clock
    this.#stepped = stepped
    this.#offset = clock.now() - clock.monotonic()
  }

  now(): number {
    const monotonic = this.#clock.monotonic()
    const by = this.#clock.now() - monotonic - this.#offset
    if (Math.abs(by) > TOLERANCE) {
      this.#offset += by
      this.#stepped(Math.round(by), monotonic + this.#offset)
    }
    return monotonic + this.#offset
  }
}
