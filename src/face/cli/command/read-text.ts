/** The text of a file, or of standard input for `-`. */
import { readFile } from 'node:fs/promises'
import { DialtoneError } from '../../../base/index.ts'
import type { Host } from '../host.ts'

/** @throws DialtoneError `not_found`, `access_denied` or `invalid_argument` that names the file and what is wrong with it. */
export async function readText(host: Host, file: string): Promise<string> {
  const bytes =
    file === '-'
      ? await host.readInput()
      : await readFile(file).catch((thrown: unknown) => refuse(file, thrown))
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (thrown) {
    throw new DialtoneError('invalid_argument', `${name(file)} is not UTF-8 text`, { cause: thrown })
  }
}

/** @throws DialtoneError for what `readFile` threw. */
export function refuse(file: string, thrown: unknown): never {
  // Errors of the file system carry the system's name of the error in `code`.
  const { code, message } = thrown as NodeJS.ErrnoException
  if (code === 'ENOENT') throw new DialtoneError('not_found', `there is no file ${file}`, { cause: thrown })
  if (code === 'EACCES') {
    throw new DialtoneError('access_denied', `${file} may not be read`, { cause: thrown })
  }
  if (code === 'EISDIR') throw new DialtoneError('invalid_argument', `${file} is a folder`, { cause: thrown })
  throw new DialtoneError('invalid_argument', `${file} cannot be read: ${message}`, { cause: thrown })
}

function name(file: string): string {
  return file === '-' ? 'standard input' : file
}
