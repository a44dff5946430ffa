/**
 * In place of fastify's own compilers, which would load and work out every schema before the service answers at all:
 * requests are checked by `validation.ts` when they come, answers are filtered by `projection.ts`.
 */
import type { FastifyServerOptions } from 'fastify'
import type { TSchema } from 'typebox'
import { remembered } from '../../base/index.ts'
import { project } from './projection.ts'

interface Written {
  readonly schema: TSchema
}

function writer({ schema }: Written): (value: unknown) => string {
  return (value) => JSON.stringify(project(schema, value))
}

export const compilers = {
  compilersFactory: {
    buildValidator: () => () => () => true,
    buildSerializer: () => writer,
  },
  // What fastify calls is all here; its types name what the functions of Ajv have beyond that.
} as unknown as NonNullable<FastifyServerOptions['schemaController']>

/**
 * For a route whose answer is the same value until it changes: it is written once, as bytes. Node.js would put headers and a
 * text together into one long string each time, and collecting those is half the work of answering.
 */
export function lastingWriter(written: Written): (value: unknown) => string | Buffer {
  const write = writer(written)
  const bytes = remembered((value: object) => Buffer.from(write(value)))
  return (value) => (typeof value === 'object' && value !== null ? bytes(value) : write(value))
}
