/**
 * What every answer says unless its route says otherwise: what it holds is as it was at that moment and may be somebody's
 * alone, so nobody keeps it (RFC 9111 §5.2.2.5), and it is what its type says (WHATWG Fetch, `X-Content-Type-Options`).
 */
import type { FastifyInstance } from 'fastify'

export const DEFAULT_HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
} as const

/** To be called before whatever may refuse a request. */
export function addDefaultHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(DEFAULT_HEADERS)
    done()
  })
}
