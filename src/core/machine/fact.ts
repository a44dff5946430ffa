/**
 * Everything that happens to a modem, as the letters of its one mailbox: what the driver tells, what people and programs
 * ask for, how the verbs ended that a machine had asked of the driver, and timers.
 */
import type { Instant } from '../../base/index.ts'
import type { Cause } from '../cause.ts'
import type { Activation, DriverFact } from '../port/driver.ts'
import type { ModemOperation, OperationResult } from '../operation.ts'
import type { ContextSettings } from '../profile.ts'
import type { Reading } from './traffic.ts'

/** On whose behalf, and with what, a context is used. Kept over a restart, so that an adopted context is still theirs. */
export interface ContextUse {
  /** The caller's name. */
  readonly by: string
  /** Absent with a temporary profile. */
  readonly profile?: string
  readonly accessString?: string
  /** The name of the dial interface that dialled it, where one did. */
  readonly dialInterface?: string
}

/** The request that moves a connection. */
export interface Mover {
  readonly request: number
  readonly by: string
}

/** What an earlier life of the service remembers of a session: the context it left and the requests it owes an end. */
export interface Recollection {
  readonly sessionId: number
  readonly use?: ContextUse
  /** The addresses that context had: another one was dialled since, and by others, when none of them is there. */
  readonly addresses?: readonly string[]
  /** When that context came up. */
  readonly since?: Instant
  readonly requests: readonly {
    readonly id: number
    readonly kind: 'connect' | 'disconnect'
    readonly by: string
  }[]
}

export type AskedFact =
  | ({
      readonly type: 'connect'
      readonly sessionId: number
      readonly settings: ContextSettings
      readonly use: ContextUse
    } & Mover)
  | ({ readonly type: 'disconnect'; readonly sessionId: number } & Mover)
  | ({ readonly type: 'operate'; readonly operation: ModemOperation } & Mover)
  /** Gives up the pending request of that number. */
  | { readonly type: 'cancel'; readonly request: number }

/** The verb `attempt` ended: well without a `cause`, and with an `activation` if it was to activate. */
export interface Outcome {
  readonly type: 'outcome'
  readonly sessionId: number
  readonly attempt: number
  readonly cause?: Cause
  readonly activation?: Activation
}

/** The operation `attempt` ended: well without a `cause`. */
export interface Operated {
  readonly type: 'operated'
  readonly attempt: number
  readonly cause?: Cause
  readonly result?: OperationResult
}

/** The messages in the store of a modem, and those of them that nobody had read, by digest. */
export interface RememberedMessages {
  readonly known: readonly string[]
  readonly unread: readonly string[]
}

export type ModemFact =
  | DriverFact
  | AskedFact
  | Outcome
  | Operated
  | { readonly type: 'timer'; readonly timer: string }
  /** Comes before all others, where there is something to recall. */
  | {
      readonly type: 'recall'
      readonly sessions: readonly Recollection[]
      readonly traffic?: Reading
      readonly messages?: RememberedMessages
    }
