/** The configuration file of a service that runs, as an operator changes it. */
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createClient, type Service } from '../../src/api/index.ts'
import type { Event } from '../../src/core/index.ts'
import { unixFetch } from '../../src/reach/index.ts'
import { Home, type DialtoneProcess } from '../support/dialtone-process.ts'

let home: Home
let file: string
beforeEach(() => {
  home = new Home()
  file = join(home.folder, 'dialtone.toml')
})
afterEach(() => home[Symbol.asyncDispose]())

async function serve(text: string, ...argv: string[]): Promise<DialtoneProcess> {
  writeFileSync(file, text)
  const service = home.start('serve', '--memory', '--config', file, ...argv)
  await service.until(/is running/)
  return service
}

/** The service, asked without a process for each question. */
function ask(): Service {
  return createClient(unixFetch(home.socket).fetch)
}

/** The values that are not as they are unless told. */
async function shown(): Promise<Record<string, unknown>> {
  const { settings } = await ask().configuration()
  return Object.fromEntries(
    settings.flatMap(({ key, from, value, next }) =>
      from === 'default' && next === undefined
        ? []
        : [[key, next === undefined ? [value, from] : [value, from, next]]],
    ),
  )
}

test('only what differs is touched: by signal and by command', async () => {
  const service = await serve(
    '[log]\nlevel = "info"\nformat = "human"\n[modems]\nvirtual = 1\n[dial.branch]\nprofile = "internet"\npersistent = true\n',
    '--log-level',
    'info',
  )
  await service.until(/branch +connected/)
  expect(await shown()).toEqual({
    'service.memory': [true, 'flag'],
    'log.level': ['info', 'flag'],
    'log.format': ['human', 'file'],
    'modems.virtual': [1, 'file'],
  })

  writeFileSync(
    file,
    '[log]\nformat = "human"\n[journal]\nmax-events = 1000\n[modems]\nvirtual = 2\n[dial.branch]\nprofile = "internet"\npersistent = true\n[dial.other]\nprofile = "v4only"\n',
  )
  service.signal('SIGHUP')
  await service.until(
    /configuration +read again: dial interface other, journal\.max-events; at the next start: modems\.virtual/,
  )
  expect(service.text).not.toMatch(/branch +.*(disconnect|hung up)/)
  expect(await shown()).toMatchObject({
    'journal.max-events': [1000, 'file'],
    'modems.virtual': [1, 'file', 2],
  })

  expect(await ask().reloadConfiguration()).toEqual({
    file,
    changed: [],
    settings: [],
    restart: ['modems.virtual'],
    problems: [],
    failed: [],
  })
})

test('who drives which modem is taken up, and an IMEI is shown to nobody unless asked for', async () => {
  const devices = `devices = ["${join(home.folder, 'modem')}"]`
  await serve(`[modems]\n${devices}\nowner = "mbim-proxy"\n`)
  const owners = ['/dev/cdc-wdm1=modem-manager', '490154203237518=direct']
  writeFileSync(file, `[modems]\n${devices}\nowners = ${JSON.stringify(owners)}\n`)
  expect(await ask().reloadConfiguration()).toMatchObject({
    settings: ['modems.owner', 'modems.owners'],
    restart: [],
    failed: [],
  })
  const { 'modems.owner': owner, 'modems.owners': hidden } = await shown()
  expect([owner, hidden]).toEqual([undefined, [['/dev/cdc-wdm1=modem-manager', '(hidden)=direct'], 'file']])
  const { settings } = await createClient(unixFetch(home.socket).fetch, { reveal: true }).configuration()
  expect(settings).toContainEqual({ key: 'modems.owners', value: owners, from: 'file' })
})

test('a file with a mistake changes nothing, and everybody is told where it is', async () => {
  const service = await serve(
    '[log]\nformat = "human"\n[modems]\nvirtual = 1\n[dial.branch]\nprofile = "internet"\n',
  )
  await service.until(/branch +/)
  writeFileSync(
    file,
    '[log]\nlevel = "debug"\n[dial.branch]\nprofile = "other"\n[dial.more]\nprofle = "internet"\n',
  )
  const { code, err } = await home.run('config', 'reload')
  const said = `${file}:6:1: error: dial.more.profle is no key here; did you mean profile?`
  expect([code, err]).toEqual([1, `dialtone: the configuration file has a mistake: ${said}\n`])
  await service.until(/configuration +stays as it was: the configuration file has a mistake: .*:6:1: error/)
  expect((await shown())['log.level']).toBeUndefined()
  expect(await ask().dialInterfaces()).toMatchObject([
    { name: 'branch', settings: { dialer: { profile: 'internet' } } },
  ])

  service.signal('SIGHUP')
  await service.until(/stays as it was[^]*stays as it was/)
  const events = await refusals()
  expect(events.map(({ by }) => by)).toEqual(['local', 'SIGHUP'])
  expect(events[0]?.data).toMatchObject({ file, mistakes: [{ key: 'dial.more.profle', line: 6, column: 1 }] })
})

test('the level of the log changes while it runs', async () => {
  const service = await serve('[log]\nlevel = "info"\n[modems]\nvirtual = 0\ndevices = "/dev/null/none"\n')
  writeFileSync(file, '[log]\nlevel = "debug"\n[modems]\nvirtual = 0\ndevices = "/dev/null/none"\n')
  expect((await ask().reloadConfiguration()).settings).toEqual(['log.level'])
  expect(await shown()).toMatchObject({ 'log.level': ['debug', 'file'] })
  expect(service.text).not.toContain('"level":"debug"')
  service.signal('SIGTERM')
  expect((await service.ended).out).toMatch(/"level":"debug".*"event":"service\.stopping"/)
})

test('addresses are opened and closed while it runs, or all stay', async () => {
  const service = await serve(
    '[log]\nformat = "human"\n[modems]\nvirtual = 1\n[listen]\ntcp = "127.0.0.1:0"\n',
  )
  const [, first = ''] = await service.until(/it listens at (http:\S+), too/)
  const answers = (url: string): Promise<number | string> =>
    fetch(`${url}/v1/snapshot`).then(
      ({ status }) => status,
      () => 'nobody',
    )
  expect(await answers(first)).toBe(401)

  // A port that is taken: by the service itself.
  const taken = new URL(first).port
  writeFileSync(file, `[listen]\ntcp = ["[::1]:0", "127.0.0.1:${taken}"]\n`)
  expect((await ask().reloadConfiguration()).failed).toMatchObject([{ key: 'listen.tcp' }])
  expect(await answers(first)).toBe(401)

  writeFileSync(file, `[listen]\ntcp = ["localhost:0"]\n`)
  expect((await ask().reloadConfiguration()).settings).toEqual(['listen.tcp'])
  const [, , second = ''] = await service.until(/it listens at (\S+), too[^]*it listens at (\S+), too/)
  expect([await answers(first), await answers(second)]).toEqual(['nobody', 401])
})

test('a file that is gone, or was never there', async () => {
  const service = await serve('[log]\nformat = "human"\n[modems]\nvirtual = 1\n')
  rmSync(file)
  await expect(ask().reloadConfiguration()).rejects.toMatchObject({ code: 'not_found' })
  service.signal('SIGTERM')
  expect((await service.ended).code).toBe(0)
  expect(await home.run('serve', '--config', file)).toMatchObject({
    code: 3,
    err: expect.stringContaining(`there is no configuration file ${file}`) as string,
  })
})

async function refusals(): Promise<Event[]> {
  const found: Event[] = []
  for await (const item of ask().watch({ since: '0', type: ['configuration.refused'] })) {
    if (item.type === 'configuration.refused') found.push(item)
    if (found.length === 2) break
  }
  return found
}
