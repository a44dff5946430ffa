/** Where the operations on who may come over the network live in HTTP. */
import type { Operation } from '../operation.ts'
import type { AccessService } from './access-service.ts'

export const ACCESS_OPERATIONS = {
  tokens: {
    method: 'GET',
    path: '/tokens',
    scope: 'admin',
    status: 200,
    summary: 'All tokens, without their secrets',
  },
  createToken: {
    method: 'POST',
    path: '/tokens',
    scope: 'admin',
    status: 201,
    summary: 'Create a token, whose secret is told this once',
  },
  revokeToken: {
    method: 'DELETE',
    path: '/tokens/:token',
    scope: 'admin',
    status: 204,
    summary: 'Refuse a token from now on',
  },
} as const satisfies Record<keyof AccessService, Operation>
