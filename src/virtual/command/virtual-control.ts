/** The virtual modems of one process as the outside meets them: listed, and given commands by name. */
import { DialtoneError, thereAre } from '../../base/index.ts'
import type { VirtualModem } from '../virtual-modem.ts'
import type { VirtualCommand } from './command.ts'
import { deviceCommands } from './device-commands.ts'
import { faultCommands } from './fault-commands.ts'
import { messageCommands } from './message-commands.ts'
import { networkCommands } from './network-commands.ts'
import type { Parameter, RawArgument } from './parameter.ts'

/** Everything that `dialtone virtual` can do, in the order of its help. */
export const VIRTUAL_COMMANDS: readonly VirtualCommand[] = [
  ...networkCommands,
  ...messageCommands,
  ...deviceCommands,
  ...faultCommands,
]

export interface VirtualCommandInput {
  /** Name of the virtual modem; the only one when left out. */
  readonly modem?: string
  readonly command: string
  readonly arguments: Readonly<Record<string, RawArgument>>
}

/** A command in words: what it is called, does and takes. */
export interface VirtualCommandInfo {
  readonly name: string
  readonly summary: string
  readonly parameters: readonly (Omit<Parameter, 'read' | 'positional'> & { readonly name: string })[]
}

export interface VirtualControl {
  list(): Promise<readonly { readonly name: string; readonly summary: string }[]>
  /** What `command` can do, with no code. */
  commands(): Promise<readonly VirtualCommandInfo[]>
  /** @throws DialtoneError `not_found`, `invalid_argument`, `invalid_state` and what the command itself has */
  command(input: VirtualCommandInput): Promise<{ readonly message: string }>
}

/** `modems` is asked at each call: they may come and go. */
export function virtualControl(modems: () => Iterable<VirtualModem>): VirtualControl {
  return {
    list: async () => [...modems()].map(({ name, summary }) => ({ name, summary })),
    commands: async () =>
      VIRTUAL_COMMANDS.map(({ name, summary, parameters }) => ({
        name,
        summary,
        parameters: Object.entries(parameters).map(([key, { read: _, positional: __, ...words }]) => ({
          name: key,
          ...words,
        })),
      })),
    command: async (input) => {
      const command = VIRTUAL_COMMANDS.find(({ name }) => name === input.command)
      if (command === undefined) {
        const known = VIRTUAL_COMMANDS.map(({ name }) => name).join(', ')
        throw new DialtoneError(
          'invalid_argument',
          `there is no command ${JSON.stringify(input.command)} for virtual modems; there are ${known}`,
        )
      }
      return { message: command.run(choose([...modems()], input.modem), input.arguments) }
    },
  }
}

function choose(modems: readonly VirtualModem[], name: string | undefined): VirtualModem {
  const names = modems.map((modem) => modem.name).join(', ')
  const [first, ...more] = modems
  if (first === undefined) throw new DialtoneError('not_found', 'there is no virtual modem')
  if (name === undefined) {
    if (more.length === 0) return first
    throw new DialtoneError('invalid_argument', `which virtual modem? There are ${names}`)
  }
  const found = modems.find((modem) => modem.name === name)
  if (found !== undefined) return found
  throw new DialtoneError(
    'not_found',
    `there is no virtual modem ${JSON.stringify(name)}; ${thereAre(modems.map((modem) => modem.name))}`,
  )
}
