import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { formatCursor, parseCursor, type Cursor, type Store } from '../../src/core/index.ts'
import { openStore } from '../../src/store/index.ts'
import { scratch } from '../support/scratch.ts'

const writer = fileURLToPath(new URL('./journal-writer.ts', import.meta.url))

/** Lets a writer run until it has told of so many events, kills it, and gives the last one it told of. */
async function killWriterAfter(folder: string, bootId: string, count: number): Promise<Cursor> {
  const child = spawn(process.execPath, [writer, folder, bootId], { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
    if (output.split('\n').length > count) child.kill('SIGKILL')
  })
  await once(child, 'close')
  const told = output.split('\n').slice(0, -1)
  expect(told.length).toBeGreaterThanOrEqual(count)
  return parseCursor(told.at(-1) ?? '', '')
}

function all(store: Store, epoch: string): string[] {
  const found: string[] = []
  for (let after: Cursor = { epoch, seq: 0 }; ;) {
    const events = store.journal.read(after, 500)
    if (typeof events === 'string') throw new Error(`a gap: ${events}`)
    found.push(...events.map(formatCursor))
    const last = events.at(-1)
    if (last === undefined) return found
    after = last
  }
}

const counted = (epoch: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${epoch}-${index + 1}`)

test('a process that is killed loses nothing of what it told, and the next one goes on with the next number', async () => {
  using place = scratch()
  for (const count of [1, 40, 300, 1000]) {
    const told = await killWriterAfter(place.path, 'boot-1', count)
    await using store = openStore({ folder: place.path, bootId: 'boot-1' })
    expect(store.lostAfter).toBeUndefined()
    expect(store.journal.head.epoch).toBe(told.epoch)
    expect(store.journal.head.seq).toBeGreaterThanOrEqual(told.seq)
    expect(all(store, told.epoch)).toEqual(counted(told.epoch, store.journal.head.seq))
  }
})

test('a power cut that takes what was not synced begins a new epoch, and says so to who was told of it', async () => {
  using place = scratch()
  const told = await killWriterAfter(place.path, 'boot-1', 400)
  // What the disk had not got: the end of the log.
  const log = join(place.path, 'dialtone.sqlite-wal')
  truncateSync(log, Math.floor(statSync(log).size / 2))
  await using store = openStore({ folder: place.path, bootId: 'boot-2' })
  const { lostAfter } = store
  if (lostAfter === undefined) throw new Error('a power cut has to be noticed')
  expect(lostAfter.epoch).toBe(told.epoch)
  expect(lostAfter.seq).toBeLessThan(told.seq)
  expect(store.journal.head.epoch > told.epoch).toBe(true)
  expect(store.journal.head.seq).toBe(0)
  expect(store.journal.read(told, 1)).toBe('lost')
  expect(all(store, told.epoch)).toEqual(counted(told.epoch, lostAfter.seq))
  store.journal.append({ type: 'signal.changed', data: {} })
  await store.journal.told()
  expect(store.journal.read(lostAfter, 10)).toMatchObject([{ epoch: store.journal.head.epoch, seq: 1 }])
})

test('a power cut after a clean stop is none', async () => {
  using place = scratch()
  const first = openStore({ folder: place.path, bootId: 'boot-1' })
  first.journal.append({ type: 'signal.changed', data: {} })
  await first.close()
  await using second = openStore({ folder: place.path, bootId: 'boot-2' })
  expect(second.lostAfter).toBeUndefined()
  expect(second.journal.head).toEqual({ epoch: first.journal.head.epoch, seq: 1 })
})
