/** One asynchronous operation. Its id is one number everywhere, unique per service, never reused within an epoch, non-zero. */
import type { Scope } from './caller.ts'
import type { Cause } from './cause.ts'
import type { IpSettings } from './ip-settings.ts'
import type { ReadMessage } from './message.ts'
import type { OperationKind } from './operation.ts'
import type { ListedProvider, SignalReports } from './registration.ts'
import type { PinKind, PinStatus } from './sim.ts'
import type { Instant } from '../base/index.ts'

/** `connect-interface`, `disconnect-interface`: of a dial interface. Its dialer makes requests of its own. */
export type RequestKind =
  'connect' | 'disconnect' | 'connect-interface' | 'disconnect-interface' | OperationKind

/** The right that a request needs: to be made, and to be given up by another than its maker. */
export const REQUEST_SCOPES = {
  // To make them with a temporary profile, and to end one's own, `connect-temporary` will do.
  connect: 'connect',
  disconnect: 'connect',
  'set-provisioned-context': 'configure',
  'ask-pin': 'sim',
  'enter-pin': 'sim',
  'enable-pin': 'sim',
  'disable-pin': 'sim',
  'change-pin': 'sim',
  'unblock-pin': 'sim',
  'connect-interface': 'connect',
  'disconnect-interface': 'connect',
  'set-radio': 'configure',
  register: 'configure',
  scan: 'configure',
  'scan-multicarrier': 'configure',
  'set-preferred-providers': 'configure',
  'set-home-provider': 'configure',
  'set-signal-reports': 'configure',
  'activate-service': 'configure',
  // What a vendor's command does, nobody here can tell: it takes the right to everything.
  'ask-device-service': 'admin',
  'device-command': 'admin',
  'open-device-service': 'admin',
  'close-device-service': 'admin',
  'open-stream': 'admin',
  'write-stream': 'admin',
  'close-stream': 'admin',
  'send-message': 'sms',
  'read-messages': 'sms',
  'delete-messages': 'sms',
  'set-message-configuration': 'configure',
} as const satisfies Record<RequestKind, Scope>

export interface Request {
  readonly id: number
  readonly kind: RequestKind
  /** The caller's name. */
  readonly by: string
  /** Absent where it is a dial interface that is asked. */
  readonly modem?: string
  /** Absent where it is the modem that is asked, not a connection. */
  readonly connection?: string
  readonly dialInterface?: string
  readonly profile?: string
  /** The PIN that it is about. Never its code. */
  readonly pin?: PinKind
  /** The UUID of the device service that it is about. */
  readonly service?: string
  /** The number of the command that was sent to it. */
  readonly command?: number
  readonly startedAt: Instant
  readonly state: 'pending' | 'succeeded' | 'failed'
  readonly endedAt?: Instant
  /** Of a `connect` that succeeded. */
  readonly ip?: IpSettings
  /** Of an `ask-pin` that succeeded. */
  readonly pinStatus?: PinStatus
  /** Of a `scan` or `scan-multicarrier` that succeeded. */
  readonly providers?: readonly ListedProvider[]
  /** Of a `set-signal-reports` that succeeded. */
  readonly signalReports?: SignalReports
  /** Of an `ask-device-service` that succeeded. */
  readonly commands?: readonly number[]
  /** Bytes of an operator or a vendor, in hexadecimal. Personal. */
  readonly answer?: string
  /** Of a `send-message`: the references by which the network knows its parts, and the id of the message. */
  readonly references?: readonly number[]
  readonly message?: string
  /** Of a `read-messages` that succeeded: what was read, and what it was before. */
  readonly messages?: readonly ReadMessage[]
  /** Of one that failed. */
  readonly cause?: Cause
}
