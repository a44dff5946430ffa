/** Standing with the network: the Modem3gpp interface. */
import { compact } from '../../../base/index.ts'
import {
  isRegistered,
  type PacketService,
  type Radio,
  type Registration,
  type RegistrationState,
} from '../../../core/index.ts'
import { BEARER, MODEM, MODEM_3GPP, STATE } from '../names.ts'
import { count, integer, record } from '../read.ts'
import type { RemoteObject } from '../remote-object.ts'
import { provider } from './sim.ts'
import { cellularClasses, fastest, technologies } from './technology.ts'

/** MMModem3gppRegistrationState. For emergencies only is no registration; for messages only is one, without data. */
const STATES: readonly RegistrationState[] = [
  'deregistered',
  'home',
  'searching',
  'denied',
  'unknown',
  'roaming',
  'home',
  'roaming',
  'denied',
  'home',
  'roaming',
  'denied',
]
const EMERGENCY_ONLY: ReadonlySet<number> = new Set([8, 11])
/** HOME_SMS_ONLY, ROAMING_SMS_ONLY: ModemManager says so only where no domain that has data is registered. */
const MESSAGES_ONLY: ReadonlySet<number> = new Set([6, 7])

export function registration(modem: RemoteObject, mode: Registration['mode']): Registration {
  const number = count(modem.get(MODEM_3GPP, 'RegistrationState'))
  // Of a modem that it has disabled ModemManager says that it does not know.
  const off = radio(modem).software === 'off'
  const state = off ? 'deregistered' : number === undefined ? 'unknown' : (STATES[number] ?? 'unknown')
  const known = isRegistered(state)
  const current = technologies(modem.get(MODEM, 'AccessTechnologies'))
  return compact({
    state,
    mode,
    provider: known
      ? provider(modem.get(MODEM_3GPP, 'OperatorCode'), modem.get(MODEM_3GPP, 'OperatorName'))
      : undefined,
    cellularClass: known ? cellularClasses(modem.get(MODEM, 'CurrentCapabilities'))[0] : undefined,
    availableDataClasses: known ? current : [],
  })
}

export function isEmergencyOnly(modem: RemoteObject): boolean {
  return isOneOf(EMERGENCY_ONLY, modem)
}

function isOneOf(states: ReadonlySet<number>, modem: RemoteObject): boolean {
  return states.has(count(modem.get(MODEM_3GPP, 'RegistrationState')) ?? 0)
}

/** MMModem3gppPacketServiceState: detached, attached. */
export const PACKET_SERVICE = { detached: 1, attached: 2 } as const

/**
 * Where the modem does not tell of its attachment, it is attached while it is registered for more than messages: so ModemManager
 * itself takes it.
 * @param bearers that are connected: the network's promise of speed stands there
 */
export function packetService(
  modem: RemoteObject,
  { state: standing }: Registration,
  bearers: readonly RemoteObject[],
): PacketService {
  const told = count(modem.get(MODEM_3GPP, 'PacketServiceState'))
  const hasData = isRegistered(standing) && !isOneOf(MESSAGES_ONLY, modem)
  const state: PacketService['state'] =
    told === PACKET_SERVICE.attached
      ? 'attached'
      : told === PACKET_SERVICE.detached || !hasData
        ? 'detached'
        : 'attached'
  const speeds = bearers.map((bearer) => record(bearer.get(BEARER, 'Stats')))
  const fastestOf = (name: string): number => Math.max(0, ...speeds.map((stats) => count(stats[name]) ?? 0))
  return compact({
    state,
    dataClass:
      state === 'attached' ? fastest(technologies(modem.get(MODEM, 'AccessTechnologies'))) : undefined,
    uplinkSpeed: fastestOf('uplink-speed'),
    downlinkSpeed: fastestOf('downlink-speed'),
  })
}

/** ModemManager knows one switch, its own: it is off until the modem has been enabled. */
export function radio(modem: RemoteObject): Radio {
  const state = integer(modem.get(MODEM, 'State')) ?? STATE.unknown
  return { hardware: 'on', software: state >= STATE.enabled ? 'on' : 'off' }
}
