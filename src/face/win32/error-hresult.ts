/** Our errors as HRESULTs: the one table of this face, and what the modem and the network add to it. */
import type { ErrorCode } from '../../base/index.ts'
import { causeOf, type Cause } from '../../core/index.ts'
import {
  E_ACCESSDENIED,
  E_FAIL,
  E_HANDLE,
  E_INVALIDARG,
  E_UNEXPECTED,
  HRESULT_FROM_WIN32,
  type HRESULT,
} from './hresult.ts'
import * as mbn from './mbnapi/hresult.ts'
import * as win32 from './win32-error.ts'

/** Error code → HRESULT. A method whose page wants another for the same condition says so itself. */
export const ERROR_HRESULTS = {
  invalid_argument: E_INVALIDARG,
  invalid_profile: mbn.E_MBN_INVALID_PROFILE,
  invalid_frame: HRESULT_FROM_WIN32(win32.ERROR_INVALID_DATA),
  invalid_cursor: E_INVALIDARG,
  invalid_sms: E_INVALIDARG,
  invalid_state: HRESULT_FROM_WIN32(win32.ERROR_INVALID_STATE),
  not_found: HRESULT_FROM_WIN32(win32.ERROR_NOT_FOUND),
  already_exists: HRESULT_FROM_WIN32(win32.ERROR_ALREADY_EXISTS),
  precondition_failed: HRESULT_FROM_WIN32(win32.ERROR_INVALID_STATE),
  key_reused: HRESULT_FROM_WIN32(win32.ERROR_INVALID_PARAMETER),
  access_denied: E_ACCESSDENIED,
  unauthenticated: E_ACCESSDENIED,
  untrusted: E_ACCESSDENIED,
  too_many_requests: HRESULT_FROM_WIN32(win32.ERROR_BUSY),
  not_supported: HRESULT_FROM_WIN32(win32.ERROR_NOT_SUPPORTED),
  max_activated_contexts: mbn.E_MBN_MAX_ACTIVATED_CONTEXTS,
  not_activated: mbn.E_MBN_CONTEXT_NOT_ACTIVATED,
  sim_not_inserted: mbn.E_MBN_SIM_NOT_INSERTED,
  bad_sim: mbn.E_MBN_BAD_SIM,
  pin_required: mbn.E_MBN_PIN_REQUIRED,
  pin_failed: mbn.E_MBN_FAILURE,
  service_not_activated: mbn.E_MBN_SERVICE_NOT_ACTIVATED,
  radio_off: mbn.E_MBN_RADIO_POWER_OFF,
  not_registered: mbn.E_MBN_NOT_REGISTERED,
  packet_service_detached: mbn.E_MBN_PACKET_SVC_DETACHED,
  connect_failed: E_FAIL,
  disconnected: HRESULT_FROM_WIN32(win32.ERROR_CONNECTION_ABORTED),
  status: E_FAIL,
  protocol: HRESULT_FROM_WIN32(win32.ERROR_GEN_FAILURE),
  busy: HRESULT_FROM_WIN32(win32.ERROR_BUSY),
  unplugged: E_HANDLE,
  already_connected: HRESULT_FROM_WIN32(win32.ERROR_ALREADY_EXISTS),
  already_connecting: HRESULT_FROM_WIN32(win32.ERROR_BUSY),
  not_connected: HRESULT_FROM_WIN32(win32.ERROR_INVALID_STATE),
  disabled: HRESULT_FROM_WIN32(win32.ERROR_INVALID_STATE),
  paused: HRESULT_FROM_WIN32(win32.ERROR_INVALID_STATE),
  demand_dial_not_running: HRESULT_FROM_WIN32(win32.ERROR_NOT_SUPPORTED),
  no_device: HRESULT_FROM_WIN32(win32.ERROR_NOT_FOUND),
  dial_out_hours: HRESULT_FROM_WIN32(win32.ERROR_INVALID_STATE),
  idle: HRESULT_FROM_WIN32(win32.ERROR_CONNECTION_ABORTED),
  cancelled: HRESULT_FROM_WIN32(win32.ERROR_CANCELLED),
  timeout: HRESULT_FROM_WIN32(win32.ERROR_TIMEOUT),
  channel_failed: HRESULT_FROM_WIN32(win32.ERROR_IO_DEVICE),
  service_unavailable: HRESULT_FROM_WIN32(win32.ERROR_SERVICE_NOT_ACTIVE),
  service_running: HRESULT_FROM_WIN32(win32.ERROR_SERVICE_ALREADY_RUNNING),
  service_restarted: HRESULT_FROM_WIN32(win32.ERROR_OPERATION_ABORTED),
  service_stopping: HRESULT_FROM_WIN32(win32.ERROR_SERVICE_NOT_ACTIVE),
  storage_failed: HRESULT_FROM_WIN32(win32.ERROR_WRITE_FAULT),
  internal: E_UNEXPECTED,
} as const satisfies Record<ErrorCode, HRESULT>

/** MBIM status (MBIM 1.0 §9.4.5) → HRESULT, where the API has a code of its own for it. */
export const STATUS_HRESULTS: Readonly<Record<number, HRESULT>> = {
  1: HRESULT_FROM_WIN32(win32.ERROR_BUSY), // BUSY
  3: mbn.E_MBN_SIM_NOT_INSERTED, // SIM_NOT_INSERTED
  4: mbn.E_MBN_BAD_SIM, // BAD_SIM
  5: mbn.E_MBN_PIN_REQUIRED, // PIN_REQUIRED
  6: mbn.E_MBN_PIN_DISABLED, // PIN_DISABLED
  7: mbn.E_MBN_NOT_REGISTERED, // NOT_REGISTERED
  8: mbn.E_MBN_PROVIDERS_NOT_FOUND, // PROVIDERS_NOT_FOUND
  9: HRESULT_FROM_WIN32(win32.ERROR_NOT_SUPPORTED), // NO_DEVICE_SUPPORT
  10: mbn.E_MBN_PROVIDER_NOT_VISIBLE, // PROVIDER_NOT_VISIBLE
  11: mbn.E_MBN_DATA_CLASS_NOT_AVAILABLE, // DATA_CLASS_NOT_AVAILABLE
  12: mbn.E_MBN_PACKET_SVC_DETACHED, // PACKET_SERVICE_DETACHED
  13: mbn.E_MBN_MAX_ACTIVATED_CONTEXTS, // MAX_ACTIVATED_CONTEXTS
  15: mbn.E_MBN_VOICE_CALL_IN_PROGRESS, // VOICE_CALL_IN_PROGRESS
  16: mbn.E_MBN_CONTEXT_NOT_ACTIVATED, // CONTEXT_NOT_ACTIVATED
  17: mbn.E_MBN_SERVICE_NOT_ACTIVATED, // SERVICE_NOT_ACTIVATED
  18: mbn.E_MBN_INVALID_ACCESS_STRING, // INVALID_ACCESS_STRING
  19: HRESULT_FROM_WIN32(win32.ERROR_INVALID_PASSWORD), // INVALID_USER_NAME_PWD
  20: mbn.E_MBN_RADIO_POWER_OFF, // RADIO_POWER_OFF
  21: E_INVALIDARG, // INVALID_PARAMETERS
  22: HRESULT_FROM_WIN32(win32.ERROR_READ_FAULT), // READ_FAILURE
  23: HRESULT_FROM_WIN32(win32.ERROR_WRITE_FAULT), // WRITE_FAILURE
  26: E_INVALIDARG, // PARAMETER_TOO_LONG
  28: mbn.E_MBN_SMS_OPERATION_NOT_ALLOWED, // OPERATION_NOT_ALLOWED
  29: mbn.E_MBN_SMS_MEMORY_FAILURE, // MEMORY_FAILURE
  30: mbn.E_MBN_SMS_INVALID_MEMORY_INDEX, // INVALID_MEMORY_INDEX
  31: mbn.E_MBN_SMS_MEMORY_FULL, // MEMORY_FULL
  32: mbn.E_MBN_SMS_FILTER_NOT_SUPPORTED, // FILTER_NOT_SUPPORTED
  33: HRESULT_FROM_WIN32(win32.ERROR_TOO_MANY_SESS), // DSS_INSTANCE_LIMIT
  40: mbn.E_MBN_FAILURE, // PIN_FAILURE
  100: mbn.E_MBN_SMS_UNKNOWN_SMSC_ADDRESS, // SMS_UNKNOWN_SMSC_ADDRESS
  101: mbn.E_MBN_SMS_NETWORK_TIMEOUT, // SMS_NETWORK_TIMEOUT
  102: mbn.E_MBN_SMS_LANG_NOT_SUPPORTED, // SMS_LANG_NOT_SUPPORTED
  103: mbn.E_MBN_SMS_ENCODING_NOT_SUPPORTED, // SMS_ENCODING_NOT_SUPPORTED
  104: HRESULT_FROM_WIN32(win32.ERROR_NOT_SUPPORTED), // SMS_FORMAT_NOT_SUPPORTED, as the pages have it
}

/** Cause of the network (3GPP TS 24.008 10.5.6.6) → HRESULT, for modems that pass it on under a general status. */
export const NETWORK_CAUSE_HRESULTS: Readonly<Record<number, HRESULT>> = {
  8: mbn.E_MBN_SERVICE_NOT_ACTIVATED, // operator determined barring
  27: mbn.E_MBN_INVALID_ACCESS_STRING, // missing or unknown APN
  29: HRESULT_FROM_WIN32(win32.ERROR_INVALID_PASSWORD), // user authentication failed
  33: mbn.E_MBN_SERVICE_NOT_ACTIVATED, // requested service option not subscribed
}

/** These say only that the modem or the network refused; what they carry along says why. */
const REFUSALS: readonly ErrorCode[] = ['connect_failed', 'status']

/** The modem's status says more than our code, and our code more than the network's cause, unless it only says "refused". */
export function hresultOfCause({ code, status, network }: Cause): HRESULT {
  const ofStatus = status?.protocol === 'mbim' ? STATUS_HRESULTS[status.value] : undefined
  const refused = REFUSALS.includes(code) && network !== undefined
  const ofNetwork = refused ? NETWORK_CAUSE_HRESULTS[network.value] : undefined
  return ofStatus ?? ofNetwork ?? ERROR_HRESULTS[code]
}

/** 3GPP TS 24.008 10.5.5.14, PLMN not allowed: the network is on the SIM's list of forbidden ones from now on. */
const FORBIDDEN = 11
/** OPERATION_NOT_ALLOWED: of a modem that is asked for another network, it means "not as I am". */
const NOT_ALLOWED = 28

/** As `hresultOfCause`, of choosing a network or a carrier, for which the pages have codes of their own. */
export function hresultOfChoice(cause: Cause): HRESULT {
  if (cause.network?.value === FORBIDDEN) return E_INVALIDARG
  if (cause.status?.protocol === 'mbim' && cause.status.value === NOT_ALLOWED) {
    return ERROR_HRESULTS.invalid_state
  }
  return hresultOfCause(cause)
}

/** The HRESULT of anything thrown. */
export function hresultOf(thrown: unknown): HRESULT {
  return hresultOfCause(causeOf(thrown))
}
