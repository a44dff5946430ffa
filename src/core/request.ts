/** One asynchronous operation. Its id is one number everywhere, unique per service, never reused within an epoch, non-zero. */
import type { Cause } from './cause.ts'
import type { IpSettings } from './ip-settings.ts'
import type { OperationKind } from './operation.ts'
import type { ListedProvider } from './registration.ts'
import type { PinKind, PinStatus } from './sim.ts'
import type { Instant } from '../base/index.ts'

export type RequestKind = 'connect' | 'disconnect' | OperationKind

export interface Request {
  readonly id: number
  readonly kind: RequestKind
  /** The caller's name. */
  readonly by: string
  readonly modem: string
  /** Absent where it is the modem that is asked, not a connection. */
  readonly connection?: string
  readonly profile?: string
  /** The PIN that it is about. Never its code. */
  readonly pin?: PinKind
  readonly startedAt: Instant
  readonly state: 'pending' | 'succeeded' | 'failed'
  readonly endedAt?: Instant
  /** Of a `connect` that succeeded. */
  readonly ip?: IpSettings
  /** Of an `ask-pin` that succeeded. */
  readonly pinStatus?: PinStatus
  /** Of a `scan` or `scan-multicarrier` that succeeded. */
  readonly providers?: readonly ListedProvider[]
  /** Of one that failed. */
  readonly cause?: Cause
}
