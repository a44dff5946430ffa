/**
 * Seals secrets that are to be stored: AES-256-GCM with a random nonce, bound to what the secret belongs to, so that a
 * sealed password moved to another profile does not open. The key is a file of its own that only the service may read, or
 * lives as long as the process.
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { chmodSync, closeSync, fsyncSync, openSync, readFileSync, statSync, writeSync } from 'node:fs'
import { DialtoneError } from '../base/index.ts'

export const KEY_LENGTH = 32
const NONCE_LENGTH = 12 // NIST SP 800-38D §5.2.1.1
const TAG_LENGTH = 16

export interface Seal {
  seal(secret: string, owner: string): Uint8Array
  /** @throws DialtoneError `storage_failed` when it was sealed with another key or for another owner. */
  open(sealed: Uint8Array, owner: string): string
  /** A text that stands for `text`, and that only who has the key could make. */
  digest(text: string): string
}

/** 96 bits: nobody who tries texts at random meets two that have the same. */
const DIGEST_LENGTH = 12

export function createSeal(key: Uint8Array = randomBytes(KEY_LENGTH)): Seal {
  // What seals does nothing else: NIST SP 800-57 part 1 §5.2.
  const digestKey = createHmac('sha256', key).update('dialtone digest').digest()
  return {
    digest: (text) =>
      createHmac('sha256', digestKey).update(text).digest().subarray(0, DIGEST_LENGTH).toString('base64url'),
    seal(secret, owner) {
      const nonce = randomBytes(NONCE_LENGTH)
      const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_LENGTH })
      cipher.setAAD(Buffer.from(owner))
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), text])
    },
    open(sealed, owner) {
      const bytes = Buffer.from(sealed)
      const nonce = bytes.subarray(0, NONCE_LENGTH)
      const tag = bytes.subarray(NONCE_LENGTH, NONCE_LENGTH + TAG_LENGTH)
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_LENGTH })
        decipher.setAAD(Buffer.from(owner))
        decipher.setAuthTag(tag)
        const text = bytes.subarray(NONCE_LENGTH + TAG_LENGTH)
        return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8')
      } catch (thrown) {
        throw new DialtoneError(
          'storage_failed',
          `the password of ${owner} cannot be unsealed: the key file was replaced since, or the state was changed; put the key back, or remove it from what is stored and add it again, with its password`,
          { cause: thrown },
        )
      }
    },
  }
}

/**
 * The key in `file`, which is made when it is not there.
 * @throws DialtoneError `storage_failed`.
 */
export function readKey(file: string): Uint8Array {
  let key: Uint8Array
  try {
    keepToOwner(file)
    key = readFileSync(file)
  } catch (thrown) {
    if (!isCode(thrown, 'ENOENT')) throw unusable(file, 'it cannot be read', thrown)
    key = makeKey(file)
  }
  if (key.length !== KEY_LENGTH) throw unusable(file, `it holds ${key.length} bytes, not ${KEY_LENGTH}`)
  return key
}

/** A backup that was unpacked, or a hand, may have opened it to others. Where nothing can be written it is read as it is. */
function keepToOwner(file: string): void {
  const { mode } = statSync(file)
  if ((mode & 0o077) === 0) return
  try {
    chmodSync(file, 0o600)
  } catch (thrown) {
    if (!isCode(thrown, 'EROFS')) throw thrown
  }
}

function makeKey(file: string): Uint8Array {
  const key = randomBytes(KEY_LENGTH)
  try {
    const descriptor = openSync(file, 'wx', 0o600)
    try {
      writeSync(descriptor, key)
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
    return key
  } catch (thrown) {
    throw unusable(file, 'it cannot be written', thrown)
  }
}

function isCode(thrown: unknown, code: string): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === code
}

function unusable(file: string, because: string, cause?: unknown): DialtoneError {
  return new DialtoneError('storage_failed', `the key file ${file} is unusable: ${because}`, { cause })
}
