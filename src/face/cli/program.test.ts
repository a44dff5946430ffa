import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DialtoneError, silent, systemClock } from '../../base/index.ts'
import { connectionId } from '../../core/index.ts'
import { HIDDEN } from '../../api/index.ts'
import { buildApp, claimSocket } from '../http/index.ts'
import { capabilities } from '../../../test/support/facts.ts'
import { FakeHost, type FakeHostOptions } from '../../../test/support/fake-host.ts'
import { CONNECTION, FakeService, IP, MODEM, PROFILE } from '../../../test/support/fake-service.ts'
import { COMMANDS } from './commands.ts'
import { runProgram } from './program.ts'

let folder: string
let service: FakeService
let resources: AsyncDisposableStack

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dialtone-cli-'))
  service = new FakeService()
  resources = new AsyncDisposableStack()
  resources.defer(() => rmSync(folder, { recursive: true }))
  const claim = resources.use(await claimSocket(join(folder, 's'), { clock: systemClock }))
  const app = resources.use(
    await buildApp({
      service: () => service,
      caller: () => ({ name: 'local', scopes: ['admin'] }),
      clock: systemClock,
      log: silent,
    }),
  )
  claim.serve(app.handler)
})
afterEach(() => resources.disposeAsync())

function start(argv: string, options: FakeHostOptions = {}) {
  const host = new FakeHost({ env: { DIALTONE_SOCKET: join(folder, 's'), HOME: folder }, ...options })
  const words = (argv.match(/'[^']*'|\S+/g) ?? []).map((word) => word.replaceAll("'", ''))
  const ended = runProgram(words, { host, version: '1.2.3' }).then((code) => ({
    code,
    out: host.stdout.text,
    err: host.stderr.text,
    lines: host.stdout.lines,
  }))
  return { host, ended }
}

const run = (argv: string, options?: FakeHostOptions) => start(argv, options).ended

describe('help', () => {
  test('names every command, the exit codes and examples', async () => {
    const { code, out } = await run('--help')
    expect(code).toBe(0)
    for (const { name, summary } of COMMANDS) expect(out).toMatch(new RegExp(`^  ${name} .*${summary}`, 'm'))
    expect(out).toContain('connected, and tells programs what changes.\n')
    expect(out).toContain('Exit codes: 0 done, 1 failed, 2 wrong usage')
    expect(out.split('\n').filter((line) => line.length > 80)).toEqual([])
    expect(out).toContain('$ npx dialtone connect internet')
  })

  test('of a command that there is not says so', async () => {
    expect(await run('help nope')).toMatchObject({
      code: 2,
      out: '',
      err: 'dialtone: there is no command or topic "nope": "dialtone help" lists all\n',
    })
    for (const known of ['help', 'help status', 'help --json']) {
      expect((await run(known)).code).toBe(0)
    }
    expect((await run('help constructor')).code).toBe(2)
    expect((await run('--json help nope')).code).toBe(2)
    expect(await run('--json help names')).toEqual(await run('help names'))
  })

  test('of help is that of the program', async () => {
    expect(await run('help help')).toEqual(await run('--help'))
    expect(await run('--socket x help help')).toEqual(await run('--help'))
  })

  test.each(COMMANDS.map(({ name }) => name))('%s explains itself', async (name) => {
    const { code, out } = await run(`${name} --help`)
    expect(code).toBe(0)
    expect(out).toContain(`Usage: dialtone ${name}`)
    expect(out).toContain('--json')
    expect((await run(`help ${name}`)).out).toBe(out)
  })

  test('no command at all shows the help', async () => {
    const { code, err } = await run('')
    expect(code).toBe(2)
    expect(err).toContain('Usage: dialtone')
  })

  test.each([
    ['--version', 0, /^1\.2\.3$/m, /^$/],
    ['stauts', 2, /^$/, /dialtone: unknown command 'stauts'\n\(Did you mean status\?\)/],
    ['status --colour', 2, /^$/, /unknown option '--colour'/],
    ['request show abc', 2, /^$/, /'abc' is invalid.*It has to be a number/],
    ['connect --timeout soon', 2, /^$/, /It has to be a number of seconds/],
    ['connect --timeout 0', 2, /^$/, /It has to be a number of seconds above 0/],
    ['connect internet --temporary x', 2, /^$/, /a profile, --temporary or --apn: one of them/],
    ['watch --since yesterday', 2, /^$/, /"yesterday" is not an event cursor/],
  ])('%s ends with %i', async (argv, code, out, err) => {
    expect(await run(argv)).toMatchObject({
      code,
      out: expect.stringMatching(out) as string,
      err: expect.stringMatching(err) as string,
    })
  })

  test.each([
    ['request show abc --json', "the value 'abc' is invalid for argument 'id'. It has to be a number"],
    ['token list --json --bogus', "unknown option '--bogus'"],
    [
      '--json modem radio sideways',
      "the value 'sideways' is invalid for argument 'position'. Allowed choices",
    ],
    ['sms --json', 'a command is missing'],
    ['--json', 'a command is missing'],
    ['stauts --json', "unknown command 'stauts' (Did you mean status?)"],
    ['profile show --json', "missing required argument 'name'"],
    ['connect --timeout --json', "option '--timeout"],
  ])('is told to a program as a problem document: %s', async (argv, detail) => {
    const { code, out, err } = await run(argv)
    expect([code, out]).toEqual([2, ''])
    expect(JSON.parse(err)).toMatchObject({
      code: 'invalid_argument',
      status: 400,
      detail: expect.stringContaining(detail) as string,
    })
  })
})

test('what cannot be written is said in a sentence, and fails what went well otherwise', async () => {
  const lost = new DialtoneError(
    'storage_failed',
    'standard output cannot be written: no space left on device',
  )
  for (const argv of ['status', '--help', 'help exit-codes']) {
    const { host, ended } = start(argv)
    host.stdout.fail(lost)
    expect(await ended).toMatchObject({ code: 1, err: `dialtone: ${lost.message}\n` })
  }
})

test('a service that is not running is exit code 5, with what to do', async () => {
  const { code, err, out } = await run(`status --socket ${join(folder, 'nothing')}`)
  expect([code, out]).toEqual([5, ''])
  expect(err).toBe(
    `dialtone: the service is not running (there is no socket at ${join(folder, 'nothing')}); start it with "dialtone serve"\n`,
  )
  const json = await run(`status --json --socket ${join(folder, 'nothing')}`)
  expect(JSON.parse(json.err)).toMatchObject({ code: 'service_unavailable', status: 503 })
})

test.each([
  ['status', async () => ({ ...(await service.snapshot()) })],
  ['modem list', () => service.modems()],
  ['modem show', () => MODEM],
  ['modem show modem0', () => MODEM],
  ['connection list', () => service.connections()],
  ['connection show', () => CONNECTION],
  [`connection show ${CONNECTION.id}`, () => CONNECTION],
  ['profile list', () => service.profiles()],
  ['profile show internet', () => service.profile({ profile: 'internet' })],
])('%s --json --reveal is what the service gives', async (argv, expected) => {
  const { code, out, err } = await run(`${argv} --json --reveal`)
  expect([code, err]).toEqual([0, ''])
  expect(JSON.parse(out)).toEqual(await expected())
})

test('personal data is shown on demand only', async () => {
  const hidden = await run('modem show')
  expect(hidden.lines).toContain(`IMSI            ${HIDDEN}`)
  expect((await run('modem show --reveal')).lines).toContain('IMSI            001010123456789')
  const xml = await run('profile show internet --xml')
  expect(xml.out).toBe(
    '<MBNProfile><Name>internet</Name><SubscriberID><!-- hidden --></SubscriberID></MBNProfile>\n',
  )
  expect(xml.err).toContain('--reveal shows it')
  expect((await run('profile show internet --xml --reveal')).out).toContain('001010123456789')
})

test.each([
  ['modem show modem9', 3, 'there is no modem modem9'],
  ['connection show modem9', 3, 'there is no connection modem9'],
  ['request show 99', 3, 'there is no request 99'],
  ['profile show nothing', 3, 'there is no profile nothing'],
  ['connect nothing', 3, 'there is no profile nothing'],
  ['connect --modem modem9', 3, 'there is no modem or connection "modem9" (there is modem0)'],
  ['profile add nothing.xml', 3, 'there is no file nothing.xml'],
  ['connect --temporary .', 2, '. is a folder'],
])('%s ends with %i: %s', async (argv, code, message) => {
  expect(await run(argv)).toMatchObject({ code, out: '', err: expect.stringContaining(message) as string })
})

describe('profile', () => {
  test('add, list, show, remove', async () => {
    writeFileSync(join(folder, 'p.xml'), '<Name>my home</Name>')
    expect((await run(`profile add ${join(folder, 'p.xml')}`)).out).toBe(
      'Added profile "my home". Connect with it: dialtone connect \'my home\'\n',
    )
    expect((await run('profile add -', { input: '<Name>other</Name>' })).code).toBe(0)
    expect((await run('profile list')).lines.map((line) => line.split('  ')[0])).toEqual([
      'PROFILE',
      'internet',
      'my home',
      'other',
    ])
    expect((await run("profile show 'my home'")).out).toMatch(/^Profile +my home$/m)
    expect((await run("profile remove 'my home'")).out).toBe('Removed profile "my home".\n')
    expect(service.profilesNow.has('my home')).toBe(false)
  })

  test('what is wrong with the file is said', async () => {
    expect(await run('profile add -', { input: '<x/>' })).toMatchObject({
      code: 1,
      err: 'dialtone: the profile has no name\n',
    })
    writeFileSync(join(folder, 'p.xml'), Buffer.from([0xff, 0x80, 0x80]))
    expect((await run(`profile add ${join(folder, 'p.xml')}`)).err).toContain('is not UTF-8 text')
  })
})

describe('connect', () => {
  test('shows progress and prints the IP settings', async () => {
    const { host, ended } = start('connect internet')
    await host.stderr.until(/request 1/)
    service.change({
      state: 'activating',
      reason: { code: 'x', text: 'attaching to the packet service first' },
    })
    service.tell({
      type: 'packet-service.changed',
      modem: MODEM.id,
      data: { state: 'attached', dataClass: 'lte', uplinkSpeed: 0, downlinkSpeed: 0 },
    })
    service.tell({ type: 'signal.changed', modem: MODEM.id, data: { rssi: -70 } })
    service.succeed(1)
    const { code, out, err } = await ended
    expect(code).toBe(0)
    expect(err.split('\n')).toEqual([
      'Connecting modem0 with profile internet (request 1)',
      '  connecting: attaching to the packet service first',
      '  packet service attached, LTE',
      '',
    ])
    expect(out.split('\n')).toEqual([
      'modem0 is connected (13 ms)',
      '  IPv4  100.64.0.2/30, gateway 100.64.0.1',
      '  DNS   198.51.100.53',
      '  MTU   1500',
      '',
    ])
    expect(host.listening).toBe(0)
  })

  test('takes the default profile, or a file that is used once', async () => {
    service.onConnect = ({ id }) => service.succeed(id)
    expect((await run('connect --modem modem0')).err).toContain('with profile internet')
    expect((await run('connect --temporary -', { input: '<x/>' })).err).toContain('with a temporary profile')
    expect(service.calls.filter(([name]) => name === 'connect').map(([, input]) => input)).toEqual([
      { connection: CONNECTION.id, profile: 'internet' },
      { connection: CONNECTION.id, temporary: '<x/>' },
    ])
  })

  test('tells the cause in words', async () => {
    const cause = {
      code: 'connect_failed',
      message: 'modem0 cannot connect: the subscription does not include the service',
      status: { protocol: 'MBIM', value: 21, name: 'service-not-activated' },
      network: {
        value: 33,
        name: 'requested-service-option-not-subscribed',
        text: 'the service is not subscribed',
      },
    } as const
    service.onConnect = ({ id }) => service.end(id, { state: 'failed', cause })
    const { code, err, out } = await run('connect')
    expect([code, out]).toEqual([1, ''])
    expect(err.split('\n').slice(1)).toEqual([
      'dialtone: modem0 cannot connect: the subscription does not include the service',
      '  network  cause 33 (requested-service-option-not-subscribed): the service is not subscribed',
      '  modem    MBIM status 21 (service-not-activated)',
      '',
    ])
    const json = await run('connect --json')
    expect([json.code, json.err]).toEqual([1, ''])
    expect(JSON.parse(json.out)).toMatchObject({ state: 'failed', cause })
  })

  test('Ctrl-C gives the attempt up, waits for its end and says so', async () => {
    const { host, ended } = start('connect')
    await host.stderr.until(/request 1/)
    host.interrupt()
    const { code, err, out } = await ended
    expect([code, out]).toEqual([1, ''])
    expect(err).toContain('Giving up …\nGiven up: modem0 is not connected.\n')
    expect(service.calls).toContainEqual(['cancelRequest', { request: 1 }])
  })

  test('what connects in spite of Ctrl-C is told as connected', async () => {
    service.cancelRequest = async ({ request }) => service.succeed(request)
    const { host, ended } = start('connect')
    await host.stderr.until(/request 1/)
    host.interrupt()
    const { code, err, out } = await ended
    expect(code).toBe(0)
    expect(out).toContain('modem0 is connected')
    expect(err).toContain('"dialtone disconnect" undoes that')
  })

  test('a service that goes away is waited for, until Ctrl-C', async () => {
    const { host, ended } = start('connect')
    await host.stderr.until(/request 1/)
    service.down(new DialtoneError('service_unavailable', 'gone'))
    await host.stderr.until(/waiting for it to come back/)
    service.up()
    service.succeed(1)
    expect((await ended).code).toBe(0)

    const second = start('connect')
    await second.host.stderr.until(/request 2/)
    service.down(new DialtoneError('service_unavailable', 'gone'))
    await second.host.stderr.until(/waiting for it to come back/)
    second.host.interrupt()
    expect(await second.ended).toMatchObject({
      code: 5,
      err: expect.stringContaining('what becomes of request 2 is not known here') as string,
    })
  })

  test('--timeout gives it up as well, with an exit code of its own', async () => {
    expect(await run('connect --timeout 0.01')).toMatchObject({ code: 6 })
    expect(await run('connect --timeout 0.01 --json')).toMatchObject({ code: 6 })
  })

  test('--no-wait prints the request', async () => {
    expect(await run('connect --no-wait')).toMatchObject({ code: 0, out: '1\n' })
    expect(JSON.parse((await run('connect --no-wait --json')).out)).toEqual({ requestId: 2 })
    expect((await run('request show 1')).lines.slice(0, 2)).toEqual([
      'Request     1',
      'What        connect with profile internet',
    ])
  })

  test('a request that is given up says so, and one that had ended before that nothing was given up', async () => {
    await run('connect --no-wait')
    expect(await run('request cancel 1')).toMatchObject({
      code: 0,
      out: 'Request 1 was given up: the request was given up\n',
    })
    await run('connect --no-wait')
    service.cancelRequest = async ({ request }) => service.succeed(request)
    expect(await run('request cancel 2')).toMatchObject({
      code: 1,
      out: '',
      err: 'Request 2 had ended before: it succeeded\n',
    })
  })

  test('without a connection says why there is none', async () => {
    service.connectionsNow.clear()
    service.modemsNow.set(MODEM.id, {
      ...MODEM,
      state: 'searching',
      reason: { code: 's', text: 'searching for a network' },
    })
    expect(await run('connect')).toMatchObject({
      code: 1,
      err: 'dialtone: modem0 has no connection: searching for a network\n',
    })
    service.modemsNow.clear()
    expect(await run('connect')).toMatchObject({ code: 3 })
  })

  test('where it is not clear which is meant, it asks', async () => {
    service.connectionsNow.set('x', { ...CONNECTION, id: 'x', name: 'modem1' })
    expect(await run('connect')).toMatchObject({
      code: 2,
      err: expect.stringContaining('modem0, modem1') as string,
    })
    service.profilesNow.set('internet', { ...PROFILE, isDefault: false })
    service.profilesNow.set('b', { ...PROFILE, name: 'b', isDefault: false })
    expect((await run('connect --modem modem1')).err).toContain('name one of internet, b')
  })

  test('means the default connection, unless a session is named that may have none yet', async () => {
    const second = { ...CONNECTION, id: 'x', name: 'modem0/1', sessionId: 1 }
    service.connectionsNow.set('x', second)
    expect((await run('connect --no-wait')).code).toBe(0)
    expect((await run('connect --session 1 --no-wait')).code).toBe(0)
    const asked = service.calls.flatMap(([name, input]) => (name === 'connect' ? [input] : []))
    expect(asked).toMatchObject([{ connection: CONNECTION.id }, { connection: 'x' }])
    expect(await run('connect --modem modem0/7')).toMatchObject({ code: 3 })
    expect(service.calls.at(-2)).toMatchObject(['connect', { connection: connectionId(MODEM.id, 7) }])
    service.modemsNow.set(MODEM.id, { ...MODEM, capabilities })
    expect(await run('connect --session 8')).toMatchObject({
      code: 3,
      err: 'dialtone: there is no session 8: modem0 has the sessions 0 to 7\n',
    })
    for (const wrong of ['--session 256', '--session -1', '--session 1 --additional']) {
      expect((await run(`connect ${wrong}`)).code).toBe(2)
    }
  })

  test('with --additional is a session that the service chooses, and is told by its name', async () => {
    service.onConnect = ({ id }) => service.end(id, { state: 'succeeded', ip: IP })
    const { code, out } = await run('connect --additional --apn ims')
    expect([code, out]).toEqual([0, expect.stringContaining('modem0/1 is connected')])
    expect(service.calls).toContainEqual(['acquire', { modem: MODEM.id, accessString: 'ims' }])
    expect((await run('connect --additional --modem modem7')).code).toBe(3)
  })

  test('a disconnect means the only connection that is up', async () => {
    service.connectionsNow.set('x', {
      ...CONNECTION,
      id: 'x',
      name: 'modem0/1',
      sessionId: 1,
      state: 'activated',
    })
    expect((await run('disconnect --no-wait')).code).toBe(0)
    expect(service.calls).toContainEqual(['disconnect', { connection: 'x' }])
  })
})

test('a disconnect that takes too long is not waited for, and said to go on', async () => {
  service.change({ state: 'activated', ip: IP })
  service.onDisconnect = () => service.change({ state: 'deactivating' })
  const { code, err, out } = await run('disconnect --timeout 0.01')
  expect([code, out]).toEqual([6, ''])
  expect(err).toContain('Taking too long; giving up …\nNot waited for: modem0 is still being disconnected.\n')
  expect(await run('disconnect --timeout 0.01 --json')).toMatchObject({ code: 6 })
})

test('disconnect says when it is done', async () => {
  expect(await run('disconnect')).toMatchObject({ code: 0, out: 'modem0 is disconnected\n' })
  expect(await run('disconnect modem0 --json')).toMatchObject({ code: 0 })
  expect(await run('disconnect --modem modem0 --no-wait')).toMatchObject({ code: 0, out: '3\n' })
})
