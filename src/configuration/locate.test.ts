import fc from 'fast-check'
import { parse } from 'smol-toml'
import { describe, expect, test } from 'vitest'
import { printToml, type TomlTable } from '../../test/support/toml-printer.ts'
import { locate, type Path } from './locate.ts'

const name = fc.oneof(
  fc.constantFrom(
    'a',
    'b',
    'idle-timeout',
    'x.y',
    '',
    'with space',
    'quote"',
    "it's",
    '[x]',
    '#',
    'ä€😀',
    '"""',
  ),
  fc.string({ unit: 'grapheme', maxLength: 5 }),
)
const word = fc.oneof(
  fc.constantFrom('[table]\nkey = "x"', 'a # b', '"""', "''", '\\', '}', '],'),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
)
const leaf = fc.oneof(word, fc.integer(), fc.boolean())
const { table } = fc.letrec<{ table: TomlTable; value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.array(leaf, { maxLength: 3 }),
    fc.array(tie('table'), { maxLength: 3 }),
    tie('table'),
  ),
  table: fc.dictionary(name, tie('value'), { maxKeys: 4, noNullPrototype: true }) as fc.Arbitrary<TomlTable>,
}))

test('finds every key and value where it was written, however that was', () => {
  fc.assert(
    fc.property(table, fc.infiniteStream(fc.nat(1_000_000)), (document, chance) => {
      const draw = (below: number): number => (chance.next().value as number) % below
      const { text, places } = printToml(document, draw)
      expect(JSON.parse(JSON.stringify(parse(text)))).toEqual(JSON.parse(JSON.stringify(document)))
      const located = locate(text)
      for (const { path, key, value } of places.values()) {
        expect([path, located.key(path)]).toEqual([path, placeOf(text, key)])
        expect([path, located.value(path)]).toEqual([path, placeOf(text, value)])
      }
      expect(pathsOf(document).filter((path) => located.key(path) === undefined)).toEqual([])
    }),
    { numRuns: 500 },
  )
})

test('passes over what is no TOML, and comes to an end', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...Array.from('[]{}"\'=.,#\n ab\\1')) }), (text) => {
      expect(locate(text).key(['nothing'])).toBeUndefined()
    }),
  )
})

describe('an example', () => {
  const text = `\uFEFF# a comment
[dial.head-office] # x = 1
routes = [ "10.0.0.0/8", # ]
  '''10.1.0.0/16''' ]
redial = { attempts = 3, "inter\\u0076al".unit = 's' }
[[list]]
a.b = 1
[[list]]
[list.c]
  d = 1979-05-27 07:32:00
`
  test.each<readonly [Path, string, string]>([
    [['dial'], '2:2', '2:2'],
    [['dial', 'head-office'], '2:7', '2:7'],
    [['dial', 'head-office', 'routes'], '3:1', '3:10'],
    [['dial', 'head-office', 'routes', 1], '4:3', '4:3'],
    [['dial', 'head-office', 'redial', 'attempts'], '5:12', '5:23'],
    [['dial', 'head-office', 'redial', 'interval', 'unit'], '5:42', '5:49'],
    [['list', 0, 'a'], '7:1', '7:1'],
    [['list', 0, 'a', 'b'], '7:3', '7:7'],
    [['list', 1, 'c', 'd'], '10:3', '10:7'],
  ])('%j is at %s, its value at %s', (path, key, value) => {
    const places = locate(text)
    expect([places.key(path), places.value(path)].map((at) => at && `${at.line}:${at.column}`)).toEqual([
      key,
      value,
    ])
  })
})

function placeOf(text: string, offset: number): { line: number; column: number } {
  const lines = text.slice(0, offset).split('\n')
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 }
}

function pathsOf(value: unknown, path: Path = []): Path[] {
  const entries: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? [...(value as unknown[]).entries()]
    : typeof value === 'object' && value !== null
      ? Object.entries(value)
      : []
  return entries.flatMap(([key, inner]) => [[...path, key], ...pathsOf(inner, [...path, key])])
}
