/**
 * The port behind which a dial interface is brought up and down: a modem's connection, `pppd`. One dialer serves one dial
 * interface. It tells facts upward and carries out verbs; redialling, idleness and hours are decided above it. Facts may
 * come at any time and twice; a link that others brought up, or a call that came in, is told like one of ours.
 */
import type { Cause } from '../cause.ts'
import type { DialerSettings, DialSettings } from '../dial-interface.ts'
import type { IpSettings, Link } from '../ip-settings.ts'

/** A link that is up. */
export interface DialedLink {
  readonly direction: 'outgoing' | 'incoming'
  /** What is dialled with, for people: `modem0`, `/dev/ttyUSB0`. */
  readonly port: string
  /** The id of the modem's connection, where it is one. */
  readonly connection?: string
  /** Who asked for it, if not we. */
  readonly by?: string
  /** The request that brought it up, if one did. */
  readonly request?: number
  readonly ip: IpSettings
  readonly link: Link
}

export type DialerFact =
  /** There is something to dial with, or nothing, and why: `no_device` without a modem, `busy` with none that is free. */
  | { readonly type: 'available'; readonly cause?: Cause }
  | { readonly type: 'connecting'; readonly by?: string; readonly request?: number }
  | { readonly type: 'up'; readonly link: DialedLink }
  /** Told after `up` and after `connecting`. */
  | { readonly type: 'down'; readonly cause: Cause }

export interface DialOptions {
  readonly signal: AbortSignal
  /** The caller on whose behalf; `dial` when traffic or persistence does it. */
  readonly by: string
}

export interface Dialer extends AsyncDisposable {
  readonly kind: DialerSettings['kind']
  /** Begins to tell what is so, once at first and whenever it changes. */
  start(tell: (fact: DialerFact) => void): void
  /** Resolves when the link is up and has been told; rejects with a `CauseError`. */
  dial(options: DialOptions): Promise<void>
  /** Resolves when the link is down and has been told. */
  hangUp(options: DialOptions): Promise<void>
}

/** The interface that a dialer serves. */
export interface DialerOwner {
  readonly id: string
  /** As they are now. */
  readonly settings: () => DialSettings
}

/** Makes the dialer of an interface; what it dials with stays as it was then. */
export type DialerSource = (owner: DialerOwner) => Dialer
