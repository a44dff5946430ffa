/**
 * Finds the escape from data to commands: three times the same character with nothing said before, between and after (Hayes;
 * ITU-T V.250 leaves it to the maker). The characters are data as well: whoever is on the other side sees them.
 */
import { Milliseconds, type Clock, type Timer } from '../../base/index.ts'
import type { Settings } from './settings.ts'

/** S12 counts in fiftieths of a second. */
const GUARD_UNIT = 20

export class DataEscape implements Disposable {
  readonly #clock: Clock
  readonly #escaped: () => void
  #last = -Infinity
  #count = 0
  #timer: Timer | undefined

  constructor(clock: Clock, escaped: () => void) {
    this.#clock = clock
    this.#escaped = escaped
  }

  /** The data state begins: silence is counted from now. */
  start(): void {
    this.#stop()
    this.#last = this.#clock.monotonic()
  }

  feed(octets: Uint8Array, { escape, guard }: Settings): void {
    if (octets.length === 0) return
    this.#timer?.[Symbol.dispose]()
    this.#timer = undefined
    const now = this.#clock.monotonic()
    const wait = guard * GUARD_UNIT
    const quiet = now - this.#last >= wait
    this.#last = now
    // Of a sequence whose characters come apart each has to follow soon.
    const goesOn = this.#count > 0 && !quiet
    const before = goesOn ? this.#count : quiet ? 0 : -1
    const isEscape = escape < 128 && octets.every((octet) => octet === escape)
    this.#count = before < 0 || !isEscape ? 0 : before + octets.length
    if (this.#count !== 3) {
      if (this.#count > 3) this.#count = 0
      return
    }
    this.#timer = this.#clock.setTimer(
      Milliseconds(wait),
      () => {
        this.#stop()
        this.#escaped()
      },
      { background: true },
    )
  }

  [Symbol.dispose](): void {
    this.#stop()
  }

  #stop(): void {
    this.#timer?.[Symbol.dispose]()
    this.#timer = undefined
    this.#count = 0
  }
}
