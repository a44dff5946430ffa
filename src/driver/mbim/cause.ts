/** Why a verb failed, as a whole cause: our code, the modem's status and the network's cause, kept together. */
import { compact, type ErrorCode } from '../../base/index.ts'
import { CauseError, type Cause, type NetworkCause } from '../../core/index.ts'
import { StatusError } from '../../device/index.ts'
import {
  Connect,
  PacketService,
  RegisterState,
  ServiceActivation,
  Status,
  statusText,
  type InfoCodec,
  type NwError,
} from '../../mbim/index.ts'
import { failed } from '../failure.ts'
import { networkCause } from './fact/network-cause.ts'

/** What each status of a command means for who asked for it. */
const CODES = {
  success: 'internal',
  busy: 'busy',
  failure: 'status',
  'sim-not-inserted': 'sim_not_inserted',
  'bad-sim': 'bad_sim',
  'pin-required': 'pin_required',
  'pin-disabled': 'invalid_state',
  'not-registered': 'not_registered',
  'providers-not-found': 'not_found',
  'no-device-support': 'not_supported',
  'provider-not-visible': 'not_found',
  'data-class-not-available': 'not_supported',
  'packet-service-detached': 'packet_service_detached',
  'max-activated-contexts': 'max_activated_contexts',
  'not-initialized': 'busy',
  'voice-call-in-progress': 'busy',
  'context-not-activated': 'not_activated',
  'service-not-activated': 'service_not_activated',
  'invalid-access-string': 'connect_failed',
  'invalid-user-name-pwd': 'connect_failed',
  'radio-power-off': 'radio_off',
  'invalid-parameters': 'status',
  'read-failure': 'status',
  'write-failure': 'status',
  'reserved-24': 'status',
  'no-phonebook': 'not_supported',
  'parameter-too-long': 'invalid_argument',
  'stk-busy': 'busy',
  'operation-not-allowed': 'status',
  'memory-failure': 'status',
  'invalid-memory-index': 'not_found',
  'memory-full': 'status',
  'filter-not-supported': 'not_supported',
  'dss-instance-limit': 'busy',
  'invalid-device-service-operation': 'not_supported',
  'auth-incorrect-autn': 'status',
  'auth-sync-failure': 'status',
  'auth-amf-not-set': 'status',
  'context-not-supported': 'not_supported',
  'shareability-condition-error': 'status',
  'pin-failure': 'pin_failed',
  'no-lte-attach-config': 'not_found',
  'session-already-exists': 'max_activated_contexts',
  'sms-unknown-smsc-address': 'status',
  'sms-network-timeout': 'status',
  'sms-lang-not-supported': 'not_supported',
  'sms-encoding-not-supported': 'not_supported',
  'sms-format-not-supported': 'not_supported',
  'sms-more-data': 'status',
  'matching-pdu-session-found': 'max_activated_contexts',
  'dissociation-needed-for-application': 'max_activated_contexts',
  'error-invalid-slot': 'invalid_argument',
  'no-matching-ursp-rule': 'connect_failed',
  'default-ursp-rule': 'status',
  'uicc-no-logical-channels': 'busy',
  'uicc-select-failed': 'status',
  'uicc-invalid-logical-channel': 'invalid_argument',
  'google-invalid-signature': 'access_denied',
  'google-invalid-imei': 'access_denied',
  'google-invalid-timestamp': 'access_denied',
} as const satisfies Record<Exclude<Status, number>, ErrorCode>

const { schema } = Status
const NUMBERS = schema.kind === 'enumeration' ? schema.words : {}

/**
 * @param what was tried: `attaching to the packet service`
 * @param options.failure the code for a bare FAILURE, and for a refusal by the network
 */
export function causeError(
  error: unknown,
  what: string,
  options: { readonly failure?: ErrorCode } = {},
): CauseError {
  const refused = StatusError.of(error)
  if (refused === undefined || CauseError.of(error) !== undefined) return failed(error, what)
  return new CauseError(refusal(refused, what, options), { cause: error })
}

function refusal(error: StatusError, what: string, { failure = 'status' }: { failure?: ErrorCode }): Cause {
  const { status } = error
  const network = networkCause(nwErrorOf(error))
  const known = typeof status === 'number' ? 'status' : CODES[status]
  // A status that names the obstacle says more than that the network refused.
  const code = known === 'status' ? failure : known
  return compact({
    code,
    message: `${what} failed: ${network === undefined ? reasonOf(status) : refusedBy(network)}`,
    status:
      typeof status === 'number'
        ? { protocol: 'mbim', value: status, name: `0x${status.toString(16).padStart(8, '0')}` }
        : { protocol: 'mbim', value: NUMBERS[status] ?? 0, name: status },
    network,
  })
}

/** A bare FAILURE has the network's cause beside it, or nothing. */
function reasonOf(status: Status): string {
  return status === 'failure' ? 'the modem does not say why' : statusText(status)
}

/** As a refusal by the network reads. */
export function refusedBy({ text, value }: NetworkCause): string {
  return `${text} (3GPP cause ${value})`
}

/** The answers that may come with a failure, for their network error. */
const WITH_NETWORK_ERROR: readonly {
  readonly service: { readonly uuid: string }
  readonly number: number
  readonly response: InfoCodec<{ readonly nwError: NwError }>
}[] = [Connect, PacketService, RegisterState, ServiceActivation]

function nwErrorOf(error: StatusError): NwError | undefined {
  const { service, number } = error.cid
  const cid = WITH_NETWORK_ERROR.find((one) => one.number === number && one.service.uuid === service.uuid)
  return cid && error.info(cid.response)?.nwError
}
