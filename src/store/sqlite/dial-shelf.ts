/** Dial interfaces as they are stored: few and small, so they are served from memory. Passwords lie sealed there. */
import {
  toPublicDialSettings,
  type DialSettings,
  type DialShelf,
  type EventDraft,
  type PublicDialSettings,
} from '../../core/index.ts'
import type { Seal } from '../seal.ts'
import type { Database } from './database.ts'
import type { Restatable, Writer } from './writer.ts'

interface Kept {
  readonly shown: PublicDialSettings
  readonly sealed: Uint8Array | null
}

export class SqliteDialShelf implements DialShelf, Restatable {
  readonly #database: Database
  readonly #writer: Writer
  readonly #seal: Seal
  /** By name in small letters. */
  readonly #kept = new Map<string, Kept>()

  constructor(database: Database, writer: Writer, seal: Seal) {
    this.#database = database
    this.#writer = writer
    this.#seal = seal
    for (const { name, json, sealed } of database.rows('SELECT name, json, sealed FROM dial')) {
      const shown = JSON.parse(String(json)) as PublicDialSettings // as it was written
      this.#kept.set(String(name), { shown, sealed: sealed instanceof Uint8Array ? sealed : null })
    }
  }

  list(): readonly PublicDialSettings[] {
    return Array.from(this.#kept.values(), ({ shown }) => shown)
  }

  get(name: string): DialSettings | undefined {
    const kept = this.#kept.get(keyOf(name))
    if (kept === undefined) return undefined
    const { credentials, ...rest } = kept.shown
    if (credentials === undefined) return rest
    const { hasPassword: _, ...shown } = credentials
    if (kept.sealed === null) return { ...rest, credentials: shown }
    return { ...rest, credentials: { ...shown, password: this.#seal.open(kept.sealed, ownerOf(name)) } }
  }

  put(settings: DialSettings, event: EventDraft): void {
    const { name, credentials } = settings
    const password = credentials?.password
    const sealed = password === undefined ? null : this.#seal.seal(password, ownerOf(name))
    const kept = { shown: toPublicDialSettings(settings), sealed }
    this.#writer.commit(event, () => this.#write(kept))
    this.#kept.set(keyOf(name), kept)
  }

  remove(name: string, event: EventDraft): void {
    this.#writer.commit(event, () => this.#database.run('DELETE FROM dial WHERE name = ?', keyOf(name)))
    this.#kept.delete(keyOf(name))
  }

  restate(): void {
    this.#database.run('DELETE FROM dial')
    for (const kept of this.#kept.values()) this.#write(kept)
  }

  #write({ shown, sealed }: Kept): void {
    this.#database.run(
      'INSERT OR REPLACE INTO dial (name, json, sealed) VALUES (?, ?, ?)',
      keyOf(shown.name),
      JSON.stringify(shown),
      sealed,
    )
  }
}

/** Names are told apart without regard to case. */
function keyOf(name: string): string {
  return name.toLowerCase()
}

function ownerOf(name: string): string {
  return `dial interface ${JSON.stringify(keyOf(name))}`
}

/** A state of an earlier version, which cannot be written, has none. */
export function copyDial(from: Database, to: Database): void {
  const [found] = from.rows("SELECT count(*) AS tables FROM sqlite_schema WHERE name = 'dial'")
  if (found?.tables === 0) return
  for (const { name, json, sealed } of from.rows('SELECT name, json, sealed FROM dial')) {
    to.run(
      'INSERT INTO dial (name, json, sealed) VALUES (?, ?, ?)',
      name ?? null,
      json ?? null,
      sealed ?? null,
    )
  }
}
