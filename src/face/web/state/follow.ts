/**
 * Keeps the store in step with the service, for as long as the page is open: a snapshot joined to the stream of events,
 * taken up again from the last cursor when the connection to the service was lost. Each time it first asks who this page
 * is, which tells at once whether the service is there and what this page may do now.
 */
import { signal, type ReadonlySignal } from '@preact/signals'
import {
  DialtoneError,
  Milliseconds,
  retrySchedule,
  Seconds,
  sleep,
  toDialtoneError,
  type Clock,
  type Random,
  type Instant,
} from '../../../base/index.ts'
import { cursorOf, type Service, type WatchItem } from '../../../api/index.ts'
import { formatCursor, type Caller, type Event } from '../../../core/index.ts'
import type { Store } from './store.ts'

/** How this page stands with the service. */
export type LinkState =
  | { readonly kind: 'opening' }
  | { readonly kind: 'live' }
  /** It was lost; at `until` it is tried again. */
  | { readonly kind: 'waiting'; readonly until: Instant; readonly error: DialtoneError }
  | { readonly kind: 'trying'; readonly error: DialtoneError }
  /** Waiting does not mend it. */
  | { readonly kind: 'refused'; readonly error: DialtoneError }

export interface FollowOptions {
  readonly service: Pick<Service, 'watch' | 'caller'>
  readonly store: Store
  readonly clock: Clock
  readonly random: Random
  /** Told each time who this page is. */
  readonly known: (caller: Caller) => void
  /** The token is not good any more, as the service says in the middle of a stream as well. */
  readonly expelled: () => void
}

/** A service that restarts is back within a second; a dashboard on a wall does not press one that stays away. */
const SCHEDULE = { first: Milliseconds(500), ceiling: Seconds(15), factor: 1.7, jitter: 0.25 }

/** What came is drawn together, no more often than this: a burst of events is one change. */
const GATHER = Milliseconds(40)
const MOST_GATHERED = 500

/** How far back the log begins, in events. */
const EARLIER = 1000

export class Follower implements Disposable {
  readonly #options: FollowOptions
  readonly #state = signal<LinkState>({ kind: 'opening' })
  readonly #stop = new AbortController()
  #gathered: WatchItem[] = []
  #gathering: Disposable | undefined
  #hurry = new AbortController()
  #since: string | undefined

  constructor(options: FollowOptions) {
    this.#options = options
    void this.#run()
  }

  get state(): ReadonlySignal<LinkState> {
    return this.#state
  }

  /** Does not wait for the next attempt. */
  tryNow(): void {
    this.#hurry.abort()
  }

  [Symbol.dispose](): void {
    this.#stop.abort()
    this.#hurry.abort()
    this.#gathering?.[Symbol.dispose]()
  }

  async #run(): Promise<void> {
    const { clock, random } = this.#options
    let delays = retrySchedule({ ...SCHEDULE, random })
    for (;;) {
      let error: DialtoneError
      try {
        await this.#watch(() => (delays = retrySchedule({ ...SCHEDULE, random })))
        error = new DialtoneError('service_unavailable', 'the service ended the event stream')
      } catch (thrown) {
        error = toDialtoneError(thrown)
      }
      this.#flush()
      if (this.#stop.signal.aborted) return
      // A cursor of a journal that is gone: everything is taken anew.
      if (error.code === 'invalid_cursor' && this.#since !== undefined) this.#since = undefined
      if (error.code === 'unauthenticated') this.#options.expelled()
      const lasting = error.code === 'access_denied' || error.code === 'unauthenticated'
      const delay = Milliseconds(Math.ceil(delays.next().value ?? SCHEDULE.ceiling))
      this.#hurry = new AbortController()
      this.#state.value = lasting
        ? { kind: 'refused', error }
        : { kind: 'waiting', until: clock.now() + delay, error }
      await (lasting ? this.#hurried() : sleep(clock, delay, { signal: this.#hurry.signal })).catch(
        () => undefined,
      )
      this.#state.value = { kind: 'trying', error }
    }
  }

  #hurried(): Promise<void> {
    const { signal: hurry } = this.#hurry
    return new Promise((resolve) => hurry.addEventListener('abort', () => resolve(), { once: true }))
  }

  async #watch(reached: () => void): Promise<void> {
    const { service, known } = this.#options
    known(await service.caller())
    const items = service.watch(this.#since === undefined ? {} : { since: this.#since }, {
      signal: this.#stop.signal,
    })
    // Who has missed nothing is sent nothing, and is up to date.
    if (this.#since !== undefined) this.#live(reached)
    for await (const item of items) {
      const first = this.#since === undefined
      this.#since = cursorOf(item)
      this.#gather(item)
      if (!first) continue
      this.#flush()
      this.#live(reached)
      void this.#fetchEarlier()
    }
  }

  #live(reached: () => void): void {
    reached()
    this.#state.value = { kind: 'live' }
  }

  #gather(item: WatchItem): void {
    this.#gathered.push(item)
    if (this.#gathered.length >= MOST_GATHERED) this.#flush()
    this.#gathering ??= this.#options.clock.setTimer(GATHER, () => this.#flush(), { background: true })
  }

  #flush(): void {
    this.#gathering?.[Symbol.dispose]()
    this.#gathering = undefined
    const items = this.#gathered
    this.#gathered = []
    if (items.length > 0) this.#options.store.take(items, this.#options.clock.now())
  }

  /** What the journal has of the time before the page was opened; nothing depends on it. */
  async #fetchEarlier(): Promise<void> {
    const { service, store } = this.#options
    const here = store.cursor
    if (here === undefined || here.seq === 0) return
    const since = formatCursor({ epoch: here.epoch, seq: Math.max(0, here.seq - EARLIER) })
    const enough = new AbortController()
    const end = (): void => enough.abort()
    this.#stop.signal.addEventListener('abort', end, { once: true })
    const events: Event[] = []
    try {
      for await (const item of service.watch({ since }, { signal: enough.signal })) {
        // Compacted meanwhile: what is left begins somewhere else, and is not worth a second try.
        if (item.type === 'snapshot' || item.type === 'gap') return
        if (item.type === 'cursor') continue
        if (item.epoch !== here.epoch || item.seq > here.seq) break
        events.push(item)
        if (item.seq === here.seq) break
      }
    } catch {
      return // the live stream tells what is wrong, if anything is
    } finally {
      this.#stop.signal.removeEventListener('abort', end)
      end()
    }
    if (!this.#stop.signal.aborted) store.takeEarlier(events)
  }
}
