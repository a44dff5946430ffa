/** What the cases of compliance stand on: a modem, a driver for it, and how a case says what is wrong. */
import { DialtoneError, equal } from '../base/index.ts'
import {
  CauseError,
  type Activation,
  type Cause,
  type ContextSettings,
  type Driver,
  type DriverFact,
} from '../core/index.ts'

/** A modem with an unlocked SIM in the coverage of its home network, as somebody beside it may treat it. */
export interface ModemControl {
  /** Settings with which it connects. */
  readonly settings: ContextSettings
  /** Settings that its network refuses, with a cause. */
  readonly refused: ContextSettings
  /** Settings that its network does not answer at all. */
  readonly unanswered: ContextSettings
  /** A session that it has not got. */
  readonly noSession: number
  /** The network ends the context, with a cause. */
  dropContext(sessionId: number): void
  unplug(): void
  /** PIN1 of its SIM, and its PUK: those with which it leaves the factory. */
  readonly codes: { readonly pin: string; readonly puk: string }
  /** Its SIM wants PIN1 from now on. */
  lockSim(): void
  /** Somebody sends its subscriber a text, which comes over the network. */
  receiveMessage(from: string, text: string): void
  /** The texts that others have got of its subscriber. */
  sentMessages(): readonly string[]
  /** A network that is in reach, by its number: MCC and MNC. */
  readonly provider: string
  /** A service of its maker, by its UUID. */
  readonly deviceService: string
  /** Whether the context is up, as the network sees it. */
  isUp(sessionId: number): boolean
}

export interface Subject extends AsyncDisposable {
  readonly modem: ModemControl
  /** A driver for the modem that has not been started; a second one takes the modem over. */
  driver(): Driver
}

export interface Bench {
  /** How many moments of a course are tried, where time is real and each of them costs some; all unless told. */
  readonly moments?: number
  /** A new modem, plugged in; with `locked`, its SIM has wanted PIN1 from the start, and nothing is known of a network. */
  subject(options?: { readonly locked?: boolean }): Promise<Subject>
  /** Lets happen what is ready to happen, a small step of it. */
  step(): Promise<void>
  /** Lets happen what is ready to happen, all of it. */
  settle(): Promise<void>
  /** Waits for the promise, letting time pass. */
  wait<T>(promise: Promise<T>): Promise<T>
}

export interface ComplianceCase {
  readonly name: string
  run(this: void, bench: Bench): Promise<void>
}

type ContextFact = Extract<DriverFact, { type: 'context' }>

export const never: AbortSignal = new AbortController().signal

/** A driver that has been started, with what it told. */
export class Driven implements AsyncDisposable {
  readonly facts: DriverFact[] = []
  readonly driver: Driver
  #told = Promise.withResolvers<undefined>()

  constructor(driver: Driver) {
    this.driver = driver
  }

  static async started(bench: Bench, subject: Subject): Promise<Driven> {
    const driven = new Driven(subject.driver())
    await bench.wait(driven.start())
    return driven
  }

  start(signal: AbortSignal = never): Promise<void> {
    const take = (fact: DriverFact): void => {
      this.facts.push(fact)
      this.#told.resolve(undefined)
      this.#told = Promise.withResolvers()
    }
    return this.driver.start(take, { signal })
  }

  /** The first fact from the `from`th on that is as wanted, once it has been told. */
  async until(wanted: (fact: DriverFact) => boolean, from = 0): Promise<DriverFact> {
    for (;;) {
      const found = this.facts.slice(from).find(wanted)
      if (found !== undefined) return found
      await this.#told.promise
    }
  }

  activate(
    subject: Subject,
    settings = subject.modem.settings,
    signal: AbortSignal = never,
  ): Promise<Activation> {
    return this.driver.activate(0, settings, { signal })
  }

  /** What was told of the context of session 0, from the `from`th fact on. */
  contexts(from = 0): ContextFact[] {
    return this.facts
      .slice(from)
      .filter((fact): fact is ContextFact => fact.type === 'context' && fact.sessionId === 0)
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.driver.stop()
  }
}

/** @throws DialtoneError when the two differ */
export function expect(what: string, actual: unknown, expected: unknown): void {
  if (equal(actual, expected)) return
  const shown = `${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`
  throw new DialtoneError('internal', `${what}: ${shown}`)
}

/** The cause with which a verb fails; a verb that ends well, or fails without a cause, breaks the contract. */
export async function failure(what: string, verb: Promise<unknown>): Promise<Cause> {
  try {
    await verb
  } catch (error) {
    if (error instanceof CauseError) return error.reason
    throw new DialtoneError('internal', `${what} failed without a cause: ${String(error)}`, { cause: error })
  }
  throw new DialtoneError('internal', `${what} ended well`)
}

/** The moments of a course of so many steps that are tried, spread evenly. */
export function momentsOf({ moments = Infinity }: Bench, steps: number): readonly number[] {
  const count = Math.min(moments, steps)
  return Array.from({ length: count }, (_, at) => Math.floor((at * steps) / count))
}

export const types = (facts: readonly DriverFact[]): string[] => facts.map(({ type }) => type)

export async function each(
  bench: Bench,
  run: (driven: Driven, subject: Subject) => Promise<void>,
): Promise<void> {
  await using subject = await bench.subject()
  await using driven = await Driven.started(bench, subject)
  await run(driven, subject)
}
