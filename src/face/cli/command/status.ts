/** `dialtone status`: modems and connections on one screen, and what needs help. */
import { describeIp, describeSim, type Snapshot } from '../../../api/index.ts'
import {
  dialNeedsHelp,
  isRegistered,
  type Connection,
  type Modem,
  type ModemState,
} from '../../../core/index.ts'
import type { Define } from '../command-entry.ts'
import type { Output, Style } from '../output.ts'
import { plain } from '../text/plain.ts'
import type { Cell } from '../text/table.ts'
import { ago } from '../text/time.ts'
import { connectionStyle, modemStyle } from './state-style.ts'

export const status: Define = (command, context) => {
  command.action(async () => {
    const snapshot = await context.service.snapshot()
    const { output } = context
    if (output.json) output.document(snapshot)
    else show(output, snapshot, context.host.clock.now())
  })
}

function show(output: Output, snapshot: Snapshot, now: number): void {
  const { service, modems, connections } = snapshot
  output.line(
    `Dialtone ${service.version}, running ${ago(service.startedAt, now)} ${output.style('dim', `(process ${service.pid})`)}`,
  )
  output.line()
  if (modems.length === 0) {
    output.line('No modem. Plug one in, or run "dialtone serve --virtual" to try a virtual one.')
    output.line('"dialtone doctor" says what keeps one that is there from being driven.')
  } else {
    output.table(
      [
        { title: 'MODEM' },
        { title: 'STATE' },
        { title: 'NETWORK', least: 12 },
        { title: 'SIGNAL', align: 'right', spare: 1 },
        { title: 'CONNECTION' },
        { title: 'ADDRESS', least: 15, spare: 2 },
      ],
      modems.flatMap((modem) => rowsOf(output, modem, connections)),
    )
  }
  for (const text of troubles(snapshot)) {
    output.line()
    output.paragraph(plain(text))
  }
}

function rowsOf(output: Output, modem: Modem, all: readonly Connection[]): Cell[][] {
  const styled = (style: Style | undefined, text: string): Cell =>
    style === undefined ? text : { text, style: (padded) => output.style(style, padded) }
  const head: Cell[] = [
    modem.name,
    styled(modemStyle(modem.state), modem.state),
    networkOf(modem),
    signalOf(modem),
  ]
  const own = all.filter((connection) => connection.modem === modem.id)
  if (own.length === 0) return [head]
  return own.map((connection, index) => [
    ...(index === 0 ? head : ['', '', '', '']),
    styled(
      connectionStyle(connection.state),
      connection.sessionId === 0 ? connection.state : `${connection.sessionId}: ${connection.state}`,
    ),
    connection.ip === undefined ? '' : describeIp(connection.ip),
  ])
}

/** The strength as a whole, or of the reference signal where a modem reports that alone. */
function signalOf({ signal: { rssi, rsrp } = {} }: Modem): string {
  if (rssi !== undefined) return `${rssi} dBm`
  return rsrp === undefined ? '' : `RSRP ${rsrp} dBm`
}

function networkOf({ sim, registration, packetService }: Modem): string {
  if (registration !== undefined && isRegistered(registration.state)) {
    const where = registration.provider?.name || registration.provider?.id
    const technology = packetService?.dataClass?.toUpperCase()
    return [where, registration.state, technology].filter((part) => part).join(', ')
  }
  if (sim !== undefined && sim.state !== 'initialized') return describeSim(sim)
  return registration?.state ?? ''
}

const TROUBLED: ReadonlySet<ModemState> = new Set(['failed', 'locked', 'disabled'])

/** What needs somebody's help, in a sentence each; what keeps the modem keeps its connections. */
function troubles({ modems, connections, dialInterfaces }: Snapshot): readonly string[] {
  const troubled = modems.filter(({ state }) => TROUBLED.has(state))
  return [
    ...troubled.map(({ name, reason }) => `${name}: ${reason.text}`),
    ...connections
      .filter(({ modem }) => troubled.every(({ id }) => id !== modem))
      .flatMap(({ name, state, cause }) =>
        state === 'deactivated' && cause !== undefined
          ? [`${name} is not connected; last cause: ${cause.message}`]
          : [],
      ),
    ...dialInterfaces
      .filter(dialNeedsHelp)
      .map(({ name, reason }) => `${name} is unreachable: ${reason.text}`),
  ]
}
