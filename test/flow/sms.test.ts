import { expect, test } from 'vitest'
import { Hours, Milliseconds, Seconds } from '../../src/base/index.ts'
import type { Event, Message, OpenMessage, Request } from '../../src/core/index.ts'
import type { SendMessageInput } from '../../src/api/index.ts'
import { splitText, type MessagePart } from '../../src/sms/index.ts'
import { SmsSend } from '../../src/mbim/index.ts'
import { Story } from '../support/story.ts'

const LONG = 'All work and no play makes Jack a dull boy. '.repeat(9).trim()
const OWN = (story: Story): string => story.virtual.inside.sim.card?.telephoneNumbers[0] ?? ''

function deliver(story: Story, text: string | readonly MessagePart[], from = '+15550123'): void {
  const parts = typeof text === 'string' ? splitText(text, { reference: 7 }) : text
  for (const part of parts) story.virtual.carrier.messages.send(OWN(story), from, part, story.clock.now())
}

async function ended(story: Story, asked: Promise<{ requestId: number }>): Promise<Request> {
  return story.end((await story.clock.resolve(asked)).requestId)
}

const send = (story: Story, input: Omit<SendMessageInput, 'modem'>): Promise<Request> =>
  ended(story, story.service.sendMessage({ modem: 'modem0', ...input }))

const messages = (story: Story): Promise<readonly OpenMessage[]> =>
  story.service.messages({ modem: 'modem0' })

async function replug(story: Story): Promise<void> {
  story.virtual.removeSim()
  await story.pass(Seconds(1))
  story.virtual.insertSim()
}

function told(story: Story, type: 'message.received' | 'message.changed', from = 0): Message[] {
  const isOne = (event: Event): event is Event & { type: typeof type } => event.type === type
  return story.events
    .slice(from)
    .filter(isOne)
    .map(({ data }) => data)
}

test('a message from outside is told, read from the mirror, and its text is in no event', async () => {
  await using story = await Story.begin()
  deliver(story, 'Your code is 314159')
  await story.pass(Seconds(1))
  expect(told(story, 'message.received')).toMatchObject([
    { kind: 'text', direction: 'incoming', status: 'new', number: '+15550123', indexes: [1], total: 1 },
  ])
  expect(await messages(story)).toMatchObject([{ text: 'Your code is 314159', status: 'new' }])
  expect((await story.modem()).messageStore).toMatchObject({ state: 'initialized', full: false, latest: 1 })
  expect(JSON.stringify(story.events)).not.toContain('314159')
})

test('a long message whose parts come out of order, and one of them twice, is told once, when it is whole', async () => {
  await using story = await Story.begin()
  const [first, second, third] = splitText(LONG, { reference: 9 })
  if (first === undefined || second === undefined || third === undefined) throw new Error('three parts')
  deliver(story, [third, first, first])
  await story.pass(Seconds(1))
  expect(told(story, 'message.received')).toEqual([])
  expect(await messages(story)).toMatchObject([{ missing: [2], total: 3 }])
  deliver(story, [second])
  await story.pass(Seconds(1))
  const [message] = told(story, 'message.received')
  expect(message).toMatchObject({ missing: [], total: 3, indexes: [2, 4, 1, 3] })
  expect(await messages(story)).toMatchObject([{ text: LONG }])
  await story.pass(Hours(2))
  expect(told(story, 'message.received')).toHaveLength(1)
})

test('a long message of which a part never comes is told as it is after an hour', async () => {
  await using story = await Story.begin()
  const [first, , third] = splitText(LONG, { reference: 9 })
  if (first === undefined || third === undefined) throw new Error('three parts')
  deliver(story, [first, third])
  await story.pass(Hours(2))
  expect(told(story, 'message.received')).toMatchObject([{ missing: [2] }])
  const [{ text = '' } = {}] = await messages(story)
  expect(text).toContain('…')
  expect(LONG.startsWith(text.slice(0, text.indexOf('…')))).toBe(true)
})

test('a class 0 message is told and kept in memory, not in the store', async () => {
  await using story = await Story.begin()
  deliver(story, splitText('Storm warning', { reference: 1, messageClass: 0 }), 'WEATHER')
  await story.pass(Seconds(1))
  expect(told(story, 'message.received')).toMatchObject([{ class: 0, indexes: [], number: 'WEATHER' }])
  const [message] = await messages(story)
  expect(message).toMatchObject({ text: 'Storm warning', status: 'new' })
  expect(story.virtual.inside.messaging.shelf?.places('all')).toEqual([])
  const request = ended(story, story.service.deleteMessage({ modem: 'modem0', message: message?.id ?? '' }))
  expect(await request).toMatchObject({ state: 'succeeded' })
  expect(await messages(story)).toEqual([])
})

test('a user who reads marks as read, and what nobody has read stays new over a restart of the service', async () => {
  await using story = await Story.begin()
  deliver(story, 'one')
  deliver(story, 'two')
  await story.pass(Seconds(1))
  const read = await ended(story, story.service.readMessages({ modem: 'modem0', index: 1 }))
  expect(read.messages).toMatchObject([{ indexes: [1], status: 'new' }])
  expect((await messages(story)).map(({ text, status }) => [text, status])).toEqual([
    ['one', 'read'],
    ['two', 'new'],
  ])
  const from = story.events.length
  await story.restart()
  await story.pass(Seconds(5))
  expect((await messages(story)).map(({ text, status }) => [text, status])).toEqual([
    ['one', 'read'],
    ['two', 'new'],
  ])
  expect(told(story, 'message.received', from)).toEqual([])
  const next = await ended(story, story.service.readMessages({ modem: 'modem0' }))
  expect(next.messages).toMatchObject([{ indexes: [2], status: 'new' }])
  expect((await ended(story, story.service.readMessages({ modem: 'modem0' }))).messages).toEqual([])
})

test('what came while the service was away is told when it is back', async () => {
  await using story = await Story.begin()
  const restarted = story.restart()
  deliver(story, 'while you were out')
  await restarted
  await story.pass(Seconds(5))
  expect(told(story, 'message.received')).toHaveLength(1)
})

test.each([
  ['the service is restarted', (story: Story) => story.restart()],
  ['the SIM is taken out and put back', replug],
])('a long message is told when its last part comes after %s', async (_, interrupt) => {
  await using story = await Story.begin()
  deliver(story, 'short')
  const [first, second, third] = splitText(LONG, { reference: 9 })
  if (first === undefined || second === undefined || third === undefined) throw new Error('three parts')
  deliver(story, [first, second])
  await story.pass(Seconds(1))
  const from = story.events.length
  await interrupt(story)
  await story.pass(Seconds(5))
  expect(told(story, 'message.received', from)).toEqual([])
  deliver(story, [third])
  await story.pass(Seconds(1))
  expect(told(story, 'message.received', from)).toMatchObject([{ missing: [], total: 3, status: 'new' }])
  expect((await messages(story)).map(({ text, status }) => [text, status])).toEqual([
    ['short', 'new'],
    [LONG, 'new'],
  ])
})

test('a full store holds messages up until one is deleted', async () => {
  await using story = await Story.begin({ modem: { sim: { messageCapacity: 2 } } })
  for (const text of ['one', 'two', 'three']) deliver(story, text)
  await story.pass(Seconds(1))
  expect((await story.modem()).messageStore).toMatchObject({ full: true, capacity: 2 })
  expect(told(story, 'message.received')).toHaveLength(2)
  await ended(story, story.service.deleteMessage({ modem: 'modem0', message: '1' }))
  await story.pass(Seconds(1))
  expect((await messages(story)).map(({ text }) => text).sort()).toEqual(['three', 'two'])
  expect(story.types()).toContain('message.removed')
  await ended(story, story.service.deleteMessages({ modem: 'modem0', filter: 'all' }))
  expect(await messages(story)).toEqual([])
  expect((await story.modem()).messageStore?.full).toBe(false)
})

test('a text to oneself goes out and comes back, with a report that it was delivered', async () => {
  await using story = await Story.begin()
  const request = await send(story, { to: OWN(story), text: 'Grüße', report: true })
  expect(request).toMatchObject({ state: 'succeeded', references: [1] })
  await story.pass(Seconds(1))
  expect(
    told(story, 'message.received')
      .map(({ kind }) => kind)
      .sort(),
  ).toEqual(['status-report', 'text'])
  const sent = (await messages(story)).find(({ id }) => id === request.message)
  expect(sent).toMatchObject({ direction: 'outgoing', delivery: { state: 'delivered' } })
  expect(sent?.text).toBeUndefined()
})

test('a text between subscribers waits for a modem that is off, and its delivery is told then', async () => {
  await using story = await Story.begin({ count: 2 })
  const [, other] = story.modems
  if (other === undefined) throw new Error('there are two')
  other.inside.radio.setSoftware('off')
  const to = other.inside.sim.card?.telephoneNumbers[0] ?? ''
  const { message } = await send(story, { to, text: LONG, report: true })
  const delivery = async (): Promise<string | undefined> =>
    (await messages(story)).find(({ id }) => id === message)?.delivery?.state
  expect(await delivery()).toBe('pending')
  other.inside.radio.setSoftware('on')
  await story.pass(Seconds(5))
  expect(await delivery()).toBe('delivered')
  expect(told(story, 'message.changed').at(-1)).toMatchObject({
    id: message,
    delivery: { state: 'delivered' },
  })
  expect(await story.service.messages({ modem: 'modem1' })).toMatchObject([{ text: LONG, total: 3 }])
})

test('an undelivered message is told as that', async () => {
  await using story = await Story.begin()
  story.virtual.carrier.messages.outsideStatus = 0x43
  const { message } = await send(story, { to: '+15550123', text: 'Anybody there?', report: true })
  await story.pass(Seconds(1))
  expect(told(story, 'message.changed')).toMatchObject([
    { id: message, delivery: { state: 'failed', text: 'not obtainable' } },
  ])
})

test.each<[string, (story: Story) => void, object]>([
  [
    'the network refuses it',
    (story) => (story.virtual.carrier.messages.answer = { type: 'reject', cause: 38 }),
    { code: 'status', status: { name: 'sms-network-timeout' } },
  ],
  [
    'nobody answers',
    (story) => (story.virtual.carrier.messages.answer = { type: 'silent' }),
    { code: 'status', status: { name: 'sms-network-timeout' } },
  ],
  ['the modem is not registered', (story) => story.virtual.roam('nowhere'), { code: 'not_registered' }],
  ['the radio is off', (story) => story.virtual.inside.radio.setSoftware('off'), { code: 'radio_off' }],
  ['there is no SIM', (story) => void story.virtual.removeSim(), { code: 'sim_not_inserted' }],
  ['the SIM is locked', (story) => void story.virtual.lockSim(), { code: 'pin_required' }],
  [
    'the subscription is not active',
    (story) => story.virtual.setSubscriptionActive(false),
    { code: 'service_not_activated' },
  ],
])('a message is not sent when %s', async (_why, prepare, cause) => {
  await using story = await Story.begin()
  prepare(story)
  await story.pass(Seconds(2))
  expect(await send(story, { to: '+15550123', text: 'hello' })).toMatchObject({ state: 'failed', cause })
})

test.each<[string, Omit<SendMessageInput, 'modem'>, string]>([
  ['to nobody', { text: 'hello' }, 'invalid_argument'],
  ['to what is no number', { to: 'Anna', text: 'hello' }, 'invalid_argument'],
  ['nothing', { to: '+15550123' }, 'invalid_argument'],
  ['two things', { to: '+15550123', text: 'hello', pdu: '00' }, 'invalid_argument'],
  ['a PDU that is none', { pdu: '00' }, 'invalid_sms'],
  ['a PDU in no hexadecimal', { pdu: 'xyz' }, 'invalid_argument'],
  ['more than 255 parts', { to: '+15550123', text: 'x'.repeat(50_000) }, 'invalid_sms'],
  [
    'a CDMA message from a GSM modem',
    { cdma: { address: '5550123', encoding: 2, language: 1, characters: 1, octets: '82' } },
    'not_supported',
  ],
])('sending %s is refused before the modem is asked', async (_what, input, code) => {
  await using story = await Story.begin()
  await expect(story.service.sendMessage({ modem: 'modem0', ...input })).rejects.toMatchObject({ code })
})

test('taking the SIM out in the middle takes its messages along, and they are read anew with it', async () => {
  await using story = await Story.begin()
  deliver(story, 'one')
  await story.pass(Seconds(1))
  const from = story.events.length
  story.virtual.removeSim()
  await story.pass(Seconds(1))
  expect(await messages(story)).toEqual([])
  expect((await story.modem()).messageStore).toMatchObject({ state: 'not-initialized' })
  expect(story.types(from)).not.toContain('message.removed')
  story.virtual.insertSim()
  await story.pass(Seconds(5))
  expect(await messages(story)).toMatchObject([{ text: 'one' }])
  expect((await story.modem()).messageStore).toMatchObject({ state: 'initialized' })
})

test('unplugging the modem while it sends ends the request', async () => {
  await using story = await Story.begin({ modem: { timing: 'realistic' } })
  await story.pass(Seconds(30))
  const asked = story.service.sendMessage({ modem: 'modem0', to: '+15550123', text: LONG })
  const { requestId } = await story.clock.resolve(asked)
  await story.pass(Milliseconds(500))
  story.virtual.unplug()
  expect(await story.end(requestId)).toMatchObject({ state: 'failed', cause: { code: 'unplugged' } })
})

test('a part that the modem is too busy for is sent again, and no part twice', async () => {
  await using story = await Story.begin()
  let busy = 2
  using _ = story.virtual.behave({
    onCommand: (command) => {
      if (!command.is(SmsSend, 'set') || busy-- <= 0) return false
      command.answer('busy')
      return true
    },
  })
  expect(await send(story, { to: '+15550123', text: LONG })).toMatchObject({ references: [1, 2, 3] })
  expect(story.virtual.carrier.messages.sentOutside).toHaveLength(3)
})

test('a text that no 7-bit alphabet has goes as UCS-2 and arrives as it was', async () => {
  await using story = await Story.begin()
  const text = `${'Ωραία 🎉 '.repeat(30)}!`
  await send(story, { to: OWN(story), text })
  await story.pass(Seconds(1))
  expect((await messages(story))[0]).toMatchObject({ text })
})

test('the service centre is set, and told', async () => {
  await using story = await Story.begin()
  const set = story.service.setMessageConfiguration({ modem: 'modem0', serviceCentre: '+4917000000' })
  expect(await ended(story, set)).toMatchObject({ state: 'succeeded' })
  expect((await story.modem()).messageStore?.serviceCentre).toBe('+4917000000')
  expect(story.virtual.inside.sim.card?.serviceCentre).toBe('+4917000000')
  const wrong = story.service.setMessageConfiguration({ modem: 'modem0', serviceCentre: 'home' })
  await expect(wrong).rejects.toMatchObject({ code: 'invalid_argument' })
})

test('reading or deleting where nothing is fails, and says so', async () => {
  await using story = await Story.begin()
  const cause = { code: 'not_found', status: { name: 'invalid-memory-index' } }
  expect(await ended(story, story.service.readMessages({ modem: 'modem0', index: 9 }))).toMatchObject({
    cause,
  })
  expect(await ended(story, story.service.deleteMessages({ modem: 'modem0', index: 9 }))).toMatchObject({
    cause,
  })
  const unknown = story.service.deleteMessage({ modem: 'modem0', message: 'nobody' })
  expect(await ended(story, unknown)).toMatchObject({ cause: { code: 'not_found' } })

  // The modem is told by its name, also to who has called it by its id.
  const { id } = await story.modem()
  await expect(story.service.message({ modem: id, message: '99' })).rejects.toMatchObject({
    code: 'not_found',
    message: 'modem0 has no message "99"',
  })
})

test('a message is called by the beginning of its id, as far as no other begins like it', async () => {
  await using story = await Story.begin()
  deliver(story, 'First')
  await story.pass(Seconds(1))
  const id = (await messages(story))[0]?.id ?? ''
  const called = (message: string) => story.service.message({ modem: 'modem0', message })
  expect(await called(id.slice(0, 13).toUpperCase())).toMatchObject({ id, text: 'First' })
  // What anybody could mean by chance is none.
  await expect(called(id.slice(0, 7))).rejects.toMatchObject({ code: 'not_found' })
  const gone = story.service.deleteMessage({ modem: 'modem0', message: id.slice(0, 13) })
  expect(await ended(story, gone)).toMatchObject({ state: 'succeeded' })
  expect(await messages(story)).toEqual([])
})

test('a CDMA modem sends and receives texts in its own form', async () => {
  await using story = await Story.begin({ modem: { equipment: { cellular: 'cdma' } } })
  expect(await send(story, { to: OWN(story), text: 'Hello' })).toMatchObject({ state: 'succeeded' })
  await story.pass(Seconds(1))
  expect(await messages(story)).toMatchObject([
    { text: 'Hello', number: OWN(story), parts: [{ content: { format: 'cdma', characters: 5 } }] },
    { direction: 'outgoing' },
  ])
  expect((await story.modem()).messageStore).toMatchObject({ format: 'cdma', cdmaLength: 160 })
})
