/**
 * What a machine wants done, as data. The manager runs effects in the order given: what changed is told first, then
 * requests are completed, then the driver is asked, so that no completion overtakes the state it brings.
 */
import type { Duration, Instant } from '../../base/index.ts'
import type { Cause } from '../cause.ts'
import type { EventDraft } from '../event.ts'
import type { IpSettings } from '../ip-settings.ts'
import type { ModemOperation, OperationResult } from '../operation.ts'
import type { ContextSettings } from '../profile.ts'
import type { Amount } from '../usage.ts'
import type { ContextUse } from './fact.ts'
import type { Reading } from './traffic.ts'

/** Asks the driver; the answer comes back as the `outcome` of this attempt. Attempt numbers are never used again. */
export type Verb =
  | { readonly type: 'attach'; readonly sessionId: number; readonly attempt: number }
  | {
      readonly type: 'activate'
      readonly sessionId: number
      readonly attempt: number
      readonly settings: ContextSettings
    }
  | { readonly type: 'deactivate'; readonly sessionId: number; readonly attempt: number }
  | { readonly type: 'operate'; readonly attempt: number; readonly operation: ModemOperation }
  /** Asks for the early end of an attempt. Its outcome comes all the same. */
  | { readonly type: 'abort'; readonly attempt: number }

export type ConnectionEffect =
  | Verb
  /** The request has ended: well without a `cause`, and with `ip` if it was to connect. */
  | {
      readonly type: 'complete'
      readonly request: number
      readonly cause?: Cause
      readonly ip?: IpSettings
      readonly result?: OperationResult
    }
  /** Whose context a session holds is to be kept for a later life of the service; without `use`, forgotten. */
  | {
      readonly type: 'remember'
      readonly connection: string
      readonly sessionId: number
      readonly use?: ContextUse
      readonly addresses?: readonly string[]
      /** When it came up. */
      readonly since?: Instant
    }
  /** The counters were read. `used` belongs to the session, or to several together. */
  | {
      readonly type: 'count'
      readonly modem: string
      readonly reading: Reading
      readonly used?: Amount & {
        readonly subscriber: string
        readonly sessionId?: number
        readonly roaming: boolean
      }
    }
  /** The messages in the store, and those of them that nobody has read, by digest. */
  | {
      readonly type: 'remember-messages'
      readonly known: readonly string[]
      readonly unread: readonly string[]
    }
  /** Setting a timer that is set moves it. */
  | { readonly type: 'set-timer'; readonly timer: string; readonly delay: Duration }
  | { readonly type: 'clear-timer'; readonly timer: string }

export type ModemEffect = ConnectionEffect | { readonly type: 'tell'; readonly event: EventDraft }
