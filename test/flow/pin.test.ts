import { describe, expect, test } from 'vitest'
import { Seconds } from '../../src/base/index.ts'
import type { Accepted, PinInput } from '../../src/api/index.ts'
import type { Request } from '../../src/core/index.ts'
import { Pin } from '../../src/mbim/index.ts'
import { Story } from '../support/story.ts'

const CODE = '1234'
const PUK = '12345678'

const locked = (): Promise<Story> => Story.begin({ modem: { sim: { pin1: { enabled: true } } } })

async function ended(story: Story, asked: Promise<Accepted>): Promise<Request> {
  const { requestId } = await story.clock.resolve(asked)
  return story.end(requestId)
}

const enter = (story: Story, code: string, pin?: PinInput['pin']): Promise<Request> =>
  ended(story, story.service.enterPin({ modem: 'modem0', code, ...(pin && { pin }) }))

const unblock = (story: Story, puk: string): Promise<Request> =>
  ended(story, story.service.unblockPin({ modem: 'modem0', puk, newCode: '4321' }))

/** The modem takes a PIN and says nothing to it. */
const silence = (story: Story): Disposable =>
  story.virtual.behave({ onCommand: (command) => command.is(Pin, 'set') })

describe('a SIM that wants its PIN', () => {
  test('is unlocked by it, registers, and connects', async () => {
    await using story = await locked()
    expect(await story.modem()).toMatchObject({
      state: 'locked',
      sim: { state: 'locked', pin: { type: 'pin1', state: 'locked', attemptsLeft: 3 } },
    })
    const from = story.events.length
    expect(await enter(story, CODE)).toMatchObject({ kind: 'enter-pin', pin: 'pin1', state: 'succeeded' })
    await story.pass(Seconds(5))
    expect(await story.modem()).toMatchObject({ state: 'registered', sim: { pin: { state: 'unlocked' } } })
    const types = story.types(from)
    expect(types.indexOf('request.started')).toBeLessThan(types.indexOf('sim.changed'))
    expect(types.indexOf('sim.changed')).toBeLessThan(types.indexOf('request.ended'))
    expect((await story.connect()).state).toBe('succeeded')
  })

  test('tells the attempts that are left, first as its state, then in the cause', async () => {
    await using story = await locked()
    const from = story.events.length
    const request = await enter(story, '0000')
    expect(request).toMatchObject({
      state: 'failed',
      cause: { code: 'pin_failed', attemptsLeft: 2, status: { protocol: 'mbim', value: 2 } },
    })
    const told = story.events
      .slice(from)
      .flatMap((event) => (event.type === 'sim.changed' ? [event.data] : []))
    expect(told.at(-1)).toMatchObject({ state: 'locked', pin: { type: 'pin1', attemptsLeft: 2 } })
    expect(story.types(from).at(-1)).toBe('request.ended')
  })

  test.each([
    ['too short', '123', /4 to 8 characters/],
    ['too long', '123456789', /4 to 8 characters/],
    ['not of digits', '12a4', /digits/],
    ['empty', '', /4 to 8 characters/],
  ])('is not asked about a PIN that is %s: no attempt is spent', async (_what, code, message) => {
    await using story = await locked()
    const from = story.events.length
    const refused = story.service.enterPin({ modem: 'modem0', code })
    await expect(refused).rejects.toMatchObject({ code: 'invalid_argument' })
    await expect(refused).rejects.toThrow(message)
    expect(story.types(from)).toEqual([])
    expect((await enter(story, '0000')).cause?.attemptsLeft).toBe(2)
  })

  test('wants its PUK after the last attempt, and takes a new PIN with it', async () => {
    await using story = await locked()
    await enter(story, '0000')
    await enter(story, '0000')
    expect((await enter(story, '0000')).cause).toMatchObject({ code: 'pin_failed', attemptsLeft: 0 })
    expect((await story.modem()).sim?.pin).toEqual({ type: 'puk1', state: 'locked', attemptsLeft: 10 })
    expect((await unblock(story, '00000000')).cause).toMatchObject({ code: 'pin_failed', attemptsLeft: 9 })
    expect((await unblock(story, PUK)).state).toBe('succeeded')
    await story.pass(Seconds(5))
    expect((await story.modem()).state).toBe('registered')
  })

  test('is dead once its PUK is spent, and refuses everything from then on', async () => {
    await using story = await locked()
    for (let attempt = 0; attempt < 3; attempt++) await enter(story, '0000')
    for (let attempt = 0; attempt < 9; attempt++) await unblock(story, '00000000')
    expect((await unblock(story, '00000000')).cause).toMatchObject({ code: 'pin_failed', attemptsLeft: 0 })
    expect(await story.modem()).toMatchObject({ state: 'failed', sim: { state: 'bad' } })
    expect((await unblock(story, PUK)).cause?.code).toBe('bad_sim')
    expect((await enter(story, CODE)).cause?.code).toBe('bad_sim')
  })

  test('says itself which PIN it awaits', async () => {
    await using story = await locked()
    expect(await ended(story, story.service.askPin({ modem: 'modem0' }))).toMatchObject({
      state: 'succeeded',
      pinStatus: { type: 'pin1', state: 'locked', attemptsLeft: 3 },
    })
  })

  test('takes one operation at a time', async () => {
    await using story = await locked()
    const first = story.service.enterPin({ modem: 'modem0', code: CODE })
    await expect(story.service.enterPin({ modem: 'modem0', code: CODE })).rejects.toMatchObject({
      code: 'busy',
    })
    expect((await ended(story, first)).state).toBe('succeeded')
  })
})

describe('the PIN of a SIM that is open', () => {
  test('is listed, enabled, changed and disabled', async () => {
    await using story = await Story.begin()
    const modem = 'modem0'
    const isEnabled = async (): Promise<boolean | undefined> =>
      (await story.modem()).sim?.pins?.find(({ type }) => type === 'pin1')?.enabled
    const { service } = story
    expect((await story.modem()).sim?.pins).toContainEqual({
      type: 'pin1',
      enabled: false,
      format: 'numeric',
      minLength: 4,
      maxLength: 8,
    })
    const changed = service.changePin({ modem, code: CODE, newCode: '4321' })
    expect((await ended(story, changed)).cause).toMatchObject({
      code: 'invalid_state',
      status: { name: 'pin-disabled' },
    })
    expect((await ended(story, service.enablePin({ modem, code: CODE }))).state).toBe('succeeded')
    expect(await isEnabled()).toBe(true)
    const again = service.changePin({ modem, code: CODE, newCode: '4321' })
    expect((await ended(story, again)).state).toBe('succeeded')
    expect((await ended(story, service.disablePin({ modem, code: CODE }))).cause).toMatchObject({
      code: 'pin_failed',
      attemptsLeft: 2,
    })
    expect((await ended(story, service.disablePin({ modem, code: '4321' }))).state).toBe('succeeded')
    expect(await isEnabled()).toBe(false)
  })

  test('of a kind that the modem has not got is not supported, and it is not asked', async () => {
    await using story = await Story.begin()
    const asked = story.service.enterPin({ modem: 'modem0', pin: 'network-pin', code: CODE })
    expect((await ended(story, asked)).cause?.code).toBe('not_supported')
  })

  test('is not awaited: entering it fails without a wrong attempt', async () => {
    await using story = await Story.begin()
    const request = await enter(story, CODE)
    expect(request.cause).toMatchObject({ code: 'status' })
    expect(request.cause).not.toHaveProperty('attemptsLeft')
  })
})

test('no code is ever in an event, a request or a snapshot', async () => {
  await using story = await locked()
  await enter(story, '9753')
  await enter(story, CODE)
  await ended(story, story.service.changePin({ modem: 'modem0', code: CODE, newCode: '8642' }))
  const seen = JSON.stringify([
    story.events,
    await story.service.snapshot(),
    await Promise.all([1, 2, 3].map((request) => story.service.request({ request }))),
  ])
  for (const code of ['"9753"', `"${CODE}"`, '"8642"']) expect(seen).not.toContain(code)
})

test('an operation whose modem is pulled out ends with that', async () => {
  await using story = await locked()
  using _silent = silence(story)
  const { requestId } = await story.service.enterPin({ modem: 'modem0', code: CODE })
  story.virtual.unplug()
  expect((await story.end(requestId)).cause?.code).toBe('unplugged')
})

test('what was asked of a modem before the service was killed ends as unknown, and is not asked again', async () => {
  await using story = await locked()
  using _silent = silence(story)
  const { requestId } = await story.service.enterPin({ modem: 'modem0', code: '0000' })
  await story.killAndRestart()
  expect((await story.end(requestId)).cause?.code).toBe('service_restarted')
})
