/** Interfaces that are connected when the service ends, and are not there when it is started again. */
import { describe, expect, test } from 'vitest'
import { Milliseconds, Minutes, Seconds } from '../../src/base/index.ts'
import type { DialSettings, PartialDialSettings } from '../../src/core/index.ts'
import type { DialConfiguration } from '../../src/manager/index.ts'
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

test('of one that does not come back in a minute nothing is remembered', async () => {
  await using story = await withTemp()
  story.virtual.unplug()
  await story.killAndRestart()
  expect(notes(story)).toEqual(['temp'])
  await story.pass(Seconds(61))
  expect(notes(story)).toEqual([])
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
  expect(notes(story)).toEqual(['branch'])
  await story.pass(Seconds(61))
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
