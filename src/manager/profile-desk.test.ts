import { describe, expect, test } from 'vitest'
import { codeOf, openDesk, openReadyDesk, PROFILE, types } from '../../test/support/desk.ts'

describe('profiles', () => {
  const named = (name: string, change = (xml: string) => xml): string =>
    change(PROFILE.replace('>internet<', `>${name}<`).replace('true', 'false'))

  test('are shown without their password', async () => {
    await using desk = await openReadyDesk()
    const profile = await desk.service.profile({ profile: 'internet' })
    expect(profile.context.hasPassword).toBe(true)
    expect(profile.xml).toContain('<UserName>user</UserName>')
    await desk.settle()
    expect(JSON.stringify([profile, await desk.service.snapshot(), desk.events])).not.toContain('secret')
  })

  test('are added once, replaced when that is said, and removed once', async () => {
    await using desk = await openDesk()
    await desk.service.addProfile({ xml: named('b') })
    await desk.service.addProfile({ xml: named('a') })
    expect(await codeOf(desk.service.addProfile({ xml: named('a') }))).toBe('already_exists')
    await desk.service.addProfile({ xml: named('a'), replace: true })
    expect((await desk.service.profiles()).map(({ name }) => name)).toEqual(['a', 'b'])
    await desk.service.removeProfile({ profile: 'a' })
    expect(await codeOf(desk.service.removeProfile({ profile: 'a' }))).toBe('not_found')
    await desk.settle()
    expect(types(desk).slice(1)).toEqual([
      'profile.added',
      'profile.added',
      'profile.updated',
      'profile.removed',
    ])
  })

  test('keep their password in an update that says so', async () => {
    await using desk = await openReadyDesk()
    const update = PROFILE.replace('<Password>secret</Password>', '<IgnorePassword>true</IgnorePassword>')
    await desk.service.addProfile({ xml: update, replace: true })
    expect(desk.store.profiles.get('internet')?.context.password).toBe('secret')
    await desk.service.addProfile({
      xml: update.replace('<IgnorePassword>true</IgnorePassword>', ''),
      replace: true,
    })
    expect(desk.store.profiles.get('internet')?.context.password).toBeUndefined()
  })

  test('have one default for a subscriber', async () => {
    await using desk = await openReadyDesk()
    const second = PROFILE.replace('>internet<', '>second<')
    expect(await codeOf(desk.service.addProfile({ xml: second }))).toBe('already_exists')
    await desk.service.addProfile({ xml: second.replace('0010101', '0010102') })
    await desk.service.addProfile({ xml: PROFILE, replace: true })
  })
})
