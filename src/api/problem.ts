/**
 * Errors over HTTP: problem documents (RFC 9457, `application/problem+json`) with our `code`, to and from the errors that
 * they stand for. A program that meets an error over the wire catches what it would have caught in process: a
 * `CauseError` with its whole cause, else a `DialtoneError` with code and facts.
 */
import { DialtoneError, ERROR_CODES, type ErrorCode } from '../base/index.ts'
import { CauseError, causeOf, type Cause } from '../core/index.ts'

export const PROBLEM_TYPE = 'application/problem+json'

/** Error code → HTTP status. */
export const HTTP_STATUS = {
  invalid_argument: 400,
  invalid_profile: 422,
  invalid_frame: 422,
  invalid_cursor: 400,
  invalid_sms: 422,
  invalid_state: 409,
  not_found: 404,
  already_exists: 409,
  precondition_failed: 412,
  key_reused: 422,
  access_denied: 403,
  unauthenticated: 401,
  untrusted: 502,
  too_many_requests: 429,
  not_supported: 501,
  max_activated_contexts: 409,
  not_activated: 409,
  sim_not_inserted: 409,
  bad_sim: 409,
  pin_required: 409,
  pin_failed: 409,
  service_not_activated: 409,
  radio_off: 409,
  not_registered: 409,
  packet_service_detached: 409,
  connect_failed: 502,
  disconnected: 502,
  status: 502,
  protocol: 502,
  busy: 409,
  unplugged: 410,
  already_connected: 409,
  already_connecting: 409,
  not_connected: 409,
  disabled: 409,
  paused: 409,
  demand_dial_not_running: 501,
  no_device: 409,
  dial_out_hours: 409,
  idle: 409,
  cancelled: 409,
  timeout: 504,
  channel_failed: 502,
  service_unavailable: 503,
  service_running: 409,
  service_restarted: 503,
  service_stopping: 503,
  storage_failed: 507,
  internal: 500,
} as const satisfies Record<ErrorCode, number>

export interface Problem {
  /** `urn:dialtone:error:` and the code. */
  readonly type: string
  /** What the code means, the same for every problem of that code. */
  readonly title: string
  readonly status: number
  /** This problem in a sentence: what was tried, why it failed, what to do. */
  readonly detail: string
  readonly code: ErrorCode
  /** Where a modem or network refused: the whole cause. */
  readonly reason?: Cause
  /** Facts for programs, such as `line` and `column` of a profile. */
  readonly facts?: Readonly<Record<string, unknown>>
}

/** The problem document of anything thrown. `status` where HTTP has a more exact one than the code's (405, 413, 415). */
export function toProblem(thrown: unknown, status?: number): Problem {
  const cause = causeOf(thrown)
  const carried = CauseError.of(thrown)
  const facts = carried === undefined ? DialtoneError.of(thrown)?.detail : undefined
  return {
    type: `urn:dialtone:error:${cause.code}`,
    title: ERROR_CODES[cause.code],
    status: status ?? HTTP_STATUS[cause.code],
    detail: cause.message,
    code: cause.code,
    ...(carried === undefined ? {} : { reason: carried.reason }),
    ...(facts === undefined || Object.keys(facts).length === 0 ? {} : { facts }),
  }
}

/**
 * The error that a response stands for. Total: what is no problem document of ours (a proxy's page, a newer service's
 * code) becomes the nearest code of the HTTP status, with what can be said of it.
 */
export function fromProblem(document: unknown, status: number): DialtoneError {
  const problem = isRecord(document) ? document : {}
  const known = typeof problem.code === 'string' && Object.hasOwn(ERROR_CODES, problem.code)
  // The cast repeats what the line above has found out.
  const code = known ? (problem.code as ErrorCode) : codeOfStatus(status)
  const message = typeof problem.detail === 'string' ? problem.detail : `the service answered HTTP ${status}`
  if (known && isCause(problem.reason)) return new CauseError(problem.reason)
  return new DialtoneError(code, message, { detail: isRecord(problem.facts) ? problem.facts : {} })
}

function codeOfStatus(status: number): ErrorCode {
  if (status === 401) return 'unauthenticated'
  if (status === 403) return 'access_denied'
  if (status === 404) return 'not_found'
  if (status === 429) return 'too_many_requests'
  // 502 is what a proxy says of a service that it cannot reach; every 502 of ours has a code.
  if (status === 502 || status === 503) return 'service_unavailable'
  if (status === 504) return 'timeout'
  return status >= 500 ? 'internal' : 'invalid_argument'
}

function isCause(value: unknown): value is Cause {
  return (
    isRecord(value) &&
    typeof value.code === 'string' &&
    Object.hasOwn(ERROR_CODES, value.code) &&
    typeof value.message === 'string'
  )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
