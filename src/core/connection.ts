/** A connection: one session of one modem, a modem's way to the network. Exists while registered or device-locked. */
import type { Cause, NetworkCause } from './cause.ts'
import type { IpSettings, Link } from './ip-settings.ts'
import type { Reason } from './modem.ts'
import { nameGuid, type Instant } from '../base/index.ts'

export type ConnectionState = 'deactivated' | 'activating' | 'activated' | 'deactivating'

/** A circuit-switched voice call beside a context, as the modem tells of it (MBIM 1.0 §10.5.12.3). */
export type VoiceCallState = 'none' | 'in-progress' | 'hang-up'

export interface Connection {
  /** GUID derived from the equipment identity and the session. */
  readonly id: string
  /** Named after modem and session: `modem0`, `modem0/1`. */
  readonly name: string
  /** The modem's id. */
  readonly modem: string
  readonly sessionId: number
  readonly state: ConnectionState
  readonly reason: Reason
  /** When the present state began. */
  readonly since: Instant
  /** The name of the profile in use; absent with a temporary profile and on a context of another program. */
  readonly profile?: string
  readonly accessString?: string
  /** While activated. */
  readonly ip?: IpSettings
  readonly link?: Link
  /** Absent while the modem has told nothing of it. */
  readonly voiceCall?: VoiceCallState
  /** The network error of the last activation: absent after a success (mbnapi GetActivationNetworkError = 0). */
  readonly activationNetworkError?: NetworkCause
  /** Why it is not activated, when it was or was to be. */
  readonly cause?: Cause
  /** The request that moves it, while one does. */
  readonly request?: number
}

/** The id of a session's connection; `modem` is the modem's id. */
export function connectionId(modem: string, sessionId: number): string {
  return nameGuid(modem, `session/${sessionId.toString()}`)
}

/** `modem0` is the default session, `modem0/1` another one. */
export function connectionName(modem: string, sessionId: number): string {
  return sessionId === 0 ? modem : `${modem}/${sessionId.toString()}`
}
