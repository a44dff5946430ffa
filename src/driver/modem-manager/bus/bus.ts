/**
 * What a driver needs of a message bus, and no more: calls that end in time, signals by match rules that are taken back
 * when nobody listens any more, and word of its end.
 */
import { DialtoneError, type Duration } from '../../../base/index.ts'

export interface MethodCall {
  /** Whom to ask; a unique name is asked itself, and not whoever may have followed it. */
  readonly destination: string
  readonly path: string
  readonly interface: string
  readonly member: string
  /** Of the body; none unless given. */
  readonly signature?: string
  readonly body?: readonly unknown[]
}

export interface CallOptions {
  /** Whoever gives up hears of no answer; what was asked for may be done nevertheless. */
  readonly signal?: AbortSignal | undefined
  /** 25 s unless told, as other clients of D-Bus. */
  readonly timeout?: Duration | undefined
}

export interface BusSignal {
  /** The unique name of who sent it: the bus vouches for that. */
  readonly sender: string
  readonly path: string
  readonly interface: string
  readonly member: string
  readonly body: readonly unknown[]
}

/** Which signals are to be sent here; the key of what is left out does not matter. */
export interface MatchRule {
  readonly sender: string
  readonly interface?: string
  readonly member?: string
  readonly path?: string
  readonly arg0?: string
}

/**
 * Everything is told in the order in which it was sent. Whoever awaits an answer may put it down as what is so now: a signal that was
 * sent after it is heard only when all that goes on from the answer without waiting for anything else has been done.
 */
export interface Bus {
  /** @throws CallError for an error that was answered; `timeout`, `cancelled`, `channel_failed` when the bus is gone */
  call(call: MethodCall, options?: CallOptions): Promise<readonly unknown[]>
  /** From the moment it resolves, until disposed: then the rule is taken back. */
  subscribe(rule: MatchRule, heard: (signal: BusSignal) => void): Promise<Disposable>
  /** Calls `closed` once, when the bus is gone by itself. */
  onClosed(closed: (cause: DialtoneError) => void): void
  close(): void
}

/** Whoever was asked answered with an error. Name and text come from there: they are data. */
export class CallError extends DialtoneError {
  /** `org.freedesktop.DBus.Error.UnknownMethod` */
  readonly errorName: string
  readonly text: string

  constructor(call: Pick<MethodCall, 'member'>, errorName: string, text: string) {
    super('status', `${call.member} was answered with ${errorName}: ${text}`)
    this.errorName = errorName
    this.text = text
  }
}

/** Who carries a bus. */
export const BUS = 'org.freedesktop.DBus'
export const BUS_PATH = '/org/freedesktop/DBus'
