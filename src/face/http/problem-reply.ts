/** Whatever goes wrong with a request is answered by a problem document, fastify's own refusals included. */
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { ServerResponse } from 'node:http'
import { DialtoneError, type Logger } from '../../base/index.ts'
import type { Denial } from '../../core/index.ts'
import { PROBLEM_TYPE, toProblem } from '../../api/index.ts'
import { callerAt } from './access/door.ts'
import { isLocal } from './access/local-socket.ts'
import { DEFAULT_HEADERS } from './default-header.ts'
import type { Refusal } from './http-server.ts'
import type { MethodsOf } from './method.ts'

export function sendProblem(reply: FastifyReply, thrown: unknown, status?: number): FastifyReply {
  const problem = toProblem(thrown, status)
  // RFC 9110 §11.6.1: a 401 says how to come better.
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer realm="dialtone"')
  // RFC 6585 §4.
  if (problem.status === 429) reply.header('retry-after', '1')
  return reply
    .code(problem.status)
    .header('content-type', PROBLEM_TYPE)
    .serializer(String)
    .send(JSON.stringify(problem))
}

/** Answers a request that is not let into the app at all. What there is of its body is not read. */
export function sendRefusal(
  response: ServerResponse,
  { status, error }: Pick<Refusal, 'status' | 'error'>,
): void {
  response
    .writeHead(status, { ...DEFAULT_HEADERS, 'content-type': PROBLEM_TYPE, connection: 'close' })
    .end(JSON.stringify(toProblem(error, status)))
}

/** Hears of whoever was refused; `by` is who it says it is, where that is known. */
export type Refused = (denial: Omit<Denial, 'untold'>, by?: string) => void

export function errorHandler(log: Logger, refused: Refused = () => undefined) {
  return (error: FastifyError | DialtoneError, request: FastifyRequest, reply: FastifyReply): void => {
    const ours = DialtoneError.of(error)
    if (ours !== undefined) {
      if (ours.code === 'internal') defect(log, request, error)
      tellOf(ours, request, refused)
      sendProblem(reply, ours)
      return
    }
    const status = (error as FastifyError).statusCode ?? 500
    if (status >= 400 && status < 500) {
      sendProblem(reply, new DialtoneError('invalid_argument', refusal(status, error.message)), status)
      return
    }
    defect(log, request, error)
    sendProblem(reply, error)
  }
}

function tellOf({ code }: DialtoneError, request: FastifyRequest, refused: Refused): void {
  if (code !== 'unauthenticated' && code !== 'access_denied') return
  const { socket } = request.raw
  const address = isLocal(socket) ? undefined : socket.remoteAddress
  refused(
    {
      code,
      // The route and not the path, of which it is not known what it holds.
      operation: `${request.method} ${request.routeOptions.url ?? ''}`,
      ...(address !== undefined && { address }),
    },
    callerAt(request)?.name,
  )
}

function defect(log: Logger, request: FastifyRequest, error: unknown): void {
  log.error({ method: request.method, path: request.routeOptions.url, error }, 'a request met a defect')
}

function refusal(status: number, message: string): string {
  if (status === 413) return 'the body is too large'
  if (status === 415) return 'the body has to be JSON (content-type: application/json)'
  return `the request is not valid: ${message}`
}

/** A path that is none of ours, or one that is with a method that it does not have. `OPTIONS` says which it has. */
export function notFoundHandler(methodsOf: MethodsOf) {
  return (request: FastifyRequest, reply: FastifyReply): void => {
    const [path = ''] = request.url.split('?')
    const methods = methodsOf(path)
    if (methods.length === 0) {
      sendProblem(reply, new DialtoneError('not_found', `there is nothing at ${path}; the API is under /v1`))
      return
    }
    reply.header('allow', [...methods, 'OPTIONS'].join(', '))
    if (request.method === 'OPTIONS') {
      reply.code(204).send()
      return
    }
    const allowed = methods.filter((method) => method !== 'HEAD').join(' or ')
    sendProblem(
      reply,
      new DialtoneError('not_supported', `${path} takes ${allowed}, not ${request.method}`),
      405,
    )
  }
}
