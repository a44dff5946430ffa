/** What IMbnConnection reads from a connection and its modem. */
import type { Connection, ConnectionState, Modem } from '../../../../core/index.ts'
import type { BSTR, ULONG } from '../../com/data-type.ts'
import {
  MBN_ACTIVATION_STATE_ACTIVATED,
  MBN_ACTIVATION_STATE_ACTIVATING,
  MBN_ACTIVATION_STATE_DEACTIVATED,
  MBN_ACTIVATION_STATE_DEACTIVATING,
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

/** A modem's voice calls are none of ours: "unknown", as the pages have it. */
export function voiceCallState({ modem }: ConnectionOfModem): Reading<MBN_VOICE_CALL_STATE> {
  return unlessSimUnusable(modem, pending(modem.sim === undefined ? undefined : MBN_VOICE_CALL_STATE_NONE))
}

/** 3GPP TS 24.008 10.5.6.6; 0 when none. */
export function activationNetworkError({ connection }: ConnectionOfModem): ULONG {
  return connection.activationNetworkError?.value ?? 0
}
