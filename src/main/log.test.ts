import { expect, test } from 'vitest'
import { VirtualClock } from '../base/index.ts'
import { FakeHost } from '../../test/support/fake-host.ts'
import { createLog, type LogFormat, type LogLevel } from './log.ts'

async function write(format: LogFormat, level: LogLevel, colour = false, journal = false): Promise<string[]> {
  const { stdout } = new FakeHost({ colour })
  const { logger: log } = await createLog({
    sink: stdout,
    level,
    format,
    journal,
    clock: new VirtualClock(new Date(2026, 0, 2, 3, 4, 5, 6).getTime()),
  })
  const modem = log.child({ subject: 'modem0' })
  log.info({ pid: 1 }, 'running')
  modem.info(
    {
      style: 'green',
      seq: 7,
      details: [
        ['IPv4', '192.0.2.1/30'],
        ['MTU', '1500'],
      ],
    },
    'connected',
  )
  modem.debug({ frame: 3 }, 'a detail')
  modem.warn({ why: { code: 'busy' }, nothing: undefined }, 'Evil\x1b[2Jmodem')
  log.error({ error: new Error('broken') }, 'a defect')
  return stdout.lines
}

test('for people: time, subject, words; more where something is wrong', async () => {
  const lines = await write('human', 'info')
  expect(lines.slice(0, 5)).toEqual([
    '03:04:05.006  service   running',
    '03:04:05.006  modem0    connected',
    '                          IPv4  192.0.2.1/30',
    '                          MTU   1500',
    '03:04:05.006  modem0    Evil?[2Jmodem  why={"code":"busy"} nothing=nothing',
  ])
  expect(lines[5]).toMatch(/^03:04:05\.006 {2}service {3}a defect {2}error=Error: broken\? {4}at /)
})

test('less or more of it by level', async () => {
  expect(await write('human', 'error')).toHaveLength(1)
  expect((await write('human', 'debug')).join('\n')).toContain('a detail  frame=3')
})

test('colours only where there are some', async () => {
  expect((await write('human', 'info', true))[1]).toContain('\x1b[32mconnected\x1b[39m')
})

test('for programs: one object a line, without what is for people only', async () => {
  const lines = (await write('json', 'debug')).map((line) => JSON.parse(line) as unknown)
  const time = new Date(2026, 0, 2, 3, 4, 5, 6).getTime()
  expect(lines.slice(0, 4)).toEqual([
    { level: 'info', time, pid: 1, msg: 'running' },
    { level: 'info', time, subject: 'modem0', seq: 7, msg: 'connected' },
    { level: 'debug', time, subject: 'modem0', frame: 3, msg: 'a detail' },
    { level: 'warn', time, subject: 'modem0', why: { code: 'busy' }, msg: 'Evil\x1b[2Jmodem' },
  ])
  expect(lines[4]).toMatchObject({
    level: 'error',
    error: { type: 'Error', message: 'broken' },
    msg: 'a defect',
  })
  expect(await write('json', 'warn')).toHaveLength(2)
})

test('the level changes for all loggers at once', async () => {
  for (const format of ['human', 'json'] as const) {
    const { stdout } = new FakeHost()
    const { logger, setLevel } = await createLog({
      sink: stdout,
      level: 'warn',
      format,
      clock: new VirtualClock(),
    })
    const modem = logger.child({ subject: 'modem0' })
    modem.debug({}, 'first')
    setLevel('debug')
    modem.debug({}, 'second')
    setLevel('error')
    modem.warn({}, 'third')
    expect([format, stdout.lines.length, stdout.text.includes('second')]).toEqual([format, 1, true])
  }
})

test('in the journal of systemd each line has its priority, and no time or colour of its own', async () => {
  const human = await write('human', 'debug', true, true)
  expect(human.slice(0, 4)).toEqual([
    '<6>service   running',
    '<6>modem0    connected',
    '<6>                          IPv4  192.0.2.1/30',
    '<6>                          MTU   1500',
  ])
  expect(human.slice(4).map((line) => line.slice(0, 3))).toEqual(['<7>', '<4>', '<3>'])
  const json = await write('json', 'debug', false, true)
  expect(json.map((line) => line.slice(0, 4))).toEqual(['<6>{', '<6>{', '<7>{', '<4>{', '<3>{'])
})
