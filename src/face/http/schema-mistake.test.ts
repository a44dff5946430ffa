import { Type, type TObject, type TSchema } from 'typebox'
import { describe, expect, test } from 'vitest'
import { loadSchemas } from '../../api/index.ts'
import { schemaMistakes } from './schema-mistake.ts'

const { SCHEMAS } = await loadSchemas()
const { addDialInterface, createToken, setDialInterface } = SCHEMAS
const said = (schema: TSchema, value: unknown): readonly string[] =>
  schemaMistakes(schema, value).map(({ key, message }) => `${key} ${message}`)

const modem = { kind: 'modem', modems: [], profile: 'p' }
const serial = { kind: 'serial', device: '/dev/ttyS0', speed: 5, flowControl: 'none', number: '1', init: [] }
const ppp = { kind: 'ppp', authentication: [], line: serial }
const long = 'x'.repeat(300)

describe('a mistake is said by its key, with what is expected there', () => {
  test.each([
    [{ name: long }, 'settings.name has to be a text of at most 256 characters'],
    [{ type: 'home' }, 'settings.type has to be "home-router" or "full-router"'],
    [{ nat: 'yes' }, 'settings.nat has to be true or false'],
    [{ colour: 1 }, 'settings.colour is unknown'],
    [{ redial: { attempts: 1 } }, 'settings.redial.interval is missing'],
    [
      { routes: [{ destination: '', metric: 1.5, dials: true }] },
      'settings.routes[0].metric has to be a whole number',
    ],
    [{ routes: {} }, 'settings.routes has to be a list of at most 1024 elements'],
    [{ idleTimeout: -1 }, 'settings.idleTimeout has to be a number of at least 0'],
    [{ idleTimeout: 'x' }, 'settings.idleTimeout has to be a number of at least 0, or "never"'],
    [{ dialer: 5 }, 'settings.dialer has to be an object'],
    [{ dialer: { ...modem, kind: 'x' } }, 'settings.dialer.kind has to be "modem" or "ppp"'],
    [{ dialer: {} }, 'settings.dialer.kind is missing, and has to be "modem" or "ppp"'],
    [
      { dialer: { ...modem, profile: long } },
      'settings.dialer.profile has to be a text of at most 255 characters',
    ],
    [
      { dialer: { ...ppp, line: { ...serial, device: long } } },
      'settings.dialer.line.device has to be a text of at most 255 characters',
    ],
    [
      { filter: { action: 'only', rules: [{ protocol: 'x' }] } },
      'settings.filter.rules[0].protocol has to be a whole number, or "tcp", "tcp-established", "udp", "icmp" or "icmpv6"',
    ],
  ])('%j', (wrong, message) => {
    const settings = { name: 'branch', dialer: modem, ...wrong }
    expect(said(addDialInterface.input, { settings })).toEqual([message])
  })

  test('what may be taken away as well is spoken of as what it is', () => {
    const change = { filter: { action: 5 } }
    const { change: schema } = setDialInterface.input.properties
    expect(said(schema, change)).toEqual([
      'filter.rules is missing',
      'filter.action has to be "only" or "except"',
    ])
  })

  test('a pattern is put into words', () => {
    expect(said(createToken.input, { name: 'a b' })).toEqual([
      'name has to be a letter or digit, and up to 63 letters, digits, ".", "_" and "-" after it',
    ])
  })

  test('a record is looked into', () => {
    const schema = Type.Record(Type.String(), Type.Integer())
    expect(said(schema, { one: 1, two: 'x' })).toEqual(['two has to be a whole number'])
  })

  test('the whole has no key', () => {
    expect(schemaMistakes(createToken.input, [])).toEqual([
      { key: '', pointer: '', message: 'has to be an object' },
    ])
  })
})

test('a pointer is one of RFC 6901, and a key that was made up is not repeated at length', () => {
  expect(schemaMistakes(createToken.input, { name: 'x', scopes: ['root'] })[0]?.pointer).toBe('/scopes/0')
  expect(schemaMistakes(createToken.input, { name: 'x', 'a/b~c': 1 })[0]?.pointer).toBe('/a~1b~0c')
  expect(schemaMistakes(createToken.input, { name: 'x', [long]: 1 })[0]?.key).toBe('x'.repeat(64))
})

test('of many mistakes eight are said', () => {
  const schema = Type.Array(Type.Integer())
  expect(schemaMistakes(schema, Array<string>(10_000).fill('x'))).toHaveLength(8)
})

/** What the words are made of: a schema that has more would be refused in other words than it checks by. */
const KNOWN =
  'type const enum anyOf properties patternProperties required additionalProperties items minItems maxItems ' +
  'minLength maxLength pattern minimum maximum x-wanted description'

test.each(Object.entries<{ readonly input: TObject }>(SCHEMAS))('%s takes nothing else', (_, { input }) => {
  expect(keywordsOf(input).filter((keyword) => !KNOWN.split(' ').includes(keyword))).toEqual([])
})

function keywordsOf(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return []
  // Its type tells less of a schema than it has.
  const {
    properties,
    patternProperties,
    anyOf = [],
    items,
  } = schema as {
    properties?: Readonly<Record<string, unknown>>
    patternProperties?: Readonly<Record<string, unknown>>
    anyOf?: readonly unknown[]
    items?: unknown
  }
  return [
    ...Object.keys(schema),
    ...[...Object.values({ ...properties, ...patternProperties }), ...anyOf, items].flatMap(keywordsOf),
  ]
}
