import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { parse } from 'smol-toml'
import { Compile } from 'typebox/compile'
import { describe, expect, test } from 'vitest'
import { loadSchemas } from '../api/index.ts'
import { checkSchema, type Schema } from './check-schema.ts'
import { publishedSchema } from './publish.ts'

// TypeBox's schema is JSON Schema, of which its type says less.
const schema = (await loadSchemas()).CONFIGURATION as Schema
const published = await publishedSchema()
const validator = Compile(published)

test('the published schema is that of the code; vitest -u writes it', async () => {
  await expect(`${JSON.stringify(published, undefined, 2)}\n`).toMatchFileSnapshot(
    'configuration.schema.json',
  )
})

describe('every setting', () => {
  test.each(settings(schema))(
    '%s says what it does, and its default and examples are valid',
    (_, setting) => {
      expect(setting.description).toMatch(/^[A-Z].*[^.]$/)
      for (const example of [setting.default, ...(setting.examples ?? [])]) {
        if (example !== undefined) expect(checkSchema(setting, example)).toEqual([])
      }
    },
  )
})

test('what we find wrong is what JSON Schema finds wrong, but for amounts beyond their bounds', () => {
  const word = fc.constantFrom('info', 'never', '5 min', '99999 d', '1 GiB', '', 'x'.repeat(5000), 'tcp')
  const leaf = fc.oneof(
    word,
    fc.boolean(),
    fc.integer({ min: -5, max: 200_000 }),
    fc.double(),
    fc.array(word),
  )
  const paths = [...settings(schema).map(([name]) => name), 'log.nothing', 'nothing', 'log', 'dial']
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...paths), leaf), { maxLength: 6 }), (entries) => {
      const document: Record<string, unknown> = {}
      for (const [path, value] of entries) put(document, path.split('.'), value)
      const mistakes = checkSchema(schema, document).filter(
        ({ message }) => !/has to be from .* to/.test(message),
      )
      expect([document, mistakes.length === 0]).toEqual([document, validator.Check(document)])
    }),
    { numRuns: 1000, examples: [[[['dial.branch.idle-timeout', '99999 d']]]] },
  )
})

test('editors find it by the first line of the examples', () => {
  const text = readFileSync(new URL('../../examples/branch-office.toml', import.meta.url), 'utf8')
  const [, path = ''] = /^#:schema (\S+)$/m.exec(text) ?? []
  const named = JSON.parse(
    readFileSync(new URL(path, new URL('../../examples/', import.meta.url)), 'utf8'),
  ) as unknown
  expect(named).toEqual(published)
  expect(validator.Errors(parse(text))).toEqual([])
})

function settings(of: Schema, path = ''): (readonly [string, Schema])[] {
  return Object.entries(of.properties ?? {}).flatMap(([name, inner]) => {
    const here = path === '' ? name : `${path}.${name}`
    const each = Object.values(inner.patternProperties ?? {})
    if (each.length > 0) return each.flatMap((one) => settings(one, `${here}.branch`))
    return inner.properties === undefined ? [[here, inner] as const] : settings(inner, here)
  })
}

function put(into: Record<string, unknown>, [first = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    into[first] = value
    return
  }
  const inner = into[first]
  const table = typeof inner === 'object' && !Array.isArray(inner) ? (inner as Record<string, unknown>) : {}
  into[first] = table
  put(table, rest, value)
}
