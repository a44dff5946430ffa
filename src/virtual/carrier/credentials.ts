/** What a subscriber shows to an access point that demands it: a password, or that it knows one (RFC 1994). */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { Apn, AuthProtocol } from './operator.ts'

/** An answer to a challenge, as it was given: nobody on the way knows the password. */
export interface ChapProof {
  readonly identifier: number
  readonly challenge: Uint8Array
  readonly response: Uint8Array
}

export interface Credentials {
  readonly userName: string
  readonly password: string
  readonly auth: AuthProtocol
  /** In place of the password. */
  readonly proof?: ChapProof
}

/** RFC 1994 §4.1: the digest of the identifier, the secret and the challenge. */
export function chapResponse(identifier: number, secret: string, challenge: Uint8Array): Uint8Array {
  return createHash('md5').update(Uint8Array.of(identifier)).update(secret).update(challenge).digest()
}

/** Whether they are those that are demanded. */
export function areRight(shown: Credentials, demanded: NonNullable<Apn['credentials']>): boolean {
  if (shown.userName !== demanded.userName || !demanded.protocols.includes(shown.auth)) return false
  const { proof } = shown
  if (proof === undefined) return shown.password === demanded.password
  const expected = chapResponse(proof.identifier, demanded.password, proof.challenge)
  return proof.response.length === expected.length && timingSafeEqual(proof.response, expected)
}
