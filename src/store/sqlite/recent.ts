/** The latest events as the objects they were told as: most readers are only a little behind. */
import type { Event } from '../../core/index.ts'

const KEPT = 128

export class Recent {
  /** The place before the first one kept. */
  #base: number
  #events: Event[] = []

  constructor(place: number) {
    this.#base = place
  }

  add(events: readonly Event[]): void {
    for (const event of events) this.#events.push(event)
    // In halves, so that an event is moved once at the most.
    if (this.#events.length < 2 * KEPT) return
    const surplus = this.#events.length - KEPT
    this.#base += surplus
    this.#events = this.#events.slice(surplus)
  }

  /** So many events after `place`; nothing when they are not all here. */
  after(place: number, count: number): readonly Event[] | undefined {
    const start = place - this.#base
    if (start < 0 || start + count > this.#events.length) return undefined
    return this.#events.slice(start, start + count)
  }
}
