/**
 * One subscriber: a snapshot or what it missed, then every event that it wants, at its own pace. It listens only while it
 * keeps up; one that falls behind is moved back to reading the journal, where it can be as slow as it likes, and only what
 * has been deleted meanwhile makes a gap.
 *
 * Its place moves on over events that it does not want, and is told now and then: who comes back with the last cursor does
 * not make the service read all of that again, and does not fall behind what is kept by having heard nothing.
 */
import { Seconds, type Clock, type Timer } from '../base/index.ts'
import {
  parseCursor,
  type Cursor,
  type Event,
  type GapReason,
  type Journal,
  type SubscriberVitals,
} from '../core/index.ts'
import type { Snapshot, WatchItem } from '../api/index.ts'

/** Events that wait for a subscriber at the most, but for one turn's more. */
const QUEUE = 1024
/** Events read at a time: half a millisecond's work. */
const BATCH = 128
/** How long a place that moved on may go untold: what there is to read again when a subscriber comes back. */
const UNTOLD = Seconds(15)

export interface WatcherOptions {
  readonly journal: Journal
  /** Everything at the head of the journal. */
  readonly snapshot: () => Snapshot
  readonly since: string | undefined
  readonly clock: Clock
  /** Whether the subscriber wants an event; absent where it wants all. */
  readonly wanted: ((event: Event) => boolean) | undefined
  readonly signal: AbortSignal | undefined
  /** Called when a gap is given. */
  readonly gap?: (reason: GapReason) => void
  /** Called once, when it ends. */
  readonly ended: (watcher: Watcher) => void
}

type Result = IteratorResult<WatchItem, undefined>

const DONE: Result = { done: true, value: undefined }

export class Watcher implements AsyncIterableIterator<WatchItem, undefined> {
  readonly #options: WatcherOptions
  readonly #onAbort = (): void => this.#end()
  /** The last event that was taken into the queue, not wanted, or stood for by a snapshot; nothing before the beginning. */
  #cursor: Cursor | undefined
  #queue: WatchItem[] = []
  #taken = 0
  readonly #waiting: PromiseWithResolvers<Result>[] = []
  #subscription: Disposable | undefined
  /** Nothing that was wanted was in what was read last: it goes on in a later turn of the event loop. */
  #searching = false
  /** The cursor is ahead of the last item. */
  #untold = false
  #teller: Timer | undefined
  /** Nothing comes any more; what is in the queue is still given. */
  #finished = false
  #ended = false

  constructor(options: WatcherOptions) {
    this.#options = options
    options.signal?.addEventListener('abort', this.#onAbort, { once: true })
    if (options.signal?.aborted === true) this.#end()
  }

  get over(): boolean {
    return this.#ended
  }

  get vitals(): SubscriberVitals {
    const { epoch, seq } = this.#options.journal.head
    const reached = this.#cursor === undefined ? seq : this.#cursor.epoch === epoch ? this.#cursor.seq : 0
    const lag = Math.max(0, seq - reached) + this.#queue.length - this.#taken
    return { lag, catchingUp: this.#subscription === undefined }
  }

  async next(): Promise<Result> {
    if (this.#ended) return DONE
    let item: WatchItem | undefined
    try {
      item = this.#take()
    } catch (thrown) {
      this.#end()
      throw thrown
    }
    if (item !== undefined) return { done: false, value: item }
    if (this.#finished) {
      this.#end()
      return DONE
    }
    const waiting = Promise.withResolvers<Result>()
    this.#waiting.push(waiting)
    return await waiting.promise
  }

  async return(): Promise<Result> {
    this.#end()
    return DONE
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  /** Ends it once its queue is empty. */
  finish(): void {
    this.#finished = true
    this.#tellPlace()
    if (this.#waiting.length > 0) this.#end()
  }

  #take(): WatchItem | undefined {
    const reads = this.#subscription === undefined && !this.#searching && !this.#finished
    if (this.#taken >= this.#queue.length && reads) this.#fill()
    const item = this.#queue[this.#taken]
    if (item === undefined) return undefined
    this.#taken += 1
    if (this.#taken >= this.#queue.length) {
      this.#queue = []
      this.#taken = 0
    }
    return item
  }

  /** From the journal; at its head, begins to listen. */
  #fill(): void {
    const { journal, since } = this.#options
    if (this.#cursor === undefined) {
      if (since === undefined) {
        this.#show({ type: 'snapshot', ...this.#options.snapshot() })
        return
      }
      this.#cursor = parseCursor(since, journal.head.epoch)
    }
    const read = journal.read(this.#cursor, BATCH)
    if (typeof read === 'string') {
      this.#options.gap?.(read)
      this.#show({ type: 'gap', since: this.#cursor, reason: read, ...this.#options.snapshot() })
      return
    }
    const last = read.at(-1)
    if (last === undefined) {
      this.#subscription = journal.subscribe((events) => this.#hear(events))
      this.#tellPlace()
      return
    }
    this.#cursor = last
    const wanted = this.#wanted(read)
    this.#queue = wanted
    this.#untold = wanted.at(-1) !== last
    if (wanted.length > 0) return
    this.#searching = true
    setImmediate(() => {
      this.#searching = false
      this.#serve()
    })
  }

  #wanted(events: readonly Event[]): Event[] {
    const { wanted } = this.#options
    return wanted === undefined ? [...events] : events.filter(wanted)
  }

  /** Whoever waits gets what there is. */
  #serve(): void {
    while (this.#waiting.length > 0) {
      const item = this.#take()
      if (item === undefined) return
      this.#give(item)
    }
  }

  #show(item: WatchItem & Snapshot): void {
    this.#queue = [item]
    this.#cursor = item.cursor
    this.#untold = false
  }

  #hear(events: readonly Event[]): void {
    const { wanted } = this.#options
    for (const event of events) {
      // A snapshot may be ahead of what is told.
      if (!isAfter(event, this.#cursor)) continue
      this.#cursor = event
      this.#untold = wanted?.(event) === false
      if (!this.#untold) this.#give(event)
    }
    if (this.#untold) this.#tellPlaceLater()
    if (this.#queue.length - this.#taken > QUEUE) this.#stopListening()
  }

  #give(item: WatchItem): void {
    const waiting = this.#waiting.shift()
    if (waiting === undefined) this.#queue.push(item)
    else waiting.resolve({ done: false, value: item })
  }

  #tellPlaceLater(): void {
    this.#teller ??= this.#options.clock.setTimer(
      UNTOLD,
      () => {
        this.#teller = undefined
        this.#tellPlace()
      },
      { background: true },
    )
  }

  #tellPlace(): void {
    if (!this.#untold || this.#cursor === undefined) return
    this.#untold = false
    const { epoch, seq } = this.#cursor
    this.#give({ type: 'cursor', cursor: { epoch, seq } })
  }

  #stopListening(): void {
    this.#subscription?.[Symbol.dispose]()
    this.#subscription = undefined
  }

  #end(): void {
    if (this.#ended) return
    this.#ended = true
    this.#stopListening()
    this.#teller?.[Symbol.dispose]()
    this.#queue = []
    this.#options.signal?.removeEventListener('abort', this.#onAbort)
    for (const waiting of this.#waiting.splice(0)) waiting.resolve(DONE)
    this.#options.ended(this)
  }
}

/** Ids of epochs are ordered in time as text. */
function isAfter(event: Cursor, cursor: Cursor | undefined): boolean {
  if (cursor === undefined || event.epoch > cursor.epoch) return true
  return event.epoch === cursor.epoch && event.seq > cursor.seq
}
