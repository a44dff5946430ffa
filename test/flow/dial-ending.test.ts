/** Dial interfaces on their way down, removed ones, and what an earlier life left pending. */
import { expect, test } from 'vitest'
import { Milliseconds, Minutes, Seconds } from '../../src/base/index.ts'
import { DialStory } from '../support/dial-story.ts'

test('a disconnect while connecting lets the connect end first, and takes the context down', async () => {
  await using story = await DialStory.begin({
    settings: { dialer: { kind: 'modem', modems: [], profile: 'slow' } },
  })
  const { requestId } = await story.service.connectInterface({ dialInterface: 'branch' })
  await story.pass(Seconds(1))
  const from = story.events.length
  const ended = await story.disconnectInterface()
  expect(ended.state).toBe('succeeded')
  expect(await story.end(requestId)).toMatchObject({ state: 'failed', cause: { code: 'cancelled' } })
  const kinds = story.events
    .slice(from)
    .flatMap((event) =>
      event.type === 'request.ended' && event.dialInterface !== undefined ? [event.data.kind] : [],
    )
  expect(kinds).toEqual(['connect-interface', 'disconnect-interface'])
  await story.pass(Seconds(60))
  expect(await story.connection()).toMatchObject({ state: 'deactivated' })
  expect(await story.state()).toBe('disconnected')
})

test('one that is removed while it is on its way down goes once it is down, and leaves no context up', async () => {
  await using story = await DialStory.begin({
    settings: { dialer: { kind: 'modem', modems: [], profile: 'slow' } },
  })
  await story.service.connectInterface({ dialInterface: 'branch' })
  await story.pass(Seconds(1))
  const { requestId } = await story.service.disconnectInterface({ dialInterface: 'branch' })
  await story.clock.resolve(story.service.removeDialInterface({ dialInterface: 'branch' }))
  expect(await story.end(requestId)).toMatchObject({ state: 'succeeded' })
  expect(story.types().filter((type) => type === 'dial.removed')).toHaveLength(1)
  await story.pass(Seconds(60))
  expect(await story.connection()).toMatchObject({ state: 'deactivated' })
})

test('a connect that is asked for as soon as the disconnect was told is carried out once it is down', async () => {
  await using story = await DialStory.begin()
  await story.connectInterface()
  const { requestId: down } = await story.service.disconnectInterface({ dialInterface: 'branch' })
  while ((await story.dial()).connected !== undefined) await story.clock.advance(Milliseconds(1))
  expect((await story.service.request({ request: down })).state).toBe('pending')
  const { requestId: up } = await story.service.connectInterface({ dialInterface: 'branch' })
  expect(await story.dial()).toMatchObject({ state: 'connecting', request: up })
  expect(await story.end(up)).toMatchObject({ state: 'succeeded' })
  expect(await story.end(down)).toMatchObject({ state: 'succeeded' })
  expect(await story.dial()).toMatchObject({ state: 'connected', connected: { number: 2 } })
})

test('what an earlier life left pending can be given up', async () => {
  await using story = await DialStory.begin({
    settings: {
      dialer: { kind: 'modem', modems: [], profile: 'unsubscribed' },
      redial: { attempts: 3, interval: Minutes(1) },
    },
  })
  const { requestId } = await story.service.connectInterface({ dialInterface: 'branch' })
  await story.pass(Seconds(10))
  await story.restart()
  await story.service.cancelRequest({ request: requestId })
  expect(await story.end(requestId)).toMatchObject({ state: 'failed', cause: { code: 'cancelled' } })
})

test('what an earlier life left pending ends with the dial that goes on, however long that takes', async () => {
  await using story = await DialStory.begin({
    settings: {
      dialer: { kind: 'modem', modems: [], profile: 'unsubscribed' },
      redial: { attempts: 3, interval: Minutes(1) },
    },
  })
  const { requestId } = await story.service.connectInterface({ dialInterface: 'branch' })
  // The next life dials it again by itself.
  await story.set({ persistent: true })
  await story.pass(Seconds(10))
  await story.restart()
  await story.pass(Seconds(90))
  expect([await story.state(), (await story.service.request({ request: requestId })).state]).toEqual([
    'connecting',
    'pending',
  ])
  story.virtual.carrier.setApn('unsubscribed', { type: 'accept' }, story.virtual.inside.sim.home)
  await story.pass(Seconds(60))
  expect(await story.service.request({ request: requestId })).toMatchObject({ state: 'succeeded' })
  expect(await story.state()).toBe('connected')
})

test('what an earlier life left pending on an interface ends when that is removed', async () => {
  await using story = await DialStory.begin({
    settings: {
      dialer: { kind: 'modem', modems: [], profile: 'unsubscribed' },
      redial: { attempts: 3, interval: Minutes(1) },
    },
  })
  const { requestId } = await story.service.connectInterface({ dialInterface: 'branch' })
  await story.pass(Seconds(10))
  await story.restart()
  expect([await story.state(), (await story.service.request({ request: requestId })).state]).toEqual([
    'disconnected',
    'pending',
  ])
  await story.clock.resolve(story.service.removeDialInterface({ dialInterface: 'branch' }))
  expect(await story.end(requestId)).toMatchObject({
    state: 'failed',
    cause: { code: 'cancelled', message: 'branch was removed by process while this was pending' },
  })
})
