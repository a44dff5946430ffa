/**
 * Backups of a state. One is a single SQLite file: the whole database as it was at one moment, taken while a service goes on
 * writing, and beside it the key that the passwords in it are sealed with, without which it would be no backup on another
 * machine. Whoever has the file has the passwords: it is for its owner alone (mode 0600).
 *
 * What has been restored begins a new epoch at the next start (`openStore`): a cursor from after the backup gets a gap.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { DialtoneError, toDialtoneError, type Instant } from '../base/index.ts'
import { FILE, KEY } from './file-name.ts'
import { KEY_LENGTH } from './seal.ts'
import { Claim } from './sqlite/claim.ts'
import { Database } from './sqlite/database.ts'
import { VERSION } from './sqlite/migration.ts'
import { readSettings } from './sqlite/setting.ts'

/** What there is to know of a backup. */
export interface BackupInfo {
  readonly madeAt: Instant
  /** Id of the service whose state it is. */
  readonly serviceId: string
  /** Of the shape of its database. */
  readonly version: number
  readonly events: number
  /** The passwords in it can be read. */
  readonly hasKey: boolean
}

export interface BackupOptions {
  /** The state, whether a service uses it or not. */
  readonly folder: string
  /** Must not be there. */
  readonly file: string
  readonly now: Instant
  /** `false`: the passwords can be read again only where the key is. */
  readonly withKey?: boolean
}

/** @throws DialtoneError `not_found` where there is no state, `already_exists`, `storage_failed`. */
export function backUp({ folder, file, now, withKey = true }: BackupOptions): BackupInfo {
  const source = join(folder, FILE)
  if (!existsSync(source)) throw new DialtoneError('not_found', `there is no state in ${folder}`)
  if (existsSync(file)) {
    throw new DialtoneError('already_exists', `${file} is there already: choose another name, or remove it`)
  }
  const part = `${file}.part`
  try {
    // SQLite takes an empty file for the one that it is to make, and leaves its rights as they are.
    writeFileSync(part, '', { mode: 0o600, flag: 'wx' })
  } catch (thrown) {
    throw cannotWrite(file, thrown)
  }
  try {
    using state = new Database(source, { readOnly: true })
    state.run('VACUUM INTO ?', part)
    using copy = new Database(part)
    const key = withKey && existsSync(join(folder, KEY)) ? readFileSync(join(folder, KEY)) : null
    copy.execute('CREATE TABLE backup (made INTEGER NOT NULL, key BLOB) STRICT')
    copy.run('INSERT INTO backup (made, key) VALUES (?, ?)', now, key)
    const info = infoOf(copy)
    copy[Symbol.dispose]()
    sync(part)
    renameSync(part, file)
    sync(dirname(file))
    return info
  } catch (thrown) {
    rmSync(part, { force: true })
    throw DialtoneError.of(thrown) ?? cannotWrite(file, thrown)
  }
}

export interface RestoreOptions {
  readonly file: string
  /** Made when it is not there. What it had is kept beside, under names that end in `.old`. */
  readonly folder: string
}

/**
 * Puts a backup in the place of a state that no service uses.
 * @throws DialtoneError `service_running`; `not_found`; `storage_failed` where the file is no backup, is damaged, or was made
 * by a newer Dialtone: then nothing has been changed.
 */
export function restore({ file, folder }: RestoreOptions): BackupInfo {
  if (!existsSync(file)) throw new DialtoneError('not_found', `there is no file ${file}`)
  const info = inspectBackup(file)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  using _ = new Claim(folder)
  const state = join(folder, FILE)
  const part = `${state}.part`
  rmSync(part, { force: true })
  writeFileSync(part, '', { mode: 0o600, flag: 'wx' })
  const key = copyOut(file, part)
  for (const ending of ['', '-wal', '-shm']) setAside(`${state}${ending}`, `${state}.old${ending}`)
  if (key !== undefined) {
    setAside(join(folder, KEY), join(folder, `${KEY}.old`))
    writeFileSync(join(folder, KEY), key, { mode: 0o600 })
    sync(join(folder, KEY))
  }
  renameSync(part, state)
  giveAway(folder)
  sync(folder)
  return info
}

/**
 * Root puts back what belongs to the user that the service runs as: the folder's owner. That user may have put more into it: a
 * file that has another name elsewhere is not given away.
 */
function giveAway(folder: string): void {
  const { uid, gid } = statSync(folder)
  if (process.getuid?.() !== 0 || uid === 0) return
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    const found = lstatSync(path)
    if (found.isFile() && found.nlink === 1) lchownSync(path, uid, gid)
  }
}

/** @throws DialtoneError `storage_failed` for what is no whole backup of ours. */
export function inspectBackup(file: string): BackupInfo {
  using backup = new Database(file, { readOnly: true })
  const faults = backup.column('PRAGMA integrity_check(1)')
  if (faults[0] !== 'ok') {
    throw new DialtoneError(
      'storage_failed',
      `${file} is damaged (${String(faults[0])}): take another backup`,
    )
  }
  if (backup.row("SELECT 1 FROM sqlite_schema WHERE name = 'backup' AND type = 'table'") === undefined) {
    throw new DialtoneError('storage_failed', `${file} is no backup of Dialtone: "dialtone backup" makes one`)
  }
  const info = infoOf(backup)
  if (info.version > VERSION) {
    throw new DialtoneError(
      'storage_failed',
      `${file} was made by a newer Dialtone (its version is ${info.version}, this one knows ${VERSION}): upgrade Dialtone first`,
      { detail: { newer: true } },
    )
  }
  return info
}

function infoOf(backup: Database): BackupInfo {
  const row = backup.row('SELECT made, key FROM backup')
  return {
    madeAt: Number(row?.made ?? 0),
    serviceId: readSettings(backup)?.serviceId ?? '',
    version: Number(backup.row('PRAGMA user_version')?.user_version ?? 0),
    events: Number(backup.row('SELECT count(*) AS count FROM event')?.count ?? 0),
    hasKey: row?.key instanceof Uint8Array,
  }
}

/** The state out of a backup, without what makes it one; gives the key. */
function copyOut(file: string, target: string): Uint8Array | undefined {
  try {
    using backup = new Database(file, { readOnly: true })
    const key = backup.row('SELECT key FROM backup')?.key
    if (key instanceof Uint8Array && key.length !== KEY_LENGTH) {
      throw new DialtoneError('storage_failed', `${file} holds no key that could be one: take another backup`)
    }
    backup.run('VACUUM INTO ?', target)
    using state = new Database(target)
    // What is dropped is overwritten: else the key would lie on in pages that are free.
    state.execute('PRAGMA secure_delete = ON')
    state.execute('DROP TABLE backup')
    state[Symbol.dispose]()
    sync(target)
    return key instanceof Uint8Array ? key : undefined
  } catch (thrown) {
    rmSync(target, { force: true })
    throw thrown
  }
}

function setAside(path: string, aside: string): void {
  rmSync(aside, { force: true })
  if (existsSync(path)) renameSync(path, aside)
}

function sync(path: string): void {
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

function cannotWrite(file: string, thrown: unknown): DialtoneError {
  // Errors of the file system carry the system's name of the error in `code`.
  const { code } = thrown as NodeJS.ErrnoException
  const denied = code === 'EACCES' || code === 'EPERM' || code === 'EROFS'
  return new DialtoneError(
    denied ? 'access_denied' : 'storage_failed',
    `${file} cannot be written: ${toDialtoneError(thrown).message}`,
    { cause: thrown },
  )
}
