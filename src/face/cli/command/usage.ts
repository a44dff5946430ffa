/** `dialtone usage [NAME]`. */
import { InvalidArgumentError, Option } from 'commander'
import { formatDuration, Milliseconds, type Instant } from '../../../base/index.ts'
import type { SplitAmount, Usage, UsageGranularity } from '../../../core/index.ts'
import type { Define } from '../command-entry.ts'
import type { Context } from '../context.ts'
import type { Cell } from '../text/table.ts'
import { formatBytes } from '../text/bytes.ts'
import { dateAndTime } from '../text/time.ts'
import { only } from './only.ts'

type Since = (now: Instant) => Instant

interface UsageOptions {
  readonly since?: Since
  readonly until?: Since
  readonly by: UsageGranularity
}

const GRANULARITIES: readonly UsageGranularity[] = ['minute', 'hour', 'day', 'total']

export const usage: Define = (command, context) => {
  command
    .argument('[name]', 'modem (all that its SIM transferred) or connection; the only modem when left out')
    .option('--since <time>', 'a time ago (12h, 7d) or a date; thirty days ago when left out', moment)
    .option('--until <time>', 'until when, in the same words; now when left out', moment)
    .addOption(
      new Option('--by <span>', 'how finely; days are those of UTC').choices(GRANULARITIES).default('day'),
    )
    .addHelpText(
      'after',
      `
Examples:
  $ npx dialtone usage
  $ npx dialtone usage modem0/1 --since 12h --by hour
  $ npx dialtone usage --since 2026-01-01 --until 2026-02-01 --by total --json`,
    )
    .action((name: string | undefined, options: UsageOptions) => run(context, name, options))
}

async function run(context: Context, name: string | undefined, options: UsageOptions): Promise<void> {
  const { output, service, host } = context
  const now = host.clock.now()
  const range = {
    granularity: options.by,
    ...(options.since && { from: options.since(now) }),
    ...(options.until && { to: options.until(now) }),
  }
  const modems = await service.modems()
  const modem = name === undefined ? only(modems, 'modem').name : name
  const isModem = modems.some((one) => one.name === modem || one.id === modem.toLowerCase())
  const used = isModem
    ? await service.modemUsage({ modem, ...range })
    : await service.connectionUsage({ connection: modem, ...range })
  if (output.json) output.document(used)
  else show(context, used)
}

function show({ output }: Context, { spans, total }: Usage): void {
  if (spans.length === 0) {
    output.note('Nothing was transferred in this time.')
    return
  }
  output.table(
    [
      { title: 'FROM' },
      { title: 'RECEIVED', align: 'right' },
      { title: 'SENT', align: 'right' },
      { title: 'ROAMING', align: 'right' },
      { title: 'CONNECTED', align: 'right' },
    ],
    [
      ...spans.map((span) => [dateAndTime(span.start).slice(0, 16), ...cells(span)]),
      ...(spans.length > 1 ? [['in all', ...cells(total)]] : []),
    ],
  )
}

function cells({ received, sent, connected, roaming }: SplitAmount): Cell[] {
  const abroad = roaming.received + roaming.sent
  return [
    formatBytes(received),
    formatBytes(sent),
    abroad === 0 ? '' : formatBytes(abroad),
    formatDuration(Milliseconds(connected)),
  ]
}

const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** `12h` before now, or a date. */
export function moment(text: string): Since {
  const [, count, unit] = /^(\d{1,6})([mhd])$/.exec(text) ?? []
  if (count !== undefined && unit !== undefined) {
    const ago = Number(count) * UNITS[unit as keyof typeof UNITS] // as the pattern has it
    return (now) => Math.max(0, now - ago)
  }
  const at = Date.parse(text)
  if (!/^\d{4}-\d\d/.test(text) || Number.isNaN(at)) {
    throw new InvalidArgumentError('It has to be a time ago (30m, 12h, 7d) or a date (2026-01-31).')
  }
  return () => at
}
