/**
 * Requests are checked against the schemas of the contract before anything else sees them: unknown fields are refused,
 * and so is a number that is none. Paths and queries are text, so there a number or a boolean is read from its text.
 * Checks are compiled when a route is first asked: a service has many, and most of its starts use few.
 */
import type { FastifyRequest } from 'fastify'
import { Compile, type Validator } from 'typebox/compile'
import { IsObject, type TObject, type TSchema } from 'typebox'
import { DialtoneError } from '../../base/index.ts'
import { schemaMistakes, type SchemaMistake } from './schema-mistake.ts'

/** The schemas of one route, by the part of the request that they are for. */
export interface Parts {
  readonly params?: TObject
  readonly query: TObject
  readonly body?: TObject
}

const WORDS = { params: 'the path', query: 'the query', body: 'the body' } as const
type Part = keyof typeof WORDS

const compiled = new WeakMap<TSchema, Validator>()

/**
 * Puts what was read from text in its place.
 * @throws DialtoneError `invalid_argument` that names the part, each key that is wrong, and what is expected there.
 */
export function validate(request: FastifyRequest, parts: Parts): void {
  if (parts.params !== undefined) request.params = check('params', parts.params, request.params)
  request.query = check('query', parts.query, request.query)
  if (parts.body !== undefined) request.body = check('body', parts.body, request.body ?? {})
}

function check(part: Part, schema: TSchema, input: unknown): unknown {
  let validator = compiled.get(schema)
  if (validator === undefined) compiled.set(schema, (validator = Compile(schema)))
  const value = part === 'body' ? input : fromText(schema, input)
  if (validator.Check(value)) return value
  throw refusal(part, schemaMistakes(schema, value))
}

function refusal(part: Part, mistakes: readonly SchemaMistake[]): DialtoneError {
  const said = mistakes.map(({ key, message }) => `${key === '' ? 'it' : JSON.stringify(key)} ${message}`)
  // What is in a path or a query is no JSON that could be pointed into.
  const problems = part === 'body' ? mistakes : mistakes.map(({ key, message }) => ({ key, message }))
  return new DialtoneError('invalid_argument', `${WORDS[part]} is not valid: ${said.join('; ')}`, {
    detail: { problems },
  })
}

function fromText(schema: TSchema, input: unknown): unknown {
  if (!IsObject(schema) || typeof input !== 'object' || input === null) return input
  return Object.fromEntries(
    Object.entries(input).map(([name, value]: [string, unknown]) => [
      name,
      Object.hasOwn(schema.properties, name) ? fromWords(schema.properties[name], value) : value,
    ]),
  )
}

/** A list in a query is its name given several times, so one value alone does not look like a list. */
function fromWords(schema: TSchema | undefined, value: unknown): unknown {
  if (typeof value !== 'string') return value
  return (schema as { type?: unknown } | undefined)?.type === 'array' ? [value] : fromWord(schema, value)
}

function fromWord(schema: TSchema | undefined, word: string): unknown {
  // `type` is what JSON Schema calls it; a schema without one takes the text.
  const type = (schema as { type?: unknown } | undefined)?.type
  if (type === 'integer' && /^-?\d{1,15}$/.test(word)) return Number(word)
  if (type === 'boolean' && (word === 'true' || word === 'false')) return word === 'true'
  return word
}
