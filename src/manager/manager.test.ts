import { describe, expect, test } from 'vitest'
import {
  codeOf,
  openDesk,
  openReadyDesk,
  PROFILE,
  type Desk,
  connected,
  types,
} from '../../test/support/desk.ts'
import { FakeDriver } from '../../test/support/fake-driver.ts'
import { activation, gone, packetService, refused, registration, sim } from '../../test/support/facts.ts'
import { Seconds, VirtualClock } from '../base/index.ts'
import type { DriverFact } from '../core/index.ts'

describe('connecting', () => {
  test('answers with a request, which ends with the IP settings', async () => {
    await using desk = await openReadyDesk()
    const requestId = await connected(desk)
    expect(await desk.service.request({ request: requestId })).toMatchObject({
      id: 1,
      kind: 'connect',
      by: 'process',
      profile: 'internet',
      state: 'succeeded',
      ip: activation.ip,
    })
    expect(await desk.service.connection({ connection: 'modem0' })).toMatchObject({
      state: 'activated',
      profile: 'internet',
      accessString: 'internet',
      ip: activation.ip,
    })
    expect(desk.driver.last.settings).toMatchObject({ accessString: 'internet', password: 'secret' })
  })

  test('tells the request, then the state, then the end, all with the request’s number', async () => {
    await using desk = await openReadyDesk()
    const before = desk.events.length
    await connected(desk)
    const told = desk.events
      .slice(before)
      .map(({ type, request, by }) => `${type} ${request ?? '-'} ${by ?? '-'}`)
    expect(told).toEqual([
      'request.started 1 process',
      'connection.changed 1 process',
      'modem.changed - -',
      'connection.changed 1 process',
      'modem.changed - -',
      'request.ended 1 process',
    ])
  })

  test('with a temporary profile stores nothing', async () => {
    await using desk = await openReadyDesk()
    await desk.service.connect({ connection: 'modem0', temporary: PROFILE.replace('>internet<', '>other<') })
    desk.driver.last.succeed()
    await desk.settle()
    const connection = await desk.service.connection({ connection: 'modem0' })
    expect([connection.state, connection.profile, connection.accessString]).toEqual([
      'activated',
      undefined,
      'internet',
    ])
    expect((await desk.service.profiles()).map(({ name }) => name)).toEqual(['internet'])
  })

  test.each<[string, (desk: Desk) => Promise<unknown>, string]>([
    [
      'an unknown profile',
      ({ service }) => service.connect({ connection: 'modem0', profile: 'x' }),
      'not_found',
    ],
    [
      'XML that is none',
      ({ service }) => service.connect({ connection: 'modem0', temporary: '<' }),
      'invalid_profile',
    ],
    ['no profile', ({ service }) => service.connect({ connection: 'modem0' }), 'invalid_argument'],
    [
      'two profiles',
      ({ service }) => service.connect({ connection: 'modem0', profile: 'internet', temporary: PROFILE }),
      'invalid_argument',
    ],
    [
      'an unknown connection',
      ({ service }) => service.connect({ connection: 'x', profile: 'internet' }),
      'not_found',
    ],
    ['nothing to disconnect', ({ service }) => service.disconnect({ connection: 'modem0' }), 'not_activated'],
    ['an unknown request', ({ service }) => service.request({ request: 99 }), 'not_found'],
    ['an unknown request to give up', ({ service }) => service.cancelRequest({ request: 99 }), 'not_found'],
    ['an unknown modem', ({ service }) => service.modem({ modem: 'modem1' }), 'not_found'],
    ['no virtual modems', ({ service }) => service.virtualModems(), 'not_supported'],
  ])('%s is refused, and no request begins', async (_, ask, code) => {
    await using desk = await openReadyDesk()
    expect(await codeOf(ask(desk))).toBe(code)
    await desk.settle()
    expect(types(desk)).not.toContain('request.started')
    expect(desk.driver.asked).toEqual([])
  })

  test('a second connect is refused at once', async () => {
    await using desk = await openReadyDesk()
    await connected(desk)
    const again = desk.service.connect({ connection: 'modem0', profile: 'internet' })
    await expect(again).rejects.toMatchObject({
      code: 'max_activated_contexts',
      reason: { code: 'max_activated_contexts' },
    })
  })

  test('where there is no connection at present, says why', async () => {
    await using desk = await openReadyDesk()
    desk.driver.tell(registration('denied', { networkError: refused }))
    const refusal = desk.service.connect({ connection: 'modem0', profile: 'internet' })
    await expect(refusal).rejects.toMatchObject({ code: 'not_registered', reason: { network: refused } })
    await expect(desk.service.connection({ connection: 'modem0' })).rejects.toThrow(
      `modem0 has no connection at present: Testnet denies registration: ${refused.text}`,
    )
    expect(await desk.service.connections()).toEqual([])
  })

  test('a request that is given up ends as cancelled, and the driver is told', async () => {
    await using desk = await openReadyDesk()
    const { requestId } = await desk.service.connect({ connection: 'modem0', profile: 'internet' })
    const activate = desk.driver.last
    const request = await desk.service.cancelRequest({ request: requestId })
    expect(request).toMatchObject({ state: 'failed', cause: { code: 'cancelled' } })
    expect(activate.signal.aborted).toBe(true)
    await desk.settle()
    expect(desk.driver.last.verb).toBe('deactivate')
    desk.driver.last.fail({ code: 'not_activated', message: 'it was not' })
    await desk.settle()
    expect(await desk.service.connection({ connection: 'modem0' })).toMatchObject({ state: 'deactivated' })
  })

  test('a driver that throws at once is as one that rejects', async () => {
    await using desk = await openReadyDesk()
    desk.driver.activate = () => {
      throw new TypeError('not a function')
    }
    const { requestId } = await desk.service.connect({ connection: 'modem0', profile: 'internet' })
    expect(await desk.service.request({ request: requestId })).toMatchObject({
      state: 'failed',
      cause: { code: 'internal', message: 'not a function' },
    })
  })
})

describe('waiting for a request', () => {
  test('lasts until it ends', async () => {
    await using desk = await openReadyDesk()
    const { requestId } = await desk.service.connect({ connection: 'modem0', profile: 'internet' })
    const waited = desk.service.request({ request: requestId, wait: 60_000 })
    await desk.clock.advance(Seconds(3))
    desk.driver.last.succeed()
    expect(await waited).toMatchObject({ state: 'succeeded', endedAt: desk.clock.now() })
    expect(desk.clock.now()).toBe(new VirtualClock().now() + 3000)
  })

  test('or for a minute at the most, and leaves no timer', async () => {
    await using desk = await openReadyDesk()
    const timers = desk.clock.pending
    const { requestId } = await desk.service.connect({ connection: 'modem0', profile: 'internet' })
    const waited = desk.service.request({ request: requestId, wait: 1e9 })
    const start = desk.clock.now()
    expect((await desk.clock.resolve(waited)).state).toBe('pending')
    expect(desk.clock.now() - start).toBe(60_000)
    expect(desk.clock.pending).toBe(timers)
  })
})

describe('stopping', () => {
  test('is told, lets modems go with their contexts up, and ends what waits', async () => {
    const desk = await openReadyDesk()
    await connected(desk)
    const asked = desk.driver.asked.length
    const disconnect = await desk.service.disconnect({ connection: 'modem0' })
    const waiting = desk.service.request({ request: disconnect.requestId, wait: 60_000 })
    await desk.manager.stop()
    expect((await waiting).state).toBe('pending')
    expect(types(desk).at(-1)).toBe('service.stopping')
    expect([desk.driver.stopped, desk.source.disposed, desk.driver.asked.length]).toEqual([
      1,
      true,
      asked + 1,
    ])
    expect(await codeOf(desk.service.modems())).toBe('service_stopping')
    await desk.store.close()
    expect(desk.clock.pending).toBe(0)
  })

  test('makes a late modem go again, and nothing a late driver says matters', async () => {
    const desk = await openReadyDesk()
    await desk.manager.stop()
    const late = desk.source.plugIn(new FakeDriver('late'))
    await desk.settle()
    expect([late.started, late.stopped]).toEqual([false, 1])
    const before = desk.events.length
    desk.driver.tell(packetService('detached'), sim({ state: 'bad' }), gone())
    await desk.settle()
    expect(desk.events).toHaveLength(before)
    await desk.store.close()
  })

  test('lets those go that have not been opened yet', async () => {
    const desk = await openDesk()
    const crowd = Array.from({ length: 10 }, (_, index) =>
      desk.source.plugIn(new FakeDriver(`place${index}`)),
    )
    expect(crowd.filter(({ started }) => started)).toHaveLength(3)
    await desk.manager.stop()
    expect(crowd.every(({ stopped }) => stopped === 1)).toBe(true)
    await desk.store.close()
    expect(desk.clock.pending).toBe(0)
  })

  test('can be asked for twice', async () => {
    const desk = await openDesk()
    await Promise.all([desk.manager.stop(), desk.manager.stop()])
    await desk.settle()
    expect(types(desk).filter((type) => type === 'service.stopping')).toHaveLength(1)
    await desk.store.close()
  })
})

test('no fact, however absurd, ends the service', async () => {
  await using desk = await openReadyDesk()
  const absurd: unknown[] = [
    undefined,
    null,
    7,
    {},
    { type: 'sim' },
    { type: 'context', sessionId: 'x', state: 'flying' },
    { type: 'registration', registration: { state: 'there' } },
    { type: 'signal', signal: { rssi: Number.NaN } },
    { type: 'opened', equipment: undefined },
    { type: 'radio', radio: { hardware: 1n } },
    { type: 'failed' },
    { type: 'connect' },
  ]
  for (const fact of absurd) desk.driver.tell(fact as DriverFact)
  await desk.settle()
  desk.driver.comeUp()
  await connected(desk)
  expect(await desk.service.connection({ connection: 'modem0' })).toMatchObject({ state: 'activated' })
})
