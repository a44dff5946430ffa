/**
 * The user's routers: named places with what is shown there and who is trusted there, in a TOML file of theirs.
 *
 *     [branch-7]
 *     address = "https://192.0.2.1:8443"
 *     token-file = "branch-7.token"
 *     ca = "branch-7.pem"
 *
 * `$DIALTONE_ROUTERS` names it, else it is `dialtone/routers.toml` under `$XDG_CONFIG_HOME`, else under `~/.config`. It may
 * hold tokens, so it is read only where nobody else can read it. Files that it names are looked for beside it.
 */
import { dirname, join, resolve } from 'node:path'
import { parse, TomlError, type TomlTable, type TomlValue } from 'smol-toml'
import { DialtoneError, thereAre } from '../base/index.ts'
import { parseFingerprint } from './fingerprint.ts'
import { readUserFile } from './private-file.ts'
import type { RouterPlace } from './router.ts'
import { surroundingsOf, type Surroundings } from './socket-path.ts'

/** As the file says it: what it names is not read yet. */
export interface RouterEntry {
  readonly name: string
  readonly address: string
  readonly token?: string
  readonly tokenFile?: string
  readonly ca?: string
  readonly fingerprint?: string
  readonly certificate?: string
  readonly key?: string
  readonly plainHttp?: boolean
}

/** Key in the file → field. */
const TEXTS = {
  address: 'address',
  token: 'token',
  'token-file': 'tokenFile',
  ca: 'ca',
  fingerprint: 'fingerprint',
  certificate: 'certificate',
  key: 'key',
} as const satisfies Readonly<Record<string, keyof RouterEntry>>

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/

export function isRouterName(name: string): boolean {
  return NAME.test(name)
}

export function routersFile({ env, home }: Surroundings = surroundingsOf(process.env)): string {
  if (env.DIALTONE_ROUTERS) return env.DIALTONE_ROUTERS
  return join(env.XDG_CONFIG_HOME || join(home, '.config'), 'dialtone/routers.toml')
}

/** In the order of the file. @throws DialtoneError `invalid_argument` with line and column, `access_denied` */
export function listRouters(file: string = routersFile()): readonly RouterEntry[] {
  const text = readUserFile(file, { secret: true })
  return text === undefined ? [] : parseRouters(text, file)
}

/**
 * The router of this name, with all that its entry names read. What is no name but an address is a place of its own, at
 * which nothing is shown.
 * @throws DialtoneError `not_found`, `invalid_argument`, `access_denied`
 */
export function findRouter(called: string, file: string = routersFile()): RouterPlace {
  if (!isRouterName(called)) return { address: called }
  const routers = listRouters(file)
  const entry = routers.find(({ name }) => name === called)
  if (entry !== undefined) return placeOf(entry, file)
  const there = thereAre(
    routers.map(({ name }) => name),
    '',
  )
  throw new DialtoneError(
    'not_found',
    `there is no router ${called} in ${file}${there === '' ? '' : ` (${there})`}: add it with "dialtone router add ${called} https://…"`,
  )
}

export function placeOf(entry: RouterEntry, file: string): RouterPlace {
  const { name, address, tokenFile, fingerprint, plainHttp } = entry
  const read = (path: string | undefined, secret: boolean): string | undefined => {
    if (path === undefined) return undefined
    const whole = resolve(dirname(file), path)
    const text = readUserFile(whole, { secret })
    if (text === undefined) throw new DialtoneError('not_found', `router ${name}: there is no file ${whole}`)
    return text
  }
  const token = entry.token ?? read(tokenFile, true)?.trim()
  const [ca, certificate] = [read(entry.ca, false), read(entry.certificate, false)]
  const key = read(entry.key, true)
  return {
    address,
    ...(token !== undefined && { token: checkedToken(token, name) }),
    ...(ca !== undefined && { ca }),
    ...(fingerprint !== undefined && { fingerprint }),
    ...(certificate !== undefined && { certificate }),
    ...(key !== undefined && { key }),
    ...(plainHttp === true && { plain: true }),
  }
}

/** What cannot stand in a header. Its text is not repeated. */
export function checkedToken(token: string, name: string): string {
  if (/^[\x21-\x7e]{1,1024}$/.test(token)) return token
  throw new DialtoneError('invalid_argument', `router ${name}: what is given as its token is none`)
}

export function parseRouters(text: string, file: string): readonly RouterEntry[] {
  return Object.entries(tablesOf(text, file)).map(([name, table]) => entryOf(name, table, file))
}

function tablesOf(text: string, file: string): TomlTable {
  try {
    return parse(text)
  } catch (thrown) {
    if (!(thrown instanceof TomlError)) throw thrown
    const { line, column, message } = thrown
    // The lines after the first repeat what the file holds there, which may be a token.
    const [first = ''] = message.split('\n')
    throw new DialtoneError('invalid_argument', `${file}, line ${line}, column ${column}: ${first}`, {
      detail: { line, column },
    })
  }
}

function entryOf(name: string, table: TomlValue, file: string): RouterEntry {
  const wrong = (what: string): DialtoneError => new DialtoneError('invalid_argument', `${file}: ${what}`)
  if (!isRouterName(name)) throw wrong(`${JSON.stringify(name)} is no name of a router`)
  if (typeof table !== 'object' || Array.isArray(table) || table instanceof Date) {
    throw wrong(`${name} has to be a table: [${name}]`)
  }
  const entry: Record<string, string | boolean> = { name }
  for (const [key, value] of Object.entries(table)) {
    if (key === 'plain-http') {
      if (typeof value !== 'boolean') throw wrong(`${name}.plain-http has to be true or false`)
      entry.plainHttp = value
      continue
    }
    if (!Object.hasOwn(TEXTS, key)) {
      throw wrong(`${name}.${key} is no key here; there are ${Object.keys(TEXTS).join(', ')}, plain-http`)
    }
    if (typeof value !== 'string' || value === '') throw wrong(`${name}.${key} has to be a text`)
    entry[TEXTS[key as keyof typeof TEXTS]] = value // one of its keys, as has just been seen
  }
  const { address, token, tokenFile, certificate, key, fingerprint, ca } = entry
  if (address === undefined) throw wrong(`${name}.address is missing`)
  if (token !== undefined && tokenFile !== undefined) {
    throw wrong(`${name} has a token and a token-file: one of them`)
  }
  if ((certificate === undefined) !== (key === undefined)) {
    throw wrong(`${name}: certificate and key go together`)
  }
  if (fingerprint !== undefined && ca !== undefined) {
    throw wrong(`${name} has a ca and a fingerprint: one of them`)
  }
  if (fingerprint !== undefined) entry.fingerprint = parseFingerprint(String(fingerprint))
  // Name and address are there, and all else has the type of its field.
  return entry as unknown as RouterEntry
}
