/**
 * What could stand in place of the word that is being typed: commands, options, and values. Read from the commands
 * themselves, so that whatever they take is completed. Values that only the service knows are asked for by `ask`.
 */
import type { Argument, Command, Option } from 'commander'
import { plain } from '../text/plain.ts'
import { kindOfArgument, kindOfOption, type ValueKind } from './value-kind.ts'

export interface Candidate {
  readonly value: string
  readonly description?: string
}

export interface Completion {
  readonly candidates: readonly Candidate[]
  /** The shell is to complete a file name. */
  readonly files: boolean
}

/** Gives what there is of a kind; nothing where that cannot be known in time. */
export type Ask = (kind: Exclude<ValueKind, 'file'>) => Promise<readonly Candidate[]>

const NOTHING: Completion = { candidates: [], files: false }

/** `words` follow the name of the program; the last one is being typed, and may be empty. */
export async function complete(program: Command, words: readonly string[], ask: Ask): Promise<Completion> {
  const { before, typed, apart } = joined(words)
  const place = walk(program, before)
  const found = await at(place, typed, ask)
  const prefix = apart ? (valueOf(typed) ?? typed) : typed
  const fit = (value: string): string => (apart ? (valueOf(value) ?? value) : value)
  return {
    files: found.files,
    candidates: found.candidates
      .map(({ value, ...rest }) => ({ value: fit(value), ...rest }))
      .filter(({ value }) => value.startsWith(prefix) && isHarmless(value)),
  }
}

/** A name that a shell or a terminal would obey is none that is suggested. */
function isHarmless(value: string): boolean {
  return plain(value) === value
}

/** bash takes `--modem=modem0` for three words; `apart` says that the last one was cut so. */
function joined(words: readonly string[]): {
  readonly before: readonly string[]
  readonly typed: string
  readonly apart: boolean
} {
  const whole: string[] = []
  let apart = false
  for (const [index, word] of words.entries()) {
    const option = whole.at(-1)
    const afterSign = words[index - 1] === '=' && option?.endsWith('=') === true
    const isSign = word === '=' && option?.startsWith('--') === true && !option.includes('=')
    apart = afterSign || isSign
    if (apart) whole[whole.length - 1] = `${option ?? ''}${word}`
    else whole.push(word)
  }
  return { before: whole.slice(0, -1), typed: whole.at(-1) ?? '', apart }
}

function valueOf(word: string): string | undefined {
  return /^--[a-z-]+=(.*)$/s.exec(word)?.[1]
}

/** Where the word stands that is being typed. */
interface Place {
  readonly command: Command
  readonly given: number
  /** Its value is what is being typed. */
  readonly option?: Option
  readonly seen: ReadonlySet<Option>
  /** After `--` nothing is an option. */
  readonly plainOnly: boolean
  readonly helping: boolean
}

function walk(program: Command, words: readonly string[]): Place {
  let command = program
  let given = 0
  let option: Option | undefined
  let plainOnly = false
  let helping = false
  const seen = new Set<Option>()
  for (const word of words) {
    if (option !== undefined) option = undefined
    else if (plainOnly) given += 1
    else if (word === '--') plainOnly = true
    else if (word.startsWith('-')) {
      const known = optionsOf(command).find(
        (one) => one.long === word.replace(/=.*$/s, '') || one.short === word,
      )
      if (known !== undefined) seen.add(known)
      if (known?.required === true && !word.includes('=')) option = known
    } else if (command === program && word === 'help') helping = true
    else {
      const next = given === 0 ? command.commands.find((one) => one.name() === word) : undefined
      if (next === undefined) given += 1
      else command = next
    }
  }
  return { command, given, ...(option !== undefined && { option }), seen, plainOnly, helping }
}

/** Its own and those that every command takes. */
function optionsOf(command: Command): readonly Option[] {
  const outer = command.parent === null ? [] : optionsOf(command.parent)
  return [...command.options, ...outer].filter(({ hidden }) => !hidden)
}

async function at(place: Place, typed: string, ask: Ask): Promise<Completion> {
  const { command, given, option, plainOnly, helping } = place
  if (option !== undefined) return values(option, kindOfOption(command, option), ask)
  if (typed.startsWith('-') && !plainOnly) {
    const [long = ''] = typed.split('=')
    if (!typed.includes('=')) return options(place)
    const named = optionsOf(command).find((one) => one.long === long)
    if (named === undefined) return NOTHING
    const { candidates, files } = await values(named, kindOfOption(command, named), ask)
    return { files, candidates: candidates.map((one) => ({ ...one, value: `${long}=${one.value}` })) }
  }
  if (command.commands.length > 0 && given === 0) return commands(command, helping)
  const taken = command.registeredArguments
  const last = taken.at(-1)
  const argument = taken[given] ?? (last?.variadic === true ? last : undefined)
  return argument === undefined || helping
    ? NOTHING
    : values(argument, kindOfArgument(command, argument), ask)
}

function commands(command: Command, helping: boolean): Completion {
  const own = command
    .createHelp()
    .visibleCommands(command)
    .filter((one) => !(helping && one.name() === 'help'))
  return {
    files: false,
    candidates: own.map((one) => ({ value: one.name(), description: one.summary() || one.description() })),
  }
}

function options({ command, seen }: Place): Completion {
  const all = optionsOf(command).filter((one) => !seen.has(one) || one.variadic || one.parseArg !== undefined)
  const help = { value: '--help', description: 'show help' }
  return {
    files: false,
    candidates: [
      ...all.flatMap(({ long, description }) => (long ? [{ value: long, description }] : [])),
      help,
    ],
  }
}

async function values(taker: Argument | Option, kind: ValueKind | undefined, ask: Ask): Promise<Completion> {
  const { argChoices } = taker
  if (argChoices !== undefined) return { files: false, candidates: argChoices.map((value) => ({ value })) }
  if (kind === undefined) return NOTHING
  return kind === 'file'
    ? { candidates: [], files: true }
    : { candidates: (await ask(kind)).filter(({ value }) => value !== ''), files: false }
}
