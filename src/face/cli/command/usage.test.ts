import { afterEach, beforeEach, expect, test } from 'vitest'
import { openCommandLine, type CommandLine } from '../../../../test/support/command-line.ts'
import { USAGE } from '../../../../test/support/fake-service.ts'

let cli: CommandLine

beforeEach(async () => {
  cli = await openCommandLine()
})
afterEach(() => cli[Symbol.asyncDispose]())

test('usage shows what was transferred, of a modem or of a connection', async () => {
  const { code, out } = await cli.run('usage --since 2026-01-01 --until 2026-01-03')
  expect(code).toBe(0)
  expect(out).toMatch(/2026-01-02 \d\d:00 +3\.0 MB +250\.0 kB +1\.0 kB +1 h 30 min/)
  const range = { granularity: 'day', from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 0, 3) }
  expect(cli.service.calls).toContainEqual(['modemUsage', { modem: 'modem0', ...range }])
  expect(JSON.parse((await cli.run('usage modem0/1 --by total --json')).out)).toMatchObject({
    total: USAGE.total,
  })
  expect(cli.service.calls.at(-1)).toEqual([
    'connectionUsage',
    { connection: 'modem0/1', granularity: 'total' },
  ])
  for (const wrong of ['--since yesterday', '--since 5', '--by week']) {
    expect((await cli.run(`usage ${wrong}`)).code).toBe(2)
  }
})
