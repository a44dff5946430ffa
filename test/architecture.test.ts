/** The rooms of `src/`, in the order in which they are built, and the laws that keep the house standing. */
import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { breaches, roomOf, type House } from './architecture/check.ts'

const FILES = ['node:fs', 'node:fs/promises', 'node:path']
const SOCKETS = ['node:net', 'node:stream']
const PROCESSES = ['node:child_process']

const house: House = {
  rooms: {
    base: {
      imports: [],
      browser: true,
      because: 'everything stands on it, the browser included; only clock.ts touches the timers of the host',
    },
    native: {
      imports: ['base'],
      node: [...FILES, 'node:os', 'node:module', 'node:worker_threads'],
      packages: ['koffi', '@serialport/bindings-cpp'],
      because: 'foreign-function calls can crash the process, so they are all here and nowhere else',
    },
    mbim: {
      imports: ['base'],
      browser: true,
      because: 'the wire is pure and synchronous: it is fuzzed, replayed and run in a browser',
    },
    sms: {
      imports: ['base'],
      browser: true,
      because: 'it decodes what strangers send: pure, so that it can be fuzzed and can do no harm',
    },
    core: {
      imports: ['base'],
      browser: true,
      because: 'it decides and never acts: our words and machines, the same whatever drives the modem',
    },
    profile: {
      imports: ['base', 'core'],
      packages: ['libxml2-wasm'],
      browser: true,
      because: 'XML to and from core words and nothing else; reading the file is for whoever was given it',
    },
    policy: {
      imports: ['base', 'core'],
      browser: true,
      because: 'it decides and never acts: six hours of back-off run in a millisecond',
    },
    channel: {
      imports: ['base', 'native'],
      node: [...FILES, ...SOCKETS, 'node:os'],
      because: 'bytes in and out, whatever they mean: files and sockets, no protocol',
    },
    device: {
      imports: ['base', 'mbim', 'channel'],
      because: 'all it knows of the world comes through a channel, so a test can be the whole world',
    },
    driver: {
      imports: ['base', 'core', 'mbim', 'sms', 'device'],
      node: [...FILES, ...PROCESSES],
      because: 'it turns the words of a modem, of ModemManager or of pppd into those of core',
    },
    network: {
      imports: ['base', 'core', 'native'],
      node: [...FILES, ...SOCKETS, ...PROCESSES, 'node:os', 'node:dgram', 'node:dns'],
      because: 'the IP side of this computer is the business of the operating system, and of no modem',
    },
    store: {
      imports: ['base', 'core'],
      node: [...FILES, 'node:sqlite', 'node:worker_threads', 'node:crypto', 'node:url'],
      because: 'the only room that knows SQLite, which is still changing in Node.js',
    },
    record: {
      imports: ['base', 'mbim', 'channel'],
      node: [...FILES, 'node:zlib'],
      because: 'the black box sees frames, never decisions: it must work when those are wrong',
    },
    api: {
      imports: ['base', 'core'],
      packages: ['typebox'],
      browser: true,
      because: 'contract and client are the same in Node.js and in a browser, on any fetch',
    },
    reach: {
      imports: ['base', 'api'],
      node: [
        ...FILES,
        ...SOCKETS,
        'node:http',
        'node:https',
        'node:tls',
        'node:os',
        'node:crypto',
        'node:url',
      ],
      because: 'the way to a service is sockets and files, and knows nothing of what is said there',
    },
    manager: {
      imports: ['base', 'core', 'policy', 'profile', 'sms', 'api'],
      because: 'the shell runs effects through ports only, so every story can be told on a virtual clock',
    },
    'face/http': {
      imports: ['base', 'core', 'api', 'reach'],
      node: [
        ...FILES,
        ...SOCKETS,
        'node:http',
        'node:https',
        'node:tls',
        'node:zlib',
        'node:crypto',
        'node:os',
      ],
      packages: ['fastify', 'typebox'],
      because: 'a face is thin: its transport and the ConnectionManager interface, never another face',
    },
    'face/cli': {
      imports: ['base', 'core', 'api', 'reach'],
      node: [...FILES, 'node:os', 'node:util', 'node:tty', 'node:readline', 'node:stream'],
      packages: ['commander'],
      because: 'the command line is a client like any other: remote by nature',
    },
    'face/web': {
      imports: ['base', 'core', 'api', 'reach'],
      browser: true,
      because: 'the dashboard is a client like any other, in a browser',
    },
    'face/win32': {
      imports: ['base', 'core', 'api', 'reach'],
      node: ['node:worker_threads'],
      because: 'it translates and decides nothing: the same over a manager in process and a remote one',
    },
    virtual: {
      imports: ['base', 'native', 'mbim', 'sms', 'channel'],
      node: [...FILES, ...SOCKETS, ...PROCESSES, 'node:os', 'node:crypto'],
      because:
        "the modem's end shares the wire with the host and not one decision, or it would repeat its mistakes",
    },
    main: {
      imports: 'all',
      node: 'all',
      packages: 'all',
      because: 'somebody has to put it together, and only here is it known who is who',
    },
  },
  clocks: ['src/base/clock.ts', 'src/base/random.ts'],
  long: {},
}

test('the sources keep the laws of the house', () => {
  const paths = globSync(['{src,test,bench,build}/**/*.ts', 'bin/*.js', '*.config.{js,ts}'])
  const sources = new Map(paths.sort().map((path) => [path, readFileSync(path, 'utf8')]))
  expect(sources.size).toBeGreaterThan(0)
  expect(breaches(sources, house)).toEqual([])
})

test('the packages of the rooms are the dependencies', () => {
  // The cast gives the shape that npm itself demands of the file.
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
    dependencies: Record<string, string>
  }
  const used = Object.values(house.rooms).flatMap(({ packages = [] }) => (packages === 'all' ? [] : packages))
  const inMain = ['pino', 'smol-toml'] // logs and configuration: whoever puts it together chooses these
  expect([...new Set([...used, ...inMain])].sort()).toEqual(Object.keys(manifest.dependencies).sort())
})

describe('each law can be broken', () => {
  const doc = '/** A contract. */\n'
  const small: House = {
    rooms: {
      base: { imports: [], browser: true, because: 'ground' },
      wire: { imports: ['base'], browser: true, packages: ['typebox'], because: 'pure' },
      'face/cli': { imports: ['base'], node: ['node:fs'], because: 'thin' },
      'face/http': { imports: ['base'], because: 'thin' },
      main: { imports: 'all', node: 'all', packages: 'all', because: 'root' },
    },
    clocks: ['src/base/clock.ts'],
    long: { 'src/wire/table.ts': 'a table' },
  }
  const sound: Record<string, string> = {
    'src/base/index.ts': `${doc}export * from './clock.ts'\n`,
    'src/base/clock.ts': `${doc}export const now = () => Date.now()\nexport const wait = setTimeout\n`,
    'src/wire/index.ts': `${doc}export * from './frame.ts'\nexport * from './table.ts'\n`,
    'src/wire/frame.ts': `${doc}import { now } from '../base/index.ts'\nimport { Type } from 'typebox/value'\nexport const a = [now, Type]\n`,
    'src/wire/table.ts': doc + 'export const row = 1\n'.repeat(600),
    'src/face/cli/index.ts': `${doc}import { readFileSync } from 'node:fs'\nexport const b = [readFileSync, process.argv]\n`,
    'src/face/http/index.ts': `${doc}export const c = (process: number, at: Date) => ({ process, setTimeout: at })\n`,
    'src/main/index.ts': `${doc}import '../face/cli/index.ts'\nimport pino from 'pino'\nexport const d = pino(new Date(0))\n`,
    'src/wire/frame.test.ts': `import { test } from 'vitest'\nimport { b } from '../face/cli/index.ts'\ntest('t', () => b)\n`,
  }
  const found = (changed: Record<string, string>, other: House = small): string[] =>
    breaches(new Map(Object.entries({ ...sound, ...changed })), other)

  test('and the sound sample breaks none', () => {
    expect(found({})).toEqual([])
  })

  const inWire = (code: string): Record<string, string> => ({ 'src/wire/more.ts': `${doc}${code}\n` })
  const rows: [law: string, changed: Record<string, string>, sentence: string][] = [
    [
      'a forbidden room',
      inWire("import '../face/cli/index.ts'"),
      'src/wire/more.ts:2: imports face/cli (wire: pure)',
    ],
    ['a forbidden room, types only', inWire("import type { B } from '../main/index.ts'"), 'imports main'],
    ['a forbidden room, inline type', inWire("export type B = import('../main/index.ts').B"), 'imports main'],
    ['a forbidden room, re-exported', inWire("export * from '../main/index.ts'"), 'imports main'],
    ['a forbidden room, lazily', inWire("export const b = () => import('../main/index.ts')"), 'imports main'],
    [
      'one face from another',
      { 'src/face/http/x.ts': `${doc}import '../cli/index.ts'\n` },
      'imports face/cli',
    ],
    [
      'a room by its back door',
      inWire("import '../base/clock.ts'"),
      'enters base by src/base/clock.ts, not by its index.ts',
    ],
    ['a back door, from a test', { 'src/wire/x.test.ts': "import '../base/clock.ts'\n" }, 'enters base by'],
    ['its own front door', inWire("import './index.ts'"), 'imports its own index.ts'],
    ['an unknown room', { 'src/attic/x.ts': doc }, 'src/attic/x.ts: is in no room'],
    ['a loose file', { 'src/x.ts': doc }, 'src/x.ts: is in no room'],
    ['a loose face', { 'src/face/x.ts': doc }, 'src/face/x.ts: is in no room'],
    ['outside src', inWire("import '../../test/y.ts'"), 'outside src/'],
    ['a computed import', inWire('export const load = (x: string) => import(x)'), 'imports the package x'],
    ['a module of Node.js', inWire("import 'node:net'"), 'imports node:net'],
    ['a module of Node.js, short', inWire("import 'fs'"), 'imports the package fs'],
    [
      'a module that the room may not',
      { 'src/face/http/x.ts': `${doc}import 'node:fs'\n` },
      'imports node:fs',
    ],
    ['a package', inWire("import 'pino'"), 'imports the package pino'],
    ['a package, scoped', inWire("import '@a/b/c'"), 'imports the package @a/b/c'],
    [
      'timers as a module',
      { 'src/main/x.ts': `${doc}import 'node:timers/promises'\n` },
      'time comes from the Clock',
    ],
    ['a timer', inWire('setTimeout(() => 1, 5)'), 'uses setTimeout'],
    ['a timer, qualified', inWire('globalThis.setInterval(() => 1, 5)'), 'uses setInterval'],
    ['a timer as a value', inWire('export const wait = [setTimeout]'), 'uses setTimeout'],
    ['the wall clock', { 'src/main/x.ts': `${doc}export const t = Date.now()\n` }, 'uses Date.now'],
    ['the wall clock, as a date', inWire('export const t = new Date()'), 'uses new Date()'],
    ['the wall clock, in a test', { 'src/wire/x.test.ts': 'export const t = Date.now()\n' }, 'uses Date.now'],
    ['the monotonic clock', inWire('export const t = performance.now()'), 'uses performance'],
    ['chance', inWire('export const r = Math.random()'), 'uses Math.random'],
    ['chance, qualified', inWire('export const r = globalThis.Math.random()'), 'uses Math.random'],
    [
      'Node.js in a browser room',
      inWire('export const e = process.env'),
      'uses process, which a browser lacks',
    ],
    [
      'a Buffer in a browser room',
      inWire('export const e = Buffer.from([1])'),
      'uses Buffer, which a browser lacks',
    ],
    ['a long file', { 'src/wire/long.ts': doc + 'export {}\n'.repeat(500) }, 'src/wire/long.ts: 501 lines'],
    ['a needless excuse', { 'src/wire/table.ts': `${doc}export const row = 1\n` }, 'has no need to be'],
    ['no contract', { 'src/wire/x.ts': 'export const x = 1\n' }, 'does not open with its contract'],
    ['a name', { 'src/wire/fooBar.ts': doc }, 'not in kebab-case'],
    ['a name without an idea', { 'src/wire/utils.ts': doc }, '"utils" names no idea'],
    [
      'a circle',
      { 'src/wire/a.ts': `${doc}import './b.ts'\n`, 'src/wire/b.ts': `${doc}import './a.ts'\n` },
      'src/wire/a.ts: imports itself: src/wire/a.ts → src/wire/b.ts → src/wire/a.ts',
    ],
  ]
  test.each(rows)('%s', (_law, changed, sentence) => {
    const all = found(changed)
    expect(all).toHaveLength(1)
    expect(all[0]).toContain(sentence)
  })

  test('the table itself', () => {
    const rooms = {
      ...small.rooms,
      base: { imports: ['wire'], because: 'x' },
      wire: { imports: 'all' as const, because: 'y' },
    }
    expect(found({}, { ...small, rooms })).toEqual(
      expect.arrayContaining([
        'table: base may import wire, which is not above it',
        'table: only the last room may import all, not wire',
      ]),
    )
  })

  test('types alone make no circle', () => {
    const a = `${doc}import type { B } from './b.ts'\nexport type A = B\n`
    const b = `${doc}import './a.ts'\nexport type B = 1\n`
    expect(found({ 'src/wire/a.ts': a, 'src/wire/b.ts': b })).toEqual([])
  })
})

test.each([
  ['src/mbim/codec/struct.ts', 'mbim'],
  ['src/driver/mbim/index.ts', 'driver'],
  ['src/face/cli/command/watch.ts', 'face/cli'],
  ['src/face/index.ts', undefined],
  ['src/index.ts', undefined],
])('%s is in room %s', (path, room) => {
  expect(roomOf(path)).toBe(room)
})
