/** Profiles: few and small, so they are served from memory. Passwords lie sealed there as they do in the database. */
import {
  toPublicProfile,
  type EventDraft,
  type Profile,
  type ProfileShelf,
  type PublicProfile,
} from '../../core/index.ts'
import type { Seal } from '../seal.ts'
import type { Database } from './database.ts'
import type { Restatable, Writer } from './writer.ts'

export class SqliteProfileShelf implements ProfileShelf, Restatable {
  readonly #database: Database
  readonly #writer: Writer
  readonly #seal: Seal
  readonly #profiles = new Map<
    string,
    { readonly shown: PublicProfile; readonly sealed: Uint8Array | null }
  >()

  constructor(database: Database, writer: Writer, seal: Seal) {
    this.#database = database
    this.#writer = writer
    this.#seal = seal
    for (const { name, json, sealed } of database.rows('SELECT name, json, sealed FROM profile')) {
      const shown = JSON.parse(String(json)) as PublicProfile // as it was written
      this.#profiles.set(String(name), { shown, sealed: sealed instanceof Uint8Array ? sealed : null })
    }
  }

  list(): readonly PublicProfile[] {
    return Array.from(this.#profiles.values(), ({ shown }) => shown)
  }

  get(name: string): Profile | undefined {
    const kept = this.#profiles.get(name)
    if (kept === undefined) return undefined
    const { hasPassword: _, ...context } = kept.shown.context
    if (kept.sealed === null) return { ...kept.shown, context }
    const password = this.#seal.open(kept.sealed, ownerOf(name))
    return { ...kept.shown, context: { ...context, password } }
  }

  put(profile: Profile, event: EventDraft): void {
    const { password } = profile.context
    const sealed = password === undefined ? null : this.#seal.seal(password, ownerOf(profile.name))
    const kept = { shown: toPublicProfile(profile), sealed }
    this.#writer.commit(event, () => this.#write(kept.shown, sealed))
    this.#profiles.set(profile.name, kept)
  }

  remove(name: string, event: EventDraft): void {
    this.#writer.commit(event, () => this.#database.run('DELETE FROM profile WHERE name = ?', name))
    this.#profiles.delete(name)
  }

  restate(): void {
    this.#database.run('DELETE FROM profile')
    for (const { shown, sealed } of this.#profiles.values()) this.#write(shown, sealed)
  }

  #write(shown: PublicProfile, sealed: Uint8Array | null): void {
    this.#database.run(
      'INSERT OR REPLACE INTO profile (name, json, sealed) VALUES (?, ?, ?)',
      shown.name,
      JSON.stringify(shown),
      sealed,
    )
  }
}

function ownerOf(name: string): string {
  return `profile ${JSON.stringify(name)}`
}
