/** Interfaces that are connected when the service ends, and are not there when it is started again. */
import { describe, expect, test } from 'vitest'
import { Milliseconds, Minutes, Seconds, silent, type Logger } from '../../src/base/index.ts'
import type { DialSettings, PartialDialSettings } from '../../src/core/index.ts'
import type { DialConfiguration } from '../../src/manager/index.ts'
import { Connect } from '../../src/mbim/index.ts'
import { codeOf } from '../support/desk.ts'
import { BRANCH, DialStory, type DialStoryOptions } from '../support/dial-story.ts'
import { lineStage, OFFICE } from '../support/line-story.ts'

const TEMP: PartialDialSettings = {
  name: 'temp',
  dialer: { kind: 'modem', modems: [], profile: 'internet' },
  routes: [{ destination: '10.40.0.0/16', metric: 0, dials: true }],
}

/** Has nothing to do with what `temp` dials. */
const OTHER: Partial<DialSettings> = {
  enabled: false,
  dialer: { kind: 'modem', modems: [], profile: 'company' },
}

/** With `temp`, which runs only and has been dialled by traffic; `branch` is there beside it. */
async function withTemp(options: DialStoryOptions = {}): Promise<DialStory> {
  const story = await DialStory.begin({ ...options, settings: { enabled: false, ...options.settings } })
  await story.service.addDialInterface({ settings: TEMP, apply: 'running' })
  await story.settle()
  story.network.pathOf('temp').traffic('10.40.0.9')
  await story.pass(Seconds(2))
  expect(await story.state('temp')).toBe('connected')
  return story
}

const notes = (story: DialStory): string[] =>
  [...story.store.notes('dial').entries()].flatMap(([, note]) =>
    typeof note === 'object' && note !== null && 'name' in note ? [String(note.name)] : [],
  )

describe.each(['restart', 'killAndRestart'] as const)('after %s', (again) => {
  test('what only ran leaves nothing: no data path, no connection, and it is forgotten', async () => {
    await using story = await withTemp()
    await story[again]()
    expect([await codeOf(story.dial('temp')), story.network.adopted]).toEqual(['not_found', []])
    await story.pass(Seconds(5))
    expect([(await story.connection()).state, notes(story)]).toEqual(['deactivated', []])
  })

  test('so does what was taken out of the configuration file meanwhile', async () => {
    let interfaces: readonly PartialDialSettings[] = [TEMP]
    const configuration = async (): Promise<DialConfiguration> => ({
      file: '/etc/dialtone.toml',
      interfaces,
      problems: [],
    })
    await using story = await DialStory.begin({ configuration, settings: { enabled: false } })
    await story.connectInterface('temp')
    interfaces = []
    await story[again]()
    expect(story.network.adopted).toEqual([])
    await story.pass(Seconds(5))
    expect([(await story.connection()).state, notes(story)]).toEqual(['deactivated', []])
  })

  test.each<[string, DialConfiguration]>([
    [
      'cannot be read',
      { file: '/f', interfaces: [], problems: [{ dialInterface: 'temp', message: 'line 1' }] },
    ],
    ['cannot run', { file: '/f', interfaces: [{ ...TEMP, idleTimeout: Milliseconds(0) }], problems: [] }],
  ])(
    'what the file has, and what %s as it is there, keeps its connection and its data path',
    async (_, wrong) => {
      let read: DialConfiguration = { file: '/f', interfaces: [TEMP], problems: [] }
      const configuration = async (): Promise<DialConfiguration> => read
      await using story = await DialStory.begin({ configuration, settings: OTHER })
      await story.connectInterface('temp')
      read = wrong
      await story[again]()
      await story.pass(Minutes(2))
      expect([await codeOf(story.dial('temp')), story.network.adopted]).toEqual(['not_found', ['temp']])
      expect((await story.connection()).state).toBe('activated')
      expect(notes(story)).toContain('temp')
      read = { file: '/f', interfaces: [TEMP], problems: [] }
      await story[again]()
      await story.pass(Seconds(5))
      expect([await story.state('temp'), story.network.adopted]).toEqual(['connected', ['temp']])
    },
  )

  test('what has another name now dials at once when that is hung up', async () => {
    let interfaces: readonly PartialDialSettings[] = [{ ...TEMP, persistent: true }]
    const configuration = async (): Promise<DialConfiguration> => ({ file: '/f', interfaces, problems: [] })
    await using story = await DialStory.begin({ configuration, settings: { enabled: false } })
    await story.pass(Seconds(5))
    expect(await story.state('temp')).toBe('connected')
    interfaces = [
      { ...TEMP, persistent: true, name: 'office', redial: { attempts: 0, interval: Seconds(1) } },
    ]
    await story[again]()
    await story.pass(Seconds(9))
    const { state, lastError } = await story.dial('office')
    expect([state, lastError, notes(story)]).toEqual(['connected', undefined, ['office']])
  })

  test('so does a link of pppd', async () => {
    using stage = lineStage()
    stage.host.play = (pppd) => pppd.up()
    await using story = await DialStory.begin(stage.options)
    await story.service.addDialInterface({ settings: OFFICE, apply: 'running' })
    await story.connectInterface('office')
    const pppd = stage.host.last
    await story[again]()
    await story.pass(Seconds(5))
    expect([pppd.signals, notes(story), story.network.adopted]).toEqual([['SIGTERM'], [], []])
  })
})

test('another interface with its profile does not take it for its own', async () => {
  await using story = await withTemp({ settings: { enabled: true } })
  const from = story.events.length
  await story.restart()
  await story.pass(Seconds(5))
  expect([await story.state(), (await story.connection()).state]).toEqual(['disconnected', 'deactivated'])
  const told = story.events
    .slice(from)
    .flatMap((event) => (event.type === 'dial.changed' ? [event.data] : []))
  expect(told.some(({ state }) => state === 'connected')).toBe(false)
})

test('a connection that somebody made by hand stays, and serves another', async () => {
  await using story = await DialStory.begin({ settings: { priority: 5 } })
  await story.service.addDialInterface({ settings: TEMP, apply: 'running' })
  await story.connect('internet')
  await story.settle()
  expect(await story.state('temp')).toBe('connected')
  await story.restart()
  await story.pass(Minutes(2))
  expect([await story.state(), notes(story)]).toEqual(['connected', ['branch']])
})

test('one that is made again before its modem is back waits for what it had', async () => {
  await using story = await withTemp()
  story.virtual.unplug()
  await story.killAndRestart()
  await story.service.addDialInterface({ settings: TEMP, apply: 'running' })
  await story.pass(Seconds(1))
  expect([notes(story), story.network.paths.has('temp')]).toEqual([['temp'], false])
  await story.pass(Minutes(1))
  expect([notes(story), story.network.pathOf('temp').told]).toEqual([[], ['withdraw']])
})

describe('whose modem is away', () => {
  /** With `temp`, whose modem the next life does not see until `shows` is called; its connection stays up. */
  async function away(): Promise<{ story: DialStory; shows: () => void }> {
    const held: { come?: () => void } = {}
    let lives = 0
    const arrive = (come: () => void): void => {
      if (++lives === 2) held.come = come
      else come()
    }
    const story = await withTemp({ arrive })
    await story.killAndRestart()
    await story.pass(Minutes(5))
    return { story, shows: () => held.come?.() }
  }

  test('is hung up when it is back with it, however late', async () => {
    const { story, shows } = await away()
    await using _ = story
    expect([story.virtual.inside.contexts.active.length, notes(story)]).toEqual([1, ['temp']])
    shows()
    await story.pass(Seconds(30))
    expect([story.virtual.inside.contexts.active.length, notes(story)]).toEqual([0, []])
  })

  test('and in the next life', async () => {
    const { story } = await away()
    await using _ = story
    await story.restart()
    await story.pass(Seconds(30))
    expect([story.virtual.inside.contexts.active.length, notes(story)]).toEqual([0, []])
  })

  test.each<[string, Partial<PartialDialSettings>]>([
    ['by itself', { persistent: true }],
    ['at the first packet', {}],
  ])('is forgotten when it is back without it, and another dials with it %s', async (_, settings) => {
    await using story = await withTemp()
    story.virtual.unplug()
    await story.killAndRestart()
    await story.pass(Minutes(5))
    expect(notes(story)).toEqual(['temp'])
    await story.add({
      ...BRANCH,
      ...settings,
      name: 'office',
      priority: 1,
      redial: { attempts: 0, interval: Seconds(1) },
    })
    story.virtual.plug()
    await story.pass(Seconds(10))
    if (settings.persistent !== true) story.network.pathOf('office').traffic('10.20.0.9')
    await story.pass(Seconds(5))
    expect([(await story.dial('office')).state, notes(story)]).toEqual(['connected', ['office']])
  })

  test('of one with another modem says nothing', async () => {
    await using story = await withTemp({ count: 2 })
    story.virtual.unplug()
    await story.killAndRestart()
    await story.pass(Minutes(5))
    expect(notes(story)).toEqual(['temp'])
  })
})

describe('whose modem refuses to hang up', () => {
  const refuse = (story: DialStory): Disposable =>
    story.virtual.behave({
      onCommand(command) {
        if (!command.is(Connect, 'set')) return false
        command.answer('failure')
        return true
      },
    })

  test('is hung up again and again, ever later, until it does; and why says so', async () => {
    const warnings: string[] = []
    const log: Logger = { ...silent, warn: (_, message) => warnings.push(message), child: () => log }
    await using story = await withTemp({ log })
    const refusing = refuse(story)
    await story.killAndRestart()
    await story.pass(Seconds(5))
    expect([(await story.connection()).state, notes(story)]).toEqual(['activated', ['temp']])
    const [why] = await story.service.why({ name: 'modem0' })
    const at = (why?.next?.at ?? 0) - story.clock.now()
    expect([why?.what, at > 0 && at < Seconds(10), why?.lastError?.code]).toEqual([
      'connection',
      true,
      'status',
    ])
    expect(why?.steps[0]?.facts).toContainEqual({
      name: 'Left by',
      value: 'temp, a dial interface that is not there any more',
    })
    await story.pass(Minutes(2))
    expect(warnings.filter((message) => message.includes('hung up'))).toEqual(
      ['10 s', '20 s', '40 s', '1 min 20 s'].map(
        (wait) => `its connection could not be hung up; that is tried again in ${wait}`,
      ),
    )
    refusing[Symbol.dispose]()
    await story.pass(Seconds(80))
    expect([(await story.connection()).state, notes(story)]).toEqual(['deactivated', []])
    expect((await story.service.why({ name: 'modem0' }))[0]?.next).toBeUndefined()
  })

  test('is let be once somebody has hung it up, or its interface is there again', async () => {
    await using story = await withTemp()
    const refusing = refuse(story)
    await story.killAndRestart()
    await story.pass(Seconds(5))
    await story.service.addDialInterface({ settings: TEMP, apply: 'running' })
    await story.pass(Minutes(2))
    expect(await story.state('temp')).toBe('connected')
    await story.restart()
    await story.pass(Seconds(5))
    refusing[Symbol.dispose]()
    await story.disconnect()
    await story.settle()
    expect(notes(story)).toEqual([])
    await story.connect()
    await story.pass(Minutes(2))
    expect((await story.connection()).state).toBe('activated')
  })

  test('waits when its modem goes meanwhile, and leaves nothing to do once that is back without it', async () => {
    await using story = await withTemp()
    refuse(story)
    await story.killAndRestart()
    await story.pass(Seconds(5))
    story.virtual.unplug()
    await story.pass(Minutes(5))
    expect(notes(story)).toEqual(['temp'])
    story.virtual.plug()
    await story.pass(Minutes(1))
    expect(notes(story)).toEqual([])
  })
})

test('one that is removed before its modem is back is hung up once that is there', async () => {
  await using story = await DialStory.begin()
  await story.connectInterface()
  story.virtual.unplug()
  await story.killAndRestart()
  expect([story.network.adopted, story.network.paths.has('branch')]).toEqual([['branch'], false])
  await story.clock.resolve(story.service.removeDialInterface({ dialInterface: 'branch' }))
  // What the earlier life has left of it was taken over, to be taken away.
  const path = story.network.pathOf('branch')
  expect([path.settings.routes, path.told, path.state]).toEqual([[], ['withdraw'], 'gone'])
  await story.pass(Seconds(61))
  expect(notes(story)).toEqual(['branch'])
  story.virtual.plug()
  await story.pass(Seconds(30))
  expect(notes(story)).toEqual([])
})

test('what was configured while nothing was connected is seen to as well', async () => {
  await using story = await DialStory.begin({ settings: { enabled: false } })
  await story.service.addDialInterface({ settings: { ...BRANCH, ...TEMP }, apply: 'running' })
  await story.settle()
  expect(story.network.pathOf('temp').state).toBe('holding')
  await story.service.removeDialInterface({ dialInterface: 'branch', apply: 'stored' })
  await story.killAndRestart()
  expect([await story.service.dialInterfaces(), story.network.starts]).toEqual([[], 1])
  await story.restart()
  expect(story.network.starts).toBe(0)
})
