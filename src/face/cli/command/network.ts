/** `dialtone network show|intervals|timeline|plan|set-plan|remove-plan`. */
import { InvalidArgumentError, Option } from 'commander'
import { formatDuration, Milliseconds, Seconds, type Instant } from '../../../base/index.ts'
import type { ConnectivityLevel, DataPlan, DataPlanStatus, NetworkConnection } from '../../../core/index.ts'
import type { Timeline } from '../../../api/index.ts'
import type { Define } from '../command-entry.ts'
import type { Context } from '../context.ts'
import type { Style } from '../output.ts'
import { formatBytes, parseBytes } from '../text/bytes.ts'
import { plain, textWidth } from '../text/plain.ts'
import { timeAxis } from '../text/time-axis.ts'
import { dateAndTime } from '../text/time.ts'
import { only } from './only.ts'
import { moment } from './usage.ts'

interface PlanOptions {
  readonly cost: DataPlan['cost']
  readonly limit?: number
  readonly billingDay?: number
  readonly counted?: number
  readonly nearAt?: number
  readonly backgroundRestricted?: true
}

interface IntervalOptions {
  readonly since?: (now: Instant) => Instant
  readonly until?: (now: Instant) => Instant
}

export const network: Define = (command, context) => {
  command
    .command('show', { isDefault: true })
    .description('Show how far each connection reaches, what it costs, and which one to prefer.')
    .action(() => show(context))
  command
    .command('intervals')
    .description('Show when a connection was up.')
    .argument('[connection]', 'name or id; the only one when left out')
    .option('--since <time>', 'a time ago (12h, 7d) or a date; thirty days ago when left out', moment)
    .option('--until <time>', 'until when, in the same words; now when left out', moment)
    .action((name: string | undefined, options: IntervalOptions) => intervals(context, name, options))
  command
    .command('timeline')
    .description('Show when which connection and dial interface was up.')
    .option('--since <time>', 'a time ago (12h, 7d) or a date; a day ago when left out', moment)
    .option('--until <time>', 'until when, in the same words; now when left out', moment)
    .action((options: IntervalOptions) => timeline(context, options))
  command
    .command('lan')
    .description('List the LANs that this computer is on, and its loopback: nobody dials them.')
    .action(async () => {
      const { output, service } = context
      const all = await service.lanInterfaces()
      if (output.json) output.document(all)
      else {
        output.table(
          [{ title: 'NUMBER', align: 'right' }, { title: 'NAME' }, { title: 'KIND' }, { title: 'STATE' }],
          all.map(({ index, name, kind, up }) => [index.toString(), name, kind, up ? 'up' : 'down']),
        )
      }
    })
  command
    .command('plan')
    .description('Show the data plan of a SIM and how much of it is used.')
    .argument('[modem]', 'name or id; the only one when left out')
    .action(async (name: string | undefined) => {
      const modem = await modemCalled(context, name)
      showPlan(context, await context.service.dataPlan({ modem }))
    })
  command
    .command('set-plan')
    .description('Set the data plan of a SIM. It is told where it is used up; nothing is cut off.')
    .argument('[modem]', 'name or id; the only one when left out')
    .addOption(
      new Option('--cost <type>', 'free, free up to the limit, or paid by the byte')
        .choices(['unrestricted', 'fixed', 'variable'])
        .default('fixed'),
    )
    .option('--limit <bytes>', 'in one billing cycle: 500MB, 10GB', bytes)
    .option('--billing-day <day>', 'day of the month on which a cycle begins, 1 to 31', number)
    .option('--counted <bytes>', 'what the operator says is used by now in this cycle', bytes)
    .option('--near-at <share>', 'from which share of the limit on it is near, 0 to 1', number)
    .option('--background-restricted', 'programs are to transfer only what a person waits for')
    .action((name: string | undefined, options: PlanOptions) => setPlan(context, name, options))
  command
    .command('remove-plan')
    .description('Forget the data plan of a SIM.')
    .argument('[modem]', 'name or id; the only one when left out')
    .action(async (name: string | undefined) => {
      const modem = await modemCalled(context, name)
      await context.service.removeDataPlan({ modem })
      if (context.output.json) context.output.document({})
      else context.output.line('The data plan is forgotten')
    })
}

const STYLES: Record<ConnectivityLevel, Style> = {
  none: 'dim',
  local: 'yellow',
  constrained: 'yellow',
  internet: 'green',
}

async function show({ output, service }: Context): Promise<void> {
  const status = await service.network()
  if (output.json) {
    output.document(status)
    return
  }
  if (status.connections.length === 0) {
    output.note('There is no connection: no modem is registered.')
    return
  }
  output.table(
    [
      { title: 'CONNECTION' },
      { title: 'REACHES' },
      { title: 'COST', least: 8 },
      { title: 'NETWORK', least: 10 },
      { title: 'SIGNAL' },
      { title: 'USED', align: 'right' },
    ],
    status.connections.map((one) => [
      one.id === status.preferred ? `${one.name} *` : one.name,
      { text: one.level, style: (text) => output.style(STYLES[one.level], text) },
      costOf(one),
      [one.provider?.name, one.dataClass?.toUpperCase()].filter((word) => word).join(', '),
      one.signalBars === undefined ? '' : `${one.signalBars} of 5`,
      one.plan === undefined ? '' : usedOf(one.plan),
    ]),
  )
  for (const { name, level, reason } of status.connections) {
    if (level !== 'internet') output.note(`${name}: ${reason.text}`)
  }
}

function costOf({ cost }: NetworkConnection): string {
  return [
    cost.type,
    cost.roaming ? 'roaming' : '',
    cost.overLimit ? 'over limit' : cost.nearLimit ? 'near limit' : '',
    cost.backgroundRestricted ? 'no background traffic' : '',
  ]
    .filter((word) => word !== '')
    .join(', ')
}

function usedOf({ used, limit }: DataPlanStatus): string {
  return limit === undefined ? formatBytes(used) : `${formatBytes(used)} of ${formatBytes(limit)}`
}

async function intervals(
  context: Context,
  name: string | undefined,
  options: IntervalOptions,
): Promise<void> {
  const { output, service, host } = context
  const now = host.clock.now()
  const connection = name ?? only(await service.connections(), 'connection').id
  const found = await service.intervals({
    connection,
    ...(options.since && { from: options.since(now) }),
    ...(options.until && { to: options.until(now) }),
  })
  if (output.json) output.document(found)
  else if (found.length === 0) output.note('It was not connected in this time.')
  else {
    output.table(
      [{ title: 'FROM' }, { title: 'TO' }, { title: 'FOR', align: 'right' }, { title: '' }],
      found.map(({ start, end, roaming }) => [
        dateAndTime(start),
        end === undefined ? '' : dateAndTime(end),
        formatDuration(Milliseconds(Math.max(0, (end ?? now) - start))),
        roaming ? 'roaming' : '',
      ]),
    )
  }
}

/** Characters of a line of time: as many as the terminal has room for. */
const LINE = { least: 16, most: 48 } as const

async function timeline({ output, service, host }: Context, options: IntervalOptions): Promise<void> {
  const now = host.clock.now()
  const found = await service.timeline({
    ...(options.since && { from: options.since(now) }),
    ...(options.until && { to: options.until(now) }),
  })
  if (output.json) {
    output.document(found)
    return
  }
  const { from, to } = found
  const rows = [
    ...found.connections.map((one) => ({ ...one, what: 'connection' })),
    ...found.dialInterfaces.map((one) => ({ ...one, what: 'dial interface' })),
  ]
  output.note(`From ${dateAndTime(from)} to ${dateAndTime(to)}`)
  const told = rows.map(({ name, what, since, intervals }) => {
    const up = intervals.reduce((sum, { start, end = to }) => sum + Math.max(0, end - start), 0)
    const length = up === 0 ? 'never' : formatDuration(Seconds(Math.max(1, Math.round(up / 1000))))
    return { cells: [name, what, length], since, intervals }
  })
  // Beside the widest of what stands before it, and the two blanks between columns.
  const before = [0, 1, 2].map(
    (column) => 2 + Math.max(4, ...told.map(({ cells }) => textWidth(plain(cells[column] ?? '')))),
  )
  const room = (host.stdout.columns ?? Infinity) - before.reduce((sum, width) => sum + width)
  const width = Math.max(LINE.least, Math.min(LINE.most, room))
  output.table(
    [
      { title: 'NAME' },
      { title: '', spare: 1 },
      { title: 'UP', align: 'right' },
      { title: timeAxis(from, to, width) },
    ],
    told.map(({ cells, since, intervals }) => [...cells, line(intervals, { from, since, to, width })]),
  )
}

/**
 * A character for each piece of the time: full where it was up all the while, half where it was for some of it, blank where
 * nobody knows.
 */
function line(
  intervals: Timeline['dialInterfaces'][number]['intervals'],
  {
    from,
    since,
    to,
    width,
  }: { readonly from: number; readonly since: number; readonly to: number; readonly width: number },
): string {
  const piece = (to - from) / width
  return Array.from({ length: width }, (_, index) => {
    const begin = from + index * piece
    if (begin + piece <= since) return ' '
    const up = intervals.reduce(
      (sum, { start, end = to }) => sum + Math.max(0, Math.min(end, begin + piece) - Math.max(start, begin)),
      0,
    )
    // Sums of fractions miss the whole by a hair.
    return up === 0 ? '·' : up >= piece * 0.999 ? '█' : '▒'
  }).join('')
}

async function setPlan(context: Context, name: string | undefined, options: PlanOptions): Promise<void> {
  const { counted, ...plan } = options
  const modem = await modemCalled(context, name)
  const status = await context.service.setDataPlan({
    modem,
    ...plan,
    ...(counted !== undefined && { counted: { bytes: counted, at: context.host.clock.now() } }),
  })
  showPlan(context, status)
}

function showPlan({ output }: Context, plan: DataPlanStatus): void {
  if (output.json) {
    output.document(plan)
    return
  }
  const left = plan.overLimit ? ': over the limit' : plan.nearLimit ? ': near the limit' : ''
  output.fields([
    ['Cost', plan.cost],
    ['Used', `${usedOf(plan)}${left}`],
    ['Since', dateAndTime(plan.since)],
    ...(plan.nextCycle === undefined ? [] : [['Next cycle', dateAndTime(plan.nextCycle)] as const]),
    ...(plan.backgroundRestricted === true ? [['Background', 'no traffic'] as const] : []),
  ])
}

async function modemCalled({ service }: Context, name: string | undefined): Promise<string> {
  return name ?? only(await service.modems(), 'modem').name
}

function bytes(text: string): number {
  const value = parseBytes(text)
  if (value === undefined) throw new InvalidArgumentError('It has to be an amount of data: 500MB, 10GB.')
  return value
}

function number(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('It has to be a number.')
  return value
}
