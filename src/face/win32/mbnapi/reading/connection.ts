/** What IMbnConnection reads from a connection and its modem. */
import type { Connection, ConnectionState, Modem, VoiceCallState } from '../../../../core/index.ts'
import type { BSTR, ULONG } from '../../com/data-type.ts'
import {
  MBN_ACTIVATION_STATE_ACTIVATED,
  MBN_ACTIVATION_STATE_ACTIVATING,
  MBN_ACTIVATION_STATE_DEACTIVATED,
  MBN_ACTIVATION_STATE_DEACTIVATING,
  MBN_VOICE_CALL_STATE_HANGUP,
  MBN_VOICE_CALL_STATE_IN_PROGRESS,
  MBN_VOICE_CALL_STATE_NONE,
  type MBN_ACTIVATION_STATE,
  type MBN_VOICE_CALL_STATE,
} from '../enumeration/connection.ts'
import { pending, unlessSimUnusable, type Reading } from './reading.ts'

/** A connection and the modem whose way to the network it is, at one moment. */
export interface ConnectionOfModem {
  readonly modem: Modem
  readonly connection: Connection
}

/** The session that this API shows of a modem; it knows one active context only. */
export const DEFAULT_SESSION = 0

const STATES = {
  deactivated: MBN_ACTIVATION_STATE_DEACTIVATED,
  activating: MBN_ACTIVATION_STATE_ACTIVATING,
  activated: MBN_ACTIVATION_STATE_ACTIVATED,
  deactivating: MBN_ACTIVATION_STATE_DEACTIVATING,
} as const satisfies Record<ConnectionState, MBN_ACTIVATION_STATE>

/** Whose connection it is has to be known as well: one that was live before us is seen before its SIM. */
export function connectionState({ modem, connection }: ConnectionOfModem): Reading<MBN_ACTIVATION_STATE> {
  return unlessSimUnusable(modem, pending(modem.sim === undefined ? undefined : STATES[connection.state]))
}

/** Null with a temporary profile, on a context that was adopted, and unless activated. */
export function profileName({ connection }: ConnectionOfModem): BSTR | null {
  return connection.state === 'activated' ? (connection.profile ?? null) : null
}

const VOICE_CALLS = {
  none: MBN_VOICE_CALL_STATE_NONE,
  'in-progress': MBN_VOICE_CALL_STATE_IN_PROGRESS,
  'hang-up': MBN_VOICE_CALL_STATE_HANGUP,
} as const satisfies Record<VoiceCallState, MBN_VOICE_CALL_STATE>

/** A modem that tells of no voice call has none. */
export function voiceCallState({ modem, connection }: ConnectionOfModem): Reading<MBN_VOICE_CALL_STATE> {
  const { voiceCall = 'none' } = connection
  return unlessSimUnusable(modem, pending(modem.sim === undefined ? undefined : VOICE_CALLS[voiceCall]))
}

/** 3GPP TS 24.008 10.5.6.6; 0 when none. */
export function activationNetworkError({ connection }: ConnectionOfModem): ULONG {
  return connection.activationNetworkError?.value ?? 0
}
