/** Requests: those that are pending, which a restart must find, and the latest that have ended. */
import type { Request, RequestShelf } from '../../core/index.ts'
import type { Database } from './database.ts'
import type { Restatable, Writer } from './writer.ts'

/** Ended requests that can still be asked for. */
const KEPT = 1000

export class SqliteRequestShelf implements RequestShelf, Restatable {
  readonly #database: Database
  readonly #writer: Writer
  readonly #pending = new Map<number, Request>()
  /** Oldest first. */
  readonly #ended = new Map<number, Request>()
  #last: number

  constructor(database: Database, writer: Writer) {
    this.#database = database
    this.#writer = writer
    let last = 0
    for (const { id, json } of database.rows('SELECT id, json FROM request ORDER BY id')) {
      const request = JSON.parse(String(json)) as Request // as it was written
      const shelf = request.state === 'pending' ? this.#pending : this.#ended
      shelf.set(request.id, request)
      last = Number(id)
    }
    this.#last = last
  }

  nextId(): number {
    this.#last += 1
    return this.#last
  }

  get(id: number): Request | undefined {
    return this.#pending.get(id) ?? this.#ended.get(id)
  }

  pending(): readonly Request[] {
    return [...this.#pending.values()]
  }

  ended(): readonly Request[] {
    return [...this.#ended.values()]
  }

  put(request: Request): void {
    const { id, state } = request
    if (state === 'pending') this.#pending.set(id, request)
    else {
      this.#pending.delete(id)
      this.#ended.set(id, request)
    }
    const oldest = this.#ended.size > KEPT ? this.#ended.keys().next().value : undefined
    if (oldest !== undefined) this.#ended.delete(oldest)
    this.#writer.enqueue(() => {
      this.#write(request)
      if (oldest !== undefined) this.#database.run('DELETE FROM request WHERE id = ?', oldest)
    })
  }

  restate(): void {
    this.#database.run('DELETE FROM request')
    for (const request of [...this.#ended.values(), ...this.#pending.values()]) this.#write(request)
  }

  #write(request: Request): void {
    const json = JSON.stringify(request)
    this.#database.run('INSERT OR REPLACE INTO request (id, json) VALUES (?, ?)', request.id, json)
  }
}
