import { describe, expect, test } from 'vitest'
import { codeOf, openDesk } from '../../test/support/desk.ts'
import { DialtoneError, Hours, Milliseconds, Minutes, Seconds } from '../base/index.ts'

describe('tokens', () => {
  test('are created, listed and revoked, and every change is told with who made it', async () => {
    await using desk = await openDesk()
    const admin = desk.as('anna', 'admin')
    const { secret, ...token } = await admin.createToken({
      name: 'branch-7',
      scopes: ['connect', 'read', 'read'],
    })
    expect(token).toEqual({
      name: 'branch-7',
      scopes: ['read', 'connect'],
      createdAt: desk.clock.now(),
      createdBy: 'anna',
    })
    expect(await admin.tokens()).toEqual([token])
    await admin.revokeToken({ token: 'branch-7' })
    expect(await admin.tokens()).toEqual([])
    await desk.settle()
    const told = desk.events.filter(({ type }) => type.startsWith('token.'))
    expect(told.map(({ type, by, data }) => [type, by, data])).toEqual([
      ['token.created', 'anna', token],
      ['token.revoked', 'anna', { name: 'branch-7' }],
    ])
    expect(JSON.stringify(desk.events)).not.toContain(secret)
  })

  test('leave nothing to who has the same name later: no call of his has been made before', async () => {
    await using desk = await openDesk()
    const bearer = () =>
      desk
        .as('token:x', 'configure')
        .under({ idempotencyKey: 'a' })
        .addDialInterface({
          settings: { name: 'branch', dialer: { kind: 'modem', modems: [], profile: 'p' } },
          apply: 'stored',
        })
    await desk.service.createToken({ name: 'x' })
    const first = await bearer()
    expect(await bearer()).toEqual(first)
    await desk.service.revokeToken({ token: 'x' })
    await desk.service.createToken({ name: 'x' })
    await expect(bearer()).rejects.toMatchObject({ code: 'already_exists' })
  })

  test('let their bearer in as who he is, until they are revoked', async () => {
    await using desk = await openDesk()
    const { secret } = await desk.service.createToken({ name: 'x' })
    const admitted = desk.manager.admit(secret)
    expect(admitted).toMatchObject({ name: 'token:x', scopes: ['read'] })
    expect(desk.manager.admit(secret)).toBe(admitted)
    await desk.service.revokeToken({ token: 'x' })
    expect(DialtoneError.of(admitted.ended?.reason)?.message).toBe('the token x was revoked')
    expect(() => desk.manager.admit(secret)).toThrow('does not know the token')
  })

  test('that expire end who is in at that instant, and let nobody in any more', async () => {
    await using desk = await openDesk()
    const expiresAt = desk.clock.now() + Hours(3)
    const { secret } = await desk.service.createToken({ name: 'x', expiresAt })
    const { ended } = desk.manager.admit(secret)
    await desk.clock.advance(Milliseconds(Hours(3) - 1))
    expect(ended?.aborted).toBe(false)
    await desk.clock.advance(Milliseconds(1))
    expect(DialtoneError.of(ended?.reason)).toMatchObject({ code: 'unauthenticated' })
    expect(() => desk.manager.admit(secret)).toThrow('the token x has expired')
    await expect(desk.service.createToken({ name: 'x' })).rejects.toThrow('x already, which has expired')
    await desk.clock.advance(Minutes(5))
  })

  test('of an earlier name sake do not open what the later one opens', async () => {
    await using desk = await openDesk()
    const first = await desk.service.createToken({ name: 'x' })
    await desk.service.revokeToken({ token: 'x' })
    const second = await desk.service.createToken({ name: 'x', scopes: ['admin'] })
    expect(() => desk.manager.admit(first.secret)).toThrow()
    expect(desk.manager.admit(second.secret).scopes).toEqual(['admin'])
  })

  test.each([
    ['a name that is none', { name: 'a b' }, 'invalid_argument'],
    ['a name that is too long', { name: 'x'.repeat(65) }, 'invalid_argument'],
    ['no scope', { name: 'x', scopes: [] }, 'invalid_argument'],
    ['a scope that is none', { name: 'x', scopes: ['root' as 'read'] }, 'invalid_argument'],
    ['an expiry in the past', { name: 'x', expiresAt: 5 }, 'invalid_argument'],
    ['an expiry that is no instant', { name: 'x', expiresAt: NaN }, 'invalid_argument'],
    ['a name that is taken', { name: 'taken' }, 'already_exists'],
  ] as const)('with %s are refused', async (_, input, code) => {
    await using desk = await openDesk()
    await desk.service.createToken({ name: 'taken' })
    expect(await codeOf(desk.service.createToken(input))).toBe(code)
  })

  test('are 256 at the most', async () => {
    await using desk = await openDesk()
    for (let one = 0; one < 256; one++) await desk.service.createToken({ name: `t${one}` })
    expect(await codeOf(desk.service.createToken({ name: 'more' }))).toBe('invalid_state')
  })

  test('are the business of administrators alone', async () => {
    await using desk = await openDesk()
    const other = desk.as('bob', 'read', 'connect', 'sim', 'sms', 'configure', 'capture')
    for (const call of [
      other.tokens(),
      other.createToken({ name: 'x' }),
      other.revokeToken({ token: 'x' }),
    ]) {
      expect(await codeOf(call)).toBe('access_denied')
    }
    expect(await codeOf(desk.service.revokeToken({ token: 'x' }))).toBe('not_found')
  })

  test('are forgotten with the service: no timer is left', async () => {
    const desk = await openDesk()
    const { secret } = await desk.service.createToken({
      name: 'x',
      expiresAt: desk.clock.now() + Seconds(90),
    })
    desk.manager.admit(secret)
    await desk[Symbol.asyncDispose]()
    expect(desk.clock.pending).toBe(0)
  })
})
