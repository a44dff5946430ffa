/** The last events, in words, newest last: a ring, so that a week of them takes no more memory than an hour. */
import type { Instant } from '../../../base/index.ts'
import { signal, type ReadonlySignal } from '@preact/signals'
import { Teller, type Telling, type WatchItem } from '../../../api/index.ts'
import type { Cursor, Event } from '../../../core/index.ts'

/** An event, or a place where events are missing. */
export type Entry =
  | { readonly kind: 'event'; readonly key: string; readonly event: Event; readonly telling: Telling }
  | { readonly kind: 'gap'; readonly key: string; readonly time: Instant; readonly text: string }

export const LONGEST_LOG = 2000

const GAP_WORDS = {
  compacted: 'Older events are not kept any more: some of what happened meanwhile is missing here.',
  lost: 'The machine lost power, or a backup was put back: the last events before that are lost.',
  unknown: 'This is another journal than before: what happened meanwhile is missing here.',
} as const

export class EventLog {
  readonly #capacity: number
  readonly #teller = new Teller()
  readonly #entries = signal<readonly Entry[]>([])

  constructor(capacity = LONGEST_LOG) {
    this.#capacity = capacity
  }

  get entries(): ReadonlySignal<readonly Entry[]> {
    return this.#entries
  }

  /** Names of what there is, by which events are told. */
  learn(item: WatchItem): void {
    this.#teller.learn(item)
  }

  add(events: readonly Event[]): void {
    this.#put(
      this.#entries.peek(),
      events.map((event) => entryOf(event, this.#teller)),
    )
  }

  gap(cursor: Cursor, reason: keyof typeof GAP_WORDS, time: Instant): void {
    const key = `gap-${cursor.epoch}-${cursor.seq}`
    this.#put(this.#entries.peek(), [{ kind: 'gap', key, time, text: GAP_WORDS[reason] }])
  }

  /** What happened before all that is here, in the order in which it did. */
  addEarlier(events: readonly Event[], names: WatchItem): void {
    const teller = new Teller()
    teller.learn(names)
    const known = new Set(this.#entries.peek().map(({ key }) => key))
    const earlier = events.map((event) => entryOf(event, teller)).filter(({ key }) => !known.has(key))
    this.#put(earlier, this.#entries.peek())
  }

  #put(first: readonly Entry[], rest: readonly Entry[]): void {
    const all = [...first, ...rest]
    this.#entries.value = all.length > this.#capacity ? all.slice(-this.#capacity) : all
  }
}

function entryOf(event: Event, teller: Teller): Entry {
  return { kind: 'event', key: `${event.epoch}-${event.seq}`, event, telling: teller.tell(event) }
}
