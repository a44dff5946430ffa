import { afterEach, beforeEach, expect, test } from 'vitest'
import { openCommandLine, type CommandLine } from '../../../../test/support/command-line.ts'
import type { Explanation } from '../../../core/index.ts'

const modem: Explanation = {
  what: 'modem',
  id: 'id-0',
  name: 'modem0',
  state: 'locked',
  standing: 'blocked',
  summary: 'modem0 is locked: the SIM is locked',
  steps: [
    {
      part: 'sim',
      name: 'modem0',
      state: 'locked',
      standing: 'blocked',
      text: 'the SIM is locked',
      since: 0,
      facts: [{ name: 'Attempts left', value: '3' }],
    },
    { part: 'modem', name: 'modem0', state: 'ready', standing: 'well', text: 'the modem answers', facts: [] },
  ],
  remedies: [{ text: 'Enter the PIN1', command: 'dialtone sim unlock modem0' }],
}

const connection: Explanation = {
  ...modem,
  what: 'connection',
  id: 'id-1',
  state: 'deactivated',
  summary: 'modem0 is deactivated: nobody has asked for a connection, because the SIM is locked',
  steps: [
    {
      part: 'connection',
      name: 'modem0',
      state: 'deactivated',
      standing: 'blocked',
      text: 'nobody has asked for a connection',
      facts: [],
    },
    ...modem.steps,
  ],
  lastError: {
    code: 'connect_failed',
    message: 'the network refused\u202e',
    network: { value: 33, name: 'not-subscribed', text: 'not included' },
  },
  next: { at: 60_000, text: 'it is dialled again' },
}

let cli: CommandLine

beforeEach(async () => {
  cli = await openCommandLine()
  cli.service.explanations = [connection, modem]
})
afterEach(() => cli[Symbol.asyncDispose]())

test('says the whole in a sentence, the chain, and what to type, each once', async () => {
  const { code, out } = await cli.run('why modem0')
  expect(code).toBe(0)
  expect(out.split('\n')[0]).toBe(connection.summary)
  expect(out).toMatch(/^✗ +connection +deactivated +nobody has asked for a connection$/m)
  expect(out).toMatch(/^✗ +SIM +locked .*the SIM is locked \(attempts left 3\)$/m)
  expect(out).toMatch(/^Last error +the network refused\? \(connect_failed\)$/m)
  expect(out).toMatch(/^The network said +cause 33 \(not-subscribed\): not included$/m)
  expect(out).toMatch(/^Next +1970-01-01 .*: it is dialled again$/m)
  expect(out).toContain(modem.summary)
  expect(out.match(/Enter the PIN1:/g)).toHaveLength(1)
  expect(out.match(/the modem answers/g)).toHaveLength(1)
  expect(out).toMatch(/^ {4}dialtone sim unlock modem0$/m)
})

test('says once what the whole machine lacks, and nothing twice in a row', async () => {
  const absent = {
    part: 'data-path',
    state: 'absent',
    standing: 'blocked',
    text: 'nothing is configured in this machine',
    facts: [],
  } as const
  const up = { ...connection.steps[0], part: 'connection', text: 'connected with profile internet' } as const
  const facts = [
    { name: 'Profile', value: 'internet' },
    { name: 'Access point', value: 'web' },
  ]
  cli.service.explanations = ['one', 'two'].map((name) => ({
    ...connection,
    name,
    steps: [
      { ...absent, name },
      { ...connection.steps[0], ...up, name, state: 'activated', standing: 'well', facts },
    ],
  }))
  const { out } = await cli.run('why')
  expect(out.match(/data path/g)).toHaveLength(1)
  expect(out.match(/connected with profile internet \(access point web\)$/gm)).toHaveLength(2)
})

test.each([40, 60, 80, 120])(
  'fits a terminal of %i columns and tells every reason whole',
  async (columns) => {
    const text =
      'nothing is configured in this machine, as the service runs without the rights that this takes'
    const step = {
      part: 'data-path',
      name: 'branch',
      state: 'absent',
      standing: 'blocked',
      since: 0,
    } as const
    const facts = [{ name: 'Needed', value: 'CAP_NET_ADMIN and CAP_NET_RAW' }]
    cli.service.explanations = [{ ...connection, steps: [{ ...step, text, facts }, ...connection.steps] }]
    const { lines } = await cli.run('why modem0', { columns })
    for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(columns)
    const at = lines.findIndex((line) => line.includes('data path'))
    const end = lines.findIndex((line, index) => index > at && line.startsWith('✗'))
    const column = lines[at]?.indexOf('nothing') ?? 0
    const reason = lines.slice(at, end).map((line) => line.slice(column))
    expect(reason.join(' ')).toBe(`${text} (needed CAP_NET_ADMIN and CAP_NET_RAW)`)
  },
)

test('without a name shows what is blocked, or says that nothing is', async () => {
  expect((await cli.run('why')).out).toContain(modem.summary)
  cli.service.explanations = [{ ...modem, standing: 'well' }]
  expect(await cli.run('why')).toMatchObject({ code: 0, out: '', err: 'Nothing needs attention.\n' })
  cli.service.modemsNow.clear()
  expect((await cli.run('why')).err).toMatch(
    /^Nothing needs attention\.\nThere is no modem; "dialtone doctor" says/,
  )
  expect((await cli.run('why --json')).out).toBe('[]\n')
})

test('with --json gives it as it is; who is not there is exit code 3', async () => {
  expect(JSON.parse((await cli.run('why id-1 --json')).out)).toEqual([connection])
  expect((await cli.run('why modem9')).code).toBe(3)
})
