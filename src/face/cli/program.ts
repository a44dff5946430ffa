/**
 * The command line: finds the command that is meant, loads it alone, runs it, and turns whatever comes of it into words
 * and an exit code. A command that is not called costs the line of help that names it.
 */
import { Command, CommanderError } from 'commander'
import { DialtoneError, toDialtoneError } from '../../base/index.ts'
import { COMMAND_GROUPS, type CommandEntry } from './command-entry.ts'
import { COMMANDS } from './commands.ts'
import { Context, type GlobalOptions } from './context.ts'
import { EXIT, EXIT_CODES, type ExitCode } from './exit-code.ts'
import { withExamples } from './example.ts'
import type { Host } from './host.ts'
import { plain } from './text/plain.ts'
import { TOPICS } from './topic.ts'

export interface ProgramOptions {
  readonly host: Host
  readonly version: string
  /** Commands of the composition root, beside our own. */
  readonly commands?: readonly CommandEntry[]
}

export async function runProgram(argv: readonly string[], options: ProgramOptions): Promise<ExitCode> {
  const { host } = options
  const program = new Command('dialtone')
  await using context = new Context(host, () => program.opts<GlobalOptions>())
  describe(program, options)
  const code = await run(program, context, argv, options)
  const lost = await host.stdout.settled()
  if (lost === undefined) return code
  context.output.failure(lost)
  return code === EXIT.done ? EXIT.failed : code
}

async function run(
  program: Command,
  context: Context,
  argv: readonly string[],
  options: ProgramOptions,
): Promise<ExitCode> {
  const { host } = options
  try {
    const [first, asked = ''] = wordsOf(argv)
    const topic = first === 'help' && Object.hasOwn(TOPICS, asked) ? TOPICS[asked] : undefined
    if (topic !== undefined) {
      host.stdout.write(`${topic()}\n`)
      return EXIT.done
    }
    if (argv[0] === COMPLETE) return await completeWords(program, context, options, argv.slice(2))
    const called = calledCommand(argv)
    await define(program, context, options, (name) => name === called)
    if (first === 'help') requireKnown(program, called)
    // Help is no command that could be loaded: what it is for and can be asked is in the help of the program.
    const words = first === 'help' && called === 'help' ? ['--help'] : argv
    await program.parseAsync(words, { from: 'user' })
    return context.exitCode
  } catch (thrown) {
    if (thrown instanceof CommanderError) {
      if (thrown.exitCode === 0) return EXIT.done
      // Everybody else has been told as soon as it was found out.
      if (context.output.json) {
        context.output.failure(new DialtoneError('invalid_argument', usageProblem(thrown)))
      }
      return EXIT.usage
    }
    // The reader has what it wanted.
    if (host.stdout.closed.aborted) return EXIT.done
    context.output.failure(thrown)
    return EXIT_CODES[toDialtoneError(thrown).code]
  }
}

/** The command line with all its commands and options, not to be run: for whoever documents it. */
export async function wholeProgram(options: ProgramOptions): Promise<Command> {
  const program = new Command('dialtone')
  const context = new Context(options.host, () => program.opts<GlobalOptions>())
  describe(program, options)
  await define(program, context, options, () => true)
  return program
}

function describe(program: Command, { host, version }: ProgramOptions): void {
  program.addHelpCommand(
    new Command('help').argument('[command]').description('Show help for a command').helpGroup('Look:'),
  )
  program
    .description('Keeps machines on mobile networks connected, and tells programs what changes.')
    .version(version, '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show help')
    .option('--json', 'print JSON, for programs')
    .option('--reveal', 'show personal data: IMEI, IMSI, ICCID, telephone numbers')
    .option('--socket <path>', "the service's Unix socket")
    .option(
      '--router <name>',
      'ask a router of your own list, or one by its address, in place of this machine',
    )
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => host.stdout.write(text),
      writeErr: (text) => {
        if (program.opts<GlobalOptions>().json !== true) host.stderr.write(text)
      },
      getOutHelpWidth: () => host.stdout.columns ?? 80,
      getErrHelpWidth: () => host.stderr.columns ?? 80,
      getOutHasColors: () => host.stdout.colour,
      getErrHasColors: () => host.stderr.colour,
      outputError: (text, write) => write(`dialtone: ${inOurWords(text)}`),
    })
    .exitOverride()
    .showHelpAfterError('Run the command with --help to see how it is used.')
    .addHelpText(
      'after',
      `
Exit codes: 0 done, 1 failed, 2 wrong usage, 3 not found, 4 access denied,
5 service not running, 6 timed out
More of this: dialtone help exit-codes, help environment, help names

Examples:
  $ npx dialtone serve --virtual        # run the service with a virtual modem
  $ npx dialtone profile add my.xml     # add settings to connect with
  $ npx dialtone connect internet       # connect with them
  $ npx dialtone watch                  # see what happens`,
    )
}

function inOurWords(text: string): string {
  return text.replace(/^error: /, '').replace('command-argument value', 'the value')
}

/** What a program is told that has called a command in a wrong way: where a person would read the help, it has none. */
function usageProblem({ code, message }: CommanderError): string {
  if (code === 'commander.help') return 'a command is missing: --help lists those that there are'
  return inOurWords(message).replaceAll('\n', ' ')
}

/** Lists every command, and loads those that are wanted. */
async function define(
  program: Command,
  context: Context,
  { commands = [] }: ProgramOptions,
  isWanted: (name: string) => boolean,
): Promise<void> {
  const entries = [...COMMANDS, ...commands]
  for (const group of COMMAND_GROUPS) {
    for (const entry of entries.filter((one) => one.group === group)) {
      const command = program.command(entry.name).summary(entry.summary).description(`${entry.summary}.`)
      command.helpGroup(`${group}:`).copyInheritedSettings(program).helpCommand(false)
      if (!isWanted(entry.name)) continue
      const load = await entry.load()
      load(command, context)
      withExamples(command)
    }
  }
}

/** Options of the program that take a word. */
const TAKING = ['--socket', '--router']

/** What the scripts for shells ask: not a command for people. */
const COMPLETE = 'complete'

async function completeWords(
  program: Command,
  context: Context,
  options: ProgramOptions,
  words: readonly string[],
): Promise<ExitCode> {
  const called = calledCommand(words.slice(0, -1))
  await define(program, context, options, (name) => name === called)
  const { asking } = await import('./completion/names.ts')
  const { complete } = await import('./completion/complete.ts')
  const { stdout } = context.host
  // What is typed is not a whole line, so it is not parsed; where its names are to be asked for is looked at all the same.
  for (const option of TAKING) {
    const at = words.indexOf(option)
    if (at >= 0 && at < words.length - 2) program.setOptionValue(option.slice(2), words[at + 1])
  }
  const { candidates, files } = await complete(program, words, asking(context))
  if (files) stdout.write(':files\n')
  for (const { value, description = '' } of candidates) stdout.write(`${value}\t${plain(description)}\n`)
  return EXIT.done
}

/** All of the help in answer to a word that is mistyped would not say that it is. */
function requireKnown(program: Command, asked: string | undefined): void {
  if (asked === undefined || asked === 'help') return
  if (program.commands.some((command) => command.name() === asked)) return
  throw new DialtoneError(
    'invalid_argument',
    `there is no command or topic ${JSON.stringify(asked)}: "dialtone help" lists all`,
  )
}

/** The command, or what help is asked about. */
function calledCommand(argv: readonly string[]): string | undefined {
  const [first, asked] = wordsOf(argv)
  return first === 'help' ? asked : first
}

/** Those that are neither options nor what an option of the program takes. */
function wordsOf(argv: readonly string[]): readonly string[] {
  return argv.filter((word, at) => !word.startsWith('-') && !TAKING.includes(argv[at - 1] ?? ''))
}
