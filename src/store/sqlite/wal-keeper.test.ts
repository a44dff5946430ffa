import { once } from 'node:events'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { scratch } from '../../../test/support/scratch.ts'
import { Milliseconds, silent, VirtualClock } from '../../base/index.ts'
import { openStore } from '../open-store.ts'
import { Database } from './database.ts'
import { WalKeeper } from './wal-keeper.ts'

function database(folder: string): Database {
  const database = new Database(join(folder, 'db'))
  database.execute('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 0')
  database.execute('CREATE TABLE t (x TEXT)')
  return database
}

test('what is written is synced once for all that falls into the group', async () => {
  using place = scratch()
  using _ = database(place.path)
  const clock = new VirtualClock()
  const keeper = new WalKeeper(join(place.path, 'db'), { clock, log: silent })
  let syncs = 0
  const sync = keeper.sync.bind(keeper)
  keeper.sync = async () => {
    syncs += 1
    await sync()
  }
  for (let round = 0; round < 20; round++) {
    keeper.written(100)
    await clock.advance(Milliseconds(10))
  }
  expect(syncs).toBeGreaterThanOrEqual(2)
  expect(syncs).toBeLessThanOrEqual(4)
  await clock.advance(Milliseconds(100))
  const before = syncs
  await clock.advance(Milliseconds(10_000))
  expect(syncs).toBe(before)
  await keeper.stop()
  expect(clock.pending).toBe(0)
})

test('the worker copies the log back, and nobody who writes is held up', async () => {
  using place = scratch()
  using writer = database(place.path)
  const path = join(place.path, 'db')
  for (let row = 0; row < 200; row++) writer.run('INSERT INTO t VALUES (?)', 'x'.repeat(10_000))
  const before = statSync(path).size
  const copyBack = () =>
    once(new Worker(new URL('./copy-back.ts', import.meta.url), { workerData: path }), 'exit')
  const ended = copyBack()
  writer.run('INSERT INTO t VALUES (?)', 'meanwhile')
  expect(await ended).toEqual([0])
  expect(statSync(path).size).toBeGreaterThan(before + 1_000_000)
  // The first one need not have had what was written beside it.
  expect(await copyBack()).toEqual([0])
  const log = statSync(`${path}-wal`).size
  for (let row = 0; row < 50; row++) writer.run('INSERT INTO t VALUES (?)', 'again')
  // The log is written from its beginning again.
  expect(statSync(`${path}-wal`).size).toBe(log)
  expect(writer.row('SELECT count(*) AS n FROM t')).toEqual({ n: 251 })
})

test('with full durability everything is told in order, each after it was synced', async () => {
  using place = scratch()
  await using store = openStore({ folder: place.path, durability: 'full' })
  const told: number[] = []
  store.journal.subscribe((events) => told.push(...events.map(({ seq }) => seq)))
  for (let round = 0; round < 10; round++) {
    store.journal.append({ type: 'signal.changed', data: { rssi: round } })
    store.journal.flush()
    // Written, but not on the disk yet: nobody has been told, and nobody can read it.
    expect(told.length).toBeLessThan(store.journal.head.seq)
    expect(store.journal.read({ ...store.journal.head, seq: told.length }, 10)).toEqual([])
  }
  await store.journal.told()
  expect(told).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
})
