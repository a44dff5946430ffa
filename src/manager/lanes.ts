/**
 * Lets modems be opened a few at a time. Two hundred at once would need the memory of two hundred openings, which the
 * process then keeps, and keep the first one waiting for the last. A modem that takes its time does not hold up the others:
 * it gives its lane away before it is done.
 */
import { Milliseconds, type Clock } from '../base/index.ts'

const LANES = 4
const PATIENCE = Milliseconds(100)

/** Calls `leave` when it is done, as often as it likes. */
export type Entrant = (leave: () => void) => void

export class Lanes implements Disposable {
  readonly #clock: Clock
  readonly #waiting: Entrant[] = []
  readonly #leaving = new Set<() => void>()
  #closed = false

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Calls `entrant` once there is a lane: at once, if one is free. */
  enter(entrant: Entrant): void {
    if (this.#closed) return
    this.#waiting.push(entrant)
    this.#admit()
  }

  /** Nobody is let in any more. */
  [Symbol.dispose](): void {
    this.#closed = true
    this.#waiting.length = 0
    for (const leave of [...this.#leaving]) leave()
  }

  #admit(): void {
    while (this.#leaving.size < LANES) {
      const entrant = this.#waiting.shift()
      if (entrant === undefined) return
      const timer = this.#clock.setTimer(PATIENCE, () => leave())
      const leave = (): void => {
        timer[Symbol.dispose]()
        if (this.#leaving.delete(leave)) this.#admit()
      }
      this.#leaving.add(leave)
      entrant(leave)
    }
  }
}
