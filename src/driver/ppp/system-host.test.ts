/** Supervision of real processes. pppd is a script here: which files it is given, what it tells and how it ends is as documented. */
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { join } from 'node:path'
import { spawn } from 'node:child_process'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { scratch } from '../../../test/support/scratch.ts'
import { Seconds, silent, systemClock, VirtualClock } from '../../base/index.ts'
import { completeDialSettings, serialDialer, type Dialer } from '../../core/index.ts'
import { pppDialers } from './ppp-dialers.ts'
import { SessionFolder } from './session-folder.ts'
import { systemHost } from './system-host.ts'

const record = { v: 1, line: '/dev/ttyUSB0', link: 'ppp0', owner: 'x' } as const

/** Without a namespace of its own: what pppd would see in `/etc/ppp` is in `$ETC`. */
const LAUNCH = 'cat "/proc/$$/stat" >"$2" && ETC="$1" exec "$3" file "$1/dialtone"'

let folder: ReturnType<typeof scratch>
let session: SessionFolder

beforeEach(() => {
  folder = scratch()
  session = new SessionFolder(join(folder.path, 'line'))
})
afterEach(() => folder[Symbol.dispose]())

function host(script: string, clock = systemClock) {
  const pppd = join(folder.path, 'pppd')
  writeFileSync(pppd, `#!/bin/sh\n${script}\n`)
  chmodSync(pppd, 0o755)
  return systemHost({ clock, log: silent, pppd, launcher: ['sh', '-c', LAUNCH, 'launch'] })
}

const prepared = (options = 'secret\n'): SessionFolder => {
  session.prepare(record, { options, chat: 'chat\n', secrets: 'who\n' })
  return session
}

test('pppd gets its options by a file: no word of them is on its command line or in its environment', async () => {
  const found = host(
    '{ tr "\\0" " " </proc/$$/cmdline; cat /proc/$$/environ; cat "$2"; } >"$ETC/seen"; exit 19',
  )
  const { ended } = found.start(prepared('"password" "hunter2"\n'))
  expect(await ended).toEqual({ status: 19 })
  const seen = readFileSync(join(session.etc, 'seen'), 'utf8')
  expect(seen.indexOf('hunter2')).toBe(seen.lastIndexOf('hunter2'))
  expect(seen.endsWith('"password" "hunter2"\n')).toBe(true)
})

test('what it tells is heard, and read as it was told', async () => {
  const found = host('sleep 60')
  const process = found.start(prepared())
  const changed = Promise.withResolvers<undefined>()
  using _ = found.watch(session, () => changed.resolve(undefined))
  writeFileSync(join(session.told, 'ip-up'), 'IPLOCAL=10.0.0.2\0DNS1=a=b\nc\0')
  await changed.promise
  expect([...(session.read()['ip-up'] ?? [])]).toEqual([
    ['IPLOCAL', '10.0.0.2'],
    ['DNS1', 'a=b\nc'],
  ])
  process.signal('SIGTERM')
  expect(await process.ended).toEqual({ signal: 'SIGTERM' })
})

test('a pppd of an earlier life is found again, followed to its end, and no other is taken for it', async () => {
  const script = 'trap "exit 5" TERM; touch "$ETC/ready"; while :; do sleep 0.01; done'
  const clock = new VirtualClock()
  const found = host(script, clock)
  const ours = found.start(prepared())
  await until(() => existsSync(join(session.etc, 'ready')))
  const again = found.find(session)
  expect(again?.pid).toBe(ours.pid)
  let over = false
  void again?.ended.then(() => (over = true))
  await clock.advance(Seconds(5))
  expect(over).toBe(false)
  again?.signal('SIGTERM')
  expect(await ours.ended).toEqual({ status: 5 })
  await clock.advance(Seconds(1))
  expect(over).toBe(true)
  expect(found.find(session)).toBeUndefined()
})

test.each([
  ['the service that started it', false],
  ['the next one, which has found it running', true],
])('a pppd that no signal ends but the last is killed by %s, and down only then', async (_, restarted) => {
  const clock = new VirtualClock()
  const settings = completeDialSettings({ name: 'branch', dialer: serialDialer('/dev/null') })
  const tell = 'printf "STATUS=0" >"$ETC/told/connect"; printf "IPLOCAL=10.0.0.2" >"$ETC/told/ip-up"'
  const system = host(
    `trap "" TERM HUP INT QUIT; ${tell}; touch "$ETC/ready"; while :; do sleep 0.01; done`,
    clock,
  )
  const told: string[] = []
  const interfaceOf = (): Dialer => {
    const source = pppDialers({ clock, log: silent, folder: folder.path, host: system })
    const dialer = source({ id: 'branch', settings: () => settings })
    dialer.start((fact) => told.push('cause' in fact ? `${fact.type} ${fact.cause.code}` : fact.type))
    return dialer
  }
  const options = { signal: new AbortController().signal, by: 'anna' }
  let dialer = interfaceOf()
  const dialled = dialer.dial(options)
  await clock.advance(Seconds(0))
  // Nothing else is in there: the folder of the one line.
  const line = new SessionFolder(
    join(folder.path, readdirSync(folder.path).find((name) => name !== 'pppd') ?? ''),
  )
  await until(() => existsSync(join(line.etc, 'ready')))
  await clock.advance(Seconds(1))
  await dialled
  if (restarted) {
    await dialer[Symbol.asyncDispose]()
    dialer = interfaceOf()
  }
  await using _dialer = dialer
  told.splice(0)

  const down = dialer.hangUp(options)
  await clock.advance(Seconds(11))
  expect([system.find(line) !== undefined, told]).toEqual([true, []])
  await clock.advance(Seconds(1))
  await until(() => system.find(line) === undefined)
  // Who is not its parent looks for it.
  await clock.advance(Seconds(1))
  await down
  expect(told).toEqual(['down cancelled', 'available'])
  expect(existsSync(line.path)).toBe(false)
})

test('a process that has the number of one that has ended is left alone', async () => {
  const found = host('exit 0')
  await found.start(prepared()).ended
  const other = spawn('sleep', ['60'])
  await once(other, 'spawn')
  // Started a moment before the other, the 22nd field: two processes may begin in the same tick.
  const stat = readFileSync(`/proc/${other.pid ?? 0}/stat`, 'utf8')
  const earlier = stat.replace(/(?<=\) (?:\S+ ){19})\d+/, (start) => `${Number(start) - 1}`)
  expect(earlier).not.toBe(stat)
  writeFileSync(session.process, earlier)
  expect(found.find(session)).toBeUndefined()
  other.kill()
  await once(other, 'exit')
})

test('one that cannot be started has ended', async () => {
  const found = systemHost({ clock: systemClock, log: silent, launcher: [join(folder.path, 'none')] })
  expect(await found.start(prepared()).ended).toEqual({ status: 127 })
})

test('the scripts of pppd are the same whatever the settings say, and run for root alone', () => {
  const hostile = '"; touch /tmp/owned; "$(reboot)\n'
  session.prepare(record, { options: hostile, chat: hostile, secrets: hostile })
  const scripts = ['connect', 'ip-up', 'ipv6-up', 'ip-down'].map((name) =>
    readFileSync(join(session.etc, name), 'utf8'),
  )
  expect(scripts.join('')).not.toContain('owned')
  session.prepare({ ...record, line: hostile, by: hostile }, { options: '' })
  expect(
    ['connect', 'ip-up', 'ipv6-up', 'ip-down'].map((name) => readFileSync(join(session.etc, name), 'utf8')),
  ).toEqual(scripts)
})

test('a script keeps its environment, whatever is in it, until that of the other direction takes it back', async () => {
  prepared()
  const hostile = '$(touch x)\n"; exit 1; \'`id`\t\x01 ü'
  const run = async (name: string): Promise<void> => {
    const script = join(folder.path, name)
    // The real one, with the folder in the place of that of pppd.
    const text = readFileSync(join(session.etc, name), 'utf8').replaceAll('/etc/ppp', session.etc)
    writeFileSync(script, text, { mode: 0o755 })
    const child = spawn(script, [], { env: { PEERNAME: hostile, IPLOCAL: '10.0.0.2' } })
    expect(await once(child, 'exit')).toEqual([0, null])
  }
  await run('ip-up')
  const told = session.read()['ip-up']
  expect([told?.get('PEERNAME'), told?.get('IPLOCAL')]).toEqual([hostile, '10.0.0.2'])
  await run('ip-down')
  expect(session.read()).toEqual({})
})

test('a line that is not there, or that a live program has locked, cannot be dialled', () => {
  const found = host('exit 0')
  expect(found.lineObstacle(serialDialer('/dev/none').line)).toMatchObject({ code: 'no_device' })
  expect(found.lineObstacle({ kind: 'pppoe', device: 'none' })).toMatchObject({ code: 'no_device' })
  expect(found.lineObstacle({ kind: 'pppoe', device: 'lo' })).toBeUndefined()
  expect(found.lineObstacle(serialDialer('/dev/null').line)).toBeUndefined()
  expect(found.obstacle()).toBeUndefined()
  expect(systemHost({ clock: systemClock, log: silent, pppd: '/none' }).obstacle()).toMatchObject({
    code: 'not_supported',
  })
})

/** Another process is what it waits for. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve))
}
