/** A time in which the database takes nothing: its events lie in memory, in an epoch of their own. */
import { DialtoneError } from '../../base/index.ts'
import type { Cause } from '../../core/index.ts'
import { Database } from './database.ts'
import { EventTable, type Epoch, type StoredEvent } from './event-table.ts'
import { migrate } from './migration.ts'

/** Tens of megabytes; who is further behind than this is told of a gap. */
const KEPT = 50_000

export class Outage implements Disposable {
  readonly cause: Cause
  readonly epoch: Epoch
  readonly events: EventTable
  readonly #database: Database

  constructor(cause: Cause, epoch: Epoch) {
    this.cause = cause
    this.epoch = epoch
    this.#database = new Database(':memory:')
    migrate(this.#database)
    this.events = new EventTable(this.#database)
  }

  /** Keeps `events`; gives the place up to which the oldest ones are kept no longer. */
  add(events: readonly StoredEvent[]): number {
    const last = events.at(-1)?.place ?? this.epoch.base
    const dropped = last - KEPT
    this.#database.transaction(() => {
      for (const event of events) this.events.insert(event)
      if (dropped > this.epoch.base) this.events.deleteUpTo(dropped)
    })
    return dropped > this.epoch.base ? dropped : 0
  }

  /** Brings what lies here to where it belongs. */
  copyTo(disk: EventTable, began: number): void {
    disk.addEpoch(this.epoch, began)
    for (const event of this.events.stored(this.epoch.base, KEPT)) disk.insert(event)
  }

  /** What a caller gets who wants something stored meanwhile. */
  error(): DialtoneError {
    return new DialtoneError('storage_failed', this.cause.message)
  }

  get bytes(): number {
    return this.#database.bytes
  }

  [Symbol.dispose](): void {
    this.#database[Symbol.dispose]()
  }
}
