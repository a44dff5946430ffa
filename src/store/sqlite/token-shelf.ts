/** Tokens: few and small, so they are served from memory. Of each secret there is its hash, here as in the database. */
import { timingSafeEqual } from 'node:crypto'
import type { EventDraft, Token, TokenShelf } from '../../core/index.ts'
import { hashOfSecret, newTokenSecret } from '../token-secret.ts'
import type { Database } from './database.ts'
import type { Restatable, Writer } from './writer.ts'

interface Kept {
  readonly token: Token
  readonly hash: Uint8Array
}

export class SqliteTokenShelf implements TokenShelf, Restatable {
  readonly #database: Database
  readonly #writer: Writer
  readonly #kept = new Map<string, Kept>()

  constructor(database: Database, writer: Writer) {
    this.#database = database
    this.#writer = writer
    for (const { name, json, hash } of database.rows('SELECT name, json, hash FROM token')) {
      if (!(hash instanceof Uint8Array)) continue
      const token = JSON.parse(String(json)) as Token // as it was written
      this.#kept.set(String(name), { token, hash })
    }
  }

  list(): readonly Token[] {
    return Array.from(this.#kept.values(), ({ token }) => token)
  }

  create(token: Token, event: EventDraft): string {
    const secret = newTokenSecret()
    // What has just been made has a hash.
    const kept = { token, hash: hashOfSecret(secret) ?? new Uint8Array() }
    this.#writer.commit(event, () => this.#write(kept))
    this.#kept.set(token.name, kept)
    return secret
  }

  remove(name: string): void {
    this.#kept.delete(name)
    this.#writer.enqueue(() => this.#database.run('DELETE FROM token WHERE name = ?', name))
  }

  /** Looks at all of them, each in constant time: how long it takes says nothing of how near a guess was. */
  find(secret: string): Token | undefined {
    const hash = hashOfSecret(secret)
    if (hash === undefined) return undefined
    let found: Token | undefined
    for (const kept of this.#kept.values()) {
      if (kept.hash.length === hash.length && timingSafeEqual(kept.hash, hash)) found = kept.token
    }
    return found
  }

  restate(): void {
    this.#database.run('DELETE FROM token')
    for (const kept of this.#kept.values()) this.#write(kept)
  }

  #write({ token, hash }: Kept): void {
    this.#database.run(
      'INSERT OR REPLACE INTO token (name, json, hash) VALUES (?, ?, ?)',
      token.name,
      JSON.stringify(token),
      hash,
    )
  }
}

/** A state of an earlier version, which cannot be written, has none. */
export function copyTokens(from: Database, to: Database): void {
  const [found] = from.rows("SELECT count(*) AS tables FROM sqlite_schema WHERE name = 'token'")
  if (found?.tables === 0) return
  for (const { name, json, hash } of from.rows('SELECT name, json, hash FROM token')) {
    to.run('INSERT INTO token (name, json, hash) VALUES (?, ?, ?)', name ?? null, json ?? null, hash ?? null)
  }
}
