/**
 * Claims a state folder for one service. The claim is a lock of the kernel on a small database of its own, so that it ends
 * with the process, however that ends; and a second one, which only reads, is told who has it.
 *
 * The database also keeps a mark that tells whether the state is the one this machine wrote last: a backup that has been
 * restored must not go on where it ends, as numbers after it were given out before.
 */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { DialtoneError } from '../../base/index.ts'
import { Database, isBusy } from './database.ts'

export interface Mark {
  /** Counts the starts; kept in the state as well. */
  readonly generation: number
  /** Inode of the database file; 0 before there is one. */
  readonly inode: number
  /** When that was changed last, in nanoseconds; empty while a service runs. */
  readonly changed: string
}

export class Claim implements Disposable {
  /** What the last one left. */
  readonly left: Mark | undefined
  readonly #lock: Database
  #held = false

  /** @throws DialtoneError `service_running` when another service has the folder, `storage_failed`. */
  constructor(folder: string) {
    this.#lock = new Database(join(folder, 'dialtone.lock'))
    try {
      // A mark that a power cut spoils reads as that of another state: then numbers begin anew, and no harm is done.
      this.#lock.execute('PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF')
      this.#hold()
      this.#lock.execute(
        'CREATE TABLE IF NOT EXISTS holder (pid INTEGER, generation INTEGER, inode INTEGER, changed TEXT) STRICT',
      )
      const row = this.#lock.row('SELECT generation, inode, changed FROM holder')
      if (row !== undefined) {
        this.left = {
          generation: Number(row.generation),
          inode: Number(row.inode),
          changed: String(row.changed),
        }
      }
    } catch (thrown) {
      this.#lock[Symbol.dispose]()
      throw isBusy(thrown) ? this.#taken(folder) : thrown
    }
  }

  /** Leaves a mark for the next one, and holds on. */
  mark({ generation, inode, changed }: Mark): void {
    this.#lock.run('DELETE FROM holder')
    this.#lock.run('INSERT INTO holder VALUES (?, ?, ?, ?)', process.pid, generation, inode, changed)
    this.#release()
    // Between the two another service may get in: then this one gives way, as it would have a moment later.
    this.#hold()
  }

  [Symbol.dispose](): void {
    this.#release()
    this.#lock[Symbol.dispose]()
  }

  #hold(): void {
    this.#lock.run('BEGIN IMMEDIATE')
    this.#held = true
  }

  #release(): void {
    if (!this.#held) return
    this.#held = false
    this.#lock.run('COMMIT')
  }

  #taken(folder: string): DialtoneError {
    const pid = holderOf(folder)
    const who = pid === undefined ? '' : ` (process ${pid})`
    return new DialtoneError(
      'service_running',
      `another Dialtone service${who} uses the state folder ${folder}: stop it, or give this one a folder of its own`,
      { detail: { folder, ...(pid === undefined ? {} : { pid }) } },
    )
  }
}

/** The mark of a file as it is now; of one that is not there, that of none. */
export function markOf(file: string, generation: number): Mark {
  const stat = statSync(file, { bigint: true, throwIfNoEntry: false })
  return {
    generation,
    inode: Number(stat?.ino ?? 0n),
    changed: String(stat?.ctimeNs ?? ''),
  }
}

function holderOf(folder: string): number | undefined {
  try {
    using lock = new Database(join(folder, 'dialtone.lock'), { readOnly: true })
    const pid = lock.row('SELECT pid FROM holder')?.pid
    return typeof pid === 'number' ? pid : undefined
  } catch {
    return undefined
  }
}
