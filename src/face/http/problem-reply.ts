/** Whatever goes wrong with a request is answered by a problem document, fastify's own refusals included. */
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { ServerResponse } from 'node:http'
import { DialtoneError, type Logger } from '../../base/index.ts'
import { OPERATIONS, PROBLEM_TYPE, toProblem } from '../../api/index.ts'
import { DESCRIPTION, EVENTS } from './route-parts.ts'
import type { Refusal } from './http-server.ts'

export function sendProblem(reply: FastifyReply, thrown: unknown, status?: number): FastifyReply {
  const problem = toProblem(thrown, status)
  // RFC 9110 §11.6.1: a 401 says how to come better.
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer realm="dialtone"')
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
    .writeHead(status, { 'content-type': PROBLEM_TYPE, connection: 'close' })
    .end(JSON.stringify(toProblem(error, status)))
}

export function errorHandler(log: Logger) {
  return (error: FastifyError | DialtoneError, request: FastifyRequest, reply: FastifyReply): void => {
    const ours = DialtoneError.of(error)
    if (ours !== undefined) {
      if (ours.code === 'internal') defect(log, request, error)
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

function defect(log: Logger, request: FastifyRequest, error: unknown): void {
  log.error({ method: request.method, path: request.routeOptions.url, error }, 'a request met a defect')
}

function refusal(status: number, message: string): string {
  if (status === 413) return 'the body is too large'
  if (status === 415) return 'the body has to be JSON (content-type: application/json)'
  return `the request is not valid: ${message}`
}

/** A path that is none of ours, or one that is with a method that it does not have. `OPTIONS` says which it has. */
export function notFoundHandler(request: FastifyRequest, reply: FastifyReply): void {
  const [path = ''] = request.url.split('?')
  const methods = methodsOf(path)
  if (methods.length === 0) {
    sendProblem(reply, new DialtoneError('not_found', `there is nothing at ${path}; the API is under /v1`))
    return
  }
  reply.header('allow', [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', '))
  if (request.method === 'OPTIONS') {
    reply.code(204).send()
    return
  }
  const allowed = methods.join(' or ')
  sendProblem(
    reply,
    new DialtoneError('not_supported', `${path} takes ${allowed}, not ${request.method}`),
    405,
  )
}

function methodsOf(path: string): readonly string[] {
  const routes = [...Object.values(OPERATIONS), EVENTS, DESCRIPTION.operation]
  const here = routes.filter((route) =>
    new RegExp(`^/v1${route.path.replace(/:\w+/g, '[^/]+')}/?$`).test(path),
  )
  return [...new Set(here.map((route) => route.method))]
}
