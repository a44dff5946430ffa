/**
 * Our handle on one function: the host's end of one control channel. Opens it, or takes over the session that is live;
 * asks and sets, typed by the CID; tells indications; notices when the function lost its state, stopped answering, or is
 * gone. Decides nothing: what to do about a lost function is its owner's to say.
 *
 * Rejections: `StatusError` (the function said no), `ProtocolError` (a message was refused or lost), and `DialtoneError`
 * with the codes `timeout`, `cancelled`, `unplugged`, `not_supported`, `busy` (to be recovered first), `invalid_state`
 * (not open yet), `invalid_argument` (a value that has no bytes) and `protocol` (an answer that cannot be read). Once the
 * channel has ended every command rejects with `unplugged`; nothing is left waiting.
 */
import {
  silent,
  systemClock,
  systemRandom,
  type Clock,
  type DialtoneError,
  type Logger,
  type Random,
} from '../base/index.ts'
import type { Channel } from '../channel/index.ts'
import {
  DeviceServiceSubscribeList,
  type Argument,
  type CidFacts,
  type CommandDone,
  type IndicateStatus,
  type Indicating,
  type MbimExVersion,
  type Queryable,
  type Settable,
} from '../mbim/index.ts'
import { query, raw, set, type CommandOptions, type RawCommand } from './command.ts'
import { Indications } from './indications.ts'
import type { ServiceList } from './service-list.ts'
import { Session, type LostState } from './session.ts'
import { subscription } from './subscription.ts'

export interface DeviceOptions {
  readonly clock?: Clock | undefined
  /** Draws the first transaction id. */
  readonly random?: Random | undefined
  readonly log?: Logger | undefined
  /** How many commands the function takes at once (bMaxOutstandingCommandMessages). */
  readonly maxOutstanding?: number | undefined
  /** The largest control transfer to ask for, in bytes; what the channel carries unless told, else 4096. */
  readonly maxControlTransfer?: number | undefined
  /** The highest extension version to agree to. */
  readonly highestVersion?: MbimExVersion | undefined
}

/** What a device tells its owner. */
export interface DeviceListener {
  /**
   * The function does not keep its session any more (`closed`: it was reset behind our back), or does not answer
   * (`wedged`). All that was outstanding has been rejected; `recover` opens it again.
   */
  lost(state: LostState, cause: DialtoneError): void
  /** The channel has ended: exactly once, and without a cause when `close` was called. */
  ended(cause?: DialtoneError): void
}

/** What follows the CID: the value, which may be left out where it may be empty, and options. */
export type Rest<T> = [...Argument<T>, options?: CommandOptions]

/** [practice] Modems without the extended descriptor promise one command at a time and take more. */
const MAX_OUTSTANDING = 8

/** What hosts ask for where the descriptors cannot be read (libmbim, ModemManager). */
const MAX_CONTROL_TRANSFER = 4096

/** MBIMEx 4.0 changes layouts that a single source describes; a function that has it has 3.0 as well. */
const HIGHEST_VERSION: MbimExVersion = 3

export class MbimDevice implements AsyncDisposable {
  readonly name: string
  readonly #session: Session
  readonly #indications: Indications

  /** Takes over the channel. */
  constructor(channel: Channel, listener: DeviceListener, options: DeviceOptions = {}) {
    const { clock = systemClock, random = systemRandom, log = silent } = options
    this.name = channel.name
    this.#indications = new Indications(log)
    this.#session = new Session(
      channel,
      {
        indication: (indication) => this.#indications.tell(indication, this.#session.version),
        lost: (state, cause) => listener.lost(state, cause),
        ended: (cause) => listener.ended(cause),
      },
      {
        clock,
        random,
        log,
        maxOutstanding: options.maxOutstanding ?? MAX_OUTSTANDING,
        maxControlTransfer: options.maxControlTransfer ?? channel.maxControlMessage ?? MAX_CONTROL_TRANSFER,
        highestVersion: options.highestVersion ?? HIGHEST_VERSION,
      },
    )
  }

  /** The extension version both ends agreed on. */
  get version(): MbimExVersion {
    return this.#session.version
  }

  /** When the function said something last, on the clock's monotonic time. */
  get lastHeard(): number {
    return this.#session.lastHeard
  }

  /** What the function offers; nothing before it is open. */
  get services(): ServiceList | undefined {
    return this.#session.services
  }

  /** Whether the function offers this CID in the version agreed on. */
  offers(cid: CidFacts): boolean {
    return cid.since <= this.version && this.services?.has(cid) === true
  }

  /**
   * Makes the function listen, learns its services and agrees on a version. `adopted`: it was open, and its contexts are
   * as they were.
   */
  open(options: { signal?: AbortSignal } = {}): Promise<{ adopted: boolean }> {
    return this.#session.open(options)
  }

  /** After `lost`: opens the function again, a wedged one after a CLOSE. Its contexts are gone. */
  recover(state: LostState, options: { signal?: AbortSignal } = {}): Promise<void> {
    return this.#session.recover(state, options)
  }

  query<Q, R>(cid: Queryable<Q, R>, ...rest: Rest<Q>): Promise<R>
  query<Q, R>(cid: Queryable<Q, R>, value: Q, options?: CommandOptions): Promise<R>
  // The value is left out only where its type lets it be empty.
  query<Q, R>(cid: Queryable<Q, R>, value = {} as Q, options?: CommandOptions): Promise<R> {
    return query(this.#session, cid, value, options)
  }

  set<S, R>(cid: Settable<S, R>, ...rest: Rest<S>): Promise<R>
  set<S, R>(cid: Settable<S, R>, value: S, options?: CommandOptions): Promise<R>
  // The value is left out only where its type lets it be empty.
  set<S, R>(cid: Settable<S, R>, value = {} as S, options?: CommandOptions): Promise<R> {
    return set(this.#session, cid, value, options)
  }

  /** Any command, by numbers and bytes; resolves whatever its status. */
  raw(command: RawCommand, options?: CommandOptions): Promise<CommandDone> {
    return raw(this.#session, command, options)
  }

  /** Calls `handler` with what the function says about this CID by itself, until disposed. */
  on<I>(cid: Indicating<I>, handler: (info: I) => void): Disposable {
    return this.#indications.on(cid, handler)
  }

  /** As `on`, for every indication, undecoded. */
  onAny(handler: (indication: IndicateStatus) => void): Disposable {
    return this.#indications.onAny(handler)
  }

  /**
   * Replaces the list of indications that are wanted by those of these CIDs that the function offers, and everything of
   * `services` (UUIDs).
   */
  async subscribe(
    cids: readonly CidFacts[],
    { services, ...options }: CommandOptions & { readonly services?: readonly string[] } = {},
  ): Promise<void> {
    const events = subscription(
      cids.filter((cid) => this.offers(cid)),
      services,
    )
    await this.set(DeviceServiceSubscribeList, { events }, options)
  }

  /** Lets go of the function. With `close` its session ends and every context with it; else it lives on. */
  close(options: { close?: boolean } = {}): Promise<void> {
    return this.#session.close({ close: options.close ?? false })
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }
}
