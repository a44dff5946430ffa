/**
 * A connection that an interface of an earlier life has left up and that no interface has now. It is hung up once its modem is
 * seen with it, and again for as long as the modem refuses; a modem that is away is waited for. What others brought up is theirs.
 */
import {
  formatDuration,
  Minutes,
  retrySchedule,
  Seconds,
  type Clock,
  type Duration,
  type ErrorCode,
  type Instant,
  type Logger,
  type Timer,
} from '../../base/index.ts'
import {
  causeOf,
  type Cause,
  type Dialer,
  type DialerFact,
  type DialerSettings,
  type DialerSource,
} from '../../core/index.ts'
import { DIALLER } from '../../policy/index.ts'
import { RECALL_PATIENCE } from '../memory.ts'
import { isSameLink, type DialNote } from './dial-memory.ts'

export interface DialLeftoverOptions {
  readonly dialer: DialerSource
  readonly clock: Clock
  readonly log: Logger
  /** Called when there is nothing to be hung up, or nothing any more. */
  readonly over: () => void
}

/** A hang-up that was refused, and when it is tried again. */
export interface RefusedHangUp {
  readonly cause: Cause
  readonly again: Instant
}

/** A modem that refuses to hang up may be busy for a moment, or have a fault that only its restart ends. */
const RETRY = { first: Seconds(10), ceiling: Minutes(10) } as const

/** What a modem lacks that has told all of itself, contexts included. */
const SEEN: ReadonlySet<ErrorCode> = new Set([
  'sim_not_inserted',
  'bad_sim',
  'pin_required',
  'service_not_activated',
  'radio_off',
  'not_registered',
])
/** It is there, and may be about to tell; or what it is said to lack comes before what it has told. */
const UNCLEAR: ReadonlySet<ErrorCode> = new Set(['busy', 'not_found'])

export class DialLeftover implements AsyncDisposable {
  readonly note: DialNote
  readonly #clock: Clock
  readonly #log: Logger
  readonly #dialer: Dialer
  readonly #over: () => void
  readonly #life = new AbortController()
  #retries = retrySchedule(RETRY)
  #timer: Timer | undefined
  #hangingUp = false
  #refused: RefusedHangUp | undefined
  #ended = false

  constructor(id: string, note: DialNote, { dialer, clock, log, over }: DialLeftoverOptions) {
    this.note = note
    this.#clock = clock
    this.#log = log.child({ subject: note.name })
    this.#over = over
    // It lets nobody in meanwhile.
    const settings = { ...note.settings, dialer: onlyThat(note), enabled: false }
    this.#dialer = dialer({ id, settings: () => settings })
  }

  /** It was seen to be there still. */
  get isFound(): boolean {
    return this.#hangingUp || this.#refused !== undefined
  }

  get refused(): RefusedHangUp | undefined {
    return this.#refused
  }

  start(): void {
    this.#unclear()
    this.#dialer.start((fact) => this.#hear(fact))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#life.abort()
    this.#setTimer(undefined)
    await this.#dialer[Symbol.asyncDispose]()
  }

  #hear(fact: DialerFact): void {
    // How that ends says what is so.
    if (this.#hangingUp || this.#ended) return
    switch (fact.type) {
      case 'up':
        // Another connection is somebody's.
        if (!isSameLink(this.note.link, fact.link)) this.#end()
        else if (this.#refused === undefined) void this.#hangUp()
        break
      case 'connecting':
        this.#unclear()
        break
      case 'down':
        if (this.#isAway(fact.cause)) this.#await()
        else this.#end()
        break
      case 'available':
        if (fact.cause === undefined || SEEN.has(fact.cause.code)) this.#end()
        else if (UNCLEAR.has(fact.cause.code)) this.#unclear()
        else if (this.#isAway(fact.cause)) this.#await()
        else this.#end()
        break
    }
  }

  /** A link of a line is there without the line's device no more; a context outlives whatever keeps us from its modem. */
  #isAway({ code }: Cause): boolean {
    return this.#dialer.kind === 'modem' && !SEEN.has(code) && code !== 'cancelled' && code !== 'disconnected'
  }

  #await(): void {
    this.#refused = undefined
    this.#setTimer(undefined)
  }

  /** What is there and does not show it in time does not have it. */
  #unclear(): void {
    if (this.#refused === undefined && this.#timer === undefined) {
      this.#setTimer(RECALL_PATIENCE, () => this.#end())
    }
  }

  async #hangUp(): Promise<void> {
    this.#hangingUp = true
    this.#setTimer(undefined)
    if (this.#refused === undefined) {
      this.#retries = retrySchedule(RETRY)
      this.#log.info({}, 'it is not there any more: the connection that it had is hung up')
    }
    try {
      await this.#dialer.hangUp({ signal: this.#life.signal, by: DIALLER })
      this.#end()
    } catch (thrown) {
      this.#again(causeOf(thrown))
    } finally {
      this.#hangingUp = false
    }
  }

  #again(cause: Cause): void {
    if (this.#life.signal.aborted) return
    if (cause.code === 'unplugged') {
      this.#await()
      return
    }
    const wait = this.#retries.next().value ?? RETRY.ceiling
    this.#refused = { cause, again: this.#clock.now() + wait }
    this.#log.warn(
      { error: cause.message },
      `its connection could not be hung up; that is tried again in ${formatDuration(wait)}`,
    )
    this.#setTimer(wait, () => void this.#hangUp())
  }

  #setTimer(delay: Duration | undefined, due: () => void = () => undefined): void {
    this.#timer?.[Symbol.dispose]()
    this.#timer = delay === undefined ? undefined : this.#clock.setTimer(delay, due, { background: true })
  }

  /** Not at once: a dialer that is just being started is not to be ended amid that. */
  #end(): void {
    if (this.#ended) return
    this.#ended = true
    queueMicrotask(this.#over)
  }
}

/** What others have says nothing of it. */
function onlyThat({ link, settings: { dialer } }: DialNote): DialerSettings {
  return dialer.kind === 'modem' ? { ...dialer, modems: [link.port] } : dialer
}
