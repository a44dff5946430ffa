/**
 * Puts a backup in the place of a state, wholly or not at all: what is to be there is made in a folder beside it, and from the
 * moment that this folder has its last name it is the state. Moving its files into place is gone on with by the next start,
 * should it be interrupted.
 *
 * What has been restored begins a new epoch at the next start (`openStore`): a cursor from after the backup gets a gap.
 */
import {
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { DialtoneError } from '../base/index.ts'
import { inspectBackup, type BackupInfo } from './backup.ts'
import { FILE, KEY } from './file-name.ts'
import { KEY_LENGTH } from './seal.ts'
import { Claim } from './sqlite/claim.ts'
import { Database } from './sqlite/database.ts'
import { syncFile } from './sync-file.ts'

/** In the folder of the state: the folder that is being made, and one that is whole and takes the state's place. */
const MAKING = 'restoring'
const WHOLE = 'restored'

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
export function restore(options: RestoreOptions): BackupInfo {
  const steps = restoring(options)
  for (;;) {
    const { done, value } = steps.next()
    if (done === true) return value
  }
}

/** A step at a time. Between any two it may end for good: before the folder is whole nothing has been changed. */
export function* restoring({ file, folder }: RestoreOptions): Generator<undefined, BackupInfo> {
  if (!existsSync(file)) throw new DialtoneError('not_found', `there is no file ${file}`)
  const info = inspectBackup(file)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  using _ = new Claim(folder)
  yield* finishRestoring(folder)
  const making = join(folder, MAKING)
  rmSync(making, { recursive: true, force: true })
  mkdirSync(making, { mode: 0o700 })
  yield
  try {
    writeFileSync(join(making, FILE), '', { mode: 0o600, flag: 'wx' })
    const key = copyOut(file, join(making, FILE))
    yield
    if (key !== undefined) {
      writeFileSync(join(making, KEY), key, { mode: 0o600 })
      syncFile(join(making, KEY))
    }
    giveAway(making, folder)
    syncFile(making)
  } catch (thrown) {
    rmSync(making, { recursive: true, force: true })
    throw thrown
  }
  yield
  renameSync(making, join(folder, WHOLE))
  syncFile(folder)
  yield
  yield* finishRestoring(folder)
  giveAway(folder, folder)
  return info
}

/** Moves what is whole into place, if there is such a thing; as often as it takes. For whoever has claimed the folder. */
export function* finishRestoring(folder: string): Generator<undefined, void> {
  const whole = join(folder, WHOLE)
  if (!existsSync(whole)) return
  if (existsSync(join(whole, KEY))) {
    setAside(join(folder, KEY), join(folder, `${KEY}.old`))
    yield
    renameSync(join(whole, KEY), join(folder, KEY))
    yield
  }
  if (existsSync(join(whole, FILE))) {
    const state = join(folder, FILE)
    if (existsSync(state)) {
      // The logs of an even older one, which would be taken for those of this.
      for (const ending of LOGS) rmSync(`${state}.old${ending}`, { force: true })
      renameSync(state, `${state}.old`)
      yield
    }
    for (const ending of LOGS) {
      setAside(`${state}${ending}`, `${state}.old${ending}`)
      yield
    }
    renameSync(join(whole, FILE), state)
    yield
  }
  syncFile(folder)
  rmSync(whole, { recursive: true, force: true })
}

const LOGS = ['-wal', '-shm'] as const

/**
 * Root puts back what belongs to the user that the service runs as: the owner of the state's folder. That user may have put more into it: a
 * file that has another name elsewhere is not given away.
 */
function giveAway(folder: string, like: string): void {
  const { uid, gid } = statSync(like)
  if (process.getuid?.() !== 0 || uid === 0) return
  if (folder !== like) lchownSync(folder, uid, gid)
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    const found = lstatSync(path)
    if (found.isFile() && found.nlink === 1) lchownSync(path, uid, gid)
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
    syncFile(target)
    return key instanceof Uint8Array ? key : undefined
  } catch (thrown) {
    rmSync(target, { force: true })
    throw thrown
  }
}

function setAside(path: string, aside: string): void {
  if (existsSync(path)) renameSync(path, aside)
}
