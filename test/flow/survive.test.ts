/** A service that is killed while something is on its way at the modem, which goes on with it. */
import { describe, expect, test } from 'vitest'
import { Milliseconds, Minutes, Seconds } from '../../src/base/index.ts'
import { Connect } from '../../src/mbim/index.ts'
import { DialStory } from '../support/dial-story.ts'
import { Story } from '../support/story.ts'

/** What the modem tells of contexts by itself. */
const MODEMS = [
  ['that tells of it', false],
  ['that says nothing of it', true],
] as const

function hush(story: Story, silent: boolean): void {
  story.virtual.behave({ onIndication: (cid) => silent && cid === Connect })
}

describe.each(MODEMS)('killed while connecting, at a modem %s', (_, silent) => {
  test('finds the context on its way, and the request ends when it is up', async () => {
    await using story = await Story.begin()
    hush(story, silent)
    const request = await story.ask('slow')
    await story.pass(Seconds(1))
    await story.killAndRestart()
    expect(await story.connection()).toMatchObject({
      state: 'activating',
      profile: 'slow',
      reason: {
        code: 'activating-elsewhere',
        text: 'the modem goes on with what process had asked for before the service was started again',
      },
    })
    await story.pass(Seconds(10))
    const connection = await story.connection()
    expect(connection).toMatchObject({ state: 'activated', profile: 'slow', ip: { v4: {} } })
    expect(await story.service.request({ request })).toMatchObject({
      state: 'succeeded',
      ip: connection.ip,
    })
    expect((await story.disconnect()).state).toBe('succeeded')
  })

  test('ends the request with the network’s cause when it was refused', async () => {
    await using story = await Story.begin({ modem: { timing: { activate: Seconds(4) } } })
    hush(story, silent)
    const request = await story.ask('crowded')
    await story.pass(Seconds(1))
    await story.killAndRestart()
    expect((await story.connection()).state).toBe('activating')
    await story.pass(Seconds(5))
    expect(await story.connection()).toMatchObject({
      state: 'deactivated',
      cause: { code: 'connect_failed', network: { value: 26 } },
      activationNetworkError: { value: 26 },
    })
    expect(await story.service.request({ request })).toMatchObject({
      state: 'failed',
      cause: { code: 'connect_failed', network: { value: 26 } },
    })
    expect((await story.connect()).state).toBe('succeeded')
  })

  test('brings up the dial interface that it was for, which was connecting all the time', async () => {
    await using story = await DialStory.begin({
      settings: { dialer: { kind: 'modem', modems: [], profile: 'slow' } },
    })
    hush(story, silent)
    const { requestId } = await story.service.connectInterface({ dialInterface: 'branch' })
    await story.pass(Seconds(1))
    await story.killAndRestart()
    expect(await story.state()).toBe('connecting')
    await story.pass(Seconds(10))
    expect(await story.dial()).toMatchObject({ state: 'connected', connected: { ip: { v4: {} } } })
    expect((await story.end(requestId)).state).toBe('succeeded')
    expect((await story.disconnectInterface()).state).toBe('succeeded')
  })

  test('leaves a dial interface that can be dialled again when the attempt had failed', async () => {
    await using story = await DialStory.begin({
      modem: { timing: { activate: Seconds(4) } },
      settings: { dialer: { kind: 'modem', modems: [], profile: 'crowded' } },
    })
    hush(story, silent)
    await story.service.connectInterface({ dialInterface: 'branch' })
    await story.pass(Seconds(1))
    await story.killAndRestart()
    expect(await story.state()).toBe('connecting')
    await story.pass(Seconds(5))
    expect(await story.dial()).toMatchObject({ state: 'disconnected' })
    await story.set({ dialer: { kind: 'modem', modems: [], profile: 'internet' } })
    expect((await story.connectInterface()).state).toBe('succeeded')
  })
})

test('killed while disconnecting, at a modem that says nothing of it, ends the request once it is down', async () => {
  await using story = await Story.begin({ modem: { timing: { deactivate: Seconds(5) } } })
  await story.connect()
  hush(story, true)
  const { requestId } = await story.service.disconnect({ connection: 'modem0' })
  await story.pass(Seconds(1))
  await story.killAndRestart()
  expect((await story.connection()).state).toBe('deactivating')
  expect((await story.service.request({ request: requestId })).state).toBe('pending')
  await story.pass(Seconds(5))
  expect((await story.connection()).state).toBe('deactivated')
  expect((await story.service.request({ request: requestId })).state).toBe('succeeded')
})

test('a connect that an earlier life left on its way can be given up, however long it takes', async () => {
  await using story = await Story.begin()
  const request = await story.ask('silent')
  await story.pass(Seconds(1))
  await story.killAndRestart()
  await story.pass(Minutes(10))
  expect((await story.service.request({ request })).state).toBe('pending')
  await story.service.cancelRequest({ request })
  expect(await story.end(request)).toMatchObject({ state: 'failed', cause: { code: 'cancelled' } })
  await story.pass(Milliseconds(100))
  expect((await story.connection()).state).toBe('deactivated')
  expect((await story.connect()).state).toBe('succeeded')
})
