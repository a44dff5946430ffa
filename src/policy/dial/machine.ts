/**
 * The machine of one dial interface, as data: what is known of it, what happens to it, what it wants done. `stepDial`
 * moves it; what others see of it is derived (`dialState`, `unreachability`, `explainDial`, `viewDial`).
 */
import type { Duration, Instant } from '../../base/index.ts'
import type {
  Cause,
  DialedLink,
  DialerFact,
  DialSettings,
  IpSettings,
  OpenLink,
  PacketSummary,
} from '../../core/index.ts'

/** A request that awaits its end. */
export interface DialMover {
  readonly request: number
  readonly by: string
}

/** Why it dials. */
export type DialOrigin =
  | { readonly how: 'hand'; readonly by: string }
  | { readonly how: 'traffic'; readonly packet: PacketSummary }
  | { readonly how: 'persistence' }

/** What is to be dialled once what is under way has ended. */
export interface NextDial {
  readonly origin: DialOrigin
  readonly movers: readonly DialMover[]
}

/** An attempt that was up for a moment only, and why that ended. */
export interface FailedAttempt {
  readonly number: number
  readonly origin: DialOrigin
  readonly cause: Cause
}

/** A hang-up that is under way, and why. */
export interface HangUp {
  readonly attempt: number
  readonly movers: readonly DialMover[]
  readonly why: Cause
}

export type DialPhase =
  | { readonly at: 'down' }
  /** `number` counts the attempts of this dialling from 1, redials included. */
  | {
      readonly at: 'dialling'
      readonly attempt: number
      readonly number: number
      readonly origin: DialOrigin
      readonly movers: readonly DialMover[]
    }
  /** Until the next redial. */
  | {
      readonly at: 'waiting'
      readonly until: Instant
      readonly number: number
      readonly origin: DialOrigin
      readonly movers: readonly DialMover[]
      readonly cause: Cause
    }
  /** Somebody else is bringing its connection up. */
  | { readonly at: 'connecting-elsewhere'; readonly by?: string }
  | {
      readonly at: 'up'
      readonly link: DialedLink
      readonly connection: number
      readonly since: Instant
      /** Absent where it was not dialled here. */
      readonly origin?: DialOrigin
      /** Which attempt of its dialling it was: until it has lasted, it may turn out to be one that failed. */
      readonly trial?: number
      /** When to look whether it is idle. */
      readonly idleAt?: Instant
      readonly hangUp?: HangUp
    }
  /**
   * It is down, but the verb that took it there, or an attempt that was given up, has not ended yet. What wants it
   * meanwhile is `next`; a hand comes before traffic.
   */
  | {
      readonly at: 'ending'
      readonly attempt: number
      readonly movers: readonly DialMover[]
      readonly next?: NextDial
      /** What comes down was no success: it is redialled as this attempt would be, unless it is to be down. */
      readonly failed?: FailedAttempt
    }

export interface DialMachine {
  /** GUID. */
  readonly id: string
  readonly settings: DialSettings
  readonly phase: DialPhase
  /** When the present state, as shown, began. */
  readonly since: Instant
  /** The demand dial manager is paused. */
  readonly paused: boolean
  /** What the dialer says bars dialling. */
  readonly obstacle?: Cause
  /** Dial-out hours allow dialling at present. */
  readonly allowed: boolean
  /** When that changes. */
  readonly hoursAt?: Instant
  /** All redials have failed so often since the last success, which a link on trial is not yet; unreachable while there is an `until`. */
  readonly failure?: { readonly round: number; readonly until?: Instant }
  /** Who has disconnected it by hand: persistence does not bring it back. */
  readonly resting?: string
  readonly lastError?: Cause
  /** The last attempt number given out. */
  readonly attempts: number
  /** Requests that an earlier life of the service left pending. */
  readonly recalled: readonly RecalledRequest[]
}

export interface RecalledRequest extends DialMover {
  readonly kind: 'connect' | 'disconnect'
}

export type DialFact =
  | Exclude<DialerFact, { readonly type: 'up' }>
  /** `connection`: the number of this connection; `since` and `origin`: of one that was up before the service was started. */
  | {
      readonly type: 'up'
      readonly link: DialedLink
      readonly connection: number
      readonly since?: Instant
      readonly origin?: DialOrigin
    }
  | ({ readonly type: 'connect' } & DialMover)
  | ({ readonly type: 'disconnect' } & DialMover)
  /** Gives up the pending request of that number. */
  | { readonly type: 'cancel'; readonly request: number }
  | { readonly type: 'traffic'; readonly packet: PacketSummary }
  | { readonly type: 'settings'; readonly settings: DialSettings; readonly by: string }
  | { readonly type: 'paused'; readonly paused: boolean }
  /** How the verb `attempt` ended: well without a `cause`. */
  | { readonly type: 'dialled' | 'hung-up'; readonly attempt: number; readonly cause?: Cause }
  /** The answer to `measure`; `measured` is false where nobody can tell. */
  | { readonly type: 'usage'; readonly measured: boolean; readonly lastTraffic?: Instant }
  | { readonly type: 'link-lost'; readonly cause: Cause }
  | { readonly type: 'timer'; readonly timer: DialTimer }
  | { readonly type: 'recall'; readonly requests: readonly RecalledRequest[] }

/** `recall` is set by the shell: what is recalled is not waited for any longer. */
export type DialTimer = 'redial' | 'wait' | 'hours' | 'idle' | 'recall'

/** Where the packets are to go. */
export type DialPath =
  { readonly to: 'hold' | 'withdrawn' } | { readonly to: 'open'; readonly link: OpenLink }

export type DialEffect =
  /** Asks the dialer; comes back as `dialled` or `hung-up` of this attempt. Attempt numbers are never used again. */
  | { readonly type: 'dial' | 'hang-up'; readonly attempt: number; readonly by: string }
  /** Asks for the early end of an attempt. Its outcome comes all the same. */
  | { readonly type: 'abort'; readonly attempt: number }
  | { readonly type: 'complete'; readonly request: number; readonly cause?: Cause; readonly ip?: IpSettings }
  | { readonly type: 'path'; readonly path: DialPath }
  /** Asks the data path for its usage. */
  | { readonly type: 'measure' }
  /** Setting a timer that is set moves it. */
  | { readonly type: 'set-timer'; readonly timer: DialTimer; readonly delay: Duration }
  | { readonly type: 'clear-timer'; readonly timer: DialTimer }

/** Whoever acts when nobody has asked. */
export const DIALLER = 'dial'

export function initialDial(id: string, settings: DialSettings, now: Instant): DialMachine {
  return {
    id,
    settings,
    phase: { at: 'down' },
    since: now,
    paused: false,
    obstacle: { code: 'no_device', message: 'nothing to dial with has been found yet' },
    allowed: true,
    attempts: 0,
    recalled: [],
  }
}
