import { afterEach, beforeEach, expect, test } from 'vitest'
import { DialtoneError } from '../../../../base/index.ts'
import { openCommandLine, type CommandLine } from '../../../../../test/support/command-line.ts'

let cli: CommandLine

beforeEach(async () => {
  cli = await openCommandLine()
})
afterEach(() => cli[Symbol.asyncDispose]())

const NOTE =
  'There is no profile "intrenet" yet: it cannot be dialled until one is added (dialtone profile add FILE)\n'

test('add and set say that there is no such profile, and do what they are told', async () => {
  expect(await cli.run('dial add branch --profile intrenet --route 10.0.0.0/8')).toMatchObject({
    code: 0,
    out: 'branch is added\n',
    err: NOTE,
  })
  expect((await cli.run('dial set branch --profile intrenet')).err).toBe(NOTE)
  expect((await cli.run('dial set branch --priority 3')).err).toBe('')
})

test('add and set say that there is no such modem, which may be plugged in later', async () => {
  const note =
    'There is no modem "modem7" now: nothing is dialled with it until it is plugged in (there is modem0)\n'
  const added = await cli.run('dial add branch --profile internet --modem modem0 --modem modem7')
  expect(added).toMatchObject({ code: 0, out: 'branch is added\n', err: note })
  expect((await cli.run('dial set branch --modem modem7')).err).toBe(note)
  expect((await cli.run('dial add lab --profile intrenet --modem modem7')).err).toBe(NOTE + note)
  expect((await cli.run('dial add other --profile internet --modem modem0')).err).toBe('')
})

test('what is not of the form that the service takes is said by the option, or by the name', async () => {
  const long = 'x'.repeat(300)
  expect(await cli.run(`dial add ${long} --profile internet`)).toMatchObject({
    code: 2,
    err: 'dialtone: name has to be a text of at most 256 characters\n',
  })
  expect((await cli.run(`dial add x --profile internet --domain ${long}`)).err).toBe(
    'dialtone: --domain has to be a text of at most 15 characters\n',
  )
  await cli.run('dial add x --profile internet')
  expect((await cli.run(`dial set x --profile ${long}`)).err).toBe(
    'dialtone: --profile has to be a text of at most 255 characters\n',
  )
})

test('where the profile is there nothing is said of it, nor in JSON', async () => {
  const { out } = await cli.run('profile list')
  expect(out).toContain('internet')
  expect((await cli.run('dial add branch --profile internet')).err).toBe('')
  expect((await cli.run('dial add other --profile intrenet --json')).err).toBe('')
})

test('what is wrong is said by the options that gave it', async () => {
  const refuse = (...keys: string[]): void => {
    const problems = keys.map((key) => ({ key, message: 'is wrong' }))
    const said = problems.map(({ key, message }) => `${key} ${message}`).join('; ')
    const refusal = new DialtoneError('invalid_argument', `dial interface "x": ${said}`, {
      detail: { dialInterface: 'x', problems },
    })
    cli.service.addDialInterface = () => Promise.reject(refusal)
    cli.service.setDialInterface = () => Promise.reject(refusal)
  }
  await cli.run('dial add x --serial /dev/ttyS0 --number 1')
  refuse('dialer.line.device', 'dialer.line.init[1]', 'redial.attempts', 'name')
  const serial = await cli.run('dial add y --serial foo --number 1')
  expect([serial.code, serial.err]).toEqual([
    2,
    expect.stringContaining(
      '--serial is wrong; --init is wrong; --redial-attempts is wrong; name is wrong',
    ) as string,
  ])
  expect((await cli.run('dial set x --priority 3')).err).toContain('--serial is wrong')
  expect((await cli.run('dial add y --pppoe a/b')).err).toContain('--pppoe is wrong')
  refuse('routes[0].destination', 'filter.rules[0]', 'dialOutHours.timeZone', 'credentials.userName')
  expect((await cli.run('dial add y --profile p --except tcp')).err).toContain(
    '--route is wrong; --except is wrong; --time-zone is wrong; --user-name is wrong',
  )
})

test.each([
  ['--idle-timeout 5', '--idle-timeout has to be a duration with its unit'],
  ['--priority abc', '--priority has to be a whole number'],
  ['--only x', '--only "x" is no packet rule'],
  ['--mtu 1400', '--mtu has to be left out'],
])('a value that cannot be read is said by its option: %s', async (given, said) => {
  const { code, err } = await cli.run(`dial add x --profile internet ${given}`)
  expect([code, err]).toEqual([2, expect.stringContaining(said) as string])
})

test.each([
  ['--no-filter --only tcp', '--no-filter contradicts --only'],
  ['--no-hours --time-zone Europe/Berlin', '--no-hours contradicts --time-zone'],
  ['--no-credentials --user-name somebody', '--no-credentials contradicts --user-name'],
])('what is given and taken away at once is refused: %s', async (given, said) => {
  await cli.run('dial add x --profile internet')
  const { code, err } = await cli.run(`dial set x ${given}`)
  expect([code, err]).toEqual([2, `dialtone: ${said}: give one of the two\n`])
})
