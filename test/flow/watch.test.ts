import { expect, test } from 'vitest'
import { seededRandom, Seconds } from '../../src/base/index.ts'
import { formatCursor, type Event } from '../../src/core/index.ts'
import { cursorOf, type WatchItem } from '../../src/api/index.ts'
import { Story } from '../support/story.ts'

const isEvent = (item: WatchItem): item is Event => item.type !== 'snapshot' && item.type !== 'gap'

test('resumes from a cursor without losing or doubling an event, over everything that can happen', async () => {
  await using story = await Story.begin({ modem: { timing: 'brisk' } })
  const random = seededRandom(11)
  const happenings: ((story: Story) => Promise<unknown> | undefined)[] = [
    () => story.connect().catch(() => undefined),
    () => story.disconnect().catch(() => undefined),
    () => story.ask('slow').catch(() => undefined),
    async () => story.virtual.networkDisconnect(),
    async () => story.virtual.roam('abroad'),
    async () => story.virtual.roam('home'),
    async () => story.virtual.hardwareRadio('off'),
    async () => story.virtual.hardwareRadio('on'),
    async () => story.virtual.removeSim(),
    async () => story.virtual.insertSim(),
    async () => story.virtual.unplug(),
    async () => story.virtual.plug(),
    () => story.restart(),
    () => story.killAndRestart(),
    () => story.pass(Seconds(3)),
  ]
  const [snapshot] = await story.watched()
  if (snapshot === undefined) throw new Error('a snapshot comes first')
  let cursor = cursorOf(snapshot)
  const seen: Event[] = []
  for (let round = 0; round < 200; round++) {
    await happenings[random.integer(happenings.length)]?.(story)
    await story.settle()
    if (random.next() < 0.5) continue
    const items = await story.watched(cursor)
    expect(items.every(isEvent)).toBe(true)
    seen.push(...items.filter(isEvent))
    cursor = formatCursor(seen.at(-1) ?? story.store.journal.head)
  }
  seen.push(...(await story.watched(cursor)).filter(isEvent))
  const first = Number(cursorOf(snapshot).split('-')[1])
  expect(seen.map(({ seq }) => seq)).toEqual(Array.from(seen, (_, index) => first + 1 + index))
  expect(seen).toEqual(story.events.slice(first))
  expect(seen.length).toBeGreaterThan(150)
})

test('what a snapshot and the events after it add up to is what there is', async () => {
  await using story = await Story.begin()
  const [snapshot] = await story.watched()
  if (snapshot?.type !== 'snapshot') throw new Error('a snapshot comes first')
  await story.connect()
  story.virtual.roam('abroad')
  await story.pass(Seconds(5))
  await story.connect().catch(() => undefined)
  const connections = new Map(snapshot.connections.map((one) => [one.id, one]))
  for (const item of await story.watched(cursorOf(snapshot))) {
    if (item.type === 'connection.arrived' || item.type === 'connection.changed') {
      connections.set(item.data.id, item.data)
    }
    if (item.type === 'connection.removed') connections.delete(item.connection ?? '')
  }
  expect([...connections.values()]).toEqual(await story.service.connections())
})
