/** The laws that keep the house standing; its rooms are in architecture/house.ts. */
import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { breaches, roomOf, type House } from './architecture/check.ts'
import { house } from './architecture/house.ts'

test('the sources keep the laws of the house', () => {
  const paths = globSync([
    '{src,test,bench,build,lab}/**/*.{ts,tsx}',
    'build/*.js',
    'bin/*.js',
    '*.config.{js,ts}',
  ])
  const sources = new Map(paths.sort().map((path) => [path, readFileSync(path, 'utf8')]))
  expect(sources.size).toBeGreaterThan(0)
  expect(breaches(sources, house)).toEqual([])
})

test('the packages of the rooms are the dependencies', () => {
  // The cast gives the shape that npm itself demands of the file.
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
    dependencies: Record<string, string>
  }
  const used = Object.values(house.rooms).flatMap(({ packages = [], bundled }) =>
    packages === 'all' || bundled === true ? [] : packages,
  )
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
      'a module of Node.js, asked for',
      { 'src/face/http/x.ts': `${doc}export const f = process.getBuiltinModule('node:fs')\n` },
      'imports node:fs',
    ],
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
