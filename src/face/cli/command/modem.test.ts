import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openCommandLine, type CommandLine } from '../../../../test/support/command-line.ts'
import { MODEM } from '../../../../test/support/fake-service.ts'

let cli: CommandLine

beforeEach(async () => {
  cli = await openCommandLine()
})
afterEach(() => cli[Symbol.asyncDispose]())

describe('modem radio', () => {
  test.each(['on', 'off'])('%s switches it', async (software) => {
    expect(await cli.run(`modem radio ${software}`)).toMatchObject({
      code: 0,
      out: `The radio of modem0 is ${software}\n`,
    })
    expect(cli.service.calls).toContainEqual(['setRadio', { modem: MODEM.id, software }])
  })

  test('on says that the hardware switch is off', async () => {
    cli.service.modemsNow.set(MODEM.id, { ...MODEM, radio: { hardware: 'off', software: 'off' } })
    expect((await cli.run('modem radio on modem0')).out).toContain('off by its hardware switch')
  })

  test('a failure is told with its cause', async () => {
    cli.service.onOperation = ({ id }) =>
      cli.service.end(id, {
        state: 'failed',
        cause: { code: 'timeout', message: 'the modem does not answer' },
      })
    expect(await cli.run('modem radio off')).toMatchObject({
      code: 6,
      err: expect.stringContaining('the modem does not answer') as string,
    })
  })

  test('another position than on and off is wrong usage', async () => {
    expect(await cli.run('modem radio up')).toMatchObject({
      code: 2,
      err: expect.stringContaining('Allowed choices are on, off') as string,
    })
  })
})
