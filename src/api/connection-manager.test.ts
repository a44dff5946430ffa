import { expect, test } from 'vitest'
import { DialtoneError, VirtualClock, seededRandom } from '../base/index.ts'
import { CauseError } from '../core/index.ts'
import { fakeDialInterface } from '../../test/support/fake-dial.ts'
import { CONNECTION, FakeService, IP, MODEM } from '../../test/support/fake-service.ts'
import type { ConnectionManager, LiveConnection } from './connection-manager.ts'
import { createConnectionManager } from './create-connection-manager.ts'

const BRANCH_DIALER = { kind: 'modem', modems: [], profile: 'internet' } as const
const AWAY = new DialtoneError('service_unavailable', 'the service is not running')

async function open(service = new FakeService()) {
  const clock = new VirtualClock()
  const manager = createConnectionManager(service, { clock, random: seededRandom(1) })
  const [connection] = await manager.connections()
  if (connection === undefined) throw new Error('the fake service has a connection')
  return { service, clock, manager, connection }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test('objects are live, and the same for the same thing', async () => {
  const { service, manager, connection } = await open()
  await using _ = manager
  const modem = await manager.modem('modem0')
  expect(await manager.modem(MODEM.id)).toBe(modem)
  expect(await modem.connections()).toEqual([connection])
  expect([modem.state, connection.state, connection.ip]).toEqual(['registered', 'deactivated', undefined])
  service.change({ state: 'activated', ip: IP })
  service.tell({ type: 'signal.changed', modem: MODEM.id, data: { rssi: -99 } })
  await settled()
  expect([connection.state, connection.ip, modem.current.signal]).toEqual(['activated', IP, { rssi: -99 }])

  service.tell({ type: 'connection.removed', connection: CONNECTION.id, data: { name: 'modem0' } })
  service.tell({ type: 'modem.removed', modem: MODEM.id, data: { name: 'modem0', reason: 'unplugged' } })
  await settled()
  expect([modem.present, connection.present, connection.ip, connection.state]).toEqual([
    false,
    false,
    undefined,
    'activated',
  ])
  await expect(manager.modem('modem0')).rejects.toMatchObject({ code: 'not_found' })
  service.tell({ type: 'modem.arrived', modem: MODEM.id, data: { ...MODEM, name: 'modem7' } })
  await settled()
  expect(modem.present && modem.name).toBe('modem7')
  expect(await manager.modem('modem7')).toBe(modem)
})

test('a request that is asked for is answered, its outcome shown by the objects first', async () => {
  const { service, manager, connection } = await open()
  await using _ = manager
  const request = await connection.connect({ profile: 'internet' })
  expect(request.id).toBe(1)
  service.succeed(1)
  expect(await request.done).toEqual({ ip: IP })
  expect(connection.state).toBe('activated')
  const undone = await connection.disconnect()
  await undone.done
  expect(connection.state).toBe('deactivated')
})

test('a request that ends before its id is known is answered as well', async () => {
  const { service, manager, connection } = await open()
  await using _ = manager
  service.onConnect = ({ id }) => void service.succeed(id)
  expect(await (await connection.connect({ temporary: '<x/>' })).done).toEqual({ ip: IP })
})

test('a request that fails rejects with its cause, and harms nobody who does not look', async () => {
  const { service, manager, connection } = await open()
  await using _ = manager
  const cause = {
    code: 'connect_failed',
    message: 'the network refused',
    network: { value: 33, name: 'x', text: 'y' },
  } as const
  service.onConnect = ({ id }) => void service.end(id, { state: 'failed', cause })
  await connection.connect({ profile: 'internet' })
  const looked = await connection.connect({ profile: 'internet' })
  const failure = await looked.done.catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(CauseError)
  expect(CauseError.of(failure)?.reason).toEqual(cause)
  await expect(connection.connect({ profile: 'nothing' })).rejects.toMatchObject({ code: 'not_found' })
})

test('a request is given up by its signal, or by hand', async () => {
  const { service, manager, connection } = await open()
  await using _ = manager
  const stop = new AbortController()
  const first = await connection.connect({ profile: 'internet' }, { signal: stop.signal })
  stop.abort()
  await expect(first.done).rejects.toMatchObject({ code: 'cancelled' })
  const second = await connection.connect({ profile: 'internet' })
  expect(await second.cancel()).toMatchObject({ state: 'failed' })
  await expect(second.done).rejects.toMatchObject({ code: 'cancelled' })
  await expect(connection.connect({ profile: 'internet' }, { signal: stop.signal })).rejects.toThrow()
  expect(service.calls.filter(([name]) => name === 'connect')).toHaveLength(2)
})

test('while the service is away objects keep what they knew and requests wait', async () => {
  const { service, clock, manager, connection } = await open()
  await using _ = manager
  const request = await connection.connect({ profile: 'internet' })
  service.down(AWAY)
  await settled()
  expect(manager.interruption).toBe(AWAY)
  expect(connection.state).toBe('deactivated')
  await expect(manager.connections()).rejects.toBe(AWAY)
  await clock.advance(60_000 as never)
  service.up()
  service.succeed(request.id)
  expect(await clock.resolve(request.done)).toEqual({ ip: IP })
  expect(manager.interruption).toBeUndefined()
  expect(await manager.connections()).toEqual([connection])
})

test('a service that comes back without its state ends what it does not know', async () => {
  class Reborn extends FakeService {
    override async request(): Promise<never> {
      throw new DialtoneError('not_found', 'never heard of it')
    }
  }
  const before = new FakeService({ epoch: 'e1' })
  const after = new Reborn({ epoch: 'e2' })
  let now: FakeService = before
  const switched = new Proxy(before, {
    get: (_, name) => {
      const value: unknown = Reflect.get(now, name, now)
      return typeof value === 'function' ? (value.bind(now) as unknown) : value
    },
  })
  const { clock, manager, connection } = await open(switched)
  await using _ = manager
  const { done } = await connection.connect({ profile: 'internet' })
  const seen: string[] = []
  const events = (async () => {
    for await (const item of manager.events()) {
      seen.push(item.type)
      if (item.type === 'gap') break
    }
  })()
  await settled()
  now = after
  after.change({ state: 'activated', ip: IP })
  before.down(AWAY)
  await expect(clock.resolve(done)).rejects.toMatchObject({ code: 'service_restarted' })
  await clock.resolve(events)
  expect(seen).toEqual(['snapshot', 'gap'])
  expect(connection.state).toBe('activated')
})

test('a service that has started again is asked for everything anew', async () => {
  const { service, manager, connection } = await open()
  await using _ = manager
  // Changed while it was not running: nobody told.
  service.connectionsNow.set(CONNECTION.id, { ...CONNECTION, state: 'activated', ip: IP })
  service.tell({ type: 'service.started', data: { version: '2', restarted: true } })
  await settled()
  expect(connection.state).toBe('activated')
})

test('an event is shown by the objects when it is given out', async () => {
  const { service, manager, connection } = await open()
  await using _ = manager
  const states: string[] = []
  const reading = (async () => {
    for await (const item of manager.events({ since: service.cursor })) {
      if (item.type === 'connection.changed') states.push(`${item.data.state} ${connection.state}`)
      if (states.length === 3) break
    }
  })()
  for (const state of ['activating', 'activated', 'deactivating'] as const) {
    service.change({ state })
    await settled()
  }
  await reading
  expect(states).toEqual(['activating activating', 'activated activated', 'deactivating deactivating'])
})

test('a dial interface that was added is there, however late its event comes', async () => {
  const { service, manager } = await open()
  await using _ = manager
  service.addDialInterface = async ({ settings }) => {
    const one = fakeDialInterface({ ...settings, dialer: BRANCH_DIALER })
    service.dials.set(one.id, one)
    service.tell({ type: 'dial.arrived', dialInterface: one.id, data: one })
    return { ...one.settings, etag: '' }
  }
  const branch = await manager.addDialInterface({ name: 'Branch', dialer: BRANCH_DIALER })
  expect([branch.name, branch.state]).toEqual(['Branch', 'disconnected'])
})

test('closing ends iterations and pending requests, and closes what is underneath once', async () => {
  const service = new FakeService()
  let closed = 0
  const manager: ConnectionManager = createConnectionManager(service, {
    close: () => {
      closed++
    },
  })
  const [connection] = (await manager.connections()) as [LiveConnection]
  const { done } = await connection.connect({ profile: 'internet' })
  const iteration = Array.fromAsync(manager.events())
  await settled()
  await Promise.all([manager[Symbol.asyncDispose](), manager[Symbol.asyncDispose]()])
  await expect(done).rejects.toMatchObject({ code: 'cancelled' })
  expect((await iteration).map((item) => item.type)).toEqual(['snapshot'])
  await expect(manager.connections()).rejects.toMatchObject({ code: 'cancelled' })
  expect(closed).toBe(1)
})

test('a service that is not there, or refuses, is told at once', async () => {
  const service = new FakeService()
  service.down(AWAY)
  await using manager = createConnectionManager(service)
  await expect(manager.modems()).rejects.toBe(AWAY)
  await expect(Array.fromAsync(manager.events())).rejects.toBe(AWAY)
  await using other = createConnectionManager(new FakeService())
  await expect(Array.fromAsync(other.events({ since: 'nonsense' }))).rejects.toMatchObject({
    code: 'invalid_cursor',
  })
})
