/** Tokens: what a program that comes over the network shows of itself. Its secret is no part of one: that is kept nowhere. */
import type { Instant } from '../base/index.ts'
import type { Caller, Scope } from './caller.ts'

export interface Token {
  /** Letters, digits, `.`, `_` and `-`; 64 characters at the most. Its caller is called `token:` and this. */
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly createdAt: Instant
  /** The name of the caller who created it. */
  readonly createdBy: string
  /** From then on it is refused. Absent: good until it is revoked. */
  readonly expiresAt?: Instant
}

/** A caller who was let in, for as long as he may stay. */
export interface Admitted extends Caller {
  /** Aborts, with the error as its reason, when the right ends: its token was revoked or has expired. */
  readonly ended?: AbortSignal
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/

export function isTokenName(name: string): boolean {
  return NAME.test(name)
}

export function callerOf({ name, scopes }: Token): Caller {
  return { name: `token:${name}`, scopes }
}

export function hasExpired({ expiresAt }: Token, now: Instant): boolean {
  return expiresAt !== undefined && expiresAt <= now
}
