/** The command line as a whole: it offers every operation, and every command answers a program in JSON. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Command } from 'commander'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { OPERATIONS, type OperationName } from '../src/api/index.ts'
import { runProgram } from '../src/face/cli/program.ts'
import { manPage, wholeProgram } from '../src/face/cli/index.ts'
import { COMMANDS } from '../src/main/cli.ts'
import { version } from '../src/main/version.ts'
import { VIRTUAL_COMMANDS } from '../src/virtual/index.ts'
import { dialtoneCalls, simpleCommands } from './document/shell.ts'
import { openCommandLine, type CommandLine } from './support/command-line.ts'
import { fakeDialInterface } from './support/fake-dial.ts'
import { FakeHost } from './support/fake-host.ts'
import { MESSAGE } from './support/service-state.ts'
import { profileXml } from './support/story.ts'

/** Operations that no command is for, and why. */
const WITHOUT: Partial<Record<OperationName, string>> = {
  preferredProviders: 'for the version to change: "modem providers" says what is in it',
  provisionedContexts: 'for the version to change: "context list" says what is in it',
  messageConfiguration: 'for the version to change: "sms config" says what is in it',
  dialSettings: 'for the version to change: "dial show" says what is in it',
  virtualCommands: 'for dashboards: the command line has the table itself, "virtual --help"',
  pollEvents: 'for clients that cannot hold a stream: "watch" follows the stream',
}

/** Commands that go on until they are stopped, and serve other programs: what they say is a log. */
const SERVING = ['start', 'serve', 'virtual serve', 'virtual replay']

/** How each command is called, in several ways with \`;\` between. \`^C\` at the end stops one that goes on by itself. */
const CALLS: Readonly<Record<string, string>> = {
  'connection show': 'connection show modem0',
  connect: 'connect; connect --additional --apn ims',
  why: 'why; why modem0',
  usage: 'usage modem0; usage modem0/1',
  'sim pin enter': 'sim pin enter --pin-file FOLDER/code',
  'sim pin enable': 'sim pin enable --pin-file FOLDER/code',
  'sim pin disable': 'sim pin disable --pin-file FOLDER/code',
  'sim pin change': 'sim pin change --pin-file FOLDER/codes',
  'sim pin unblock': 'sim pin unblock --pin-file FOLDER/codes',
  'config check': 'config check FOLDER/good.toml',
  backup: 'backup FOLDER/made --state FOLDER/none',
  restore: 'restore FOLDER/good.toml --state FOLDER/none',
  'modem radio': 'modem radio off modem0',
  'modem command': 'modem command basic-connect 1 00',
  'modem listen': 'modem listen basic-connect ^C',
  'modem commands': 'modem commands basic-connect',
  'modem stream': 'modem stream basic-connect 00 01 ^C',
  'modem register': 'modem register automatic',
  'modem providers set': 'modem providers set 26201',
  'modem carrier': 'modem carrier 26201',
  'modem signal-reports': 'modem signal-reports --interval 5',
  'context set': 'context set --type internet --apn internet',
  'network set-plan': 'network set-plan --limit 10GB',
  'sms show': 'sms show MESSAGE',
  'sms send': 'sms send +491700000001 hello',
  'sms delete': 'sms delete MESSAGE; sms delete --filter read',
  'sms config': 'sms config --centre +491710760000',
  'request show': 'request show 1',
  'request cancel': 'request cancel 1',
  watch: 'watch ^C',
  'dial list': 'dial list; dial list --stored',
  'dial show': 'dial show branch',
  'dial plan': 'dial plan branch',
  'dial add': 'dial add other --profile internet',
  'dial set': 'dial set branch --priority 3',
  'dial enable': 'dial enable branch',
  'dial disable': 'dial disable branch',
  'dial remove': 'dial remove branch',
  'dial connect': 'dial connect branch',
  'dial disconnect': 'dial disconnect branch',
  'dial hang-up': 'dial hang-up modem0',
  'dial clear': 'dial clear branch',
  'profile show': 'profile show internet',
  'profile add': 'profile add FOLDER/profile.xml',
  'profile update': 'profile update internet FOLDER/profile.xml',
  'profile remove': 'profile remove internet',
  'router add': 'router add branch-7 https://192.0.2.1:8443 --token-file FOLDER/code',
  'router remove': 'router remove branch-7',
  'capture save': 'capture save -o FOLDER/saved.pcapng',
  'token create': 'token create gateway',
  'token revoke': 'token revoke gateway',
  completion: 'completion bash',
  'mbim decode': 'mbim decode FOLDER/frames',
}

const called = new Set<string>()
let folder: string
let cli: CommandLine
let leaves: readonly string[]

function leavesOf(command: Command, path: readonly string[] = []): readonly string[] {
  if (command.commands.length === 0) return [path.join(' ')]
  return command.commands.flatMap((one) => leavesOf(one, [...path, one.name()]))
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dialtone-all-'))
  writeFileSync(join(folder, 'good.toml'), '')
  writeFileSync(join(folder, 'profile.xml'), profileXml('internet', 'internet'))
  writeFileSync(join(folder, 'code'), '1234\n')
  writeFileSync(join(folder, 'codes'), '12345678\n4321\n')
  writeFileSync(join(folder, 'frames'), '01000000100000000100000000100000\n')
  leaves = leavesOf(await wholeProgram({ host: new FakeHost(), version: '1.2.3', commands: COMMANDS }))
})
afterAll(() => rmSync(folder, { recursive: true }))

async function openRecorded(): Promise<CommandLine> {
  const opened = await openCommandLine()
  const { service } = opened
  service.onConnect = ({ id }) => void service.succeed(id)
  const branch = fakeDialInterface({
    name: 'branch',
    dialer: { kind: 'modem', modems: [], profile: 'internet' },
  })
  service.dials.set(branch.id, branch)
  for (const name of Object.keys(OPERATIONS) as OperationName[]) {
    // Each is what it was, and is noted.
    const real = (service[name] as (input: never) => Promise<unknown>).bind(service)
    Object.assign(service, {
      [name]: (input: never) => {
        called.add(name)
        return real(input)
      },
    })
  }
  return opened
}

async function run(line: string) {
  cli = await openRecorded()
  const host = new FakeHost({
    env: { DIALTONE_SOCKET: cli.socket, HOME: folder },
  })
  const text = line.replace(' ^C', '').replaceAll('FOLDER', folder).replace('MESSAGE', MESSAGE.id)
  const [words = []] = simpleCommands(text)
  const ended = runProgram([...words, '--json'], { host, version: '1.2.3', commands: COMMANDS })
  if (line.endsWith('^C')) {
    while (host.listening === 0 || cli.service.watching === 0) await new Promise(setImmediate)
    host.interrupt()
  }
  const code = await ended
  await cli[Symbol.asyncDispose]()
  return { code, out: host.stdout.text, err: host.stderr.text }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function isLines(text: string): boolean {
  return text !== '' && text.trimEnd().split('\n').every(isJson)
}

describe('--json', () => {
  test('makes every command answer in JSON: what came of it, or what is wrong', async () => {
    const examples = new Map(VIRTUAL_COMMANDS.map(({ name, examples: [first = name] }) => [name, first]))
    const bad: string[] = []
    for (const path of leaves.filter((one) => !SERVING.includes(one))) {
      const virtual = examples.get(path.replace('virtual ', ''))
      const calls = path.startsWith('virtual ') && virtual !== undefined ? `virtual ${virtual}` : CALLS[path]
      for (const call of (calls ?? path).split('; ')) {
        const { code, out, err } = await run(call)
        const good = code === 0 ? (isJson(out) || isLines(out)) && err === '' : isJson(err) && out === ''
        const silent = code === 0 && out === '' && call.endsWith('^C')
        if (!good && !silent) bad.push(`${call}: ${code} ${err}${out.slice(0, 200)}`)
      }
    }
    expect(bad).toEqual([])
  })

  test('of every operation there is a command, or a reason why not', () => {
    const names = Object.keys(OPERATIONS) as OperationName[]
    expect(names.filter((name) => !called.has(name) && WITHOUT[name] === undefined)).toEqual([])
    expect(Object.keys(WITHOUT).filter((name) => called.has(name))).toEqual([])
  })
})

test('the manual page is that of these commands: node build/man.ts writes it', async () => {
  const whole = await wholeProgram({ host: new FakeHost(), version: version(), commands: COMMANDS })
  expect(readFileSync('man/dialtone.1', 'utf8')).toBe(manPage(whole, version()))
})

describe('help', () => {
  test('of every command says what it does and has an example of it that is read', async () => {
    const host = new FakeHost()
    const whole = await wholeProgram({ host, version: '1.2.3', commands: COMMANDS })
    const bad: string[] = []
    const visit = (command: Command, path: readonly string[]): void => {
      for (const one of command.commands) visit(one, [...path, one.name()])
      if (command.commands.length > 0) return
      const before = host.stdout.text.length
      command.outputHelp()
      const calls = dialtoneCalls(host.stdout.text.slice(before))
      const own = calls.some((words) => words.slice(0, path.length).join(' ') === path.join(' '))
      if (!own || !/^[A-Z].*\.$/s.test(command.description())) bad.push(path.join(' '))
    }
    visit(whole, [])
    expect(bad).toEqual([])
  })

  test.each([
    ['exit-codes', /^ {2}5 {2}the service is not running$/m],
    ['environment', /^NO_COLOR /m],
    ['names', /modem0\/1/],
  ])('has the topic %s', async (topic, pattern) => {
    const host = new FakeHost()
    expect(await runProgram(['help', topic], { host, version: '1.2.3', commands: COMMANDS })).toBe(0)
    expect(host.stdout.text).toMatch(pattern)
  })
})
