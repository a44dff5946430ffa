import { expect, test } from 'vitest'
import { DialtoneError, seededRandom, Seconds, VirtualClock } from '../../../base/index.ts'
import { FakeService, MODEM } from '../../../../test/support/fake-service.ts'
import { Follower, type LinkState } from './follow.ts'
import { Store } from './store.ts'

const AWAY = new DialtoneError('service_unavailable', 'the service cannot be reached')

function follow(service = new FakeService()) {
  const clock = new VirtualClock()
  const store = new Store()
  const callers: string[] = []
  const follower = new Follower({
    service,
    store,
    clock,
    random: seededRandom(1),
    known: ({ name }) => callers.push(name),
    expelled: () => callers.push('expelled'),
  })
  return {
    service,
    clock,
    store,
    follower,
    callers,
    kind: (): LinkState['kind'] => follower.state.value.kind,
  }
}

const signal = (service: FakeService, rssi: number): void =>
  void service.tell({ type: 'signal.changed', modem: MODEM.id, data: { rssi } })

test('a snapshot, then what changes, drawn together', async () => {
  const { service, clock, store, follower, callers, kind } = follow()
  using _ = follower
  expect(kind()).toBe('opening')
  await clock.advance(Seconds(0))
  expect([kind(), callers, store.modems.all()]).toEqual(['live', ['test'], [MODEM]])
  signal(service, -80)
  signal(service, -81)
  await clock.advance(Seconds(1))
  expect(store.modems.read(MODEM.id)?.signal).toEqual({ rssi: -81 })
})

test('a token that is revoked in the middle of the stream is told', async () => {
  const { service, clock, follower, callers } = follow()
  using _ = follower
  await clock.advance(Seconds(1))
  service.down(new DialtoneError('unauthenticated', 'the token was revoked'))
  await clock.advance(Seconds(60))
  expect([callers, follower.state.value.kind]).toEqual([['test', 'expelled'], 'refused'])
})

test('what happened before is fetched after the first view', async () => {
  const service = new FakeService()
  signal(service, -90)
  signal(service, -91)
  const { clock, store, follower } = follow(service)
  using _ = follower
  await clock.advance(Seconds(1))
  expect(store.log.entries.value.map(({ key }) => key)).toEqual(['e1-1', 'e1-2'])
  expect(service.watching).toBe(1)
})

test('a lost connection is told, tried again, and taken up where it was lost', async () => {
  const { service, clock, store, follower, kind } = follow()
  using _ = follower
  await clock.advance(Seconds(1))
  service.down(AWAY)
  await clock.advance(Seconds(0))
  expect(follower.state.value).toMatchObject({ kind: 'waiting', error: AWAY })
  const waits: number[] = []
  for (let times = 0; times < 12; times++) {
    const state = follower.state.value
    if (state.kind !== 'waiting') throw new Error(`it is ${state.kind}`)
    const wait = Seconds((state.until - clock.now()) / 1000)
    waits.push(wait)
    await clock.advance(wait)
  }
  expect(waits[0]).toBeLessThanOrEqual(500)
  expect(Math.max(...waits)).toBeLessThanOrEqual(15_000)
  expect(waits.at(-1)).toBeGreaterThan(10_000)
  signal(service, -80)
  service.up()
  follower.tryNow()
  await clock.advance(Seconds(1))
  expect(kind()).toBe('live')
  expect(store.modems.read(MODEM.id)?.signal).toEqual({ rssi: -80 })
  expect(store.log.entries.value.map(({ kind: one }) => one)).toEqual(['event'])
  // And the next time it begins with short waits again.
  service.down(AWAY)
  await clock.advance(Seconds(0))
  const state = follower.state.value
  expect(state.kind === 'waiting' ? state.until - clock.now() : undefined).toBeLessThanOrEqual(500)
})

test('who has missed nothing is live again at once', async () => {
  const { service, clock, follower, kind } = follow()
  using _ = follower
  await clock.advance(Seconds(1))
  service.down(AWAY)
  await clock.advance(Seconds(0))
  expect(kind()).toBe('waiting')
  service.up()
  follower.tryNow()
  await clock.advance(Seconds(0))
  expect(kind()).toBe('live')
})

test('what was compacted meanwhile is a gap', async () => {
  const { service, clock, store, follower } = follow()
  using _ = follower
  await clock.advance(Seconds(1))
  signal(service, -70)
  await clock.advance(Seconds(1))
  service.down(AWAY)
  await clock.advance(Seconds(0))
  for (let times = 0; times < 5; times++) signal(service, -80 - times)
  service.compacted = 4
  service.up()
  follower.tryNow()
  await clock.advance(Seconds(1))
  expect(store.modems.read(MODEM.id)?.signal).toEqual({ rssi: -84 })
  expect(store.log.entries.value.map(({ kind }) => kind)).toContain('gap')
})

test('who is refused waits for a person', async () => {
  const service = new FakeService()
  const denied = new DialtoneError('access_denied', 'it lacks the scope read')
  service.down(denied)
  const { clock, follower, kind } = follow(service)
  using _ = follower
  await clock.advance(Seconds(3600))
  expect(follower.state.value).toEqual({ kind: 'refused', error: denied })
  expect(service.calls.filter(([name]) => name === 'caller').length).toBeLessThanOrEqual(1)
  service.up()
  follower.tryNow()
  await clock.advance(Seconds(1))
  expect(kind()).toBe('live')
})

test('a cursor that the service does not take has everything taken anew', async () => {
  const { service, clock, store, follower, kind } = follow()
  using _ = follower
  await clock.advance(Seconds(1))
  service.down(new DialtoneError('invalid_cursor', 'of another journal'))
  await clock.advance(Seconds(0))
  service.up()
  service.compacted = 0
  await clock.advance(Seconds(5))
  expect([kind(), store.modems.all()]).toEqual(['live', [MODEM]])
})

test('disposed, it leaves nothing behind', async () => {
  const { service, clock, follower } = follow()
  await clock.advance(Seconds(1))
  signal(service, -80)
  follower[Symbol.dispose]()
  await clock.advance(Seconds(60))
  expect([service.watching, clock.pending]).toEqual([0, 0])
})
