import { beforeAll, describe, expect, test } from 'vitest'
import type { Command } from 'commander'
import { openCommandLine } from '../../../../test/support/command-line.ts'
import { FakeHost } from '../../../../test/support/fake-host.ts'
import { VirtualClock } from '../../../base/index.ts'
import { wholeProgram } from '../program.ts'
import { complete, type Candidate } from './complete.ts'
import { asking } from './names.ts'
import type { ValueKind } from './value-kind.ts'

let program: Command
beforeAll(async () => {
  program = await wholeProgram({ host: new FakeHost(), version: '1.2.3' })
})

/** Each kind has one name of its own, and one that no shell should see. */
const ask = async (kind: ValueKind): Promise<readonly Candidate[]> => [
  { value: `a-${kind}` },
  { value: `a-${kind}\u0007` },
  { value: '' },
]

async function words(line: string): Promise<readonly string[]> {
  const { candidates, files } = await complete(program, line.split(' '), ask)
  return files ? [':files', ...candidates.map(({ value }) => value)] : candidates.map(({ value }) => value)
}

describe('what is suggested', () => {
  test.each<[string, readonly string[]]>([
    ['sta', ['status']],
    ['dial conn', ['connect']],
    ['sim pin en', ['enter', 'enable']],
    ['help disc', ['disconnect']],
    ['help disconnect ', []],
    ['why ', ['a-anything']],
    ['why a-anything ', []],
    ['disconnect ', ['a-connection']],
    ['usage ', ['a-modem-or-connection']],
    ['connect ', ['a-profile']],
    ['connect --timeout 5 ', ['a-profile']],
    ['connect --timeout=5 ', ['a-profile']],
    ['connect --no-wait ', ['a-profile']],
    ['connect --timeout ', []],
    ['connect --modem ', ['a-modem-or-connection']],
    ['connect --modem=', ['--modem=a-modem-or-connection']],
    ['connect --modem=b', []],
    ['connect --modem = ', ['a-modem-or-connection']],
    ['connect --modem =', ['a-modem-or-connection']],
    ['connect --modem = a-mo', ['a-modem-or-connection']],
    ['connect --nothing=', []],
    ['connect -- ', ['a-profile']],
    ['connect -- --', []],
    ['connect --te', ['--temporary']],
    ['connect --temporary ', [':files']],
    ['--socket ', [':files']],
    ['--socket /tmp/s --json modem sh', ['show']],
    ['--json connect --js', []],
    ['modem radio o', ['on', 'off']],
    ['modem radio on ', ['a-modem']],
    ['modem radio on modem0 ', []],
    ['sim pin enter --type=net', ['--type=network-pin', '--type=network-subset-pin']],
    ['profile update ', ['a-profile']],
    ['profile update internet ', [':files']],
    ['dial add x --modem modem0 --mo', ['--modem']],
    ['request show ', ['a-request']],
    ['token revoke ', ['a-token']],
    ['router check ', ['a-router']],
    ['--router ', ['a-router']],
    ['nothing like it ', []],
  ])('after "%s"', async (line, expected) => {
    expect(await words(line)).toEqual(expected)
  })

  test('every option of a command, once each', async () => {
    const all = await words('connect --')
    expect(all).toEqual(expect.arrayContaining(['--modem', '--apn', '--json', '--help']))
    expect(new Set(all).size).toBe(all.length)
    expect(await words('connect --apn x --')).not.toContain('--apn')
  })
})

describe('at the service', () => {
  test('names come with their state, in lines for the shell', async () => {
    await using cli = await openCommandLine()
    expect((await cli.run('complete -- why m')).out).toBe('modem0\tregistered\n')
    expect((await cli.run('complete -- connect i')).out).toBe('internet\t\n')
    expect((await cli.run('complete -- profile add x')).out).toBe(':files\n')
    expect((await cli.run(`complete -- --socket ${cli.socket} modem show `, { env: {} })).out).toContain(
      'modem0',
    )
  })

  test('nothing is said where none runs, or where it takes its time', async () => {
    await using cli = await openCommandLine()
    const env = { DIALTONE_SOCKET: '/nowhere/s' }
    expect(await cli.run('complete -- why m', { env })).toMatchObject({ code: 0, out: '', err: '' })
    const clock = new VirtualClock()
    cli.service.snapshot = () => new Promise(() => undefined)
    const slow = asking({ service: cli.service, routersFile: '', host: new FakeHost({ clock }) })
    expect(await clock.resolve(slow('modem'))).toEqual([])
  })
})
