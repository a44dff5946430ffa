/** Error code → exit code of the process. Scripts rely on it. */
import type { ErrorCode } from '../../base/index.ts'

export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  notFound: 3,
  accessDenied: 4,
  notRunning: 5,
  timedOut: 6,
} as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

export const EXIT_CODES = {
  invalid_argument: EXIT.usage,
  invalid_profile: EXIT.failed,
  invalid_frame: EXIT.failed,
  invalid_cursor: EXIT.usage,
  invalid_sms: EXIT.failed,
  invalid_state: EXIT.failed,
  not_found: EXIT.notFound,
  already_exists: EXIT.failed,
  access_denied: EXIT.accessDenied,
  not_supported: EXIT.failed,
  max_activated_contexts: EXIT.failed,
  not_activated: EXIT.failed,
  sim_not_inserted: EXIT.failed,
  bad_sim: EXIT.failed,
  pin_required: EXIT.failed,
  pin_failed: EXIT.failed,
  service_not_activated: EXIT.failed,
  radio_off: EXIT.failed,
  not_registered: EXIT.failed,
  packet_service_detached: EXIT.failed,
  connect_failed: EXIT.failed,
  disconnected: EXIT.failed,
  status: EXIT.failed,
  protocol: EXIT.failed,
  busy: EXIT.failed,
  unplugged: EXIT.failed,
  cancelled: EXIT.failed,
  timeout: EXIT.timedOut,
  channel_failed: EXIT.failed,
  service_unavailable: EXIT.notRunning,
  service_running: EXIT.failed,
  service_restarted: EXIT.failed,
  service_stopping: EXIT.notRunning,
  storage_failed: EXIT.failed,
  internal: EXIT.failed,
} as const satisfies Record<ErrorCode, ExitCode>
