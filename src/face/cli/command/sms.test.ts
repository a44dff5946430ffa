import { afterEach, beforeEach, expect, test } from 'vitest'
import { openCommandLine, type CommandLine } from '../../../../test/support/command-line.ts'
import { MESSAGE, MODEM } from '../../../../test/support/fake-service.ts'

let cli: CommandLine

beforeEach(async () => {
  cli = await openCommandLine()
})
afterEach(() => cli[Symbol.asyncDispose]())

test('list shows who wrote what, on one line each', async () => {
  cli.service.messagesNow = [MESSAGE, { ...MESSAGE, id: 'x', indexes: [2], text: 'two\nlines', missing: [2] }]
  const { code, out } = await cli.run('sms list')
  expect(code).toBe(0)
  expect(out).toMatch(/1 +new +\+15550123 .* See you at noon/)
  expect(out).toMatch(/2 +new, incomplete .* two lines/)
})

test('list calls what is not stored by as little of its id as no other has, and never by digits alone', async () => {
  const ids = [
    '1c07d375-5b32-5292-a0a3-9bab76e7c2cc',
    '1c07d375-6b32-5292-a0a3-9bab76e7c2cc',
    '4ed9fc12-4759-571b-93f9-93082e9052f1',
    '12345678-4759-571b-93f9-93082e9052f1',
  ]
  cli.service.messagesNow = ids.map((id) => ({ ...MESSAGE, id, indexes: [] }))
  const { out } = await cli.run('sms list')
  const names = out.split('\n').map((line) => line.split(' ')[0])
  expect(names).toEqual(['MESSAGE', '1c07d375-5b32', '1c07d375-6b32', '4ed9fc12', '12345678-4759', ''])
  expect((await cli.run('sms list --json')).out).toContain(`"${ids[0] ?? ''}"`)
})

test('a text can move no cursor and turn no direction', async () => {
  const text = 'a\u001B[2Jb\u202Ec\rd'
  cli.service.messagesNow = [{ ...MESSAGE, number: '\u001B]0;x\u0007', text }]
  for (const command of ['sms list', 'sms show 1', 'sms list --json']) {
    expect((await cli.run(command)).out).not.toMatch(/[\u001B\u202E\u0007\r]/)
  }
})

test('show reads it from the modem, so that it counts as read', async () => {
  const { out } = await cli.run('sms show 1')
  expect(out).toMatch(/From +\+15550123/)
  expect(out).toContain('\nSee you at noon\n')
  expect(cli.service.calls).toContainEqual(['readMessages', { modem: MODEM.id, index: 1 }])
})

test('send takes its text from the line, or from standard input', async () => {
  expect((await cli.run('sms send +15550123 hello --report --class 0')).code).toBe(0)
  const input = { modem: MODEM.id, to: '+15550123' }
  expect(cli.service.calls).toContainEqual([
    'sendMessage',
    { ...input, text: 'hello', report: true, class: 0 },
  ])
  await cli.run('sms send +15550123', { input: 'two words\n' })
  expect(cli.service.calls).toContainEqual(['sendMessage', { ...input, text: 'two words' }])
})

test('send takes no class that is none', async () => {
  expect((await cli.run('sms send +15550123 hello --class 4')).code).toBe(2)
})

test('delete wants to know which', async () => {
  expect((await cli.run('sms delete')).code).toBe(2)
  expect((await cli.run('sms delete 1 --filter all')).code).toBe(2)
  expect((await cli.run('sms delete 1')).out).toBe('Deleted message 1\n')
  expect((await cli.run('sms delete --filter read')).out).toBe('Deleted\n')
  expect(cli.service.calls).toContainEqual(['deleteMessages', { modem: MODEM.id, filter: 'read' }])
})

test('config shows the store and sets the service centre', async () => {
  expect((await cli.run('sms config')).code).toBe(1)
  const messageStore = {
    state: 'initialized',
    format: 'pdu',
    capacity: 30,
    serviceCentre: '+15550100',
    cdmaLength: 0,
    full: true,
  } as const
  cli.service.modemsNow.set(MODEM.id, { ...MODEM, messageStore })
  const { out } = await cli.run('sms config --centre +15550100')
  expect(out).toMatch(/no room for more/)
  expect(cli.service.calls).toContainEqual([
    'setMessageConfiguration',
    { modem: MODEM.id, serviceCentre: '+15550100' },
  ])
})
