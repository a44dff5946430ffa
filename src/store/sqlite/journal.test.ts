import { describe, expect, test } from 'vitest'
import {
  DialtoneError,
  Hours,
  Milliseconds,
  Minutes,
  seededRandom,
  silent,
  VirtualClock,
  type Clock,
} from '../../base/index.ts'
import { textOf, type Cursor, type Event, type EventDraft } from '../../core/index.ts'
import { newEpochId } from '../epoch-id.ts'
import { Database } from './database.ts'
import { EventTable } from './event-table.ts'
import { SqliteJournal, type JournalOptions } from './journal.ts'
import { migrate } from './migration.ts'
import type { WalKeeper } from './wal-keeper.ts'

const signal = (rssi: number): EventDraft => ({ type: 'signal.changed', modem: 'm', data: { rssi } })

function open(change: Partial<JournalOptions> = {}) {
  const clock = new VirtualClock()
  const random = seededRandom(1)
  const database = new Database(':memory:')
  migrate(database)
  const table = new EventTable(database)
  table.addEpoch({ id: 'first', base: 0 }, 0)
  const restated: number[] = []
  const journal: SqliteJournal = new SqliteJournal({
    database,
    serviceId: 'service',
    clock,
    log: silent,
    retention: { count: 10_000, age: Hours(1) },
    durability: 'group',
    newEpochId: () => newEpochId(clock.now(), random),
    restate: () => restated.push(clock.now()),
    ...change,
  })
  const told: Event[] = []
  journal.subscribe((events) => told.push(...events))
  return { clock, database, table, journal, told, restated }
}

const events = (result: readonly Event[] | string): readonly Event[] => {
  if (typeof result === 'string') throw new Error(`a gap: ${result}`)
  return result
}
const seqs = (result: readonly Event[] | string): number[] => events(result).map(({ seq }) => seq)
const rssis = (list: readonly Event[]): unknown[] =>
  list.flatMap((e) => (e.type === 'signal.changed' ? [e.data.rssi] : []))

test('events are written in one go at the end of the turn, and told after that', async () => {
  const { journal, told, table } = open()
  journal.append(signal(1))
  journal.append(signal(2))
  expect([told.length, journal.head.seq, table.range()]).toEqual([0, 0, undefined])
  await journal.told()
  expect(seqs(told)).toEqual([1, 2])
  expect(journal.head).toEqual({ epoch: 'first', seq: 2 })
  expect(table.stored(0, 10).map(({ json }) => json)).toEqual(told.map(textOf))
})

test('what a subscriber hears has been written before', async () => {
  const { journal, table } = open()
  const written: (number | undefined)[] = []
  journal.subscribe(() => written.push(table.range()?.last))
  for (let index = 0; index < 5; index++) {
    journal.append(signal(index))
    await journal.told()
  }
  expect(written).toEqual([1, 2, 3, 4, 5])
})

test('the text of an event is its JSON', async () => {
  const { journal, told } = open()
  journal.append({ ...signal(-77), by: 'ann "the" boss\n', request: 4 })
  await journal.told()
  const [event] = told
  expect(event && textOf(event)).toBe(JSON.stringify(event))
})

test('flush writes at once', () => {
  const { journal, told } = open()
  journal.append(signal(1))
  journal.flush()
  expect(journal.head.seq).toBe(1)
  expect(told).toHaveLength(1)
})

test('an event that a listener makes is told after the one it hears, to everyone', async () => {
  const { journal } = open()
  const heard: string[] = []
  journal.subscribe((list) => {
    heard.push(...rssis(list).map((rssi) => `a${String(rssi)}`))
    if (rssis(list).includes(1)) {
      journal.append(signal(2))
      journal.flush()
    }
  })
  journal.subscribe((list) => heard.push(...rssis(list).map((rssi) => `b${String(rssi)}`)))
  journal.append(signal(1))
  await journal.told()
  expect(heard).toEqual(['a1', 'b1', 'a2', 'b2'])
})

test('a listener that throws harms no other, and one that is gone hears nothing', async () => {
  const { journal, told } = open()
  journal.subscribe(() => {
    throw new Error('no')
  })
  const late: Event[] = []
  const subscription = journal.subscribe((list) => late.push(...list))
  journal.append(signal(1))
  await journal.told()
  subscription[Symbol.dispose]()
  journal.append(signal(2))
  await journal.told()
  expect([told.length, late.length]).toEqual([2, 1])
})

test('what cannot be text is refused to whoever made it, and leaves no hole', async () => {
  const { journal, told } = open()
  const odd: object = { rssi: 1n }
  expect(() => journal.append({ type: 'signal.changed', data: odd })).toThrow(TypeError)
  journal.append(signal(1))
  await journal.told()
  expect(seqs(told)).toEqual([1])
})

describe('reading', () => {
  async function filled(count: number, change: Partial<JournalOptions> = {}) {
    const opened = open(change)
    for (let index = 1; index <= count; index++) {
      opened.journal.append(signal(index))
      if (index % 100 === 0) opened.journal.flush()
    }
    await opened.journal.told()
    return opened
  }
  const at = (seq: number, epoch = 'first'): Cursor => ({ epoch, seq })

  test('gives what follows a cursor, in order, as far as the limit', async () => {
    const { journal } = await filled(2000)
    expect(seqs(journal.read(at(0), 3))).toEqual([1, 2, 3])
    expect(seqs(journal.read(at(1997), 10))).toEqual([1998, 1999, 2000])
    expect(seqs(journal.read(at(2000), 10))).toEqual([])
  })

  test('gives recent events as the objects that were told', async () => {
    const { journal, told } = await filled(2000)
    expect(events(journal.read(at(1999), 1))[0]).toBe(told.at(-1))
  })

  test('reads the same from memory and from the database', async () => {
    const { journal, told } = await filled(2000)
    const all: Event[] = []
    for (let seq = 0; seq < 2000; seq += 7) all.push(...events(journal.read(at(seq), 7)))
    expect(all.slice(0, 2000)).toEqual(told)
    expect(all.map(textOf)).toEqual(told.map(textOf))
  })

  test('says which gap there is', async () => {
    const { journal } = await filled(1000, { retention: { count: 100, age: Hours(1) } })
    expect(journal.read(at(899), 1)).toBe('compacted')
    expect(seqs(journal.read(at(900), 1))).toEqual([901])
    expect(journal.read(at(1001), 1)).toBe('unknown')
    expect(journal.read(at(1, 'other'), 1)).toBe('unknown')
  })
})

describe('retention', () => {
  test('is changed while it runs', async () => {
    const { journal, table } = open({ retention: { count: 500, age: Hours(1) } })
    for (let index = 0; index < 400; index++) journal.append({ type: 'service.stopping', data: {} })
    await journal.told()
    expect(table.range()).toEqual({ first: 1, last: 400 })
    journal.retain({ count: 100 })
    journal.append({ type: 'service.stopping', data: {} })
    await journal.told()
    expect(table.range()).toEqual({ first: 302, last: 401 })
  })

  test('by number: a little at a time, and never what is young', async () => {
    const { journal, table } = open({ retention: { count: 100, age: Hours(1) } })
    for (let index = 1; index <= 2500; index++) {
      journal.append(signal(index))
      if (index % 50 === 0) journal.flush()
    }
    await journal.told()
    expect(table.range()).toEqual({ first: 2401, last: 2500 })
  })

  test('by age: what is older goes, but for the last thousand', async () => {
    const { journal, table, clock } = open()
    for (let index = 1; index <= 3000; index++) journal.append(signal(index))
    journal.flush()
    await clock.advance(Minutes(30))
    for (let index = 1; index <= 1500; index++) journal.append(signal(index))
    journal.flush()
    await clock.advance(Minutes(32))
    expect(table.range()).toEqual({ first: 3001, last: 4500 })
    await clock.advance(Hours(3))
    expect(table.range()).toEqual({ first: 3501, last: 4500 })
    expect(journal.read({ epoch: 'first', seq: 100 }, 1)).toBe('compacted')
  })
})

describe('retention by size', () => {
  const limit = 2_000_000
  const long = (rssi: number): EventDraft => ({ ...signal(rssi), by: 'x'.repeat(900) })

  test('holds while events come in: what is too much goes with what comes, and the space is used again', async () => {
    const { journal, table, database } = open({ retention: { count: 1e6, age: Hours(1), bytes: limit } })
    let largest = 0
    for (let index = 1; index <= 20_000; index++) {
      journal.append(long(index))
      if (index % 20 !== 0) continue
      journal.flush()
      largest = Math.max(largest, database.usedBytes)
    }
    await journal.told()
    expect(largest).toBeLessThan(limit + 600_000)
    expect(database.bytes).toBeLessThan(limit + 1_000_000)
    const { first = 0, last = 0 } = table.range() ?? {}
    expect(last).toBe(20_000)
    expect(last - first).toBeGreaterThan(1000)
    expect(journal.read({ epoch: 'first', seq: 100 }, 1)).toBe('compacted')
    expect(seqs(journal.read({ epoch: 'first', seq: last - 1 }, 1))).toEqual([last])
  })

  test('holds after a start with less room, a little at a time, and keeps the last thousand whatever they take', async () => {
    const roomy = open()
    for (let index = 1; index <= 5000; index++) roomy.journal.append(long(index))
    roomy.journal.flush()
    await roomy.journal.close()
    const { database, table } = roomy
    const { clock } = open({
      database,
      retention: { count: 1e6, age: Hours(1), bytes: 100_000 },
    })
    const seen = new Set<number>()
    for (let step = 0; step < 20; step++) {
      await clock.advance(Milliseconds(20))
      seen.add(table.range()?.first ?? 0)
    }
    // Half a thousand in a step of a few milliseconds: nobody waits for it.
    expect([...seen].slice(0, 4)).toEqual([1001, 1501, 2001, 2501])
    expect(table.range()).toEqual({ first: 4001, last: 5000 })
    expect(database.usedBytes).toBeLessThan(2_000_000)
  })
})

describe('a wall clock that is set', () => {
  function openSetClock() {
    const time = new VirtualClock()
    const wall = { ahead: 0 }
    const clock: Clock = {
      now: () => time.now() + wall.ahead,
      monotonic: () => time.monotonic(),
      setTimer: (delay, callback) => time.setTimer(delay, callback),
    }
    return { ...open({ clock }), time, wall }
  }
  const fill = async (journal: SqliteJournal): Promise<void> => {
    for (let index = 1; index <= 3000; index++) journal.append(signal(index))
    await journal.told()
  }

  test('back: order and numbers stay, times are what the clock said, and nothing is deleted for it', async () => {
    const { journal, table, time, wall, told } = openSetClock()
    await fill(journal)
    wall.ahead -= Hours(5)
    await fill(journal)
    expect(seqs(told)).toEqual(Array.from({ length: 6000 }, (_, index) => index + 1))
    expect((told[2999]?.time ?? 0) - (told[3000]?.time ?? 0)).toBe(Hours(5))
    await time.advance(Minutes(50))
    expect(table.range()).toEqual({ first: 1, last: 6000 })
    expect(journal.read({ epoch: 'first', seq: 2999 }, 2)).toHaveLength(2)
  })

  test('forward and back again: what only seemed old is still there', async () => {
    const { journal, table, time, wall } = openSetClock()
    await fill(journal)
    wall.ahead = Hours(24 * 365)
    await time.advance(Minutes(30))
    expect(table.range()).toEqual({ first: 1, last: 3000 })
    wall.ahead = 0
    await time.advance(Minutes(20))
    expect(table.range()).toEqual({ first: 1, last: 3000 })
  })

  test('forward for good: an hour later the new time holds', async () => {
    const { journal, table, time, wall } = openSetClock()
    await fill(journal)
    wall.ahead = Hours(24)
    await time.advance(Minutes(63))
    expect(table.range()).toEqual({ first: 2001, last: 3000 })
  })

  test('does not move what waits: a wait is by the clock that only goes on', async () => {
    const { journal, time, wall, database } = openSetClock()
    database.execute('PRAGMA max_page_count = 1')
    journal.append({ ...signal(1), by: 'x'.repeat(50_000) })
    journal.flush()
    expect(journal.trouble?.code).toBe('storage_failed')
    database.execute('PRAGMA max_page_count = 100000')
    wall.ahead -= Hours(100)
    await time.advance(Minutes(2))
    expect(journal.trouble).toBeUndefined()
  })
})

describe('a database that takes nothing any more', () => {
  /** Real failures of SQLite: no page may be added. */
  const fill = (database: Database): void => database.execute('PRAGMA max_page_count = 1')
  const relieve = (database: Database): void => database.execute('PRAGMA max_page_count = 100000')
  const long = (rssi: number): EventDraft => ({ ...signal(rssi), by: 'x'.repeat(5000) })

  async function failing(change: Partial<JournalOptions> = {}) {
    const opened = open(change)
    opened.journal.append(long(1))
    await opened.journal.told()
    fill(opened.database)
    for (let index = 2; index <= 4; index++) {
      opened.journal.append(long(index))
      opened.journal.flush()
    }
    return opened
  }

  test('is said, and what happens is told all the same, in an epoch of its own', async () => {
    const { journal, told } = await failing()
    expect(journal.trouble).toMatchObject({ code: 'storage_failed' })
    expect(told.map(({ type, seq }) => `${type} ${seq}`)).toEqual([
      'signal.changed 1',
      'storage.failed 1',
      'signal.changed 2',
      'signal.changed 3',
      'signal.changed 4',
    ])
    const [first, failed] = told
    expect(failed?.epoch).not.toBe(first?.epoch)
    expect(journal.head).toEqual({ epoch: failed?.epoch, seq: 4 })
  })

  test('can be read over the break', async () => {
    const { journal, told } = await failing()
    expect(events(journal.read({ epoch: 'first', seq: 0 }, 100))).toEqual(told)
    expect(rssis(events(journal.read({ epoch: journal.head.epoch, seq: 2 }, 100)))).toEqual([3, 4])
  })

  test('refuses what its caller wants to be kept', async () => {
    const { journal } = await failing()
    let written = false
    expect(() => journal.commit(signal(9), () => (written = true))).toThrow(DialtoneError)
    expect(written).toBe(false)
    expect(rssis(events(journal.read({ epoch: 'first', seq: 0 }, 100)))).not.toContain(9)
  })

  test('fails a commit without telling its event, and goes on in memory', async () => {
    const { journal, told, database } = open()
    fill(database)
    expect(() => journal.commit(long(9), () => undefined)).toThrow(/the disk is full/)
    journal.append(signal(10))
    await journal.told()
    expect(told.map(({ type }) => type)).toEqual(['storage.failed', 'signal.changed'])
  })

  test('is written again with what happened meanwhile, once it can be', async () => {
    const { journal, told, database, table, clock, restated } = await failing()
    await clock.advance(Minutes(5))
    expect(journal.trouble).toBeDefined()
    relieve(database)
    await clock.advance(Minutes(1))
    expect(journal.trouble).toBeUndefined()
    expect(told.at(-1)?.type).toBe('storage.restored')
    expect(restated).not.toEqual([])
    expect(table.stored(0, 100).map(({ json }) => json)).toEqual(told.map(textOf))
    expect(table.epochs().map(({ id }) => id)).toEqual(['first', journal.head.epoch])
  })

  test('loses its oldest events, with a gap, when that takes too long', async () => {
    const retention = { count: 200_000, age: Hours(1) }
    const { journal, told, database, table, clock } = await failing({ retention })
    for (let index = 0; index < 60_000; index++) {
      journal.append(signal(index))
      if (index % 1000 === 0) journal.flush()
    }
    await journal.told()
    const { epoch, seq } = journal.head
    expect(journal.read({ epoch, seq: 1 }, 1)).toBe('compacted')
    expect(seqs(journal.read({ epoch, seq: seq - 50_000 }, 2))).toEqual([seq - 49_999, seq - 49_998])
    expect(told).toHaveLength(60_005)
    relieve(database)
    await clock.advance(Minutes(2))
    expect(journal.trouble).toBeUndefined()
    // What is older than the hole went with it: a service that starts here reads on from the oldest event there is.
    const { first = 0, last = 0 } = table.range() ?? {}
    expect(table.stored(0, 100_000)).toHaveLength(last - first + 1)
  })

  test('is told after what was written before, also where that still waits for the disk', async () => {
    const disk = Promise.withResolvers<undefined>()
    const wal = { written: () => undefined, sync: () => disk.promise, syncNow: () => undefined }
    // Of the keeper, the journal uses what is there.
    const opened = open({ durability: 'full', wal: wal as unknown as WalKeeper })
    const { journal, told, database } = opened
    journal.append(long(1))
    journal.flush()
    fill(database)
    journal.append(long(2))
    journal.flush()
    expect(told).toEqual([])
    disk.resolve(undefined)
    await journal.told()
    expect(told.map(({ type }) => type)).toEqual(['signal.changed', 'storage.failed', 'signal.changed'])
  })
})

test('a journal that is closed has written what waited, takes nothing more and leaves no timer', async () => {
  const { journal, clock, table } = open()
  journal.append(signal(1))
  await journal.close()
  journal.append(signal(2))
  expect(table.range()).toEqual({ first: 1, last: 1 })
  expect(clock.pending).toBe(0)
})
