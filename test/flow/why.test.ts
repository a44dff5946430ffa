/** Why something is as it is, of real states of a virtual modem. */
import { describe, expect, test } from 'vitest'
import { Seconds } from '../../src/base/index.ts'
import { createConnectionManager } from '../../src/api/index.ts'
import type { Explanation } from '../../src/core/index.ts'
import { codeOf } from '../support/desk.ts'
import { DialStory } from '../support/dial-story.ts'

const LOCKED = { modem: { sim: { pin1: { enabled: true } } } } as const
const IMEI = /\b\d{14,16}\b/

async function whyOf(story: DialStory, what: Explanation['what'], name: string): Promise<Explanation> {
  const found = await story.service.why({ name })
  const one = found.find((explanation) => explanation.what === what)
  if (one === undefined) throw new Error(`nothing explains ${name}`)
  return one
}

const chain = ({ steps }: Explanation): string[] =>
  steps.map(({ part, state, standing }) => `${part} ${state} ${standing}`)

describe('a connection', () => {
  test('says that it waits for a SIM that awaits its PIN, and what to type', async () => {
    await using story = await DialStory.begin(LOCKED)
    const one = await whyOf(story, 'connection', 'modem0')
    expect(one.summary).toBe(
      'modem0 is deactivated: nobody has asked for a connection, and none could be activated now, because the modem is not registered with any network, because the SIM is locked: its PIN (PIN1) is required; 3 attempts left',
    )
    expect(chain(one)).toEqual([
      'connection deactivated blocked',
      'packet-service detached well',
      'registration deregistered blocked',
      'sim locked blocked',
      'radio on well',
      'modem ready well',
    ])
    expect(one.remedies).toEqual([{ text: 'Enter the PIN1', command: 'dialtone sim unlock modem0' }])
    expect(one.steps.find(({ part }) => part === 'sim')?.facts).toContainEqual({
      name: 'Attempts left',
      value: '3',
    })
    expect(JSON.stringify(one)).not.toContain((await story.modem()).sim?.iccid ?? 'no ICCID')
    expect(JSON.stringify(one)).not.toMatch(IMEI)
  })

  test('was refused by the network: with its cause, and what that asks for', async () => {
    await using story = await DialStory.begin()
    await story.connect('unsubscribed')
    const one = await whyOf(story, 'connection', 'modem0')
    expect(one).toMatchObject({
      standing: 'blocked',
      lastError: { code: 'connect_failed', network: { value: 33 } },
    })
    expect(one.remedies.at(0)?.text).toMatch(/^Ask the operator/)
    expect(one.remedies.at(-1)).toEqual({
      text: 'Connect it again',
      command: 'dialtone connect --modem modem0',
    })
  })

  test('is up since it came up, and down since it was disconnected, by whom', async () => {
    await using story = await DialStory.begin()
    await story.connect('internet')
    expect((await whyOf(story, 'connection', 'modem0')).standing).toBe('well')
    await story.pass(Seconds(60))
    await story.disconnect()
    const now = story.clock.now()
    const one = await whyOf(story, 'connection', 'modem0')
    expect(one).toMatchObject({
      standing: 'held',
      since: now,
      summary: 'modem0 is deactivated: disconnected by process',
    })
    expect(one.lastError).toBeUndefined()
  })
})

describe('a modem', () => {
  test('has the time at which each of its parts came into its state', async () => {
    await using story = await DialStory.begin()
    await story.pass(Seconds(30))
    const before = await whyOf(story, 'modem', 'modem0')
    story.virtual.hardwareRadio('off')
    await story.pass(Seconds(2))
    const one = await whyOf(story, 'modem', 'modem0')
    expect([before.state, before.standing]).toEqual(['registered', 'well'])
    expect(one).toMatchObject({
      state: 'disabled',
      standing: 'blocked',
      summary: 'modem0 is disabled: the radio is off by the hardware switch',
    })
    const sinceOf = (part: string): number | undefined => one.steps.find((step) => step.part === part)?.since
    expect(story.clock.now() - (sinceOf('radio') ?? 0)).toBeLessThanOrEqual(2000)
    expect(story.clock.now() - (sinceOf('sim') ?? 0)).toBeGreaterThan(30_000)
  })

  test('that is denied says by what cause of the network', async () => {
    await using story = await DialStory.begin()
    story.virtual.deny(11)
    await story.pass(Seconds(5))
    const one = await whyOf(story, 'modem', 'modem0')
    expect(one.standing).toBe('blocked')
    expect(one.steps.find(({ part }) => part === 'registration')?.cause?.network?.value).toBe(11)
    expect(one.remedies[0]?.text).toBe('Choose another network: this one does not serve this SIM')
  })

  test('that does not answer any more is explained by that alone', async () => {
    await using story = await DialStory.begin()
    story.virtual.wedge('until-restart')
    const asked = story.service.setRadio({ modem: 'modem0', software: 'off' })
    await story.clock.resolve(asked)
    await story.pass(Seconds(120))
    const one = await whyOf(story, 'modem', 'modem0')
    expect(one.steps.map(({ part }) => part)).toEqual(['modem'])
    expect(one.remedies.length).toBe(1)
  })
})

describe('a dial interface', () => {
  test('leads down to the SIM of its modem', async () => {
    await using story = await DialStory.begin(LOCKED)
    const one = await whyOf(story, 'dial-interface', 'BRANCH')
    expect(one.summary).toBe(
      'branch is unreachable: nothing that it could dial with can connect now, because modem0 cannot be connected, because the modem is not registered with any network, because the SIM is locked: its PIN (PIN1) is required; 3 attempts left',
    )
    expect(one.unreachability).toEqual(['no-media-sense'])
    expect(one.remedies[0]).toEqual({ text: 'Enter the PIN1', command: 'dialtone sim unlock modem0' })
  })

  test('that was disconnected by hand has no error: it was wanted so', async () => {
    await using story = await DialStory.begin()
    await story.connectInterface()
    await story.disconnectInterface()
    const one = await whyOf(story, 'dial-interface', 'branch')
    expect(one).toMatchObject({ state: 'disconnected', standing: 'held' })
    expect(one.lastError).toBeUndefined()
    expect(one.steps[0]?.facts).toContainEqual({ name: 'Ended', value: 'branch was disconnected by process' })
  })

  test('that waits for its next attempt says when that is, and how to try at once', async () => {
    await using story = await DialStory.begin({
      settings: { dialer: { kind: 'modem', modems: [], profile: 'unsubscribed' } },
    })
    await story.connectInterface()
    await story.settle()
    const one = await whyOf(story, 'dial-interface', 'branch')
    expect(one).toMatchObject({
      state: 'unreachable',
      standing: 'blocked',
      unreachability: ['connection-failure'],
      lastError: { network: { value: 33 } },
      next: { text: 'traffic may dial it again' },
    })
    expect(one.next?.at).toBeGreaterThan(story.clock.now())
    expect(one.remedies).toContainEqual({
      text: 'Try again at once',
      command: 'dialtone dial connect branch',
    })
  })

  test('of which one modem is out of order is explained by the one that works', async () => {
    await using story = await DialStory.begin({ count: 2 })
    story.virtual.removeSim()
    await story.pass(Seconds(5))
    const one = await whyOf(story, 'dial-interface', 'branch')
    expect(one.standing).toBe('held')
    expect(one.steps.find(({ part }) => part === 'connection')?.name).toBe('modem1')
  })

  test('has no modem: then there is nothing below it', async () => {
    await using story = await DialStory.begin({
      settings: { dialer: { kind: 'modem', modems: ['modem7'], profile: 'internet' } },
    })
    const one = await whyOf(story, 'dial-interface', 'branch')
    expect(chain(one)).toEqual(['dial-interface unreachable blocked', 'data-path withdrawn held'])
    expect(one.remedies.map(({ command }) => command)).toEqual([
      undefined,
      'dialtone dial set branch --modem MODEM',
    ])
  })
})

test('what needs attention is what is blocked, the outermost first', async () => {
  await using story = await DialStory.begin(LOCKED)
  expect((await story.service.attention()).map(({ what, name }) => `${what} ${name}`)).toEqual([
    'dial-interface branch',
    'connection modem0',
    'modem modem0',
  ])
  await using well = await DialStory.begin()
  expect(await well.service.attention()).toEqual([])
})

test('who is not there is not explained, and a session without a connection says why', async () => {
  await using story = await DialStory.begin()
  const message = async (name: string): Promise<string> =>
    story.service.why({ name }).then(
      () => 'found',
      (thrown: unknown) => (thrown instanceof Error ? thrown.message : ''),
    )
  expect(await codeOf(story.service.why({ name: 'modem9' }))).toBe('not_found')
  expect(await message('modem9')).toContain('there are branch, modem0')
  expect(await message('modem0/3')).toContain('nobody has asked for it')
})

test('live objects explain themselves, by id, until they are gone', async () => {
  await using story = await DialStory.begin()
  const { clock } = story
  await using manager = createConnectionManager(story.service, { clock })
  const modem = await clock.resolve(manager.modem('modem0'))
  const connection = await clock.resolve(manager.connection('modem0'))
  expect([(await modem.why()).what, (await connection.why()).what]).toEqual(['modem', 'connection'])
  expect((await manager.why('modem0')).map(({ what }) => what)).toEqual(['connection', 'modem'])
  expect(await manager.attention()).toEqual([])
  story.virtual.unplug()
  await story.pass(Seconds(5))
  expect(await codeOf(modem.why())).toBe('not_found')
})
