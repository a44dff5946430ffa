import { describe, expect, test } from 'vitest'
import { codeOf, openDesk, openReadyDesk, PROFILE, connected, type Desk } from '../../test/support/desk.ts'
import { capabilities } from '../../test/support/facts.ts'
import { EVERY_REQUEST, operationOf, REQUEST_KINDS } from '../../test/support/every-request.ts'
import { BRANCH } from '../../test/support/dial-story.ts'
import { DialtoneError } from '../base/index.ts'
import { OPERATIONS, type OperationName } from '../api/index.ts'
import { REQUEST_SCOPES, SCOPES, type Scope } from '../core/index.ts'
import { PENDING_PER_CALLER, PENDING_PER_MODEM } from './request-book.ts'

describe('rights', () => {
  const names = Object.keys(OPERATIONS) as OperationName[]
  const input = {
    name: 'modem0',
    modem: 'modem0',
    connection: 'modem0',
    profile: 'internet',
    request: 1,
    xml: PROFILE,
    message: '1',
    filter: 'all',
    command: 'roam',
    dialInterface: 'branch',
    settings: BRANCH,
    change: { priority: 1 },
    port: 'modem0',
    arguments: {},
    service: 'basic-connect',
    data: '',
  }
  const rows = names.flatMap((name) => SCOPES.map((scope): [OperationName, Scope] => [name, scope]))

  test.each(rows)('%s with %s alone', async (name, scope) => {
    await using desk = await openReadyDesk()
    await connected(desk)
    const service = desk.as('somebody', scope)
    // Every operation takes its own part of the input.
    const operations = service as unknown as Record<OperationName, (input: unknown) => Promise<unknown>>
    const code = await codeOf(operations[name](name === 'pollEvents' ? {} : input))
    const { scope: declared } = OPERATIONS[name]
    // Request 1 is that of somebody else, to connect.
    const needed: Scope = declared === 'own' ? REQUEST_SCOPES.connect : declared
    const has =
      scope === 'admin' || scope === needed || (scope === 'connect' && needed === 'connect-temporary')
    if (!has) expect(code).toBe('access_denied')
    else if (scope === 'connect-temporary') expect(['access_denied', 'invalid_argument']).toContain(code)
    else expect(code).not.toBe('access_denied')
  })

  test('watching needs the right to read', async () => {
    await using desk = await openDesk()
    expect(() => desk.as('somebody', 'connect').watch({})).toThrow(DialtoneError)
  })

  test('who may only connect temporarily does so, and ends only what is its own', async () => {
    await using desk = await openReadyDesk()
    const bert = desk.as('bert', 'connect-temporary')
    const anna = desk.as('anna', 'connect')
    expect(await codeOf(bert.connect({ connection: 'modem0', profile: 'internet' }))).toBe('access_denied')
    const { requestId } = await bert.connect({ connection: 'modem0', temporary: PROFILE })
    await bert.cancelRequest({ request: requestId })
    await desk.settle()
    desk.driver.last.succeed()
    await desk.settle()
    const second = await anna.connect({ connection: 'modem0', profile: 'internet' })
    expect(await codeOf(bert.cancelRequest({ request: second.requestId }))).toBe('access_denied')
    expect(await codeOf(bert.disconnect({ connection: 'modem0' }))).toBe('access_denied')
    desk.driver.last.succeed()
    await desk.settle()
    expect(await codeOf(bert.disconnect({ connection: 'modem0' }))).toBe('access_denied')
    await anna.disconnect({ connection: 'modem0' })
    desk.driver.last.succeed()
    await desk.settle()
    await bert.connect({ connection: 'modem0', temporary: PROFILE })
    desk.driver.last.succeed()
    await desk.settle()
    expect(await bert.disconnect({ connection: 'modem0' })).toEqual({ requestId: 5 })
  })

  test.each(REQUEST_KINDS)(
    'a %s may be given up by its maker, and by whoever has the right to it',
    async (kind) => {
      await using desk = await openDesk()
      await desk.service.addProfile({ xml: PROFILE })
      // A modem that can do everything.
      desk.driver.comeUp((fact) =>
        fact.type === 'opened' ? { ...fact, capabilities: { ...capabilities, multicarrier: true } } : fact,
      )
      await desk.service.addDialInterface({ settings: BRANCH })
      if (kind === 'disconnect' || kind === 'disconnect-interface') await connected(desk)
      if (kind === 'write-stream' || kind === 'close-stream') {
        await EVERY_REQUEST['open-stream'](desk.as('anna', 'admin'))
        desk.driver.last.succeed()
        await desk.settle()
      }
      const scope = REQUEST_SCOPES[kind]
      const { requestId: request } = await EVERY_REQUEST[kind](desk.as('anna', scope))
      for (const other of SCOPES.filter((one) => one !== scope && one !== 'admin')) {
        expect(await codeOf(desk.as('bert', other).cancelRequest({ request })), other).toBe('access_denied')
      }
      expect(await codeOf(desk.as('bert', scope).cancelRequest({ request }))).toBeUndefined()
      await desk.settle()
      expect(desk.store.requests.get(request)).toMatchObject({
        state: 'failed',
        cause: { code: 'cancelled' },
      })
      // Whatever her rights are by now, it was hers.
      expect(await codeOf(desk.as('anna').cancelRequest({ request }))).toBeUndefined()
    },
  )

  test.each(REQUEST_KINDS)('a %s needs the right that its operation declares', (kind) => {
    const { scope } = OPERATIONS[operationOf(kind)]
    expect(scope === 'connect-temporary' ? 'connect' : scope).toBe(REQUEST_SCOPES[kind])
  })
})

describe('requests that are pending', () => {
  const disconnects = async (desk: Desk, name: string, count: number): Promise<void> => {
    const service = desk.as(name, 'connect')
    for (let each = 0; each < count; each++) await service.disconnect({ connection: 'modem0' })
  }

  test('are so many for one caller, and others still have their turn', async () => {
    await using desk = await openReadyDesk()
    await connected(desk)
    await disconnects(desk, 'anna', PENDING_PER_CALLER)
    const anna = desk.as('anna', 'connect', 'read')
    await expect(anna.disconnect({ connection: 'modem0' })).rejects.toMatchObject({
      code: 'busy',
      message: `${PENDING_PER_CALLER} requests of anna are pending at this modem already; wait for one to end, or cancel one, before the next disconnect`,
    })
    expect((await anna.snapshot()).requests).toHaveLength(PENDING_PER_CALLER)
    expect(await codeOf(desk.as('bert', 'connect').disconnect({ connection: 'modem0' }))).toBeUndefined()
    desk.driver.last.succeed()
    await desk.settle()
    expect((await anna.snapshot()).requests).toEqual([])
    expect(await codeOf(anna.connect({ connection: 'modem0', profile: 'internet' }))).toBeUndefined()
  })

  test('are so many for one modem', async () => {
    await using desk = await openReadyDesk()
    await connected(desk)
    const callers = PENDING_PER_MODEM / PENDING_PER_CALLER
    for (let each = 0; each < callers; each++) await disconnects(desk, `caller${each}`, PENDING_PER_CALLER)
    expect(await codeOf(desk.as('anna', 'connect').disconnect({ connection: 'modem0' }))).toBe('busy')
  })
})
