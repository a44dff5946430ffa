import { expect, test } from 'vitest'
import { Seconds } from '../../src/base/index.ts'
import type { ProvisionedContextInput } from '../../src/api/index.ts'
import type { ProvisionedContext, Request } from '../../src/core/index.ts'
import { MsProvisionedContextsV2, ProvisionedContexts } from '../../src/mbim/index.ts'
import { Story } from '../support/story.ts'

async function store(story: Story, given: Omit<ProvisionedContextInput, 'modem'>): Promise<Request> {
  const asked = story.service.setProvisionedContext({ modem: 'modem0', ...given })
  const { requestId } = await story.clock.resolve(asked)
  return story.end(requestId)
}

async function stored(story: Story): Promise<readonly ProvisionedContext[] | undefined> {
  return (await story.modem()).provisionedContexts?.contexts
}

test('a modem tells the contexts that its operator has stored in it', async () => {
  await using story = await Story.begin()
  expect((await story.modem()).provisionedContexts).toMatchObject({
    supported: true,
    contexts: [
      { id: 1, type: 'internet', accessString: 'internet', source: 'operator', hasPassword: false },
      { id: 2, type: 'ims', accessString: 'ims' },
    ],
  })
})

test('a context that is added has a slot of its own before the request has ended', async () => {
  await using story = await Story.begin()
  const from = story.events.length
  const request = await store(story, { type: 'mms', accessString: 'mms.example' })
  expect(request).toMatchObject({ kind: 'set-provisioned-context', state: 'succeeded' })
  expect(story.types(from)).toEqual(['request.started', 'provisioned-contexts.changed', 'request.ended'])
  expect(story.events.at(-2)).toMatchObject({ request: request.id, by: 'process' })
  expect(await stored(story)).toMatchObject([
    { id: 1 },
    { id: 2 },
    { id: 0, type: 'mms', accessString: 'mms.example' },
  ])
})

test('a slot is written over, and emptied', async () => {
  await using story = await Story.begin()
  await store(story, { id: 1, type: 'internet', accessString: 'other.example', authProtocol: 'pap' })
  expect(await stored(story)).toMatchObject([
    { id: 1, accessString: 'other.example', authProtocol: 'pap' },
    { id: 2 },
  ])
  await store(story, { id: 1, type: 'none' })
  expect(await stored(story)).toMatchObject([{ id: 2 }])
})

test('a password goes into the modem and comes out nowhere', async () => {
  await using story = await Story.begin()
  await store(story, { type: 'vpn', accessString: 'vpn.example', userName: 'anna', password: 'hunter2' })
  expect(story.virtual.inside.storedContexts.list.at(-1)).toMatchObject({
    userName: 'anna',
    password: 'hunter2',
  })
  expect(await stored(story)).toContainEqual(expect.objectContaining({ type: 'vpn', hasPassword: true }))
  const snapshot = await story.service.snapshot()
  expect(JSON.stringify([snapshot, story.events, await story.watched('0')])).not.toContain('hunter2')
})

test('what the network writes over the air is told as its doing', async () => {
  await using story = await Story.begin()
  story.virtual.inside.storedContexts.provision('internet', { accessString: 'new.example' })
  await story.pass(Seconds(1))
  const event = story.events.findLast(({ type }) => type === 'provisioned-contexts.changed')
  expect(event).not.toHaveProperty('request')
  expect(await stored(story)).toMatchObject([{ id: 1, accessString: 'new.example' }, { id: 2 }])
})

test('a context for the SIMs of another operator is kept and not shown', async () => {
  await using story = await Story.begin()
  expect((await store(story, { type: 'internet', provider: '99941' })).state).toBe('succeeded')
  expect(await stored(story)).toHaveLength(2)
  expect(story.virtual.inside.storedContexts.list).toHaveLength(3)
})

test('a locked SIM hides the list until its PIN is entered', async () => {
  await using story = await Story.begin({ modem: { sim: { pin1: { enabled: true } } } })
  expect((await story.modem()).provisionedContexts).toBeUndefined()
  expect((await store(story, { type: 'mms' })).cause?.code).toBe('pin_required')
  await story.clock.resolve(story.service.enterPin({ modem: 'modem0', code: '1234' }))
  await story.pass(Seconds(5))
  expect(await stored(story)).toHaveLength(2)
})

test('with another SIM the list is told anew', async () => {
  await using story = await Story.begin()
  story.virtual.removeSim()
  await story.pass(Seconds(2))
  expect((await story.modem()).provisionedContexts).toBeUndefined()
  story.virtual.insertSim()
  await story.pass(Seconds(5))
  expect(await stored(story)).toHaveLength(2)
})

test('what cannot be stored is refused at once; a modem without room says so', async () => {
  await using story = await Story.begin()
  const given: Omit<ProvisionedContextInput, 'modem'>[] = [
    { type: 'internet', provider: '12' },
    { type: 'none' },
    { type: 'none', id: 1, accessString: 'x' },
    { type: 'mms', accessString: 'x'.repeat(101) },
    { type: 'mms', id: 0xffffffff },
  ]
  for (const one of given) await expect(store(story, one)).rejects.toMatchObject({ code: 'invalid_argument' })
  expect((await store(story, { type: 'mms', id: 99 })).cause?.status?.name).toBe('invalid-parameters')
  for (let count = 2; count < 16; count++) await store(story, { type: 'mms' })
  expect((await store(story, { type: 'mms' })).cause?.status?.name).toBe('write-failure')
})

test('a modem that stores no contexts says so', async () => {
  await using story = await Story.begin()
  using _lacking = story.virtual.behave({
    onCommand: (command) => {
      const asked = [
        command.is(ProvisionedContexts, 'query'),
        command.is(ProvisionedContexts, 'set'),
        command.is(MsProvisionedContextsV2, 'query'),
      ]
      if (asked.includes(true)) command.answer('no-device-support')
      return asked.includes(true)
    },
  })
  story.virtual.restart()
  await story.pass(Seconds(20))
  expect((await story.modem()).provisionedContexts).toEqual({ supported: false, contexts: [] })
  expect((await store(story, { type: 'mms' })).cause?.code).toBe('not_supported')
})
