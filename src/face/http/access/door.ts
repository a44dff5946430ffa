/**
 * The door of the app: a route that names a scope in its `config` is for callers who have it, and nothing of a request is
 * read, not even its body, before that is known. A route that names none is for everybody.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { IncomingMessage } from 'node:http'
import { toDialtoneError } from '../../../base/index.ts'
import { lacking, may, type Admitted } from '../../../core/index.ts'
import type { Operation } from '../../../api/index.ts'

/** In the `config` of a route. */
export interface Guarded {
  readonly scope?: Operation['scope']
}

/** Not its name: what is in a request by a name may be anybody's. */
const ADMITTED = Symbol('admitted')

declare module 'fastify' {
  interface FastifyRequest {
    [ADMITTED]?: Admitted
  }
}

export function guard(app: FastifyInstance, caller: (request: IncomingMessage) => Admitted): void {
  app.decorateRequest(ADMITTED)
  app.addHook('onRequest', (request, _reply, done) => {
    const { scope } = request.routeOptions.config as Guarded
    if (scope === undefined) {
      done()
      return
    }
    try {
      const admitted = caller(request.raw)
      request[ADMITTED] = admitted
      // Whose own it is, the service knows.
      if (scope !== 'own' && !may(admitted, scope)) {
        throw lacking(admitted, scope)
      }
    } catch (thrown) {
      done(toDialtoneError(thrown))
      return
    }
    done()
  })
}

/** Who sends a request, as far as it got to be known. */
export function callerAt(request: FastifyRequest): Admitted | undefined {
  return request[ADMITTED]
}

/** Who sends a request of a guarded route. */
export function admittedOf(request: FastifyRequest): Admitted {
  const admitted = request[ADMITTED]
  if (admitted === undefined) throw new TypeError('a route without a guard has no caller')
  return admitted
}
