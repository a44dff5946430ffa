/**
 * One base class, a stable string code on every error. Three domains stay apart: ours (`DialtoneError`), the protocol's
 * (`ProtocolError`: the other end refused or garbled a frame) and the command's (`StatusError`: the modem or the
 * network refused the operation, with its cause). Faces translate codes by one table each; nothing parses messages.
 */

/**
 * What went wrong, for programs. Codes are part of the public contract: they are added, never renamed. The cause of a
 * modem's or network's refusal is not a code of its own; it travels in `Cause`.
 */
export const ERROR_CODES = {
  // the caller's fault
  invalid_argument: 'an argument is not valid',
  invalid_profile: 'the profile is not valid',
  invalid_frame: 'the bytes are not a valid MBIM message',
  invalid_cursor: 'the cursor is not valid',
  invalid_sms: 'the short message is not valid',
  invalid_state: 'the operation is not possible in the present state',
  not_found: 'there is no such thing',
  already_exists: 'it exists already',
  precondition_failed: 'it is not the version that was seen',
  key_reused: 'the idempotency key stands for another request',
  access_denied: 'the caller lacks the right',
  unauthenticated: 'it is not known who the caller is',
  untrusted: 'it is not known who answers',
  too_many_requests: 'the caller asks too often',
  not_supported: 'it is not supported',
  max_activated_contexts: 'a context is activated or being activated already',
  not_activated: 'no context is activated',
  // the modem's, the SIM's or the network's
  sim_not_inserted: 'no SIM is inserted',
  bad_sim: 'the SIM is unusable',
  pin_required: 'a PIN is required',
  pin_failed: 'the PIN was refused',
  service_not_activated: 'the subscription is not activated',
  radio_off: 'the radio is off',
  not_registered: 'the modem is not registered with a network',
  packet_service_detached: 'the packet service is not attached',
  connect_failed: 'the network refused the connection',
  disconnected: 'the network or the modem ended the connection',
  status: 'the modem refused the command',
  protocol: 'the modem and the host disagree on the protocol',
  busy: 'the modem is busy',
  unplugged: 'the modem is gone',
  // demand dialling's
  already_connected: 'the interface is connected',
  already_connecting: 'the interface is being connected already',
  not_connected: 'the interface is not connected',
  disabled: 'the interface is disabled',
  paused: 'demand dialling is paused',
  demand_dial_not_running: 'this service does no demand dialling',
  no_device: 'there is nothing that the interface could dial with',
  dial_out_hours: 'the interface may not dial at this hour',
  idle: 'there was no traffic for too long',
  // neither's
  cancelled: 'the operation was cancelled',
  timeout: 'no answer in time',
  channel_failed: 'the channel to the modem failed',
  service_unavailable: 'the service is not running',
  service_running: 'the service is running already',
  service_restarted: 'the service was restarted while the request was pending',
  service_stopping: 'the service is stopping',
  storage_failed: 'the state could not be stored',
  internal: 'a defect of Dialtone',
} as const

export type ErrorCode = keyof typeof ERROR_CODES

/** The base of every error thrown on purpose. `detail` holds facts for programs and never a secret. */
export class DialtoneError extends Error {
  readonly code: ErrorCode
  readonly detail: Readonly<Record<string, unknown>>

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; detail?: Readonly<Record<string, unknown>> } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.detail = options.detail ?? {}
  }

  override get name(): string {
    return this.constructor.name
  }

  /** The first error of this class in the chain of causes of `error`, or nothing. */
  static of<T extends DialtoneError>(
    this: abstract new (...args: never[]) => T,
    error: unknown,
  ): T | undefined {
    for (let depth = 0; error instanceof Error && depth < 16; error = error.cause, depth++) {
      if (error instanceof this) return error
    }
    return undefined
  }
}

/** Anything thrown, as a `DialtoneError`: itself, or an `internal` one that holds it. */
export function toDialtoneError(thrown: unknown): DialtoneError {
  if (thrown instanceof DialtoneError) return thrown
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  return new DialtoneError('internal', message, { cause: thrown })
}
