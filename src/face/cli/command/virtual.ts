/**
 * `dialtone virtual …`: what can happen to a virtual modem, made to happen. The commands come from the table of the room
 * `virtual`, handed in by the composition root; here they become arguments, options and help.
 *
 * The modems are those of the service, or of a `dialtone virtual serve` that runs by itself: both are asked, and a name
 * finds its modem wherever it is.
 */
import { Argument, Option, type Command } from 'commander'
import type { Define } from '../command-entry.ts'
import type { Context } from '../context.ts'
import { plain } from '../text/plain.ts'
import { chooseVirtual, virtualSources } from './virtual-source.ts'

/** A command of the table, as far as a command line needs to know it. */
export interface VirtualCommandInfo {
  readonly name: string
  readonly summary: string
  readonly parameters: Readonly<Record<string, VirtualParameter>>
  /** What follows `dialtone virtual`. */
  readonly examples: readonly string[]
}

export interface VirtualParameter {
  readonly type: string
  readonly help: string
  readonly default?: string | number | boolean
  readonly required: boolean
  readonly positional: boolean
  readonly choices?: readonly string[]
}

export function virtualCommands(table: readonly VirtualCommandInfo[]): Define {
  return (command, context) => {
    command
      .description('Make things happen to a virtual modem: what networks, SIMs and cables do to real ones.')
      .addHelpText('after', examples(['disconnect', 'roam abroad', 'remove-sim', 'wedge', 'unplug']))
    command
      .command('list')
      .summary('list the virtual modems')
      .description('List the virtual modems.')
      .action(() => list(context))
    for (const entry of table) define(command, context, entry)
  }
}

function define(parent: Command, context: Context, entry: VirtualCommandInfo): void {
  const command = parent
    .command(entry.name)
    .summary(entry.summary)
    .description(`${sentence(entry.summary)}.`)
  const positional: string[] = []
  for (const [name, parameter] of Object.entries(entry.parameters)) {
    if (parameter.positional) {
      positional.push(name)
      command.addArgument(asArgument(name, parameter))
    } else command.addOption(asOption(name, parameter))
  }
  command
    .option(
      '--modem <name>',
      'the virtual modem (virtual1), or what it is in the service (modem1); the only one when left out',
    )
    .addHelpText('after', examples(entry.examples))
    .action(async () => {
      const { modem, ...options } = command.opts<Record<string, string | boolean>>()
      const given = new Map<string, string | boolean>()
      for (const [index, name] of positional.entries()) {
        // Typed as any by commander: the text of an argument, or nothing.
        const value = command.processedArgs[index] as string | undefined
        if (value !== undefined) given.set(name, value)
      }
      for (const name of Object.keys(entry.parameters)) {
        const value = options[camelCase(name)]
        if (value !== undefined) given.set(name, value)
      }
      await run(context, typeof modem === 'string' ? modem : undefined, entry.name, Object.fromEntries(given))
    })
}

function asArgument(
  name: string,
  { type, help, default: preset, required, choices }: VirtualParameter,
): Argument {
  const text = choices === undefined && type !== name ? `${help} (${type})` : help
  const argument = new Argument(required ? `<${name}>` : `[${name}]`, described(text, preset))
  return choices === undefined ? argument : argument.choices(choices)
}

function asOption(name: string, { type, help, default: preset, choices }: VirtualParameter): Option {
  if (type === 'flag') return new Option(`--${name}`, help)
  const option = new Option(`--${name} <${choices === undefined ? type : name}>`, described(help, preset))
  return choices === undefined ? option : option.choices(choices)
}

/** The default is told and not sent: the modem's end knows it. */
function described(help: string, preset: VirtualParameter['default']): string {
  return preset === undefined || preset === false || preset === ''
    ? help
    : `${help} (default: ${preset.toString()})`
}

async function list(context: Context): Promise<void> {
  const { output } = context
  const all = (await virtualSources(context)).flatMap(({ modems }) => modems)
  if (output.json) output.document(all)
  else {
    output.table(
      [{ title: 'VIRTUAL MODEM' }, { title: 'MODEM' }, { title: 'STATE', least: 20, wraps: true }],
      all.map(({ name, modem = '', summary }) => [name, modem, summary]),
    )
  }
}

async function run(
  context: Context,
  modem: string | undefined,
  command: string,
  given: Readonly<Record<string, string | boolean>>,
): Promise<void> {
  const { service, name } = chooseVirtual(await virtualSources(context), modem)
  const { message } = await service.virtualCommand({
    ...(modem === undefined ? {} : { modem: name }),
    command,
    arguments: given,
  })
  if (context.output.json) context.output.document({ message })
  else context.output.line(plain(message))
}

function examples(lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ npx dialtone virtual ${line}`).join('\n')}`
}

function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
