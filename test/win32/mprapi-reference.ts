/** What the header and the pages of the router administration API say, as committed beside this file. */
import { readFileSync } from 'node:fs'

export interface RouterFunction {
  readonly group: string
  /** `in MPR_SERVER_HANDLE hMprServer`. */
  readonly parameters: readonly string[]
  /** Names of error numbers, as the page lists them. */
  readonly returns: readonly string[]
  readonly returnType: string
}

export interface RouterReference {
  readonly functions: Readonly<Record<string, RouterFunction>>
  /** Field → type. */
  readonly structures: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly enumerations: Readonly<Record<string, Readonly<Record<string, number>>>>
  readonly constants: Readonly<Record<string, number>>
  readonly strings: Readonly<Record<string, string>>
  readonly errors: Readonly<Record<string, number>>
}

// The cast gives the shape in which the file was written.
export const routerReference = JSON.parse(
  readFileSync(new URL('./mprapi-reference.json', import.meta.url), 'utf8'),
) as RouterReference
