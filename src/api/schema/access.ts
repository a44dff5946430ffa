/** Tokens as JSON Schema. */
import { Type, type TSchema } from 'typebox'
import type { AccessService } from '../access/access-service.ts'
import { instant, object, scope } from './core.ts'

const name = Type.String({
  pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$',
  description: 'Name of a token',
  'x-wanted': 'a letter or digit, and up to 63 letters, digits, ".", "_" and "-" after it',
})
const shown = {
  name,
  scopes: Type.Array(scope),
  createdAt: instant,
  createdBy: Type.String({ description: 'Who created it' }),
  expiresAt: Type.Optional(instant),
}

export const token = object(shown)

export const denial = object({
  code: Type.Enum(['unauthenticated', 'access_denied']),
  operation: Type.String({ description: 'Method and route' }),
  address: Type.Optional(Type.String({ description: 'Where it came from; absent on the Unix socket' })),
  untold: Type.Integer({ description: 'Refusals before this one that were too many to be told' }),
})

export const ACCESS_SCHEMAS = {
  tokens: { input: object({}), output: Type.Array(token) },
  createToken: {
    input: object({
      name,
      scopes: Type.Optional(
        Type.Array(scope, { minItems: 1, maxItems: 16, description: 'What it may do; read unless told' }),
      ),
      expiresAt: Type.Optional(Type.Integer({ description: 'Milliseconds since 1970-01-01 UTC' })),
    }),
    output: object({ ...shown, secret: Type.String({ description: 'Told this once' }) }),
  },
  revokeToken: { input: object({ token: name }), output: Type.Void() },
} as const satisfies Record<keyof AccessService, { readonly input: TSchema; readonly output: TSchema }>
