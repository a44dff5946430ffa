/** The manual page, section 1, made from the commands themselves: man(7) macros, which every formatter knows. */
import type { Command, Option } from 'commander'
import { pathOf } from './completion/value-kind.ts'
import { TOPICS } from './topic.ts'

/** `whole`: the program with all its commands. */
export function manPage(whole: Command, version: string): string {
  const lines = [
    `.TH DIALTONE 1 "" "Dialtone ${version}" "User Commands"`,
    // Ragged on the right: what is to be typed is long, and holes between words are no help.
    '.ad l',
    '.nh',
    '.SH NAME',
    'dialtone \\- connection manager for mobile broadband modems',
    '.SH SYNOPSIS',
    '.B dialtone',
    '[\\fIoptions\\fR] \\fIcommand\\fR [\\fIarguments\\fR]',
    '.SH DESCRIPTION',
    ...paragraph(whole.description()),
    '.PP',
    ...paragraph(
      'Most commands are clients of the service of this machine, which "dialtone serve" runs, or of a remote router.',
    ),
    '.SH OPTIONS',
    'These are taken by every command.',
    ...whole.options.flatMap(optionLines),
    '.SH COMMANDS',
    ...whole.commands.flatMap((command) => [
      `.SS ${escaped(command.name())}`,
      ...leavesOf(command).flatMap(entry),
    ]),
    '.SH EXIT STATUS',
    ...literal(TOPICS['exit-codes']?.() ?? ''),
    '.SH ENVIRONMENT',
    ...literal(TOPICS.environment?.() ?? ''),
    '.SH NAMES',
    ...paragraph(TOPICS.names?.() ?? ''),
    '.SH EXAMPLES',
    ...literal(
      [
        'dialtone serve --virtual          # run the service with a virtual modem',
        'dialtone profile add my.xml       # add settings to connect with',
        'dialtone connect internet         # connect with them',
        'dialtone why                      # what needs attention',
      ].join('\n'),
    ),
    '.SH SEE ALSO',
    '.BR mbimcli (1),',
    '.BR ModemManager (8)',
  ]
  return `${lines.join('\n')}\n`
}

function leavesOf(command: Command): readonly Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(leavesOf)
}

function entry(command: Command): readonly string[] {
  const taken = command.registeredArguments.map((argument) => {
    const name = `\\fI${escaped(argument.name())}\\fR${argument.variadic ? '...' : ''}`
    return argument.required ? name : `[${name}]`
  })
  const options = command.options.filter(({ hidden }) => !hidden)
  return [
    '.TP',
    [
      `\\fBdialtone ${escaped(pathOf(command))}\\fR`,
      ...(options.length > 0 ? ['[\\fIoptions\\fR]'] : []),
      ...taken,
    ].join(' '),
    ...paragraph(command.description()),
    ...(options.length === 0 ? [] : ['.RS', ...options.flatMap(optionLines), '.RE']),
  ]
}

function optionLines(option: Option): readonly string[] {
  const choices = option.argChoices === undefined ? '' : `: ${option.argChoices.join(', ')}`
  return ['.TP', `\\fB${escaped(option.flags)}\\fR`, ...paragraph(`${option.description}${choices}`)]
}

/** Running text, a blank line for a new paragraph. */
function paragraph(text: string): readonly string[] {
  return text.split('\n').map((line) => (line.trim() === '' ? '.PP' : guarded(escaped(line))))
}

/** Lines as they stand. */
function literal(text: string): readonly string[] {
  return ['.nf', ...text.split('\n').map((line) => (line === '' ? '.sp' : guarded(escaped(line)))), '.fi']
}

/** What the formatter would take for its own; a hyphen that is to be typed is written as a minus. */
function escaped(text: string): string {
  return (
    text
      .replaceAll('\\', '\\e')
      .replaceAll('-', '\\-')
      .replaceAll("'", '\\(aq')
      .replaceAll('`', '\\(ga')
      .replaceAll('^', '\\(ha')
      .replaceAll('~', '\\(ti')
      .replaceAll('…', '...')
      // A word that no line may hold is broken where a reader would.
      .replace(/\S{24,}/g, (word) =>
        word.replaceAll('\\-', '\\-\\:').replaceAll('|', '|\\:').replaceAll('/', '/\\:'),
      )
  )
}

/** A line that begins with a full stop is a request. */
function guarded(line: string): string {
  return line.startsWith('.') ? `\\&${line}` : line
}
