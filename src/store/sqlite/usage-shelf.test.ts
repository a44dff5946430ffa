import { expect, test } from 'vitest'
import { Hours, Milliseconds, Minutes } from '../../base/index.ts'
import type { Amount, UsageKey } from '../../core/index.ts'
import { Database } from './database.ts'
import { migrate } from './migration.ts'
import { SqliteUsageShelf, type UsageWriter } from './usage-shelf.ts'

const KEY: UsageKey = { subscriber: '001010123456789', modem: 'm', connection: 'c', roaming: false }
const amount = (received: number): Amount => ({ received, sent: 1, connected: 30_000 })
const EVER = { from: 0, to: Number.MAX_SAFE_INTEGER }
const BEGIN = Date.UTC(2026, 0, 1)

/** A writer in transactions, which fail while `broken`. */
class Desk implements UsageWriter {
  readonly database = new Database(':memory:')
  readonly shelf: SqliteUsageShelf
  trouble: unknown
  broken = false
  readonly #writes: (() => void)[] = []

  constructor() {
    migrate(this.database)
    this.shelf = new SqliteUsageShelf(this.database, this)
  }

  enqueue(write: () => void): void {
    this.#writes.push(write)
  }

  flush(): void {
    const writes = this.#writes.splice(0)
    if (this.trouble !== undefined || writes.length === 0) return
    try {
      this.database.transaction(() => {
        for (const write of writes) write()
        if (this.broken) throw new Error('disk full')
      })
    } catch (thrown) {
      this.trouble = thrown
    }
  }

  recover(): void {
    this.flush()
    this.database.transaction(() => this.shelf.restate())
    this.trouble = undefined
  }

  sum(): number {
    return this.shelf.read(EVER).reduce((sum, { received }) => sum + received, 0)
  }
}

test('adds to the minute, by whom it was used', () => {
  const { shelf } = new Desk()
  shelf.add(KEY, amount(5), BEGIN + 1000)
  shelf.add(KEY, amount(7), BEGIN + 59_000)
  shelf.add({ ...KEY, roaming: true }, amount(1), BEGIN + 1000)
  shelf.add({ ...KEY, connection: 'd' }, amount(2), BEGIN + Minutes(1))
  const { length } = shelf.read(EVER)
  expect(length).toBe(3)
  expect(shelf.read({ ...EVER, connection: 'c', subscriber: KEY.subscriber })).toEqual([
    { ...KEY, start: BEGIN, span: 60_000, received: 12, sent: 2, connected: 60_000 },
    { ...KEY, roaming: true, start: BEGIN, span: 60_000, ...amount(1) },
  ])
  expect(shelf.read({ from: BEGIN + 1, to: BEGIN + Minutes(1) })).toEqual([])
  expect(shelf.read({ ...EVER, modem: 'another' })).toEqual([])
})

test('joins what has become old, and deletes the oldest', () => {
  const desk = new Desk()
  for (let day = 0; day < 70; day++) {
    for (const minute of [0, 1, 90]) {
      desk.shelf.add(KEY, amount(1), BEGIN + Hours(24 * day) + Minutes(minute))
      desk.flush()
    }
  }
  const spans = (): number[] =>
    [...new Set(desk.shelf.read(EVER).map(({ span }) => span))].sort((a, b) => a - b)
  expect(desk.sum()).toBe(210)
  expect(spans()).toEqual([Minutes(1), Hours(1), Hours(24)])
  expect(desk.shelf.read(EVER)[0]).toMatchObject({ start: BEGIN, span: Hours(24), received: 3 })
  desk.shelf.add(KEY, amount(1), BEGIN + Hours(24 * 800))
  desk.flush()
  expect(desk.sum()).toBe(1)
})

test('keeps in memory what the disk does not take, and writes it once', () => {
  const desk = new Desk()
  desk.shelf.add(KEY, amount(1), BEGIN)
  desk.flush()
  desk.broken = true
  desk.shelf.add(KEY, amount(10), BEGIN + Milliseconds(1))
  desk.flush()
  desk.shelf.add(KEY, amount(100), BEGIN + Minutes(2))
  expect(desk.trouble).toBeDefined()
  expect(desk.sum()).toBe(111)
  desk.broken = false
  desk.recover()
  expect(desk.sum()).toBe(111)
  desk.shelf.add(KEY, amount(1000), BEGIN + Minutes(3))
  expect(desk.sum()).toBe(1111)
})
