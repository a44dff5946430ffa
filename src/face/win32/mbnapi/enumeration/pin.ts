/** The enumerations of PINs. Numbers: mbnapi.h. */
import type { MemberOf } from '../../com/data-type.ts'

/** PIN state of the device. */
export const MBN_PIN_STATE = {
  MBN_PIN_STATE_NONE: 0, // no PIN wanted (also after tries are exhausted on a device that cannot be unblocked by program)
  MBN_PIN_STATE_ENTER: 1, // locked; use Enter
  MBN_PIN_STATE_UNBLOCK: 2, // blocked; use Unblock
} as const
export type MBN_PIN_STATE = MemberOf<typeof MBN_PIN_STATE>
export const { MBN_PIN_STATE_NONE, MBN_PIN_STATE_ENTER, MBN_PIN_STATE_UNBLOCK } = MBN_PIN_STATE

/** Kinds of PIN. */
export const MBN_PIN_TYPE = {
  MBN_PIN_TYPE_NONE: 0, // none pending
  MBN_PIN_TYPE_CUSTOM: 1, // custom
  MBN_PIN_TYPE_PIN1: 2, // GSM: SIM PIN; CDMA: power-on device lock
  MBN_PIN_TYPE_PIN2: 3, // PIN2
  MBN_PIN_TYPE_DEVICE_SIM_PIN: 4, // device to SIM
  MBN_PIN_TYPE_DEVICE_FIRST_SIM_PIN: 5, // device to very first SIM
  MBN_PIN_TYPE_NETWORK_PIN: 6, // network personalisation
  MBN_PIN_TYPE_NETWORK_SUBSET_PIN: 7, // network subset personalisation
  MBN_PIN_TYPE_SVC_PROVIDER_PIN: 8, // service provider personalisation
  MBN_PIN_TYPE_CORPORATE_PIN: 9, // corporate personalisation
  MBN_PIN_TYPE_SUBSIDY_LOCK: 10, // subsidy unlock
} as const
export type MBN_PIN_TYPE = MemberOf<typeof MBN_PIN_TYPE>
export const {
  MBN_PIN_TYPE_NONE,
  MBN_PIN_TYPE_CUSTOM,
  MBN_PIN_TYPE_PIN1,
  MBN_PIN_TYPE_PIN2,
  MBN_PIN_TYPE_DEVICE_SIM_PIN,
  MBN_PIN_TYPE_DEVICE_FIRST_SIM_PIN,
  MBN_PIN_TYPE_NETWORK_PIN,
  MBN_PIN_TYPE_NETWORK_SUBSET_PIN,
  MBN_PIN_TYPE_SVC_PROVIDER_PIN,
  MBN_PIN_TYPE_CORPORATE_PIN,
  MBN_PIN_TYPE_SUBSIDY_LOCK,
} = MBN_PIN_TYPE

/** Whether a PIN type is enabled. Starts at 1. */
export const MBN_PIN_MODE = {
  MBN_PIN_MODE_ENABLED: 1, // enabled
  MBN_PIN_MODE_DISABLED: 2, // disabled
} as const
export type MBN_PIN_MODE = MemberOf<typeof MBN_PIN_MODE>
export const { MBN_PIN_MODE_ENABLED, MBN_PIN_MODE_DISABLED } = MBN_PIN_MODE

/** Characters of a PIN. */
export const MBN_PIN_FORMAT = {
  MBN_PIN_FORMAT_NONE: 0, // unknown
  MBN_PIN_FORMAT_NUMERIC: 1, // digits
  MBN_PIN_FORMAT_ALPHANUMERIC: 2, // letters, digits, * and #
} as const
export type MBN_PIN_FORMAT = MemberOf<typeof MBN_PIN_FORMAT>
export const { MBN_PIN_FORMAT_NONE, MBN_PIN_FORMAT_NUMERIC, MBN_PIN_FORMAT_ALPHANUMERIC } = MBN_PIN_FORMAT

/** Special values. */
export const MBN_PIN_CONSTANTS = {
  MBN_ATTEMPTS_REMAINING_UNKNOWN: 0xffffffff, // tries left unknown
  MBN_PIN_LENGTH_UNKNOWN: 0xffffffff, // length unknown
} as const
export type MBN_PIN_CONSTANTS = MemberOf<typeof MBN_PIN_CONSTANTS>
export const { MBN_ATTEMPTS_REMAINING_UNKNOWN, MBN_PIN_LENGTH_UNKNOWN } = MBN_PIN_CONSTANTS
