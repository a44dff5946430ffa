/** `dialtone context list|set`: the contexts that are stored in a modem. */
import { InvalidArgumentError, Option } from 'commander'
import { compact, DialtoneError } from '../../../base/index.ts'
import type { ProvisionedContextInput } from '../../../api/index.ts'
import { CONTEXT_TYPES, type ContextType, type Modem, type ProvisionedContext } from '../../../core/index.ts'
import type { Define } from '../command-entry.ts'
import type { Context } from '../context.ts'
import { awaitRequest } from './await-request.ts'
import { only } from './only.ts'
import { readText } from './read-text.ts'

interface SetOptions {
  readonly id?: number
  readonly type: ContextType
  readonly apn?: string
  readonly user?: string
  readonly askPassword?: boolean
  readonly passwordFile?: string
  readonly auth?: ProvisionedContextInput['authProtocol']
  readonly compression?: boolean
  readonly provider?: string
}

export const provisionedContext: Define = (command, context) => {
  command
    .command('list')
    .description('List the contexts that are stored in a modem, for the operator of its SIM.')
    .argument('[modem]', 'name or id; the only one when left out')
    .action(async (name: string | undefined) => {
      const { output } = context
      const { name: modem, provisionedContexts: stored, reason } = await find(context, name)
      if (stored === undefined) {
        throw new DialtoneError('busy', `${modem} has not told of its contexts: ${reason.text}`)
      }
      if (!stored.supported) {
        throw new DialtoneError('not_supported', `${modem} does not tell of stored contexts`)
      }
      if (output.json) output.document(stored.contexts)
      else if (stored.contexts.length === 0) output.note(`${modem} has no context stored.`)
      else output.table(COLUMNS, stored.contexts.map(row))
    })
  command
    .command('set')
    .description('Write a context into a modem. With --type none its slot is emptied.')
    .argument('[modem]', 'name or id; the only one when left out')
    .addOption(new Option('--type <type>', 'what it is for').choices(CONTEXT_TYPES).default('internet'))
    .option('--id <slot>', 'the slot; the modem chooses one when left out', slot)
    .option('--apn <name>', 'access point name; left to the network when left out')
    .option('--user <name>', 'user name')
    .option('--ask-password', 'ask for the password at the terminal')
    .option('--password-file <file>', 'read the password from a file (- for standard input)')
    .addOption(new Option('--auth <protocol>', 'how to log in').choices(['none', 'pap', 'chap', 'mschapv2']))
    .option('--compression', 'compress headers and data')
    .option('--provider <code>', 'for the SIMs of which operator: MCC and MNC; the present one when left out')
    .addHelpText('after', EXAMPLES)
    .action(async (name: string | undefined, options: SetOptions) => {
      const { output, service } = context
      const modem = await find(context, name)
      const { id, type, apn, user, auth, compression, provider } = options
      const { requestId } = await service.setProvisionedContext({
        modem: modem.id,
        type,
        ...compact({
          id,
          accessString: apn,
          userName: user,
          password: await passwordOf(context, options),
          authProtocol: auth,
          compression,
          provider,
        }),
      })
      const request = await awaitRequest(context, requestId)
      if (output.json) output.document(request)
      else output.line(type === 'none' ? `The slot of ${modem.name} is empty` : `${modem.name} has stored it`)
    })
}

const EXAMPLES = `
Examples:
  $ npx dialtone context set --apn internet.example --user me --ask-password
  $ npx dialtone context set --id 3 --type mms --apn mms.example
  $ npx dialtone context set --id 3 --type none

A password is asked for at the terminal or read from a file. It is never an argument, which others on the machine could see.`

const COLUMNS = [
  { title: 'SLOT' },
  { title: 'TYPE' },
  { title: 'APN', least: 10 },
  { title: 'USER' },
  { title: 'PASSWORD' },
  { title: 'AUTH' },
  { title: 'IP TYPE' },
  { title: 'ROAMING' },
  { title: 'FROM' },
]

function row(one: ProvisionedContext): readonly string[] {
  return [
    one.id.toString(),
    one.enabled === false ? `${one.type} (off)` : one.type,
    one.accessString,
    one.userName ?? '',
    one.hasPassword ? 'stored' : '',
    one.authProtocol === 'none' ? '' : one.authProtocol.toUpperCase(),
    one.ipType ?? '',
    one.roaming ?? '',
    one.source ?? '',
  ]
}

async function passwordOf(
  { host }: Context,
  { askPassword, passwordFile }: SetOptions,
): Promise<string | undefined> {
  if (passwordFile !== undefined) return (await readText(host, passwordFile)).replace(/\r?\n$/, '')
  return askPassword === true ? host.readSecret('Password: ') : undefined
}

async function find({ service }: Context, name: string | undefined): Promise<Modem> {
  return name === undefined ? only(await service.modems(), 'modem') : service.modem({ modem: name })
}

function slot(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It has to be a whole number.')
  return Number(text)
}
