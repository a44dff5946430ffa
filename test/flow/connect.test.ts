import { describe, expect, test } from 'vitest'
import { Seconds } from '../../src/base/index.ts'
import { codeOf } from '../support/desk.ts'
import { profileXml, Story } from '../support/story.ts'

test('connects by profile', async () => {
  await using story = await Story.begin()
  const from = story.events.length
  const request = await story.connect('internet')
  expect(request).toMatchObject({ id: 1, kind: 'connect', profile: 'internet', state: 'succeeded' })
  expect(await story.connection()).toMatchObject({
    state: 'activated',
    profile: 'internet',
    accessString: 'internet',
    ip: request.ip,
    link: { sessionId: 0, configuredBy: 'us' },
  })
  expect(request.ip).toMatchObject({
    v4: { addresses: [{ address: '100.64.0.2', prefixLength: 30 }], gateway: '100.64.0.1' },
    v6: { addresses: [{ prefixLength: 64 }] },
  })
  expect(story.virtual.inside.contexts.active).toHaveLength(1)
  expect(story.types(from)).toEqual([
    'request.started',
    'connection.changed',
    'modem.changed',
    'connection.changed',
    'modem.changed',
    'request.ended',
  ])
})

test('connects with a temporary profile, of which nothing stays', async () => {
  await using story = await Story.begin()
  const before = await story.service.profiles()
  const asked = story.service.connect({ connection: 'modem0', temporary: profileXml('other', 'v4only') })
  const { ip } = await story.end((await story.clock.resolve(asked)).requestId)
  expect([ip?.v4?.addresses.length, ip?.v6]).toEqual([1, undefined])
  expect((await story.connection()).profile).toBeUndefined()
  expect(await story.service.profiles()).toEqual(before)
})

test('attaches by itself before it connects, and tells of it first', async () => {
  await using story = await Story.begin()
  story.virtual.networkDetach()
  await story.settle()
  expect((await story.modem()).packetService?.state).not.toBe('attached')
  const from = story.events.length
  const { state } = await story.connect()
  expect(state).toBe('succeeded')
  const types = story.types(from)
  expect(types.indexOf('packet-service.changed')).toBeGreaterThan(0)
  expect(types.lastIndexOf('packet-service.changed')).toBeLessThan(types.indexOf('request.ended'))
  expect((await story.modem()).packetService?.state).toBe('attached')
})

test('says that the packet service is detached when the network does not attach it', async () => {
  await using story = await Story.begin()
  story.virtual.networkDetach()
  story.virtual.denyPacketService(7)
  await story.pass(Seconds(1))
  const { cause } = await story.connect()
  expect(cause).toMatchObject({ code: 'packet_service_detached', network: { value: 7 } })
  expect(await story.connection()).toMatchObject({
    state: 'deactivated',
    cause: { code: 'packet_service_detached' },
  })
})

test('refuses a second connect, while it connects and once it is connected', async () => {
  await using story = await Story.begin()
  const first = await story.ask('internet')
  expect(await codeOf(story.ask('v4only'))).toBe('max_activated_contexts')
  await story.end(first)
  expect(await codeOf(story.ask('v4only'))).toBe('max_activated_contexts')
  expect((await story.connection()).profile).toBe('internet')
})

test('keeps the network error of a refused APN until a connect succeeds', async () => {
  await using story = await Story.begin()
  const { state, cause } = await story.connect('unsubscribed')
  expect(state).toBe('failed')
  expect(cause).toMatchObject({ code: 'connect_failed', network: { value: 33 } })
  const refused = await story.connection()
  expect(refused).toMatchObject({
    state: 'deactivated',
    activationNetworkError: { value: 33 },
    cause: { network: { value: 33 } },
    reason: { code: 'failed-connect-failed' },
  })
  await story.connect('crowded')
  expect((await story.connection()).activationNetworkError?.value).toBe(26)
  await story.connect('internet')
  expect((await story.connection()).activationNetworkError).toBeUndefined()
})

test('disconnects, and has nothing to disconnect then', async () => {
  await using story = await Story.begin()
  await story.connect()
  expect(await story.disconnect()).toMatchObject({ kind: 'disconnect', state: 'succeeded' })
  expect(await story.connection()).toMatchObject({
    state: 'deactivated',
    reason: { text: 'disconnected by process' },
  })
  expect(story.virtual.inside.contexts.active).toHaveLength(0)
  expect(await codeOf(story.disconnect())).toBe('not_activated')
})

test('goes on disconnecting when the request is given up', async () => {
  await using story = await Story.begin()
  await story.connect()
  story.virtual.injectFault({ action: 'delay', by: Seconds(5), message: 'command-done', cid: 'connect' })
  const { id } = await story.connection()
  const { requestId } = await story.service.disconnect({ connection: id })
  await story.pass(Seconds(1))
  const cancelled = await story.clock.resolve(story.service.cancelRequest({ request: requestId }))
  expect(cancelled).toMatchObject({
    cause: { code: 'cancelled', message: expect.stringContaining('still being deactivated') as string },
  })
  expect(await story.connection()).toMatchObject({ state: 'deactivating' })
  await story.pass(Seconds(5))
  expect(await story.connection()).toMatchObject({ state: 'deactivated' })
})

test('connects and disconnects a hundred times without anything left behind', async () => {
  await using story = await Story.begin({ modem: { timing: 'instant' } })
  const timers = story.clock.pending
  for (let round = 0; round < 100; round++) {
    expect((await story.connect()).state).toBe('succeeded')
    expect((await story.disconnect()).state).toBe('succeeded')
  }
  expect(story.clock.pending).toBe(timers)
  expect((await story.service.snapshot()).requests).toEqual([])
})

describe('a connect that is under way', () => {
  test('is ended first by a disconnect, and the context is deactivated all the same', async () => {
    await using story = await Story.begin()
    const connect = await story.ask('slow')
    await story.pass(Seconds(1))
    const from = story.events.length
    expect(await story.disconnect()).toMatchObject({ state: 'succeeded' })
    expect(await story.end(connect)).toMatchObject({ state: 'failed', cause: { code: 'cancelled' } })
    const ends = story.events
      .slice(from)
      .flatMap((event) => (event.type === 'request.ended' ? [event.data.kind] : []))
    expect(ends).toEqual(['connect', 'disconnect'])
    await story.pass(Seconds(60))
    expect(await story.connection()).toMatchObject({ state: 'deactivated' })
    expect(story.virtual.inside.contexts.active).toHaveLength(0)
  })

  test('can be given up while the network keeps silent, and another one succeeds', async () => {
    await using story = await Story.begin()
    const connect = await story.ask('silent')
    await story.pass(Seconds(30))
    const cancelled = story.service.cancelRequest({ request: connect })
    expect(await story.clock.resolve(cancelled)).toMatchObject({
      state: 'failed',
      cause: { code: 'cancelled' },
    })
    await story.pass(Seconds(60))
    expect((await story.connect()).state).toBe('succeeded')
  })

  test('ends by itself when the network never answers', async () => {
    await using story = await Story.begin()
    const start = story.clock.now()
    const { cause } = await story.connect('silent')
    expect(cause?.code).toBe('timeout')
    expect(story.clock.now() - start).toBeLessThan(Seconds(240))
    expect(await story.connection()).toMatchObject({ state: 'deactivated', cause: { code: 'timeout' } })
  })
})

describe('a connection that is up', () => {
  test('tells a network disconnect with its cause', async () => {
    await using story = await Story.begin()
    await story.connect()
    const from = story.events.length
    story.virtual.networkDisconnect({ cause: 38 })
    await story.settle()
    expect(await story.connection()).toMatchObject({
      state: 'deactivated',
      cause: { code: 'disconnected', network: { value: 38, name: expect.any(String) as string } },
      reason: { code: 'lost-disconnected' },
    })
    const [event] = story.events.slice(from)
    expect(event).toMatchObject({ type: 'connection.changed', data: { state: 'deactivated' } })
    expect([event?.by, event?.request]).toEqual([undefined, undefined])
    expect((await story.connect()).state).toBe('succeeded')
  })

  test('tells the addresses that the network changes', async () => {
    await using story = await Story.begin()
    const { ip } = await story.connect()
    story.virtual.changeIp()
    await story.pass(Seconds(1))
    const connection = await story.connection()
    expect(connection.state).toBe('activated')
    expect(connection.ip?.v4?.addresses).not.toEqual(ip?.v4?.addresses)
    expect(story.types().at(-1)).toBe('connection.changed')
  })

  test('goes with the radio, each part with its event, and does not come back by itself', async () => {
    await using story = await Story.begin()
    await story.connect()
    const from = story.events.length
    story.virtual.hardwareRadio('off')
    await story.pass(Seconds(1))
    const types = story.types(from)
    for (const type of [
      'radio.changed',
      'connection.changed',
      'packet-service.changed',
      'registration.changed',
    ]) {
      expect(types).toContain(type)
    }
    expect(types).toContain('connection.removed')
    expect(await story.modem()).toMatchObject({ state: 'disabled', reason: { code: 'radio-off' } })
    expect((await story.connect()).cause?.code).toBe('radio_off')
    story.virtual.hardwareRadio('on')
    await story.pass(Seconds(5))
    expect(await story.connection()).toMatchObject({ state: 'deactivated' })
    expect((await story.connect()).state).toBe('succeeded')
  })
})
