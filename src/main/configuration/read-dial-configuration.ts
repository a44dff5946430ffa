/**
 * The dial interfaces of the configuration file, as the manager takes them. An interface that makes no sense is told of and
 * leaves the others alone; a file that is wrong elsewhere is no configuration at all.
 */
import { resolve } from 'node:path'
import type { DialConfiguration } from '../../manager/index.ts'
import { mistakesError, readConfigurationFile, type FileConfiguration } from './read-file.ts'

/** @throws DialtoneError as `readConfigurationFile`; `invalid_argument` with every mistake and its place. */
export async function readConfiguration(file: string): Promise<DialConfiguration> {
  return dialOf(await readConfigurationFile({ path: resolve(file), isNamed: true }), resolve(file))
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
