import { describe, expect, test } from 'vitest'
import { openDesk, openReadyDesk, types } from '../../test/support/desk.ts'
import { FakeDriver } from '../../test/support/fake-driver.ts'
import { context, equipment, failed, gone, opened, ready } from '../../test/support/facts.ts'
import { Milliseconds, Seconds } from '../base/index.ts'

describe('names and ids', () => {
  const other = { ...equipment, id: '353490069873368' }

  test('a modem is plugged in again as itself', async () => {
    await using desk = await openReadyDesk()
    const before = await desk.service.modem({ modem: 'modem0' })
    desk.driver.tell(gone())
    await desk.settle()
    expect(await desk.service.modems()).toEqual([])
    expect(types(desk).slice(-2)).toEqual(['connection.removed', 'modem.removed'])
    const again = desk.source.plugIn(new FakeDriver('fake1'))
    again.comeUp()
    expect(await desk.service.modem({ modem: 'modem0' })).toMatchObject({ id: before.id, device: 'fake1' })
    expect(desk.driver.stopped).toBe(1)
  })

  test('another modem has another name, also after the first has gone', async () => {
    await using desk = await openReadyDesk()
    desk.driver.tell(gone())
    desk.source.plugIn(new FakeDriver('fake1')).tell(opened({ equipment: other }))
    const [modem] = await desk.service.modems()
    expect(modem?.name).toBe('modem1')
    desk.source.plugIn(new FakeDriver('fake0')).comeUp()
    expect((await desk.service.modems()).map(({ name }) => name)).toEqual(['modem0', 'modem1'])
  })

  test('a modem that comes again before it has gone waits for that', async () => {
    await using desk = await openReadyDesk()
    const before = await desk.service.modem({ modem: 'modem0' })
    const again = desk.source.plugIn(new FakeDriver('fake1'))
    again.comeUp()
    await desk.clock.advance(Milliseconds(300))
    expect(await desk.service.modems()).toHaveLength(1)
    desk.driver.tell(gone())
    await desk.clock.advance(Seconds(1))
    const [modem, ...others] = await desk.service.modems()
    expect(others).toEqual([])
    expect(modem).toMatchObject({ id: before.id, name: 'modem0', device: 'fake1', state: 'registered' })
  })

  test('two modems with one identity are told apart, and keep their names by their places', async () => {
    await using desk = await openReadyDesk()
    const double = desk.source.plugIn(new FakeDriver('fake1'))
    double.comeUp()
    await desk.clock.advance(Seconds(1))
    const [first, second] = await desk.service.modems()
    expect([first?.name, second?.name]).toEqual(['modem0', 'modem1'])
    expect(first?.id).not.toBe(second?.id)
    for (const driver of [desk.driver, double]) driver.tell(gone())
    desk.source.plugIn(new FakeDriver('fake1')).comeUp()
    desk.source.plugIn(new FakeDriver('fake0')).comeUp()
    expect((await desk.service.modems()).map(({ name, device }) => `${name} ${device}`)).toEqual([
      'modem0 fake0',
      'modem1 fake1',
    ])
  })

  test('a device that answers as another modem is another modem', async () => {
    await using desk = await openReadyDesk()
    const { requestId } = await desk.service.connect({ connection: 'modem0', profile: 'internet' })
    desk.driver.tell(failed(), opened({ equipment: other }), ready)
    await desk.settle()
    expect((await desk.service.request({ request: requestId })).state).toBe('failed')
    expect((await desk.service.modems()).map(({ name }) => name)).toEqual(['modem1'])
    expect(types(desk)).toContain('modem.removed')
  })

  test('what was asked of the modem before does not end what is asked of the one after it', async () => {
    await using desk = await openReadyDesk()
    await desk.service.connect({ connection: 'modem0', profile: 'internet' })
    desk.driver.last.succeed()
    await desk.settle()
    await desk.service.disconnect({ connection: 'modem0' })
    const before = desk.driver.last
    desk.driver.tell(failed())
    desk.driver.comeUp((fact) => (fact.type === 'opened' ? { ...fact, equipment: other } : fact))
    await desk.service.connect({ connection: 'modem1', profile: 'internet' })
    desk.driver.last.succeed()
    await desk.settle()
    const { requestId } = await desk.service.disconnect({ connection: 'modem1' })
    before.succeed()
    await desk.settle()
    expect((await desk.service.request({ request: requestId })).state).toBe('pending')
    desk.driver.last.succeed()
    await desk.settle()
    expect((await desk.service.request({ request: requestId })).state).toBe('succeeded')
  })

  test('a modem without an identity is known by its place', async () => {
    await using desk = await openDesk()
    desk.driver.tell(opened({ equipment: { id: '' } }))
    const [before] = await desk.service.modems()
    desk.driver.tell(gone())
    desk.source.plugIn(new FakeDriver('fake0')).tell(opened({ equipment: { id: '' } }))
    expect((await desk.service.modems()).map(({ id }) => id)).toEqual([before?.id])
  })

  test('a modem in trouble is listed before it has said who it is, and then as itself', async () => {
    await using desk = await openDesk()
    desk.driver.tell(failed())
    const [trouble] = await desk.service.modems()
    expect(trouble).toMatchObject({ name: 'modem0', state: 'failed', cause: { code: 'timeout' } })
    desk.driver.comeUp()
    const modems = await desk.service.modems()
    expect(modems).toMatchObject([{ state: 'registered', equipment: { id: equipment.id } }])
    expect(modems[0]?.id).not.toBe(trouble?.id)
  })

  test('a modem that cannot be opened is let go', async () => {
    await using desk = await openDesk()
    desk.driver.failToOpen({ code: 'access_denied', message: 'no rights' })
    await desk.settle()
    expect(await desk.service.modems()).toEqual([])
    expect(desk.driver.stopped).toBe(1)
  })

  test('everything is found by name and by id', async () => {
    await using desk = await openReadyDesk()
    desk.driver.tell(context('activated', { sessionId: 3 }))
    const [modem] = await desk.service.modems()
    const connections = await desk.service.connections()
    expect(connections.map(({ name }) => name)).toEqual(['modem0', 'modem0/3'])
    expect(await desk.service.modem({ modem: modem?.id ?? '' })).toEqual(modem)
    for (const connection of connections) {
      expect(await desk.service.connection({ connection: connection.id })).toEqual(connection)
      expect(await desk.service.connection({ connection: connection.name })).toEqual(connection)
      expect(connection.modem).toBe(modem?.id)
    }
  })

  test('a hundred modems come in order', async () => {
    await using desk = await openDesk()
    for (let index = 0; index < 100; index++) {
      const driver = desk.source.plugIn(new FakeDriver(`place${index}`))
      driver.tell(opened({ equipment: { id: `35349006987${index}` } }), ready)
    }
    const names = (await desk.service.modems()).map(({ name }) => name)
    expect(names).toEqual(Array.from({ length: 100 }, (_, index) => `modem${index}`))
  })
})
