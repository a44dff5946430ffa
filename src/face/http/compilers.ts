/**
 * In place of fastify's own compilers, which would load and work out every schema before the service answers at all:
 * requests are checked by `validation.ts` when they come, answers are filtered by `projection.ts`.
 */
import type { FastifyServerOptions } from 'fastify'
import type { TSchema } from 'typebox'
import { project } from './projection.ts'

export const compilers = {
  compilersFactory: {
    buildValidator: () => () => () => true,
    buildSerializer:
      () =>
      ({ schema }: { readonly schema: TSchema }) =>
      (value: unknown) =>
        JSON.stringify(project(schema, value)),
  },
  // What fastify calls is all here; its types name what the functions of Ajv have beyond that.
} as unknown as NonNullable<FastifyServerOptions['schemaController']>
