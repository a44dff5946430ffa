import { describe, expect, test } from 'vitest'
import { codeOf, openDesk, openReadyDesk, PROFILE, connected } from '../../test/support/desk.ts'
import { DialtoneError } from '../base/index.ts'
import { OPERATIONS, type OperationName } from '../api/index.ts'
import { SCOPES, type Scope } from '../core/index.ts'

describe('rights', () => {
  const names = Object.keys(OPERATIONS) as OperationName[]
  const input = {
    modem: 'modem0',
    connection: 'modem0',
    profile: 'internet',
    request: 1,
    xml: PROFILE,
    command: 'roam',
    arguments: {},
  }
  const rows = names.flatMap((name) => SCOPES.map((scope): [OperationName, Scope] => [name, scope]))

  test.each(rows)('%s with %s alone', async (name, scope) => {
    await using desk = await openReadyDesk()
    await connected(desk)
    const service = desk.as('somebody', scope)
    // Every operation takes its own part of the input.
    const operations = service as unknown as Record<OperationName, (input: unknown) => Promise<unknown>>
    const code = await codeOf(operations[name](input))
    const needed: Scope = OPERATIONS[name].scope
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
})
