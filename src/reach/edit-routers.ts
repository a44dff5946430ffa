/** Adds and removes routers in the user's file, and leaves all else in it as the user has written it. */
import { existsSync, mkdirSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { dirname } from 'node:path'
import { DialtoneError, equal } from '../base/index.ts'
import { readUserFile } from './private-file.ts'
import { isRouterName, parseRouters, routersFile, type RouterEntry } from './routers-file.ts'

interface AddOptions {
  readonly file?: string
  readonly replace?: boolean
}

/** @throws DialtoneError `already_exists` unless `replace`, `invalid_argument`, `access_denied` */
export function addRouter(
  entry: RouterEntry,
  { file = routersFile(), replace = false }: AddOptions = {},
): void {
  const { name } = entry
  const { text, isThere } = placeFor(name, { file, replace })
  const rest = isThere ? without(text, name, file) : text
  const gap = rest === '' || rest.endsWith('\n\n') ? '' : rest.endsWith('\n') ? '\n' : '\n\n'
  write(file, `${rest}${gap}${blockOf(entry)}`)
}

/**
 * Whether a router could be added under this name, for who would have to type its token first.
 * @throws DialtoneError as `addRouter`
 */
export function checkNewRouter(name: string, options: AddOptions = {}): void {
  placeFor(name, options)
}

function placeFor(
  name: string,
  { file = routersFile(), replace = false }: AddOptions,
): { readonly text: string; readonly isThere: boolean } {
  if (!isRouterName(name)) {
    throw new DialtoneError(
      'invalid_argument',
      `${JSON.stringify(name)} is no name of a router: letters, digits, ".", "_" and "-"`,
    )
  }
  const text = readUserFile(file, { secret: true }) ?? ''
  const isThere = parseRouters(text, file).some((one) => one.name === name)
  if (isThere && !replace) {
    throw new DialtoneError('already_exists', `there is a router ${name} already: replace it with --replace`)
  }
  return { text, isThere }
}

/** @throws DialtoneError `not_found` */
export function removeRouter(name: string, file: string = routersFile()): void {
  const text = readUserFile(file, { secret: true }) ?? ''
  if (!parseRouters(text, file).some((one) => one.name === name)) {
    throw new DialtoneError('not_found', `there is no router ${JSON.stringify(name)} in ${file}`)
  }
  write(file, without(text, name, file))
}

function blockOf(entry: RouterEntry): string {
  const { name, address, token, tokenFile, ca, fingerprint, certificate, key, plainHttp } = entry
  const texts = { address, token, 'token-file': tokenFile, ca, fingerprint, certificate, key }
  const lines = Object.entries(texts).flatMap(([field, value]) =>
    // JSON's texts are TOML's basic strings (TOML 1.0, "String").
    value === undefined ? [] : [`${field} = ${JSON.stringify(value)}`],
  )
  if (plainHttp === true) lines.push('plain-http = true')
  // A bare key takes no dot.
  return [`[${name.includes('.') ? JSON.stringify(name) : name}]`, ...lines, ''].join('\n')
}

/** From its heading to the next one. */
function without(text: string, name: string, file: string): string {
  const lines = text.split('\n')
  const start = lines.findIndex((line) => headingOf(line) === name)
  const after = lines.slice(start + 1).findIndex((line) => /^\s*\[/.test(line))
  const rest = [...lines.slice(0, start), ...(after === -1 ? [] : lines.slice(start + 1 + after))].join('\n')
  // A heading may stand in a text of several lines, and a table may be written in other ways: nothing else may change.
  const others = parseRouters(text, file).filter((one) => one.name !== name)
  if (start === -1 || !equal(readOr(rest, file), others)) {
    throw new DialtoneError(
      'not_supported',
      `${name} is not written as a plain table of its own ([${name}]): change ${file} by hand`,
    )
  }
  return rest
}

/** Nothing where it is no list of routers any more. */
function readOr(text: string, file: string): readonly RouterEntry[] | undefined {
  try {
    return parseRouters(text, file)
  } catch (thrown) {
    if (DialtoneError.of(thrown)?.code === 'invalid_argument') return undefined
    throw thrown
  }
}

function headingOf(line: string): string | undefined {
  return /^\s*\[\s*["']?([\w.-]+)["']?\s*\]\s*(?:#.*)?$/.exec(line)?.[1]
}

/** Whole or not at all, and for its owner alone. A link to where the user keeps the file stays one. */
function write(file: string, text: string): void {
  parseRouters(text, file)
  let beside = ''
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    const target = existsSync(file) ? realpathSync(file) : file
    beside = `${target}.${randomBytes(6).toString('hex')}`
    writeFileSync(beside, text, { mode: 0o600, flag: 'wx', flush: true })
    renameSync(beside, target)
  } catch (thrown) {
    if (beside !== '') rmSync(beside, { force: true })
    const { message } = thrown as Error
    throw new DialtoneError('access_denied', `${file} cannot be written: ${message}`, { cause: thrown })
  }
}
