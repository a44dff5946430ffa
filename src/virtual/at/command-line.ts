/**
 * Takes a command line apart, a command at a time, as the commands before are done whatever comes after them (ITU-T V.250 §5.3
 * basic syntax, §5.4 extended syntax). What is in it came from a stranger: nothing is taken for more than a name and a text.
 */

export type Form = 'execute' | 'read' | 'test' | 'set'

export interface CommandText {
  /** `E`, `&C`, `S`, `D`, `+CREG` */
  readonly name: string
  readonly form: Form
  /** Behind the name: a number of the basic syntax, a dial string, the values of the extended one. */
  readonly text: string
  /** Of `S`. */
  readonly register?: number
}

export interface Taken {
  readonly command: CommandText
  /** Where the rest begins. */
  readonly next: number
}

/** Nothing but spaces and separators. */
export function isOver(line: string, at: number): boolean {
  return /^[\s;]*$/.test(line.slice(at))
}

/** The command that begins at `at`; nothing where none can. */
export function takeCommand(line: string, at: number): Taken | undefined {
  let start = at
  while (line[start] === ' ' || line[start] === ';') start++
  const first = line[start] ?? ''
  if (/[+*#$^]/.test(first)) return takeExtended(line, start)
  const letter = first.toUpperCase()
  if (letter === 'D') return takeDial(line, start)
  if (letter === 'S') return takeRegister(line, start)
  return takeBasic(line, start)
}

function takeBasic(line: string, start: number): Taken | undefined {
  const match = /^([&%\\]? *[a-z]) *([0-9]{0,9})(?![0-9]) */i.exec(line.slice(start))
  if (match === null) return undefined
  const [whole, name = '', text = ''] = match
  const form = text === '' ? 'execute' : 'set'
  return {
    command: { name: name.replaceAll(' ', '').toUpperCase(), form, text },
    next: start + whole.length,
  }
}

function takeRegister(line: string, start: number): Taken | undefined {
  const match = /^s *([0-9]{1,3})(?![0-9]) *(\?|= *(\?|[0-9]{0,9})(?![0-9]))? */i.exec(line.slice(start))
  if (match === null) return undefined
  const [whole, register, what, value = ''] = match
  const form = what === undefined ? 'execute' : what === '?' ? 'read' : value === '?' ? 'test' : 'set'
  return {
    command: { name: 'S', form, text: form === 'set' ? value : '', register: Number(register) },
    next: start + whole.length,
  }
}

/** Up to a semicolon, which belongs to it: it asks for a call of voice (V.250 §6.3.1). */
function takeDial(line: string, start: number): Taken {
  const end = line.indexOf(';', start)
  const next = end < 0 ? line.length : end + 1
  return { command: { name: 'D', form: 'execute', text: line.slice(start + 1, next) }, next }
}

function takeExtended(line: string, start: number): Taken | undefined {
  const match = /^([+*#$^][a-z][a-z0-9!%\-./:_]{0,31}) *(=\?|\?|=)? */i.exec(line.slice(start))
  if (match === null) return undefined
  const [whole, name = '', what] = match
  const from = start + whole.length
  const command = { name: name.toUpperCase(), text: '' }
  if (what !== '=') {
    // Commands of the extended syntax are kept apart by semicolons.
    if (from < line.length && line[from] !== ';') return undefined
    const form = what === '=?' ? 'test' : what === '?' ? 'read' : 'execute'
    return { command: { ...command, form }, next: from + 1 }
  }
  const end = endOfValues(line, from)
  return { command: { ...command, form: 'set', text: line.slice(from, end) }, next: end + 1 }
}

/** The semicolon that is in no string, or the end. */
function endOfValues(line: string, from: number): number {
  let quoted = false
  for (let at = from; at < line.length; at++) {
    if (line[at] === '"') quoted = !quoted
    else if (line[at] === ';' && !quoted) return at
  }
  return line.length
}
