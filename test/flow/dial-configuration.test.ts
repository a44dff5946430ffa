import { describe, expect, test } from 'vitest'
import { DialtoneError, Minutes, Seconds } from '../../src/base/index.ts'
import { HIDDEN, redacting } from '../../src/api/index.ts'
import { serialDialer, type PartialDialSettings } from '../../src/core/index.ts'
import type { DialConfiguration } from '../../src/manager/index.ts'
import { codeOf } from '../support/desk.ts'
import { BRANCH, DialStory } from '../support/dial-story.ts'

const centre: PartialDialSettings = {
  name: 'centre',
  dialer: { kind: 'modem', modems: [], profile: 'v4only' },
}

const PPP = serialDialer('/dev/ttyUSB0')
const SERIAL = { ...PPP.line, number: '*99#' }

/** A configuration file that a test changes. */
class File {
  interfaces: readonly PartialDialSettings[]

  constructor(...interfaces: readonly PartialDialSettings[]) {
    this.interfaces = interfaces
  }

  readonly read = async (): Promise<DialConfiguration> => ({
    file: '/etc/dialtone.toml',
    interfaces: this.interfaces,
    problems: [],
  })
}

describe('what runs and what is stored', () => {
  test('a change of what runs is gone after a restart', async () => {
    await using story = await DialStory.begin()
    await story.service.setDialInterface({
      dialInterface: 'branch',
      change: { priority: 7 },
      apply: 'running',
    })
    expect(await story.dial()).toMatchObject({ stored: false, settings: { priority: 7 } })
    await story.restart()
    expect(await story.dial()).toMatchObject({ stored: true, settings: { priority: 0 } })
  })

  test('a change of what is stored is there only after a restart', async () => {
    await using story = await DialStory.begin()
    await story.service.setDialInterface({
      dialInterface: 'branch',
      change: { priority: 7 },
      apply: 'stored',
    })
    expect(await story.dial()).toMatchObject({ stored: false, settings: { priority: 0 } })
    await story.restart()
    expect(await story.dial()).toMatchObject({ stored: true, settings: { priority: 7 } })
  })

  test('a change of both leaves what differs between them as it is', async () => {
    await using story = await DialStory.begin()
    await story.service.setDialInterface({
      dialInterface: 'branch',
      change: { priority: 7 },
      apply: 'running',
    })
    await story.set({ idleTimeout: Minutes(1) })
    expect(await story.dial()).toMatchObject({
      stored: false,
      settings: { priority: 7, idleTimeout: Minutes(1) },
    })
    await story.restart()
    expect(await story.dial()).toMatchObject({
      stored: true,
      settings: { priority: 0, idleTimeout: Minutes(1) },
    })
  })

  test('a change of both does not store what runs alone; it is stored as it is with its password', async () => {
    await using story = await DialStory.begin()
    const now: PartialDialSettings = { ...centre, name: 'now' }
    await story.service.addDialInterface({ settings: now, apply: 'running' })
    await story.set({ credentials: { userName: 'anna', password: 'hunter2' } }, 'now')
    expect(await story.dial('now')).toMatchObject({ stored: false, settings: { credentials: {} } })
    expect(await story.service.storedDialInterfaces()).toHaveLength(1)
    await story.service.addDialInterface({
      settings: { ...now, credentials: { userName: 'anna' } },
      apply: 'stored',
    })
    await story.restart()
    expect(await story.dial('now')).toMatchObject({
      stored: true,
      settings: { credentials: { userName: 'anna', hasPassword: true } },
    })
  })

  test('the idle limit of what is made persistent holds again when it is so no more', async () => {
    await using story = await DialStory.begin({ settings: { idleTimeout: Minutes(1) } })
    await story.set({ persistent: true })
    await story.pass(Minutes(5))
    expect([await story.state(), (await story.dial()).settings.idleTimeout]).toEqual([
      'connected',
      Minutes(1),
    ])
    await story.set({ persistent: false })
    await story.pass(Seconds(90))
    expect(await story.dial()).toMatchObject({ state: 'disconnected', lastError: { code: 'idle' } })
  })

  test('an interface of what runs alone is gone after a restart, and a stored one comes', async () => {
    await using story = await DialStory.begin()
    await story.service.addDialInterface({ settings: { ...centre, name: 'now' }, apply: 'running' })
    await story.service.addDialInterface({ settings: { ...centre, name: 'later' }, apply: 'stored' })
    const names = async (): Promise<string[]> =>
      (await story.service.dialInterfaces()).map(({ name }) => name)
    expect(await names()).toEqual(['branch', 'now'])
    await story.restart()
    expect(await names()).toEqual(['branch', 'later'])
  })

  test('names are told apart without regard to case, and one is there once', async () => {
    await using story = await DialStory.begin()
    expect(await codeOf(story.service.addDialInterface({ settings: { ...BRANCH, name: 'BRANCH' } }))).toBe(
      'already_exists',
    )
    expect((await story.dial('Branch')).name).toBe('branch')
  })

  test('what is connected cannot be removed; what is down can', async () => {
    await using story = await DialStory.begin()
    await story.connectInterface()
    expect(await codeOf(story.service.removeDialInterface({ dialInterface: 'branch' }))).toBe(
      'already_connected',
    )
    await story.disconnectInterface()
    const path = story.network.pathOf('branch')
    await story.service.removeDialInterface({ dialInterface: 'branch' })
    expect([await story.service.dialInterfaces(), path.state]).toEqual([[], 'gone'])
    expect(story.types().slice(-2)).toEqual(['dial.forgotten', 'dial.removed'])
  })

  test('settings that make no sense are refused with the interface and the key, and nothing changes', async () => {
    await using story = await DialStory.begin()
    const change = { routes: [{ destination: '10.0.0.1/8', metric: 0, dials: true }] }
    await expect(story.service.setDialInterface({ dialInterface: 'branch', change })).rejects.toMatchObject({
      code: 'invalid_argument',
      message: expect.stringContaining('"branch": routes[0].destination') as string,
    })
    expect((await story.dial()).settings.routes).toEqual(BRANCH.routes)
  })

  test('a password is nowhere to be seen, and stays with its user until it is replaced', async () => {
    await using story = await DialStory.begin({
      settings: { credentials: { userName: 'anna', password: 'hunter2' } },
    })
    await story.set({ credentials: { userName: 'anna', domain: 'head' } })
    const told = JSON.stringify([
      await story.service.snapshot(),
      story.events,
      await story.service.storedDialInterfaces(),
    ])
    expect(told).not.toContain('hunter2')
    expect((await story.dial()).settings.credentials).toEqual({
      userName: 'anna',
      domain: 'head',
      hasPassword: true,
    })
    await story.restart()
    expect((await story.dial()).settings.credentials?.hasPassword).toBe(true)
  })

  test('a password goes with its user name, unless it is to stay or another is given', async () => {
    await using story = await DialStory.begin({
      settings: { credentials: { userName: 'anna', password: 'hunter2' } },
    })
    const hasPassword = async () => (await story.dial()).settings.credentials?.hasPassword
    await story.set({ credentials: { userName: 'bert', keepPassword: true } })
    expect(await hasPassword()).toBe(true)
    await story.set({ credentials: { userName: 'carl' } })
    expect((await story.dial()).settings.credentials).toEqual({ userName: 'carl', hasPassword: false })
    await story.set({ credentials: { userName: 'dora', password: 'another' } })
    expect(await hasPassword()).toBe(true)
  })

  test('who may not see the user name changes the password and leaves the name as it is', async () => {
    await using story = await DialStory.begin({
      settings: { credentials: { userName: 'anna', password: 'old' } },
    })
    const blind = redacting(story.service)
    const { settings } = await blind.dialInterface({ dialInterface: 'branch' })
    const change = { credentials: { userName: settings.credentials?.userName ?? '', password: 'new' } }
    expect(change.credentials.userName).toBe(HIDDEN)
    await blind.setDialInterface({ dialInterface: 'branch', change })
    expect((await story.dial()).settings.credentials).toEqual({ userName: 'anna', hasPassword: true })
    await story.set({ credentials: null })
    expect(await codeOf(blind.setDialInterface({ dialInterface: 'branch', change }))).toBe('invalid_argument')
  })

  test('what is stored with a password that cannot be read is in nobody else’s way, and can be removed and added', async () => {
    await using story = await DialStory.begin()
    await story.service.addDialInterface({ settings: centre, apply: 'stored' })
    const { dial } = story.store
    const get = dial.get.bind(dial)
    // As one of a backup without its key is.
    dial.get = (name) => {
      if (name === centre.name) throw new DialtoneError('storage_failed', 'sealed with another key')
      return get(name)
    }
    await story.restart()
    expect((await story.service.dialInterfaces()).map(({ name }) => name)).toEqual(['branch'])
    const add = () => story.service.addDialInterface({ settings: centre })
    expect(await codeOf(add())).toBe('already_exists')
    await story.set({ priority: 7 })
    await story.service.removeDialInterface({ dialInterface: 'centre', apply: 'stored' })
    dial.get = get
    await add()
    await story.restart()
    expect(await story.dial('centre')).toMatchObject({ stored: true })
    expect((await story.dial()).settings.priority).toBe(7)
  })

  test('what a line is told may hold a PIN: who may not see it changes the number and leaves it as it is', async () => {
    await using story = await DialStory.begin()
    const secret = 'AT+CPIN="4711"'
    const line = { ...SERIAL, init: [secret, 'ATX3'] }
    await story.service.addDialInterface({ settings: { name: 'line', dialer: { ...PPP, line } } })
    const blind = redacting(story.service)
    const { dialer } = await blind.dialSettings({ dialInterface: 'line' })
    expect(dialer).toMatchObject({ line: { init: [HIDDEN, HIDDEN] } })
    const seen = [
      await blind.dialInterfaces(),
      await blind.storedDialInterfaces(),
      await blind.snapshot(),
      await blind.pollEvents({ since: '0', type: ['dial.*'] }),
      await blind.why({ name: 'line' }),
    ]
    expect(JSON.stringify(seen)).toContain('"line"')
    expect(JSON.stringify(seen)).not.toContain('4711')

    const change = { dialer: { ...PPP, line: { ...line, number: '*98#', init: [HIDDEN, 'ATX4', HIDDEN] } } }
    const set = blind.setDialInterface({ dialInterface: 'line', change })
    await expect(set).rejects.toThrow(/has to be an AT command/)
    change.dialer.line.init.pop()
    await blind.setDialInterface({ dialInterface: 'line', change })
    expect((await story.dial('line')).settings.dialer).toMatchObject({
      line: { number: '*98#', init: [secret, 'ATX4'] },
    })
  })

  test('settings that are only stored are checked as those that run', async () => {
    await using story = await DialStory.begin()
    const settings = { ...centre, priority: -1 }
    expect(await codeOf(story.service.addDialInterface({ settings, apply: 'stored' }))).toBe(
      'invalid_argument',
    )
    expect(await story.service.storedDialInterfaces()).toHaveLength(1)
  })

  test('a change of what is connected touches only what differs', async () => {
    await using story = await DialStory.begin()
    await story.connectInterface()
    const path = story.network.pathOf('branch')
    await story.set({ priority: 3 })
    expect([await story.state(), path.told.at(-1), path.settings.priority]).toEqual([
      'connected',
      'change',
      3,
    ])
    await story.set({ dialer: { kind: 'modem', modems: [], profile: 'v4only' } })
    expect((await story.connection()).profile).toBe('internet')
    await story.disconnectInterface()
    await story.pass(Seconds(5))
    await story.connectInterface()
    expect((await story.connection()).profile).toBe('v4only')
  })
})

describe('the configuration file', () => {
  test('is read at the start; only what differs in it is touched when it is read again', async () => {
    const file = new File(centre, { ...centre, name: 'old' })
    await using story = await DialStory.begin({ configuration: file.read })
    await story.connectInterface()
    expect(await story.dial('centre')).toMatchObject({ file: '/etc/dialtone.toml', stored: true })
    file.interfaces = [
      { ...centre, priority: 4 },
      { ...centre, name: 'new' },
    ]
    const from = story.events.length
    const reloaded = await story.clock.resolve(story.service.reloadConfiguration())
    await story.settle()
    expect(reloaded).toEqual({
      file: '/etc/dialtone.toml',
      changed: ['centre', 'new', 'old'],
      settings: [],
      restart: [],
      problems: [],
      failed: [],
    })
    expect((await story.service.dialInterfaces()).map(({ name }) => name)).toEqual([
      'branch',
      'centre',
      'new',
    ])
    expect(await story.state('branch')).toBe('connected')
    const about = new Set(story.events.slice(from).map(({ dialInterface }) => dialInterface))
    expect(about).not.toContain((await story.dial('branch')).id)
    expect((await story.clock.resolve(story.service.reloadConfiguration())).changed).toEqual([])
  })

  test('an interface that leaves it while it is connected is hung up and goes', async () => {
    const file = new File(centre)
    await using story = await DialStory.begin({ configuration: file.read, settings: { enabled: false } })
    await story.connectInterface('centre')
    file.interfaces = []
    await story.clock.resolve(story.service.reloadConfiguration())
    await story.pass(Seconds(5))
    expect(await codeOf(story.dial('centre'))).toBe('not_found')
    expect((await story.connection()).state).toBe('deactivated')
  })

  test('is never written: what is defined there is changed there', async () => {
    await using story = await DialStory.begin({ configuration: new File(centre).read })
    const change = { priority: 9 }
    expect(await codeOf(story.service.setDialInterface({ dialInterface: 'centre', change }))).toBe(
      'invalid_state',
    )
    await story.service.setDialInterface({ dialInterface: 'centre', change, apply: 'running' })
    expect(await story.dial('centre')).toMatchObject({ stored: false, settings: { priority: 9 } })
  })

  test('an entry that makes no sense is told and leaves everything else as it is', async () => {
    const file = new File(centre, { ...centre, name: 'other', priority: 1 })
    await using story = await DialStory.begin({ configuration: file.read })
    file.interfaces = [
      { ...centre, priority: -1 },
      { ...centre, name: 'other', priority: 2 },
    ]
    const { changed, problems } = await story.clock.resolve(story.service.reloadConfiguration())
    expect([changed, problems]).toMatchObject([
      ['other'],
      [{ dialInterface: 'centre', message: expect.stringContaining('priority') as string }],
    ])
    expect((await story.dial('centre')).settings.priority).toBe(0)
  })

  test('there is nothing to read again without one', async () => {
    await using story = await DialStory.begin()
    expect(await codeOf(story.service.reloadConfiguration())).toBe('not_supported')
  })
})

describe('a service that was killed', () => {
  test('adopts the connection with its number and its time, and leaves its data path alone until then', async () => {
    await using story = await DialStory.begin()
    await story.connectInterface()
    const before = await story.dial()
    await story.pass(Minutes(2))
    const attempts = story.events.length
    await story.killAndRestart()
    await story.pass(Seconds(5))
    expect(story.network.adopted).toEqual(['branch'])
    expect(await story.dial()).toMatchObject({
      state: 'connected',
      connected: { number: before.connected?.number, since: before.connected?.since },
    })
    expect(story.network.pathOf('branch').told).toEqual(['open'])
    expect(story.events.slice(attempts).some((event) => event.type === 'request.started')).toBe(false)
  })

  test('ends what was pending, well where its connection came about', async () => {
    await using story = await DialStory.begin({
      settings: { dialer: { kind: 'modem', modems: [], profile: 'slow' } },
    })
    const { requestId } = await story.service.connectInterface({ dialInterface: 'branch' })
    await story.pass(Seconds(1))
    await story.killAndRestart()
    expect(await story.end(requestId)).toMatchObject({ kind: 'connect-interface' })
    expect((await story.service.snapshot()).requests).toEqual([])
  })

  test('numbers connections on', async () => {
    await using story = await DialStory.begin()
    await story.connectInterface()
    await story.disconnectInterface()
    await story.restart()
    await story.connectInterface()
    expect((await story.dial()).connected?.number).toBe(2)
  })
})
