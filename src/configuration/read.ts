/**
 * Reads a configuration file: TOML, the schema, then what contradicts itself. Everything that is wrong is said at once, with
 * its place. What is right in a file that is wrong elsewhere is given as well: an interface that cannot be read keeps no other
 * from being dialled.
 */
import { loadSchemas, type Configuration } from '../api/index.ts'
import { completeDialSettings, type DialSettings, type PartialDialSettings } from '../core/index.ts'
import { checkDial } from './check-dial.ts'
import { checkKnown, type Known } from './check-known.ts'
import { checkSchema, type Schema } from './check-schema.ts'
import { checkSections } from './check-section.ts'
import { locate, type Path, type Place, type Places } from './locate.ts'
import { formatPath, type Finding, type Mistake } from './mistake.ts'
import { parse } from './parse.ts'

export interface ReadConfiguration {
  /** What the sections say, as far as they are right; its `dial` is as it was written. */
  readonly configuration: Configuration
  /** Those of the interfaces that can be used. */
  readonly interfaces: readonly PartialDialSettings[]
  /** In the order of the text. */
  readonly mistakes: readonly Mistake[]
}

/** `known`: what there is where a service runs that could be asked. */
export async function readConfigurationText(text: string, known?: Known): Promise<ReadConfiguration> {
  const { CONFIGURATION } = await loadSchemas()
  const parsed = parse(text)
  const places = locate(parsed.text)
  // TypeBox's schema is JSON Schema, of which its type says less.
  const found = checkSchema(CONFIGURATION as Schema, parsed.document).map(
    ({ path, isKey, message }): Finding => ({ severity: 'error', path, isKey, message }),
  )
  // What has passed the schema has the schema's type.
  const configuration = without(parsed.document, found) as Configuration
  const interfaces: DialSettings[] = []
  // Text that could not be read may be what is missing.
  if (parsed.mistakes.length === 0) {
    found.push(...checkSections(configuration))
    const all: DialSettings[] = []
    for (const [name, table] of Object.entries(configuration.dial ?? {})) {
      const own = found.filter(
        ({ path, severity }) => severity === 'error' && isWithin(['dial', name], path) && path.length > 2,
      )
      const { settings, findings } = checkDial(
        name,
        table,
        all,
        own.map(({ path }) => String(path[2])),
      )
      found.push(...findings)
      if (settings === undefined) continue
      all.push(settings)
      if (own.length === 0 && findings.every(({ severity }) => severity !== 'error')) {
        interfaces.push(completeDialSettings(settings))
      }
    }
    if (known !== undefined) found.push(...checkKnown(interfaces, known))
  }
  const syntax = parsed.mistakes.map(({ line, column, message }): Mistake => ({
    severity: 'error',
    key: '',
    path: [],
    line,
    column,
    message,
  }))
  const mistakes = [...syntax, ...found.map((finding) => placed(finding, places))].sort(
    (one, other) => one.line - other.line || one.column - other.column,
  )
  return { configuration, interfaces, mistakes }
}

function placed({ severity, path, isKey = false, message }: Finding, places: Places): Mistake {
  const { line, column } = placeOf(path, isKey, places)
  const key = formatPath(path)
  return { severity, key, path, line, column, message: key === '' ? message : `${key} ${message}` }
}

/** Where it is written, or the nearest that holds it. */
function placeOf(path: Path, isKey: boolean, places: Places): Place {
  const own = isKey ? places.key(path) : places.value(path)
  if (own !== undefined) return own
  return path.length === 0 ? { line: 1, column: 1 } : placeOf(path.slice(0, -1), true, places)
}

/** The document without the values that are wrong. */
function without(document: unknown, found: readonly Finding[], path: Path = []): unknown {
  if (typeof document !== 'object' || document === null || document instanceof Date) return document
  if (Array.isArray(document)) return document
  return Object.fromEntries(
    Object.entries(document).flatMap(([key, value]: [string, unknown]) => {
      const here = [...path, key]
      // An element of a list that is wrong makes the list wrong.
      const isWrong = found.some(
        (one) => isWithin(here, one.path) && one.path.slice(here.length).every(isIndex),
      )
      return isWrong ? [] : [[key, without(value, found, here)]]
    }),
  )
}

function isIndex(part: string | number): boolean {
  return typeof part === 'number'
}

/** Whether `path` leads to `outer` or into it. */
function isWithin(outer: Path, path: Path): boolean {
  return outer.every((part, index) => path[index] === part)
}
