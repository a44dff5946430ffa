/**
 * Requests are checked against the schemas of the contract before anything else sees them: unknown fields are refused,
 * and so is a number that is none. Paths and queries are text, so there a number or a boolean is read from its text.
 * Checks are compiled when a route is first asked: a service has many, and most of its starts use few.
 */
import type { FastifyRequest } from 'fastify'
import { Compile, type Validator } from 'typebox/compile'
import { IsObject, type TObject, type TSchema } from 'typebox'
import { DialtoneError } from '../../base/index.ts'

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
 * @throws DialtoneError `invalid_argument` that names the part, the field and what is wrong with it.
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
  const [first] = validator.Errors(value).sort((a, b) => rank(a.keyword) - rank(b.keyword))
  throw refusal(part, first)
}

type Issue = ReturnType<Validator['Errors']>[number]

/** Of several errors about one mistake, the one that says most. */
function rank(keyword: string): number {
  return ['additionalProperties', 'required'].includes(keyword) ? 0 : keyword === 'boolean' ? 2 : 1
}

function refusal(part: Part, issue: Issue | undefined): DialtoneError {
  const field = issue?.instancePath.slice(1).replaceAll('/', '.') ?? ''
  return new DialtoneError('invalid_argument', `${WORDS[part]} is not valid: ${sentence(field, issue)}`, {
    detail: field === '' ? {} : { field },
  })
}

function sentence(field: string, issue: Issue | undefined): string {
  const subject = field === '' ? 'it' : JSON.stringify(field)
  switch (issue?.keyword) {
    case 'additionalProperties':
      return `unknown ${quoted(issue.params.additionalProperties)}`
    case 'required':
      return `${quoted(issue.params.requiredProperties)} is missing`
    default:
      return `${subject} ${issue?.message ?? 'does not fit'}`
  }
}

function quoted(names: readonly string[]): string {
  return names.map((name) => JSON.stringify(name.slice(0, 64))).join(', ')
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
