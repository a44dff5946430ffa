import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DialtoneError, silent, systemClock } from '../../../base/index.ts'
import { buildApp, claimSocket } from '../../http/index.ts'
import { FakeHost } from '../../../../test/support/fake-host.ts'
import { FakeService, MODEM } from '../../../../test/support/fake-service.ts'
import { runProgram } from '../program.ts'
import { virtualCommands, type VirtualCommandInfo } from './virtual.ts'

const TABLE: readonly VirtualCommandInfo[] = [
  {
    name: 'apn',
    summary: 'how an access point answers',
    parameters: {
      name: { type: 'apn', help: 'its name', required: true, positional: true },
      answer: {
        type: 'a|b',
        help: 'what it does',
        required: false,
        positional: true,
        default: 'a',
        choices: ['a', 'b'],
      },
      'long-delay': {
        type: 'duration',
        help: 'how slow',
        required: false,
        positional: false,
        default: '10s',
      },
      quiet: { type: 'flag', help: 'say nothing', required: false, positional: false, default: false },
    },
    examples: ['apn internet b --long-delay 5s'],
  },
  { name: 'plug', summary: 'plug the modem in again', parameters: {}, examples: ['plug'] },
]

let folder: string
let stack: AsyncDisposableStack
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dialtone-virtual-'))
  stack = new AsyncDisposableStack()
  stack.defer(() => rmSync(folder, { recursive: true }))
})
afterEach(() => stack.disposeAsync())

async function serve(name: string, service: FakeService): Promise<FakeService> {
  const clock = systemClock
  const claim = stack.use(await claimSocket(join(folder, name), { clock }))
  const caller = () => ({ name: 'local', scopes: ['admin'] as const })
  const app = stack.use(await buildApp({ service: () => service, caller, clock, log: silent }))
  claim.serve(app.handler)
  return service
}

async function run(...argv: string[]) {
  const host = new FakeHost({ env: { DIALTONE_SOCKET: join(folder, 's'), HOME: folder } })
  const load = async () => virtualCommands(TABLE)
  const code = await runProgram(['virtual', ...argv], {
    host,
    version: '1.2.3',
    commands: [{ name: 'virtual', summary: 'Make things happen', group: 'Debug', load }],
  })
  return { code, out: host.stdout.text, err: host.stderr.text }
}

const commands = (service: FakeService): unknown[] =>
  service.calls.filter(([name]) => name === 'virtualCommand').map(([, input]) => input)

test('what is given is sent, what is left out is left to the modem', async () => {
  const service = await serve('s', new FakeService())
  expect(await run('apn', 'internet')).toEqual({ code: 0, out: 'did apn\n', err: '' })
  await run('apn', 'internet', 'b', '--long-delay', '5s', '--quiet', '--modem', 'virtual0')
  await run('plug', '--json')
  expect(commands(service)).toEqual([
    { command: 'apn', arguments: { name: 'internet' } },
    {
      modem: 'virtual0',
      command: 'apn',
      arguments: { name: 'internet', answer: 'b', 'long-delay': '5s', quiet: true },
    },
    { command: 'plug', arguments: {} },
  ])
})

test('the help is made from the table', async () => {
  expect((await run('--help')).out).toMatch(
    /^ +apn \[options\] <name> \[answer\] +how an access point answers$/m,
  )
  const { out } = await run('apn', '--help')
  expect(out).toContain('How an access point answers.')
  expect(out).toContain('its name')
  expect(out).toMatch(/answer +what it does \(default: a\) \(choices: "a", "b"\)/)
  expect(out).toMatch(/--long-delay <duration> +how slow \(default: 10s\)/)
  expect(out).toMatch(/--quiet +say nothing$/m)
  expect(out).toContain('$ npx dialtone virtual apn internet b --long-delay 5s')
})

test.each([
  [['explode'], 2, "unknown command 'explode'"],
  [['apn'], 2, "missing required argument 'name'"],
  [['apn', 'x', 'c'], 2, "the value 'c' is invalid for argument 'answer'. Allowed choices are a, b."],
  [['plug', 'x'], 2, 'too many arguments'],
])('%j is refused', async (argv, code, message) => {
  expect(await run(...argv)).toMatchObject({ code, err: expect.stringContaining(message) as string })
})

test('modems of a service and of a program beside it are found by name', async () => {
  const service = await serve('s', new FakeService())
  const beside = new FakeService()
  beside.virtualModems = async () => [{ name: 'virtual1', summary: 'roaming' }]
  await serve('s.virtual', beside)
  expect((await run('list')).out.split('\n').slice(1, 3)).toEqual([
    'virtual0              registered with Dialtone Mobile',
    'virtual1              roaming',
  ])
  expect(await run('plug')).toMatchObject({
    code: 2,
    err: expect.stringContaining('virtual0, virtual1') as string,
  })
  await run('plug', '--modem', 'virtual1')
  expect([commands(service), commands(beside)]).toEqual([
    [],
    [{ modem: 'virtual1', command: 'plug', arguments: {} }],
  ])
})

test('a modem is found by what it is called in the service, or its id, and both names are told', async () => {
  const service = await serve('s', new FakeService())
  service.virtualModems = async () =>
    ['virtual0', 'virtual1', 'virtual2'].map((name) => ({ name, summary: 'registered' }))
  const reached = { way: 'virtual', because: 'this process plays the modem' } as const
  service.modemsNow.clear()
  for (const [id, name, device] of [
    ['id-a', 'modem0', 'virtual0'],
    ['id-b', 'modem1', 'virtual1'],
  ] as const) {
    service.modemsNow.set(id, { ...MODEM, id, name, device, reached })
  }
  // A real modem of such a name is none that anybody plays.
  service.modemsNow.set('id-c', { ...MODEM, id: 'id-c', name: 'modem2', device: 'virtual2' })
  const both = 'virtual0 (modem0), virtual1 (modem1), virtual2'
  for (const named of ['virtual1', 'modem1', 'id-b']) {
    expect((await run('plug', '--modem', named)).code).toBe(0)
  }
  expect(commands(service)).toEqual(
    Array.from({ length: 3 }, () => ({ modem: 'virtual1', command: 'plug', arguments: {} })),
  )
  expect(await run('plug', '--modem', 'modem2')).toEqual({
    code: 3,
    out: '',
    err: `dialtone: there is no virtual modem "modem2"; there are ${both}\n`,
  })
  expect((await run('plug')).err).toContain(`say which by --modem: ${both}`)
  expect((await run('list')).out).toMatch(/^VIRTUAL MODEM +MODEM +STATE\n.*\nvirtual1 +modem1 +registered$/m)
})

test('its own name goes before one that a service gave', async () => {
  const service = await serve('s', new FakeService())
  service.virtualModems = async () => ['virtual0', 'virtual1'].map((name) => ({ name, summary: '' }))
  const reached = { way: 'virtual', because: 'this process plays the modem' } as const
  service.modemsNow.set(MODEM.id, { ...MODEM, name: 'virtual0', device: 'virtual1', reached })
  await run('plug', '--modem', 'virtual0')
  expect(commands(service)).toEqual([{ modem: 'virtual0', command: 'plug', arguments: {} }])
})

test('where two play a modem of the same name, it is for the socket to say which', async () => {
  const [service, beside] = [await serve('s', new FakeService()), await serve('s.virtual', new FakeService())]
  const refusal = `several virtual modems are called virtual0; say whose by --socket: ${join(folder, 's')}, ${join(folder, 's.virtual')}`
  for (const named of [[], ['--modem', 'virtual0']]) {
    expect(await run('plug', ...named)).toEqual({ code: 2, out: '', err: `dialtone: ${refusal}\n` })
  }
  expect((await run('plug', '--socket', join(folder, 's.virtual'))).code).toBe(0)
  expect([commands(service), commands(beside)]).toMatchObject([[], [{ command: 'plug' }]])
})

test('a service that plays none is passed over; where nobody does, it says how to begin', async () => {
  expect(await run('plug')).toMatchObject({
    code: 5,
    err: expect.stringContaining('dialtone serve --virtual') as string,
  })
  const service = await serve('s', new FakeService())
  service.virtualModems = () => Promise.reject(new DialtoneError('not_supported', 'none'))
  expect(await run('list')).toMatchObject({ code: 5 })
  const beside = await serve('s.virtual', new FakeService())
  expect((await run('plug')).code).toBe(0)
  expect(commands(beside)).toHaveLength(1)
})
