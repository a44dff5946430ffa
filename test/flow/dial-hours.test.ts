/** Dial-out hours, as traffic, a hand and persistence meet them. */
import { describe, expect, test } from 'vitest'
import { Milliseconds, Minutes, Seconds } from '../../src/base/index.ts'
import { formatDialOutHours, parseDialOutHours } from '../../src/core/index.ts'
import { DialStory } from '../support/dial-story.ts'

describe('dial-out hours', () => {
  // The clock of stories begins on Thursday, 2026-01-01 00:00 UTC.
  const dialOutHours = parseDialOutHours(['4 01:00-02:00'], 'UTC')

  test('refuse traffic, let a hand connect, and open and shut with the clock', async () => {
    await using story = await DialStory.begin({ settings: { dialOutHours } })
    const path = story.network.pathOf('branch')
    expect(await story.dial()).toMatchObject({ state: 'unreachable', unreachability: ['dial-out-hours'] })
    expect((await story.dial()).hoursBegin).toBe(Date.UTC(2026, 0, 1, 1))
    expect(path.state).toBe('withdrawn')
    expect((await story.connectInterface()).state).toBe('succeeded')
    await story.disconnectInterface()
    await story.pass(Minutes(60))
    expect([await story.state(), path.state]).toEqual(['disconnected', 'holding'])
    await story.pass(Minutes(60))
    expect([await story.state(), path.state]).toEqual(['unreachable', 'withdrawn'])
    expect(formatDialOutHours(dialOutHours)).toEqual(['4 01:00-02:00'])
  })

  test('are told with an interface that comes, and not as a change before it is there', async () => {
    await using story = await DialStory.begin({ settings: { dialOutHours } })
    const [first] = story.events.filter(({ type }) => type === 'dial.arrived' || type === 'dial.changed')
    expect(first).toMatchObject({
      type: 'dial.arrived',
      data: { unreachability: ['dial-out-hours', 'no-device'] },
    })
  })

  test('let no redial out once they have shut, and say so as the last error, until they open', async () => {
    await using story = await DialStory.begin({
      settings: {
        dialOutHours: parseDialOutHours(['4 00:00-01:00 02:00-03:00'], 'UTC'),
        dialer: { kind: 'modem', modems: [], profile: 'unsubscribed' },
        redial: { attempts: 10, interval: Seconds(30) },
      },
    })
    const path = story.network.pathOf('branch')
    await story.clock.advance(Milliseconds(Date.UTC(2026, 0, 1, 0, 59, 55) - story.clock.now()))
    path.traffic()
    await story.pass(Seconds(2))
    expect(await story.dial()).toMatchObject({ state: 'connecting', reason: { code: 'redialling' } })
    const from = story.events.length
    await story.pass(Minutes(30))
    expect(await story.dial()).toMatchObject({
      state: 'unreachable',
      reason: { code: 'dial-out-hours' },
      unreachability: ['dial-out-hours'],
      lastError: { code: 'dial_out_hours' },
      hoursBegin: Date.UTC(2026, 0, 1, 2),
      since: Date.UTC(2026, 0, 1, 1),
      dataPath: { state: 'withdrawn' },
    })
    expect(story.events.slice(from).filter(({ type }) => type === 'request.started')).toEqual([])
    await story.pass(Minutes(31))
    expect([await story.state(), path.state]).toEqual(['disconnected', 'holding'])
    path.traffic()
    await story.settle()
    expect(await story.state()).toBe('connecting')
  })

  test('keep a persistent interface down until they open, and say so as its last error', async () => {
    await using story = await DialStory.begin({
      settings: { dialOutHours, persistent: true, idleTimeout: 'never' },
    })
    expect(await story.dial()).toMatchObject({
      state: 'unreachable',
      unreachability: ['dial-out-hours'],
      lastError: { code: 'dial_out_hours' },
    })
    await story.pass(Minutes(60))
    expect(await story.state()).toBe('connected')
    expect((await story.dial()).lastError).toBeUndefined()
  })

  test('do not end a connection', async () => {
    await using story = await DialStory.begin({ settings: { dialOutHours, idleTimeout: 'never' } })
    await story.connectInterface()
    await story.pass(Minutes(180))
    expect(await story.state()).toBe('connected')
  })
})
