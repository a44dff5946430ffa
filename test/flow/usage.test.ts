/** What connections transferred: counted while they are up, kept by the minute, told by span. */
import { expect, test } from 'vitest'
import { Hours, Minutes, Seconds } from '../../src/base/index.ts'
import { codeOf } from '../support/desk.ts'
import { Story } from '../support/story.ts'

const RATE = { in: 1000, out: 100 }

async function acquire(story: Story): Promise<void> {
  const { requestId } = await story.clock.resolve(
    story.service.acquire({ modem: 'modem0', profile: 'v4only' }),
  )
  await story.end(requestId)
}

const ofModem = async (story: Story): Promise<number> =>
  (await story.service.modemUsage({ modem: 'modem0' })).total.received

const ofConnection = async (story: Story, connection = 'modem0'): Promise<number> =>
  (await story.service.connectionUsage({ connection })).total.received

test('counts what a connection transfers while it is up, to its last byte', async () => {
  await using story = await Story.begin({ modem: { timing: 'instant' } })
  story.virtual.inside.statistics.simulate(RATE)
  await story.connect()
  await story.pass(Seconds(45))
  await story.disconnect()
  await story.pass(Minutes(5))
  const { total } = await story.service.connectionUsage({ connection: 'modem0' })
  expect(total).toEqual({
    received: 45_000,
    sent: 4500,
    connected: 45_000,
    roaming: { received: 0, sent: 0, connected: 0 },
  })
  expect((await story.service.modemUsage({ modem: 'modem0' })).total).toEqual(total)
})

test('tells it by the minute, the hour and the day', async () => {
  await using story = await Story.begin({ modem: { timing: 'instant' } })
  story.virtual.inside.statistics.simulate(RATE)
  await story.connect()
  await story.pass(Hours(2))
  const spans = async (granularity: 'minute' | 'hour' | 'day' | 'total'): Promise<number[]> =>
    (await story.service.modemUsage({ modem: 'modem0', granularity })).spans.map(({ received }) => received)
  const minutes = await spans('minute')
  expect(minutes.length).toBeGreaterThan(118)
  expect(Math.max(...minutes)).toBe(60_000)
  expect((await spans('hour')).length).toBeGreaterThanOrEqual(2)
  expect(await spans('total')).toEqual([await ofModem(story)])
  const now = story.clock.now()
  const lately = { modem: 'modem0', from: now - Minutes(10), to: now }
  expect((await story.service.modemUsage(lately)).total.received).toBeLessThanOrEqual(660_000)
  expect(await codeOf(story.service.modemUsage({ modem: 'modem0', from: 2, to: 1 }))).toBe('invalid_argument')
})

test('tells what was abroad', async () => {
  await using story = await Story.begin({ modem: { timing: 'instant' } })
  story.virtual.inside.statistics.simulate(RATE)
  await story.connect()
  await story.pass(Seconds(30))
  await story.disconnect()
  story.virtual.roam('abroad')
  await story.pass(Seconds(10))
  await story.connect()
  await story.pass(Seconds(60))
  await story.disconnect()
  const { total } = await story.service.modemUsage({ modem: 'modem0' })
  expect([total.received, total.roaming.received]).toEqual([90_000, 60_000])
})

test('gives each connection what is surely its own', async () => {
  await using story = await Story.begin({ modem: { timing: 'instant' } })
  story.virtual.inside.statistics.simulate(RATE)
  await story.connect()
  await story.pass(Seconds(60))
  await acquire(story)
  await story.pass(Seconds(60))
  await story.disconnect()
  await story.pass(Seconds(30))
  await story.disconnect('modem0/1')
  expect(await ofModem(story)).toBe(150_000)
  expect(await ofConnection(story)).toBe(60_000)
  expect(await ofConnection(story, 'modem0/1')).toBe(30_000)
})

test('counts nothing twice and loses nothing over a restart of the service', async () => {
  await using story = await Story.begin({ modem: { timing: 'instant' } })
  story.virtual.inside.statistics.simulate(RATE)
  await story.connect()
  const began = story.clock.now()
  await story.pass(Seconds(50))
  await story.killAndRestart()
  await story.pass(Seconds(45))
  await story.restart()
  await story.pass(Seconds(10))
  await story.disconnect()
  const seconds = (story.clock.now() - began) / 1000
  expect(await ofModem(story)).toBe(seconds * 1000)
  expect(await ofConnection(story)).toBe(seconds * 1000)
})

test('counts what a modem transferred that was reset and connected again', async () => {
  await using story = await Story.begin({ modem: { timing: 'instant' } })
  story.virtual.inside.statistics.simulate(RATE)
  await story.connect()
  await story.pass(Seconds(60))
  story.virtual.restart()
  await story.pass(Minutes(1))
  await story.connect()
  await story.pass(Seconds(20))
  await story.disconnect()
  expect(await ofModem(story)).toBe(80_000)
})

test('asks a modem for its counters twice a minute while a context is up, and never without one', async () => {
  await using story = await Story.begin({ modem: { timing: 'instant' } })
  let asked = 0
  story.virtual.behave({
    onCommand: (command) => {
      // PACKET_STATISTICS of BASIC_CONNECT.
      if (command.cid === 20) asked += 1
      return false
    },
  })
  await story.pass(Minutes(10))
  expect(asked).toBe(0)
  await story.connect()
  await story.pass(Minutes(10))
  expect(asked).toBe(20)
  await story.disconnect()
  await story.pass(Minutes(10))
  expect(asked).toBe(21)
})

test('leaves a modem alone that has no counters', async () => {
  await using story = await Story.begin({ modem: { timing: 'instant' } })
  let asked = 0
  story.virtual.behave({
    onCommand: (command) => {
      if (command.cid !== 20) return false
      asked += 1
      command.answer('no-device-support')
      return true
    },
  })
  await story.connect()
  await story.pass(Minutes(10))
  await story.disconnect()
  expect(asked).toBe(1)
  expect(await ofModem(story)).toBe(0)
})
