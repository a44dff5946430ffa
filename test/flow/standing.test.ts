import { describe, expect, test } from 'vitest'
import { Seconds } from '../../src/base/index.ts'
import { Story } from '../support/story.ts'

describe('registration', () => {
  test('tells roaming, with the operator, and connects there', async () => {
    await using story = await Story.begin()
    await story.connect()
    story.virtual.roam('abroad')
    await story.pass(Seconds(5))
    expect((await story.modem()).registration).toMatchObject({
      state: 'partner',
      provider: { id: '99941', name: 'Nomad Telecom' },
      roamingText: 'Partner network',
    })
    expect(await story.connection()).toMatchObject({ state: 'deactivated', cause: { code: 'disconnected' } })
    expect((await story.connect()).state).toBe('succeeded')
    story.virtual.roam('home')
    await story.pass(Seconds(5))
    expect((await story.modem()).registration?.state).toBe('home')
  })

  test('tells a denial with its cause, takes the connection away, and brings it back', async () => {
    await using story = await Story.begin()
    const from = story.events.length
    story.virtual.deny(11)
    await story.pass(Seconds(2))
    expect(await story.modem()).toMatchObject({
      state: 'enabled',
      registration: { state: 'denied', networkError: { value: 11 } },
      reason: { code: 'registration-denied' },
    })
    expect(story.types(from)).toContain('connection.removed')
    await expect(story.ask('internet')).rejects.toMatchObject({
      code: 'not_registered',
      reason: { network: { value: 11 } },
    })
    story.virtual.allow()
    await story.pass(Seconds(5))
    expect((await story.connect()).state).toBe('succeeded')
  })

  test('ends a connection that loses its network, and says so', async () => {
    await using story = await Story.begin()
    await story.connect()
    story.virtual.roam('nowhere')
    await story.pass(Seconds(5))
    expect(await story.service.connections()).toEqual([])
    expect((await story.modem()).state).toMatch(/searching|enabled/)
    await expect(story.ask('internet')).rejects.toMatchObject({ code: 'not_registered' })
  })
})

describe('the SIM', () => {
  test('may be taken out of a connected modem and put in again', async () => {
    await using story = await Story.begin()
    await story.connect()
    const from = story.events.length
    story.virtual.removeSim()
    await story.pass(Seconds(2))
    expect(await story.modem()).toMatchObject({
      state: 'failed',
      sim: { state: 'not-inserted' },
      reason: { code: 'sim-not-inserted' },
    })
    expect(await story.service.connections()).toEqual([])
    const lost = story.events
      .slice(from)
      .findLast((event) => event.type === 'connection.changed' && event.data.state === 'deactivated')
    expect(lost).toMatchObject({ data: { cause: {} } })
    expect((await story.connect()).cause?.code).toBe('sim_not_inserted')
    story.virtual.insertSim()
    await story.pass(Seconds(5))
    expect((await story.connect()).state).toBe('succeeded')
  })

  test('ends a connect under way when it is taken out', async () => {
    await using story = await Story.begin()
    const request = await story.ask('slow')
    await story.pass(Seconds(1))
    story.virtual.removeSim()
    const { state, cause } = await story.end(request)
    expect(state).toBe('failed')
    expect(cause?.code).toBe('sim_not_inserted')
    await story.pass(Seconds(60))
    expect(story.virtual.inside.contexts.active).toHaveLength(0)
    expect(await story.modem()).toMatchObject({ state: 'failed' })
  })

  test('is told as locked, with the attempts left; the connection is there and says what it needs', async () => {
    await using story = await Story.begin()
    story.virtual.lockSim()
    await story.pass(Seconds(2))
    expect(await story.modem()).toMatchObject({
      state: 'locked',
      sim: { state: 'locked', pin: { type: 'pin1', attemptsLeft: 3 } },
    })
    expect(await story.connection()).toMatchObject({ state: 'deactivated' })
    expect((await story.connect()).cause?.code).toBe('pin_required')
  })

  test('without a subscription registers and does not connect', async () => {
    await using story = await Story.begin()
    story.virtual.setSubscriptionActive(false)
    await story.pass(Seconds(5))
    expect((await story.connect()).cause?.code).toBe('service_not_activated')
  })

  test('that was never there is said', async () => {
    await using story = await Story.begin({ modem: { sim: false } })
    expect(await story.modem()).toMatchObject({ state: 'failed', reason: { code: 'sim-not-inserted' } })
    expect((await story.connect()).cause?.code).toBe('sim_not_inserted')
  })
})
