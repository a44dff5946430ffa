import { afterEach, beforeEach, expect, test } from 'vitest'
import { openCommandLine, type CommandLine } from '../../../../../test/support/command-line.ts'
import { fakeDialInterface } from '../../../../../test/support/fake-dial.ts'
import { IP } from '../../../../../test/support/fake-service.ts'
import type { DialConnection, DialInterface, PartialDialSettings } from '../../../../core/index.ts'

let cli: CommandLine

beforeEach(async () => {
  cli = await openCommandLine()
})
afterEach(() => cli[Symbol.asyncDispose]())

function add(name: string, modems: readonly string[], change?: Partial<DialInterface>): void {
  const settings: PartialDialSettings = { name, dialer: { kind: 'modem', modems, profile: 'internet' } }
  const one = fakeDialInterface(settings, change)
  cli.service.dials.set(one.id, one)
}

test('list shows the profile first, then the modems that it may dial with', async () => {
  add('any', [])
  add('two', ['modem0', 'modem1'])
  const { out } = await cli.run('dial list')
  expect(out).toMatch(/^any +disconnected +internet +traffic dials it$/m)
  expect(out).toMatch(/^two +disconnected +internet by modem0, modem1 +traffic dials it$/m)
})

test('list shows the one modem that a connected interface has dialled with', async () => {
  const connected: DialConnection = {
    number: 1,
    direction: 'outgoing',
    since: 0,
    port: 'modem1',
    ip: IP,
    link: { sessionId: 0, configuredBy: 'us' },
  }
  add('branch', [], { state: 'connected', connected })
  expect((await cli.run('dial list')).out).toMatch(/^branch +connected +internet by modem1 /m)
})

test('list --stored is one table, or says that there is nothing', async () => {
  expect(await cli.run('dial list --stored')).toMatchObject({ code: 0, out: '' })
  expect((await cli.run('dial list --stored')).err).toBe('No dial interface is stored.\n')
  add('one', [])
  add('two', [])
  add('passing', [], { stored: false })
  expect((await cli.run('dial list --stored')).out).toBe('STORED\none\ntwo\n')
})
