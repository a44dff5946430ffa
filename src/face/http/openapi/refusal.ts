/** Which refusals an operation has to be reckoned with, by HTTP status, and what each status says in our codes. */
import { ERROR_CODES, type ErrorCode } from '../../../base/index.ts'
import {
  HTTP_STATUS,
  pathNames,
  PROBLEM_TYPE,
  takesBody,
  takesKey,
  type Operation,
} from '../../../api/index.ts'
import type { JsonSchema } from './referring.ts'

/** Statuses that HTTP has a more exact word for than the code. */
const EXACT: Readonly<Record<number, readonly ErrorCode[]>> = {
  405: ['not_supported'],
  413: ['invalid_argument'],
  415: ['invalid_argument'],
}

/** What each status is called where several operations answer with it. */
const NAMES: Readonly<Record<number, string>> = {
  400: 'Invalid',
  401: 'Unauthenticated',
  403: 'Denied',
  404: 'NotFound',
  409: 'Conflict',
  410: 'Unplugged',
  412: 'Changed',
  413: 'TooLarge',
  415: 'NoJson',
  422: 'Unprocessable',
  429: 'TooMany',
  500: 'Defect',
  501: 'NotSupported',
  502: 'Refused',
  503: 'Unavailable',
  507: 'StorageFailed',
}

/** The codes that come with a status. */
export function codesOf(status: number): readonly ErrorCode[] {
  const codes = Object.keys(HTTP_STATUS) as ErrorCode[] // its keys, by `satisfies`
  return EXACT[status] ?? codes.filter((code) => HTTP_STATUS[code] === status)
}

/** What all operations together answer with beside success, by name: a problem document, narrowed to the codes of the status. */
export function refusals(): Readonly<Record<string, JsonSchema>> {
  const problem = { $ref: '#/components/schemas/Problem' }
  const rows = Object.entries(NAMES).map(([status, name]): readonly [string, JsonSchema] => {
    const codes = codesOf(Number(status))
    const description = codes.map((code) => `\`${code}\`: ${ERROR_CODES[code]}`).join('; ')
    const schema = { allOf: [problem, { type: 'object', properties: { code: { enum: codes } } }] }
    return [name, { description, content: { [PROBLEM_TYPE]: { schema } } }]
  })
  const other = { description: 'Any other refusal', content: { [PROBLEM_TYPE]: { schema: problem } } }
  return { ...Object.fromEntries(rows), Problem: other }
}

/** The refusals that an operation answers with, as its responses. */
export function refusalResponses(
  operation: Operation,
  fields: readonly string[],
): Readonly<Record<string, JsonSchema>> {
  const named = refusalsOf(operation, fields).map((status) => [String(status), NAMES[status] ?? ''] as const)
  return Object.fromEntries(
    [...named, ['default', 'Problem'] as const].map(([status, name]) => [
      status,
      { $ref: `#/components/responses/${name}` },
    ]),
  )
}

/** In the order of their numbers. What is not among them is no rule of the operation, but a misfortune. */
export function refusalsOf(operation: Operation, fields: readonly string[]): readonly number[] {
  const { path, method, status } = operation
  const changes = method !== 'GET'
  const ofModem = fields.some((field) => ['modem', 'connection', 'dialInterface', 'port'].includes(field))
  const optional = /^\/(virtual|dial|demand-dial)|\/services/.test(path)
  const statuses: readonly (readonly [number, boolean])[] = [
    [400, true],
    [401, true],
    [403, true],
    [404, pathNames(operation).length > 0 || ofModem || path.startsWith('/virtual')],
    [409, changes || ofModem],
    [410, status === 202],
    [412, operation.conditional === true],
    [413, takesBody(operation)],
    [415, takesBody(operation)],
    [422, takesKey(operation) || ['xml', 'temporary', 'pdu'].some((field) => fields.includes(field))],
    [429, true],
    [500, true],
    [501, optional || (changes && ofModem)],
    [502, status === 202],
    [503, true],
    [507, changes],
  ]
  return statuses.flatMap(([number, is]) => (is ? [number] : []))
}
