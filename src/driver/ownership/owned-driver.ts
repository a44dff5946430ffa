/**
 * One modem, whoever drives it. The driver behind it may be exchanged for another at any time: the old one lets go without
 * ending anything, the modem is `failed` for as long as nobody drives it, and the new one takes up what it finds. To whoever
 * holds this driver it is one modem throughout, and a session that is still up was never gone.
 */
import {
  CauseError,
  causeOf,
  type Activation,
  type Cause,
  type ContextSettings,
  type Driver,
  type DriverFact,
  type ModemOperation,
  type OperationResult,
  type Reached,
} from '../../core/index.ts'
import { undriven } from '../failure.ts'
import { OPERATION_NAMES } from '../operation-name.ts'
import { whenAborted } from '../when-aborted.ts'

export interface OwnedDriverOptions {
  /** For whoever knows it by where it is: it is the same whoever drives it. */
  readonly device: string
  /** How a modem is reached that the present driver has just opened; `told` is what that driver says of it. */
  readonly reached: (told: Reached | undefined) => Reached
  /** Called with every fact that was told. */
  readonly heard: (fact: DriverFact) => void
  /** The present driver has ended. `true`: another may follow it, so the modem is not gone. */
  readonly ended: (cause: Cause, options: { readonly opened: boolean }) => boolean
  /** It was let go. */
  readonly stopped: () => void
}

export class OwnedDriver implements Driver {
  readonly device: string
  readonly #options: OwnedDriverOptions
  readonly #started = Promise.withResolvers<undefined>()
  readonly #stopping = new AbortController()
  #tell: ((fact: DriverFact) => void) | undefined
  #current: Driver | undefined
  /** The present driver has told that it opened the modem, and all it knows. */
  #opened = false
  /** Some driver has opened the modem, so that it is known which one it is. */
  #known = false
  /** What was told of how it is reached, by the present driver. */
  #reached: Reached | undefined
  /** Sessions that were told to be up or on their way, by whichever driver. */
  readonly #sessions = new Set<number>()
  /** Of those, the ones that the present driver has not told of yet. */
  #unaccounted = new Set<number>()
  #verbs = 0
  #over = false

  constructor(first: Driver, options: OwnedDriverOptions) {
    this.#current = first
    this.#options = options
    this.device = options.device
    // Whoever starts it is told; nobody need have.
    this.#started.promise.catch(() => undefined)
  }

  get kind(): string {
    return this.#current?.kind ?? 'mbim'
  }

  /** A session is up, or something is on its way that may make one. */
  get isBusy(): boolean {
    return this.#sessions.size > 0 || this.#verbs > 0
  }

  async start(tell: (fact: DriverFact) => void, { signal }: { signal: AbortSignal }): Promise<void> {
    this.#tell = tell
    using _aborted = whenAborted(signal, () => void this.stop())
    if (this.#current !== undefined) this.#begin(this.#current)
    await this.#started.promise
  }

  attach(options: { signal: AbortSignal }): Promise<void> {
    return this.#carryOut('attaching to the packet service', (driver) => driver.attach(options))
  }

  detach(options: { signal: AbortSignal }): Promise<void> {
    return this.#carryOut('detaching from the packet service', (driver) => driver.detach(options))
  }

  activate(
    sessionId: number,
    settings: ContextSettings,
    options: { signal: AbortSignal },
  ): Promise<Activation> {
    return this.#carryOut('activating the context', async (driver) => {
      const activation = await driver.activate(sessionId, settings, options)
      this.#sessions.add(sessionId)
      return activation
    })
  }

  deactivate(sessionId: number, options: { signal: AbortSignal }): Promise<void> {
    return this.#carryOut('deactivating the context', (driver) => driver.deactivate(sessionId, options))
  }

  operate(operation: ModemOperation, options: { signal: AbortSignal }): Promise<OperationResult> {
    return this.#carryOut(OPERATION_NAMES[operation.kind], (driver) => driver.operate(operation, options))
  }

  async stop(options?: { close?: boolean }): Promise<void> {
    if (!this.#over) {
      this.#over = true
      const cause: Cause = { code: 'cancelled', message: `${this.device} was let go` }
      this.#stopping.abort(new CauseError(cause))
      this.#started.reject(new CauseError(cause))
      this.#options.stopped()
    }
    const driver = this.#current
    this.#current = undefined
    await driver?.stop(options)
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop()
  }

  /** From now on this one drives it. Nobody does at that moment. */
  take(driver: Driver): void {
    if (this.#over) {
      void driver.stop()
      return
    }
    this.#current = driver
    if (this.#tell !== undefined) this.#begin(driver)
  }

  /** Nobody drives it any more, until it is taken; what is up stays so. Resolves when the driver has let go. */
  async release(why: string): Promise<void> {
    const driver = this.#current
    this.#current = undefined
    this.#lost({ code: 'busy', message: why })
    await driver?.stop()
  }

  /** The modem is there no more. */
  end(cause: Cause): void {
    if (this.#over) return
    this.#tell?.({ type: 'gone', cause })
    this.#started.reject(new CauseError(cause))
    void this.stop()
  }

  /** What the present driver has said of how it reaches the modem is told anew, with its reason. */
  retell(): void {
    if (this.#opened && this.#current !== undefined) this.#tellReached(this.#current)
  }

  #begin(driver: Driver): void {
    this.#opened = false
    this.#reached = undefined
    this.#unaccounted = new Set(this.#sessions)
    const tell = (fact: DriverFact): void => {
      if (this.#current === driver && !this.#over) this.#hear(driver, fact)
    }
    driver.start(tell, { signal: this.#stopping.signal }).then(
      () => {
        if (this.#current === driver) this.#started.resolve(undefined)
      },
      // Of which it has told as well, unless it could not even begin.
      (thrown: unknown) => tell({ type: 'gone', cause: causeOf(thrown) }),
    )
  }

  #hear(driver: Driver, fact: DriverFact): void {
    switch (fact.type) {
      case 'reached':
        this.#reached = fact.reached
        return
      case 'opened':
        this.#known = true
        this.#tellReached(driver)
        break
      case 'context':
        this.#unaccounted.delete(fact.sessionId)
        if (fact.state === 'deactivated') this.#sessions.delete(fact.sessionId)
        else this.#sessions.add(fact.sessionId)
        break
      case 'ready':
        this.#opened = true
        for (const sessionId of this.#unaccounted) {
          this.#sessions.delete(sessionId)
          this.#tell?.({ type: 'context', sessionId, state: 'deactivated' })
        }
        this.#unaccounted.clear()
        break
      case 'gone': {
        const opened = this.#opened
        this.#current = undefined
        if (this.#options.ended(fact.cause, { opened })) this.#lost(fact.cause)
        else this.end(fact.cause)
        return
      }
      default:
        break
    }
    this.#tell?.(fact)
    this.#options.heard(fact)
  }

  #tellReached(driver: Driver): void {
    const reached = this.#options.reached(this.#reached)
    this.#tell?.({ type: 'reached', driver: driver.kind, device: driver.device, reached })
  }

  #lost(cause: Cause): void {
    this.#opened = false
    // One that changes hands before it was opened is still coming.
    if (!this.#over && this.#known) this.#tell?.({ type: 'failed', cause })
  }

  async #carryOut<T>(what: string, verb: (driver: Driver) => Promise<T>): Promise<T> {
    const driver = this.#current
    if (driver === undefined) {
      throw undriven(what, this.device, { over: this.#over, meanwhile: 'being handed over' })
    }
    this.#verbs += 1
    try {
      return await verb(driver)
    } finally {
      this.#verbs -= 1
    }
  }
}
