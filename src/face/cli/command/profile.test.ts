import { afterEach, beforeEach, expect, test } from 'vitest'
import { openCommandLine, type CommandLine } from '../../../../test/support/command-line.ts'
import { PROFILE } from '../../../../test/support/fake-service.ts'

let cli: CommandLine

beforeEach(async () => {
  cli = await openCommandLine()
})
afterEach(() => cli[Symbol.asyncDispose]())

test('update puts another in its place; one that is not there is not added', async () => {
  const input = '<Name>internet</Name>'
  expect(await cli.run('profile update internet -', { input })).toMatchObject({
    code: 0,
    out: 'Updated profile "internet".\n',
  })
  expect(cli.service.calls).toContainEqual(['updateProfile', { profile: 'internet', xml: input }])
  expect(await cli.run('profile update nothing -', { input: '<Name>nothing</Name>' })).toMatchObject({
    code: 3,
    out: '',
  })
  expect(cli.service.profilesNow.has('nothing')).toBe(false)
  const { out } = await cli.run('profile update internet - --json', { input })
  expect(JSON.parse(out)).toMatchObject({ name: 'internet' })
})

test('show tells what later versions of the schema hold', async () => {
  cli.service.profilesNow.set('internet', {
    ...PROFILE,
    displayProviderName: 'Contoso\u001b[31m',
    isAdditional: true,
    isExclusive: true,
    purposes: ['{3e5545d2-1137-4dc8-a198-33f1c657515f}'],
    conditions: { roaming: 'home-only', subscriberId: '001010123456789' },
    adminEnabled: false,
    adminRoaming: 'home-and-partner',
    apnId: 7,
    mms: { url: 'http://mms.example/', port: 8080 },
  })
  const { out } = await cli.run('profile show internet')
  expect(out).toMatch(/^Provider shown +Contoso\?\[31m$/m)
  expect(out).toMatch(/^Kind +for an additional connection, nothing beside it$/m)
  expect(out).toMatch(/^In force +home-only, \(hidden\)$/m)
  expect(out).toMatch(/^Administrator +switched off$/m)
  expect(out).toMatch(/^MMS +http:\/\/mms\.example\/, 8080$/m)
  expect((await cli.run('profile show internet --reveal')).out).toMatch(
    /^In force +home-only, 001010123456789$/m,
  )
})
