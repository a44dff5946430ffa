import { describe, expect, test } from 'vitest'
import { codeOf, openDesk, openReadyDesk, PROFILE, type Desk } from '../../test/support/desk.ts'
import { FakeDriver } from '../../test/support/fake-driver.ts'
import { Hours, Milliseconds, Seconds, VirtualClock } from '../base/index.ts'
import { formatCursor, textOf, type Event } from '../core/index.ts'
import { cursorOf, isEvent, type WatchInput, type WatchItem } from '../api/index.ts'
import { openStore } from '../store/index.ts'

type Watching = AsyncIterator<WatchItem>

const watch = (desk: Desk, since?: string, signal?: AbortSignal): Watching =>
  desk.service.watch(since === undefined ? {} : { since }, signal && { signal })[Symbol.asyncIterator]()

async function take(watching: Watching, count: number): Promise<WatchItem[]> {
  const items: WatchItem[] = []
  while (items.length < count) {
    const next = await watching.next()
    if (next.done === true) break
    items.push(next.value)
  }
  return items
}

/** Everything that is there without waiting. */
async function takeAll(desk: Desk, watching: Watching): Promise<WatchItem[]> {
  const items: WatchItem[] = []
  for (;;) {
    let ended = true
    void watching.next().then((next) => {
      ended = next.done === true
      if (next.done !== true) items.push(next.value)
    })
    await desk.settle()
    if (ended as boolean) return items // changed by the promise, out of the compiler’s sight
  }
}

const eventsOf = (items: readonly WatchItem[]): Event[] => items.filter(isEvent)

const signals = (desk: Desk, count: number, first = 0): void => {
  for (let index = first; index < first + count; index++) {
    desk.store.journal.append({ type: 'signal.changed', data: { rssi: -index } })
  }
}

test('without a cursor a snapshot comes first, then every event after it', async () => {
  await using desk = await openReadyDesk()
  const watching = watch(desk)
  const [snapshot] = await take(watching, 1)
  expect(snapshot).toEqual({ type: 'snapshot', ...(await desk.service.snapshot()) })
  expect(snapshot).toMatchObject({
    service: { id: desk.store.serviceId, version: '0.0.0' },
    modems: [{ name: 'modem0', state: 'registered' }],
    connections: [{ name: 'modem0', state: 'deactivated' }],
    profiles: [{ name: 'internet' }],
    requests: [],
  })
  const { requestId } = await desk.service.connect({ connection: 'modem0', profile: 'internet' })
  const [first] = eventsOf(await take(watching, 1))
  expect(first).toMatchObject({ type: 'request.started', request: requestId })
  expect(first?.seq).toBe(1 + Number(cursorOf(snapshot as WatchItem).split('-')[1]))
})

test('a snapshot in the middle of anything joins the events without a hole and without a double', async () => {
  await using desk = await openReadyDesk()
  signals(desk, 3)
  const watching = watch(desk)
  const [snapshot] = await take(watching, 1)
  signals(desk, 3, 10)
  const after = eventsOf(await take(watching, 3))
  expect(after.map((event) => (event.type === 'signal.changed' ? event.data.rssi : event.type))).toEqual([
    -10, -11, -12,
  ])
  expect(snapshot && after[0] && formatCursor({ ...after[0], seq: after[0].seq - 1 })).toBe(
    cursorOf(snapshot as WatchItem),
  )
})

test('what a snapshot shows is what its events have told', async () => {
  await using desk = await openReadyDesk()
  await desk.service.connect({ connection: 'modem0', profile: 'internet' })
  const snapshot = await desk.service.snapshot()
  await desk.settle()
  const told = desk.events.findLast(({ type }) => type === 'connection.changed')
  expect(snapshot.connections).toEqual([told?.data])
  expect(snapshot.requests).toHaveLength(1)
  expect(formatCursor(snapshot.cursor)).toBe(cursorOf(desk.events.at(-1) as WatchItem))
})

test('everybody gets the same objects, and so the same text', async () => {
  await using desk = await openReadyDesk()
  const [one, other] = [watch(desk), watch(desk)]
  await Promise.all([take(one, 1), take(other, 1)])
  signals(desk, 1)
  const [[mine], [yours]] = await Promise.all([take(one, 1), take(other, 1)])
  expect(mine).toBe(yours)
  expect(mine && textOf(mine)).toBe(JSON.stringify(mine))
})

describe('with a cursor', () => {
  test('exactly what was missed comes, then what is new', async () => {
    await using desk = await openReadyDesk()
    signals(desk, 300)
    await desk.settle()
    const all = desk.events.map((event) => formatCursor(event))
    for (const seq of [0, 1, 150, all.length - 1, all.length]) {
      const watching = watch(desk, seq.toString())
      const missed = await take(watching, all.length - seq)
      expect(missed.map(cursorOf)).toEqual(all.slice(seq))
      signals(desk, 1)
      const [next] = await take(watching, 1)
      expect(next && cursorOf(next)).toBe(formatCursor(desk.store.journal.head))
      all.push(formatCursor(desk.store.journal.head))
    }
  })

  test('one that is none is refused, and nothing follows', async () => {
    await using desk = await openDesk()
    const watching = watch(desk, 'yesterday')
    expect(await codeOf(watching.next())).toBe('invalid_cursor')
    expect(await watching.next()).toEqual({ done: true, value: undefined })
  })

  test.each<[string, string, string]>([
    ['of another journal', 'abc-4', 'unknown'],
    ['of the future', '99999', 'unknown'],
  ])('%s: a gap and a snapshot come, then what is new', async (_, since, reason) => {
    await using desk = await openReadyDesk()
    await desk.settle()
    const watching = watch(desk, since)
    const [gap] = await take(watching, 1)
    expect(gap).toMatchObject({ type: 'gap', reason, since: { seq: Number(since.split('-').at(-1)) } })
    expect(gap).toMatchObject(await desk.service.snapshot())
    signals(desk, 1)
    expect(eventsOf(await take(watching, 1))).toHaveLength(1)
  })
})

describe('a slow subscriber', () => {
  const slowDesk = (count: number): Promise<Desk> => {
    const clock = new VirtualClock()
    return openReadyDesk({ clock, store: openStore({ clock, retention: { count, age: Hours(1) } }) })
  }

  async function flood(desk: Desk, count: number): Promise<void> {
    for (let index = 0; index < count; index += 50) {
      signals(desk, 50, index)
      desk.store.journal.flush()
    }
    await desk.settle()
  }

  test('loses nothing and gets nothing twice', async () => {
    await using desk = await slowDesk(100_000)
    const watching = watch(desk)
    const [snapshot] = await take(watching, 1)
    await take(watching, 0)
    void watching.next()
    await flood(desk, 10_000)
    const last = desk.store.journal.head.seq
    const first = Number(cursorOf(snapshot as WatchItem).split('-')[1])
    const items = await take(watching, last - first - 1)
    expect(eventsOf(items).map(({ seq }) => seq)).toEqual(
      Array.from({ length: last - first - 1 }, (_, index) => first + 2 + index),
    )
    signals(desk, 1)
    const [next] = eventsOf(await take(watching, 1))
    expect(next?.seq).toBe(last + 1)
  })

  test('is told of a gap only when what it had not read is deleted', async () => {
    await using desk = await slowDesk(2000)
    const watching = watch(desk)
    await take(watching, 1)
    void watching.next()
    await desk.settle()
    await flood(desk, 20_000)
    const items = await takeAll(desk, watching)
    const gaps = items.filter((item) => item.type === 'gap')
    expect(gaps).toHaveLength(1)
    expect(gaps[0]).toMatchObject({ reason: 'compacted', cursor: desk.store.journal.head })
    // Up to the gap, without a hole.
    const before = eventsOf(items).map(({ seq }) => seq)
    expect(before).toEqual(Array.from({ length: before.length }, (_, index) => (before[0] ?? 0) + index))
    expect(gaps[0]?.type === 'gap' && gaps[0].since.seq).toBe(before.at(-1))
  })

  test('holds nobody up', async () => {
    await using desk = await slowDesk(100_000)
    const [slow, quick] = [watch(desk), watch(desk)]
    await Promise.all([take(slow, 1), take(quick, 1)])
    for (let round = 0; round < 50; round++) {
      signals(desk, 100, round)
      expect(await take(quick, 100)).toHaveLength(100)
    }
    expect(await take(slow, 5000)).toHaveLength(5000)
  })
})

describe('the end', () => {
  test('by the signal: at once, without an error', async () => {
    await using desk = await openReadyDesk()
    const stop = new AbortController()
    const watching = watch(desk, '0', stop.signal)
    await take(watching, 2)
    stop.abort()
    expect(await watching.next()).toEqual({ done: true, value: undefined })
    const waiting = watch(desk, undefined, stop.signal)
    expect(await waiting.next()).toEqual({ done: true, value: undefined })
  })

  test('by the signal, while it waits', async () => {
    await using desk = await openReadyDesk()
    const stop = new AbortController()
    const watching = watch(desk, undefined, stop.signal)
    await take(watching, 1)
    const next = watching.next()
    await desk.settle()
    stop.abort()
    expect(await next).toEqual({ done: true, value: undefined })
  })

  test('by leaving the loop', async () => {
    await using desk = await openReadyDesk()
    for await (const item of desk.service.watch({ since: '0' })) {
      expect(item.type).toBe('service.started')
      break
    }
    signals(desk, 1)
    await desk.settle()
  })

  test('by the service: after the last event, that it stops', async () => {
    await using desk = await openReadyDesk()
    const [waiting, behind] = [watch(desk), watch(desk, '0')]
    await take(waiting, 1)
    const rest = take(waiting, 100)
    await take(behind, 1)
    await desk.settle()
    await desk.manager.stop()
    expect((await rest).map(({ type }) => type)).toEqual(['service.stopping'])
    // Who is behind gets what had been read for it; the rest is there at the next start.
    expect((await take(behind, 1000)).length).toBeGreaterThan(0)
    expect(await behind.next()).toEqual({ done: true, value: undefined })
  })
})

test('a watcher from a cursor of before sees a restart as one stream', async () => {
  const clock = new VirtualClock()
  const store = openStore({ clock })
  const first = await openReadyDesk({ store, clock })
  const watching = watch(first)
  const seen = await take(watching, 1)
  await first.service.connect({ connection: 'modem0', profile: 'internet' })
  seen.push(...(await take(watching, 2)))
  await first.manager.stop()
  await using second = await openDesk({ store, clock })
  second.source.plugIn(new FakeDriver('late')).comeUp()
  await second.settle()
  const since = cursorOf(seen.at(-1) as WatchItem)
  const items = await takeAll(second, watch(second, since))
  const all = [...eventsOf(seen), ...eventsOf(items)].map(({ seq }) => seq)
  expect(all).toEqual(Array.from({ length: all.length }, (_, index) => (all[0] ?? 0) + index))
  expect(all.at(-1)).toBe(store.journal.head.seq)
  expect(eventsOf(items).map(({ type }) => type)).toContain('service.started')
  await clock.advance(Milliseconds(1))
  expect((await second.service.profile({ profile: 'internet' })).xml).toContain(PROFILE.slice(0, 20))
})

describe('a filter', () => {
  const watchSome = (desk: Desk, input: WatchInput): Watching =>
    desk.service.watch(input)[Symbol.asyncIterator]()
  const profiles = (desk: Desk, count: number): void => {
    for (let index = 0; index < count; index++) {
      desk.store.journal.append({ type: 'profile.removed', data: { name: `p${index.toString()}` } })
    }
  }

  test('lets through what is wanted, also of what was missed', async () => {
    await using desk = await openReadyDesk()
    profiles(desk, 3)
    signals(desk, 500)
    profiles(desk, 2)
    signals(desk, 1)
    const watching = watchSome(desk, { since: '0', type: ['profile.*'] })
    const missed = await takeAll(desk, watching)
    expect(missed.map(({ type }) => type)).toEqual([
      'profile.added',
      ...Array<string>(5).fill('profile.removed'),
      'cursor',
    ])
  })

  test('keeps no snapshot back, and no gap', async () => {
    await using desk = await openReadyDesk()
    const [snapshot] = await take(watchSome(desk, { type: ['dial.*'] }), 1)
    expect(snapshot).toEqual({ type: 'snapshot', ...(await desk.service.snapshot()) })
    const [gap] = await take(watchSome(desk, { type: ['dial.*'], since: 'none-1' }), 1)
    expect(gap).toMatchObject({ type: 'gap', modems: [{ name: 'modem0' }] })
  })

  test('knows modems and connections by name, whether they are there or only remembered', async () => {
    await using desk = await openReadyDesk()
    for (const filter of [{ modem: ['modem0'] }, { connection: ['modem0'] }]) {
      const watching = watchSome(desk, { ...filter, since: '0', type: ['modem.*', 'connection.*'] })
      const found = eventsOf(await takeAll(desk, watching))
      const type = 'modem' in filter ? 'modem.arrived' : 'connection.arrived'
      expect(found.map((event) => event.type)).toContain(type)
    }
  })

  test('moves the place of whoever hears nothing: at once where it has caught up, then every fifteen seconds', async () => {
    await using desk = await openReadyDesk()
    signals(desk, 2000)
    await desk.settle()
    const watching = watchSome(desk, { since: '0', type: ['dial.*'] })
    expect(await take(watching, 1)).toEqual([{ type: 'cursor', cursor: desk.store.journal.head }])
    const times: number[] = []
    const begin = desk.clock.now()
    void (async () => {
      for (let next = await watching.next(); next.done !== true; next = await watching.next()) {
        expect(next.value.type).toBe('cursor')
        times.push(desk.clock.now() - begin)
      }
    })()
    for (let round = 0; round < 50; round++) {
      signals(desk, 1)
      await desk.clock.advance(Seconds(1))
    }
    expect(times).toEqual([15_000, 30_000, 45_000])
  })

  test('needs no place to be told where the last item tells it', async () => {
    await using desk = await openReadyDesk()
    const watching = watchSome(desk, {
      since: formatCursor(desk.store.journal.head),
      type: ['signal.changed'],
    })
    const waiting = take(watching, 2)
    await desk.settle()
    profiles(desk, 1)
    signals(desk, 1)
    await desk.clock.advance(Seconds(20))
    signals(desk, 1)
    expect((await waiting).map(({ type }) => type)).toEqual(['signal.changed', 'signal.changed'])
  })

  test('lets the place be taken up again: nothing twice, nothing missing, nothing read again', async () => {
    await using desk = await openReadyDesk()
    const wanted: string[] = []
    const seen: string[] = []
    let since = '0'
    for (let round = 0; round < 20; round++) {
      signals(desk, 300)
      if (round % 3 === 0) profiles(desk, 1)
      await desk.settle()
      const stop = new AbortController()
      const watching = desk.service.watch({ since, type: ['profile.removed'] }, { signal: stop.signal })
      for (const item of await takeAll(desk, watching[Symbol.asyncIterator]())) {
        since = cursorOf(item)
        if (isEvent(item)) seen.push(since)
      }
      stop.abort()
      expect(since).toBe(formatCursor(desk.store.journal.head))
    }
    for (const event of desk.events) if (event.type === 'profile.removed') wanted.push(formatCursor(event))
    expect(seen).toEqual(wanted)
  })

  test('leaves no timer behind, and ends with the service: its last item tells the place', async () => {
    const desk = await openReadyDesk()
    const ended = Array.fromAsync(desk.service.watch({ type: ['dial.*'] }))
    await desk.settle()
    signals(desk, 1)
    await desk.settle()
    await desk[Symbol.asyncDispose]()
    expect((await ended).map(({ type }) => type)).toEqual(['snapshot', 'cursor'])
    expect(desk.clock.pending).toBe(0)
  })

  test('of a type that there is not is refused at once', async () => {
    await using desk = await openReadyDesk()
    expect(() => desk.service.watch({ type: ['dail.*'] })).toThrow('there is no event of type "dail.*"')
  })
})
