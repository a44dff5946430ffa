/**
 * Events and epochs in one database. A place is a number that goes on over epochs: the base of the epoch, which is the
 * place of the last event before it, and the event's number.
 */
import type { Instant } from '../../base/index.ts'
import { withText, type Event } from '../../core/index.ts'
import type { Database } from './database.ts'

export interface Epoch {
  readonly id: string
  readonly base: number
}

/** An event as it is stored. */
export interface StoredEvent {
  readonly place: number
  readonly time: Instant
  readonly json: string
}

export class EventTable {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Oldest first. */
  epochs(): Epoch[] {
    return this.#database
      .rows('SELECT id, base FROM epoch ORDER BY number')
      .map(({ id, base }) => ({ id: String(id), base: Number(base) }))
  }

  addEpoch({ id, base }: Epoch, began: Instant): void {
    this.#database.run('INSERT INTO epoch (id, base, began) VALUES (?, ?, ?)', id, base, began)
  }

  insert({ place, time, json }: StoredEvent): void {
    this.#database.run('INSERT INTO event (place, time, json) VALUES (?, ?, ?)', place, time, json)
  }

  /** The events after `place`, oldest first. */
  read(place: number, limit: number): Event[] {
    return this.#database
      .column('SELECT json FROM event WHERE place > ? ORDER BY place LIMIT ?', place, limit)
      .map((json) => withText(JSON.parse(String(json)) as Event, String(json))) // as it was written
  }

  stored(place: number, limit: number): StoredEvent[] {
    return this.#database
      .rows('SELECT place, time, json FROM event WHERE place > ? ORDER BY place LIMIT ?', place, limit)
      .map((row) => ({ place: Number(row.place), time: Number(row.time), json: String(row.json) }))
  }

  /** Places of the oldest and the newest event; nothing when there is none. */
  range(): { readonly first: number; readonly last: number } | undefined {
    const row = this.#database.row('SELECT min(place) AS first, max(place) AS last FROM event')
    return row?.first === undefined || row.first === null
      ? undefined
      : { first: Number(row.first), last: Number(row.last) }
  }

  /** The place of the first event that is not older than `time`; nothing when all are. */
  firstSince(time: Instant): number | undefined {
    // Times may jump back, so places are walked in order: as far as there is something to delete, which is where it is cheap.
    const row = this.#database.row('SELECT place FROM event WHERE time >= ? ORDER BY place LIMIT 1', time)
    return row === undefined ? undefined : Number(row.place)
  }

  deleteUpTo(place: number): void {
    this.#database.run('DELETE FROM event WHERE place <= ?', place)
  }
}
