/**
 * SQLite as this room uses it. The only file that imports `node:sqlite`, which is still changing.
 *
 * The database is in WAL mode and never syncs by itself but where it must for its own soundness: a killed process loses
 * nothing, because what is written lies with the kernel; what a power cut may take is up to `WalKeeper`.
 */
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { DialtoneError, toDialtoneError } from '../../base/index.ts'

export type Value = string | number | Uint8Array | null
export type Row = Readonly<Record<string, Value>>

/** SQLite's primary result codes (sqlite.org/rescode.html), as far as something is to be done about them. */
const BUSY = 5
const CORRUPT = 11
const NO_DATABASE = 26
const ADVICE = new Map([
  [8, 'it is read-only'],
  [10, 'reading or writing it failed'],
  [CORRUPT, 'the file is damaged: put a backup back ("dialtone restore"), or move it away to begin anew'],
  [13, 'the disk is full'],
  [14, 'it cannot be opened'],
  [
    NO_DATABASE,
    'the file is no database: put a backup back ("dialtone restore"), or move it away to begin anew',
  ],
])

export interface OpenOptions {
  readonly readOnly?: boolean
}

export class Database implements Disposable {
  readonly path: string
  readonly #sqlite: DatabaseSync
  readonly #statements = new Map<string, StatementSync>()

  /** @throws DialtoneError `storage_failed`. */
  constructor(path: string, options: OpenOptions = {}) {
    this.path = path
    this.#sqlite = this.#guard(() => new DatabaseSync(path, { readOnly: options.readOnly ?? false }))
  }

  /** Runs statements that give nothing back. */
  execute(sql: string): void {
    this.#guard(() => this.#sqlite.exec(sql))
  }

  run(sql: string, ...values: Value[]): void {
    this.#guard(() => this.#prepare(sql).run(...values))
  }

  /** The cast in `rows` and `row` says what SQLite stores: with whole numbers below 2^53 nothing else comes out. */
  rows(sql: string, ...values: Value[]): Row[] {
    return this.#guard(() => this.#prepare(sql).all(...values)) as Row[]
  }

  row(sql: string, ...values: Value[]): Row | undefined {
    return this.#guard(() => this.#prepare(sql).get(...values)) as Row | undefined
  }

  /** The first column of each row: half the time of `rows`, where there are many. */
  column(sql: string, ...values: Value[]): Value[] {
    return this.#guard(() => {
      const statement = this.#prepare(sql)
      statement.setReturnArrays(true)
      // The typings know rows only as objects.
      return (statement.all(...values) as unknown as [Value][]).map(([value]) => value)
    })
  }

  /** As it is now, with what still lies in its log. */
  get bytes(): number {
    const pages = Number(this.row('PRAGMA page_count')?.page_count ?? 0)
    return pages * Number(this.row('PRAGMA page_size')?.page_size ?? 0)
  }

  /** As `bytes`, without the pages that are free for what comes. */
  get usedBytes(): number {
    const free = Number(this.row('PRAGMA freelist_count')?.freelist_count ?? 0)
    return this.bytes - free * Number(this.row('PRAGMA page_size')?.page_size ?? 0)
  }

  /** All of it or nothing. */
  transaction<T>(body: () => T): T {
    this.run('BEGIN IMMEDIATE')
    try {
      const result = body()
      this.run('COMMIT')
      return result
    } catch (thrown) {
      this.#rollBack()
      throw thrown
    }
  }

  [Symbol.dispose](): void {
    this.#statements.clear()
    if (this.#sqlite.isOpen) this.#sqlite.close()
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql)
    if (known !== undefined) return known
    const statement = this.#sqlite.prepare(sql)
    this.#statements.set(sql, statement)
    return statement
  }

  /** SQLite itself rolls back after some failures; then there is nothing to do. */
  #rollBack(): void {
    if (this.#sqlite.isTransaction) this.#sqlite.exec('ROLLBACK')
  }

  #guard<T>(body: () => T): T {
    try {
      return body()
    } catch (thrown) {
      throw storageError(thrown, this.path)
    }
  }
}

/** Whether another process, or another service of this one, holds the lock that was asked for. */
export function isBusy(thrown: unknown): boolean {
  return DialtoneError.of(thrown)?.detail.sqlite === BUSY
}

/** Whether the file itself is to blame, and for what. */
export function faultOf(thrown: unknown): 'damaged' | 'no database' | undefined {
  const code = DialtoneError.of(thrown)?.detail.sqlite
  return code === CORRUPT ? 'damaged' : code === NO_DATABASE ? 'no database' : undefined
}

function storageError(thrown: unknown, path: string): DialtoneError {
  const error = toDialtoneError(thrown)
  const extended = thrown instanceof Error && 'errcode' in thrown ? thrown.errcode : undefined
  const code = typeof extended === 'number' ? extended & 0xff : undefined
  const advice = code === undefined ? undefined : ADVICE.get(code)
  const because = advice === undefined ? error.message : `${advice} (${error.message})`
  return new DialtoneError('storage_failed', `${path} cannot be used: ${because}`, {
    cause: thrown,
    detail: code === undefined ? {} : { sqlite: code },
  })
}
