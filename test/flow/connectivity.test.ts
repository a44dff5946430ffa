/** The flat view: how far connections reach, what they cost, when they were up, and what of it is new. */
import { expect, test } from 'vitest'
import { Hours, Minutes, Seconds } from '../../src/base/index.ts'
import { createConnectionManager, type NetworkChange } from '../../src/api/index.ts'
import { codeOf } from '../support/desk.ts'
import { Story } from '../support/story.ts'

const INSTANT = { modem: { timing: 'instant' } } as const

async function acquire(story: Story, accessString: string): Promise<void> {
  const { requestId } = await story.clock.resolve(story.service.acquire({ modem: 'modem0', accessString }))
  await story.end(requestId)
}

const levels = async (story: Story): Promise<string[]> =>
  (await story.service.network()).connections.map(({ name, level }) => `${name} ${level}`)

test("the connection to the Internet is preferred to one to the operator's services", async () => {
  await using story = await Story.begin(INSTANT)
  expect(await story.service.network()).toMatchObject({ level: 'none', connections: [{ level: 'none' }] })
  await acquire(story, 'ims')
  expect(await levels(story)).toEqual(['modem0/1 local', 'modem0 none'])
  expect((await story.service.network()).preferred).toBeUndefined()
  await story.connect('internet')
  const status = await story.service.network()
  expect(status.level).toBe('internet')
  expect(status.preferred).toBe((await story.connection()).id)
  expect(status.connections[0]).toMatchObject({
    registration: 'home',
    provider: { id: '00101' },
    cost: { type: 'unknown', roaming: false, overLimit: false },
  })
  expect(status.connections[0]?.signalBars).toBeGreaterThan(0)
  story.virtual.networkDisconnect()
  await story.settle()
  expect(await levels(story)).toEqual(['modem0/1 local', 'modem0 none'])
})

test('a data plan is told as it is used up, and begins anew with its cycle', async () => {
  await using story = await Story.begin(INSTANT)
  expect(await codeOf(story.service.dataPlan({ modem: 'modem0' }))).toBe('not_found')
  story.virtual.inside.statistics.simulate({ in: 10_000, out: 0 })
  await story.connect()
  // A cycle that ends tomorrow: a month of virtual time is long.
  const day = new Date(story.clock.now() + Hours(24)).getUTCDate()
  const input = { modem: 'modem0', cost: 'fixed', limit: 1_000_000, billingDay: day } as const
  expect(await story.service.setDataPlan(input)).toMatchObject({ overLimit: false, nearLimit: false })
  const from = story.events.length
  await story.pass(Minutes(5))
  const told = story.events
    .slice(from)
    .flatMap((event) => (event.type === 'data-plan.changed' ? [event.data.plan] : []))
  expect(told.map((plan) => [plan?.nearLimit, plan?.overLimit])).toEqual([
    [true, false],
    [false, true],
  ])
  expect((await story.service.network()).connections[0]?.cost).toMatchObject({
    type: 'fixed',
    overLimit: true,
  })
  await story.killAndRestart()
  const { used, overLimit, nextCycle = 0 } = await story.service.dataPlan({ modem: 'modem0' })
  expect([used > 1_000_000, overLimit]).toEqual([true, true])
  await story.disconnect()
  await story.clock.advance(Seconds(Math.ceil((nextCycle - story.clock.now()) / 1000)))
  expect(await story.service.dataPlan({ modem: 'modem0' })).toMatchObject({ used: 0, overLimit: false })
  await story.service.removeDataPlan({ modem: 'modem0' })
  expect(await codeOf(story.service.removeDataPlan({ modem: 'modem0' }))).toBe('not_found')
})

test('a data plan belongs to the SIM, and says what is wrong with it', async () => {
  await using story = await Story.begin(INSTANT)
  const plan = { modem: 'modem0', cost: 'variable' } as const
  for (const wrong of [{ limit: 0 }, { billingDay: 32 }, { nearAt: 2 }, { counted: { bytes: -1, at: 0 } }]) {
    expect(await codeOf(story.service.setDataPlan({ ...plan, ...wrong }))).toBe('invalid_argument')
  }
  await story.service.setDataPlan({ ...plan, counted: { bytes: 5e9, at: story.clock.now() } })
  expect((await story.service.dataPlan(plan)).used).toBe(5e9)
  story.virtual.removeSim()
  await story.settle()
  expect(await codeOf(story.service.dataPlan(plan))).toBe('not_found')
  expect(await codeOf(story.service.setDataPlan(plan))).toBe('sim_not_inserted')
  story.virtual.insertSim()
  await story.pass(Seconds(10))
  expect((await story.service.dataPlan(plan)).cost).toBe('variable')
})

test('when a connection was up is read from the journal, over a restart of the service', async () => {
  await using story = await Story.begin(INSTANT)
  const arrived = story.events.find(({ type }) => type === 'connection.arrived')?.time
  const intervals = async (range: { from?: number; to?: number } = {}): Promise<string[]> => {
    const found = await story.service.intervals({ connection: 'modem0', ...range })
    return found.map(({ start, end, roaming }) => {
      const length = end === undefined ? 'until now' : `${Math.round((end - start) / 60_000)} min`
      return roaming ? `${length} roaming` : length
    })
  }
  expect(await intervals()).toEqual([])
  await story.connect()
  await story.pass(Minutes(10))
  await story.disconnect()
  story.virtual.roam('abroad')
  await story.pass(Minutes(1))
  await story.connect()
  const second = story.clock.now()
  await story.pass(Minutes(10))
  await story.killAndRestart()
  await story.pass(Minutes(10))
  story.virtual.networkDisconnect()
  await story.settle()
  await story.connect('v4only')
  await story.pass(Minutes(2))
  expect(await intervals()).toEqual(['10 min', '20 min roaming', 'until now roaming'])
  expect(await intervals({ from: second + Minutes(15) })).toEqual(['5 min roaming', 'until now roaming'])
  expect(await intervals({ from: second - Minutes(6), to: second + Minutes(3) })).toEqual([
    '5 min',
    'until now roaming',
  ])
  const { connections, dialInterfaces } = await story.service.timeline({ from: second - Minutes(6) })
  expect(connections).toMatchObject([
    {
      name: 'modem0',
      intervals: await story.service.intervals({ connection: 'modem0', from: second - Minutes(6) }),
    },
  ])
  expect(dialInterfaces).toEqual([])
  expect(connections[0]?.since).toBe(second - Minutes(6))
  // Of the day before it was there, nobody can say that it was down.
  const [track] = (await story.service.timeline()).connections
  expect(track?.since).toBe(arrived)
  expect(await codeOf(intervals({ from: 5, to: 5 }))).toBe('invalid_argument')
  expect(await codeOf(story.service.timeline({ from: 5, to: 5 }))).toBe('invalid_argument')
})

test('what is new is told once for everything that happens at once', async () => {
  await using story = await Story.begin(INSTANT)
  await using manager = createConnectionManager(story.service, { clock: story.clock })
  const stop = new AbortController()
  const changes: NetworkChange[] = []
  const watching = (async () => {
    for await (const change of manager.network.changes({ signal: stop.signal })) changes.push(change)
  })()
  await story.settle()
  expect(changes.map(({ news }) => news)).toEqual([[]])
  await story.connect()
  await story.settle()
  expect(changes.splice(0).at(-1)?.news).toEqual(['preferred', 'level'])
  story.virtual.inside.statistics.simulate({ in: 10_000, out: 0 })
  await story.pass(Hours(1))
  expect(changes.splice(0)).toEqual([])
  story.virtual.networkDetach()
  await story.settle()
  expect(changes.splice(0).map(({ news }) => news)).toEqual([['preferred', 'level']])
  stop.abort()
  await watching
})
