/** The part of the contract that is about who may come over the network. */
import type { Scope, Token } from '../../core/index.ts'

export interface TokenInput {
  /** Letters, digits, `.`, `_` and `-`; 64 characters at the most. */
  readonly name: string
  /** `read` alone unless told. */
  readonly scopes?: readonly Scope[]
  /** Milliseconds since 1970-01-01 UTC, in the future; good until revoked unless told. */
  readonly expiresAt?: number
}

export interface NewToken extends Token {
  /** To be sent as `authorization: Bearer …`. A secret: it is told this once and kept nowhere. */
  readonly secret: string
}

export interface AccessService {
  /** By name, those that have expired as well. */
  tokens(): Promise<readonly Token[]>
  /** Fails with `already_exists` for a name that is taken, also by one that has expired. */
  createToken(input: TokenInput): Promise<NewToken>
  /**
   * Refused from now on, its event streams ended. Where the state cannot be written it fails with `storage_failed`: then the
   * token is refused all the same, but the next start of the service may know it again.
   */
  revokeToken(input: { readonly token: string }): Promise<void>
}
