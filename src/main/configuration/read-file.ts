/** The configuration file from the disk: read and never written. */
import { readFile } from 'node:fs/promises'
import { DialtoneError, toDialtoneError } from '../../base/index.ts'
import { ConfigurationError } from '../../core/index.ts'
import {
  formatMistake,
  readConfigurationText,
  type Known,
  type Mistake,
  type ReadConfiguration,
} from '../../configuration/index.ts'
import type { FilePlace } from './find-file.ts'

export interface FileConfiguration extends ReadConfiguration {
  /** Nothing where there is no file. */
  readonly file: string | undefined
}

export const NO_FILE: FileConfiguration = { file: undefined, configuration: {}, interfaces: [], mistakes: [] }

/** Larger than anybody writes. */
const MOST_BYTES = 4 * 1024 * 1024

/** So many mistakes are said in one message, and so many are in its facts. */
const MOST_SAID = 3
const MOST_TOLD = 100

/** @throws DialtoneError `not_found` where a file that was named is not there, `access_denied`, `invalid_argument`. */
export async function readConfigurationFile(place: FilePlace, known?: Known): Promise<FileConfiguration> {
  const text = await textOf(place)
  const read = await readConfigurationText(text ?? '', known)
  return { file: text === undefined ? undefined : place.path, ...read }
}

/** One error of all these mistakes; nothing where none of them is more than a warning. */
export function mistakesError(file: string, mistakes: readonly Mistake[]): ConfigurationError | undefined {
  const errors = mistakes.filter(({ severity }) => severity === 'error')
  if (errors.length === 0) return undefined
  const said = errors.slice(0, MOST_SAID).map((mistake) => formatMistake(file, mistake))
  if (errors.length > MOST_SAID) {
    said.push(`and ${errors.length - MOST_SAID} more, which "dialtone config check ${file}" shows`)
  }
  return new ConfigurationError(
    file,
    `the configuration file has ${errors.length === 1 ? 'a mistake' : `${errors.length} mistakes`}: ${said.join('; ')}`,
    errors.slice(0, MOST_TOLD).map(({ key, line, column, message }) => ({ key, line, column, message })),
  )
}

/** A service does not take it that all its settings are to go because their file is, for a moment, not there. */
export function fileGone(file: string): DialtoneError {
  return new DialtoneError(
    'not_found',
    `the configuration file ${file} is not there any more: an empty one says that nothing is to be configured`,
  )
}

async function textOf({ path, isNamed }: FilePlace): Promise<string | undefined> {
  let bytes: Uint8Array
  try {
    bytes = await readFile(path)
  } catch (thrown) {
    const code = (thrown as NodeJS.ErrnoException).code // errors of the file system have one
    if (!isNamed && (code === 'ENOENT' || code === 'ENOTDIR')) return undefined
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      const message = `there is no configuration file ${path}: write one there, or name another`
      throw new DialtoneError('not_found', message, { cause: thrown })
    }
    const isDenied = code === 'EACCES' || code === 'EPERM'
    const isFolder = code === 'EISDIR'
    const why = isDenied
      ? 'you may not read it'
      : isFolder
        ? 'it is a folder'
        : toDialtoneError(thrown).message
    throw new DialtoneError(
      isDenied ? 'access_denied' : isFolder ? 'invalid_argument' : 'not_found',
      `the configuration file ${path} cannot be read: ${why}`,
      { cause: thrown },
    )
  }
  if (bytes.length > MOST_BYTES) {
    throw new DialtoneError(
      'invalid_argument',
      `${path} is larger than ${MOST_BYTES} bytes: it is no configuration`,
    )
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (thrown) {
    throw new DialtoneError('invalid_argument', `${path} is not written in UTF-8`, { cause: thrown })
  }
}
