/**
 * The life of a driver: it opens its modem, tells the whole picture and then what changes, recovers a modem that lost its
 * session or does not answer, and ends when the modem is gone or it is let go. The verbs are files of their own.
 */
import {
  DialtoneError,
  Milliseconds,
  Minutes,
  retrySchedule,
  Seconds,
  sleep,
  type Clock,
  type Duration,
  type Logger,
  type Random,
} from '../../base/index.ts'
import type {
  Activation,
  ContextSettings,
  Driver,
  DriverFact,
  ModemOperation,
  OperationResult,
} from '../../core/index.ts'
import { MbimDevice, type LostState } from '../../device/index.ts'
import { carryOut } from '../carry-out.ts'
import { OPERATION_NAMES } from '../operation-name.ts'
import { whenAborted } from '../when-aborted.ts'
import { bringUp } from './bring-up.ts'
import { causeError } from './cause.ts'
import type { DriverContext, Wanted } from './context.ts'
import type { MbimDriverOptions } from './create-mbim-driver.ts'
import { background } from './hear.ts'
import { watchLife } from './liveness.ts'
import { syncMessages } from './message-store.ts'
import { openContext } from './open-context.ts'
import { watchTraffic } from './traffic.ts'
import { watchUnderway } from './underway.ts'
import { activate } from './verb/activate.ts'
import { attach, detach } from './verb/attach.ts'
import { deactivate } from './verb/deactivate.ts'
import { operate } from './verb/operate.ts'

type Settled = MbimDriverOptions & { readonly clock: Clock; readonly random: Random; readonly log: Logger }

/**
 * The pauses between attempts at a modem that cannot be recovered, or that is lost as soon as it has been; each attempt may
 * take up to a minute itself.
 */
const RETRIES = { first: Seconds(1), ceiling: Seconds(30) } as const

/** A modem that was well for so long is opened again at once when it is lost. */
const WELL = Minutes(1)

export class MbimDriver implements Driver {
  readonly kind = 'mbim'
  readonly device: string
  readonly #options: Settled
  readonly #stopping = new AbortController()
  #tell: (fact: DriverFact) => void = () => undefined
  #device: MbimDevice | undefined
  /** While the modem is open and its picture told, or being told. */
  #context: DriverContext | undefined
  #endOfContext: (reason: Error) => void = () => undefined
  /** Sessions that had a context when the modem was lost, until they have been told of again. */
  readonly #unaccounted = new Set<number>()
  readonly #wanted: Wanted = { services: [] }
  #lost: LostState | undefined
  /** The modem is being opened, the first time or again; a loss meanwhile is that procedure's to mend. */
  #opening = false
  #restoring: Promise<void> = Promise.resolve()
  /** When the modem was opened last, on the clock's monotonic time, and the pauses that are left until it stays well. */
  #openedAt = -Infinity
  #pauses = pauses()
  /** It is gone, or was let go: nothing is told any more. */
  #over = false

  constructor(options: Settled) {
    this.device = options.device
    this.#options = options
  }

  async start(tell: (fact: DriverFact) => void, { signal }: { signal: AbortSignal }): Promise<void> {
    this.#tell = tell
    using _aborted = whenAborted(signal, () => void this.stop())
    await this.#first()
  }

  attach(options: { signal: AbortSignal }): Promise<void> {
    return this.#carryOut('attaching to the packet service', options, attach)
  }

  detach(options: { signal: AbortSignal }): Promise<void> {
    return this.#carryOut('detaching from the packet service', options, detach)
  }

  activate(
    sessionId: number,
    settings: ContextSettings,
    options: { signal: AbortSignal },
  ): Promise<Activation> {
    return this.#carryOut('activating the context', options, (context, signal) =>
      activate(context, sessionId, settings, signal),
    )
  }

  deactivate(sessionId: number, options: { signal: AbortSignal }): Promise<void> {
    return this.#carryOut('deactivating the context', options, (context, signal) =>
      deactivate(context, sessionId, signal),
    )
  }

  operate(operation: ModemOperation, options: { signal: AbortSignal }): Promise<OperationResult> {
    return this.#carryOut(OPERATION_NAMES[operation.kind], options, (context, signal) =>
      operate(context, operation, signal),
    )
  }

  async stop(options: { close?: boolean } = {}): Promise<void> {
    this.#over = true
    const letGo = new DialtoneError('cancelled', `${this.device} was let go`)
    this.#stopping.abort(letGo)
    this.#endOfContext(letGo)
    await this.#device?.close(options)
    await this.#restoring
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop()
  }

  async #first(): Promise<void> {
    const what = `opening ${this.device}`
    this.#opening = true
    try {
      await this.#open()
      this.#opened()
    } catch (error) {
      if (this.#lost === undefined || this.#isOver()) {
        const failure = causeError(error, what)
        this.#finish(failure)
        throw failure
      }
      await this.#restore()
      if (this.#isOver()) throw causeError(new DialtoneError('unplugged', `${this.device} is gone`), what)
    }
  }

  /** A channel, a function that listens on it, and the whole picture of the modem. */
  async #open(): Promise<void> {
    const { channel: connect, clock, highestVersion, log, maxOutstanding, random } = this.#options
    this.#lost = undefined
    const channel = await connect({ signal: this.#stopping.signal })
    if (this.#isOver()) {
      channel.close()
      throw new DialtoneError('cancelled', `${this.device} was let go`)
    }
    const device: MbimDevice = new MbimDevice(
      channel,
      {
        lost: (state, cause) => {
          if (this.#device === device) this.#onLost(state, cause)
        },
        ended: (cause) => {
          if (this.#device === device) this.#onEnded(cause)
        },
      },
      { clock, random, log, maxOutstanding, highestVersion },
    )
    this.#device = device
    const { adopted } = await device.open({ signal: this.#stopping.signal })
    await this.#present(device, adopted)
  }

  /** Tells the modem's picture, then what changes. */
  async #present(device: MbimDevice, adopted: boolean): Promise<void> {
    this.#rememberContexts()
    const { clock, data, link, log } = this.#options
    const tell = (fact: DriverFact): void => {
      this.#tellFact(fact)
      if (fact.type !== 'context') return
      traffic.contextsChanged()
      underway.told(fact)
    }
    const { context, end } = openContext(device, tell, { clock, data, link, log, wanted: this.#wanted })
    const traffic = watchTraffic(context, { adopted })
    const underway = watchUnderway(context)
    const unwatch = (): void => {
      traffic[Symbol.dispose]()
      underway[Symbol.dispose]()
    }
    whenAborted(context.signal, unwatch)
    this.#context = context
    this.#endOfContext = end
    const reached = this.#options.reached?.()
    if (reached !== undefined) {
      this.#tellFact({ type: 'reached', driver: this.kind, device: this.device, reached })
    }
    try {
      await bringUp(context, { adopted, device: this.device })
      // Questions that may fail have hidden that the modem was lost among them.
      context.signal.throwIfAborted()
    } catch (error) {
      end(error instanceof Error ? error : new DialtoneError('internal', String(error)))
      throw error
    }
    this.#tellOfLostContexts(context)
    context.tell({ type: 'ready' })
    traffic.ready()
    // A card takes its time over them, and a connection need not wait for that.
    background(context, 'the messages', syncMessages(context))
    const watch = watchLife(context)
    whenAborted(context.signal, () => watch[Symbol.dispose]())
  }

  #rememberContexts(): void {
    for (const [sessionId, { state }] of this.#context?.known.contexts ?? []) {
      if (state !== 'deactivated') this.#unaccounted.add(sessionId)
    }
  }

  /** Contexts do not outlive the session they were activated in. */
  #tellOfLostContexts(context: DriverContext): void {
    for (const sessionId of this.#unaccounted) {
      if (!context.known.contexts.has(sessionId)) {
        context.tell({ type: 'context', sessionId, state: 'deactivated' })
      }
    }
    this.#unaccounted.clear()
  }

  #onLost(state: LostState, cause: DialtoneError): void {
    this.#lost = state
    this.#endOfContext(cause)
    this.#tellFailed(cause)
    if (!this.#opening && !this.#over) this.#restoring = this.#restore()
  }

  /** A device that is gone ends the driver; a channel alone does not, such as mbim-proxy's, which may have been killed. */
  #onEnded(cause = new DialtoneError('channel_failed', `the channel to ${this.device} was closed`)): void {
    if (cause.code === 'unplugged' || this.#opening || this.#over) {
      this.#finish(cause)
      return
    }
    this.#lost = undefined
    this.#endOfContext(cause)
    this.#tellFailed(cause)
    this.#restoring = this.#restore()
  }

  /** The end of an opening that went well: it may have been lost again in its last moment. */
  #opened(): void {
    this.#opening = false
    this.#openedAt = this.#options.clock.monotonic()
    if (this.#lost !== undefined && !this.#over) this.#restoring = this.#restore()
  }

  /** Opens a lost modem again, for as long as it takes; ends well when it is open, or when there is nothing to open. */
  async #restore(): Promise<void> {
    this.#opening = true
    const { clock } = this.#options
    if (clock.monotonic() - this.#openedAt > WELL) this.#pauses = pauses()
    for (;;) {
      const pause = this.#pauses.next().value ?? RETRIES.ceiling
      if (pause > 0) await sleep(clock, pause, { signal: this.#stopping.signal }).catch(() => undefined)
      if (this.#isOver()) return
      try {
        await this.#again()
        this.#opened()
        return
      } catch (error) {
        if (this.#isOver()) return
        if (isGone(error)) {
          this.#finish(error)
          return
        }
        this.#tellFailed(error)
      }
    }
  }

  /** On the channel there is; where that does not help, on another. */
  async #again(): Promise<void> {
    const device = this.#device
    const lost = this.#lost
    this.#lost = undefined
    if (device !== undefined && lost !== undefined) {
      try {
        await device.recover(lost, { signal: this.#stopping.signal })
        await this.#present(device, false)
        return
      } catch (error) {
        // Lost once more while it was asked: it does open, so this channel is worth another try.
        if (this.#wasLost() || this.#isOver()) throw error
        this.#options.log.info({ device: this.device, error: String(error) }, 'trying another channel')
      }
    }
    this.#device = undefined
    await device?.close()
    await this.#open()
  }

  #tellFact(fact: DriverFact): void {
    if (!this.#over) this.#tell(fact)
  }

  #tellFailed(error: unknown): void {
    this.#tellFact({ type: 'failed', cause: causeError(error, `talking to ${this.device}`).reason })
  }

  #finish(error: unknown): void {
    if (this.#over) return
    const gone = DialtoneError.of(error)
    // That it is gone says all there is to say.
    const reason =
      gone?.code === 'unplugged'
        ? { code: gone.code, message: gone.message }
        : causeError(error, `talking to ${this.device}`).reason
    this.#tell({ type: 'gone', cause: reason })
    this.#endOfContext(new DialtoneError('unplugged', reason.message))
    void this.stop()
    this.#options.gone?.(reason)
  }

  // As questions, since an await may have changed the answers.

  #isOver(): boolean {
    return this.#over
  }

  #wasLost(): boolean {
    return this.#lost !== undefined
  }

  /** A verb ends when its caller gives up, or with the session it was begun in. */
  #carryOut<T>(
    what: string,
    options: { signal: AbortSignal },
    verb: (context: DriverContext, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    return carryOut(what, { device: this.device, context: this.#context, over: this.#over }, verb, options)
  }
}

/** Before each attempt at a lost modem: none before the first. */
function* pauses(): Generator<Duration, void> {
  yield Milliseconds(0)
  yield* retrySchedule(RETRIES)
}

/** There is nothing there any more to be opened. */
function isGone(error: unknown): boolean {
  return error instanceof DialtoneError && (error.code === 'not_found' || error.code === 'unplugged')
}
