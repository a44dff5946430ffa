/** The enumerations of registration, providers and signal. Flags are combined in a ULONG with `|`. Numbers: mbnapi.h. */
import type { MemberOf } from '../../com/data-type.ts'

/** Network registration state. */
export const MBN_REGISTER_STATE = {
  MBN_REGISTER_STATE_NONE: 0, // unknown; may follow a failed mode change
  MBN_REGISTER_STATE_DEREGISTERED: 1, // not registered, not searching
  MBN_REGISTER_STATE_SEARCHING: 2, // not registered, searching
  MBN_REGISTER_STATE_HOME: 3, // on the home provider
  MBN_REGISTER_STATE_ROAMING: 4, // on a roaming provider
  MBN_REGISTER_STATE_PARTNER: 5, // on a roaming partner
  MBN_REGISTER_STATE_DENIED: 6, // registration denied; emergency voice calls possible (voice, not data)
} as const
export type MBN_REGISTER_STATE = MemberOf<typeof MBN_REGISTER_STATE>
export const {
  MBN_REGISTER_STATE_NONE,
  MBN_REGISTER_STATE_DEREGISTERED,
  MBN_REGISTER_STATE_SEARCHING,
  MBN_REGISTER_STATE_HOME,
  MBN_REGISTER_STATE_ROAMING,
  MBN_REGISTER_STATE_PARTNER,
  MBN_REGISTER_STATE_DENIED,
} = MBN_REGISTER_STATE

/** Network selection mode. */
export const MBN_REGISTER_MODE = {
  MBN_REGISTER_MODE_NONE: 0, // none defined
  MBN_REGISTER_MODE_AUTOMATIC: 1, // device chooses the network
  MBN_REGISTER_MODE_MANUAL: 2, // network given by provider ID
} as const
export type MBN_REGISTER_MODE = MemberOf<typeof MBN_REGISTER_MODE>
export const { MBN_REGISTER_MODE_NONE, MBN_REGISTER_MODE_AUTOMATIC, MBN_REGISTER_MODE_MANUAL } =
  MBN_REGISTER_MODE

/** Tags of a provider; bit flags. */
export const MBN_PROVIDER_STATE = {
  MBN_PROVIDER_STATE_NONE: 0x0, // unknown
  MBN_PROVIDER_STATE_HOME: 0x1, // home
  MBN_PROVIDER_STATE_FORBIDDEN: 0x2, // on the forbidden list
  MBN_PROVIDER_STATE_PREFERRED: 0x4, // on the preferred list
  MBN_PROVIDER_STATE_VISIBLE: 0x8, // visible
  MBN_PROVIDER_STATE_REGISTERED: 0x10, // registered on it (Windows 8)
  MBN_PROVIDER_STATE_PREFERRED_MULTICARRIER: 0x20, // on the preferred multi-carrier list (Windows 8)
} as const
export type MBN_PROVIDER_STATE = MemberOf<typeof MBN_PROVIDER_STATE>
export const {
  MBN_PROVIDER_STATE_NONE,
  MBN_PROVIDER_STATE_HOME,
  MBN_PROVIDER_STATE_FORBIDDEN,
  MBN_PROVIDER_STATE_PREFERRED,
  MBN_PROVIDER_STATE_VISIBLE,
  MBN_PROVIDER_STATE_REGISTERED,
  MBN_PROVIDER_STATE_PREFERRED_MULTICARRIER,
} = MBN_PROVIDER_STATE

/** Lengths. */
export const MBN_PROVIDER_CONSTANTS = {
  MBN_PROVIDERNAME_LEN: 20, // characters
  MBN_PROVIDERID_LEN: 6, // characters
} as const
export type MBN_PROVIDER_CONSTANTS = MemberOf<typeof MBN_PROVIDER_CONSTANTS>
export const { MBN_PROVIDERNAME_LEN, MBN_PROVIDERID_LEN } = MBN_PROVIDER_CONSTANTS

/** Lengths and default. */
export const MBN_REGISTRATION_CONSTANTS = {
  MBN_ROAMTEXT_LEN: 64, // characters
  MBN_CDMA_DEFAULT_PROVIDER_ID: 0, // CDMA provider unknown
} as const
export type MBN_REGISTRATION_CONSTANTS = MemberOf<typeof MBN_REGISTRATION_CONSTANTS>
export const { MBN_ROAMTEXT_LEN, MBN_CDMA_DEFAULT_PROVIDER_ID } = MBN_REGISTRATION_CONSTANTS

/** Signal values. */
export const MBN_SIGNAL_CONSTANTS = {
  MBN_RSSI_DEFAULT: 0xffffffff, // default reporting
  MBN_RSSI_DISABLE: 0, // reporting off
  MBN_RSSI_UNKNOWN: 99, // strength unknown
  MBN_ERROR_RATE_UNKNOWN: 99, // error rate unknown
} as const
export type MBN_SIGNAL_CONSTANTS = MemberOf<typeof MBN_SIGNAL_CONSTANTS>
export const { MBN_RSSI_DEFAULT, MBN_RSSI_DISABLE, MBN_RSSI_UNKNOWN, MBN_ERROR_RATE_UNKNOWN } =
  MBN_SIGNAL_CONSTANTS
