/** `dialtone why [NAME]`: why a dial interface, a connection or a modem is as it is, and what would change it. */
import { formatDuration, Milliseconds } from '../../../base/index.ts'
import type {
  Explanation,
  ExplanationPart,
  ExplanationStanding,
  ExplanationStep,
} from '../../../core/index.ts'
import type { Define } from '../command-entry.ts'
import type { Context } from '../context.ts'
import { sourcesOf, type Style } from '../output.ts'
import { plain } from '../text/plain.ts'
import { ago, dateAndTime } from '../text/time.ts'

export const why: Define = (command, context) => {
  command
    .description(
      'Say why a dial interface, a connection or a modem is as it is, what would change it and what happens next. ' +
        'Without a name: everything that is blocked.',
    )
    .argument('[name]', 'name or id; a modem and its connection have the same name, and both are explained')
    .addHelpText(
      'after',
      `
Examples:
  $ npx dialtone why
  $ npx dialtone why modem0
  $ npx dialtone why branch --json`,
    )
    .action(async (name: string | undefined) => {
      const { output, service } = context
      const found = name === undefined ? await service.attention() : await service.why({ name })
      if (output.json) output.document(found)
      else if (found.length === 0) {
        output.note('Nothing needs attention.')
        // A modem that nobody drives is none of those that are looked at.
        if ((await service.modems()).length === 0) {
          output.note('There is no modem; "dialtone doctor" says what keeps one from being driven.')
        }
      } else show(context, found)
    })
}

/** What is said of a modem once need not be said again of what rests on it. */
function show({ output, host }: Context, all: readonly Explanation[]): void {
  const said = new Set<string>()
  const isNew = (key: string): boolean => !said.has(key) && said.add(key) === said
  for (const [index, one] of all.entries()) {
    if (index > 0) output.line()
    output.paragraph(plain(one.summary), { style: STYLE[one.standing] ?? 'bold' })
    const steps = one.steps.filter((step) => isNew(subjectOf(step)))
    if (steps.length > 0) {
      output.table(
        [
          { title: '' },
          { title: 'PART' },
          { title: 'STATE', spare: 1 },
          { title: 'SINCE', spare: 2 },
          { title: 'WHY', least: 24, wraps: true },
        ],
        steps.map((step) => [
          { text: MARK[step.standing], style: (text) => output.style(STYLE[step.standing] ?? 'dim', text) },
          NAMES[step.part],
          step.state,
          step.since === undefined ? '' : ago(step.since, host.clock.now()).replace(/^for /, ''),
          whyText(step),
        ]),
      )
    }
    const { lastError, remedies, next } = one
    output.fields([
      ...(lastError === undefined
        ? []
        : [['Last error', `${lastError.message} (${lastError.code})`] as const]),
      ...(lastError === undefined ? [] : sourcesOf(lastError)).map(
        ([who, words]) => [`The ${who} said`, words] as const,
      ),
      ...(next === undefined ? [] : [['Next', `${when(next.at, host.clock.now())}: ${next.text}`] as const]),
    ])
    for (const { text, command } of remedies) {
      if (!isNew(text + (command ?? ''))) continue
      output.paragraph(`${plain(text)}${command === undefined ? '.' : ':'}`, { mark: '→ ' })
      if (command !== undefined) output.line(`    ${output.style('cyan', plain(command))}`)
    }
  }
}

/** What a row is about. A data path that is absent is so for a reason of the whole machine, whichever interface it is for. */
function subjectOf({ part, name, state, text }: ExplanationStep): string {
  return part === 'data-path' && state === 'absent' ? `${part} ${text}` : `${part} ${name}`
}

const NAMES: Record<ExplanationPart, string> = {
  'dial-interface': 'dial interface',
  'data-path': 'data path',
  connection: 'connection',
  'packet-service': 'packet service',
  registration: 'registration',
  sim: 'SIM',
  radio: 'radio',
  modem: 'modem',
}

const MARK: Record<ExplanationStanding, string> = {
  well: '✓',
  held: '–',
  busy: '…',
  unclear: '?',
  blocked: '✗',
}

const STYLE: Partial<Record<ExplanationStanding, Style>> = { well: 'green', busy: 'yellow', blocked: 'red' }

function whyText({ text, facts }: ExplanationStep): string {
  const more = facts
    .map(({ name, value }) => `${name.toLowerCase()} ${value}`)
    .filter((words) => !text.includes(words))
    .join(', ')
  return more === '' ? text : `${text} (${more})`
}

function when(at: number, now: number): string {
  return `${dateAndTime(at)}, in ${formatDuration(Milliseconds(Math.max(0, at - now)))}`
}
