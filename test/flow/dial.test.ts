import { describe, expect, test } from 'vitest'
import { Milliseconds, Minutes, Seconds, silent, type Logger } from '../../src/base/index.ts'
import type { Event } from '../../src/core/index.ts'
import { codeOf } from '../support/desk.ts'
import { DialStory } from '../support/dial-story.ts'

const CONNECTED = { state: 'connected', dataPath: { state: 'open' } }

/** How the state went on, as the events tell it. */
const states = (events: readonly Event[]): string[] =>
  events
    .flatMap((event) => (event.type === 'dial.changed' ? [event.data.state] : []))
    .filter((state, index, all) => state !== all[index - 1])

test('dials when traffic comes, and its packets flow once it is connected', async () => {
  await using story = await DialStory.begin()
  const path = story.network.pathOf('branch')
  expect([await story.state(), path.state]).toEqual(['disconnected', 'holding'])
  const from = story.events.length
  path.traffic('10.20.0.9')
  await story.pass(Seconds(5))
  const branch = await story.dial()
  expect(branch).toMatchObject({
    ...CONNECTED,
    reason: { code: 'dialled-traffic', text: expect.stringContaining('10.20.0.9') as string },
    connected: { number: 1, direction: 'outgoing', port: 'modem0' },
  })
  expect(path.link?.ip).toEqual(branch.connected?.ip)
  expect(states(story.events.slice(from))).toEqual(['connecting', 'connected'])
  expect(await story.connection()).toMatchObject({ state: 'activated', profile: 'internet' })
})

test('connects by hand, in the name of who asked, and ends the request after the state', async () => {
  await using story = await DialStory.begin()
  const from = story.events.length
  const request = await story.connectInterface()
  expect(request).toMatchObject({ kind: 'connect-interface', state: 'succeeded', ip: { v4: {} } })
  expect((await story.dial()).connected?.by).toBe('process')
  const events = story.events.slice(from)
  const up = events.findIndex((event) => event.type === 'dial.changed' && event.data.state === 'connected')
  const ended = events.findIndex(
    (event) => event.type === 'request.ended' && event.data.kind === 'connect-interface',
  )
  expect(up).toBeGreaterThan(0)
  expect(ended).toBeGreaterThan(up)
})

test('is after a restart of the service what it was: connected since then, and by that packet', async () => {
  await using story = await DialStory.begin()
  story.network.pathOf('branch').traffic('10.20.0.9')
  await story.settle()
  await story.pass(Minutes(1))
  const { connected, reason, since } = await story.dial()
  expect(connected?.by).toBeUndefined()
  await story.restart()
  expect(await story.dial()).toMatchObject({ state: 'connected', reason, since })
  expect((await story.dial()).connected).toMatchObject({ number: connected?.number, since: connected?.since })
  expect((await story.dial()).connected?.by).toBeUndefined()
})

test('is connected exactly while the connection of its modem is, whoever asked for it', async () => {
  await using story = await DialStory.begin()
  await story.connect('internet')
  await story.settle()
  expect(await story.dial()).toMatchObject({ ...CONNECTED, reason: { code: 'connected-elsewhere' } })
  const from = story.events.length
  await story.disconnect()
  await story.settle()
  expect(await story.dial()).toMatchObject({ state: 'disconnected', lastError: { code: 'cancelled' } })
  const { connections, dialInterfaces } = await story.service.timeline()
  expect(dialInterfaces).toMatchObject([{ name: 'branch', intervals: [{ end: (await story.dial()).since }] }])
  expect(connections[0]?.intervals).toHaveLength(1)
  expect(story.network.pathOf('branch').state).toBe('holding')
  const order = story.events
    .slice(from)
    .flatMap((event) =>
      event.type === 'connection.changed' || event.type === 'dial.changed' ? [event.type] : [],
    )
  expect(order[0]).toBe('connection.changed')
})

test('whoever connects what it has dialled is told to disconnect the interface', async () => {
  await using story = await DialStory.begin()
  story.network.pathOf('branch').traffic('10.20.0.9')
  await story.pass(Seconds(5))
  const connecting = story.service.connect({ connection: 'modem0', profile: 'internet' })
  await expect(connecting).rejects.toMatchObject({
    code: 'max_activated_contexts',
    message: expect.stringContaining('for the dial interface branch; disconnect that first') as string,
  })
})

test('is not connected by another profile on its modem, which is then in use', async () => {
  await using story = await DialStory.begin()
  await story.connect('v4only')
  await story.settle()
  expect(await story.dial()).toMatchObject({ state: 'unreachable', unreachability: ['out-of-resources'] })
  expect(await codeOf(story.service.connectInterface({ dialInterface: 'branch' }))).toBe('busy')
  await story.disconnect()
  await story.settle()
  expect(await story.state()).toBe('disconnected')
})

test('refuses a second connect while it connects, and another once it is connected', async () => {
  await using story = await DialStory.begin({
    settings: { dialer: { kind: 'modem', modems: [], profile: 'slow' } },
  })
  const { requestId } = await story.service.connectInterface({ dialInterface: 'branch' })
  await story.pass(Seconds(1))
  expect(await codeOf(story.service.connectInterface({ dialInterface: 'branch' }))).toBe('already_connecting')
  await story.end(requestId)
  expect(await codeOf(story.service.connectInterface({ dialInterface: 'branch' }))).toBe('already_connected')
})

test('says what bars a connect by hand: disabled, paused, no modem; and nothing to disconnect', async () => {
  await using story = await DialStory.begin()
  const connect = (): Promise<string | undefined> =>
    codeOf(story.service.connectInterface({ dialInterface: 'branch' }))
  expect(await codeOf(story.service.disconnectInterface({ dialInterface: 'branch' }))).toBe('not_connected')
  await story.set({ enabled: false })
  expect([await connect(), (await story.dial()).unreachability]).toEqual(['disabled', ['disabled']])
  await story.set({ enabled: true })
  expect(await story.service.pauseDemandDial()).toEqual({ state: 'paused' })
  expect([await connect(), (await story.dial()).unreachability]).toEqual(['paused', ['paused']])
  await story.service.continueDemandDial()
  story.virtual.unplug()
  await story.pass(Seconds(2))
  expect([await connect(), (await story.dial()).unreachability]).toEqual(['no_device', ['no-device']])
  expect(story.network.pathOf('branch').state).toBe('withdrawn')
  expect(await codeOf(story.service.connectInterface({ dialInterface: 'nope' }))).toBe('not_found')
})

test('stays connected through a pause, and is hung up when it is disabled', async () => {
  await using story = await DialStory.begin()
  await story.connectInterface()
  await story.service.pauseDemandDial()
  await story.settle()
  expect(await story.state()).toBe('connected')
  await story.set({ enabled: false })
  await story.pass(Seconds(5))
  expect(await story.dial()).toMatchObject({ state: 'unreachable', unreachability: ['disabled', 'paused'] })
  expect(await story.connection()).toMatchObject({ state: 'deactivated' })
})

describe('when the network refuses', () => {
  const redial = { attempts: 2, interval: Seconds(10) }
  const refused = { dialer: { kind: 'modem', modems: [], profile: 'unsubscribed' }, redial } as const

  test('redials, connecting all the while, and then says so once', async () => {
    await using story = await DialStory.begin({ settings: refused })
    const from = story.events.length
    const request = await story.connectInterface()
    expect(request).toMatchObject({ state: 'failed', cause: { network: { value: 33 } } })
    expect(states(story.events.slice(from))).toEqual(['connecting', 'unreachable'])
    const attempts = story.events
      .slice(from)
      .filter((event) => event.type === 'request.started' && event.data.kind === 'connect')
    expect(attempts).toHaveLength(3)
    expect(await story.dial()).toMatchObject({
      unreachability: ['connection-failure'],
      lastError: { code: 'connect_failed' },
      dataPath: { state: 'withdrawn' },
    })
  })

  test('is unreachable for ten minutes, then for ten more each time, up to six hours', async () => {
    await using story = await DialStory.begin({
      settings: { ...refused, redial: { attempts: 0, interval: Seconds(0) } },
    })
    const path = story.network.pathOf('branch')
    for (let round = 1; round <= 38; round++) {
      path.traffic()
      await story.pass(Seconds(5))
      const { state, nextAttempt = 0, since } = await story.dial()
      expect(state).toBe('unreachable')
      const wait = nextAttempt - since
      expect(wait).toBe(Minutes(Math.min(round * 10, 360)))
      expect(path.state).toBe('withdrawn')
      await story.clock.advance(Minutes(Math.min(round * 10, 360)))
      expect([await story.state(), path.state]).toEqual(['disconnected', 'holding'])
    }
  })

  test('is tried at once by hand, and a success ends the wait', async () => {
    await using story = await DialStory.begin({
      settings: { ...refused, redial: { attempts: 0, interval: Seconds(0) } },
    })
    await story.connectInterface()
    expect(await story.state()).toBe('unreachable')
    story.virtual.carrier.setApn('unsubscribed', { type: 'accept' }, story.virtual.inside.sim.home)
    expect((await story.connectInterface()).state).toBe('succeeded')
    await story.pass(Minutes(1))
    await story.disconnectInterface()
    expect(await story.dial()).toMatchObject({ state: 'disconnected', unreachability: [] })
  })

  test('a success of a few seconds by hand begins the waits anew', async () => {
    await using story = await DialStory.begin({
      settings: { ...refused, redial: { attempts: 0, interval: Seconds(0) } },
    })
    const subscribe = (result: Parameters<typeof story.virtual.carrier.setApn>[1]): void =>
      story.virtual.carrier.setApn('unsubscribed', result, story.virtual.inside.sim.home)
    const waits: number[] = []
    const fail = async (): Promise<void> => {
      await story.connectInterface()
      const { nextAttempt = 0, since } = await story.dial()
      waits.push(nextAttempt - since)
      await story.clock.advance(Milliseconds(nextAttempt - story.clock.now()))
    }
    await fail()
    await fail()
    subscribe({ type: 'accept' })
    expect((await story.connectInterface()).state).toBe('succeeded')
    await story.pass(Seconds(5))
    story.virtual.networkDisconnect()
    await story.settle()
    subscribe({ type: 'refuse', cause: 33 })
    await fail()
    expect(waits).toEqual([Minutes(10), Minutes(20), Minutes(10)])
  })

  test('a restart ends the wait', async () => {
    await using story = await DialStory.begin({
      settings: { ...refused, redial: { attempts: 0, interval: Seconds(0) } },
    })
    await story.connectInterface()
    expect(await story.state()).toBe('unreachable')
    await story.restart()
    expect(await story.state()).toBe('disconnected')
  })
})

describe('idleness', () => {
  test('hangs up once nothing that counts has come for long enough', async () => {
    await using story = await DialStory.begin({ settings: { idleTimeout: Minutes(5) } })
    const path = story.network.pathOf('branch')
    path.traffic()
    await story.pass(Minutes(4))
    path.lastTraffic = story.clock.now()
    await story.pass(Minutes(4))
    expect(await story.state()).toBe('connected')
    await story.pass(Minutes(2))
    expect(await story.dial()).toMatchObject({ state: 'disconnected', lastError: { code: 'idle' } })
    expect(path.state).toBe('holding')
    path.traffic()
    await story.pass(Seconds(5))
    expect(await story.state()).toBe('connected')
  })

  test('hangs nothing up that is to stay connected', async () => {
    await using story = await DialStory.begin({ settings: { idleTimeout: 'never' } })
    story.network.pathOf('branch').traffic()
    await story.pass(Minutes(600))
    expect(await story.state()).toBe('connected')
  })
})

describe('a persistent interface', () => {
  const persistent = { persistent: true, idleTimeout: 'never' } as const

  test('is connected at once and restored at once when the network drops it', async () => {
    await using story = await DialStory.begin({ settings: persistent })
    await story.pass(Minutes(1))
    expect(await story.dial()).toMatchObject({ state: 'connected', connected: { number: 1 } })
    const from = story.events.length
    story.virtual.networkDisconnect({ cause: 38 })
    await story.pass(Seconds(5))
    expect(await story.dial()).toMatchObject({ state: 'connected', connected: { number: 2 } })
    expect(states(story.events.slice(from))).toEqual(['connecting', 'connected'])
  })

  test('comes back with its modem', async () => {
    await using story = await DialStory.begin({ settings: persistent })
    await story.pass(Minutes(1))
    story.virtual.unplug()
    await story.pass(Seconds(5))
    expect(await story.state()).not.toBe('connected')
    story.virtual.plug()
    await story.pass(Minutes(2))
    expect(await story.state()).toBe('connected')
  })

  test('stays down once it was disconnected by hand', async () => {
    await using story = await DialStory.begin({ settings: persistent })
    await story.pass(Minutes(1))
    await story.disconnectInterface()
    await story.pass(Minutes(60))
    expect(await story.dial()).toMatchObject({ state: 'disconnected', reason: { code: 'resting' } })
  })
})

describe('several interfaces and several modems', () => {
  test('two interfaces that share one modem take turns', async () => {
    await using story = await DialStory.begin()
    await story.add({ name: 'centre', dialer: { kind: 'modem', modems: ['modem0'], profile: 'v4only' } })
    await story.connectInterface('branch')
    await story.settle()
    expect(await story.dial('centre')).toMatchObject({
      state: 'unreachable',
      unreachability: ['out-of-resources'],
    })
    await story.disconnectInterface('branch')
    await story.settle()
    expect(await story.state('centre')).toBe('disconnected')
    expect((await story.connectInterface('centre')).state).toBe('succeeded')
    expect(await story.dial('branch')).toMatchObject({
      state: 'unreachable',
      unreachability: ['out-of-resources'],
    })
  })

  test('a connection serves one interface, that which dialled it, also where two have its profile', async () => {
    await using story = await DialStory.begin()
    await story.add({ name: 'another', dialer: { kind: 'modem', modems: [], profile: 'internet' } })
    await story.connectInterface('branch')
    await story.settle()
    expect([await story.state('branch'), await story.state('another')]).toEqual(['connected', 'unreachable'])
  })

  test('an interface with several modems takes the next where the first one fails', async () => {
    await using story = await DialStory.begin({ count: 2 })
    await story.set({ dialer: { kind: 'modem', modems: ['modem1', 'modem0'], profile: 'internet' } })
    await story.connectInterface()
    expect((await story.dial()).connected?.port).toBe('modem1')
    await story.disconnectInterface()
    const second = story.modems[1]
    second?.hardwareRadio('off')
    await story.pass(Seconds(5))
    await story.connectInterface()
    expect((await story.dial()).connected?.port).toBe('modem0')
  })

  test('a modem that is taken away while it dials is followed by the next one', async () => {
    await using story = await DialStory.begin({
      count: 2,
      settings: { dialer: { kind: 'modem', modems: [], profile: 'slow' } },
    })
    const { requestId } = await story.service.connectInterface({ dialInterface: 'branch' })
    await story.pass(Seconds(1))
    story.virtual.unplug()
    const ended = await story.end(requestId)
    expect(ended.state).toBe('succeeded')
    expect((await story.dial()).connected?.port).toBe('modem1')
  })

  test('a profile that vanished is named, and everything goes on when it is back', async () => {
    await using story = await DialStory.begin()
    await story.service.removeProfile({ profile: 'internet' })
    await story.settle()
    expect(await story.dial()).toMatchObject({
      state: 'unreachable',
      unreachability: ['connection-failure'],
      reason: { text: expect.stringContaining('"internet"') as string },
    })
    await story.addProfile('internet')
    await story.settle()
    expect(await story.state()).toBe('disconnected')
  })
})

describe('a call that comes in', () => {
  const answering = {
    settings: {
      type: 'full-router',
      dialer: { kind: 'modem', modems: ['modem0'], profile: 'internet' },
    },
  } as const

  test('connects the full router that names the modem, nobody having dialled, until the network ends it', async () => {
    await using story = await DialStory.begin(answering)
    const from = story.events.length
    expect(story.virtual.networkConnect()).toBe('success')
    await story.settle()
    const branch = await story.dial()
    expect(branch).toMatchObject({
      ...CONNECTED,
      reason: { code: 'called', text: 'a call came in at modem0' },
      connected: { number: 1, direction: 'incoming', port: 'modem0', ip: { v4: {} } },
    })
    expect(branch.connected?.by).toBeUndefined()
    expect(story.network.pathOf('branch').link?.ip).toEqual(branch.connected?.ip)
    expect(story.events.slice(from).filter(({ type }) => type.startsWith('request.'))).toEqual([])
    expect(await codeOf(story.service.connectInterface({ dialInterface: 'branch' }))).toBe(
      'already_connected',
    )
    story.virtual.networkDisconnect()
    await story.settle()
    expect([await story.state(), story.network.pathOf('branch').state]).toEqual(['disconnected', 'holding'])
  })

  test('is hung up by hand', async () => {
    await using story = await DialStory.begin(answering)
    story.virtual.networkConnect()
    await story.settle()
    expect((await story.disconnectInterface()).state).toBe('succeeded')
    expect([await story.state(), (await story.connection()).state]).toEqual(['disconnected', 'deactivated'])
  })

  test('is nothing to a home router, nor to a full router that takes any modem', async () => {
    for (const settings of [
      { ...answering.settings, type: 'home-router' },
      { type: 'full-router' },
    ] as const) {
      await using story = await DialStory.begin({ settings })
      expect(story.virtual.networkConnect()).toBe('success')
      await story.settle()
      expect((await story.connection()).state).toBe('activated')
      expect(await story.state()).not.toBe('connected')
    }
  })

  test('does not come in where the modem could not connect either', async () => {
    await using story = await DialStory.begin(answering)
    await story.connectInterface()
    expect(story.virtual.networkConnect()).toBe('max-activated-contexts')
    expect((await story.dial()).connected?.direction).toBe('outgoing')
  })
})

test('the LANs of this computer are listed, but for those that carry a connection', async () => {
  await using story = await DialStory.begin({ link: 'usb0' })
  const eth0 = { name: 'eth0', index: 2, kind: 'lan', up: true } as const
  story.network.lans = [eth0, { ...eth0, name: 'usb0', index: 3 }]
  await story.connectInterface()
  expect(await story.service.lanInterfaces()).toEqual([eth0])
  await expect(story.as({ name: 'nobody', scopes: [] }).lanInterfaces()).rejects.toMatchObject({
    code: 'access_denied',
  })
})

describe('ports and counters', () => {
  test('a port tells who uses it; disconnecting it disconnects the interface', async () => {
    await using story = await DialStory.begin()
    expect(await story.service.dialPorts()).toMatchObject([
      { number: 1, name: 'modem0', condition: 'disconnected', calls: 0 },
    ])
    await story.connectInterface()
    const { id, connected } = await story.dial()
    expect(await story.service.dialPorts()).toMatchObject([
      {
        condition: 'authenticated',
        connection: connected?.number,
        dialInterface: id,
        calls: 1,
        statistics: { bytesSent: 7 },
      },
    ])
    const { requestId } = await story.service.disconnectPort({ port: '1' })
    expect((await story.end(requestId)).state).toBe('succeeded')
    expect(await story.state()).toBe('disconnected')
    expect(await codeOf(story.service.disconnectPort({ port: 'modem0' }))).toBe('not_connected')
    expect(await codeOf(story.service.disconnectPort({ port: '9' }))).toBe('not_found')
  })

  test('counters are read fresh and cleared', async () => {
    await using story = await DialStory.begin()
    await story.connectInterface()
    await story.settle()
    expect((await story.dial()).connected?.statistics?.bytesSent).toBe(7)
    await story.service.clearDialStatistics({ dialInterface: 'branch' })
    expect((await story.dial()).connected?.statistics?.bytesSent).toBe(0)
    await story.disconnectInterface()
    expect(await codeOf(story.service.clearDialStatistics({ dialInterface: 'branch' }))).toBe('not_connected')
  })
})

test('a data path that the kernel refuses is said, logged, asked for again, and hinders nothing else', async () => {
  const lines: string[] = []
  const log: Logger = {
    ...silent,
    info: (_, message) => lines.push(message),
    warn: ({ cause }, message) => lines.push(`${message}: ${String(cause)}`),
    child: () => log,
  }
  await using story = await DialStory.begin({ log })
  const path = story.network.pathOf('branch')
  const refusal = { code: 'access_denied', message: 'the kernel refused' } as const
  path.refusal = refusal
  await story.connectInterface()
  await story.settle()
  expect(await story.dial()).toMatchObject({
    state: 'connected',
    reason: {
      text: expect.stringMatching(/, but no packets .* go through it: the kernel refused$/) as string,
    },
    dataPath: { state: 'absent', cause: { message: 'the kernel refused' } },
  })
  path.refusal = refusal
  await story.pass(Seconds(30))
  await story.pass(Seconds(30))
  expect(await story.dial()).toMatchObject(CONNECTED)
  expect((await story.dial()).reason.text).not.toContain('the kernel refused')
  expect(lines.filter((line) => line.includes('data path'))).toEqual([
    'there is no data path: the kernel refused',
    'there is a data path again',
  ])
})
