import { expect, test } from 'vitest'
import { Milliseconds, Seconds } from '../../src/base/index.ts'
import type { Accepted } from '../../src/api/index.ts'
import type { Request } from '../../src/core/index.ts'
import { Story } from '../support/story.ts'

const multicarrier = { modem: { equipment: { multicarrier: true } } } as const

async function ended(story: Story, asked: Promise<Accepted>): Promise<Request> {
  return story.end((await story.clock.resolve(asked)).requestId)
}

test('a multi-carrier modem changes its carrier, registers there by itself and keeps it over a restart', async () => {
  await using story = await Story.begin(multicarrier)
  expect((await story.modem()).capabilities).toMatchObject({ multicarrier: true })
  const done = await ended(story, story.service.setHomeProvider({ modem: 'modem0', provider: '00102' }))
  expect(done).toMatchObject({ kind: 'set-home-provider', state: 'succeeded' })
  await story.pass(Seconds(5))
  const changed = {
    homeProvider: { id: '00102' },
    registration: { state: 'home', provider: { id: '00102' } },
  }
  expect(await story.modem()).toMatchObject(changed)
  story.virtual.restart()
  await story.pass(Seconds(10))
  expect(await story.modem()).toMatchObject(changed)
})

test('with its carrier it changes what it can do', async () => {
  await using story = await Story.begin(multicarrier)
  expect((await story.modem()).capabilities?.dataClasses).toContain('5g-nsa')
  const from = story.events.length
  await ended(story, story.service.setHomeProvider({ modem: 'modem0', provider: '99941' }))
  expect((await story.modem()).capabilities?.dataClasses).toEqual(['umts', 'hsdpa', 'hsupa'])
  expect(story.types(from)).toContain('modem.changed')
})

test('changing to a carrier that there is not leaves the one there is', async () => {
  await using story = await Story.begin(multicarrier)
  const done = await ended(story, story.service.setHomeProvider({ modem: 'modem0', provider: '26201' }))
  expect(done.cause).toMatchObject({ code: 'not_found', status: { name: 'provider-not-visible' } })
  expect((await story.modem()).homeProvider?.id).toBe('00101')
})

test('the carriers it could change to are listed, offered anew by the network, and scanned for', async () => {
  await using story = await Story.begin(multicarrier)
  const ids = async (): Promise<unknown> =>
    (await story.modem()).multicarrier?.preferredProviders?.providers.map(({ id }) => id)
  expect(await ids()).toEqual(['00102', '99941'])
  story.virtual.offerCarriers(['00102'])
  await story.pass(Milliseconds(10))
  expect(await ids()).toEqual(['00102'])

  const done = await ended(story, story.service.scan({ modem: 'modem0', multicarrier: true }))
  expect(done.providers).toMatchObject([
    { id: '00101', states: ['home', 'visible', 'registered'] },
    { id: '00102', states: ['forbidden', 'visible', 'preferred-multicarrier'] },
  ])
  const modem = await story.modem()
  expect(modem.multicarrier?.visibleProviders?.providers).toEqual(done.providers)
  expect(modem).not.toHaveProperty('visibleProviders')
  story.virtual.inside.radio.setSoftware('off')
  await story.pass(Seconds(1))
  expect((await story.modem()).multicarrier).not.toHaveProperty('visibleProviders')
})

test('any other modem is asked for nothing of it', async () => {
  await using story = await Story.begin()
  expect((await story.modem()).multicarrier).toBeUndefined()
  await expect(story.service.setHomeProvider({ modem: 'modem0', provider: '00102' })).rejects.toMatchObject({
    code: 'not_supported',
  })
  await expect(story.service.scan({ modem: 'modem0', multicarrier: true })).rejects.toMatchObject({
    code: 'not_supported',
  })
})

test('a modem that is made a multi-carrier one comes back as that', async () => {
  await using story = await Story.begin()
  story.virtual.setMulticarrier(true)
  await story.pass(Seconds(10))
  expect(await story.modem()).toMatchObject({
    capabilities: { multicarrier: true },
    multicarrier: { preferredProviders: { providers: [{ id: '00102' }, { id: '99941' }] } },
  })
})
