/** Where a connection stands, finer than its state: what it waits for, on whose behalf, and what it came from. */
import type { Duration, Instant } from '../../base/index.ts'
import type { Cause, NetworkCause } from '../cause.ts'
import type { ConnectionState, VoiceCallState } from '../connection.ts'
import type { EventDraft } from '../event.ts'
import type { IpSettings, Link } from '../ip-settings.ts'
import type { ContextSettings } from '../profile.ts'
import type { ConnectionEffect, Verb } from './effect.ts'
import type { ContextUse, Mover } from './fact.ts'

/** How the last context, or the attempt at one, ended. */
export type Ended =
  | { readonly how: 'asked'; readonly by: string }
  | { readonly how: 'failed'; readonly cause: Cause }
  | { readonly how: 'lost'; readonly cause: Cause }

/** A context that is up. */
export interface Up {
  readonly ip?: IpSettings
  readonly link?: Link
}

export type Phase =
  | { readonly at: 'down'; readonly ended?: Ended }
  | {
      readonly at: 'attaching'
      readonly mover: Mover
      readonly attempt: number
      readonly settings: ContextSettings
    }
  | {
      readonly at: 'activating'
      readonly mover: Mover
      readonly attempt: number
      readonly settings: ContextSettings
      /** This connect has attached before: it does not do so twice. */
      readonly attached: boolean
      /** The network's cause where an indication brings it ahead of the reply. */
      readonly hint?: NetworkCause
    }
  /** Another program at the same modem activates it, or the modem goes on with what an earlier life of ours asked for. */
  | { readonly at: 'activating-elsewhere' }
  | ({
      readonly at: 'up'
      /** The attempt that brought it up: its reply may still be on the way. */
      readonly attempt?: number
      /** The network gave less than was asked for. */
      readonly limitation?: NetworkCause
      /** False while a modem that was opened anew has not told of this context again. */
      readonly confirmed: boolean
    } & Up)
  /** A connect was given up; the verb that was under way has not ended yet. */
  | {
      readonly at: 'abandoning'
      readonly attempt: number
      /** The modem was told to activate, so it has to be told to deactivate as well. */
      readonly sent: boolean
      readonly movers: readonly Mover[]
      readonly ended: Ended
    }
  | {
      readonly at: 'deactivating'
      readonly attempt: number
      readonly movers: readonly Mover[]
      readonly tries: number
      readonly ended: Ended
      /** What it was before, and is again should the modem refuse; absent after a connect that was given up. */
      readonly before?: Up
    }
  | ({ readonly at: 'deactivating-elsewhere' } & Up)

export const STATE_OF = {
  down: 'deactivated',
  attaching: 'activating',
  activating: 'activating',
  'activating-elsewhere': 'activating',
  up: 'activated',
  abandoning: 'deactivating',
  deactivating: 'deactivating',
  'deactivating-elsewhere': 'deactivating',
} as const satisfies Record<Phase['at'], ConnectionState>

/** One session of a modem. */
export interface ConnectionMachine {
  readonly id: string
  readonly sessionId: number
  readonly phase: Phase
  /** When the present state, as shown, began. */
  readonly since: Instant
  readonly use?: ContextUse
  readonly activationNetworkError?: NetworkCause
  readonly voiceCall?: VoiceCallState
}

/** A verb before it has its attempt number. */
export type Asking = Verb extends infer One
  ? One extends { readonly type: 'attach' | 'activate' | 'deactivate' | 'operate' }
    ? Omit<One, 'attempt'>
    : never
  : never

/** One turn of the modem: what its connections see of the rest of it, and where they put their effects. */
export interface Turn {
  readonly now: Instant
  readonly attached: boolean
  /** What bars a connection at present: the SIM, the radio, the standing with the network. */
  readonly obstacle?: Cause
  /** Asks the driver; gives the number of the attempt. */
  ask(verb: Asking): number
  effect(effect: ConnectionEffect): void
  /** An event that is no change of state. */
  tell(event: EventDraft): void
  setTimer(timer: string, delay: Duration): void
}

/** The same connection in another phase. A context that is no longer anybody's is forgotten. */
export function enter(connection: ConnectionMachine, phase: Phase, turn: Turn): ConnectionMachine {
  const same = STATE_OF[phase.at] === STATE_OF[connection.phase.at]
  const { use, ...rest } = connection
  if (use !== undefined && phase.at === 'down') {
    turn.effect({ type: 'remember', connection: connection.id, sessionId: connection.sessionId })
  }
  return {
    ...rest,
    ...(use === undefined || phase.at === 'down' ? {} : { use }),
    phase,
    since: same ? connection.since : turn.now,
  }
}

/** The request that moves a connection: the one whose end is awaited first. */
export function moverOf(phase: Phase): Mover | undefined {
  switch (phase.at) {
    case 'attaching':
    case 'activating':
      return phase.mover
    case 'abandoning':
    case 'deactivating':
      return phase.movers[0]
    default:
      return undefined
  }
}
