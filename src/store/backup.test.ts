import { chownSync, cpSync, linkSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { profileWithPassword as profile } from '../../test/support/profile-with-password.ts'
import { scratch } from '../../test/support/scratch.ts'
import { DialtoneError, seededRandom, VirtualClock } from '../base/index.ts'
import type { Cursor, Store } from '../core/index.ts'
import { toPublicProfile } from '../core/index.ts'
import { backUp, inspectBackup } from './backup.ts'
import { openStore } from './open-store.ts'
import { restore, restoring } from './restore.ts'
import { Database } from './sqlite/database.ts'

const open = (folder: string): Store =>
  openStore({ folder, clock: new VirtualClock(), random: seededRandom(1), bootId: 'boot-1' })

async function append(store: Store, count: number): Promise<Cursor> {
  for (let index = 0; index < count; index++) {
    store.journal.append({ type: 'signal.changed', data: { rssi: -index } })
  }
  await store.journal.told()
  return store.journal.head
}

function codeOf(body: () => unknown): string | undefined {
  try {
    body()
    return undefined
  } catch (thrown) {
    return DialtoneError.of(thrown)?.code
  }
}

test('a backup is taken while a service writes, and is restored elsewhere with its passwords', async () => {
  using place = scratch()
  using other = scratch()
  const file = join(place.path, 'backup')
  await using store = open(join(place.path, 'state'))
  store.profiles.put(profile, { type: 'profile.added', data: toPublicProfile(profile) })
  await append(store, 3)
  const info = backUp({ folder: join(place.path, 'state'), file, now: 7 })
  expect(info).toEqual({
    madeAt: 7,
    serviceId: store.serviceId,
    version: info.version,
    events: 4,
    hasKey: true,
  })
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readdirSync(place.path).sort()).toEqual(['backup', 'state'])
  // The service has noticed nothing.
  expect((await append(store, 1)).seq).toBe(5)
  expect(store.trouble).toBeUndefined()

  expect(restore({ file, folder: join(other.path, 'state') })).toEqual(info)
  for (const name of ['dialtone.key', 'dialtone.sqlite']) {
    expect(statSync(join(other.path, 'state', name)).mode & 0o777).toBe(0o600)
  }
  const [key, state] = ['dialtone.key', 'dialtone.sqlite'].map((name) =>
    readFileSync(join(other.path, 'state', name)),
  )
  expect(state?.includes(key ?? '')).toBe(false)
  await using restored = open(join(other.path, 'state'))
  expect(restored.trouble).toBeUndefined()
  expect([restored.serviceId, restored.restarted]).toEqual([store.serviceId, true])
  expect(restored.profiles.get('internet')?.context.password).toBe('correct horse battery staple')
})

test('after a restoration a cursor from before it gets what there is, one from after it a gap', async () => {
  using place = scratch()
  const folder = join(place.path, 'state')
  const file = join(place.path, 'backup')
  const first = open(folder)
  const kept = await append(first, 3)
  backUp({ folder, file, now: 0 })
  const lost = await append(first, 3)
  await first.close()
  const second = open(folder)
  const later = await append(second, 1)
  await second.close()

  restore({ file, folder })
  await using third = open(folder)
  expect(third.journal.head.epoch > kept.epoch).toBe(true)
  expect(third.journal.read({ ...kept, seq: 1 }, 10)).toHaveLength(2)
  expect(third.journal.read(kept, 10)).toEqual([])
  expect([third.journal.read(lost, 10), third.journal.read(later, 10)]).toEqual(['lost', 'lost'])
  // What was there before is kept beside, whole.
  using before = new Database(join(folder, 'dialtone.sqlite.old'))
  expect(before.row('SELECT count(*) AS count FROM event')?.count).toBe(7)
})

test('without its key it says nothing of passwords to whoever has the file', async () => {
  using place = scratch()
  const folder = join(place.path, 'state')
  const file = join(place.path, 'backup')
  const store = open(folder)
  store.profiles.put(profile, { type: 'profile.added', data: toPublicProfile(profile) })
  await store.close()
  expect(backUp({ folder, file, now: 0, withKey: false }).hasKey).toBe(false)
  expect(readFileSync(file).includes(readFileSync(join(folder, 'dialtone.key')))).toBe(false)
  // On the machine where the key is, it is used.
  restore({ file, folder })
  await using restored = open(folder)
  expect(restored.profiles.get('internet')?.context.password).toBe('correct horse battery staple')
})

describe('a service that is stopped', () => {
  test('goes on where it ended after a backup was taken', async () => {
    using place = scratch()
    const folder = join(place.path, 'state')
    const first = open(folder)
    const { epoch } = await append(first, 1)
    await first.close()
    backUp({ folder, file: join(place.path, 'backup'), now: 0 })
    await using second = open(folder)
    expect((await append(second, 1)).epoch).toBe(epoch)
  })

  test('a state in use is not replaced', async () => {
    using place = scratch()
    const folder = join(place.path, 'state')
    const file = join(place.path, 'backup')
    await using store = open(folder)
    backUp({ folder, file, now: 0 })
    expect(codeOf(() => restore({ file, folder }))).toBe('service_running')
    expect((await append(store, 1)).seq).toBe(1)
  })
})

describe('refused, and nothing is changed:', () => {
  test.each<readonly [string, (file: string, folder: string) => void, string]>([
    ['what is not there', () => undefined, 'there is no file'],
    [
      'what is no database',
      (file) => writeFileSync(file, 'no database'.repeat(500)),
      'is no backup of Dialtone',
    ],
    [
      'a state that is no backup',
      (file, folder) => cpSync(join(folder, 'dialtone.sqlite'), file),
      'is no backup of Dialtone',
    ],
    [
      'a backup of a newer Dialtone',
      (file, folder) => {
        backUp({ folder, file, now: 0 })
        using backup = new Database(file)
        backup.execute('PRAGMA user_version = 999')
      },
      'was made by a newer Dialtone',
    ],
    [
      'a backup that was damaged',
      (file, folder) => {
        backUp({ folder, file, now: 0 })
        const bytes = readFileSync(file)
        bytes.fill(0xff, 4096, bytes.length - 100)
        writeFileSync(file, bytes)
      },
      'take another backup',
    ],
    [
      'a backup that was cut off',
      (file, folder) => {
        backUp({ folder, file, now: 0 })
        writeFileSync(file, readFileSync(file).subarray(0, 8192))
      },
      'take another backup',
    ],
  ])('%s', async (_, make, message) => {
    using place = scratch()
    const folder = join(place.path, 'state')
    const file = join(place.path, 'backup')
    const store = open(folder)
    await append(store, 3)
    await store.close()
    make(file, folder)
    const before = readdirSync(folder)
    expect(() => restore({ file, folder })).toThrow(message)
    expect(readdirSync(folder)).toEqual(before)
    await using again = open(folder)
    expect(again.journal.head.seq).toBe(3)
  })

  test('a file that is there, and a folder without a state', async () => {
    using place = scratch()
    const folder = join(place.path, 'state')
    const file = join(place.path, 'backup')
    expect(codeOf(() => backUp({ folder, file, now: 0 }))).toBe('not_found')
    await open(folder).close()
    writeFileSync(file, 'mine')
    expect(codeOf(() => backUp({ folder, file, now: 0 }))).toBe('already_exists')
    expect(readFileSync(file, 'utf8')).toBe('mine')
  })
})

test('a restoration that is killed leaves what was there before, or ends with the next start', async () => {
  const ends: string[] = []
  for (let steps = 0; ; steps++) {
    using place = scratch()
    using other = scratch()
    const file = join(place.path, 'backup')
    const source = open(join(other.path, 'state'))
    source.profiles.put(profile, { type: 'profile.added', data: toPublicProfile(profile) })
    await source.close()
    backUp({ folder: join(other.path, 'state'), file, now: 0 })
    const folder = join(place.path, 'state')
    const before = open(folder)
    const theirs = { ...profile, name: 'before', context: { ...profile.context, password: 'another' } }
    before.profiles.put(theirs, { type: 'profile.added', data: toPublicProfile(theirs) })
    await before.close()
    // As a service leaves it that was killed: what it wrote last is in the log.
    const killed = new Database(join(folder, 'dialtone.sqlite'))
    killed.execute("INSERT INTO note VALUES ('dial', 'logged', '1')")
    for (const ending of ['', '-wal', '-shm']) {
      cpSync(join(folder, `dialtone.sqlite${ending}`), join(place.path, `kept${ending}`))
    }
    killed[Symbol.dispose]()
    for (const ending of ['', '-wal', '-shm']) {
      cpSync(join(place.path, `kept${ending}`), join(folder, `dialtone.sqlite${ending}`))
    }

    const restoration = restoring({ file, folder })
    let isDone = false
    for (let step = 0; step < steps && !isDone; step++) isDone = restoration.next().done === true
    restoration.return({} as never) // nobody sees it
    await using store = open(folder)
    expect(store.trouble).toBeUndefined()
    const passwords = store.profiles.list().map(({ name }) => store.profiles.get(name)?.context.password)
    const isNew = store.profiles.get('internet') !== undefined
    expect(passwords).toEqual([isNew ? 'correct horse battery staple' : 'another'])
    expect([...store.notes('dial').entries()]).toHaveLength(isNew ? 0 : 1)
    ends.push(isNew ? 'new' : 'old')
    if (isNew) {
      using old = new Database(join(folder, 'dialtone.sqlite.old'))
      expect(old.rows("SELECT key FROM note WHERE kind = 'dial'")).toHaveLength(1)
      expect(readdirSync(folder).filter((one) => one.startsWith('restor'))).toEqual([])
    }
    if (isDone) break
  }
  // Once the new one is whole there is no way back.
  expect(ends).toEqual([...ends].sort().reverse())
  expect(ends.filter((end) => end === 'new').length).toBeGreaterThan(5)
  expect(ends.filter((end) => end === 'old').length).toBeGreaterThan(2)
})

describe('a backup of an earlier version', () => {
  const fixtures = fileURLToPath(new URL('./fixture', import.meta.url))
  test.each(readdirSync(fixtures))('%s is restored, and read as it was written', async (version) => {
    using place = scratch()
    const folder = join(place.path, 'state')
    const file = join(place.path, 'backup')
    cpSync(join(fixtures, version), folder, { recursive: true })
    backUp({ folder, file, now: 0 })
    expect(inspectBackup(file)).toMatchObject({ version: Number(version.slice(1)), events: 3 })
    using other = scratch()
    restore({ file, folder: other.path })
    await using store = open(other.path)
    expect(store.trouble).toBeUndefined()
    expect(store.profiles.get('internet')?.context.password).toBe('secret')
  })
})

test.skipIf(process.getuid?.() !== 0)('what root puts back belongs to the user of the service', async () => {
  using place = scratch()
  const folder = join(place.path, 'state')
  const file = join(place.path, 'backup')
  await open(folder).close()
  backUp({ folder, file, now: 0 })
  chownSync(folder, 12_345, 23_456)
  const foreign = join(place.path, 'foreign')
  writeFileSync(foreign, '')
  linkSync(foreign, join(folder, 'linked'))
  restore({ file, folder })
  expect(statSync(foreign).uid).toBe(0)
  const own = readdirSync(folder).filter((name) => name !== 'linked')
  const owners = own.map((name) => statSync(join(folder, name)).uid)
  expect(new Set(owners)).toEqual(new Set([12_345]))
})
