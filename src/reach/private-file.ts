/** Files that hold secrets: read only where nobody else can. */
import { readFileSync, statSync } from 'node:fs'
import { DialtoneError } from '../base/index.ts'

/** Larger than anybody writes. */
const MOST_BYTES = 1024 * 1024

/**
 * Nothing where there is no such file. `secret`: refused where others may read it.
 * @throws DialtoneError `access_denied`, `invalid_argument`
 */
export function readUserFile(file: string, { secret }: { readonly secret: boolean }): string | undefined {
  try {
    const { mode, size } = statSync(file)
    if (secret && (mode & 0o077) !== 0) {
      throw new DialtoneError(
        'access_denied',
        `${file} holds a secret and can be read by others: run "chmod 600 ${file}", and replace what was in it if somebody may have seen it`,
        { detail: { file } },
      )
    }
    if (size > MOST_BYTES) throw new DialtoneError('invalid_argument', `${file} is too large for what it is`)
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file))
  } catch (thrown) {
    if (DialtoneError.of(thrown) !== undefined) throw thrown
    const { code, message } = thrown as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw new DialtoneError(
      code === 'EACCES' || code === 'EPERM' ? 'access_denied' : 'invalid_argument',
      `${file} cannot be read: ${message}`,
      { cause: thrown },
    )
  }
}
