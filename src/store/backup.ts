/**
 * Backups of a state. One is a single SQLite file: the whole database as it was at one moment, taken while a service goes on
 * writing, and beside it the key that the passwords in it are sealed with, without which it would be no backup on another
 * machine. Whoever has the file has the passwords: it is for its owner alone (mode 0600).
 */
import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DialtoneError, toDialtoneError, type Instant } from '../base/index.ts'
import { FILE, KEY } from './file-name.ts'
import { Database, faultOf } from './sqlite/database.ts'
import { VERSION } from './sqlite/migration.ts'
import { readSettings } from './sqlite/setting.ts'
import { syncFile } from './sync-file.ts'

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
  if (existsSync(file)) throw alreadyThere(file)
  // What one that was killed has left is in nobody's way.
  const part = `${file}.${randomBytes(6).toString('hex')}.part`
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
    syncFile(part)
    name(part, file)
    syncFile(dirname(file))
    return info
  } catch (thrown) {
    rmSync(part, { force: true })
    throw DialtoneError.of(thrown) ?? cannotWrite(file, thrown)
  }
}

/** @throws DialtoneError `storage_failed` for what is no whole backup of ours. */
export function inspectBackup(file: string): BackupInfo {
  using backup = new Database(file, { readOnly: true })
  const fault = integrityOf(backup)
  if (fault !== 'ok') {
    throw new DialtoneError('storage_failed', `${file} is damaged (${fault}): take another backup`)
  }
  if (backup.row("SELECT 1 FROM sqlite_schema WHERE name = 'backup' AND type = 'table'") === undefined) {
    throw noBackup(file)
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

/** What is said of a state that cannot be read, to put a backup back, is no help with the backup itself. */
function integrityOf(backup: Database): string {
  try {
    return String(backup.column('PRAGMA integrity_check(1)')[0])
  } catch (thrown) {
    const fault = faultOf(thrown)
    if (fault === 'no database') throw noBackup(backup.path)
    if (fault === 'damaged') return 'it cannot be read'
    throw thrown
  }
}

function noBackup(file: string): DialtoneError {
  return new DialtoneError('storage_failed', `${file} is no backup of Dialtone: "dialtone backup" makes one`)
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

/** Gives `part` its name, unless somebody else has that by now. */
function name(part: string, file: string): void {
  try {
    linkSync(part, file)
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined
    if (code === 'EEXIST') throw alreadyThere(file)
    // A file system without hard links, such as that of a USB stick: the name is taken first.
    if (code !== 'EPERM' && code !== 'EOPNOTSUPP' && code !== 'ENOSYS') throw thrown
    writeFileSync(file, '', { mode: 0o600, flag: 'wx' })
    renameSync(part, file)
  }
  rmSync(part, { force: true })
}

function alreadyThere(file: string): DialtoneError {
  return new DialtoneError('already_exists', `${file} is there already: choose another name, or remove it`)
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
