/**
 * What the HTTP face does for metrics: it serves them at `/metrics`, which scrapers ask for by habit, and says what was
 * answered, and how fast.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Clock } from '../../base/index.ts'
import { OPERATIONS } from '../../api/index.ts'
import type { Guarded } from './access/door.ts'

export interface Metering {
  /** All metrics as a scraper reads them. */
  scrape(): Promise<{ readonly type: string; readonly text: string }>
  /** `operation` is a name of the table, or what the route of another is called: `events`, `metrics`; `none` where there is no such path. */
  answered(operation: string, status: number, seconds: number): void
}

/** By method and pattern of the path. */
const NAMES = new Map(
  Object.entries(OPERATIONS).map(([name, { method, path }]) => [`${method} /v1${path}`, name]),
)

const ARRIVED = Symbol('arrived')

declare module 'fastify' {
  interface FastifyRequest {
    [ARRIVED]?: number
  }
}

export function addMetering(
  app: FastifyInstance,
  metering: Metering,
  { clock }: { readonly clock: Clock },
): void {
  app.decorateRequest(ARRIVED)
  app.addHook('onRequest', (request, _reply, done) => {
    request[ARRIVED] = clock.monotonic()
    done()
  })
  app.addHook('onResponse', (request, reply, done) => {
    const now = clock.monotonic()
    metering.answered(operationOf(request), reply.raw.statusCode, (now - (request[ARRIVED] ?? now)) / 1000)
    done()
  })
  app.route({
    method: 'GET',
    url: '/metrics',
    config: { scope: 'read' } satisfies Guarded,
    handler: async (_request, reply) => {
      const { type, text } = await metering.scrape()
      return reply.type(type).serializer(String).send(text)
    },
  })
}

/** Of the patterns of routes there are only so many, whatever paths are asked for. */
function operationOf({ method, routeOptions: { url } }: FastifyRequest): string {
  if (url === undefined) return 'none'
  return NAMES.get(`${method} ${url}`) ?? url.replace(/^\/(?:v1\/)?/, '')
}
