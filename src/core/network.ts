/** All connections of all modems in one flat view: how far each reaches, what it costs, which one leads to the Internet. */
import { compact } from '../base/index.ts'
import type { Connection } from './connection.ts'
import { connectivityOf, LEVELS, type ConnectivityLevel } from './connectivity.ts'
import type { Cursor } from './cursor.ts'
import type { CostType, DataPlanStatus } from './data-plan.ts'
import type { Modem, Reason } from './modem.ts'
import type { DataClass, Provider, RegistrationState, Signal } from './registration.ts'

export interface Cost {
  readonly type: CostType
  readonly roaming: boolean
  readonly overLimit: boolean
  readonly nearLimit: boolean
  readonly backgroundRestricted: boolean
}

export interface NetworkConnection {
  /** The connection's id. */
  readonly id: string
  readonly name: string
  /** The modem's id. */
  readonly modem: string
  readonly profile?: string
  readonly accessString?: string
  readonly level: ConnectivityLevel
  /** Why it reaches no further, or how that is known. */
  readonly reason: Reason
  readonly registration: RegistrationState
  readonly provider?: Provider
  readonly dataClass?: DataClass
  /** 0 to 5; absent while nothing is known of the signal. */
  readonly signalBars?: number
  readonly cost: Cost
  readonly plan?: DataPlanStatus
}

export interface NetworkStatus {
  /** Events up to this one are in it. */
  readonly cursor: Cursor
  /** As far as the best connection reaches. */
  readonly level: ConnectivityLevel
  /** The id of the connection to prefer for the Internet; absent where none leads there. */
  readonly preferred?: string
  /** The preferred one first, then by how well each would do. */
  readonly connections: readonly NetworkConnection[]
}

/** What is new in a status. `connections`: some came or went. */
export type NetworkNews = 'preferred' | 'level' | 'cost' | 'registration' | 'connections'

export function networkStatus(
  cursor: Cursor,
  all: readonly {
    readonly modem: Modem
    readonly connection: Connection
    readonly plan?: DataPlanStatus | undefined
  }[],
): NetworkStatus {
  const connections = all
    .map(({ modem, connection, plan }) => ({
      view: networkConnection(modem, connection, plan),
      isDefault: connection.sessionId === 0,
    }))
    .sort((one, other) => rank(one) - rank(other))
    .map(({ view }) => view)
  const [best] = connections
  return {
    cursor,
    level: best?.level ?? 'none',
    ...(best !== undefined && leadsOut(best.level) && { preferred: best.id }),
    connections,
  }
}

function leadsOut(level: ConnectivityLevel): boolean {
  return level === 'internet' || level === 'constrained'
}

function networkConnection(
  modem: Modem,
  connection: Connection,
  plan: DataPlanStatus | undefined,
): NetworkConnection {
  const { state = 'unknown', provider } = modem.registration ?? {}
  const type: CostType = plan?.cost ?? 'unknown'
  return compact({
    id: connection.id,
    name: connection.name,
    modem: modem.id,
    profile: connection.profile,
    accessString: connection.accessString,
    ...connectivityOf(connection),
    registration: state,
    provider,
    dataClass: modem.packetService?.dataClass,
    signalBars: modem.signal && signalBars(modem.signal),
    cost: {
      type,
      roaming: state === 'roaming' || state === 'partner',
      overLimit: plan?.overLimit ?? false,
      nearLimit: plan?.nearLimit ?? false,
      backgroundRestricted: plan?.backgroundRestricted ?? false,
    },
    plan,
  })
}

const DEARER: readonly CostType[] = ['unrestricted', 'unknown', 'fixed', 'variable']

/** Less is better: reach first, then what it costs, then whether it is what people mean by their modem; else as they came. */
function rank({ view: { level, cost }, isDefault }: { view: NetworkConnection; isDefault: boolean }): number {
  const digits = [
    LEVELS.length - 1 - LEVELS.indexOf(level),
    Number(cost.overLimit),
    Number(cost.roaming),
    DEARER.indexOf(cost.type),
    Number(!isDefault),
  ]
  return digits.reduce((number, digit) => number * 10 + digit, 0)
}

/** dBm from which on there are 5, 4, 3, 2 and 1; by the reference signal of LTE and NR where it is known, else by the RSSI. */
const RSRP = [-85, -95, -105, -115, -125]
const RSSI = [-65, -75, -85, -95, -105]

export function signalBars({ rssi, rsrp }: Signal): number | undefined {
  const [value, steps] = rsrp === undefined ? [rssi, RSSI] : [rsrp, RSRP]
  return value === undefined ? undefined : steps.filter((step) => value >= step).length
}

/** What `after` says that `before` did not. */
export function networkNews(before: NetworkStatus, after: NetworkStatus): readonly NetworkNews[] {
  const known = new Map(before.connections.map((one) => [one.id, one]))
  const differs = (of: (one: NetworkConnection) => unknown): boolean =>
    after.connections.some((one) => {
      const was = known.get(one.id)
      return was !== undefined && JSON.stringify(of(was)) !== JSON.stringify(of(one))
    })
  const came = known.size !== after.connections.length || after.connections.some(({ id }) => !known.has(id))
  const news: Record<NetworkNews, boolean> = {
    preferred: before.preferred !== after.preferred,
    level: before.level !== after.level || differs(({ level }) => level),
    cost: differs(({ cost }) => cost),
    registration: differs(({ registration, provider }) => [registration, provider?.id]),
    connections: came,
  }
  // The keys of the record above.
  return (Object.keys(news) as NetworkNews[]).filter((one) => news[one])
}
