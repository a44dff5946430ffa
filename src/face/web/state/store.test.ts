import { effect } from '@preact/signals'
import { describe, expect, test } from 'vitest'
import type { Event, EventDraft, Modem, Request } from '../../../core/index.ts'
import type { WatchItem } from '../../../api/index.ts'
import { CONNECTION, FakeService, IP, MODEM, PROFILE } from '../../../../test/support/fake-service.ts'
import { LONGEST_LOG } from './event-log.ts'
import { SPANS } from './series.ts'
import { Store } from './store.ts'

const START = Date.UTC(2026, 0, 1)

async function snapshot(
  modems: readonly Modem[] = [MODEM],
): Promise<Extract<WatchItem, { type: 'snapshot' }>> {
  return { type: 'snapshot', ...(await new FakeService({ modems }).snapshot()) }
}

function event(seq: number, draft: EventDraft, time = START): Event {
  return { ...draft, v: 1, service: 'fake', epoch: 'e1', seq, time }
}

const signal = (seq: number, rssi: number, modem = MODEM.id, time = START): Event =>
  event(seq, { type: 'signal.changed', modem, data: { rssi } }, time)

test('a snapshot is everything, and events change it', async () => {
  const store = new Store()
  expect(store.service.value).toBeUndefined()
  store.take([await snapshot()], START)
  expect(store.service.value).toMatchObject({ version: '0.1.0' })
  expect([store.modems.all(), store.connectionsOf(MODEM.id), store.profiles.all()]).toEqual([
    [MODEM],
    [CONNECTION],
    [PROFILE],
  ])
  const connected = { ...CONNECTION, state: 'activated' as const, ip: IP }
  store.take(
    [
      signal(1, -99),
      event(2, { type: 'connection.changed', modem: MODEM.id, connection: CONNECTION.id, data: connected }),
      event(3, { type: 'demand-dial.changed', data: { state: 'paused' } }),
      event(4, { type: 'profile.removed', data: { name: 'internet' } }),
      event(5, { type: 'service.started', data: { version: '0.2.0', restarted: true } }, START + 5),
    ],
    START,
  )
  expect(store.modems.read(MODEM.id)?.signal).toEqual({ rssi: -99 })
  expect(store.connections.read(CONNECTION.id)).toEqual(connected)
  expect(store.demandDial.value).toEqual({ state: 'paused' })
  expect(store.profiles.all()).toEqual([])
  expect(store.service.value).toMatchObject({ version: '0.2.0', startedAt: START + 5 })
  expect(store.cursor).toEqual({ epoch: 'e1', seq: 5 })
})

test('what comes twice is taken once', async () => {
  const store = new Store()
  store.take([await snapshot(), signal(1, -99)], START)
  store.take([signal(1, -50)], START)
  expect(store.modems.read(MODEM.id)?.signal).toEqual({ rssi: -99 })
  expect(store.log.entries.value).toHaveLength(1)
})

test('an event of a newer service changes nothing, and is in the log', async () => {
  const store = new Store()
  // The cast is the point: nobody has heard of it.
  const unknown = event(1, { type: 'modem.sang', modem: MODEM.id, data: {} } as unknown as EventDraft)
  store.take([await snapshot(), unknown], START)
  expect(store.modems.all()).toEqual([MODEM])
  expect(store.log.entries.value).toMatchObject([{ telling: { text: 'modem.sang' } }])
})

test('a gap replaces the state, and is told in the log', async () => {
  const store = new Store()
  store.take([await snapshot(), signal(1, -99)], START)
  const other = { ...MODEM, id: 'other', name: 'modem1' }
  const fresh = await snapshot([other])
  store.take(
    [
      {
        ...fresh,
        type: 'gap',
        since: { epoch: 'e0', seq: 9 },
        reason: 'lost',
        cursor: { epoch: 'e2', seq: 3 },
      },
    ],
    START,
  )
  expect(store.modems.all()).toEqual([other])
  expect(store.log.entries.value.map(({ kind }) => kind)).toEqual(['event', 'gap'])
})

test('the end of a request is told, whoever asked', async () => {
  const ended: Request[] = []
  const store = new Store((request) => ended.push(request))
  const request: Request = {
    id: 7,
    kind: 'connect',
    by: 'x',
    startedAt: START,
    state: 'pending',
    modem: MODEM.id,
  }
  store.take(
    [await snapshot(), event(1, { type: 'request.started', modem: MODEM.id, request: 7, data: request })],
    START,
  )
  expect([...store.requests.value.keys()]).toEqual([7])
  const done: Request = { ...request, state: 'succeeded', endedAt: START + 5 }
  store.take([event(2, { type: 'request.ended', modem: MODEM.id, request: 7, data: done })], START)
  expect([...store.requests.value.keys(), ...ended]).toEqual([done])
})

describe('what is drawn', () => {
  test('of one modem is drawn again for that one only', async () => {
    const store = new Store()
    const modems = Array.from({ length: 200 }, (_, index) => ({
      ...MODEM,
      id: `id-${index}`,
      name: `modem${index}`,
    }))
    store.take([await snapshot(modems)], START)
    const drawn = new Map<string, number>()
    let lists = 0
    const stops = modems.map(({ id }) =>
      effect(() => {
        if (store.modems.read(id) !== undefined) drawn.set(id, (drawn.get(id) ?? 0) + 1)
      }),
    )
    stops.push(effect(() => void (lists += store.modems.keys.value.length)))
    let others = 0
    stops.push(effect(() => void (others += store.connectionsOf('id-8').length + 1)))
    const connected = { ...CONNECTION, id: 'c-7', modem: 'id-7' }
    store.take(
      [
        signal(1, -80, 'id-7'),
        signal(2, -81, 'id-7'),
        event(3, { type: 'connection.arrived', modem: 'id-7', connection: 'c-7', data: connected }),
      ],
      START,
    )
    expect([store.connectionsOf('id-7'), others]).toEqual([[connected], 1])
    expect([...drawn].filter(([, times]) => times > 1)).toEqual([['id-7', 2]])
    expect(lists).toBe(200)
    for (const stop of stops) stop()
  })

  test('are names in the order in which people count', async () => {
    const store = new Store()
    const modems = ['modem10', 'modem9', 'Modem1'].map((name) => ({ ...MODEM, id: name, name }))
    store.take([await snapshot(modems)], START)
    expect(store.modems.keys.value).toEqual(['Modem1', 'modem9', 'modem10'])
  })

  test('of what goes and comes back is drawn again', async () => {
    const store = new Store()
    store.take([await snapshot()], START)
    const seen: (string | undefined)[] = []
    const stop = effect(() => void seen.push(store.modems.read(MODEM.id)?.state))
    store.take(
      [event(1, { type: 'modem.removed', modem: MODEM.id, data: { name: 'modem0', reason: 'unplugged' } })],
      START,
    )
    store.take(
      [event(2, { type: 'modem.arrived', modem: MODEM.id, data: { ...MODEM, state: 'initializing' } })],
      START,
    )
    expect(seen).toEqual(['registered', undefined, 'initializing'])
    stop()
  })
})

test('a week of events takes no more memory than an hour', async () => {
  const store = new Store()
  const modems = Array.from({ length: 20 }, (_, index) => ({
    ...MODEM,
    id: `id-${index}`,
    name: `modem${index}`,
  }))
  store.take([await snapshot(modems)], START)
  const week = 7 * 24 * 3_600_000
  const amount = 100_000
  for (let seq = 1; seq <= amount; seq += 500) {
    const at = (one: number): number => START + Math.round((week * one) / amount)
    store.take(
      Array.from({ length: 500 }, (_, index) => seq + index).map((one) =>
        signal(one, -60 - (one % 50), `id-${one % 20}`, at(one)),
      ),
      at(seq),
    )
  }
  expect(store.cursor?.seq).toBe(amount)
  expect(store.log.entries.value).toHaveLength(LONGEST_LOG)
  expect(store.log.entries.value.at(-1)?.key).toBe(`e1-${amount}`)
  for (const { id } of modems) {
    for (const span of ['hour', 'day', 'week'] as const) {
      const points = store.signalOf(id)?.points(span) ?? []
      expect(points.length).toBeGreaterThan(0)
      expect(points.length).toBeLessThanOrEqual(SPANS[span].cells)
    }
    expect(store.signalOf(id)?.points('week').length).toBeGreaterThan(300)
  }
})

test('what happened before the page was opened comes before the rest, once', async () => {
  const store = new Store()
  const first = await snapshot()
  store.take(
    [{ ...first, cursor: { epoch: 'e1', seq: 2 } }, signal(3, -70, MODEM.id, START + 60_000)],
    START + 60_000,
  )
  store.takeEarlier([signal(1, -90), signal(2, -80, MODEM.id, START + 30_000)])
  expect(store.log.entries.value.map(({ key }) => key)).toEqual(['e1-1', 'e1-2', 'e1-3'])
  expect(
    store
      .signalOf(MODEM.id)
      ?.points('hour')
      .map(({ values: [rssi] }) => rssi),
  ).toEqual([
    -90,
    -80,
    // In the snapshot, and told a moment later: the mean of one cell.
    (MODEM.signal?.rssi ?? 0) / 2 - 35,
  ])
})
