/** Notes of one kind. */
import type { Notebook, NoteKind } from '../../core/index.ts'
import type { Database } from './database.ts'
import type { Restatable, Writer } from './writer.ts'

export class NoteShelf implements Notebook, Restatable {
  readonly #database: Database
  readonly #writer: Writer
  readonly #kind: NoteKind
  readonly #notes = new Map<string, unknown>()

  constructor(database: Database, writer: Writer, kind: NoteKind) {
    this.#database = database
    this.#writer = writer
    this.#kind = kind
    for (const { key, json } of database.rows('SELECT key, json FROM note WHERE kind = ?', kind)) {
      this.#notes.set(String(key), JSON.parse(String(json)))
    }
  }

  get(key: string): unknown {
    return this.#notes.get(key)
  }

  entries(): Iterable<readonly [string, unknown]> {
    return this.#notes.entries()
  }

  set(key: string, value: unknown): void {
    const json = JSON.stringify(value)
    this.#notes.set(key, JSON.parse(json))
    this.#writer.enqueue(() => this.#write(key, json))
  }

  delete(key: string): void {
    if (!this.#notes.delete(key)) return
    this.#writer.enqueue(() =>
      this.#database.run('DELETE FROM note WHERE kind = ? AND key = ?', this.#kind, key),
    )
  }

  restate(): void {
    this.#database.run('DELETE FROM note WHERE kind = ?', this.#kind)
    for (const [key, value] of this.#notes) this.#write(key, JSON.stringify(value))
  }

  #write(key: string, json: string): void {
    this.#database.run(
      'INSERT OR REPLACE INTO note (kind, key, json) VALUES (?, ?, ?)',
      this.#kind,
      key,
      json,
    )
  }
}
