import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { profileWithPassword as profile } from '../../test/support/profile-with-password.ts'
import { scratch } from '../../test/support/scratch.ts'
import { DialtoneError, seededRandom, VirtualClock } from '../base/index.ts'
import {
  toPublicProfile,
  type Cursor,
  type EventDraft,
  type Request,
  type Store,
  type Token,
} from '../core/index.ts'
import { openStore, type StoreOptions } from './open-store.ts'
import { Database } from './sqlite/database.ts'

const added: EventDraft = { type: 'profile.added', data: toPublicProfile(profile) }
const token: Token = { name: 'branch-7', scopes: ['read'], createdAt: 1, createdBy: 'local' }
const request: Request = {
  id: 1,
  kind: 'connect',
  by: 'anna',
  modem: 'm',
  connection: 'c',
  startedAt: 1,
  state: 'pending',
}

function open(folder?: string, change: StoreOptions = {}): Store {
  return openStore({
    clock: new VirtualClock(),
    random: seededRandom(1),
    bootId: 'boot-1',
    ...(folder === undefined ? {} : { folder }),
    ...change,
  })
}

/** Appends so many events; gives the last one's cursor. */
async function append(store: Store, count: number): Promise<Cursor> {
  for (let index = 0; index < count; index++) {
    store.journal.append({ type: 'signal.changed', data: { rssi: -index } })
  }
  await store.journal.told()
  return store.journal.head
}

const seqs = (store: Store, after: Cursor): unknown => {
  const result = store.journal.read(after, 100)
  return typeof result === 'string' ? result : result.map(({ epoch, seq }) => `${epoch}-${seq}`)
}

/** The types of all events so far. */
async function told(store: Store): Promise<unknown> {
  await store.journal.told()
  const read = store.journal.read({ epoch: store.journal.head.epoch, seq: 0 }, 100)
  return typeof read === 'string' ? read : read.map(({ type }) => type)
}

const codeOf = (body: () => unknown): string | undefined => {
  try {
    body()
    return undefined
  } catch (thrown) {
    return DialtoneError.of(thrown)?.code
  }
}

describe.each(['in memory', 'in a folder'])('%s', (where) => {
  const place = where === 'in a folder' ? scratch() : undefined
  const here = (): string | undefined =>
    place === undefined ? undefined : join(place.path, crypto.randomUUID())

  test('profiles come back with their passwords, and are shown without', async () => {
    await using store = open(here())
    store.profiles.put(profile, added)
    expect(store.profiles.get('internet')).toEqual(profile)
    expect(store.profiles.list()).toEqual([toPublicProfile(profile)])
    expect(JSON.stringify(store.profiles.list())).not.toContain('horse')
    await store.journal.told()
    expect(store.journal.head.seq).toBe(1)
    store.profiles.remove('internet', { type: 'profile.removed', data: { name: 'internet' } })
    expect([store.profiles.get('internet'), store.profiles.list()]).toEqual([undefined, []])
  })

  test('a token is known by its secret, of which nothing is kept but a hash', async () => {
    const folder = here()
    let secret: string
    {
      await using store = open(folder)
      secret = store.tokens.create(token, { type: 'token.created', data: token })
      expect(secret).toMatch(/^dialtone_[\w-]{43}$/)
      expect(store.tokens.list()).toEqual([token])
      expect(store.tokens.find(secret)).toEqual(token)
      for (const other of ['', 'x', secret.slice(0, -1), `${secret}x`, 'dialtone_'.padEnd(52, 'A')]) {
        expect(store.tokens.find(other)).toBeUndefined()
      }
      expect(await told(store)).toEqual(['token.created'])
    }
    if (folder === undefined) return
    for (const file of readdirSync(folder)) {
      expect(readFileSync(join(folder, file)).includes(secret.slice(9)), file).toBe(false)
    }
    {
      await using store = open(folder)
      expect(store.tokens.find(secret)).toEqual(token)
      store.tokens.remove('branch-7')
      expect([store.tokens.find(secret), store.tokens.list()]).toEqual([undefined, []])
    }
    await using store = open(folder)
    expect(store.tokens.find(secret)).toBeUndefined()
  })

  test('request ids begin with 1 and are not given twice', async () => {
    await using store = open(here())
    expect([store.requests.nextId(), store.requests.nextId()]).toEqual([1, 2])
  })

  test('requests are found while pending and after', async () => {
    await using store = open(here())
    store.requests.put(request)
    expect(store.requests.pending()).toEqual([request])
    const ended: Request = { ...request, state: 'succeeded', endedAt: 2 }
    store.requests.put(ended)
    expect([store.requests.pending(), store.requests.get(1), store.requests.get(2)]).toEqual([
      [],
      ended,
      undefined,
    ])
  })

  test('only the latest thousand requests that have ended are kept', async () => {
    await using store = open(here())
    store.requests.put(request)
    for (let id = 2; id <= 1500; id++) store.requests.put({ ...request, id, state: 'failed' })
    await store.journal.told()
    expect(store.requests.get(1)).toEqual(request)
    expect(store.requests.get(500)).toBeUndefined()
    expect(store.requests.get(501)?.id).toBe(501)
  })

  test('notes of one kind are none of another', async () => {
    await using store = open(here())
    store.notes('modem').set('a', { name: 'modem0' })
    store.notes('context').set('a', 1)
    store.notes('context').delete('a')
    expect([...store.notes('modem').entries()]).toEqual([['a', { name: 'modem0' }]])
    expect(store.notes('context').get('a')).toBeUndefined()
  })
})

describe('a folder that is opened again', () => {
  test('goes on where it ended', async () => {
    using place = scratch()
    const first = open(place.path)
    const { serviceId } = first
    const before = await append(first, 3)
    first.profiles.put(profile, added)
    first.requests.nextId()
    first.requests.put({ ...request, id: first.requests.nextId() })
    first.notes('modem').set('a', { name: 'modem0' })
    await first.close()
    await using second = open(place.path, { bootId: 'boot-2' })
    expect([second.serviceId, second.restarted, second.lostAfter]).toEqual([serviceId, true, undefined])
    expect(second.journal.head).toEqual({ epoch: before.epoch, seq: 4 })
    expect(seqs(second, before)).toEqual([`${before.epoch}-4`])
    expect(second.profiles.get('internet')).toEqual(profile)
    expect(second.requests.pending().map(({ id }) => id)).toEqual([2])
    expect(second.requests.nextId()).toBe(3)
    expect(second.notes('modem').get('a')).toEqual({ name: 'modem0' })
  })

  test('goes on where services were killed as they began, before they had left their mark', async () => {
    using place = scratch()
    const first = open(place.path)
    let before = await append(first, 3)
    await first.close()
    for (const kill of [1, 2, 3]) {
      const killed = new Database(join(place.path, 'dialtone.sqlite'))
      killed.execute("UPDATE setting SET value = value + 1 WHERE key = 'generation'")
      killed.execute("UPDATE setting SET value = 'no' WHERE key = 'clean'")
      await using next = open(place.path)
      killed[Symbol.dispose]()
      const end = await append(next, 1)
      expect(end, `${kill}`).toEqual({ epoch: before.epoch, seq: before.seq + 1 })
      before = end
    }
  })

  test('may be closed twice, and holds nothing afterwards but its four files', async () => {
    using place = scratch()
    const store = open(place.path)
    await append(store, 1)
    await Promise.all([store.close(), store.close()])
    expect(readdirSync(place.path).sort()).toEqual([
      'dialtone.holder',
      'dialtone.key',
      'dialtone.lock',
      'dialtone.sqlite',
    ])
  })

  test('begins a new epoch when a backup was restored, as numbers after its end have been given out', async () => {
    using place = scratch()
    const first = open(place.path)
    const kept = await append(first, 2)
    await first.close()
    cpSync(join(place.path, 'dialtone.sqlite'), join(place.path, 'backup'))
    const second = open(place.path)
    const told = await append(second, 2)
    await second.close()
    // In place, as `cp` does it: the inode stays.
    writeFileSync(join(place.path, 'dialtone.sqlite'), readFileSync(join(place.path, 'backup')))
    await using third = open(place.path)
    expect(third.journal.head.epoch > kept.epoch).toBe(true)
    expect(third.journal.head.seq).toBe(0)
    expect(seqs(third, { ...kept, seq: 0 })).toEqual([`${kept.epoch}-1`, `${kept.epoch}-2`])
    expect(seqs(third, told)).toBe('lost')
    expect(third.lostAfter).toBeUndefined()
  })

  test('begins a new epoch when the whole folder was put back', async () => {
    using place = scratch()
    using elsewhere = scratch()
    const first = open(place.path)
    const kept = await append(first, 2)
    await first.close()
    cpSync(place.path, elsewhere.path, { recursive: true })
    await using second = open(elsewhere.path)
    expect(second.journal.head.epoch).not.toBe(kept.epoch)
  })

  test.each([
    ['is empty', () => ''],
    ['has lost its end', (text: string) => text.slice(0, -5)],
    ['is another text', () => '"spoilt"'],
    ['holds nothing', () => 'null'],
    ['holds no numbers', (text: string) => text.replace(/"generation":\d+/, '"generation":"many"')],
  ])('begins a new epoch when the mark %s, as after a power cut', async (_, spoilt) => {
    using place = scratch()
    const first = open(place.path)
    const before = await append(first, 2)
    await first.close()
    const holder = join(place.path, 'dialtone.holder')
    writeFileSync(holder, spoilt(readFileSync(holder, 'utf8')))
    const second = open(place.path)
    expect(second.trouble).toBeUndefined()
    expect(seqs(second, { ...before, seq: 0 })).toEqual([`${before.epoch}-1`, `${before.epoch}-2`])
    const { epoch } = await append(second, 1)
    expect(epoch > before.epoch).toBe(true)
    await second.close()
    await using third = open(place.path)
    expect(third.journal.head.epoch).toBe(epoch)
  })

  test('is refused to a second service, which does the first no harm', async () => {
    using place = scratch()
    await using first = open(place.path)
    await append(first, 1)
    expect(() => open(place.path)).toThrow(
      `another Dialtone service (process ${process.pid}) uses the state folder ${place.path}`,
    )
    expect(codeOf(() => open(place.path))).toBe('service_running')
    expect((await append(first, 1)).seq).toBe(2)
  })
})

describe('secrets at rest', () => {
  test('are nowhere in the files, which are for the service alone', async () => {
    using place = scratch()
    const store = open(place.path)
    store.profiles.put(profile, added)
    store.requests.put(request)
    await store.journal.told()
    const bytes = (): string =>
      readdirSync(place.path)
        .map((name) => readFileSync(join(place.path, name), 'latin1'))
        .join('')
    expect(bytes()).toContain('001010123456789')
    expect(bytes()).not.toContain('correct horse')
    await store.close()
    expect(bytes()).not.toContain('correct horse')
    for (const name of ['dialtone.key', 'dialtone.sqlite']) {
      expect(statSync(join(place.path, name)).mode & 0o777).toBe(0o600)
    }
  })

  test('cannot be opened with another key, which is said when they are needed', async () => {
    using place = scratch()
    const first = open(place.path)
    first.profiles.put(profile, added)
    await first.close()
    rmSync(join(place.path, 'dialtone.key'))
    await using second = open(place.path)
    expect(second.profiles.list()).toEqual([toPublicProfile(profile)])
    expect(codeOf(() => second.profiles.get('internet'))).toBe('storage_failed')
    expect(() => second.profiles.get('internet')).toThrow(
      /put the key back, or remove it .* and add it again/,
    )
  })
})

describe('a folder that cannot be used', () => {
  test('because it cannot be made: the service goes on in memory, and says so', async () => {
    using place = scratch()
    writeFileSync(join(place.path, 'file'), '')
    await using store = open(join(place.path, 'file', 'state'))
    expect(store.trouble).toMatchObject({ code: 'storage_failed' })
    await store.journal.told()
    const [event] = store.journal.read({ ...store.journal.head, seq: 0 }, 1)
    expect(event).toMatchObject({ type: 'storage.failed', data: { cause: { code: 'storage_failed' } } })
    expect((await append(store, 2)).seq).toBe(3)
    expect(codeOf(() => store.profiles.put(profile, added))).toBe('storage_failed')
  })

  test('because it cannot be claimed: what can be read of it is there', async () => {
    using place = scratch()
    const first = open(place.path)
    first.profiles.put(profile, added)
    await first.close()
    writeFileSync(join(place.path, 'dialtone.lock'), 'no database at all'.repeat(100))
    await using second = open(place.path)
    expect(second.trouble?.message).toContain('until the service is started again')
    expect(second.serviceId).toBe(first.serviceId)
    expect(second.profiles.get('internet')).toEqual(profile)
  })

  test('because its log cannot be replayed: what is in the database is there, whatever the folder is called', async () => {
    using place = scratch()
    const folder = join(place.path, '50%20 #1?')
    const first = open(folder)
    first.profiles.put(profile, added)
    await first.close()
    mkdirSync(join(folder, 'dialtone.sqlite-wal'))
    await using second = open(folder)
    expect(second.trouble).toMatchObject({ code: 'storage_failed' })
    expect(second.profiles.get('internet')).toEqual(profile)
  })

  test('because its database is damaged: the file is left as it is', async () => {
    using place = scratch()
    const garbage = Buffer.from('no database at all'.repeat(1000))
    writeFileSync(join(place.path, 'dialtone.sqlite'), garbage)
    await using store = open(place.path)
    expect(store.trouble?.message).toContain('the file is no database')
    expect(readFileSync(join(place.path, 'dialtone.sqlite')).equals(garbage)).toBe(true)
  })

  test('because a newer Dialtone wrote it: refused, with what to do', async () => {
    using place = scratch()
    await open(place.path).close()
    new Database(join(place.path, 'dialtone.sqlite')).execute('PRAGMA user_version = 999')
    expect(() => open(place.path)).toThrow(/upgrade Dialtone, or give it another state folder/)
    // A refused opening holds nothing.
    new Database(join(place.path, 'dialtone.sqlite')).execute('PRAGMA user_version = 1')
    await open(place.path).close()
  })
})

test('key and database are for their owner alone, also where something has opened the key to others', async () => {
  using place = scratch()
  const modeOf = (name: string): number => statSync(join(place.path, name)).mode & 0o777
  for (const mode of [0o600, 0o644]) {
    await using store = open(place.path)
    store.profiles.put(profile, added)
    expect([modeOf('dialtone.key'), modeOf('dialtone.sqlite')]).toEqual([0o600, 0o600])
    await store.close()
    chmodSync(join(place.path, 'dialtone.key'), mode)
  }
  await using _ = open(place.path)
  expect(modeOf('dialtone.key')).toBe(0o600)
})

describe('a state of an earlier version', () => {
  const fixtures = fileURLToPath(new URL('./fixture', import.meta.url))
  const versions = readdirSync(fixtures)

  test('there is one of every version', () => {
    expect(versions.sort()).toEqual(['v1', 'v2', 'v3', 'v4'])
  })

  test.each(versions)('%s is read as it was written', async (version) => {
    using place = scratch()
    cpSync(join(fixtures, version), place.path, { recursive: true })
    await using store = open(place.path)
    const epoch = '0mjuohs00mkorf9'
    expect(store.trouble).toBeUndefined()
    expect(seqs(store, { epoch, seq: 0 })).toEqual([`${epoch}-1`, `${epoch}-2`, `${epoch}-3`])
    expect(store.profiles.get('internet')?.context.password).toBe('secret')
    expect(store.requests.get(1)?.state).toBe('succeeded')
    expect(store.requests.pending()).toMatchObject([{ id: 2, profile: 'internet' }])
    expect(store.notes('modem').get('2f1a7d5e-0000-5000-8000-000000000001')).toEqual({
      name: 'modem0',
      device: 'virtual',
    })
    const branch = store.dial.get('Branch')
    expect([branch?.dialer, branch?.credentials?.password]).toEqual(
      version >= 'v3' ? [expect.objectContaining({ profile: 'internet' }), 'secret'] : [undefined, undefined],
    )
    expect(store.tokens.find(`dialtone_${'A'.repeat(43)}`)?.scopes).toEqual(
      version >= 'v4' ? ['read', 'connect'] : undefined,
    )
    expect(existsSync(join(place.path, 'dialtone.lock'))).toBe(true)
    const used = store.usage.read({ from: 0, to: Number.MAX_SAFE_INTEGER })
    expect(used.map(({ received, roaming }) => [received, roaming])).toEqual(
      version === 'v1' ? [] : [[1500, true]],
    )
  })
})
