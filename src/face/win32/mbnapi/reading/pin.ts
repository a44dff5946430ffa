/** What IMbnPinManager and IMbnPin read from a modem, and what their completions say. */
import type { Modem, PinDescription, PinKind, PinStatus } from '../../../../core/index.ts'
import { E_PENDING, HRESULT_FROM_WIN32 } from '../../hresult.ts'
import { ERROR_NOT_SUPPORTED } from '../../win32-error.ts'
import {
  MBN_ATTEMPTS_REMAINING_UNKNOWN,
  MBN_PIN_FORMAT_ALPHANUMERIC,
  MBN_PIN_FORMAT_NONE,
  MBN_PIN_FORMAT_NUMERIC,
  MBN_PIN_STATE_ENTER,
  MBN_PIN_STATE_NONE,
  MBN_PIN_STATE_UNBLOCK,
  MBN_PIN_TYPE_CORPORATE_PIN,
  MBN_PIN_TYPE_CUSTOM,
  MBN_PIN_TYPE_DEVICE_FIRST_SIM_PIN,
  MBN_PIN_TYPE_DEVICE_SIM_PIN,
  MBN_PIN_TYPE_NETWORK_PIN,
  MBN_PIN_TYPE_NETWORK_SUBSET_PIN,
  MBN_PIN_TYPE_NONE,
  MBN_PIN_TYPE_PIN1,
  MBN_PIN_TYPE_PIN2,
  MBN_PIN_TYPE_SUBSIDY_LOCK,
  MBN_PIN_TYPE_SVC_PROVIDER_PIN,
  type MBN_PIN_FORMAT,
  type MBN_PIN_TYPE,
} from '../enumeration/pin.ts'
import { E_MBN_BAD_SIM, E_MBN_PIN_REQUIRED, E_MBN_SIM_NOT_INSERTED } from '../hresult.ts'
import type { MBN_PIN_INFO } from '../structure.ts'
import type { Reading } from './reading.ts'

const TYPES = {
  custom: MBN_PIN_TYPE_CUSTOM,
  pin1: MBN_PIN_TYPE_PIN1,
  pin2: MBN_PIN_TYPE_PIN2,
  'device-sim-pin': MBN_PIN_TYPE_DEVICE_SIM_PIN,
  'device-first-sim-pin': MBN_PIN_TYPE_DEVICE_FIRST_SIM_PIN,
  'network-pin': MBN_PIN_TYPE_NETWORK_PIN,
  'network-subset-pin': MBN_PIN_TYPE_NETWORK_SUBSET_PIN,
  'service-provider-pin': MBN_PIN_TYPE_SVC_PROVIDER_PIN,
  'corporate-pin': MBN_PIN_TYPE_CORPORATE_PIN,
  'subsidy-pin': MBN_PIN_TYPE_SUBSIDY_LOCK,
} as const satisfies Record<PinKind, MBN_PIN_TYPE>

const FORMATS = {
  unknown: MBN_PIN_FORMAT_NONE,
  numeric: MBN_PIN_FORMAT_NUMERIC,
  alphanumeric: MBN_PIN_FORMAT_ALPHANUMERIC,
} as const satisfies Record<PinDescription['format'], MBN_PIN_FORMAT>

export const pinTypeOf = (kind: PinKind): MBN_PIN_TYPE => TYPES[kind]
export const pinFormatOf = (format: PinDescription['format']): MBN_PIN_FORMAT => FORMATS[format]

/** A modem whose SIM is locked tells its PINs all the same: without one of them nothing could be entered. */
function pins({ sim }: Modem): Reading<readonly PinDescription[]> {
  if (sim?.state === 'not-inserted') return { failure: E_MBN_SIM_NOT_INSERTED }
  if (sim?.state === 'bad') return { failure: E_MBN_BAD_SIM }
  if (sim?.pins !== undefined) return { value: sim.pins }
  return { failure: sim?.state === 'locked' ? E_MBN_PIN_REQUIRED : E_PENDING }
}

export function pinList(modem: Modem): Reading<readonly MBN_PIN_TYPE[]> {
  const reading = pins(modem)
  return 'failure' in reading ? reading : { value: reading.value.map(({ type }) => TYPES[type]) }
}

export function pinOfType(modem: Modem, type: MBN_PIN_TYPE): Reading<PinDescription> {
  const reading = pins(modem)
  if ('failure' in reading) return reading
  const value = reading.value.find((one) => TYPES[one.type] === type)
  return value === undefined ? { failure: HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED) } : { value }
}

/** Which PIN is to be entered, or to be unblocked by its PUK. */
export function awaitedPin(status: PinStatus | undefined): MBN_PIN_INFO {
  const attemptsRemaining = status?.attemptsLeft ?? MBN_ATTEMPTS_REMAINING_UNKNOWN
  if (status?.state !== 'locked') {
    return { pinState: MBN_PIN_STATE_NONE, pinType: MBN_PIN_TYPE_NONE, attemptsRemaining }
  }
  const puk = status.type.includes('puk')
  const name = puk ? status.type.replace('puk', 'pin') : status.type
  const pinType = Object.hasOwn(TYPES, name) ? TYPES[name as PinKind] : MBN_PIN_TYPE_NONE // a key, as just found out
  return { pinState: puk ? MBN_PIN_STATE_UNBLOCK : MBN_PIN_STATE_ENTER, pinType, attemptsRemaining }
}

/** Of an operation on a PIN; the state is not to be looked at. */
export function pinAfter(kind: PinKind, attemptsLeft: number | undefined): MBN_PIN_INFO {
  return {
    pinState: MBN_PIN_STATE_NONE,
    pinType: TYPES[kind],
    attemptsRemaining: attemptsLeft ?? MBN_ATTEMPTS_REMAINING_UNKNOWN,
  }
}
