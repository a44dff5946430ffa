/** `dialtone router list|add|remove|check`. */
import { resolve } from 'node:path'
import { DialtoneError, toDialtoneError } from '../../../base/index.ts'
import {
  addRouter,
  checkNewRouter,
  checkedToken,
  findRouter,
  listRouters,
  parseFingerprint,
  placeOf,
  reachRouter,
  removeRouter,
  type RouterEntry,
} from '../../../reach/index.ts'
import type { Define } from '../command-entry.ts'
import type { Context } from '../context.ts'
import { EXIT_CODES } from '../exit-code.ts'
import { plain } from '../text/plain.ts'
import { readText } from './read-text.ts'

interface AddFlags {
  readonly tokenFile?: string
  readonly ca?: string
  readonly fingerprint?: string
  readonly certificate?: string
  readonly key?: string
  readonly plainHttp?: true
  readonly replace?: true
}

export const router: Define = (command, context) => {
  command
    .command('list')
    .description('List the routers of your own list.')
    .action(() => {
      const { output, routersFile } = context
      const routers = listRouters(routersFile)
      if (output.json) output.document(routers.map(withoutToken))
      else if (routers.length === 0) {
        output.note('There is no router yet. Add one with "dialtone router add NAME https://…".')
      } else {
        output.table(
          [
            { title: 'ROUTER', least: 10 },
            { title: 'ADDRESS', least: 16 },
            { title: 'SHOWS' },
            { title: 'TRUSTS', least: 10 },
          ],
          routers.map((entry) => [entry.name, plain(entry.address), shows(entry), plain(trusts(entry))]),
        )
      }
    })
  command
    .command('add')
    .description('Add a router to your own list. Its token is read from a file, or asked for.')
    .argument('<name>', 'what you call it')
    .argument('<address>', 'https:// with host and port')
    .option(
      '--token-file <file>',
      'a file that holds the token, or - for standard input, which is then kept in the list',
    )
    .option('--ca <file>', 'who vouches for its certificate: an authority, or that certificate itself (PEM)')
    .option('--fingerprint <sha256>', 'the fingerprint of its certificate, in place of who vouches for it')
    .option('--certificate <file>', 'a client certificate to show there, in place of a token (PEM)')
    .option('--key <file>', 'its private key (PEM)')
    .option('--plain-http', 'do not encrypt, wherever it is: for where something else does')
    .option('--replace', 'replace a router of the same name')
    .addHelpText(
      'after',
      `
Examples:
  $ npx dialtone router add branch-7 https://192.0.2.1:8443 --ca router.pem --token-file branch-7.token
  $ npx dialtone router check branch-7
  $ npx dialtone --router branch-7 status`,
    )
    .action(async (name: string, address: string, flags: AddFlags) => {
      const { output, routersFile: file } = context
      const place = { file, replace: flags.replace === true }
      // Nobody types a token for a name that is taken, or for an address that cannot be used.
      checkNewRouter(name, place)
      const bare = { name, address, ...(flags.plainHttp === true && { plainHttp: true }) }
      reachRouter(placeOf(bare, file))[Symbol.dispose]()
      const entry = await entryOf(context, name, address, flags)
      // What cannot be used is told of now, not when it is first needed.
      reachRouter(placeOf(entry, file))[Symbol.dispose]()
      addRouter(entry, place)
      if (output.json) output.document(withoutToken(entry))
      else output.line(`Added router ${name}. Try it: dialtone router check ${name}`)
    })
  command
    .command('remove')
    .description(
      'Remove a router from your own list. A token of its own stays good there until it is revoked.',
    )
    .argument('<name>', 'name of the router')
    .action((name: string) => {
      removeRouter(name, context.routersFile)
      if (!context.output.json) context.output.line(`Removed router ${name}.`)
    })
  command
    .command('check')
    .description(
      'Say whether a router can be reached, and who one is there; all of your list unless one is named.',
    )
    .argument('[name]', 'name or address of a router')
    .action(async (name: string | undefined) => {
      const { output } = context
      const names = name === undefined ? listRouters(context.routersFile).map((one) => one.name) : [name]
      if (names.length === 0) output.note('There is no router yet.')
      const results = await Promise.all(names.map((one) => check(context, one)))
      if (output.json) output.document(results)
      for (const result of results) {
        if (result.error !== undefined) context.exitCode = EXIT_CODES[result.error.code]
        if (!output.json) output.line(plain(inWords(result)))
      }
    })
}

interface Checked {
  readonly router: string
  readonly caller?: string
  readonly scopes?: readonly string[]
  readonly error?: { readonly code: DialtoneError['code']; readonly message: string }
}

async function check(context: Context, name: string): Promise<Checked> {
  try {
    const reached = reachRouter(findRouter(name, context.routersFile))
    const { name: caller, scopes } = await context.serviceOver(reached).caller()
    return { router: name, caller, scopes }
  } catch (thrown) {
    const { code, message } = toDialtoneError(thrown)
    return { router: name, error: { code, message } }
  }
}

function inWords({ router: name, caller = '', scopes = [], error }: Checked): string {
  return error === undefined
    ? `${name}: as ${caller}, who may ${scopes.join(', ')}`
    : `${name}: ${error.message}`
}

async function entryOf(
  { host }: Context,
  name: string,
  address: string,
  { tokenFile, ca, fingerprint, certificate, key, plainHttp }: AddFlags,
): Promise<RouterEntry> {
  const whole = (path: string | undefined): string | undefined => path && resolve(path)
  const asked = tokenFile === undefined && certificate === undefined && !/^(unix:)?\//.test(address)
  const typed = asked
    ? await host.readSecret(`Token of ${name}: `).catch(noTerminal)
    : tokenFile === '-'
      ? await readText(host, '-')
      : undefined
  const fields = {
    token: typed === undefined ? undefined : checkedToken(typed.trim(), name),
    tokenFile: tokenFile === '-' ? undefined : whole(tokenFile),
    ca: whole(ca),
    fingerprint: fingerprint === undefined ? undefined : parseFingerprint(fingerprint),
    certificate: whole(certificate),
    key: whole(key),
    plainHttp,
  }
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
  return { name, address, ...given }
}

function noTerminal(thrown: unknown): never {
  if (DialtoneError.of(thrown)?.code !== 'invalid_argument') throw thrown
  throw new DialtoneError(
    'invalid_argument',
    'there is no terminal to ask for the token at: give it in a file by --token-file FILE, or by --token-file - from standard input',
    { cause: thrown },
  )
}

function withoutToken({ token, ...shown }: RouterEntry): object {
  return { ...shown, ...(token !== undefined && { hasToken: true }) }
}

function shows({ token, tokenFile, certificate }: RouterEntry): string {
  const what = [token === undefined && tokenFile === undefined ? '' : 'token', certificate && 'certificate']
  return what.filter(Boolean).join(', ') || 'nothing'
}

function trusts({ address, ca, fingerprint }: RouterEntry): string {
  if (fingerprint !== undefined) return fingerprint
  if (ca !== undefined) return ca
  return address.startsWith('https:') ? 'the usual authorities' : ''
}
