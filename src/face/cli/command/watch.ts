/** `dialtone watch`: what happens as it happens, resuming by itself when the service goes away and comes back. */
import {
  cursorOf,
  isEvent,
  Teller,
  watchResuming,
  type Snapshot,
  type WatchInput,
  type WatchItem,
} from '../../../api/index.ts'
import { compact } from '../../../base/index.ts'
import { formatCursor } from '../../../core/index.ts'
import type { Define } from '../command-entry.ts'
import type { Context } from '../context.ts'
import { plain } from '../text/plain.ts'
import { timeOfDay } from '../text/time.ts'
import { toneStyle } from './state-style.ts'

export const watch: Define = (command, context) => {
  command
    .description(
      'Show what happens as it happens: what there is now, or what was missed since a cursor, then every event. ' +
        'Goes on when the service restarts. Ctrl-C ends it and prints the cursor to go on from.',
    )
    .option('--since <cursor>', 'begin after this event: a number of the present epoch, or epoch-number')
    .option(
      '--type <type...>',
      'only events of these types: connection.changed, or all of a kind: connection.*',
    )
    .option('--modem <name...>', 'only events of these modems and their connections')
    .option('--connection <name...>', 'only events of these connections')
    .option('--interface <name...>', 'only events of these dial interfaces')
    .addHelpText(
      'after',
      `
With --json: one JSON object a line, first {"type":"snapshot",…}, or {"type":"gap",…} where events were lost; with a
filter also {"type":"cursor",…}, which says how far the journal has come with nothing that was asked for.

Examples:
  $ npx dialtone watch
  $ npx dialtone watch --since 41
  $ npx dialtone watch --type 'connection.*' --modem modem0
  $ npx dialtone watch --json | jq -r 'select(.type == "connection.changed") | .data.state'`,
    )
    .action(({ interface: dialInterface, ...options }: Options) =>
      run(context, compact({ ...options, dialInterface })),
    )
}

interface Options extends WatchInput {
  readonly interface?: readonly string[]
}

async function run(context: Context, input: WatchInput): Promise<void> {
  const { since } = input
  const { output, service, host } = context
  const signal = AbortSignal.any([context.interruption, host.stdout.closed])
  const teller = new Teller()
  if (!output.json && since !== undefined) {
    const snapshot = await service.snapshot()
    teller.learn({ type: 'snapshot', ...snapshot })
    noteAbsent(context, input, snapshot)
  }
  let last: string | undefined
  let away = false as boolean // set by the callback, out of the compiler's sight
  const items = watchResuming(service, {
    ...input,
    signal,
    clock: host.clock,
    onInterruption: () => {
      if (!away) output.note(output.noteStyle('yellow', 'The service has gone; waiting for it to come back.'))
      away = true
    },
  })
  for await (const item of items) {
    if (away) output.note(output.noteStyle('green', 'The service is back.'))
    away = false
    last = cursorOf(item)
    if (item.type === 'snapshot') noteAbsent(context, input, item)
    if (output.json) await output.record(item)
    else await tell(context, teller, item)
    if (signal.aborted) break
  }
  if (last !== undefined) {
    output.note(output.noteStyle('dim', `\nTo go on from here: dialtone watch --since ${last}`))
  }
}

async function tell({ output, host }: Context, teller: Teller, item: WatchItem): Promise<void> {
  teller.learn(item)
  if (item.type === 'snapshot' || item.type === 'gap') {
    if (item.type === 'gap') {
      output.line(
        output.style(
          'yellow',
          `Events after ${formatCursor(item.since)} are ${GAP[item.reason]}; this is what is now:`,
        ),
      )
    }
    for (const line of summary(item)) output.line(line)
    output.line(output.style('dim', `at ${cursorOf(item)}; waiting for events`))
  } else if (isEvent(item)) {
    const { subject, text, tone, again } = teller.tell(item)
    if (again === true) return
    const style = toneStyle(tone)
    const words = plain(text)
    output.line(
      `${output.style('dim', timeOfDay(item.time))}  ${output.style('bold', plain(subject).padEnd(8))}  ` +
        (style === undefined ? words : output.style(style, words)),
    )
  }
  await host.stdout.flushed()
}

/** Whoever mistypes a name would wait in vain. */
function noteAbsent({ output }: Context, { modem = [] }: WatchInput, { modems }: Snapshot): void {
  for (const called of modem) {
    if (modems.some(({ id, name }) => id === called || name === called)) continue
    output.note(output.noteStyle('yellow', `There is no modem ${plain(called)} yet; waiting for it.`))
  }
}

const GAP = {
  compacted: 'no longer kept',
  lost: 'gone: the machine lost power, or a backup was put back',
  unknown: 'not known to this service',
} as const

function summary({
  modems,
  connections,
}: WatchItem & { readonly type: 'snapshot' | 'gap' }): readonly string[] {
  if (modems.length === 0) return ['No modem.']
  return modems.map((modem) => {
    const own = connections.filter((one) => one.modem === modem.id).map((one) => `${one.name} ${one.state}`)
    return plain([`${modem.name} is ${modem.state}`, ...own].join(', '))
  })
}
