/** Our errors as error numbers of this API: the table of this face, and what an interface has as its last error. */
import type { ErrorCode } from '../../../../base/index.ts'
import { causeOf, type Cause } from '../../../../core/index.ts'
import * as win32 from '../../win32-error.ts'
import * as mpr from '../error/mpr-error.ts'
import * as ras from '../error/ras-error.ts'

/** Error code → error number. A function whose page wants another for the same condition says so itself. */
export const ERROR_NUMBERS = {
  invalid_argument: win32.ERROR_INVALID_PARAMETER,
  invalid_profile: ras.ERROR_CORRUPT_PHONEBOOK,
  invalid_frame: win32.ERROR_INVALID_DATA,
  invalid_cursor: win32.ERROR_INVALID_PARAMETER,
  invalid_sms: win32.ERROR_INVALID_PARAMETER,
  invalid_state: win32.ERROR_INVALID_STATE,
  not_found: ras.ERROR_CANNOT_FIND_PHONEBOOK_ENTRY,
  already_exists: mpr.ERROR_INTERFACE_ALREADY_EXISTS,
  precondition_failed: win32.ERROR_INVALID_STATE,
  key_reused: win32.ERROR_INVALID_PARAMETER,
  access_denied: win32.ERROR_ACCESS_DENIED,
  unauthenticated: win32.ERROR_ACCESS_DENIED,
  untrusted: win32.ERROR_ACCESS_DENIED,
  too_many_requests: win32.ERROR_BUSY,
  not_supported: win32.ERROR_NOT_SUPPORTED,
  max_activated_contexts: ras.ERROR_PORT_NOT_AVAILABLE,
  not_activated: mpr.ERROR_INTERFACE_NOT_CONNECTED,
  sim_not_inserted: ras.ERROR_DEVICE_NOT_READY,
  bad_sim: ras.ERROR_HARDWARE_FAILURE,
  pin_required: ras.ERROR_DEVICE_NOT_READY,
  pin_failed: ras.ERROR_AUTHENTICATION_FAILURE,
  service_not_activated: mpr.ERROR_REMOTE_ACCT_DISABLED,
  radio_off: ras.ERROR_DEVICE_NOT_READY,
  not_registered: ras.ERROR_NO_CARRIER,
  packet_service_detached: ras.ERROR_NO_CARRIER,
  connect_failed: ras.ERROR_CONNECTION_REJECT,
  disconnected: ras.ERROR_REMOTE_DISCONNECTION,
  status: ras.ERROR_FROM_DEVICE,
  protocol: ras.ERROR_FROM_DEVICE,
  busy: ras.ERROR_PORT_NOT_AVAILABLE,
  unplugged: ras.ERROR_HARDWARE_FAILURE,
  already_connected: mpr.ERROR_ALREADY_CONNECTED,
  already_connecting: mpr.ERROR_ALREADY_CONNECTING,
  not_connected: mpr.ERROR_INTERFACE_NOT_CONNECTED,
  disabled: mpr.ERROR_INTERFACE_DISABLED,
  paused: mpr.ERROR_SERVICE_IS_PAUSED,
  demand_dial_not_running: mpr.ERROR_DDM_NOT_RUNNING,
  no_device: mpr.ERROR_INTERFACE_HAS_NO_DEVICES,
  dial_out_hours: mpr.ERROR_DIALOUT_HOURS_RESTRICTION,
  idle: mpr.ERROR_IDLE_DISCONNECTED,
  cancelled: mpr.ERROR_INTERFACE_DISCONNECTED,
  timeout: ras.ERROR_REQUEST_TIMEOUT,
  channel_failed: ras.ERROR_PORT_OR_DEVICE,
  service_unavailable: win32.RPC_S_SERVER_UNAVAILABLE,
  service_running: win32.ERROR_SERVICE_ALREADY_RUNNING,
  service_restarted: win32.ERROR_OPERATION_ABORTED,
  service_stopping: mpr.ERROR_ROUTER_STOPPED,
  storage_failed: win32.ERROR_WRITE_FAULT,
  internal: win32.ERROR_CAN_NOT_COMPLETE,
} as const satisfies Record<ErrorCode, number>

/** Cause of the network (3GPP TS 24.008 §10.5.6.6) → error number. */
const NETWORK_CAUSES: Readonly<Record<number, number>> = {
  8: mpr.ERROR_REMOTE_NO_DIALIN_PERMISSION, // operator determined barring
  26: ras.ERROR_CONGESTION, // insufficient resources
  27: ras.ERROR_BAD_PHONE_NUMBER, // missing or unknown APN
  29: mpr.ERROR_REMOTE_AUTHENTICATION_FAILURE, // user authentication failed
  33: mpr.ERROR_REMOTE_NO_DIALIN_PERMISSION, // requested service option not subscribed
}

/** What pppd, or the modem that it dials with, said (`status.name`) → error number. */
const LINE_STATUSES: Readonly<Record<string, number>> = {
  busy: ras.ERROR_LINE_BUSY,
  'no-answer': ras.ERROR_NO_ANSWER,
  'no-carrier': ras.ERROR_NO_CARRIER,
  'no-dialtone': ras.ERROR_NO_DIALTONE,
  voice: ras.ERROR_VOICE_ANSWER,
  error: ras.ERROR_FROM_DEVICE,
  'authentication-failed': ras.ERROR_AUTHENTICATION_FAILURE,
  'peer-not-authenticated': mpr.ERROR_PEER_REFUSED_AUTH,
  'lcp-timeout': ras.ERROR_PPP_TIMEOUT,
  'negotiation-failed': ras.ERROR_PPP_LCP_TERMINATED,
  'no-network-protocol': ras.ERROR_PPP_NO_PROTOCOLS_CONFIGURED,
  loopback: ras.ERROR_PPP_LOOPBACK_DETECTED,
  'peer-dead': ras.ERROR_LINK_FAILURE,
  'not-opened': ras.ERROR_DEVICE_NOT_READY,
}

/** These say only that it was refused; what the network said says why. */
const REFUSALS: readonly ErrorCode[] = ['connect_failed', 'status']

/** What a function answers with, as against an error of ours. */
export class ErrorNumber extends Error {
  readonly number: number

  constructor(number: number) {
    super(`error ${number.toString()}`)
    this.number = number
  }
}

export function numberOfCause({ code, network, status }: Cause): number {
  const ofLine =
    status?.protocol === 'pppd' || status?.protocol === 'chat' ? LINE_STATUSES[status.name] : undefined
  if (ofLine !== undefined) return ofLine
  const ofNetwork =
    REFUSALS.includes(code) && network !== undefined ? NETWORK_CAUSES[network.value] : undefined
  return ofNetwork ?? ERROR_NUMBERS[code]
}

/** The error number of anything thrown. */
export function numberOf(thrown: unknown): number {
  return thrown instanceof ErrorNumber ? thrown.number : numberOfCause(causeOf(thrown))
}
