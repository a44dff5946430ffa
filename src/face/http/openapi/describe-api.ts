/**
 * The description of the API (OpenAPI 3.1), from the table of operations and the schemas that check and filter: what it says
 * holds, because the same values do it. Made by an app that has the routes and serves nobody, and is let go of at once.
 */
import { fastifySwagger } from '@fastify/swagger'
import { fastify, type FastifySchema } from 'fastify'
import type { TObject, TSchema } from 'typebox'
import {
  EVENT_STREAM_TYPE,
  isList,
  loadSchemas,
  OPERATIONS,
  takesKey,
  type Operation,
} from '../../../api/index.ts'
import { compilers } from '../compilers.ts'
import { DESCRIPTION, EVENTS, eventsRoute, partsOf } from '../route-parts.ts'
import type { Parts } from '../validation.ts'
import { eventComponents } from './event-component.ts'
import { referring, type JsonSchema, type Referring } from './referring.ts'
import { refusalResponses, refusals } from './refusal.ts'
import { tagOf, TAGS } from './tag.ts'

/** OpenAPI wants the version of the description, not of the program: it is that of the paths. */
const VERSION = '1'

const INTRODUCTION = `A connection manager and notification service for modems of mobile networks.

What takes time answers 202 with a \`requestId\` at once; its end is told by \`GET /v1/requests/{request}\` and by the event
\`request.ended\`. Every refusal is a problem document (RFC 9457) with a \`code\`. Personal data is hidden unless a request says
\`reveal=true\`.

Over the Unix socket of a machine no credentials are needed: the permissions of the socket say who may. Anywhere else a token
is; the scope that an operation needs is in \`x-dialtone-scope\`, and as a role in its security requirement.`

/** An OpenAPI document, as plain data. */
export interface ApiDescription {
  readonly openapi: string
  readonly paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>
  readonly components: Readonly<Record<string, Readonly<Record<string, JsonSchema>>>>
}

export interface DescribedOperation {
  readonly operationId: string
  readonly requestBody?: Readonly<Record<string, unknown>>
  readonly responses: Readonly<Record<string, JsonSchema>>
}

/** One operation, and what is said of it. */
interface Row {
  readonly name: string
  readonly operation: Operation
  readonly parts: Parts
  /** What it takes, wherever it travels. */
  readonly fields: readonly string[]
  readonly success: JsonSchema
  readonly example?: unknown
}

export async function describeApi(): Promise<ApiDescription> {
  const { COMPONENTS, SCHEMAS } = await loadSchemas()
  const refer = referring({ ...COMPONENTS, ...(await eventComponents()) })
  const rows = [...(await tableRows(refer)), ...ownRows(SCHEMAS.pollEvents.input)]
  await using app = fastify({ schemaController: compilers, exposeHeadRoutes: false })
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.1',
      info: {
        title: 'Dialtone',
        version: VERSION,
        description: INTRODUCTION,
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: '/', description: 'The service that this comes from' }],
      tags: TAGS.map(({ name, description }) => ({ name, description })),
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer', description: 'A token of the service' },
        },
      },
    },
    convertConstToEnum: false,
    stripBasePath: false,
    // Every schema that is added has an id.
    refResolver: { buildLocalReference: ({ $id }) => $id as string },
  })
  for (const row of rows) {
    const { operation } = row
    const schema = schemaOf(refer, row)
    app.route({ method: operation.method, url: `/v1${operation.path}`, schema, handler: () => undefined })
  }
  for (const schema of Object.values(refer.components())) app.addSchema(schema)
  await app.ready()
  return finished(app.swagger() as unknown as ApiDescription, rows) // plain data, of this shape
}

async function tableRows(refer: Referring): Promise<readonly Row[]> {
  const { EXAMPLES, SCHEMAS } = await loadSchemas()
  const names = Object.keys(OPERATIONS) as (keyof typeof OPERATIONS)[] // its keys
  return names.map((name) => {
    const operation: Operation = OPERATIONS[name]
    const { input, output } = SCHEMAS[name]
    return {
      name,
      operation,
      parts: partsOf(name, input),
      fields: Object.keys(input.properties),
      success: success(refer, operation, output, { inPages: isList(name) }),
      example: EXAMPLES[name],
    }
  })
}

/** What is no operation of the service, but of this face. */
function ownRows(watched: TObject): readonly Row[] {
  const item = { schema: { type: 'string' }, 'x-dialtone-item': { $ref: 'WatchItem#' } }
  return [
    {
      name: 'events',
      ...eventsRoute(watched),
      fields: [],
      success: {
        description:
          'Server-sent events; the data of each is a WatchItem. To a request for a WebSocket, messages that are WatchItems',
        content: { [EVENT_STREAM_TYPE]: item },
      },
    },
    {
      name: 'openapi',
      ...DESCRIPTION,
      fields: [],
      success: {
        description: 'An OpenAPI document',
        content: { 'application/json': { schema: { type: 'object' } } },
      },
    },
  ]
}

function schemaOf(refer: Referring, { name, operation, parts, success, example }: Row): FastifySchema {
  const { path, scope, status, summary } = operation
  const { params, query, body } = parts
  const tag = tagOf(path)
  const headers = {
    ...(operation.conditional === true && { 'If-Match': SEEN, 'If-None-Match': RULED_OUT }),
    ...(isKept(operation) && { 'If-None-Match': KNOWN }),
    ...(takesKey(operation) && { 'Idempotency-Key': KEY }),
    ...(operation === EVENTS && { 'Last-Event-ID': LAST }),
  }
  const schema = {
    operationId: name,
    summary,
    ...(tag === undefined ? {} : { tags: [tag.name] }),
    // Over the Unix socket, nothing.
    security: [{ token: scope === 'own' ? [] : [scope] }, {}],
    'x-dialtone-scope': scope,
    querystring: refer.taken(query),
    ...(params === undefined ? {} : { params: refer.taken(params) }),
    ...(body === undefined || Object.keys(body.properties).length === 0
      ? {}
      : { body: { ...refer.taken(body), ...(example === undefined ? {} : { examples: [example] }) } }),
    ...(Object.keys(headers).length > 0 && { headers: { type: 'object', properties: headers } }),
    response: {
      [status]: success,
      ...(isKept(operation) && {
        304: { type: 'null', description: 'It is the version that was seen' },
      }),
    },
  }
  return schema
}

/** Whether a caller may have kept what it answers. */
function isKept({ method, tagged }: Operation): boolean {
  return method === 'GET' && tagged === true
}

const RULED_OUT = {
  type: 'string',
  description:
    'The versions that the change is not made to: etags, or * for any, so that nothing is replaced',
}
const SEEN = { type: 'string', description: 'The versions that the change is held to: etags, or *' }
const KEY = {
  type: 'string',
  minLength: 1,
  maxLength: 255,
  description: 'Repeated with the same, the call is made once, and answered as the first time',
}
const LAST = {
  type: 'string',
  description:
    'The cursor that was seen last, as an EventSource tells when it comes back: counts more than `since`',
}
const KNOWN = { type: 'string', description: 'What the caller has: answered by 304 if it is that still' }

const DONE: Readonly<Record<Operation['status'], string>> = {
  200: 'Done',
  201: 'Added',
  202: 'Taken on: it goes on by itself, and its end is told',
  204: 'Done; there is nothing to say',
}

function success(
  refer: Referring,
  { method, status, tagged, binary }: Operation,
  output: TSchema,
  { inPages }: { readonly inPages: boolean },
): JsonSchema {
  const description = DONE[status]
  if (status === 204) return { type: 'null', description }
  const content =
    binary === undefined
      ? { 'application/json': { schema: refer.given(output) } }
      : { [binary]: { schema: { type: 'string', format: 'binary' } } }
  const headers = {
    ...(inPages && { Link: NEXT }),
    ...(tagged === true && method !== 'PUT' && { ETag: VERSION_TAG }),
    ...(status === 201 && { Location: PLACE }),
  }
  return { description, content, ...(Object.keys(headers).length > 0 && { headers }) }
}

const VERSION_TAG = { type: 'string', description: 'Names the version: for If-Match and If-None-Match' }
const PLACE = { type: 'string', description: 'Where what was made is from now on' }
const NEXT = { type: 'string', description: 'Where the next page is, `rel="next"`; absent on the last' }

/**
 * What fastify has no words for: responses that have a name, so that a refusal is said once and referred to, and a body that
 * may be left out, as all its fields may.
 */
function finished(made: ApiDescription, rows: readonly Row[]): ApiDescription {
  const known = new Map(rows.map((row) => [row.name, row]))
  const paths = Object.entries(made.paths).map(([path, item]) => {
    const operations = Object.entries(item).map(([method, operation]) => {
      const row = known.get(operation.operationId)
      if (row === undefined) return [method, operation] as const
      const responses = { ...operation.responses, ...refusalResponses(row.operation, row.fields) }
      const required = ((row.parts.body?.required ?? []) as readonly string[]).length > 0
      const requestBody = operation.requestBody && { ...operation.requestBody, required }
      return [method, { ...operation, ...(requestBody && { requestBody }), responses }] as const
    })
    return [path, Object.fromEntries(operations)] as const
  })
  const components = { ...made.components, responses: refusals() }
  return { ...made, paths: Object.fromEntries(paths), components }
}
