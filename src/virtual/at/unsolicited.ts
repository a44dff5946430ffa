/** What a change of the modem means to a terminal that asked to be told: the lines for it, in its own settings. */
import { decodePdu, tpduLength } from '../../sms/index.ts'
import { toHex } from '../../base/index.ts'
import type { Change } from '../modem/change.ts'
import type { PlacedRecord } from '../modem/messaging.ts'
import type { AtModem } from './at-modem.ts'
import { describeDelivery } from './message-text.ts'
import { placeOf, type Move } from './network-words.ts'
import type { Settings } from './settings.ts'
import { cidOf } from './context-words.ts'

/** `moves`: which registrations are others than before, and whether it is their state or only the place. */
export function unsolicited(
  change: Change,
  settings: Settings,
  at: AtModem,
  moves: readonly Move[],
): readonly string[] {
  switch (change.topic) {
    case 'registration':
      return registrations(settings, at, moves)
    case 'packet-service':
      return [...registrations(settings, at, moves), ...attachment(change, settings, at)]
    case 'context':
      return context(change, settings, at)
    case 'message-store':
      return arrival(change, settings, at)
    case 'message-shown':
      return at.modem.messaging.shown === undefined || !wantsDirect(settings)
        ? []
        : direct(at.modem.messaging.shown, settings)
    default:
      return []
  }
}

const CODES = {
  circuit: ['+CREG', 'registration'],
  packet: ['+CGREG', 'packetRegistration'],
  eps: ['+CEREG', 'epsRegistration'],
} as const

/** 3GPP TS 27.007 §7.2, §10.1.20, §10.1.22. */
function registrations(settings: Settings, { modem }: AtModem, moves: readonly Move[]): readonly string[] {
  return moves.flatMap(({ domain, state }) => {
    const [name, key] = CODES[domain]
    const mode = settings[key]
    return mode === 0 || (mode === 1 && !state) ? [] : [`${name}: ${placeOf(modem, domain, mode).join(',')}`]
  })
}

/** §10.1.19: a change that no host asked for is the network's. */
function attachment(
  { by }: Change,
  { packetEvents: [mode] }: Settings,
  { modem }: AtModem,
): readonly string[] {
  return mode > 0 && by === undefined && modem.packetService.state === 'detached' ? ['+CGEV: NW DETACH'] : []
}

function context(
  { index = 0, by }: Change,
  { packetEvents: [mode] }: Settings,
  { modem }: AtModem,
): readonly string[] {
  const state = modem.contexts.get(index)?.state
  if (mode === 0 || (state !== 'activated' && state !== 'deactivated')) return []
  const who = by === undefined ? 'NW' : 'ME'
  return [`+CGEV: ${who} PDN ${state === 'activated' ? 'ACT' : 'DEACT'} ${cidOf(index)}`]
}

const STORED_AND_TOLD = 1
const TOLD_DIRECTLY = 2
const REPORTS_TOLD_DIRECTLY = 1
const REPORTS_STORED_AND_TOLD = 2

function wantsDirect({ newMessages: [mode, messages] }: Settings): boolean {
  return mode > 0 && messages >= TOLD_DIRECTLY
}

/** A message that came: 3GPP TS 27.005 §3.4.1. */
function arrival({ index }: Change, settings: Settings, { modem }: AtModem): readonly string[] {
  const { messaging } = modem
  const record = index === undefined ? undefined : messaging.shelf?.at(index)
  if (index === undefined || record === undefined || !(record.content instanceof Uint8Array)) return []
  const [mode, messages, , reports] = settings.newMessages
  if (mode === 0) return []
  const isReport = decodePdu(record.content, 'mobile-terminated').message.type === 'status-report'
  const how = isReport ? reports : messages
  if (how === 0) return []
  if (isReport && how === REPORTS_STORED_AND_TOLD) return [`+CDSI: "SM",${index}`]
  if (!isReport && how === STORED_AND_TOLD) return [`+CMTI: "SM",${index}`]
  if (isReport ? how === REPORTS_TOLD_DIRECTLY : how >= TOLD_DIRECTLY) {
    // It went to the terminal, and is stored nowhere.
    messaging.delete(index)
    return direct({ ...record, index }, settings)
  }
  return []
}

function direct({ content }: PlacedRecord, settings: Settings): readonly string[] {
  if (!(content instanceof Uint8Array)) return []
  const { message } = decodePdu(content, 'mobile-terminated')
  const name = message.type === 'status-report' ? '+CDS' : '+CMT'
  if (settings.textMode) return [`${name}: ${describeDelivery(message, settings)}`]
  const head = name === '+CDS' ? tpduLength(content).toString() : `,${tpduLength(content)}`
  return [`${name}: ${head}\r\n${toHex(content).toUpperCase()}`]
}
