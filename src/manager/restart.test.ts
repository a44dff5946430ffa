import { describe, expect, test } from 'vitest'
import { openDesk, openReadyDesk, type Desk, connected, types } from '../../test/support/desk.ts'
import { FakeDriver } from '../../test/support/fake-driver.ts'
import { activation, context, equipment, opened } from '../../test/support/facts.ts'
import { Seconds, VirtualClock } from '../base/index.ts'
import type { DriverFact, Store } from '../core/index.ts'
import { openStore } from '../store/index.ts'

describe('over a restart', () => {
  /** The same state, another manager; the drivers are told of nothing. */
  async function restarted(desk: Desk): Promise<Desk> {
    await desk.manager.stop()
    return openDesk({ store: desk.store, clock: desk.clock })
  }
  const contextUp = (fact: { readonly type: string }) =>
    fact.type === 'context' ? context('activated') : (fact as DriverFact)

  test('names stay with their modems', async () => {
    await using desk = await openReadyDesk()
    desk.source
      .plugIn(new FakeDriver('fake1'))
      .tell(opened({ equipment: { ...equipment, id: '353490069873368' } }))
    const again = await restarted(desk)
    again.source
      .plugIn(new FakeDriver('fake1'))
      .tell(opened({ equipment: { ...equipment, id: '353490069873368' } }))
    expect((await again.service.modems()).map(({ name }) => name)).toEqual(['modem1'])
    await again.manager.stop()
  })

  test('a live context is adopted with its profile, and still belongs to who asked for it', async () => {
    await using desk = await openReadyDesk()
    const connecting = desk
      .as('anna', 'read', 'connect')
      .connect({ connection: 'modem0', profile: 'internet' })
    await desk.settle()
    desk.driver.last.succeed()
    await connecting
    await desk.settle()
    const { since } = await desk.service.connection({ connection: 'modem0' })
    await desk.clock.advance(Seconds(30))
    const again = await restarted(desk)
    again.driver.comeUp(contextUp)
    expect(await again.service.connection({ connection: 'modem0' })).toMatchObject({
      state: 'activated',
      profile: 'internet',
      since,
      reason: { text: 'connected for anna with profile internet' },
    })
    expect(again.driver.asked).toEqual([])
    await again.manager.stop()
  })

  test.each<[string, boolean, string]>([
    ['ends well when what it wanted is found done', true, 'succeeded'],
    ['ends as service_restarted when it is not', false, 'service_restarted'],
  ])('a pending connect %s', async (_, up, end) => {
    await using desk = await openReadyDesk()
    const { requestId } = await desk.service.connect({ connection: 'modem0', profile: 'internet' })
    const again = await restarted(desk)
    expect((await again.service.request({ request: requestId })).state).toBe('pending')
    again.driver.comeUp(up ? contextUp : undefined)
    const request = await again.service.request({ request: requestId })
    expect(request.cause?.code ?? request.state).toBe(end)
    expect(request.ip).toEqual(up ? activation.ip : undefined)
    await again.settle()
    expect(types(again).filter((type) => type === 'request.ended')).toHaveLength(1)
    await again.manager.stop()
  })

  test('a pending request whose modem does not come back ends after a minute', async () => {
    await using desk = await openReadyDesk()
    const { requestId } = await desk.service.connect({ connection: 'modem0', profile: 'internet' })
    const again = await restarted(desk)
    await again.clock.advance(Seconds(60))
    expect(await again.service.request({ request: requestId })).toMatchObject({
      state: 'failed',
      cause: { code: 'service_restarted' },
    })
    await again.manager.stop()
  })

  test('request numbers go on', async () => {
    await using desk = await openReadyDesk()
    await connected(desk)
    const again = await restarted(desk)
    again.driver.comeUp()
    const { requestId } = await again.service.connect({ connection: 'modem0', profile: 'internet' })
    expect(requestId).toBe(2)
    await again.manager.stop()
  })

  test('is told, with what a power cut took', async () => {
    const clock = new VirtualClock()
    await using store = openStore({ clock })
    const lost: Store = {
      ...store,
      restarted: true,
      lostAfter: { epoch: 'e', seq: 4 },
      trouble: undefined,
      extent: store.extent,
      notes: (kind) => store.notes(kind),
      pulse: () => store.pulse(),
      close: () => store.close(),
      [Symbol.asyncDispose]: () => store.close(),
    }
    const desk = await openDesk({ store: lost, clock })
    await desk.settle()
    expect(desk.events[0]).toMatchObject({
      type: 'service.started',
      data: { restarted: true, lostAfter: { epoch: 'e', seq: 4 } },
    })
    await desk.manager.stop()
  })
})
