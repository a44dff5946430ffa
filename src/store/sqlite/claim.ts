/**
 * Claims a state folder for one service. The claim is a lock of the kernel on a small database of its own, so that it ends
 * with the process, however that ends; and a second one, which only reads, is told who has it.
 *
 * The database also keeps a mark that tells whether the state is the one this machine wrote last: a backup that has been
 * restored must not go on where it ends, as numbers after it were given out before.
 */
import { rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DialtoneError } from '../../base/index.ts'
import { Database, isBusy, isDamaged } from './database.ts'

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
  readonly #folder: string
  readonly #lock: Database
  #held = true

  /** @throws DialtoneError `service_running` when another service has the folder, `storage_failed`. */
  constructor(folder: string) {
    this.#folder = folder
    const { lock, left } = claim(folder)
    this.#lock = lock
    this.left = left
  }

  /**
   * Whether the state, which counted so many starts and lies in a file as `found`, is the one this machine wrote last. One
   * that was killed as it began may have counted its start in the state and not yet in its mark.
   */
  isOf(generation: number, found: Mark): boolean {
    const { left } = this
    if (left === undefined || left.inode !== found.inode) return false
    if (left.changed !== '' && left.changed !== found.changed) return false
    return generation === left.generation || generation === left.generation + 1
  }

  /**
   * Leaves a mark for the next one, and holds on.
   * @throws DialtoneError `service_running` when another service got in between the two; `storage_failed`.
   */
  mark({ generation, inode, changed }: Mark): void {
    this.#lock.run('DELETE FROM holder')
    this.#lock.run('INSERT INTO holder VALUES (?, ?, ?, ?)', process.pid, generation, inode, changed)
    this.#release()
    hold(this.#lock, this.#folder)
    this.#held = true
  }

  [Symbol.dispose](): void {
    this.#release()
    this.#lock[Symbol.dispose]()
  }

  #release(): void {
    if (!this.#held) return
    this.#held = false
    this.#lock.run('COMMIT')
  }
}

interface Claimed {
  readonly lock: Database
  readonly left: Mark | undefined
}

/** It is not synced, which would cost a start more than a mark is worth: one that a power cut has spoilt is begun anew. */
function claim(folder: string): Claimed {
  const file = join(folder, 'dialtone.lock')
  try {
    return lockAndRead(file, folder)
  } catch (thrown) {
    if (!isDamaged(thrown)) throw thrown
    for (const ending of ['', '-journal']) rmSync(`${file}${ending}`, { force: true })
    return lockAndRead(file, folder)
  }
}

function lockAndRead(file: string, folder: string): Claimed {
  using opened = new DisposableStack()
  const lock = opened.use(new Database(file))
  lock.execute('PRAGMA synchronous = OFF')
  hold(lock, folder)
  lock.execute(
    'CREATE TABLE IF NOT EXISTS holder (pid INTEGER, generation INTEGER, inode INTEGER, changed TEXT) STRICT',
  )
  const row = lock.row('SELECT generation, inode, changed FROM holder')
  const left = row && {
    generation: Number(row.generation),
    inode: Number(row.inode),
    changed: String(row.changed),
  }
  opened.move()
  return { lock, left }
}

/** Until its transaction ends nobody else can begin one. */
function hold(lock: Database, folder: string): void {
  try {
    lock.run('BEGIN IMMEDIATE')
  } catch (thrown) {
    throw isBusy(thrown) ? taken(folder) : thrown
  }
}

function taken(folder: string): DialtoneError {
  const pid = holderOf(folder)
  const who = pid === undefined ? '' : ` (process ${pid})`
  return new DialtoneError(
    'service_running',
    `another Dialtone service${who} uses the state folder ${folder}: stop it, or give this one a folder of its own`,
    { detail: { folder, ...(pid === undefined ? {} : { pid }) } },
  )
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
