/**
 * The life of a driver: it tells the picture of its modem and then what changes, waits while ModemManager is away or does not
 * answer, takes the modem up again under whatever path it comes back, and ends when the modem is gone or it is let go. The
 * verbs are files of their own.
 */
import { abortReason, DialtoneError, toDialtoneError, type Clock, type Logger } from '../../base/index.ts'
import {
  CauseError,
  type Activation,
  type Cause,
  type ContextSettings,
  type Driver,
  type DriverFact,
  type ModemOperation,
  type OperationResult,
} from '../../core/index.ts'
import { carryOut } from '../carry-out.ts'
import { undriven } from '../failure.ts'
import { OPERATION_NAMES } from '../operation-name.ts'
import { whenAborted } from '../when-aborted.ts'
import { bringUp, type BroughtUp } from './bring-up.ts'
import { causeError } from './cause.ts'
import type { ModemContext, Wish } from './context.ts'
import { deviceId, equipmentId, physicalDevice, primaryPort } from './fact/equipment.ts'
import type { ModemManagerService } from './modem-manager-service.ts'
import type { RemoteObject } from './remote-object.ts'
import { attach, detach } from './verb/attach.ts'
import { activate, deactivate } from './verb/bearer.ts'
import { operate } from './verb/operate.ts'

export interface ModemManagerDriverOptions {
  readonly service: ModemManagerService
  readonly clock: Clock
  readonly log: Logger
  /** Whether a modem that ModemManager has just taken up disabled is to be enabled. */
  readonly enable: boolean
  readonly multiplex: boolean
  /** Told when it has ended. */
  readonly gone: () => void
}

export class ModemManagerDriver implements Driver {
  readonly kind = 'modem-manager'
  readonly device: string
  readonly #options: ModemManagerDriverOptions
  readonly #stopping = new AbortController()
  readonly #wish: Wish = { radioOff: false, mode: 'unknown' }
  #modem: RemoteObject | undefined
  #tell: (fact: DriverFact) => void = () => undefined
  /** While the modem is there, from the moment it is being asked who it is. */
  #up: BroughtUp | undefined
  /** Its whole picture has been told: verbs are carried out. */
  #ready = false
  /** Sessions that had a context when the modem was lost, until they have been told of again. */
  readonly #unaccounted = new Set<number>()
  #started: PromiseWithResolvers<void> | undefined
  #over = false

  constructor(modem: RemoteObject, options: ModemManagerDriverOptions) {
    this.#modem = modem
    this.#options = options
    this.device = primaryPort(modem) ?? physicalDevice(modem) ?? modem.path
  }

  async start(tell: (fact: DriverFact) => void, { signal }: { signal: AbortSignal }): Promise<void> {
    if (this.#over) throw undriven('opening it', this.device, { over: true })
    this.#tell = tell
    this.#started = Promise.withResolvers()
    using _aborted = whenAborted(signal, () => {
      this.#started?.reject(causeError(abortReason(signal), `opening ${this.device}`))
      void this.stop()
    })
    if (!isOver(signal) && this.#modem !== undefined) this.#present(this.#modem)
    await this.#started.promise
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

  async stop({ close = false }: { close?: boolean } = {}): Promise<void> {
    if (!this.#over) {
      this.#over = true
      this.#stopping.abort(new DialtoneError('cancelled', `${this.device} was let go`))
      this.#started?.reject(causeError(this.#stopping.signal.reason, `opening ${this.device}`))
      this.#options.gone()
    }
    const up = this.#up
    this.#up = undefined
    await up?.end(new DialtoneError('cancelled', `${this.device} was let go`), { close, letGo: true })
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop()
  }

  /** Whether this object, which has just appeared, is the modem that this driver waits for or drives. */
  is(modem: RemoteObject): boolean {
    const own = this.#modem
    if (own === undefined || own === modem) return own === modem
    const [mine, other] = [equipmentId(own), equipmentId(modem)]
    if (mine !== undefined && other !== undefined) return mine === other
    return deviceId(own) !== undefined && deviceId(own) === deviceId(modem)
  }

  /** The modem is there again, perhaps under another path. */
  appear(modem: RemoteObject): void {
    this.#modem = modem
    if (!this.#over && this.#started !== undefined) this.#present(modem)
  }

  /** Nothing is known of it any more, until it appears. */
  away(error: DialtoneError): void {
    if (this.#over) return
    this.#letGo(error)
    this.#tellFact({
      type: 'failed',
      cause: { code: error.code, message: `${this.device}: ${error.message}` },
    })
  }

  /** It is there no more. */
  vanish(why: string): void {
    if (this.#over) return
    const cause: Cause = { code: 'unplugged', message: why }
    const error = new DialtoneError(cause.code, cause.message)
    this.#letGo(error)
    this.#tellFact({ type: 'gone', cause })
    this.#started?.reject(new CauseError(cause))
    void this.stop()
  }

  #present(modem: RemoteObject): void {
    this.#letGo(new DialtoneError('channel_failed', 'the modem was taken up anew'))
    const { service, clock, log, multiplex, enable } = this.#options
    const up = bringUp(modem, {
      service,
      clock,
      log,
      multiplex,
      enable,
      wish: this.#wish,
      tell: (fact) => this.#tellFact(fact),
      unaccounted: this.#unaccounted,
    })
    this.#up = up
    up.ready.then(
      () => {
        if (this.#up !== up || this.#over) return
        this.#ready = true
        this.#started?.resolve()
      },
      (error: unknown) => {
        // Where it has gone, or ModemManager has, that was told already.
        if (this.#up !== up || this.#over) return
        const { code, message } = toDialtoneError(error)
        this.away(new DialtoneError(code, message))
      },
    )
  }

  #letGo(reason: DialtoneError): void {
    const up = this.#up
    this.#up = undefined
    this.#ready = false
    if (up === undefined) return
    for (const sessionId of up.context.sessions.up()) this.#unaccounted.add(sessionId)
    void up.end(reason, { close: false, letGo: false })
  }

  #tellFact(fact: DriverFact): void {
    if (!this.#over) this.#tell(fact)
  }

  /** A verb ends when its caller gives up, or with the modem object it was begun on. */
  async #carryOut<T>(
    what: string,
    options: { signal: AbortSignal },
    verb: (context: ModemContext, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const context = this.#ready ? this.#up?.context : undefined
    try {
      return await carryOut(what, { device: this.device, context, over: this.#over }, verb, options)
    } catch (error) {
      // Whatever was answered, the modem or ModemManager has gone meanwhile.
      const isGone = context !== undefined && isOver(context.signal) && !isOver(options.signal)
      throw isGone ? causeError(context.signal.reason, what) : error
    }
  }
}

/** As a question, since an await may have changed the answer. */
function isOver(signal: AbortSignal): boolean {
  return signal.aborted
}
