import { Validator } from '@seriousme/openapi-schema-validator'
import { Compile } from 'typebox/compile'
import { describe, expect, test } from 'vitest'
import { silent, VirtualClock } from '../../../base/index.ts'
import { loadSchemas, OPERATIONS, pathNames, type Operation } from '../../../api/index.ts'
import { FakeService } from '../../../../test/support/fake-service.ts'
import { buildApp } from '../app.ts'
import { partsOf } from '../route-parts.ts'
import { describeApi } from './describe-api.ts'
import { TAGS } from './tag.ts'

interface Described {
  readonly operationId: string
  readonly summary?: string
  readonly tags?: readonly string[]
  readonly 'x-dialtone-scope'?: string
  readonly security: readonly Readonly<Record<string, readonly string[]>>[]
  readonly parameters?: readonly {
    readonly in: string
    readonly name: string
    readonly description?: string
  }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> }
  readonly responses: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

const description = await describeApi()
const operations = Object.entries(description.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({
    path,
    method,
    // What each is, the tests below say.
    operation: operation as unknown as Described,
  })),
)
const rows = Object.entries(OPERATIONS) as [keyof typeof OPERATIONS, Operation][] // its entries
const found = (name: string): Described => {
  const described = operations.find(({ operation }) => operation.operationId === name)?.operation
  if (described === undefined) throw new Error(`${name} is not described`)
  return described
}

test('the document is valid OpenAPI 3.1', async () => {
  const validator = new Validator()
  const result = await validator.validate(structuredClone(description) as unknown as Record<string, unknown>)
  expect(result.errors ?? []).toEqual([])
  expect(result.valid).toBe(true)
  expect(validator.version).toBe('3.1')
})

test('a document that is not valid is found out, or this would prove nothing', async () => {
  const broken = { ...description, openapi: 3 }
  expect((await new Validator().validate(broken)).valid).toBe(false)
})

test('every reference leads to something, and every named schema is led to', () => {
  const text = JSON.stringify(description)
  const references = new Set(Array.from(text.matchAll(/"\$ref":"([^"]+)"/g), ([, to = '']) => to))
  const there = Object.entries(description.components).flatMap(([kind, all]) =>
    kind === 'securitySchemes' ? [] : Object.keys(all).map((name) => `#/components/${kind}/${name}`),
  )
  expect([...references].toSorted()).toEqual(there.toSorted())
})

test.each(rows)('%s is described as it is served', async (name, operation) => {
  const { SCHEMAS, EXAMPLES } = await loadSchemas()
  const path = `/v1${operation.path.replaceAll(/:(\w+)/g, '{$1}')}`
  const served = operations.find((one) => one.path === path && one.method === operation.method.toLowerCase())
  expect(served?.operation.operationId).toBe(name)
  const described = found(name)
  const { input } = SCHEMAS[name]
  const parts = partsOf(name, input)
  const of = (where: string): readonly string[] =>
    (described.parameters ?? []).filter((one) => one.in === where).map((one) => one.name)
  expect(of('path').toSorted()).toEqual(pathNames(operation).toSorted())
  expect(of('query').toSorted()).toEqual(Object.keys(parts.query.properties).toSorted())
  const body = described.requestBody?.content['application/json']?.schema as
    { properties: object } | undefined
  expect(Object.keys(body?.properties ?? {})).toEqual(Object.keys(parts.body?.properties ?? {}))
  expect(described).toMatchObject({ summary: operation.summary, 'x-dialtone-scope': operation.scope })
  expect(described.security[0]).toEqual({ token: operation.scope === 'own' ? [] : [operation.scope] })
  expect(described.tags).toHaveLength(1)
  expect(Object.keys(described.responses)).toEqual(
    expect.arrayContaining([String(operation.status), '400', '403', '500', 'default']),
  )
  const example = EXAMPLES[name]
  if (example !== undefined) expect(Compile(parts.body ?? input).Errors(example)).toEqual([])
})

test('headers are described where they are heeded, and where they are sent', () => {
  const taken = (name: string): readonly string[] =>
    (found(name).parameters ?? []).filter((one) => one.in === 'header').map((one) => one.name)
  const given = (name: string, status: string): readonly string[] =>
    Object.keys((found(name).responses[status] as { headers?: object } | undefined)?.headers ?? {})
  expect(taken('events')).toEqual(['Last-Event-ID'])
  expect(taken('pollEvents')).toEqual([])
  expect(taken('profile')).toEqual(['If-None-Match'])
  expect(taken('updateProfile')).toEqual(['If-Match', 'If-None-Match'])
  expect(taken('addProfile')).toEqual(['If-Match', 'If-None-Match', 'Idempotency-Key'])
  expect(given('profile', '200')).toEqual(['ETag'])
  expect(given('addProfile', '201')).toEqual(['ETag', 'Location'])
  expect(given('updateProfile', '200')).toEqual([])
  expect(found('profile').responses).toHaveProperty('304')
  expect(found('setDialInterface').responses).not.toHaveProperty('304')
})

test('every tag is said to be something, and every one is in use', () => {
  const used = new Set(operations.flatMap(({ operation }) => operation.tags ?? []))
  expect([...used].toSorted()).toEqual(TAGS.map(({ name }) => name).toSorted())
})

test('named schemas are told apart by what they say', async () => {
  const { COMPONENTS } = await loadSchemas()
  const texts = Object.values(COMPONENTS).map((schema) => JSON.stringify(schema))
  expect(new Set(texts).size).toBe(texts.length)
})

test('what is taken is closed, what is given is open to new fields', () => {
  const { schemas = {} } = description.components
  expect(schemas['DialSettingsChange']).toMatchObject({ additionalProperties: false })
  expect(schemas['Modem']).not.toHaveProperty('additionalProperties')
  expect(found('connect').requestBody?.content['application/json']?.schema).toMatchObject({
    additionalProperties: false,
  })
})

describe('the route', () => {
  const service = new FakeService()
  const build = (scopes: readonly ('read' | 'sms')[]) =>
    buildApp({
      service: () => service,
      caller: () => ({ name: 'x', scopes }),
      clock: new VirtualClock(),
      log: silent,
    })

  test('answers with the document, and with nothing to whoever has it', async () => {
    await using app = await build(['read'])
    const first = await app.inject('/v1/openapi.json')
    expect(first.headers['content-type']).toContain('application/json')
    expect(first.json()).toEqual(description)
    const etag = String(first.headers.etag)
    expect(etag).toMatch(/^"[\w-]{22}"$/)
    const again = await app.inject({ url: '/v1/openapi.json', headers: { 'if-none-match': etag } })
    expect(again.statusCode).toBe(304)
    expect(again.body).toBe('')
    const other = await app.inject({ url: '/v1/openapi.json', headers: { 'if-none-match': '"other"' } })
    expect(other.statusCode).toBe(200)
  })

  test('takes the scope read, and no query', async () => {
    await using app = await build(['sms'])
    expect((await app.inject('/v1/openapi.json')).statusCode).toBe(403)
    await using reader = await build(['read'])
    expect((await reader.inject('/v1/openapi.json?colour=red')).statusCode).toBe(400)
  })
})
