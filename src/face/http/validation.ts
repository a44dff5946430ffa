/**
 * Requests are checked against the schemas of the contract before anything else sees them: unknown fields are refused,
 * and so is a number that is none. Paths and queries are text, so there a number or a boolean is read from its text.
 * Checks are compiled on first use: a service has many operations, and most of its starts use few.
 */
import type { FastifySchemaCompiler } from 'fastify'
import { Compile, type Validator } from 'typebox/compile'
import { IsObject, type TSchema } from 'typebox'
import { DialtoneError } from '../../base/index.ts'

export const validatorCompiler: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  let validator: Validator | undefined
  return (input: unknown) => {
    validator ??= Compile(schema)
    const value = httpPart === 'body' ? input : fromText(schema, input)
    if (validator.Check(value)) return { value }
    const [first] = validator.Errors(value).sort((a, b) => rank(a.keyword) - rank(b.keyword))
    return { error: refuse(httpPart, first) }
  }
}

type Issue = ReturnType<Validator['Errors']>[number]

/** Of several errors about one mistake, the one that says most. */
function rank(keyword: string): number {
  return ['additionalProperties', 'required'].includes(keyword) ? 0 : keyword === 'boolean' ? 2 : 1
}

function refuse(part: string | undefined, issue: Issue | undefined): DialtoneError {
  const place =
    { body: 'the body', querystring: 'the query', params: 'the path' }[part ?? ''] ?? 'the request'
  const field = issue?.instancePath.slice(1).replaceAll('/', '.') ?? ''
  return new DialtoneError('invalid_argument', `${place} is not valid: ${sentence(field, issue)}`, {
    detail: field === '' ? {} : { field },
  })
}

function sentence(field: string, issue: Issue | undefined): string {
  const subject = field === '' ? 'it' : JSON.stringify(field)
  switch (issue?.keyword) {
    case 'additionalProperties':
      return `unknown ${issue.params.additionalProperties.map((name) => JSON.stringify(name)).join(', ')}`
    case 'required':
      return `${issue.params.requiredProperties.map((name) => JSON.stringify(name)).join(', ')} is missing`
    default:
      return `${subject} ${issue?.message ?? 'does not fit'}`
  }
}

function fromText(schema: TSchema, input: unknown): unknown {
  if (!IsObject(schema) || typeof input !== 'object' || input === null) return input
  return Object.fromEntries(
    Object.entries(input).map(([name, value]: [string, unknown]) => [
      name,
      typeof value === 'string' ? fromWord(schema.properties[name], value) : value,
    ]),
  )
}

function fromWord(schema: TSchema | undefined, word: string): unknown {
  // `type` is what JSON Schema calls it; a schema without one takes the text.
  const type = (schema as { type?: unknown } | undefined)?.type
  if (type === 'integer' && /^-?\d{1,15}$/.test(word)) return Number(word)
  if (type === 'boolean' && (word === 'true' || word === 'false')) return word === 'true'
  return word
}
