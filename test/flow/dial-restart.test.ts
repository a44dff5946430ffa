/** Interfaces that are connected when the service ends, and are to dial otherwise when it is started again. */
import { describe, expect, test } from 'vitest'
import { Minutes, Seconds } from '../../src/base/index.ts'
import type { DialSettings, ModemDialerSettings, PartialDialSettings } from '../../src/core/index.ts'
import type { DialConfiguration } from '../../src/manager/index.ts'
import { DialStory, type DialStoryOptions } from '../support/dial-story.ts'
import { LINE, LINE_SETTINGS, lineDialer, lineStage, OFFICE } from '../support/line-story.ts'

const dialer: ModemDialerSettings = { kind: 'modem', modems: [], profile: 'internet' }

const TEMP: PartialDialSettings = {
  name: 'temp',
  dialer,
  routes: [{ destination: '10.40.0.0/16', metric: 0, dials: true }],
}

/** A service whose configuration file has one interface, connected, and what puts another in its place. */
async function connected(
  settings: PartialDialSettings,
  options: DialStoryOptions = {},
): Promise<{ story: DialStory; write: (change: Partial<DialSettings>) => void }> {
  let interfaces = [settings]
  const configuration = async (): Promise<DialConfiguration> => ({ file: '/f', interfaces, problems: [] })
  const story = await DialStory.begin({ ...options, configuration, settings: { enabled: false } })
  await story.connectInterface(settings.name)
  const write = (change: Partial<DialSettings>): void => {
    interfaces = [{ ...settings, ...change }]
  }
  return { story, write }
}

describe.each(['reloadConfiguration', 'restart', 'killAndRestart'] as const)('after %s', (again) => {
  const take = async (story: DialStory): Promise<void> => {
    await (again === 'reloadConfiguration'
      ? story.clock.resolve(story.service.reloadConfiguration())
      : story[again]())
    await story.pass(Seconds(5))
  }

  test('one with another profile keeps its connection, and dials with that profile the next time', async () => {
    const { story, write } = await connected(TEMP)
    await using _ = story
    const before = await story.dial('temp')
    write({ dialer: { ...dialer, profile: 'v4only' } })
    await take(story)
    expect(await story.dial('temp')).toMatchObject({
      state: 'connected',
      settings: { dialer: { profile: 'v4only' } },
      connected: { number: before.connected?.number, since: before.connected?.since },
    })
    expect([(await story.connection()).profile, story.network.pathOf('temp').state]).toEqual([
      'internet',
      'open',
    ])
    await story.disconnectInterface('temp')
    expect(await story.state('temp')).toBe('disconnected')
    await story.connectInterface('temp')
    expect([await story.state('temp'), (await story.connection()).profile]).toEqual(['connected', 'v4only'])
  })

  test('and so again after the next start, and once the network has ended it', async () => {
    const { story, write } = await connected(TEMP)
    await using _ = story
    write({ dialer: { ...dialer, profile: 'v4only' }, persistent: true, idleTimeout: 'never' })
    await take(story)
    await story.killAndRestart()
    await story.pass(Minutes(2))
    expect([await story.state('temp'), (await story.connection()).profile]).toEqual(['connected', 'internet'])
    story.virtual.networkDisconnect()
    await story.pass(Seconds(5))
    expect([await story.state('temp'), (await story.connection()).profile]).toEqual(['connected', 'v4only'])
  })

  test('one with another modem keeps its connection until that ends', async () => {
    const { story, write } = await connected(TEMP)
    await using _ = story
    write({ dialer: { ...dialer, modems: ['modem7'] } })
    await take(story)
    expect(await story.state('temp')).toBe('connected')
    await story.disconnectInterface('temp')
    await story.pass(Seconds(5))
    expect(await story.dial('temp')).toMatchObject({ state: 'unreachable', unreachability: ['no-device'] })
  })

  test('one with other credentials keeps its connection', async () => {
    const { story, write } = await connected(TEMP)
    await using _ = story
    write({ credentials: { userName: 'anna', password: 'secret' } })
    await take(story)
    expect(await story.dial('temp')).toMatchObject({
      state: 'connected',
      settings: { credentials: { userName: 'anna' } },
    })
  })

  test('one with another line keeps the link of the line that it had', async () => {
    using stage = lineStage()
    stage.host.play = (pppd) => pppd.up()
    const { story, write } = await connected(OFFICE, stage.options)
    await using _ = story
    write({ dialer: { ...lineDialer, line: { ...LINE_SETTINGS, device: '/dev/ttyUSB7' } } })
    await take(story)
    expect(await story.dial('office')).toMatchObject({ state: 'connected', connected: { port: LINE } })
    expect(stage.host.last.signals).toEqual([])
    await story.disconnectInterface('office')
    await story.connectInterface('office')
    expect((await story.dial('office')).connected?.port).toBe('/dev/ttyUSB7')
  })
})

test('where its connection has ended meanwhile, it dials with what it has now', async () => {
  const { story, write } = await connected(TEMP)
  await using _ = story
  write({ dialer: { ...dialer, profile: 'v4only' } })
  await story.restart(() => void story.virtual.networkDisconnect())
  await story.pass(Seconds(5))
  expect(await story.state('temp')).toBe('disconnected')
  story.network.pathOf('temp').traffic('10.40.0.9')
  await story.pass(Seconds(2))
  expect([await story.state('temp'), (await story.connection()).profile]).toEqual(['connected', 'v4only'])
})

test('where its line has come down meanwhile, a persistent one dials another line at once', async () => {
  using stage = lineStage()
  stage.host.play = (pppd) => pppd.up()
  const { story, write } = await connected(OFFICE, stage.options)
  await using _ = story
  write({
    dialer: { ...lineDialer, line: { ...LINE_SETTINGS, device: '/dev/ttyUSB7' } },
    persistent: true,
    idleTimeout: 'never',
  })
  await story.restart(() => stage.host.last.exit({ status: 0 }))
  await story.pass(Seconds(2))
  expect((await story.dial('office')).connected?.port).toBe('/dev/ttyUSB7')
})
