/**
 * Answers with the description of the API. It is made when it is first asked for, and kept as the bytes that it is sent as:
 * a service that nobody asks has neither it nor what makes it.
 */
import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { hasSeen } from '../conditional.ts'

interface Made {
  readonly bytes: Buffer
  readonly tag: string
}

export function descriptionReply(): (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply> {
  let making: Promise<Made> | undefined
  return async (request, reply) => {
    making ??= make()
    making.catch(() => (making = undefined))
    const { bytes, tag } = await making
    reply.header('etag', `"${tag}"`).header('cache-control', 'no-cache')
    if (hasSeen(tag, request.headers)) return reply.code(304).send()
    return reply.type('application/json').serializer(String).send(bytes)
  }
}

async function make(): Promise<Made> {
  const { describeApi } = await import('./describe-api.ts')
  const bytes = Buffer.from(JSON.stringify(await describeApi()))
  return { bytes, tag: createHash('sha256').update(bytes).digest('base64url').slice(0, 22) }
}
