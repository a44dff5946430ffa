/**
 * Claims a state folder for one service. The claim is a lock of the kernel on an empty database of its own, so that it ends
 * with the process, however that ends. Nothing is ever written to that database: no reader can stand in the way of a
 * claim, and nothing can spoil it.
 *
 * A file beside it says who has the folder, and keeps a mark that tells whether the state is the one this machine wrote
 * last: a backup that has been restored must not go on where it ends, as numbers after it were given out before. It is
 * replaced whole, and not synced, which would cost a start more than a mark is worth: where a power cut has spoilt it,
 * there is none, numbers begin anew, and no harm is done.
 */
import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
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

interface Holder {
  readonly pid?: number
  readonly mark?: Mark
}

export class Claim implements Disposable {
  /** What the last one left. */
  readonly left: Mark | undefined
  readonly #folder: string
  readonly #lock: Database

  /** @throws DialtoneError `service_running` when another service has the folder, `storage_failed`. */
  constructor(folder: string) {
    using opened = new DisposableStack()
    const lock = opened.use(new Database(join(folder, 'dialtone.lock')))
    try {
      // Until this transaction ends, which is never completed, nobody else can begin one.
      lock.run('BEGIN IMMEDIATE')
    } catch (thrown) {
      throw isBusy(thrown) ? taken(folder) : thrown
    }
    this.#folder = folder
    this.#lock = lock
    this.left = readHolder(folder).mark
    this.mark(this.left)
    opened.move()
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

  /** Leaves a mark for the next one. */
  mark(mark: Mark | undefined): void {
    const holder: Holder = { pid: process.pid, ...(mark && { mark }) }
    const file = join(this.#folder, HOLDER)
    writeFileSync(`${file}.new`, JSON.stringify(holder), { mode: 0o600 })
    renameSync(`${file}.new`, file)
  }

  [Symbol.dispose](): void {
    this.#lock[Symbol.dispose]()
  }
}

const HOLDER = 'dialtone.holder'

/** The mark of a file as it is now; of one that is not there, that of none. */
export function markOf(file: string, generation: number): Mark {
  const stat = statSync(file, { bigint: true, throwIfNoEntry: false })
  return {
    generation,
    inode: Number(stat?.ino ?? 0n),
    changed: String(stat?.ctimeNs ?? ''),
  }
}

/** Nothing where there is no such file, or one that says something else. */
function readHolder(folder: string): Holder {
  try {
    const { pid, mark } = JSON.parse(readFileSync(join(folder, HOLDER), 'utf8')) as Record<string, unknown>
    return { ...(Number.isSafeInteger(pid) && { pid: Number(pid) }), ...(isMark(mark) && { mark }) }
  } catch {
    return {}
  }
}

function isMark(found: unknown): found is Mark {
  if (typeof found !== 'object' || found === null) return false
  const { generation, inode, changed } = found as Record<keyof Mark, unknown>
  return Number.isSafeInteger(generation) && Number.isSafeInteger(inode) && typeof changed === 'string'
}

function taken(folder: string): DialtoneError {
  const { pid } = readHolder(folder)
  const who = pid === undefined ? '' : ` (process ${pid})`
  return new DialtoneError(
    'service_running',
    `another Dialtone service${who} uses the state folder ${folder}: stop it, or give this one a folder of its own`,
    { detail: { folder, ...(pid === undefined ? {} : { pid }) } },
  )
}
