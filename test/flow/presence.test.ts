import { describe, expect, test } from 'vitest'
import { Minutes, Seconds } from '../../src/base/index.ts'
import { isRegistered } from '../../src/core/index.ts'
import { Story } from '../support/story.ts'

describe('a modem that is unplugged', () => {
  test('while connecting ends the request with the cause', async () => {
    await using story = await Story.begin()
    const request = await story.ask('slow')
    story.virtual.unplug()
    await story.settle()
    expect(await story.end(request)).toMatchObject({ state: 'failed', cause: { code: 'unplugged' } })
    expect(await story.service.modems()).toEqual([])
    expect(story.types().slice(-3)).toEqual(['connection.removed', 'modem.removed', 'request.ended'])
  })

  test('comes back as itself, and connects', async () => {
    await using story = await Story.begin()
    const before = await story.modem()
    const { id } = await story.connection()
    await story.connect()
    story.virtual.unplug()
    await story.pass(Seconds(1))
    story.virtual.plug()
    await story.pass(Seconds(5))
    expect(await story.modem()).toMatchObject({ id: before.id, name: 'modem0', state: 'registered' })
    expect(await story.connection()).toMatchObject({ id, state: 'deactivated' })
    expect((await story.connect()).state).toBe('succeeded')
  })

  test('within an instant comes back as itself', async () => {
    await using story = await Story.begin()
    const { id } = await story.modem()
    for (let round = 0; round < 5; round++) {
      story.virtual.unplug()
      story.virtual.plug()
    }
    await story.pass(Seconds(10))
    expect((await story.service.modems()).map((modem) => [modem.id, modem.name])).toEqual([[id, 'modem0']])
  })

  test('leaves the others alone', async () => {
    await using story = await Story.begin({ count: 3 })
    await story.connect()
    const asked = story.service.connect({ connection: 'modem2', accessString: 'internet' })
    await story.end((await story.clock.resolve(asked)).requestId)
    story.modems[2]?.unplug()
    await story.pass(Seconds(1))
    expect((await story.service.modems()).map(({ name, state }) => `${name} ${state}`)).toEqual([
      'modem0 connected',
      'modem1 registered',
    ])
  })
})

describe('a modem that is wedged', () => {
  test('is recovered, tells what that cost it, and connects again', async () => {
    await using story = await Story.begin()
    await story.connect()
    const from = story.events.length
    story.virtual.wedge('until-open')
    await story.pass(Minutes(5))
    expect(await story.modem()).toMatchObject({ state: 'registered' })
    const states = story.events
      .slice(from)
      .flatMap((event) => (event.type === 'modem.changed' ? [event.data.state] : []))
    expect(states).toEqual(['failed', 'initializing', 'registered'])
    expect(await story.connection()).toMatchObject({ state: 'deactivated', cause: { code: 'timeout' } })
    expect((await story.connect()).state).toBe('succeeded')
    expect(story.virtual.inside.contexts.active).toHaveLength(1)
  })

  test('while connecting ends the request, and connects once it is recovered', async () => {
    await using story = await Story.begin()
    story.virtual.wedge('until-open')
    const request = await story.ask('internet')
    const { state, cause } = await story.end(request)
    expect(state).toBe('failed')
    expect(cause?.code).toBe('timeout')
    await story.pass(Minutes(5))
    expect((await story.connect()).state).toBe('succeeded')
  })
})

test('a modem that restarts by itself is taken up again', async () => {
  await using story = await Story.begin()
  await story.connect()
  story.virtual.restart()
  await story.pass(Minutes(1))
  expect(await story.modem()).toMatchObject({ name: 'modem0', state: 'registered' })
  expect((await story.connect()).state).toBe('succeeded')
})

describe('after a restart of the service', () => {
  test.each<[string, (story: Story) => Promise<void>]>([
    ['a stop', (story) => story.restart()],
    ['a kill', (story) => story.killAndRestart()],
  ])('by %s a live context is adopted: same connection, same profile, same addresses', async (_, again) => {
    await using story = await Story.begin()
    const { ip } = await story.connect()
    const before = await story.connection()
    const activations = story.virtual.inside.contexts.active.length
    const from = story.events.length
    await again(story)
    expect(await story.connection()).toMatchObject({
      id: before.id,
      state: 'activated',
      profile: 'internet',
      accessString: 'internet',
      ip,
      reason: before.reason,
    })
    expect(story.virtual.inside.contexts.active).toHaveLength(activations)
    expect(story.types(from)).not.toContain('request.started')
    expect((await story.disconnect()).state).toBe('succeeded')
  })

  test('a connect that was under way ends by what is found', async () => {
    await using story = await Story.begin()
    const request = await story.ask('slow')
    await story.pass(Seconds(1))
    await story.killAndRestart()
    await story.pass(Seconds(30))
    const { state, cause } = await story.end(request)
    const found = (await story.connection()).state
    expect([state, found, cause?.code]).toEqual(
      state === 'succeeded'
        ? ['succeeded', 'activated', undefined]
        : ['failed', 'deactivated', 'service_restarted'],
    )
    const ends = story.events.filter((event) => event.type === 'request.ended' && event.request === request)
    expect(ends).toHaveLength(1)
  })

  test('a context that has gone meanwhile is told as gone', async () => {
    await using story = await Story.begin()
    await story.connect()
    await story.restart()
    story.virtual.networkDisconnect()
    await story.settle()
    await story.restart()
    expect(await story.connection()).toMatchObject({ state: 'deactivated' })
    expect((await story.connect()).state).toBe('succeeded')
  })
})

test('modems with the same identity are told apart', async () => {
  await using story = await Story.begin({ count: 2, modem: { equipment: { imei: '490154203237518' } } })
  await story.pass(Seconds(5))
  const modems = await story.service.modems()
  expect(
    modems.map(({ name, registration }) => [name, registration && isRegistered(registration.state)]),
  ).toEqual([
    ['modem0', true],
    ['modem1', true],
  ])
  expect(new Set(modems.map(({ id }) => id)).size).toBe(2)
})
