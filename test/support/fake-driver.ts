/** A driver that a test plays by hand: it tells what the test says, and each verb waits for the test to end it. */
import { DialtoneError } from '../../src/base/index.ts'
import {
  CauseError,
  type Activation,
  type Cause,
  type ContextSettings,
  type Driver,
  type DriverFact,
  type ModemFact,
  type ModemOperation,
  type ModemSource,
  type OperationResult,
} from '../../src/core/index.ts'
import { activation, bringUp } from './facts.ts'

export interface Asked {
  readonly verb: 'attach' | 'detach' | 'activate' | 'deactivate' | ModemOperation['kind']
  readonly operation?: ModemOperation
  readonly settings?: ContextSettings
  readonly signal: AbortSignal
  succeed(result?: Activation | OperationResult): void
  fail(cause: Cause): void
}

export class FakeDriver implements Driver {
  readonly kind = 'fake'
  readonly device: string
  /** Every verb that was asked for, oldest first. */
  readonly asked: Asked[] = []
  started = false
  stopped = 0
  #tell: (fact: DriverFact) => void = () => undefined
  readonly #opening = Promise.withResolvers<undefined>()

  constructor(device = 'fake0') {
    this.device = device
  }

  async start(tell: (fact: DriverFact) => void): Promise<void> {
    this.started = true
    this.#tell = tell
    await this.#opening.promise
  }

  tell(...facts: readonly DriverFact[]): void {
    for (const fact of facts) this.#tell(fact)
  }

  /** Comes up, registered and attached, as far as the facts of `bringUp` go. */
  comeUp(change: (fact: ModemFact) => ModemFact = (fact) => fact): void {
    for (const fact of bringUp().map(change)) this.#tell(fact as DriverFact) // what a modem tells is told by a driver
  }

  failToOpen(cause: Cause): void {
    this.#opening.reject(new CauseError(cause))
  }

  /** The verb that was asked for last. */
  get last(): Asked {
    const last = this.asked.at(-1)
    if (last === undefined) throw new Error('nothing was asked of the driver')
    return last
  }

  async attach(options: { signal: AbortSignal }): Promise<void> {
    await this.#ask('attach', options.signal)
  }

  async detach(options: { signal: AbortSignal }): Promise<void> {
    await this.#ask('detach', options.signal)
  }

  async activate(
    _sessionId: number,
    settings: ContextSettings,
    options: { signal: AbortSignal },
  ): Promise<Activation> {
    // A test that ends an activation gives the result of one.
    return ((await this.#ask('activate', options.signal, { settings })) ?? activation) as Activation
  }

  async deactivate(_sessionId: number, options: { signal: AbortSignal }): Promise<void> {
    await this.#ask('deactivate', options.signal)
  }

  async operate(operation: ModemOperation, options: { signal: AbortSignal }): Promise<OperationResult> {
    // A test that ends an operation gives the result of one.
    return ((await this.#ask(operation.kind, options.signal, { operation })) ?? {}) as OperationResult
  }

  async stop(): Promise<void> {
    this.stopped += 1
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
  }

  async #ask(
    verb: Asked['verb'],
    signal: AbortSignal,
    given: Pick<Asked, 'settings' | 'operation'> = {},
  ): Promise<Activation | OperationResult | undefined> {
    const { promise, resolve, reject } = Promise.withResolvers<Activation | OperationResult | undefined>()
    signal.addEventListener('abort', () => reject(new DialtoneError('cancelled', 'it was given up')))
    this.asked.push({
      verb,
      signal,
      ...given,
      succeed: resolve,
      fail: (cause) => reject(new CauseError(cause)),
    })
    return await promise
  }
}

/** Brings the drivers that the test plugs in. */
export class FakeSource implements ModemSource {
  disposed = false
  #arrived: (driver: Driver) => void = () => undefined
  readonly #early: Driver[]

  constructor(...drivers: readonly Driver[]) {
    this.#early = [...drivers]
  }

  async start(arrived: (driver: Driver) => void): Promise<void> {
    this.#arrived = arrived
    for (const driver of this.#early) arrived(driver)
  }

  plugIn<T extends Driver>(driver: T): T {
    this.#arrived(driver)
    return driver
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.disposed = true
  }
}
