/** The SIM: SUBSCRIBER_READY_STATUS, and PIN for what it waits for. */
import { compact } from '../../../base/index.ts'
import type { PinDescription, PinKind, PinStatus, PinType, Sim, SimState } from '../../../core/index.ts'
import type { Pin, PinList, SubscriberReadyStatus, ValueOf, words } from '../../../mbim/index.ts'

export type SubscriberInfo = ValueOf<typeof SubscriberReadyStatus.response>
export type PinInfo = ValueOf<typeof Pin.response>
export type PinListInfo = ValueOf<typeof PinList.response>

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

export function sim(subscriber: SubscriberInfo, pin: PinInfo | undefined, pins?: PinListInfo): Sim {
  const { readyState } = subscriber
  return compact({
    // A state of a later specification: the card is there, and something is the matter with it.
    state: typeof readyState === 'number' ? 'failure' : STATES[readyState],
    subscriberId: subscriber.subscriberId || undefined,
    iccid: subscriber.simIccId || undefined,
    telephoneNumbers: subscriber.telephoneNumbers,
    pin: pin && pinStatus(pin),
    pins: pins && pinDescriptions(pins),
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

const FIELDS = {
  pin1: 'pin1',
  pin2: 'pin2',
  'device-sim-pin': 'deviceSimPin',
  'device-first-sim-pin': 'deviceFirstSimPin',
  'network-pin': 'networkPin',
  'network-subset-pin': 'networkSubsetPin',
  'service-provider-pin': 'serviceProviderPin',
  'corporate-pin': 'corporatePin',
  'subsidy-pin': 'subsidyLock',
  custom: 'custom',
} as const satisfies Record<PinKind, keyof PinListInfo>

/** MBIM_PIN_DESC: 0xFFFFFFFF is a length that is not known; 0 would forbid every PIN and cannot be meant. */
const UNKNOWN_LENGTH = 0xffffffff

function pinDescriptions(list: PinListInfo): PinDescription[] {
  const length = (value: number): number | undefined =>
    value === UNKNOWN_LENGTH || value === 0 ? undefined : value
  // The keys of a constant table are its keys.
  return (Object.keys(FIELDS) as PinKind[]).flatMap((type) => {
    const { pinMode, pinFormat, pinLengthMin, pinLengthMax } = list[FIELDS[type]]
    if (pinMode !== 'enabled' && pinMode !== 'disabled') return []
    const format = typeof pinFormat === 'number' ? ('unknown' as const) : pinFormat
    const lengths = { minLength: length(pinLengthMin), maxLength: length(pinLengthMax) }
    return [compact({ type, enabled: pinMode === 'enabled', format, ...lengths })]
  })
}
