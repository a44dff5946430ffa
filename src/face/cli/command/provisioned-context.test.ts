import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openCommandLine, type CommandLine } from '../../../../test/support/command-line.ts'
import { MODEM } from '../../../../test/support/fake-service.ts'
import type { ProvisionedContexts } from '../../../core/index.ts'

let cli: CommandLine

beforeEach(async () => {
  cli = await openCommandLine()
})
afterEach(() => cli[Symbol.asyncDispose]())

function modemHas(provisionedContexts: ProvisionedContexts): void {
  cli.service.modemsNow.set(MODEM.id, { ...MODEM, provisionedContexts })
}

const STORED: ProvisionedContexts = {
  supported: true,
  contexts: [
    {
      id: 1,
      type: 'internet',
      accessString: 'internet',
      userName: 'anna',
      hasPassword: true,
      authProtocol: 'chap',
      compression: false,
      ipType: 'ipv4v6',
      enabled: true,
      roaming: 'allow-all',
      source: 'operator',
    },
    {
      id: 2,
      type: 'mms',
      accessString: 'mms\u001b[31m',
      hasPassword: false,
      authProtocol: 'none',
      compression: false,
      enabled: false,
    },
  ],
}

describe('context list', () => {
  test('tells each context, a password only as stored, and nothing that steers a terminal', async () => {
    modemHas(STORED)
    const { code, out } = await cli.run('context list --reveal')
    expect(code).toBe(0)
    const rows = out.split('\n').map((line) => line.split(/ {2,}/))
    expect(rows).toEqual([
      ['SLOT', 'TYPE', 'APN', 'USER', 'PASSWORD', 'AUTH', 'IP TYPE', 'ROAMING', 'FROM'],
      ['1', 'internet', 'internet', 'anna', 'stored', 'CHAP', 'ipv4v6', 'allow-all', 'operator'],
      ['2', 'mms (off)', 'mms?[31m'],
      [''],
    ])
    expect((await cli.run('context list modem0')).out).not.toContain('anna')
    expect(JSON.parse((await cli.run('context list --json --reveal')).out)).toEqual(STORED.contexts)
  })

  test.each([
    ['a modem that has none', { supported: true, contexts: [] }, 0, 'modem0 has no context stored.\n'],
    [
      'a modem that does not tell of them',
      { supported: false, contexts: [] },
      1,
      'dialtone: modem0 does not tell of stored contexts\n',
    ],
  ])('%s', async (_what, contexts, code, err) => {
    modemHas(contexts)
    expect(await cli.run('context list')).toMatchObject({ code, out: '', err })
  })

  test('a modem that has not told of them yet', async () => {
    expect(await cli.run('context list')).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('modem0 has not told of its contexts') as string,
    })
  })
})

describe('context set', () => {
  test.each([
    ['--apn web.example', { type: 'internet', accessString: 'web.example' }],
    [
      '--id 3 --type mms --user anna --auth pap --compression --provider 00102',
      { type: 'mms', id: 3, userName: 'anna', authProtocol: 'pap', compression: true, provider: '00102' },
    ],
  ])('%s', async (options, input) => {
    const { code, out } = await cli.run(`context set modem0 ${options}`)
    expect({ code, out }).toEqual({ code: 0, out: 'modem0 has stored it\n' })
    expect(cli.service.calls).toContainEqual(['setProvisionedContext', { modem: MODEM.id, ...input }])
  })

  test('--type none empties a slot', async () => {
    expect(await cli.run('context set --id 3 --type none')).toMatchObject({
      code: 0,
      out: 'The slot of modem0 is empty\n',
    })
    const input = { modem: MODEM.id, type: 'none', id: 3 }
    expect(cli.service.calls).toContainEqual(['setProvisionedContext', input])
  })

  test.each([
    ['--ask-password', { secrets: ['hunter2'] }],
    ['--password-file -', { input: 'hunter2\n' }],
  ])('%s: the password is shown nowhere', async (option, given) => {
    const { code, out, err } = await cli.run(`context set --type vpn ${option}`, given)
    expect(code).toBe(0)
    expect(out + err).not.toContain('hunter2')
    expect(cli.service.calls).toContainEqual([
      'setProvisionedContext',
      { modem: MODEM.id, type: 'vpn', password: 'hunter2' },
    ])
  })

  test.each([
    ['--id -1', /whole number/],
    ['--id x', /whole number/],
    ['--type toys', /Allowed choices/],
    ['--auth md5', /Allowed choices/],
  ])('%s is wrong usage', async (options, err) => {
    const ended = await cli.run(`context set ${options}`)
    expect(ended).toMatchObject({ code: 2, out: '' })
    expect(ended.err).toMatch(err)
    expect(cli.service.calls).toEqual([])
  })

  test('a modem that refuses says why', async () => {
    cli.service.refuse('setProvisionedContext', 'not_supported')
    expect(await cli.run('context set --apn x')).toMatchObject({ code: 1, out: '' })
  })
})
