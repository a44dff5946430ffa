/**
 * A page of the documents as somebody follows it at a terminal: what to type, in order, and what is to be seen then.
 *
 * Lines of `console` blocks that begin with `$ ` are typed (`# ` where the block begins so: by root), what follows is their output, and a
 * last line `^C` interrupts. Comments that a reader does not see, directly before a block, say what a terminal cannot tell:
 *
 *     <!-- not run: WHY -->           nothing of the block is done
 *     <!-- file: NAME -->             the block is the text of a file
 *     <!-- anew: WHY -->              all that runs is ended first
 *     <!-- service: WORDS -->         a service runs from here on, `dialtone` with these words, and its modem is registered
 *     <!-- before: SHELL -->          typed first, and not shown
 *     <!-- stays: TEXT -->            a service: it goes on, and the page with it once it has said TEXT (`A | B`: one of these). Means
 *                                     the commands with `&`, where there are any, else all of the block
 *     <!-- until: TEXT -->            endless: the last command is interrupted once it has said TEXT
 *     <!-- fails: WHY -->             the last command may fail
 *     <!-- meanwhile (TEXT): SHELL --> done from another terminal once the last command has said TEXT
 */

export interface Command {
  readonly text: string
  /** What is shown of its output; nothing where nothing is. */
  readonly output?: string
  /** What is shown after Ctrl-C. */
  readonly ending?: string
  readonly mayFail?: boolean
  /** What it says before it is left running. */
  readonly stays?: readonly string[]
  /** What it says before it is interrupted. */
  readonly until?: string
  readonly meanwhile?: { readonly after: string; readonly text: string }
}

export type Step =
  | { readonly type: 'end'; readonly line: number }
  | { readonly type: 'run'; readonly line: number; readonly commands: readonly Command[] }
  | { readonly type: 'file'; readonly line: number; readonly name: string; readonly text: string }
  | { readonly type: 'left'; readonly line: number; readonly why: string }

interface Marks {
  readonly [name: string]: string | undefined
}

const BLOCK = /((?:^ *<!--(?:[^-]|-(?!->))*-->\n+)*)^( *)```(\w*)\n([^]*?)^\2```$/gm
const MARK = /<!-- *([a-z ]+?)(?: *\(([^)]*)\))?: *([^]*?) *-->/g

/** @throws Error for a block that is neither run nor marked, and for a mark that means nothing */
export function stepsOf(markdown: string): readonly Step[] {
  return Array.from(markdown.matchAll(BLOCK)).flatMap((match) => {
    const [whole, before = '', indent = '', language = '', body = ''] = match
    const line = markdown.slice(0, match.index + whole.indexOf('```')).split('\n').length
    const text = body.replaceAll(new RegExp(`^${indent}`, 'gm'), '')
    const { marks, after } = marksOf(before)
    const hidden = hiddenCommands(marks)
    const step = stepOf(line, language, text, marks, after)
    return [
      ...(marks['anew'] === undefined ? [] : [{ type: 'end', line } as const]),
      ...(hidden.length > 0 ? [{ type: 'run', line, commands: hidden } as const] : []),
      ...(step === undefined ? [] : [step]),
    ]
  })
}

function hiddenCommands({ service, before }: Marks): readonly Command[] {
  return [
    ...(service === undefined
      ? []
      : [{ text: `dialtone ${service} --log-format human`, stays: ['packet service attached'] }]),
    ...(before === undefined ? [] : before.split('\n').map((line) => ({ text: line.trim() }))),
  ]
}

const MARKS = ['not run', 'file', 'anew', 'service', 'before', 'stays', 'until', 'fails', 'meanwhile']

function marksOf(text: string): { readonly marks: Marks; readonly after: string } {
  const found = Array.from(text.matchAll(MARK))
  const unknown = found.find(([, name = '']) => !MARKS.includes(name))
  if (unknown !== undefined) throw new Error(`there is no mark "${unknown[1] ?? ''}"`)
  return {
    marks: Object.fromEntries(found.map(([, name = '', , value = '']) => [name, value])),
    after: found.find(([, name]) => name === 'meanwhile')?.[2] ?? '',
  }
}

function stepOf(line: number, language: string, text: string, marks: Marks, after: string): Step | undefined {
  if (marks['not run'] !== undefined) return { type: 'left', line, why: marks['not run'] }
  if (marks['file'] !== undefined) return { type: 'file', line, name: marks['file'], text }
  if (language === 'console') return { type: 'run', line, commands: commandsOf(text, marks, after) }
  // Another test holds that it is a file of examples/, which is compiled and run.
  if (language === 'ts') return undefined
  throw new Error(`line ${line}: a block of ${language || 'no language'} is neither used nor marked`)
}

function commandsOf(text: string, marks: Marks, after: string): readonly Command[] {
  const prompt = text.startsWith('# ') ? '# ' : '$ '
  const typed = text.replaceAll(/\\\n\s*/g, '').split(new RegExp(`^\\${prompt}`, 'm'))
  const [above, ...parts] = typed
  if (above !== '') throw new Error(`a block begins with what nobody typed: ${above?.split('\n')[0] ?? ''}`)
  const areServices = !parts.some((part) => isLeft(firstLine(part)))
  return parts.map((part, index) => {
    const first = firstLine(part)
    const shown = part.slice(part.indexOf('\n') + 1)
    const [output = '', ending] = shown.split(/^\^C\n/m)
    const last = index === parts.length - 1
    const stays = marks['stays']?.split(' | ')
    return {
      text: first.replace(/ &$/, ''),
      ...(output.trim() !== '' && { output }),
      ...(ending !== undefined && { ending }),
      ...(stays !== undefined && (areServices || isLeft(first)) && { stays }),
      ...(last && marks['fails'] !== undefined && { mayFail: true }),
      ...(last && marks['until'] !== undefined && { until: marks['until'] }),
      ...(last && marks['meanwhile'] !== undefined && { meanwhile: { after, text: marks['meanwhile'] } }),
    }
  })
}

const firstLine = (text: string): string => (text.split('\n', 1)[0] ?? '').replace(/\s+#\s.*$/, '')

const isLeft = (command: string): boolean => command.endsWith(' &')
