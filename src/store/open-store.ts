/**
 * Opens the state of a service: a folder that it has to itself, or nothing but memory.
 *
 * A folder that cannot be written (read-only, full, damaged) does not keep the service from its work: what can be read of
 * it is read, the rest lives in memory, and `trouble` says so. Only another service in the same folder is an error, and a
 * state that a newer Dialtone wrote.
 */
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import {
  silent,
  systemClock,
  systemRandom,
  toDialtoneError,
  type Clock,
  type Logger,
  type Random,
} from '../base/index.ts'
import { causeOf, type Cause, type Retention, type Store } from '../core/index.ts'
import { FILE, KEY } from './file-name.ts'
import { finishRestoring } from './restore.ts'
import { createSeal, readKey, type Seal } from './seal.ts'
import { Claim, markOf } from './sqlite/claim.ts'
import { Database } from './sqlite/database.ts'
import { migrate } from './sqlite/migration.ts'
import { readSettings } from './sqlite/setting.ts'
import { copyState, SqliteStore, type Beginning } from './sqlite/sqlite-store.ts'
import { WalKeeper } from './sqlite/wal-keeper.ts'

export interface StoreOptions {
  /** Made when it is not there, for its owner only. Left out: everything lives in memory. */
  readonly folder?: string
  readonly clock?: Clock
  readonly random?: Random
  readonly log?: Logger
  /**
   * What a power cut may take: `group`, at most the last 100 ms; `full`, nothing that was told, and each telling waits for
   * the disk.
   */
  readonly durability?: 'group' | 'full'
  /** 200 000 events of 30 days unless told. */
  readonly retention?: Partial<Retention>
  /** Another one than at the last start means that the machine was off in between. The kernel's unless given. */
  readonly bootId?: string
}

type Settled = Required<Omit<StoreOptions, 'folder'>>

/** @throws DialtoneError `service_running`; `storage_failed` when a newer Dialtone wrote the state. */
export function openStore(options: StoreOptions = {}): Store {
  const { folder, ...given } = options
  const settled: Settled = {
    clock: systemClock,
    random: systemRandom,
    log: silent,
    durability: 'group',
    bootId: given.bootId ?? kernelBootId(),
    ...given,
    retention: given.retention ?? {},
  }
  if (folder === undefined) return inMemory(settled)
  try {
    return inFolder(folder, settled)
  } catch (thrown) {
    const error = toDialtoneError(thrown)
    if (error.code === 'service_running' || error.detail.newer === true) throw error
    const cause: Cause = {
      ...causeOf(error),
      code: 'storage_failed',
      message: `${error.message}; everything is kept in memory until the service is started again`,
    }
    settled.log.error({ folder, error: cause.message }, 'the state folder cannot be used')
    return inMemory(settled, { folder, cause })
  }
}

function inFolder(folder: string, options: Settled): Store {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  using open = new DisposableStack()
  const claim = open.use(new Claim(folder))
  for (const _ of finishRestoring(folder)) continue
  const file = join(folder, FILE)
  const found = markOf(file, 0)
  // It holds personal data: for its owner alone, whatever the folder allows. SQLite gives its log the same rights.
  closeSync(openSync(file, 'a', 0o600))
  const database = open.use(new Database(file))
  database.execute('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 0')
  migrate(database)
  const settings = readSettings(database)
  const goesOn = settings !== undefined && claim.isOf(settings.generation, found)
  // A start that was killed before it left its mark is counted again under its number: else two of them would look like a backup.
  const counted = goesOn ? 0 : (settings?.generation ?? 0)
  const beginning: Beginning = {
    generation: Math.max(counted, claim.left?.generation ?? 0) + 1,
    powerCut: settings !== undefined && !settings.clean && settings.bootId !== options.bootId,
    restored: settings !== undefined && !goesOn,
  }
  const seal = createSeal(readKey(join(folder, KEY)))
  const wal = new WalKeeper(file, options)
  const store = new SqliteStore({ ...options, database, seal, wal, beginning, settings })
  // After the state has counted this start, and before anything is told: `isOf` relies on both.
  claim.mark({ ...markOf(file, beginning.generation), changed: '' })
  wal.syncNow()
  const held = open.move()
  store.onClosed(() => {
    using _ = held
    // Closing copies the log back and removes it: from here on the file is as the mark says.
    database[Symbol.dispose]()
    claim.mark(markOf(file, beginning.generation))
  })
  return store
}

/** `fallback`: what there is to read of a folder that cannot be used. */
function inMemory(options: Settled, fallback?: { readonly folder: string; readonly cause: Cause }): Store {
  const database = new Database(':memory:')
  migrate(database)
  const seal = fallback === undefined ? createSeal() : adopt(database, fallback.folder, options.log)
  const settings = readSettings(database)
  const store = new SqliteStore({
    ...options,
    database,
    seal,
    settings,
    beginning: { generation: 1, powerCut: false, restored: true },
    ...(fallback && { trouble: fallback.cause }),
  })
  store.onClosed(() => database[Symbol.dispose]())
  return store
}

/** Copies what can be read of the state in `folder` into `database`. */
function adopt(database: Database, folder: string, log: Logger): Seal {
  const file = join(folder, FILE)
  // A log that nobody can replay makes a read-only folder unreadable, unless it is promised that nothing changes.
  for (const path of [file, `${pathToFileURL(file).href}?immutable=1`]) {
    try {
      using source = new Database(path, { readOnly: true })
      copyState(source, database)
      return createSeal(readKey(join(folder, KEY)))
    } catch (thrown) {
      log.warn({ path, error: toDialtoneError(thrown).message }, 'the state cannot be read')
    }
  }
  return createSeal()
}

function kernelBootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    // Whoever cannot tell must take every unclean end for a power cut.
    return randomUUID()
  }
}
