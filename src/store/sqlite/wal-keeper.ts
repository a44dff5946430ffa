/**
 * Keeps the write-ahead log on the disk and short, off the main thread. What has been written is synced in groups, at
 * most 100 ms apart; the log is copied back into the database by a worker before it grows large.
 */
import { close, fdatasync, fdatasyncSync, openSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { Milliseconds, toDialtoneError, type Clock, type Logger, type Timer } from '../../base/index.ts'

/** Half of the promised 100 ms: the other half is for the disk. */
const GROUP_DELAY = Milliseconds(50)
/** In pages, so 16 MB: a worker costs 70 ms of a processor, so it should be seldom; a start after a crash reads this in 10 ms. */
const LONGEST_LOG = 4096
const PAGE = 4096

export interface WalKeeperOptions {
  readonly clock: Clock
  readonly log: Logger
}

export class WalKeeper {
  readonly #path: string
  readonly #file: number
  readonly #clock: Clock
  readonly #log: Logger
  #timer: Timer | undefined
  #running: Promise<void> | undefined
  #pages = 0
  #worker: Worker | undefined

  /** The log of the database `path`, which has to be there: something has been written. */
  constructor(path: string, options: WalKeeperOptions) {
    this.#path = path
    // Another descriptor of the log is harmless; one of the database or of its shared memory would, when it is closed, drop
    // the locks that SQLite holds (sqlite.org/howtocorrupt.html §2.2).
    this.#file = openSync(`${path}-wal`, 'r')
    this.#clock = options.clock
    this.#log = options.log
  }

  /** A transaction with about so many bytes has been written. */
  written(bytes: number): void {
    this.#pages += 2 + Math.ceil(bytes / PAGE)
    if (this.#pages > LONGEST_LOG) this.#copyBack()
    this.#timer ??= this.#clock.setTimer(
      GROUP_DELAY,
      () => {
        this.#timer = undefined
        this.sync().catch((thrown: unknown) => {
          this.#log.error({ error: toDialtoneError(thrown).message }, 'syncing the journal failed')
        })
      },
      { background: true },
    )
  }

  /** Resolves when everything written before this call is on the disk. */
  async sync(): Promise<void> {
    // A sync that is under way may have begun before the last write: another one follows it.
    const before = this.#running
    const next = (async () => {
      await before?.catch(() => undefined)
      await new Promise<void>((resolve, reject) => {
        fdatasync(this.#file, (error) => (error === null ? resolve() : reject(error)))
      })
    })()
    this.#running = next
    await next
    if (this.#running === next) this.#running = undefined
  }

  syncNow(): void {
    fdatasyncSync(this.#file)
  }

  async stop(): Promise<void> {
    this.#timer?.[Symbol.dispose]()
    await this.#running?.catch(() => undefined)
    await this.#worker?.terminate()
    await new Promise<void>((resolve) => close(this.#file, () => resolve()))
  }

  #copyBack(): void {
    if (this.#worker !== undefined) return
    this.#pages = 0
    // Beside this file, and like it compiled or not.
    const script = import.meta.url.replace(/wal-keeper\.(\w+)$/, 'copy-back.$1')
    const worker = new Worker(new URL(script), { workerData: this.#path })
    this.#worker = worker
    worker.unref()
    worker.once('error', (error: unknown) => {
      this.#log.warn(
        { error: toDialtoneError(error).message },
        'the log of the database could not be copied back',
      )
    })
    worker.once('exit', () => {
      this.#worker = undefined
    })
  }
}
