import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { scratch } from '../../../test/support/scratch.ts'
import type { Configuration } from '../../api/index.ts'
import { LiveConfiguration } from './live-configuration.ts'
import { readConfigurationFile } from './read-file.ts'

const place = { path: join(scratch().path, 'dialtone.toml'), isNamed: true }

async function open(text: string, flags: Configuration = {}): Promise<LiveConfiguration> {
  writeFileSync(place.path, text)
  return await LiveConfiguration.create({
    place,
    read: await readConfigurationFile(place),
    above: [{ from: 'flag', configuration: flags }],
    defaults: { listen: { socket: '/run/socket' } },
  })
}

async function reload(live: LiveConfiguration, text: string): Promise<unknown> {
  writeFileSync(place.path, text)
  const read = await live.read?.({ strict: true })
  return await read?.apply?.()
}

function settings(live: LiveConfiguration, ...keys: string[]): unknown[] {
  return live.shown.settings.filter(({ key }) => keys.includes(key))
}

test('what somebody takes is in effect, what nobody takes waits, what fails is neither', async () => {
  const live = await open('[log]\nlevel = "info"\n[journal]\nmax-events = 1000\n')
  const seen: unknown[] = []
  live.onChange({ keys: ['log.level'], take: ({ log }) => void seen.push(log?.level) })
  live.onChange({
    keys: ['journal.max-events', 'journal.max-age', 'journal.max-size'],
    take: () => {
      throw new Error('not now')
    },
  })
  const text =
    '[log]\nlevel = "warn"\n[journal]\nmax-events = 2000\n[modems]\nvirtual = 3\n[listen]\nsocket = "/x"\n'
  const failed = [{ key: 'journal.max-events', message: 'not now' }]
  expect(await reload(live, text)).toEqual({
    settings: ['log.level'],
    restart: ['listen.socket', 'modems.virtual'],
    failed,
  })
  expect(seen).toEqual(['warn'])
  expect(settings(live, 'log.level', 'journal.max-events', 'modems.virtual', 'listen.socket')).toEqual([
    { key: 'listen.socket', value: '/run/socket', from: 'default', next: '/x' },
    { key: 'log.level', value: 'warn', from: 'file' },
    { key: 'journal.max-events', value: 1000, from: 'file', next: 2000 },
    { key: 'modems.virtual', value: 0, from: 'default', next: 3 },
  ])
  // What waits is told again, and tried again; what has been taken is not.
  expect(await reload(live, text)).toEqual({
    settings: [],
    restart: ['listen.socket', 'modems.virtual'],
    failed,
  })
  expect(seen).toEqual(['warn'])
  expect(await reload(live, '[log]\nlevel = "warn"\n[journal]\nmax-events = 1000\n')).toEqual({
    settings: [],
    restart: [],
    failed: [],
  })
})

test('what the command line says, the file does not change', async () => {
  const live = await open('', { log: { level: 'debug' } })
  live.onChange({ keys: ['log.level'], take: () => expect.unreachable() })
  expect(await reload(live, '[log]\nlevel = "warn"\n')).toEqual({ settings: [], restart: [], failed: [] })
  expect(settings(live, 'log.level')).toEqual([{ key: 'log.level', value: 'debug', from: 'flag' }])
})

test('some are asked at every reload', async () => {
  const live = await open('')
  let asked = 0
  live.onReload('listen.tls-certificate', async () => {
    asked++
    if (asked === 2) throw new Error('no certificate')
  })
  await reload(live, '')
  expect(await reload(live, '')).toMatchObject({
    failed: [{ key: 'listen.tls-certificate', message: 'no certificate' }],
  })
  expect(asked).toBe(2)
})
