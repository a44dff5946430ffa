/** The service and the command line as processes, as people and shells meet them. */
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isEvent, type Snapshot, type WatchItem } from '../../src/api/index.ts'
import { Home, type DialtoneProcess, type Ended } from '../support/dialtone-process.ts'

let home: Home
beforeEach(() => {
  home = new Home()
})
afterEach(() => home[Symbol.asyncDispose]())

async function serve(...argv: string[]): Promise<DialtoneProcess> {
  const service = home.start('serve', '--virtual', '--log-format', 'human', ...argv)
  await service.until(/is running/)
  return service
}

/** Of the service alone: whoever is root would find what the machine itself plays as well. */
const virtual = (...words: string[]): Promise<Ended> =>
  home.startWith({ DIALTONE_SOCKET: home.socket }, 'virtual', ...words).ended

/** The modem is registered and has its connection. */
async function ready(service: DialtoneProcess): Promise<void> {
  await service.until(/packet service attached/)
}

describe('dialtone start, the first thing that a person tries', () => {
  test('tells the whole story, takes commands from a second terminal, and ends on Ctrl-C', async () => {
    const started = home.start('start')
    await started.until(/Try more from a second terminal/)
    const story = [
      /modem0 +arrived: .*\(virtual/,
      /modem0 +SIM ready/,
      /modem0 +registered at home: Dialtone Mobile \(00101\)/,
      /modem0 +packet service attached, 5G-NSA/,
      /modem0 +connecting with profile internet/,
      /modem0 +connected: 100\.64\.\d+\.\d+\/\d+/,
      /IPv4 +100\.64\.\d+\.\d+\/\d+, gateway 100\.64\.\d+\.\d+\n +IPv6/,
      /DNS +198\.51\.100\.53/,
      /npx dialtone watch/,
    ]
    for (const line of story) expect(started.text).toMatch(line)

    expect(await home.run('status')).toMatchObject({
      code: 0,
      out: expect.stringMatching(
        /^modem0 +connected +Dialtone Mobile, home, 5G-NSA .*activated +100\.64/m,
      ) as string,
    })
    const shown = await home.run('config', 'show')
    expect([shown.code, shown.out]).toEqual([0, expect.stringMatching(/^There is no configuration file/)])
    expect((await home.run('config', 'reload')).err).toContain('was started without a configuration file')
    expect((await home.run('disconnect')).out).toBe('modem0 is disconnected\n')
    await started.until(/modem0 +not connected: disconnected by local/)
    expect((await home.run('connect')).out).toMatch(/^modem0 is connected/)
    expect((await virtual('disconnect')).out).toMatch(/^the network ended session 0 of virtual0/)

    started.signal('SIGINT')
    expect(await started.ended).toMatchObject({ code: 0, err: '' })
    expect(started.text).toMatch(/stopping\n.*stopped\n$/)
    expect(existsSync(home.socket)).toBe(false)
  })

  test('as npm start it ends with success on Ctrl-C', async () => {
    const started = home.npm('start')
    await started.until(/Ctrl-C stops it/)
    started.signal('SIGINT')
    expect((await started.ended).code).toBe(0)
    expect(started.text).toMatch(/stopped\n$/)
  })

  test('an echo of Ctrl-C, as npm passes it on, ends it no worse, whenever it comes', async () => {
    for (const _ of Array.from({ length: 5 })) {
      const started = await serve('--memory')
      started.signal('SIGINT')
      // What comes a second later is no echo: somebody means it.
      const until = Date.now() + 500
      let isOver = false as boolean // set from within, out of the compiler's sight
      const ended = started.ended.finally(() => (isOver = true))
      while (!isOver && Date.now() < until) {
        started.signal('SIGINT')
        await new Promise(setImmediate)
      }
      expect((await ended).code).toBe(0)
    }
  })

  test('beside a service that runs, a second one says so and does no harm', async () => {
    const service = await serve('--memory')
    for (const words of [['start'], ['serve', '--virtual'], ['serve', '--memory']]) {
      const second = await home.run(...words)
      expect(second).toMatchObject({ code: 1, out: '' })
      expect(second.err).toContain(`a service is running already and listens at ${home.socket}`)
    }
    expect((await home.run('status')).code).toBe(0)
    expect(service.text).not.toMatch(/stopping/)
  })
})

test('only the owner may use the socket', async () => {
  await serve('--memory')
  expect(statSync(home.socket).mode & 0o777).toBe(0o600)
  expect(statSync(join(home.socket, '..')).mode & 0o777).toBe(0o700)
})

test('SIGTERM ends it as cleanly as Ctrl-C, also with watchers', async () => {
  const service = await serve('--memory')
  const watcher = home.start('watch')
  await watcher.until(/waiting for events/)
  service.signal('SIGTERM')
  expect((await service.ended).code).toBe(0)
  await watcher.until(/service +is stopping/)
  await watcher.until(/The service has gone/)
  watcher.signal('SIGINT')
  expect((await watcher.ended).code).toBe(0)
})

test('a watcher misses nothing while the service is killed and started again', async () => {
  const state = ['--state', join(home.folder, 'state')]
  const service = await serve(...state)
  await ready(service)
  const watcher = home.start('watch', '--json', '--since', '0')
  await watcher.until(/packet-service.changed/)
  service.signal('SIGKILL')
  expect((await service.ended).code).toBe(137)
  expect((await home.run('status')).code).toBe(5)

  const again = await serve(...state)
  await ready(again)
  expect((await home.run('connect')).code).toBe(0)
  await watcher.until(/"type":"request.ended"/)
  watcher.signal('SIGINT')
  const { code, out } = await watcher.ended
  expect(code).toBe(0)
  const items = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as WatchItem)
  const events = items.filter(isEvent)
  expect(events).toHaveLength(items.length)
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1))
  expect(new Set(events.map(({ epoch }) => epoch)).size).toBe(1)
  expect(events.filter(({ type }) => type === 'service.started')).toHaveLength(2)
})

describe('Ctrl-C', () => {
  test('while connecting gives the attempt up and leaves nothing behind', async () => {
    await ready(await serve('--memory'))
    await virtual('apn', 'internet', 'silent')
    const connecting = home.start('connect', 'internet')
    await connecting.until(/asked for a context/)
    connecting.signal('SIGINT')
    const { code, err } = await connecting.ended
    expect(code).toBe(1)
    expect(err).toContain('Giving up')
    expect(err).toContain('Given up: modem0 is not connected.')
    await virtual('apn', 'internet', 'accept')
    const { connections, requests } = JSON.parse((await home.run('status', '--json')).out) as Snapshot
    expect(requests).toEqual([])
    expect(connections).toMatchObject([{ name: 'modem0', state: 'deactivated' }])
    expect((await home.run('connect', 'internet')).code).toBe(0)
  })

  test('while watching ends it, with the cursor to go on from', async () => {
    await ready(await serve('--memory'))
    const watcher = home.start('watch')
    await watcher.until(/waiting for events/)
    watcher.signal('SIGINT')
    const { code, err } = await watcher.ended
    expect(code).toBe(0)
    expect(err).toMatch(/dialtone watch --since [0-9a-z]+-\d+/)
  })
})

test('what is refused is told with the cause, and the exit code is 1', async () => {
  await ready(await serve('--memory'))
  await virtual('apn', 'internet', 'refuse', '--cause', '33')
  const refused = await home.run('connect')
  expect(refused).toMatchObject({ code: 1, out: '' })
  expect(refused.err).toMatch(/network +cause 33 /)
  expect((await virtual('signal', '-101')).code).toBe(0)
})

describe('as part of a shell line', () => {
  test('a reader that has enough ends it', async () => {
    await ready(await serve('--memory'))
    const line = 'dialtone watch --json --since 0 | head -n 1 | cut -c 1-6; echo ${PIPESTATUS[0]}'
    const watching = home.shell(line)
    await watching.until(/"v":1/)
    // The pipe is found broken when there is something to write.
    expect((await home.run('connect')).code).toBe(0)
    expect(await watching.ended).toMatchObject({ out: '{"v":1\n0\n', err: '' })
    expect(await home.shell('dialtone --help | head -n 1; echo ${PIPESTATUS[0]}').ended).toMatchObject({
      out: 'Usage: dialtone [options] [command]\n0\n',
      err: '',
    })
  })

  test('a result that cannot be written is a failure, and said in a sentence', async () => {
    const said = 'dialtone: standard output cannot be written: no space left on device\n'
    expect(await home.shell('dialtone --help > /dev/full').ended).toMatchObject({ code: 1, err: said })
    // Who has nothing to write does not mind, and who cannot be told neither.
    expect(await home.shell('dialtone bogus 2> /dev/full > /dev/full').ended).toMatchObject({ code: 2 })
    expect(await home.shell('dialtone bogus > /dev/full').ended).toMatchObject({
      code: 2,
      err: expect.not.stringContaining('cannot be written') as string,
    })
  })

  test('words go to standard error, results to standard output', async () => {
    await ready(await serve('--memory'))
    const line =
      'id=$(dialtone connect --no-wait 2>/dev/null) && dialtone request show "$id" --json 2>/dev/null'
    const { code, out } = await home.shell(line).ended
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ kind: 'connect', by: 'local' })
  })
})

test('without a terminal the log is JSON, one object a line', async () => {
  const service = home.start('serve', '--virtual', '--memory')
  await service.until(/packet service attached/)
  service.signal('SIGTERM')
  const { code, out } = await service.ended
  expect(code).toBe(0)
  const lines = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(lines[0]).toMatchObject({
    level: 'info',
    msg: expect.stringContaining('is running') as string,
    socket: home.socket,
  })
  expect(lines).toContainEqual(
    expect.objectContaining({
      subject: 'modem0',
      event: 'registration.changed',
      seq: expect.any(Number) as number,
    }),
  )
  expect(out).not.toMatch(/"style"|001010\d{9}/)
})

test('virtual modems that are served to other programs have a control of their own', async () => {
  const name = `dialtone-test-${process.pid}`
  const control = `${home.socket}.virtual`
  const pty = join(home.folder, 'modem')
  // The machine may have a service with virtual modems, whose place nobody looks at who has one of their own.
  const run = (...argv: string[]) => home.startWith({ DIALTONE_SOCKET: home.socket }, ...argv)
  const served = run('virtual', 'serve', '--proxy', '--socket-name', name, '--pty', pty)
  await served.until(/Ctrl-C stops it/)
  expect(served.text).toContain(`virtual0 is served at ${pty} (/dev/pts/`)
  expect(served.text).toContain(`virtual1 is served on the socket @${name}`)
  const { out } = await run('virtual', 'list', '--json').ended
  expect(JSON.parse(out)).toMatchObject([{ name: 'virtual0' }, { name: 'virtual1' }])
  expect(await run('virtual', 'roam', '--modem', 'virtual1').ended).toMatchObject({ code: 0, err: '' })
  expect(await run('virtual', 'roam').ended).toMatchObject({ code: 2 })
  const second = await run('virtual', 'serve', '--pty', pty).ended
  expect(second).toMatchObject({ code: 1, out: '' })
  expect(second.err).toContain(
    `another "dialtone virtual serve" is running already and listens at ${control}`,
  )
  expect(await home.run('status', '--socket', control)).toMatchObject({ code: 1 })
  served.signal('SIGINT')
  expect((await served.ended).code).toBe(0)
  expect([existsSync(pty), existsSync(control)]).toEqual([false, false])
})

test.each([
  ['--pty m --link wwan0 --link wwan1', /nothing would serve 1 of 2 modems: give each a --pty or an --at/],
  ['--pty m --modems 3', /nothing would serve 2 of 3 modems/],
  ['--at a --at b --modems 3', /nothing would serve 1 of 3 modems/],
])('virtual modems that nothing would serve (%s) are refused', async (flags, message) => {
  const { code, out, err } = await home.run('virtual', 'serve', ...flags.split(' '))
  expect([code, out, err]).toEqual([2, '', expect.stringMatching(message)])
})
