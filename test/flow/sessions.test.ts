/** Several connections on one modem: each a session with its own settings, addresses and end. */
import { expect, test } from 'vitest'
import { Seconds } from '../../src/base/index.ts'
import type { AcquireInput } from '../../src/api/index.ts'
import type { Connection, Request } from '../../src/core/index.ts'
import { codeOf } from '../support/desk.ts'
import { Story } from '../support/story.ts'

async function acquire(
  story: Story,
  input: Omit<AcquireInput, 'modem'>,
): Promise<{ readonly request: Request; readonly connection: string }> {
  const asked = story.service.acquire({ modem: 'modem0', ...input })
  const { requestId, connection } = await story.clock.resolve(asked)
  return { request: await story.end(requestId), connection }
}

const names = async (story: Story): Promise<string[]> =>
  (await story.service.connections()).map(({ name, state }) => `${name} ${state}`)

const addressOf = ({ ip }: Pick<Connection, 'ip'>): string | undefined =>
  (ip?.v4 ?? ip?.v6)?.addresses[0]?.address

test('a second connection has an access point and addresses of its own, and is let go of by a disconnect', async () => {
  await using story = await Story.begin()
  await story.connect('internet')
  const { request, connection } = await acquire(story, { accessString: 'v4only' })
  expect(request).toMatchObject({ kind: 'connect', state: 'succeeded', connection })
  const second = await story.connection('modem0/1')
  expect(second).toMatchObject({
    id: connection,
    sessionId: 1,
    accessString: 'v4only',
    ip: request.ip,
    link: { sessionId: 1 },
  })
  const first = await story.connection()
  expect(first).toMatchObject({ state: 'activated', accessString: 'internet' })
  expect(addressOf(first)).toBeDefined()
  expect(addressOf(first)).not.toBe(addressOf(second))
  expect((await story.modem()).reason.text).toBe('2 contexts are activated')
  const from = story.events.length
  expect((await story.disconnect('modem0/1')).state).toBe('succeeded')
  expect(story.types(from).filter((type) => type.startsWith('connection.'))).toEqual([
    'connection.changed',
    'connection.changed',
    'connection.removed',
  ])
  expect(await names(story)).toEqual(['modem0 activated'])
  expect(await codeOf(story.connection('modem0/1'))).toBe('not_found')
})

test('a session is connected by its name as well, and the default one beside it', async () => {
  await using story = await Story.begin()
  const request = await story.ask('internet', { connection: 'modem0/3' })
  expect((await story.end(request)).state).toBe('succeeded')
  expect((await story.connect('v4only')).state).toBe('succeeded')
  expect(await names(story)).toEqual(['modem0 activated', 'modem0/3 activated'])
  expect(await codeOf(story.ask('v4only', { connection: 'modem0/3' }))).toBe('max_activated_contexts')
  expect(await codeOf(story.ask('v4only', { connection: 'modem0/8' }))).toBe('not_found')
})

test('two that are acquired at once get a session each', async () => {
  await using story = await Story.begin()
  const both = Promise.all([
    story.service.acquire({ modem: 'modem0', profile: 'internet' }),
    story.service.acquire({ modem: 'modem0', profile: 'v4only' }),
  ])
  for (const { requestId } of await story.clock.resolve(both)) {
    expect((await story.end(requestId)).state).toBe('succeeded')
  }
  expect(await names(story)).toEqual(['modem0 deactivated', 'modem0/1 activated', 'modem0/2 activated'])
})

test('there are as many as the modem has sessions, and the default one is left free', async () => {
  await using story = await Story.begin({ modem: { equipment: { maxSessions: 3 } } })
  await acquire(story, { profile: 'internet' })
  await acquire(story, { profile: 'internet' })
  expect(await codeOf(acquire(story, { profile: 'internet' }))).toBe('max_activated_contexts')
  expect((await story.connect('internet')).state).toBe('succeeded')
  expect(await codeOf(story.ask('internet'))).toBe('max_activated_contexts')
})

test('a modem with one session has no second connection', async () => {
  await using story = await Story.begin({ modem: { equipment: { maxSessions: 1 } } })
  expect(await codeOf(acquire(story, { profile: 'internet' }))).toBe('not_supported')
  expect(await codeOf(story.connection('modem0/1'))).toBe('not_found')
})

test('the network refuses a second connection where it allows a subscriber one', async () => {
  await using story = await Story.begin()
  expect((await acquire(story, { accessString: 'ims' })).request.state).toBe('succeeded')
  const { request } = await acquire(story, { accessString: 'IMS' })
  expect(request).toMatchObject({
    state: 'failed',
    cause: { code: 'connect_failed', network: { value: 55 } },
  })
  expect(await names(story)).toEqual(['modem0 deactivated', 'modem0/1 activated'])
  await story.disconnect('modem0/1')
  expect((await acquire(story, { accessString: 'ims' })).request.state).toBe('succeeded')
})

test('the network drops one connection and leaves the others', async () => {
  await using story = await Story.begin()
  await story.connect('internet')
  await acquire(story, { profile: 'v4only' })
  await acquire(story, { accessString: 'ims' })
  const from = story.events.length
  story.virtual.networkDisconnect({ sessionId: 1, cause: 38 })
  await story.settle()
  expect(await names(story)).toEqual(['modem0 activated', 'modem0/2 activated'])
  expect(
    story.events
      .slice(from)
      .flatMap((event) =>
        event.type === 'connection.changed' ? [[event.data.name, event.data.cause?.network?.value]] : [],
      ),
  ).toEqual([['modem0/1', 38]])
  story.virtual.networkDisconnect({ sessionId: 0, cause: 38 })
  await story.settle()
  expect(await names(story)).toEqual(['modem0 deactivated', 'modem0/2 activated'])
})

test("other addresses of one connection are the others' affair in nothing", async () => {
  await using story = await Story.begin()
  await story.connect('v4only')
  await acquire(story, { profile: 'v4only' })
  const before = [addressOf(await story.connection()), addressOf(await story.connection('modem0/1'))]
  story.virtual.changeIp(1)
  await story.settle()
  expect(addressOf(await story.connection())).toBe(before[0])
  expect(addressOf(await story.connection('modem0/1'))).not.toBe(before[1])
})

test('what ends the packet service ends every connection', async () => {
  await using story = await Story.begin()
  await story.connect('internet')
  await acquire(story, { profile: 'v4only' })
  story.virtual.networkDetach()
  await story.settle()
  expect(await names(story)).toEqual(['modem0 deactivated'])
})

test('every live connection is taken over after the service was killed, each with whose it is', async () => {
  await using story = await Story.begin()
  await story.connect('internet')
  const { connection } = await acquire(story, { profile: 'v4only' })
  await acquire(story, { accessString: 'ims' })
  await story.disconnect('modem0')
  const addresses = [
    addressOf(await story.connection('modem0/1')),
    addressOf(await story.connection('modem0/2')),
  ]
  await story.killAndRestart()
  expect(await names(story)).toEqual(['modem0 deactivated', 'modem0/1 activated', 'modem0/2 activated'])
  const [, second, third] = await story.service.connections()
  expect([second && addressOf(second), third && addressOf(third)]).toEqual(addresses)
  expect(second).toMatchObject({ id: connection, profile: 'v4only', reason: { code: 'asked' } })
  expect(third).toMatchObject({ accessString: 'ims' })
  expect(third?.profile).toBeUndefined()
  expect((await story.disconnect('modem0/2')).state).toBe('succeeded')
})

test('tells of a voice call, during which nothing can be connected', async () => {
  await using story = await Story.begin()
  expect((await story.connection()).voiceCall).toBe('none')
  expect((await story.connect('unsubscribed')).cause?.network?.value).toBe(33)
  const from = story.events.length
  story.virtual.setVoiceCall('in-progress')
  await story.settle()
  expect(story.types(from)).toEqual(['connection.changed'])
  expect((await story.connection()).voiceCall).toBe('in-progress')
  const { state, cause } = await story.connect('internet')
  expect([state, cause?.status?.name]).toEqual(['failed', 'voice-call-in-progress'])
  expect(cause?.network).toBeUndefined()
  story.virtual.setVoiceCall('hang-up')
  await story.settle()
  expect((await story.connection()).voiceCall).toBe('hang-up')
  expect((await story.connect('internet')).state).toBe('succeeded')
  const { request } = await acquire(story, { profile: 'v4only' })
  expect(request.state).toBe('succeeded')
  expect((await story.connection('modem0/1')).voiceCall).toBe('hang-up')
})

test('attaches once for all that wait for it', async () => {
  await using story = await Story.begin()
  story.virtual.networkDetach()
  await story.pass(Seconds(1))
  const both = Promise.all([
    story.service.connect({ connection: 'modem0', profile: 'internet' }),
    story.service.acquire({ modem: 'modem0', profile: 'v4only' }),
  ])
  for (const { requestId } of await story.clock.resolve(both)) {
    expect((await story.end(requestId)).state).toBe('succeeded')
  }
})

test('an access string is used once, and its password goes nowhere', async () => {
  await using story = await Story.begin()
  const company = { accessString: 'company.example', userName: 'dialtone', authProtocol: 'chap' } as const
  const { request } = await acquire(story, { ...company, password: 'secret' })
  expect(request.state).toBe('succeeded')
  const wrong = await acquire(story, { ...company, password: 'secret?' })
  expect(wrong.request.cause?.network?.value).toBe(29)
  expect(JSON.stringify(story.events)).not.toContain('secret')
  expect(await codeOf(acquire(story, { profile: 'internet', accessString: 'ims' }))).toBe('invalid_argument')
  expect(await codeOf(acquire(story, { profile: 'internet', userName: 'x' }))).toBe('invalid_argument')
  expect(await codeOf(acquire(story, { accessString: 'x'.repeat(101) }))).toBe('invalid_argument')
  expect(await codeOf(acquire(story, {}))).toBe('invalid_argument')
})
