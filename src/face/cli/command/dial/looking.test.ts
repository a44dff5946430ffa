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

test.each([40, 60, 80, 120])(
  'list fits a terminal of %i columns and tells every reason whole',
  async (columns) => {
    const text =
      'nothing that it could dial with can connect now: the SIM of modem1 is locked, and modem0 is not there'
    add('warehouse', ['modem0', 'modem1'], { state: 'unreachable', reason: { code: 'no-device', text } })
    const { lines } = await cli.run('dial list', { columns })
    for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(columns)
    const column = lines[0]?.indexOf('WHY') ?? 0
    const reason = lines.slice(1).map((line) => line.slice(column))
    expect(reason.filter((part) => part !== '').join(' ')).toBe(text)
  },
)

test('list --stored is one table, or says that there is nothing', async () => {
  expect(await cli.run('dial list --stored')).toMatchObject({ code: 0, out: '' })
  expect((await cli.run('dial list --stored')).err).toBe('No dial interface is stored.\n')
  add('one', [])
  add('two', [])
  add('passing', [], { stored: false })
  expect((await cli.run('dial list --stored')).out).toBe('STORED\none\ntwo\n')
})

test('plan says why nothing of it was done, also where that was tried', async () => {
  cli.service.planDialInterface = () =>
    Promise.resolve({ lines: ['ip route add 10.20.0.0/16 dev dt-branch'] })
  const cause = { code: 'already_exists', message: 'cannot hold branch: a route is there already' } as const
  add('branch', [], { dataPath: { state: 'absent', cause } })
  add('well', [], { dataPath: { state: 'holding' } })
  const out = 'ip route add 10.20.0.0/16 dev dt-branch\n'
  expect(await cli.run('dial plan branch')).toMatchObject({
    code: 0,
    out,
    err: `None of it is done: ${cause.message}\n`,
  })
  expect(await cli.run('dial plan well')).toMatchObject({ code: 0, out, err: '' })
})

test('what pppd dials is shown by its line, and never its password', async () => {
  const line = {
    kind: 'serial',
    device: '/dev/ttyUSB0',
    speed: 115_200,
    flowControl: 'none',
    number: '*99#',
    init: ['ATX3'],
    apn: 'internet.example',
  } as const
  const dialer = {
    kind: 'ppp',
    line,
    mtu: 1400,
    authentication: ['chap'],
    answer: { address: '10.9.0.1', peer: '10.9.0.2' },
  } as const
  const credentials = { userName: 'me', password: 'secret' }
  const one = fakeDialInterface({ name: 'office', dialer, credentials })
  cli.service.dials.set(one.id, one)
  expect((await cli.run('dial list')).out).toMatch(/^office +disconnected +\*99# on \/dev\/ttyUSB0 /m)
  expect((await cli.run('dial show office')).out).toMatch(/^Before +\(hidden\)$/m)
  const { out } = await cli.run('dial show office --reveal')
  expect(out).toMatch(/^Line +\/dev\/ttyUSB0 at 115200 bit\/s, flow control: none$/m)
  expect(out).toMatch(/^Number +\*99#$/m)
  expect(out).toMatch(/^Before +ATX3$/m)
  expect(out).toMatch(/^APN +internet\.example$/m)
  expect(out).toMatch(/^MTU +1400$/m)
  expect(out).toMatch(/^Answers +its callers, as 10\.9\.0\.1:10\.9\.0\.2$/m)
  expect(out).not.toContain('secret')
})

test('add takes a line in place of a profile, and says what lacks', async () => {
  expect(await cli.run('dial add office --serial /dev/ttyUSB0 --number *99# --init ATX3')).toMatchObject({
    code: 0,
    out: 'office is added\n',
    err: '',
  })
  expect([...cli.service.dials.values()].map(({ settings }) => settings.dialer)).toMatchObject([
    { kind: 'ppp', line: { device: '/dev/ttyUSB0', number: '*99#', init: ['ATX3'] } },
  ])
  const both = await cli.run('dial add other --pppoe eth1 --profile internet')
  expect([both.code, both.err]).toEqual([2, expect.stringContaining('either profile or pppoe') as string])
  const none = await cli.run('dial add other --route 10.0.0.0/8')
  expect([none.code, none.err]).toEqual([2, expect.stringContaining('--serial DEVICE') as string])
})
