/** One asynchronous operation. Its id is one number everywhere, unique per service, never reused within an epoch, non-zero. */
import type { Cause } from './cause.ts'
import type { IpSettings } from './ip-settings.ts'
import type { Instant } from '../base/index.ts'

export type RequestKind = 'connect' | 'disconnect'

export interface Request {
  readonly id: number
  readonly kind: RequestKind
  /** The caller's name. */
  readonly by: string
  readonly modem: string
  readonly connection: string
  readonly profile?: string
  readonly startedAt: Instant
  readonly state: 'pending' | 'succeeded' | 'failed'
  readonly endedAt?: Instant
  /** Of a `connect` that succeeded. */
  readonly ip?: IpSettings
  /** Of one that failed. */
  readonly cause?: Cause
}
