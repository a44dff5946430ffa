/** The SIM: the Sim interface, and of the Modem interface what is locked. */
import { compact } from '../../../base/index.ts'
import type { PinDescription, PinStatus, PinType, Provider, Sim, SimState } from '../../../core/index.ts'
import { MODEM, MODEM_3GPP, SIM, STATE } from '../names.ts'
import { count, digits, integer, list, record, text } from '../read.ts'
import type { RemoteObject } from '../remote-object.ts'

/** MMModemLock. What a later version adds is told as a lock of its maker. */
const LOCKS: readonly PinType[] = [
  'none', // unknown
  'none',
  'pin1',
  'pin2',
  'puk1',
  'puk2',
  'service-provider-pin',
  'service-provider-puk',
  'network-pin',
  'network-puk',
  'device-sim-pin',
  'corporate-pin',
  'corporate-puk',
  'device-first-sim-pin',
  'device-first-sim-puk',
  'network-subset-pin',
  'network-subset-puk',
]

export const LOCK = { none: 1, pin1: 2, pin2: 3, puk1: 4, puk2: 5 } as const

/** MMModemStateFailedReason. */
const FAILURES: Readonly<Record<number, SimState>> = {
  2: 'not-inserted',
  3: 'bad',
  4: 'failure',
  5: 'no-esim-profile',
}

/** 3GPP TS 23.003 §2.2; ITU-T E.118, with the digit that some cards add. */
const IMSI = { min: 5, max: 15 }
const ICCID = { min: 10, max: 22 }

const MOST_NUMBERS = 16

export function sim(modem: RemoteObject, card: RemoteObject | undefined): Sim {
  const lock = pinStatus(modem)
  const numbers = list(modem.get(MODEM, 'OwnNumbers'), MOST_NUMBERS)
  return compact({
    state: stateOf(modem, card, lock),
    subscriberId: digits(card?.get(SIM, 'Imsi'), IMSI),
    iccid: digits(card?.get(SIM, 'SimIdentifier'), ICCID),
    telephoneNumbers: numbers.flatMap((number) => text(number, 32) ?? []),
    pin: lock,
    pins: pinDescriptions(modem),
  })
}

function stateOf(modem: RemoteObject, card: RemoteObject | undefined, { type }: PinStatus): SimState {
  const state = integer(modem.get(MODEM, 'State'))
  if (state === STATE.failed) {
    return FAILURES[count(modem.get(MODEM, 'StateFailedReason')) ?? 0] ?? (card ? 'failure' : 'not-inserted')
  }
  // PIN2 bars nothing but what asks for it.
  if (type !== 'none' && type !== 'pin2' && type !== 'puk2') return 'locked'
  if (state === undefined || state <= STATE.locked) return 'not-initialized'
  return card === undefined ? 'not-inserted' : 'initialized'
}

/** MM_UNLOCK_RETRIES_UNKNOWN. */
const UNKNOWN_ATTEMPTS = 999

export function pinStatus(modem: RemoteObject): PinStatus {
  const lock = count(modem.get(MODEM, 'UnlockRequired')) ?? 0
  const type = LOCKS[lock] ?? 'custom'
  if (type === 'none') return { type, state: 'unlocked' }
  return compact({ type, state: 'locked' as const, attemptsLeft: attemptsLeft(modem, lock) })
}

/** At what unlocks that lock; nothing where the modem does not say. */
export function attemptsLeft(modem: RemoteObject, lock: number): number | undefined {
  const attempts = count(record(modem.get(MODEM, 'UnlockRetries'))[lock.toString()])
  return attempts === undefined || attempts >= UNKNOWN_ATTEMPTS ? undefined : attempts
}

/** MM_MODEM_3GPP_FACILITY_SIM, which is PIN1. */
const PIN1_ENABLED = 1

/** Of the other PINs ModemManager says neither whether they are enabled nor what they look like. */
function pinDescriptions(modem: RemoteObject): readonly PinDescription[] | undefined {
  const facilities = count(modem.get(MODEM_3GPP, 'EnabledFacilityLocks'))
  if (facilities === undefined) return undefined
  // 3GPP TS 31.101 §9.5.1
  const format = { format: 'numeric', minLength: 4, maxLength: 8 } as const
  return [{ type: 'pin1', enabled: (facilities & PIN1_ENABLED) !== 0, ...format }]
}

/** Whose customer the SIM is. */
export function homeProvider(card: RemoteObject | undefined): Provider | undefined {
  return provider(card?.get(SIM, 'OperatorIdentifier'), card?.get(SIM, 'OperatorName'))
}

/** MCC and MNC (3GPP TS 23.003 §2.2). */
export function provider(id: unknown, name: unknown): Provider | undefined {
  const number = digits(id, { min: 5, max: 6 })
  return number === undefined ? undefined : { id: number, name: text(name) ?? '' }
}
