import { afterEach, beforeEach, expect, test } from 'vitest'
import { openCommandLine, type CommandLine } from '../../../../test/support/command-line.ts'
import { IP, MODEM } from '../../../../test/support/fake-service.ts'
import { DialtoneError } from '../../../base/index.ts'
import type { WatchItem } from '../../../api/index.ts'

let cli: CommandLine

beforeEach(async () => {
  cli = await openCommandLine()
})
afterEach(() => cli[Symbol.asyncDispose]())

test('one line an event, and the cursor to go on from', async () => {
  const { host, ended } = cli.start('watch')
  await host.stdout.until(/waiting for events/)
  cli.service.change({ state: 'activated', ip: IP })
  cli.service.tell({ type: 'modem.removed', modem: MODEM.id, data: { name: 'modem0', reason: 'unplugged' } })
  await host.stdout.until(/unplugged/)
  host.interrupt()
  const { code, lines, err } = await ended
  expect(code).toBe(0)
  expect(lines[0]).toBe('modem0 is registered, modem0 deactivated')
  expect(lines.slice(2).map((line) => line.replace(/^[\d:.]+/, 'T'))).toEqual([
    'T  modem0    connected: 100.64.0.2/30',
    'T  modem0    removed: unplugged',
  ])
  expect(err).toContain('To go on from here: dialtone watch --since e1-2')
})

test('--json is one object a line, the snapshot first', async () => {
  const { host, ended } = cli.start('watch --json')
  await host.stdout.until(/snapshot/)
  cli.service.change({ state: 'activating' })
  await host.stdout.until(/activating/)
  host.interrupt()
  const { lines, err } = await ended
  expect(err).toBe('')
  const items = lines.map((line) => JSON.parse(line) as WatchItem)
  expect(lines[0]).toMatch(/^\{"type":"snapshot"/)
  expect(items[1]).toMatchObject({ type: 'connection.changed', seq: 1, data: { state: 'activating' } })
})

test('--since begins with what was missed', async () => {
  for (const state of ['activating', 'activated'] as const) cli.service.change({ state })
  const { host, ended } = cli.start('watch --since 1')
  await host.stdout.until(/\n/)
  host.interrupt()
  expect((await ended).lines.map((line) => line.split('  ')[1])).toEqual(['modem0'])
  const gap = cli.start('watch --since other-9')
  await gap.host.stdout.until(/waiting/)
  gap.host.interrupt()
  expect((await gap.ended).out).toContain(
    'Events after other-9 are not known to this service; this is what is now:',
  )
})

test('shows what is asked for, by type and by what it is about', async () => {
  const { host, ended } = cli.start('watch --since 0 --type connection.changed,modem.* --modem modem0')
  cli.service.tell({ type: 'signal.changed', modem: MODEM.id, data: { rssi: -70 } })
  cli.service.tell({ type: 'modem.removed', modem: 'other', data: { name: 'modem1', reason: 'unplugged' } })
  cli.service.change({ state: 'activating' })
  cli.service.tell({ type: 'signal.changed', modem: MODEM.id, data: { rssi: -60 } })
  await host.stdout.until(/\n/)
  await new Promise(setImmediate)
  host.interrupt()
  const { lines, err } = await ended
  expect(lines.map((line) => line.split('  ')[1])).toEqual(['modem0'])
  expect(err).toContain('To go on from here: dialtone watch --since e1-4')
})

test('says that a modem is not there yet, and refuses a type that there is not', async () => {
  const { host, ended } = cli.start('watch --modem modem7')
  await host.stderr.until(/no modem modem7 yet/)
  host.interrupt()
  expect((await ended).code).toBe(0)
  const refused = await cli.start('watch --type connection.chnaged').ended
  expect(refused.code).toBe(2)
  expect(refused.err).toContain('there are connection.arrived, connection.changed, connection.removed')
})

test('a service that goes away is waited for', async () => {
  const { host, ended } = cli.start('watch --json')
  await host.stdout.until(/snapshot/)
  cli.service.down(new DialtoneError('service_unavailable', 'gone'))
  await host.stderr.until(/^$/)
  cli.service.up()
  cli.service.change({ state: 'activating' })
  await host.stdout.until(/activating/)
  host.interrupt()
  expect((await ended).lines).toHaveLength(2)
})

test('a reader that has gone ends it quietly', async () => {
  const { host, ended } = cli.start('watch')
  await host.stdout.until(/waiting/)
  host.stdout.close()
  expect((await ended).code).toBe(0)
})
