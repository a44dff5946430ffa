/** A command as the program lists it: told of in the help, loaded when it is called. */
import type { Command } from 'commander'
import type { Context } from './context.ts'

/** Adds arguments, options, subcommands and actions to `command`. */
export type Define = (command: Command, context: Context) => void

export interface CommandEntry {
  readonly name: string
  /** One line, no full stop. */
  readonly summary: string
  /** Under which heading the help lists it. */
  readonly group: CommandGroup
  readonly load: () => Promise<Define>
}

export const COMMAND_GROUPS = ['Run', 'Look', 'Connect', 'Administer', 'Debug'] as const
export type CommandGroup = (typeof COMMAND_GROUPS)[number]
