/** The SIM: SUBSCRIBER_READY_STATUS, and PIN for what it waits for. */
import { compact } from '../../../base/index.ts'
import type { PinStatus, PinType, Sim, SimState } from '../../../core/index.ts'
import type { Pin, SubscriberReadyStatus, ValueOf, words } from '../../../mbim/index.ts'

export type SubscriberInfo = ValueOf<typeof SubscriberReadyStatus.response>
export type PinInfo = ValueOf<typeof Pin.response>

const STATES = {
  'not-initialized': 'not-initialized',
  initialized: 'initialized',
  'sim-not-inserted': 'not-inserted',
  'bad-sim': 'bad',
  failure: 'failure',
  'not-activated': 'not-activated',
  'device-locked': 'locked',
  'no-esim-profile': 'no-esim-profile',
} as const satisfies Record<Exclude<words.SubscriberReadyState, number>, SimState>

export function sim(subscriber: SubscriberInfo, pin: PinInfo | undefined): Sim {
  const { readyState } = subscriber
  return compact({
    // A state of a later specification: the card is there, and something is the matter with it.
    state: typeof readyState === 'number' ? 'failure' : STATES[readyState],
    subscriberId: subscriber.subscriberId || undefined,
    iccid: subscriber.simIccId || undefined,
    telephoneNumbers: subscriber.telephoneNumbers,
    pin: pin && pinStatus(pin),
  })
}

/** MBIM_PIN_INFO: 0xFFFFFFFF attempts are not known. */
const UNKNOWN_ATTEMPTS = 0xffffffff

export function pinStatus({ pinType, pinState, remainingAttempts }: PinInfo): PinStatus {
  // With nothing awaited some functions say PIN1 and UNLOCKED, others no type at all.
  if (pinState !== 'locked') return { type: 'none', state: 'unlocked' }
  const attemptsLeft = remainingAttempts === UNKNOWN_ATTEMPTS ? undefined : remainingAttempts
  return compact({ type: pinTypeOf(pinType), state: 'locked' as const, attemptsLeft })
}

function pinTypeOf(type: words.PinType): PinType {
  if (typeof type === 'number' || type === 'unknown' || type === 'nev' || type === 'adm') return 'custom'
  return type
}
