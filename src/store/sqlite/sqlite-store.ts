/** The store on one SQLite database, in a file or in memory. */
import { randomUUID } from 'node:crypto'
import { DialtoneError, type Clock, type Logger, type Random } from '../../base/index.ts'
import type {
  Cause,
  Cursor,
  EventDraft,
  Notebook,
  NoteKind,
  Retention,
  Store,
  StoreExtent,
} from '../../core/index.ts'
import { newEpochId } from '../epoch-id.ts'
import type { Seal } from '../seal.ts'
import type { Database } from './database.ts'
import { copyDial, SqliteDialShelf } from './dial-shelf.ts'
import { EventTable } from './event-table.ts'
import { SqliteJournal } from './journal.ts'
import { NoteShelf } from './note-shelf.ts'
import { SqliteProfileShelf } from './profile-shelf.ts'
import { SqliteRequestShelf } from './request-shelf.ts'
import { writeSettings, type Settings } from './setting.ts'
import { copyTokens, SqliteTokenShelf } from './token-shelf.ts'
import { copyUsage, SqliteUsageShelf } from './usage-shelf.ts'
import type { Writer } from './writer.ts'
import type { WalKeeper } from './wal-keeper.ts'

/** How this opening relates to the last one. */
export interface Beginning {
  readonly generation: number
  /** The machine was off since, and the last service did not close: the end of the journal may be missing. */
  readonly powerCut: boolean
  /** The state is not the one that was written last: numbers after its end have been given out before. */
  readonly restored: boolean
}

export interface SqliteStoreOptions {
  readonly database: Database
  readonly seal: Seal
  readonly settings: Settings | undefined
  readonly beginning: Beginning
  readonly bootId: string
  readonly clock: Clock
  readonly random: Random
  readonly log: Logger
  readonly durability: 'group' | 'full'
  readonly retention: Partial<Retention>
  readonly wal?: WalKeeper
  /** Why nothing of this will outlive the process. */
  readonly trouble?: Cause
}

const NOTE_KINDS: readonly NoteKind[] = [
  'modem',
  'context',
  'sim',
  'traffic',
  'plan',
  'dial',
  'message',
  'key',
]

export class SqliteStore implements Store {
  readonly serviceId: string
  readonly restarted: boolean
  readonly lostAfter?: Cursor
  readonly journal: SqliteJournal
  readonly profiles: SqliteProfileShelf
  readonly dial: SqliteDialShelf
  readonly tokens: SqliteTokenShelf
  readonly requests: SqliteRequestShelf
  readonly usage: SqliteUsageShelf
  readonly #notes: ReadonlyMap<NoteKind, NoteShelf>
  readonly #options: SqliteStoreOptions
  #closed: Promise<void> | undefined
  #afterwards: () => void = () => undefined

  constructor(options: SqliteStoreOptions) {
    const { database, settings, beginning, seal, trouble } = options
    this.#options = options
    this.serviceId = settings?.serviceId ?? randomUUID()
    this.restarted = settings !== undefined
    const end = this.#begin()
    if (beginning.powerCut && end !== undefined) this.lostAfter = end
    this.journal = new SqliteJournal({
      ...options,
      serviceId: this.serviceId,
      newEpochId: () => newEpochId(options.clock.now(), options.random, this.journal.head.epoch),
      restate: () => {
        const { profiles, dial, tokens, requests, usage } = this
        const shelves = [profiles, dial, tokens, requests, usage, ...this.#notes.values()]
        for (const shelf of shelves) shelf.restate()
      },
    })
    const writer: Writer = trouble === undefined ? this.journal : refusing(this.journal, trouble)
    this.profiles = new SqliteProfileShelf(database, writer, seal)
    this.dial = new SqliteDialShelf(database, writer, seal)
    this.tokens = new SqliteTokenShelf(database, writer)
    this.requests = new SqliteRequestShelf(database, writer)
    this.usage = new SqliteUsageShelf(database, this.journal)
    this.#notes = new Map(NOTE_KINDS.map((kind) => [kind, new NoteShelf(database, writer, kind)]))
    if (trouble !== undefined) this.journal.append({ type: 'storage.failed', data: { cause: trouble } })
  }

  digest(data: unknown): string {
    return this.#options.seal.digest(JSON.stringify(ordered(data)))
  }

  get trouble(): Cause | undefined {
    return this.#options.trouble ?? this.journal.trouble
  }

  get extent(): StoreExtent {
    const events = this.journal.length
    try {
      return { events, bytes: this.#options.database.bytes + this.journal.unstoredBytes }
    } catch {
      return { events }
    }
  }

  notes(kind: NoteKind): Notebook {
    const notes = this.#notes.get(kind)
    if (notes === undefined) throw new DialtoneError('internal', `no notes are kept on ${kind}`)
    return notes
  }

  retain(retention: Partial<Retention>): void {
    this.journal.retain(retention)
  }

  /** `callback` lets go of the database. */
  onClosed(callback: () => void): void {
    this.#afterwards = callback
  }

  async pulse(): Promise<void> {
    this.journal.flush()
    await this.journal.told()
    await this.#options.wal?.sync().catch(() => undefined)
  }

  async close(): Promise<void> {
    this.#closed ??= this.#close()
    await this.#closed
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }

  /** Begins an epoch where the last one cannot go on; gives the end of the one before. */
  #begin(): Cursor | undefined {
    const { database, beginning, settings, clock, random } = this.#options
    const events = new EventTable(database)
    const last = events.epochs().at(-1)
    const place = Math.max(events.range()?.last ?? 0, last?.base ?? 0)
    database.transaction(() => {
      if (last === undefined || settings === undefined || beginning.powerCut || beginning.restored) {
        const id = newEpochId(clock.now(), random, last?.id)
        events.addEpoch({ id, base: place }, clock.now())
      }
      this.#writeSettings(false)
    })
    return last && { epoch: last.id, seq: place - last.base }
  }

  #writeSettings(clean: boolean): void {
    const { database, bootId, beginning } = this.#options
    const { generation } = beginning
    writeSettings(database, { serviceId: this.serviceId, bootId, clean, generation })
  }

  async #close(): Promise<void> {
    const { database, log, wal } = this.#options
    await this.journal.close()
    try {
      // Without a clean end the next start is careful, and no more than that.
      if (this.trouble === undefined) database.transaction(() => this.#writeSettings(true))
      await wal?.stop()
      this.#afterwards()
    } catch (thrown) {
      log.warn({ error: String(thrown) }, 'the state could not be closed cleanly')
    }
  }
}

/** Copies all but the journal. */
export function copyState(from: Database, to: Database): void {
  to.transaction(() => {
    for (const { key, value } of from.rows('SELECT key, value FROM setting')) {
      to.run('INSERT INTO setting (key, value) VALUES (?, ?)', key ?? null, value ?? null)
    }
    for (const { name, json, sealed } of from.rows('SELECT name, json, sealed FROM profile')) {
      to.run(
        'INSERT INTO profile (name, json, sealed) VALUES (?, ?, ?)',
        name ?? null,
        json ?? null,
        sealed ?? null,
      )
    }
    for (const { id, json } of from.rows('SELECT id, json FROM request')) {
      to.run('INSERT INTO request (id, json) VALUES (?, ?)', id ?? null, json ?? null)
    }
    copyUsage(from, to)
    copyDial(from, to)
    copyTokens(from, to)
    for (const { kind, key, json } of from.rows('SELECT kind, key, json FROM note')) {
      to.run('INSERT INTO note (kind, key, json) VALUES (?, ?, ?)', kind ?? null, key ?? null, json ?? null)
    }
  })
}

/** Takes what can be lost; refuses what its caller wants to be kept. */
function refusing(journal: SqliteJournal, cause: Cause): Writer {
  return {
    enqueue: (write) => journal.enqueue(write),
    commit: (_draft: EventDraft) => {
      throw new DialtoneError('storage_failed', cause.message)
    },
  }
}

/** The same data with the fields of every object in one order, however it came about. */
function ordered(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(ordered)
  if (typeof data !== 'object' || data === null) return data
  const fields = Object.entries(data).sort(([one], [other]) => (one < other ? -1 : 1))
  return Object.fromEntries(fields.map(([name, value]) => [name, ordered(value)]))
}
