/** Every number that a call of this room answers, in words of ours. */
import {
  CLASS_E_NOAGGREGATION,
  CONNECT_E_ADVISELIMIT,
  CONNECT_E_CANNOTCONNECT,
  CONNECT_E_NOCONNECTION,
  E_ABORT,
  E_FAIL,
  E_HANDLE,
  E_NOINTERFACE,
  E_NOTIMPL,
  E_PENDING,
  E_POINTER,
  E_UNEXPECTED,
  REGDB_E_CLASSNOTREG,
  S_FALSE,
  S_OK,
} from './hresult.ts'
import * as mbn from './mbnapi/hresult.ts'
import { ROUTER_MESSAGES } from './mprapi/error/message.ts'
import * as win32 from './win32-error.ts'

/** By Win32 error number; an HRESULT of that facility has the words of its number unless it has words of its own. */
const WIN32_MESSAGES: Readonly<Record<number, string>> = {
  [win32.ERROR_SUCCESS]: 'Done.',
  [win32.ERROR_FILE_NOT_FOUND]: 'A file that was named is not there or cannot be read.',
  [win32.ERROR_ACCESS_DENIED]: 'The caller has no right to do this.',
  [win32.ERROR_INVALID_HANDLE]: 'The handle is not valid: it was closed, or what it stands for is gone.',
  [win32.ERROR_INVALID_DATA]: 'The data is not valid.',
  [win32.ERROR_OUTOFMEMORY]: 'Memory is exhausted.',
  [win32.ERROR_NOT_READY]: 'The device is not ready: its subscriber is not known yet.',
  [win32.ERROR_WRITE_FAULT]: 'Writing failed.',
  [win32.ERROR_READ_FAULT]: 'The SIM or the device could not be read, or holds no such value.',
  [win32.ERROR_GEN_FAILURE]: 'The device does not work as it should.',
  [win32.ERROR_NOT_SUPPORTED]: 'This is not supported.',
  [win32.ERROR_TOO_MANY_SESS]: 'The device service has no session left.',
  [win32.ERROR_INVALID_PASSWORD]: 'The network refused the user name or the password of the profile.',
  [win32.ERROR_INVALID_PARAMETER]: 'An argument is not valid.',
  [win32.ERROR_OPEN_FAILED]: 'The session of the device service is not open.',
  [win32.ERROR_BUFFER_OVERFLOW]: 'The data is longer than the device service takes at once.',
  [win32.ERROR_BUSY]: 'The device or the service is busy. Try again later.',
  [win32.ERROR_ALREADY_EXISTS]: 'There is one of that name already, or it is being done already.',
  [win32.ERROR_OPERATION_ABORTED]: 'The service was restarted before this was done.',
  [win32.ERROR_SERVICE_ALREADY_RUNNING]: 'The service is running already.',
  [win32.ERROR_SERVICE_NOT_ACTIVE]: 'The Dialtone service is not running. Start it with "dialtone serve".',
  [win32.ERROR_IO_DEVICE]: 'The channel to the device failed.',
  [win32.ERROR_POSSIBLE_DEADLOCK]:
    'The main thread would wait for what only it can bring about. Wait in a worker, or use the promise.',
  [win32.ERROR_NOT_FOUND]: 'There is no such thing.',
  [win32.ERROR_CANCELLED]: 'This was given up before it was done.',
  [win32.ERROR_CONNECTION_ABORTED]: 'The network or the device ended the connection.',
  [win32.ERROR_TIMEOUT]: 'There was no answer in time.',
  [win32.ERROR_NOT_ENOUGH_MEMORY]: 'Memory is exhausted.',
  [win32.ERROR_INSUFFICIENT_BUFFER]: 'The buffer is too small.',
  [win32.ERROR_INVALID_LEVEL]: 'There is no such level of information.',
  [win32.ERROR_PROC_NOT_FOUND]: 'The router does not have this function.',
  [win32.ERROR_MORE_DATA]: 'There is more. Call again with the resume handle.',
  [win32.ERROR_NO_MORE_ITEMS]: 'There is nothing more.',
  [win32.ERROR_MR_MID_NOT_FOUND]: 'There are no words for this number.',
  [win32.ERROR_CAN_NOT_COMPLETE]: 'The attempt failed.',
  [win32.ERROR_NO_SUCH_USER]: 'There is no such user.',
  [win32.ERROR_NO_SUCH_DOMAIN]: 'There is no such domain.',
  [win32.RPC_S_INVALID_BINDING]: 'The handle of the router is not valid.',
  [win32.RPC_S_UNKNOWN_IF]: 'No Dialtone service runs there.',
  [win32.RPC_S_SERVER_UNAVAILABLE]: 'The router is not there any more.',
  [win32.RPC_X_NULL_REF_POINTER]: 'An out-parameter is null.',
  [win32.NERR_InvalidComputer]: 'The name of the computer is not valid.',
  [win32.ERROR_SUCCESS_REBOOT_REQUIRED]: 'Done; in effect after the machine is started again.',
  [win32.ERROR_SUCCESS_RESTART_REQUIRED]: 'Done; in effect after the service is started again.',
  [win32.ERROR_DS_OPERATIONS_ERROR]: 'The directory refused.',
  [win32.ERROR_DS_SERVER_DOWN]: 'The directory does not answer.',
  [win32.ERROR_INVALID_STATE]: 'This is not possible in the present state, such as while a connection is up.',
}

const HRESULT_MESSAGES: Readonly<Record<number, string>> = {
  [S_OK]: 'Done.',
  [S_FALSE]: 'Done, with less than was asked for.',
  [E_PENDING]: 'The value is not known yet. An event tells when it is.',
  [E_NOTIMPL]: 'This is not implemented.',
  [E_NOINTERFACE]: 'The object does not have this interface.',
  // Objects of the Mobile Broadband API have managers; whoever holds a plain 6 holds a handle of the router or of an event.
  [E_HANDLE]: 'The object is stale: what it stands for is gone. Fetch it anew from its manager.',
  [E_POINTER]: 'An out-parameter is null.',
  [E_ABORT]: 'This was aborted.',
  [E_FAIL]: 'This failed. The network error of the object may say more.',
  [E_UNEXPECTED]: 'This failed by a defect.',
  [CLASS_E_NOAGGREGATION]: 'Objects of this class cannot be part of another object.',
  [REGDB_E_CLASSNOTREG]: 'There is no such class.',
  [CONNECT_E_NOCONNECTION]: 'There is no such connection point, or no connection with this cookie.',
  [CONNECT_E_ADVISELIMIT]: 'The connection point takes no more sinks.',
  [CONNECT_E_CANNOTCONNECT]: 'The sink does not have the event interface of the connection point.',
  [mbn.E_MBN_CONTEXT_NOT_ACTIVATED]: 'No context is activated.',
  [mbn.E_MBN_BAD_SIM]: 'The SIM cannot be used.',
  [mbn.E_MBN_DATA_CLASS_NOT_AVAILABLE]: 'The network does not offer the data class that was asked for.',
  [mbn.E_MBN_INVALID_ACCESS_STRING]: 'The network does not know the access string (APN).',
  [mbn.E_MBN_MAX_ACTIVATED_CONTEXTS]:
    'A context is activated or being activated already. Disconnect it first.',
  [mbn.E_MBN_PACKET_SVC_DETACHED]: 'The packet service is not attached.',
  [mbn.E_MBN_PROVIDER_NOT_VISIBLE]: 'The provider is not visible here.',
  [mbn.E_MBN_RADIO_POWER_OFF]: 'The radio is off.',
  [mbn.E_MBN_SERVICE_NOT_ACTIVATED]: 'The subscription is not activated, or it has expired.',
  [mbn.E_MBN_SIM_NOT_INSERTED]: 'No SIM is inserted.',
  [mbn.E_MBN_VOICE_CALL_IN_PROGRESS]: 'A voice call is in progress.',
  [mbn.E_MBN_INVALID_CACHE]: 'No list of visible providers is at hand. Scan first.',
  [mbn.E_MBN_NOT_REGISTERED]: 'The device is not registered with a network.',
  [mbn.E_MBN_PROVIDERS_NOT_FOUND]: 'No provider was found.',
  [mbn.E_MBN_PIN_NOT_SUPPORTED]: 'The device does not have this PIN.',
  [mbn.E_MBN_PIN_REQUIRED]: 'A PIN has to be entered first.',
  [mbn.E_MBN_PIN_DISABLED]: 'The PIN is disabled. Enable it before it is changed.',
  [mbn.E_MBN_FAILURE]: 'The PIN or PUK was wrong. Mind the attempts that are left.',
  [mbn.E_MBN_INVALID_PROFILE]: 'The profile does not conform to the schema.',
  [mbn.E_MBN_DEFAULT_PROFILE_EXIST]: 'The subscriber has a default profile already.',
  [mbn.E_MBN_SMS_ENCODING_NOT_SUPPORTED]: 'The device does not support this encoding of messages.',
  [mbn.E_MBN_SMS_FILTER_NOT_SUPPORTED]: 'The device does not support this message filter.',
  [mbn.E_MBN_SMS_INVALID_MEMORY_INDEX]: 'There is no message at this index.',
  [mbn.E_MBN_SMS_LANG_NOT_SUPPORTED]: 'The device does not support this language of messages.',
  [mbn.E_MBN_SMS_MEMORY_FAILURE]: 'The message store failed.',
  [mbn.E_MBN_SMS_NETWORK_TIMEOUT]: 'The network did not take the message in time.',
  [mbn.E_MBN_SMS_UNKNOWN_SMSC_ADDRESS]: 'The number of the service centre is unknown or incomplete.',
  [mbn.E_MBN_SMS_FORMAT_NOT_SUPPORTED]: 'The device does not support this message format.',
  [mbn.E_MBN_SMS_OPERATION_NOT_ALLOWED]: 'The SIM does not allow this.',
  [mbn.E_MBN_SMS_MEMORY_FULL]: 'The message store is full.',
}

/** What an HRESULT or an error number of Win32, remote access or the router means; of an unknown one, the number. */
export function FormatMessage(code: number): string {
  const number = code >= 0x80070000 && code <= 0x8007ffff ? code - 0x80070000 : code
  return (
    HRESULT_MESSAGES[code] ??
    WIN32_MESSAGES[number] ??
    ROUTER_MESSAGES[number] ??
    `Error 0x${code.toString(16).toUpperCase().padStart(8, '0')}.`
  )
}
