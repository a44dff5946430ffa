/**
 * Secrets of tokens: 256 random bits each, so that a plain hash keeps them as safe as a slow one would. What is slow about a
 * password's hash makes up for passwords that can be guessed; of these there are too many to try, and a request that
 * shows one is not to cost a tenth of a second.
 */
import { createHash, randomBytes } from 'node:crypto'

const BYTES = 32

/** `dialtone_` tells those who look through logs and repositories what they have found. */
const PREFIX = 'dialtone_'

/** Longer than any of ours: what is longer need not be hashed. */
const LONGEST = 256

export function newTokenSecret(): string {
  return `${PREFIX}${randomBytes(BYTES).toString('base64url')}`
}

/** SHA-256 of a secret; nothing for what cannot be one. */
export function hashOfSecret(secret: string): Buffer | undefined {
  if (!secret.startsWith(PREFIX) || secret.length > LONGEST) return undefined
  return createHash('sha256').update(secret, 'utf8').digest()
}
