/** `dialtone dial list|show|ports|plan`. */
import {
  describeDialerInFull,
  describeDialInterface,
  describeIpSettings,
  formatDialRoute,
  formatPacketRule,
} from '../../../../api/index.ts'
import { formatDuration } from '../../../../base/index.ts'
import {
  describeDialer,
  formatDialOutHours,
  type DialInterface,
  type LinkStatistics,
} from '../../../../core/index.ts'
import type { Define } from '../../command-entry.ts'
import { dateAndTime } from '../../text/time.ts'
import { dialStyle } from '../state-style.ts'

export const dialLooking: Define = (command, context) => {
  command
    .command('list')
    .description('List the dial interfaces.')
    .option('--stored', 'what the next start of the service has, beside the configuration file')
    .action(async ({ stored }: { readonly stored?: true }) => {
      const { output, service } = context
      if (stored === true) {
        const settings = await service.storedDialInterfaces()
        if (output.json) output.document(settings)
        else if (settings.length === 0) output.note('No dial interface is stored.')
        else {
          output.table(
            [{ title: 'STORED' }],
            settings.map(({ name }) => [name]),
          )
        }
        return
      }
      const all = await service.dialInterfaces()
      if (output.json) output.document(all)
      else if (all.length === 0) output.note('There is no dial interface; add one with "dialtone dial add".')
      else {
        output.table(
          [
            { title: 'INTERFACE' },
            { title: 'STATE' },
            { title: 'DIALS WITH', least: 16, wraps: true, spare: 1 },
            { title: 'WHY', least: 24, wraps: true },
          ],
          all.map((one) => {
            const style = dialStyle(one.state)
            const { dialer } = one.settings
            const by =
              dialer.kind === 'modem' && one.connected !== undefined
                ? { ...dialer, modems: [one.connected.port] }
                : dialer
            return [
              one.name,
              style === undefined
                ? one.state
                : { text: one.state, style: (text) => output.style(style, text) },
              describeDialer(by),
              one.reason.text,
            ]
          }),
        )
      }
    })
  command
    .command('show')
    .description('Show one dial interface in full: settings, state, counters.')
    .argument('<interface>', 'name or id')
    .action(async (dialInterface: string) => {
      const { output, service } = context
      const shown = await service.dialInterface({ dialInterface })
      if (output.json) output.document(shown)
      else output.fields(fieldsOf(shown))
    })
  command
    .command('ports')
    .description('List what interfaces are dialled with, and who uses it.')
    .action(async () => {
      const { output, service } = context
      const [ports, interfaces] = [await service.dialPorts(), await service.dialInterfaces()]
      if (output.json) output.document(ports)
      else {
        output.table(
          [
            { title: 'PORT', align: 'right' },
            { title: 'MODEM' },
            { title: 'CONDITION' },
            { title: 'USED BY' },
            { title: 'CALLS', align: 'right' },
          ],
          ports.map((port) => [
            port.number.toString(),
            port.name,
            port.condition,
            interfaces.find(({ id }) => id === port.dialInterface)?.name ?? '',
            port.calls.toString(),
          ]),
        )
      }
    })
  command
    .command('status')
    .description(
      'Show whether interfaces are dialled at all: demand dialling runs, is paused, or there is none.',
    )
    .action(async () => {
      const { output, service } = context
      const state = await service.demandDial()
      if (output.json) output.document(state)
      else output.line(`Demand dialling is ${state.state}`)
    })
  command
    .command('plan')
    .description('Show what an interface would configure in this machine, and touch nothing.')
    .argument('<interface>', 'name or id')
    .action(async (dialInterface: string) => {
      const { output, service } = context
      const plan = await service.planDialInterface({ dialInterface })
      const { dataPath } = await service.dialInterface({ dialInterface })
      if (output.json) output.document(plan)
      else {
        for (const line of plan.lines) output.line(line)
        // What was tried and failed is known of this interface alone.
        const obstacle = plan.obstacle ?? (dataPath.state === 'absent' ? dataPath.cause : undefined)
        if (obstacle !== undefined) output.note(`None of it is done: ${obstacle.message}`)
      }
    })
}

function fieldsOf(one: DialInterface): (readonly [string, string | readonly string[]])[] {
  const { settings, connected, lastError, nextAttempt, unreachability, dataPath } = one
  const { redial, filter, dialOutHours, dialer, credentials } = settings
  const fields: [string, string | readonly string[] | undefined][] = [
    ['Interface', one.name],
    ['Id', one.id],
    ['State', describeDialInterface(one)],
    ['Since', dateAndTime(one.since)],
    ['Unreachable', unreachability.join(', ')],
    ['Last error', lastError && `${lastError.message} (${lastError.code})`],
    ['Next attempt', nextAttempt === undefined ? undefined : dateAndTime(nextAttempt)],
    ...(connected === undefined
      ? []
      : describeIpSettings(connected.ip).map(([name, value]): [string, string] => [name, value])),
    [
      'Connection',
      connected && `${connected.number}, ${connected.direction}, since ${dateAndTime(connected.since)}`,
    ],
    ['Counters', connected?.statistics && describeStatistics(connected.statistics)],
    ['Data path', dataPath.state === 'absent' ? `none: ${dataPath.cause.message}` : dataPath.state],
    ['Enabled', settings.enabled ? 'yes' : 'no'],
    ['Type', settings.type],
    [
      'Dials',
      settings.persistent
        ? 'at once, and stays connected'
        : settings.routes.some(({ dials }) => dials)
          ? 'on demand'
          : 'by hand only: no route of it dials',
    ],
    ...describeDialerInFull(dialer).map(([name, value]): [string, string] => [name, value]),
    ['User', credentials && `${credentials.userName}${credentials.hasPassword ? ', with a password' : ''}`],
    ['Routes', settings.routes.map(formatDialRoute)],
    ['Priority', settings.priority.toString()],
    [filter?.action === 'except' ? 'All except' : 'Only', filter?.rules.map(formatPacketRule)],
    ['Hours', dialOutHours && formatDialOutHours(dialOutHours)],
    ['Time zone', dialOutHours?.timeZone],
    ['Idle timeout', idleText(settings)],
    ['Redials', `${redial.attempts}, ${formatDuration(redial.interval)} apart`],
    ['NAT', settings.nat ? 'yes' : 'no'],
    ['DNS', settings.dns ? 'yes' : 'no'],
    [
      'Stored',
      one.file === undefined
        ? one.stored
          ? 'yes'
          : 'no: a restart brings other settings'
        : `${one.file}${one.stored ? '' : ', changed since'}`,
    ],
  ]
  return fields.flatMap(([name, value]) =>
    value === undefined || value.length === 0 ? [] : [[name, value] as const],
  )
}

function idleText({ idleTimeout, persistent }: DialInterface['settings']): string {
  if (idleTimeout === 'never') return 'never'
  return `${formatDuration(idleTimeout)}${persistent ? ', of no effect while it is persistent' : ''}`
}

function describeStatistics(counters: LinkStatistics): string {
  const { bytesSent, bytesReceived, packetsSent, packetsReceived } = counters
  return `${bytesSent} bytes in ${packetsSent} packets sent, ${bytesReceived} bytes in ${packetsReceived} received`
}
