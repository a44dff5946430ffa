/** The enumerations of connections and contexts. Numbers: mbnapi.h. */
import type { MemberOf } from '../../com/data-type.ts'

/** State of the data connection. */
export const MBN_ACTIVATION_STATE = {
  MBN_ACTIVATION_STATE_NONE: 0, // unknown
  MBN_ACTIVATION_STATE_ACTIVATED: 1, // connected
  MBN_ACTIVATION_STATE_ACTIVATING: 2, // connecting
  MBN_ACTIVATION_STATE_DEACTIVATED: 3, // not connected
  MBN_ACTIVATION_STATE_DEACTIVATING: 4, // disconnecting
} as const
export type MBN_ACTIVATION_STATE = MemberOf<typeof MBN_ACTIVATION_STATE>
export const {
  MBN_ACTIVATION_STATE_NONE,
  MBN_ACTIVATION_STATE_ACTIVATED,
  MBN_ACTIVATION_STATE_ACTIVATING,
  MBN_ACTIVATION_STATE_DEACTIVATED,
  MBN_ACTIVATION_STATE_DEACTIVATING,
} = MBN_ACTIVATION_STATE

/** How Connect reads its profile argument. */
export const MBN_CONNECTION_MODE = {
  MBN_CONNECTION_MODE_PROFILE: 0, // name of a stored profile
  MBN_CONNECTION_MODE_TMP_PROFILE: 1, // profile XML, not stored
} as const
export type MBN_CONNECTION_MODE = MemberOf<typeof MBN_CONNECTION_MODE>
export const { MBN_CONNECTION_MODE_PROFILE, MBN_CONNECTION_MODE_TMP_PROFILE } = MBN_CONNECTION_MODE

/** Voice call state. */
export const MBN_VOICE_CALL_STATE = {
  MBN_VOICE_CALL_STATE_NONE: 0, // unknown
  MBN_VOICE_CALL_STATE_IN_PROGRESS: 1, // call in progress
  MBN_VOICE_CALL_STATE_HANGUP: 2, // no call in progress (hung up)
} as const
export type MBN_VOICE_CALL_STATE = MemberOf<typeof MBN_VOICE_CALL_STATE>
export const { MBN_VOICE_CALL_STATE_NONE, MBN_VOICE_CALL_STATE_IN_PROGRESS, MBN_VOICE_CALL_STATE_HANGUP } =
  MBN_VOICE_CALL_STATE

/** Purpose of a context. */
export const MBN_CONTEXT_TYPE = {
  MBN_CONTEXT_TYPE_NONE: 0, // slot not provisioned
  MBN_CONTEXT_TYPE_INTERNET: 1, // internet; the only type for data connections
  MBN_CONTEXT_TYPE_VPN: 2, // VPN or corporate network
  MBN_CONTEXT_TYPE_VOICE: 3, // VoIP
  MBN_CONTEXT_TYPE_VIDEO_SHARE: 4, // video share
  MBN_CONTEXT_TYPE_CUSTOM: 5, // custom
  MBN_CONTEXT_TYPE_PURCHASE: 6, // purchase
} as const
export type MBN_CONTEXT_TYPE = MemberOf<typeof MBN_CONTEXT_TYPE>
export const {
  MBN_CONTEXT_TYPE_NONE,
  MBN_CONTEXT_TYPE_INTERNET,
  MBN_CONTEXT_TYPE_VPN,
  MBN_CONTEXT_TYPE_VOICE,
  MBN_CONTEXT_TYPE_VIDEO_SHARE,
  MBN_CONTEXT_TYPE_CUSTOM,
  MBN_CONTEXT_TYPE_PURCHASE,
} = MBN_CONTEXT_TYPE

/** PDP authentication; GSM. */
export const MBN_AUTH_PROTOCOL = {
  MBN_AUTH_PROTOCOL_NONE: 0, // none
  MBN_AUTH_PROTOCOL_PAP: 1, // PAP
  MBN_AUTH_PROTOCOL_CHAP: 2, // CHAP
  MBN_AUTH_PROTOCOL_MSCHAPV2: 3, // MS-CHAP v2
} as const
export type MBN_AUTH_PROTOCOL = MemberOf<typeof MBN_AUTH_PROTOCOL>
export const {
  MBN_AUTH_PROTOCOL_NONE,
  MBN_AUTH_PROTOCOL_PAP,
  MBN_AUTH_PROTOCOL_CHAP,
  MBN_AUTH_PROTOCOL_MSCHAPV2,
} = MBN_AUTH_PROTOCOL

/** Header and data compression; GSM. */
export const MBN_COMPRESSION = {
  MBN_COMPRESSION_NONE: 0, // off
  MBN_COMPRESSION_ENABLE: 1, // on
} as const
export type MBN_COMPRESSION = MemberOf<typeof MBN_COMPRESSION>
export const { MBN_COMPRESSION_NONE, MBN_COMPRESSION_ENABLE } = MBN_COMPRESSION

/** Lengths and the append marker. */
export const MBN_CONTEXT_CONSTANTS = {
  MBN_ACCESSSTRING_LEN: 100, // characters
  MBN_USERNAME_LEN: 255, // characters
  MBN_PASSWORD_LEN: 255, // characters
  MBN_CONTEXT_ID_APPEND: 0xffffffff, // let the device choose the slot
} as const
export type MBN_CONTEXT_CONSTANTS = MemberOf<typeof MBN_CONTEXT_CONSTANTS>
export const { MBN_ACCESSSTRING_LEN, MBN_USERNAME_LEN, MBN_PASSWORD_LEN, MBN_CONTEXT_ID_APPEND } =
  MBN_CONTEXT_CONSTANTS
