import { afterEach, beforeEach, expect, test } from 'vitest'
import { openCommandLine, type CommandLine } from '../../../../test/support/command-line.ts'
import { DEVICE_SERVICES, MODEM } from '../../../../test/support/service-state.ts'

let cli: CommandLine
const [SERVICE = ''] = DEVICE_SERVICES.services.map(({ id }) => id)

beforeEach(async () => {
  cli = await openCommandLine()
})
afterEach(() => cli[Symbol.asyncDispose]())

test('services lists them with their commands', async () => {
  const { code, out } = await cli.run('modem services')
  expect(code).toBe(0)
  expect(out).toContain(SERVICE)
  expect(out).toContain('1 2 3')
  expect(JSON.parse((await cli.run('modem services --json')).out)).toEqual(DEVICE_SERVICES)
})

test('command sends the bytes, and shows the answer to who sent them without --reveal', async () => {
  cli.service.onOperation = ({ id }) => cli.service.end(id, { state: 'succeeded', answer: 'cafe' })
  const { code, out } = await cli.run(`modem command ${SERVICE} 2 0x0102 --set`)
  expect({ code, out }).toEqual({ code: 0, out: 'cafe\n' })
  expect(cli.service.calls).toContainEqual([
    'deviceCommand',
    { modem: MODEM.id, service: SERVICE, command: 2, type: 'set', data: '0x0102' },
  ])
  const shown = await cli.run(`modem command ${SERVICE} 2 --json`)
  expect(JSON.parse(shown.out)).toMatchObject({ state: 'succeeded', answer: 'cafe' })
})

test('a command that is refused says why, and what it was answered', async () => {
  const cause = {
    code: 'status',
    message: 'the command of the device service failed: not permitted',
  } as const
  cli.service.onOperation = ({ id }) => cli.service.end(id, { state: 'failed', cause, answer: '1c' })
  const { code, out, err } = await cli.run(`modem command ${SERVICE} 2`)
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toContain('answered with 1c')
  expect(err).toContain(cause.message)
})

test('a command has a number', async () => {
  for (const number of ['echo', '4294967296', '1.5']) {
    expect((await cli.run(`modem command ${SERVICE} ${number}`)).code).toBe(2)
  }
  expect(cli.service.calls).toEqual([])
})

test('activate has the operator activate the subscription, and shows what it answered', async () => {
  cli.service.onOperation = ({ id }) => cli.service.end(id, { state: 'succeeded', answer: '' })
  const { code, err } = await cli.run('modem activate ff --modem modem0')
  expect(code).toBe(0)
  expect(err).toContain('The subscription of modem0 is activated')
  expect(cli.service.calls).toContainEqual(['activateService', { modem: MODEM.id, data: 'ff' }])
})

test('listen shows what a service says until the modem goes, in a session of its own', async () => {
  const { service } = cli
  service.onOperation = ({ id, kind }) => {
    service.end(id, { state: 'succeeded', service: SERVICE })
    if (kind !== 'open-device-service') return
    const data = { service: SERVICE, name: SERVICE, command: 3, data: '0a' }
    service.tell({ type: 'device-service.indication', modem: MODEM.id, data })
    const other = { ...data, service: 'another', data: 'ff' }
    service.tell({ type: 'device-service.indication', modem: MODEM.id, data: other })
    service.tell({ type: 'modem.removed', modem: MODEM.id, data: { name: 'modem0', reason: 'unplugged' } })
  }
  const { code, out } = await cli.run(`modem listen ${SERVICE}`)
  expect({ code, out }).toEqual({ code: 1, out: '3  0a\n' })
  expect(service.calls.at(-1)).toEqual([
    'closeDeviceService',
    { modem: MODEM.id, service: SERVICE, session: 1 },
  ])
})
