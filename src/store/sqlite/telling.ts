/**
 * Tells written events to whoever listens: in order, each batch to all before the next, also when a listener makes new
 * ones. A listener that throws harms no other.
 */
import { toDialtoneError, type Logger } from '../../base/index.ts'
import type { Event } from '../../core/index.ts'

type Listener = (events: readonly Event[]) => void

export class Telling {
  readonly #listeners = new Set<Listener>()
  readonly #log: Logger
  readonly #waiting: (readonly Event[])[] = []
  #place: number
  /** How many events are on the way, from being taken to being told. */
  #underway = 0
  #busy = false
  #awaited: PromiseWithResolvers<undefined> | undefined

  /** `place` is that of the last event before. */
  constructor(place: number, log: Logger) {
    this.#place = place
    this.#log = log
  }

  /** The place of the last event told, or being told just now. */
  get place(): number {
    return this.#place
  }

  /** So many events will be told, or given up. */
  took(count: number): void {
    this.#underway += count
  }

  gaveUp(count: number): void {
    this.#underway -= count
    this.#settle()
  }

  tell(events: readonly Event[]): void {
    this.#waiting.push(events)
    if (this.#busy) return
    this.#busy = true
    for (let batch = this.#waiting.shift(); batch !== undefined; batch = this.#waiting.shift()) {
      // First the place, then the telling: who begins to listen meanwhile reads these events and is not told them.
      this.#place += batch.length
      for (const listener of [...this.#listeners]) this.#call(listener, batch)
      this.#underway -= batch.length
    }
    this.#busy = false
    this.#settle()
  }

  subscribe(listener: Listener): Disposable {
    // A function of its own: the same listener may subscribe twice.
    const own: Listener = (events) => listener(events)
    this.#listeners.add(own)
    return { [Symbol.dispose]: () => this.#listeners.delete(own) }
  }

  /** Resolves when nothing is on the way. */
  async everything(): Promise<void> {
    if (this.#underway <= 0) return
    this.#awaited ??= Promise.withResolvers<undefined>()
    await this.#awaited.promise
  }

  #settle(): void {
    if (this.#underway > 0) return
    this.#awaited?.resolve(undefined)
    this.#awaited = undefined
  }

  #call(listener: Listener, events: readonly Event[]): void {
    try {
      listener(events)
    } catch (thrown) {
      this.#log.error({ error: toDialtoneError(thrown).message }, 'a listener of the journal threw')
    }
  }
}
