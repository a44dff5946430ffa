/**
 * TOML with more than its first mistake: what cannot be read is told and left out, and what comes after it is read. What is
 * left out is a statement with all its lines, after a bad header all of its table, so that one slip is told once.
 */
import { parse as parseToml, TomlError } from 'smol-toml'
import type { Place } from './locate.ts'

export interface Parsed {
  readonly document: Readonly<Record<string, unknown>>
  /** The text as it was parsed: what was left out is blank, all else is where it was. */
  readonly text: string
  readonly mistakes: readonly (Place & { readonly message: string })[]
}

/** A file with more mistakes than this is no configuration. */
const MOST = 20

export function parse(source: string): Parsed {
  const mistakes: (Place & { message: string })[] = []
  let text = source
  for (;;) {
    try {
      return { document: parseToml(text), text, mistakes }
    } catch (thrown) {
      if (!(thrown instanceof TomlError)) throw thrown
      const { line, column, message } = thrown
      mistakes.push({ line, column, message: sentence(message) })
      const rest = without(text, line)
      if (mistakes.length === MOST || rest === text) return { document: {}, text: '', mistakes }
      text = rest
    }
  }
}

/** The first line alone: the others show the text, and with it what may be a secret. */
function sentence(message: string): string {
  const [first = ''] = message.split('\n')
  const said = first.replace(/^Invalid TOML document: /, '')
  return ADVICE.get(said) ?? said
}

const ADVICE = new Map([
  ['invalid value', 'this is no value of TOML: a text stands in quotation marks'],
  ['unfinished numeric value', 'this is no number of TOML: what has a unit stands in quotation marks'],
  ['illegal leading zero', 'a number has no leading zeroes: what is to keep them stands in quotation marks'],
  ['trying to redefine an already defined value', 'this is written twice: leave one of them out'],
  ['trying to redefine an already defined table or value', 'this is written twice: leave one of them out'],
  ['unfinished string', 'the text has no end: the closing quotation mark is missing'],
  ['unfinished array', 'the list has no end: the closing bracket is missing'],
  ['unfinished table', 'the table has no end: the closing brace is missing'],
  ['expected comma or end of structure', 'a comma or the end of the list is missing before this'],
  ['incomplete key-value: cannot find end of key', 'a key without a value: write KEY = VALUE'],
  [
    'each key-value declaration must be followed by an end-of-line',
    'something follows that does not belong there: a text stands in quotation marks, a comment behind #',
  ],
])

/** Blank from the beginning of the statement that `line` (from 1) is part of to the next statement. */
function without(text: string, line: number): string {
  const lines = text.split('\n')
  const at = line - 1
  let first = at
  // A list that is not closed is found out at the statement after it.
  while (first > Math.max(0, at - MOST_LINES) && !isStart(lines, first)) first -= 1
  const end = HEADER.test(lines[first] ?? '') ? HEADER : STATEMENT
  let last = Math.max(first + 1, at)
  while (last < lines.length && !end.test(lines[last] ?? '')) last += 1
  return lines.map((one, index) => (index >= first && index < last ? '' : one)).join('\n')
}

/** Whether a statement begins here: all before it is whole. */
function isStart(lines: readonly string[], at: number): boolean {
  if (!STATEMENT.test(lines[at] ?? '')) return false
  try {
    parseToml(lines.slice(0, at).join('\n'))
    return true
  } catch {
    return false
  }
}

/** A statement of more lines is looked for no further. */
const MOST_LINES = 100

const HEADER = /^\s*\[\[?\s*[A-Za-z0-9_"'-]/
const STATEMENT = /^\s*(?:\[\[?\s*[A-Za-z_-]|(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')\s*[.=])/
