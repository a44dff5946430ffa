/**
 * A body comes as it is: one that says that it is coded otherwise is refused (RFC 9110 §8.4) before it is read as what it is
 * not. Nothing is unpacked: the largest body is small, and a small one that unpacks to a large one is a known trick.
 */
import type { FastifyInstance } from 'fastify'
import { DialtoneError } from '../../base/index.ts'
import { sendProblem } from './problem-reply.ts'
import type { Parts } from './validation.ts'

export function refuseCodings(app: FastifyInstance): void {
  app.addHook('preParsing', (request, reply, _payload, done) => {
    const coding = request.headers['content-encoding']
    const { parts } = request.routeOptions.config as { parts?: Parts }
    if (coding === undefined || parts?.body === undefined || /^\s*(?:identity)?\s*$/i.test(coding)) {
      done()
      return
    }
    // §15.5.16: which codings would have been accepted.
    reply.header('accept-encoding', 'identity')
    sendProblem(
      reply,
      new DialtoneError('invalid_argument', 'the body has to come as it is, without a Content-Encoding'),
      415,
    )
  })
}
