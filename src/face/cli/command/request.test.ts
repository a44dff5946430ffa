import { afterEach, beforeEach, expect, test } from 'vitest'
import { openCommandLine, type CommandLine } from '../../../../test/support/command-line.ts'
import { fakeDialInterface } from '../../../../test/support/fake-dial.ts'
import { CONNECTION, MODEM } from '../../../../test/support/fake-service.ts'
import type { Request } from '../../../core/index.ts'

let cli: CommandLine

beforeEach(async () => {
  cli = await openCommandLine()
  const { service } = cli
  const second = { ...CONNECTION, id: 'second', name: 'modem0/1', sessionId: 1 }
  service.connectionsNow.set(second.id, second)
  const branch = fakeDialInterface({
    name: 'branch',
    dialer: { kind: 'modem', modems: [], profile: 'internet' },
  })
  service.dials.set(branch.id, branch)
  const cause = { code: 'not_registered', message: 'the modem is not registered with any network' } as const
  const ended = { by: 'somebody', startedAt: 0, endedAt: 1000 }
  const all: readonly Request[] = [
    { ...ended, id: 1, kind: 'connect', state: 'failed', cause, modem: MODEM.id, connection: second.id },
    { ...ended, id: 2, kind: 'scan', state: 'succeeded', modem: MODEM.id },
    { ...ended, id: 3, kind: 'connect-interface', state: 'succeeded', dialInterface: branch.id },
    { ...ended, id: 4, kind: 'scan', state: 'succeeded', modem: 'gone' },
    { ...ended, id: 5, kind: 'disconnect', state: 'succeeded', modem: MODEM.id, connection: 'gone' },
  ]
  for (const one of all) service.requestsNow.set(one.id, one)
})
afterEach(() => cli[Symbol.asyncDispose]())

test('list says whose each is, by its name while it is there', async () => {
  const { lines } = await cli.run('request list')
  expect(lines[0]).toMatch(/^ID +STARTED +OF +BY +WHAT$/)
  expect(lines.slice(1)).toEqual([
    expect.stringMatching(/ modem0\/1 +somebody +connect failed after 1 s: the modem is not registered with/),
    expect.stringMatching(/ modem0 +somebody +scan succeeded after 1 s$/),
    expect.stringMatching(/ branch +somebody +connect succeeded after 1 s$/),
    expect.stringMatching(/ gone +somebody +scan succeeded after 1 s$/),
    expect.stringMatching(/ modem0 +somebody +disconnect succeeded after 1 s$/),
  ])
})

test.each([40, 60, 80])(
  'list fits a terminal of %i columns and tells what became of each whole',
  async (columns) => {
    const { lines } = await cli.run('request list', { columns })
    for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(columns)
    const column = lines[0]?.indexOf('WHAT') ?? 0
    const end = lines.findIndex((line) => / *2 /.test(line.slice(0, 3)))
    const what = lines.slice(1, end).map((line) => line.slice(column))
    expect(what.join(' ')).toBe('connect failed after 1 s: the modem is not registered with any network')
  },
)

test.each([
  [1, /^Connection +modem0\/1$/m],
  [2, /^Modem +modem0$/m],
  [3, /^Dial interface +branch$/m],
  [4, /^Modem +gone$/m],
  [5, /^Modem +modem0$/m],
])('show says whose %i is', async (id, said) => {
  expect((await cli.run(`request show ${id}`)).out).toMatch(said)
})

test('as JSON they are what the service says', async () => {
  const [first] = JSON.parse((await cli.run('request list --json')).out) as Request[]
  expect(first).toMatchObject({ id: 1, connection: 'second', modem: MODEM.id })
})
