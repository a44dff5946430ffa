import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openCommandLine, type CommandLine } from '../../../../test/support/command-line.ts'
import { MODEM } from '../../../../test/support/fake-service.ts'

let cli: CommandLine

beforeEach(async () => {
  cli = await openCommandLine()
})
afterEach(() => cli[Symbol.asyncDispose]())

describe('sim', () => {
  const LOCKED = { state: 'locked', telephoneNumbers: [], pin: { type: 'pin1', state: 'locked' } } as const
  const lock = (type: 'pin1' | 'puk1' = 'pin1'): void => {
    cli.service.modemsNow.set(MODEM.id, {
      ...MODEM,
      sim: { ...LOCKED, pin: { type, state: 'locked', attemptsLeft: 3 } },
    })
  }

  test('show tells the SIM and its PINs', async () => {
    const pins = [{ type: 'pin1', enabled: false, format: 'numeric' }] as const
    cli.service.modemsNow.set(MODEM.id, {
      ...MODEM,
      sim: { state: 'initialized', telephoneNumbers: [], pins },
    })
    const { code, out } = await cli.run('sim show')
    expect(code).toBe(0)
    expect(out).toMatch(/PINs +PIN1 disabled/)
  })

  test('unlock asks for the PIN at the terminal, and shows it nowhere', async () => {
    lock()
    const { code, out, err } = await cli.run('sim unlock', { secrets: ['9753'] })
    expect({ code, out }).toEqual({ code: 0, out: 'The PIN1 of modem0 was accepted\n' })
    expect(err).toBe('PIN: ')
    expect(cli.service.calls).toContainEqual(['enterPin', { modem: MODEM.id, pin: 'pin1', code: '9753' }])
  })

  test('unlock asks for PUK and new PIN where those are awaited', async () => {
    lock('puk1')
    const { code } = await cli.run('sim unlock', { secrets: ['12345678', '4321', '4321'] })
    expect(code).toBe(0)
    const input = { modem: MODEM.id, pin: 'pin1', puk: '12345678', newCode: '4321' }
    expect(cli.service.calls).toContainEqual(['unblockPin', input])
  })

  test('unlock of a SIM that awaits nothing asks for nothing', async () => {
    const { code, err } = await cli.run('sim unlock', { secrets: ['9753'] })
    expect(code).toBe(1)
    expect(err).toContain('modem0 awaits no PIN: its SIM is not locked')
  })

  test('unlock of a SIM that is not there says that', async () => {
    cli.service.modemsNow.set(MODEM.id, {
      ...MODEM,
      sim: { state: 'not-inserted', telephoneNumbers: [] },
    })
    const { code, err } = await cli.run('sim unlock', { secrets: ['9753'] })
    expect(code).toBe(1)
    expect(err).toContain('modem0 awaits no PIN: no SIM is inserted')
  })

  test.each([
    ['enter', '1234\n', 'enterPin', { pin: 'pin1', code: '1234' }],
    ['enable', '1234\r\n', 'enablePin', { pin: 'pin1', code: '1234' }],
    ['disable --type network-pin', '1234', 'disablePin', { pin: 'network-pin', code: '1234' }],
    ['change', '1234\n4321\n', 'changePin', { pin: 'pin1', code: '1234', newCode: '4321' }],
    [
      'unblock --type pin2',
      '12345678\n4321\n',
      'unblockPin',
      { pin: 'pin2', puk: '12345678', newCode: '4321' },
    ],
  ])('pin %s takes its codes from standard input', async (words, input, operation, given) => {
    const { code } = await cli.run(`sim pin ${words} --pin-file -`, { input })
    expect(code).toBe(0)
    expect(cli.service.calls).toContainEqual([operation, { modem: MODEM.id, ...given }])
  })

  test.each([
    ['a slip in the new PIN', 'sim pin change', { secrets: ['1234', '4321', '4312'] }, 2, /the two differ/],
    ['no terminal', 'sim pin enable', {}, 2, /there is no terminal/],
    ['a file that lacks one', 'sim pin change --pin-file -', { input: '1234' }, 2, /PIN, then New PIN/],
    ['a PIN as an argument', 'sim pin enable modem0 1234', {}, 2, /too many arguments/],
    ['a kind that there is not', 'sim pin enable --type pin3', {}, 2, /Allowed choices are pin1/],
  ])('%s asks nothing of the modem', async (_what, argv, options, code, err) => {
    expect(await cli.run(argv, options)).toMatchObject({ code, err: expect.stringMatching(err) as string })
    expect(cli.service.calls.map(([name]) => name).filter((name) => name.endsWith('Pin'))).toEqual([])
  })

  test('a wrong PIN fails with its cause', async () => {
    lock()
    const message = 'entering the PIN failed: the code is wrong, 2 attempts left'
    cli.service.onOperation = ({ id }) =>
      cli.service.end(id, { state: 'failed', cause: { code: 'pin_failed', message, attemptsLeft: 2 } })
    const { code, err } = await cli.run('sim unlock', { secrets: ['0000'] })
    expect(code).toBe(1)
    expect(err).toContain(message)
  })
})
