/**
 * The journal on SQLite. Events wait until the turn of the event loop ends; then they are numbered, turned into text once,
 * written in one transaction with all else that was to be stored, and told. While the database cannot be written, they lie
 * in memory (`Outage`), and are copied over as soon as it can.
 */
import {
  Hours,
  Milliseconds,
  Minutes,
  retrySchedule,
  Seconds,
  toDialtoneError,
  type Clock,
  type Duration,
  type Instant,
  type Logger,
  type Timer,
} from '../../base/index.ts'
import {
  causeOf,
  withText,
  type Cause,
  type Cursor,
  type Event,
  type EventDraft,
  type GapReason,
  type Journal,
  type Retention,
} from '../../core/index.ts'
import type { Database } from './database.ts'
import { EpochList } from './epoch-list.ts'
import { EventTable, type StoredEvent } from './event-table.ts'
import { Outage } from './outage.ts'
import { Recent } from './recent.ts'
import { Telling } from './telling.ts'
import type { WalKeeper } from './wal-keeper.ts'

/** What is kept where nobody has said anything. */
const RETENTION: Retention = { count: 200_000, age: Hours(24 * 30), bytes: 256 * 1024 * 1024 }

export interface JournalOptions {
  readonly database: Database
  readonly serviceId: string
  readonly clock: Clock
  readonly log: Logger
  /** What is left out is as it is where nobody has said anything. */
  readonly retention: Partial<Retention>
  /** `full`: an event is on the disk before it is told. */
  readonly durability: 'group' | 'full'
  /** Absent where there is nothing to sync: in memory. */
  readonly wal?: WalKeeper
  readonly newEpochId: () => string
  /** Writes everything but events anew: what was to be stored while nothing could be. */
  readonly restate: () => void
}

const KEPT_WHATEVER_AGE = 1000
const DELETED_AT_ONCE = 500
const AGE_CHECK = Minutes(1)
/** A wall clock that moved by so much more or less than time did was set, or the machine slept. */
const CLOCK_SET = Minutes(1)
/** For so long afterwards nothing is deleted for its age: a clock that is wrong is mostly set right within the hour. */
const CLOCK_DOUBT = Hours(1)
/** So much is written between two looks at how much there is: what 500 events take, so that deleting keeps up. */
const SIZE_CHECK = 256 * 1024

/** An event before it has its number. */
interface Taken {
  readonly draft: EventDraft
  readonly time: Instant
  /** Of the draft. */
  readonly json: string
}

export class SqliteJournal implements Journal {
  readonly #options: JournalOptions
  readonly #disk: EventTable
  #retention: Retention
  #outage: Outage | undefined
  readonly #epochs: EpochList
  #head: number
  #oldest: number
  #taken: Taken[] = []
  #writes: (() => void)[] = []
  #scheduled = false
  #closed = false
  /** Bytes written since the size was looked at. */
  #unmeasured = 0
  /** The wall clock before the one that only goes on. */
  #clockAhead: number
  /** By the latter. */
  #doubtedUntil = 0
  readonly #recent: Recent
  readonly #telling: Telling
  /** Ends when what still waits for the disk has been told. */
  #syncing: Promise<void> | undefined
  readonly #timers = new Set<Timer>()

  /** The database has an epoch already. */
  constructor(options: JournalOptions) {
    this.#options = options
    this.#clockAhead = options.clock.now() - options.clock.monotonic()
    this.#retention = { ...RETENTION, ...options.retention }
    this.#disk = new EventTable(options.database)
    const [first = { id: options.newEpochId(), base: 0 }, ...others] = this.#disk.epochs()
    this.#epochs = new EpochList([first, ...others])
    const range = this.#disk.range()
    this.#head = Math.max(range?.last ?? 0, this.#epochs.current.base)
    this.#oldest = range?.first ?? this.#head + 1
    this.#recent = new Recent(this.#head)
    this.#telling = new Telling(this.#head, options.log)
    this.#checkAge()
  }

  get head(): Cursor {
    return this.#epochs.cursor(this.#head)
  }

  /** How many events are kept. */
  get length(): number {
    return this.#head - this.#oldest + 1
  }

  /** Bytes that lie in memory because they cannot be stored. */
  get unstoredBytes(): number {
    return this.#outage?.bytes ?? 0
  }

  get trouble(): Cause | undefined {
    return this.#outage?.cause
  }

  append(draft: EventDraft): void {
    if (this.#closed) return
    this.#taken.push(this.#take(draft))
    this.#schedule()
  }

  /** `write` stores something else in the same transaction as the events of this turn. */
  enqueue(write: () => void): void {
    if (this.#closed) return
    this.#writes.push(write)
    this.#schedule()
  }

  /**
   * Does both at once, or neither.
   * @throws DialtoneError `storage_failed`.
   */
  commit(draft: EventDraft, write: () => void): void {
    this.flush()
    if (this.#outage !== undefined) throw this.#outage.error()
    const taken = this.#take(draft)
    try {
      this.#write([taken], [write])
    } catch (thrown) {
      this.#telling.gaveUp(1)
      this.#fail(thrown, [])
      throw thrown
    }
  }

  flush(): void {
    const [taken, writes] = [this.#taken, this.#writes]
    if (taken.length === 0 && writes.length === 0) return
    this.#taken = []
    this.#writes = []
    if (this.#outage !== undefined) this.#keep(this.#outage, taken)
    else {
      try {
        this.#write(taken, writes)
      } catch (thrown) {
        this.#fail(thrown, taken)
      }
    }
  }

  async told(): Promise<void> {
    await this.#telling.everything()
  }

  subscribe(listener: (events: readonly Event[]) => void): Disposable {
    return this.#telling.subscribe(listener)
  }

  before(time: Instant): Cursor {
    // What lies in memory is younger than all on the disk.
    const first = this.#disk.firstSince(time) ?? (this.#outage?.epoch.base ?? this.#head) + 1
    return this.#epochs.cursorAt(first - 1)
  }

  read(after: Cursor, limit: number): readonly Event[] | GapReason {
    const place = this.#epochs.place(after, this.#oldest, this.#head)
    if (typeof place === 'string') return place
    const count = Math.min(limit, this.#telling.place - place)
    if (count <= 0) return []
    const recent = this.#recent.after(place, count)
    if (recent !== undefined) return recent
    try {
      const events = this.#disk.read(place, count)
      const rest = count - events.length
      if (rest === 0 || this.#outage === undefined) return events
      return [...events, ...this.#outage.events.read(place + events.length, rest)]
    } catch (thrown) {
      this.#options.log.error({ error: toDialtoneError(thrown).message }, 'the journal cannot be read')
      return 'lost'
    }
  }

  /** From now on; what is too much goes little by little. */
  retain(retention: Partial<Retention>): void {
    this.#retention = { ...RETENTION, ...retention }
  }

  /** Writes and tells what waits; nothing is taken any more. */
  async close(): Promise<void> {
    this.flush()
    this.#closed = true
    for (const timer of this.#timers) timer[Symbol.dispose]()
    await this.told()
    this.#outage?.[Symbol.dispose]()
  }

  /** @throws TypeError when `data` is no plain data: a defect of whoever made it. */
  #take(draft: EventDraft): Taken {
    const taken = { draft, time: this.#options.clock.now(), json: JSON.stringify(draft) }
    this.#telling.took(1)
    return taken
  }

  #schedule(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      this.flush()
    })
  }

  #number(taken: readonly Taken[]): { readonly events: Event[]; readonly stored: StoredEvent[] } {
    const { id: epoch, base } = this.#epochs.current
    const { serviceId: service } = this.#options
    const events: Event[] = []
    const stored: StoredEvent[] = []
    for (const { draft, time, json } of taken) {
      const place = this.#head + events.length + 1
      const seq = place - base
      const text = `{"v":1,"service":"${service}","epoch":"${epoch}","seq":${seq},"time":${time},${json.slice(1)}`
      events.push(withText({ v: 1, service, epoch, seq, time, ...draft }, text))
      stored.push({ place, time, json: text })
    }
    return { events, stored }
  }

  #write(taken: readonly Taken[], writes: readonly (() => void)[]): void {
    const { events, stored } = this.#number(taken)
    const size = stored.reduce((sum, { json }) => sum + json.length, 0)
    const surplus = this.#surplus(events.length, size)
    this.#options.database.transaction(() => {
      for (const event of stored) this.#disk.insert(event)
      for (const write of writes) write()
      if (surplus > 0) this.#disk.deleteUpTo(this.#oldest - 1 + surplus)
    })
    this.#oldest += surplus
    this.#options.wal?.written(size)
    this.#wrote(events)
  }

  #keep(outage: Outage, taken: readonly Taken[]): void {
    const { events, stored } = this.#number(taken)
    this.#oldest = Math.max(this.#oldest, outage.add(stored) + 1)
    this.#wrote(events)
  }

  #wrote(events: readonly Event[]): void {
    this.#head += events.length
    this.#recent.add(events)
    const { durability, wal, log } = this.#options
    const waits = durability === 'full' && wal !== undefined && this.#outage === undefined
    if (!waits && this.#syncing === undefined) {
      this.#telling.tell(events)
      return
    }
    const synced = waits
      ? wal.sync().catch((thrown: unknown) => {
          log.error({ error: toDialtoneError(thrown).message }, 'syncing the journal failed')
        })
      : undefined
    // The telling keeps the order of the writing, also where some of it has nothing to wait for.
    const told = Promise.all([this.#syncing, synced]).then(() => {
      this.#telling.tell(events)
      if (this.#syncing === told) this.#syncing = undefined
    })
    this.#syncing = told
  }

  /** How many of the oldest events are to go now: those that are too many, a few at a time. */
  #surplus(added: number, size: number): number {
    const held = this.#head + added - this.#oldest + 1
    this.#unmeasured += size
    const measures = this.#unmeasured > SIZE_CHECK
    if (measures) this.#unmeasured = 0
    const surplus = held - (measures && this.#isTooLarge() ? KEPT_WHATEVER_AGE : this.#retention.count)
    return Math.max(0, Math.min(surplus, added + DELETED_AT_ONCE))
  }

  #isTooLarge(): boolean {
    return this.#options.database.usedBytes > this.#retention.bytes
  }

  #checkAge(): void {
    this.#after(this.#deleteAged() ? Milliseconds(20) : AGE_CHECK, () => this.#checkAge())
  }

  /** Deletes some of the events that are too old or too many; true when there are more. */
  #deleteAged(): boolean {
    const { clock, log } = this.#options
    if (this.#outage !== undefined) return false
    try {
      const tooLarge = this.#isTooLarge()
      if (this.#isClockDoubtful() && !tooLarge) return false
      const young = tooLarge
        ? this.#head + 1
        : (this.#disk.firstSince(clock.now() - this.#retention.age) ?? this.#head + 1)
      const end = Math.min(young - 1, this.#head - KEPT_WHATEVER_AGE)
      const last = Math.min(end, this.#oldest - 1 + DELETED_AT_ONCE)
      if (last < this.#oldest) return false
      this.#disk.deleteUpTo(last)
      this.#oldest = last + 1
      return last < end
    } catch (thrown) {
      log.warn({ error: toDialtoneError(thrown).message }, 'old events cannot be deleted')
      return false
    }
  }

  #isClockDoubtful(): boolean {
    const { clock } = this.#options
    const ahead = clock.now() - clock.monotonic()
    if (Math.abs(ahead - this.#clockAhead) > CLOCK_SET) this.#doubtedUntil = clock.monotonic() + CLOCK_DOUBT
    this.#clockAhead = ahead
    return clock.monotonic() < this.#doubtedUntil
  }

  /** The database does not take `taken`: from here on events lie in memory, and it is said so. */
  #fail(thrown: unknown, taken: readonly Taken[]): void {
    const { log, newEpochId } = this.#options
    const epoch = { id: newEpochId(), base: this.#head }
    const outage = new Outage(causeOf(thrown), epoch)
    log.error({ error: outage.cause.message }, 'the state cannot be stored; it is kept in memory')
    this.#outage = outage
    this.#epochs.begin(epoch)
    const first = this.#take({ type: 'storage.failed', data: { cause: outage.cause } })
    this.#keep(outage, [first, ...taken])
    this.#retry(outage, retrySchedule({ first: Seconds(1), ceiling: Minutes(1) }))
  }

  #retry(outage: Outage, schedule: Iterator<Duration, unknown>): void {
    const next = schedule.next()
    if (next.done === true) return
    this.#after(next.value, () => {
      if (!this.#recover(outage)) this.#retry(outage, schedule)
    })
  }

  #recover(outage: Outage): boolean {
    const { database, clock, log, wal, restate } = this.#options
    this.flush()
    try {
      database.transaction(() => {
        // Where an outage has dropped its oldest events, those before them end in a hole, and go as well.
        this.#disk.deleteUpTo(this.#oldest - 1)
        outage.copyTo(this.#disk, clock.now())
        restate()
      })
    } catch (thrown) {
      log.debug({ error: toDialtoneError(thrown).message }, 'the state still cannot be stored')
      return false
    }
    this.#outage = undefined
    outage[Symbol.dispose]()
    wal?.written(0)
    log.info({}, 'the state is stored again')
    this.append({ type: 'storage.restored', data: {} })
    return true
  }

  #after(delay: Duration, callback: () => void): void {
    const timer = this.#options.clock.setTimer(
      delay,
      () => {
        this.#timers.delete(timer)
        callback()
      },
      { background: true },
    )
    this.#timers.add(timer)
  }
}
