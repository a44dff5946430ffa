/**
 * The shape of the database, as the steps that lead to it. A step is never changed once it has been released: the next
 * one changes what it left. `fixture/` holds a database of every released version, which a test migrates.
 */
import { DialtoneError } from '../../base/index.ts'
import type { Database } from './database.ts'

const STEPS: readonly string[] = [
  // 1
  `CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

   -- An event's place is the base of its epoch and its number in it, so that places go on over epochs.
   CREATE TABLE epoch (
     number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, base INTEGER NOT NULL, began INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE event (place INTEGER PRIMARY KEY, time INTEGER NOT NULL, json TEXT NOT NULL) STRICT;

   CREATE TABLE profile (name TEXT PRIMARY KEY, json TEXT NOT NULL, sealed BLOB) STRICT, WITHOUT ROWID;
   CREATE TABLE request (id INTEGER PRIMARY KEY, json TEXT NOT NULL) STRICT;
   CREATE TABLE note (
     kind TEXT NOT NULL, key TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (kind, key)
   ) STRICT, WITHOUT ROWID;`,
  // 2
  `CREATE TABLE usage (
     subscriber TEXT NOT NULL, start INTEGER NOT NULL, modem TEXT NOT NULL, connection TEXT NOT NULL,
     roaming INTEGER NOT NULL, span INTEGER NOT NULL,
     received INTEGER NOT NULL, sent INTEGER NOT NULL, connected INTEGER NOT NULL,
     PRIMARY KEY (subscriber, start, modem, connection, roaming)
   ) STRICT, WITHOUT ROWID;`,
  // 3: `name` is in small letters
  `CREATE TABLE dial (name TEXT PRIMARY KEY, json TEXT NOT NULL, sealed BLOB) STRICT, WITHOUT ROWID;`,
  // 4: `hash` is the SHA-256 of the secret
  `CREATE TABLE token (name TEXT PRIMARY KEY, json TEXT NOT NULL, hash BLOB NOT NULL UNIQUE) STRICT, WITHOUT ROWID;`,
]

export const VERSION = STEPS.length

/**
 * Brings the database to the present version.
 * @throws DialtoneError `storage_failed`, with `detail.newer` when it is of a newer one.
 */
export function migrate(database: Database): void {
  const version = Number(database.row('PRAGMA user_version')?.user_version ?? 0)
  if (version > VERSION) {
    throw new DialtoneError(
      'storage_failed',
      `${database.path} was written by a newer Dialtone (its version is ${version}, this one knows ${VERSION}): upgrade Dialtone, or give it another state folder`,
      { detail: { newer: true } },
    )
  }
  for (const [index, step] of STEPS.entries()) {
    if (index < version) continue
    database.transaction(() => {
      database.execute(step)
      database.execute(`PRAGMA user_version = ${index + 1}`)
    })
  }
}
