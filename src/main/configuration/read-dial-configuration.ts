/**
 * The dial interfaces of the configuration file, as the manager takes them. An interface that makes no sense is told of and
 * leaves the others alone; a file that is wrong elsewhere is no configuration at all.
 */
import { resolve } from 'node:path'
import type { ConfigurationReader, DialConfiguration } from '../../manager/index.ts'
import { mistakesError, readConfigurationFile, type FileConfiguration } from './read-file.ts'

/** @throws DialtoneError as `readConfigurationFile`; `invalid_argument` with every mistake and its place. */
export function readerOf(named: string): ConfigurationReader {
  const file = resolve(named)
  return async ({ strict }) => {
    const read = await readConfigurationFile({ path: file, isNamed: true })
    const error = strict ? mistakesError(file, read.mistakes) : undefined
    if (error !== undefined) throw error
    return dialOf(read, file)
  }
}

/** @throws DialtoneError `invalid_argument` where a section is wrong. */
export function dialOf({ interfaces, mistakes }: FileConfiguration, file: string): DialConfiguration {
  const ofInterfaces = mistakes.filter(({ path }) => path[0] === 'dial' && path.length > 1)
  const error = mistakesError(
    file,
    mistakes.filter((mistake) => !ofInterfaces.includes(mistake)),
  )
  if (error !== undefined) throw error
  const problems = ofInterfaces.flatMap(({ severity, path, line, column, message }) =>
    severity === 'error'
      ? [{ dialInterface: String(path[1]), message: `${file}, line ${line}, column ${column}: ${message}` }]
      : [],
  )
  return { file, interfaces, problems }
}
