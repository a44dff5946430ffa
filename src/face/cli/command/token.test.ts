import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemClock } from '../../../base/index.ts'
import { openCommandLine, type CommandLine } from '../../../../test/support/command-line.ts'

let cli: CommandLine

beforeEach(async () => {
  cli = await openCommandLine()
})
afterEach(() => cli[Symbol.asyncDispose]())

test('create says the token and nothing else on standard output', async () => {
  const { code, out, err } = await cli.run('token create grafana')
  expect([code, out]).toEqual([0, 'dialtone_grafana\n'])
  expect(err).toContain('it is not shown again. The token grafana may read.')
})

test('create takes scopes and an expiry', async () => {
  const { err } = await cli.run('token create x --scope read --scope connect --expires 2099-01-31')
  expect(cli.service.tokensNow.get('x')).toMatchObject({
    scopes: ['read', 'connect'],
    expiresAt: Date.UTC(2099, 0, 31),
  })
  expect(err).toContain('may read, connect until 2099-01-31')
  await cli.run('token create y --expires 30d')
  const left = (cli.service.tokensNow.get('y')?.expiresAt ?? 0) - systemClock.now()
  expect(Math.round(left / 86_400_000)).toBe(30)
})

test('create says what a name may be', async () => {
  const { code, err } = await cli.run('token create a/b')
  expect([code, err]).toEqual([
    2,
    expect.stringContaining('It has to begin with a letter or digit') as string,
  ])
  expect(cli.service.tokensNow.size).toBe(0)
})

test.each(['--scope everything', '--expires soon', '--expires 2027-13-45'])(
  'create refuses %s',
  async (flags) => {
    expect((await cli.run(`token create x ${flags}`)).code).toBe(2)
    expect(cli.service.tokensNow.size).toBe(0)
  },
)

test('list shows them, and which have expired', async () => {
  expect((await cli.run('token list')).err).toContain('dialtone token create')
  await cli.run('token create old')
  cli.service.tokensNow.set('gone', {
    name: 'gone',
    scopes: ['admin'],
    createdAt: 0,
    createdBy: 'local\u001B[2J',
    expiresAt: 1,
  })
  const { out } = await cli.run('token list')
  expect(out).toMatch(/old +read .* never/)
  expect(out).toMatch(/gone +admin .* has expired/)
  expect(out).not.toContain('\u001B')
  expect((await cli.run('token list --json')).out).not.toContain('dialtone_')
})

test('revoke ends one, and says so', async () => {
  await cli.run('token create old')
  expect((await cli.run('token revoke old')).out).toBe('Revoked token old.\n')
  expect((await cli.run('token revoke old')).code).toBe(3)
})
