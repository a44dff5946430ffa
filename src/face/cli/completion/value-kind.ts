/** What kind of value an argument or an option takes, as far as something could be suggested for it. */
import type { Argument, Command, Option } from 'commander'

export const VALUE_KINDS = [
  'modem',
  'connection',
  'dial-interface',
  'modem-or-connection',
  'anything',
  'profile',
  'request',
  'token',
  'virtual-modem',
  'router',
  'file',
] as const
export type ValueKind = (typeof VALUE_KINDS)[number]

/** By the name of the argument; of one that is named alike everywhere. */
const ARGUMENTS: Readonly<Record<string, ValueKind>> = {
  modem: 'modem',
  connection: 'connection',
  interface: 'dial-interface',
  profile: 'profile',
  file: 'file',
  input: 'file',
  id: 'request',
}

/** By command and argument. */
const NAMES: Readonly<Record<string, ValueKind>> = {
  why: 'anything',
  disconnect: 'connection',
  usage: 'modem-or-connection',
  'profile show': 'profile',
  'profile update': 'profile',
  'profile remove': 'profile',
  'token revoke': 'token',
  'router remove': 'router',
  'router check': 'router',
}

const OPTIONS: Readonly<Record<string, ValueKind>> = {
  modem: 'modem-or-connection',
  connection: 'connection',
  interface: 'dial-interface',
  profile: 'profile',
  router: 'router',
  temporary: 'file',
  pinFile: 'file',
  passwordFile: 'file',
  config: 'file',
  state: 'file',
  device: 'file',
  socket: 'file',
}

export function kindOfArgument(command: Command, argument: Argument): ValueKind | undefined {
  return argument.name() === 'name' ? NAMES[pathOf(command)] : ARGUMENTS[argument.name()]
}

export function kindOfOption(command: Command, option: Option): ValueKind | undefined {
  const kind = OPTIONS[option.attributeName()]
  if (option.attributeName() !== 'modem') return kind
  const path = pathOf(command)
  if (path.startsWith('virtual ')) return 'virtual-modem'
  return path === 'connect' || path === 'disconnect' ? kind : 'modem'
}

/** The words that call a command. */
export function pathOf(command: Command): string {
  const { parent } = command
  if (parent === null) return ''
  const before = pathOf(parent)
  return before === '' ? command.name() : `${before} ${command.name()}`
}
