import { afterEach, beforeEach, expect, test } from 'vitest'
import { Hours, Seconds, VirtualClock } from '../../base/index.ts'
import type { CaptureEntry } from '../capture-file.ts'
import { readCapture } from '../read-capture.ts'
import { MemoryShelf } from './memory-shelf.ts'
import { Ring, type RingOptions } from './ring.ts'

/** A disk that is full while it is told to be, or so slow that it never ends. */
class Disk extends MemoryShelf {
  isFull = false
  stalled: Promise<void> | undefined
  writes = 0

  override async append(segment: number, bytes: Uint8Array): Promise<void> {
    this.writes++
    await this.stalled
    if (this.isFull) throw new Error('ENOSPC: no space left on device, write')
    await super.append(segment, bytes)
  }
}

let clock: VirtualClock
let disk: Disk
const troubles: (string | undefined)[] = []

beforeEach(() => {
  clock = new VirtualClock()
  disk = new Disk()
  troubles.length = 0
})
let ring: Ring
afterEach(() => ring[Symbol.asyncDispose]())

async function opened(change: Partial<RingOptions> = {}): Promise<Ring> {
  ring = new Ring({
    shelf: disk,
    clock,
    limits: { size: 1024 * 1024, age: Hours(1) },
    writer: { application: 'test', comment: 'test' },
    full: 'forget',
    trouble: (message) => troubles.push(message),
    ...change,
  })
  await ring.open()
  return ring
}

const note = (text: string): CaptureEntry => ({ kind: 'note', at: clock.now(), text })

async function texts(): Promise<readonly string[]> {
  const found: string[] = []
  for await (const segment of ring.read()) {
    for (const entry of readCapture(segment).entries) if (entry.kind === 'note') found.push(entry.text)
  }
  return found
}

test('a disk that is full loses what comes, says so once, is let alone, and the hole is told', async () => {
  await opened()
  ring.add(note('one'))
  await clock.advance(Seconds(1))
  disk.isFull = true
  ring.add(note('two'))
  await clock.advance(Seconds(1))
  expect(troubles).toEqual(['ENOSPC: no space left on device, write'])
  expect(ring.trouble).toBe('ENOSPC: no space left on device, write')
  const { writes } = disk
  ring.add(note('three'))
  await clock.advance(Seconds(20))
  ring.add(note('four'))
  await clock.advance(Seconds(5))
  expect(disk.writes, 'it is not asked again for half a minute').toBe(writes)
  disk.isFull = false
  await clock.advance(Seconds(10))
  ring.add(note('five'))
  await clock.advance(Seconds(1))
  expect(troubles).toEqual(['ENOSPC: no space left on device, write', undefined])
  expect(await texts()).toEqual([
    'one',
    expect.stringMatching(/^\d entries are missing here: ENOSPC/),
    'five',
  ])
  expect(ring.lost).toBeGreaterThanOrEqual(3)
})

test('a disk that hangs holds nobody up, and no more than a few megabytes in memory', async () => {
  await opened({ limits: { size: 64 * 1024 * 1024, age: Hours(1) } })
  const { promise, resolve } = Promise.withResolvers<undefined>()
  disk.stalled = promise.then(() => undefined)
  for (let index = 0; index < 20_000; index++) ring.add(note('x'.repeat(1000)))
  expect(ring.lost).toBeGreaterThan(10_000)
  resolve(undefined)
  await ring.flush()
  ring.add(note('on'))
  expect((await texts()).at(-2)).toMatch(/^\d+ entries are missing here: the disk was too slow$/)
})

test('a write is one for all that came within a second', async () => {
  await opened()
  for (let index = 0; index < 100; index++) ring.add(note('x'))
  await clock.advance(Seconds(1))
  expect(disk.writes).toBe(1)
})

test('nothing is pending when nothing came', async () => {
  await opened()
  expect(clock.pending).toBe(0)
})
