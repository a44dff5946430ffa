/**
 * One modem: its driver, its machine and the mailbox between them. Facts are taken strictly in order; what the machine
 * wants done is done after each. Nothing that a driver tells or throws leaves this room.
 *
 * A modem is known to others once it has said who it is, or once it is known to be in trouble.
 */
import {
  DialtoneError,
  Mailbox,
  Seconds,
  toDialtoneError,
  type Clock,
  type Logger,
  type Timer,
} from '../base/index.ts'
import {
  CauseError,
  causeOf,
  initialModem,
  stepModem,
  type Activation,
  type AskedFact,
  type Cause,
  type Driver,
  type DriverFact,
  type ModemEffect,
  type ModemFact,
  type ModemMachine,
  type OperationResult,
  type Recollection,
  type Store,
  type Verb,
} from '../core/index.ts'
import { keepCount, readingOf, type Count } from './count.ts'
import { rememberContext, rememberedMessages, rememberMessages } from './memory.ts'
import { decisionText } from './decision.ts'
import type { ModemDirectory } from './modem-directory.ts'
import type { RequestBook } from './request-book.ts'

export interface UnitSurroundings {
  readonly store: Store
  readonly clock: Clock
  readonly log: Logger
  readonly directory: ModemDirectory
  readonly requests: RequestBook
  /** What is to be recalled of the modem of this id; each time it is asked, what is left of it. */
  readonly recollect: (modem: string) => readonly Recollection[]
  /** Its counters were read, and what was used has been kept. */
  readonly counted: (count: Count) => void
  /** Its first picture is whole, or it is clear that this will take longer. */
  readonly settled: () => void
  /** What its machine wants done, in words, before it is done. */
  readonly decided: (text: string, device: string) => void
  /** Something happened to it, which has been told. */
  readonly changed: (unit: ModemUnit) => void
  /** The driver has ended, and this unit with it. */
  readonly ended: (unit: ModemUnit) => void
}

/**
 * A modem that is pulled out and put in again may come before it has gone. A double of another modem waits for as long
 * before it is taken for one.
 */
const REPLUG_PATIENCE = Seconds(1)
const IDENTITY_TIMER = 'identity'

type Opened = Extract<DriverFact, { type: 'opened' }>
type ReachedFact = Extract<DriverFact, { type: 'reached' }>
type Asked = Exclude<Verb, { type: 'abort' | 'operate' }>

export class ModemUnit {
  readonly #driver: Driver
  readonly #surroundings: UnitSurroundings
  readonly #log: Logger
  readonly #mailbox: Mailbox<ModemFact>
  readonly #stopping = new AbortController()
  /** Of the present machine, which counts its attempts from the beginning. */
  #attempts = new Map<number, AbortController>()
  readonly #timers = new Map<string, Timer>()
  #machine: ModemMachine | undefined
  /** The identity it is known by; empty while it is known by its place only. */
  #equipment = ''
  /** How the modem is reached, whichever it is. */
  #reached: ReachedFact | undefined
  /** It has said who it is, and that is to be looked into before others are told. */
  #stranger: Opened | undefined
  /** Facts that came while it was not clear who this is. */
  readonly #held: ModemFact[] = []
  #over = false

  constructor(driver: Driver, surroundings: UnitSurroundings) {
    this.#driver = driver
    this.#surroundings = surroundings
    this.#log = surroundings.log.child({ subject: driver.device })
    this.#mailbox = new Mailbox(
      (fact) => this.#handle(fact),
      (thrown, fact: unknown) => {
        this.#log.error({ error: toDialtoneError(thrown), fact: typeOf(fact) }, 'a fact could not be handled')
      },
    )
  }

  /** Nothing while others are not to know of it. */
  get machine(): ModemMachine | undefined {
    return this.#machine?.phase === 'unknown' ? undefined : this.#machine
  }

  start(): void {
    const tell = (fact: DriverFact): void => this.#mailbox.post(fact)
    const failed = (thrown: unknown): void => {
      if (this.#over) return
      this.#log.warn({ cause: causeOf(thrown).message }, 'the modem could not be opened')
      this.#mailbox.post({ type: 'gone', cause: causeOf(thrown) })
    }
    try {
      this.#driver.start(tell, { signal: this.#stopping.signal }).catch(failed)
    } catch (thrown) {
      failed(thrown)
    }
  }

  /** What is asked of it, and the timers of the service. */
  post(fact: AskedFact | Extract<ModemFact, { type: 'timer' }>): void {
    this.#mailbox.post(fact)
  }

  /** Lets go of the modem, whose contexts stay up. */
  async stop(): Promise<void> {
    if (this.#over) return
    this.#end()
    this.#stopping.abort(new DialtoneError('service_stopping', 'the service is stopping'))
    await this.#letGo()
  }

  #handle(fact: ModemFact): void {
    if (fact.type === 'ready' || fact.type === 'failed' || fact.type === 'gone') this.#surroundings.settled()
    if (fact.type === 'gone') {
      this.#step(fact)
      this.#gone()
    } else if (fact.type === 'reached') {
      this.#reached = fact
      this.#step(fact)
    } else if (fact.type === 'timer' && fact.timer === IDENTITY_TIMER) this.#meet()
    else if (this.#stranger !== undefined) this.#held.push(fact)
    else if (
      fact.type === 'opened' &&
      (this.#machine === undefined || fact.equipment.id !== this.#equipment)
    ) {
      this.#stranger = fact
      const { id } = fact.equipment
      if (id !== '' && this.#surroundings.directory.isHere(id, this.#driver.device)) {
        this.#setTimer(IDENTITY_TIMER, REPLUG_PATIENCE)
      } else this.#meet()
    } else if (this.#machine !== undefined) this.#step(fact)
    else if (fact.type === 'failed') {
      this.#enter('')
      this.#step(fact)
    } else this.#held.push(fact)
  }

  /** The modem has said who it is, for the first time or as another than before. */
  #meet(): void {
    const opened = this.#stranger
    if (opened === undefined) return
    this.#stranger = undefined
    const cause: Cause = { code: 'unplugged', message: `${this.#driver.device} answers as another modem` }
    this.#step({ type: 'gone', cause })
    this.#leave()
    this.#enter(opened.equipment.id)
    this.#step(opened)
    for (const held of this.#held.splice(0)) this.#handle(held)
  }

  #enter(equipment: string): void {
    const { clock, directory, recollect, store } = this.#surroundings
    const { kind, device } = this.#driver
    const { id, name } = directory.enter(equipment, device)
    this.#equipment = equipment
    this.#machine = initialModem({ id, name, driver: kind, device }, { now: clock.now() })
    const sessions = recollect(id)
    const traffic = readingOf(store, id)
    const messages = rememberedMessages(store, id)
    if (sessions.length > 0 || messages !== undefined || traffic !== undefined) {
      this.#step({ type: 'recall', sessions, ...(messages && { messages }), ...(traffic && { traffic }) })
    }
    if (this.#reached !== undefined) this.#step(this.#reached)
  }

  #leave(): void {
    if (this.#machine !== undefined) this.#surroundings.directory.leave(this.#machine.identity.id)
    this.#machine = undefined
    this.#attempts = new Map()
    this.#surroundings.changed(this)
  }

  #gone(): void {
    this.#leave()
    this.#end()
    this.#surroundings.ended(this)
    void this.#letGo()
  }

  #end(): void {
    this.#over = true
    this.#mailbox.close()
    for (const timer of this.#timers.values()) timer[Symbol.dispose]()
  }

  async #letGo(): Promise<void> {
    try {
      await this.#driver[Symbol.asyncDispose]()
    } catch (thrown) {
      this.#log.warn({ error: toDialtoneError(thrown).message }, 'the driver did not end well')
    }
  }

  #step(fact: ModemFact): void {
    if (this.#machine === undefined) return
    const { state, effects } = stepModem(this.#machine, fact, this.#surroundings.clock.now())
    this.#machine = state
    for (const effect of effects) {
      try {
        const decision = decisionText(effect)
        if (decision !== undefined) this.#surroundings.decided(decision, this.#driver.device)
        this.#run(effect, state.identity.id)
      } catch (thrown) {
        this.#log.error({ error: toDialtoneError(thrown), effect: effect.type }, 'an effect failed')
      }
    }
    this.#surroundings.changed(this)
  }

  #run(effect: ModemEffect, modem: string): void {
    const { store, requests } = this.#surroundings
    switch (effect.type) {
      case 'tell':
        store.journal.append(effect.event)
        break
      case 'complete':
        requests.end(effect.request, effect)
        break
      case 'remember':
        rememberContext(store, modem, effect)
        break
      case 'count':
        keepCount(store, effect)
        this.#surroundings.counted(effect)
        break
      case 'remember-messages':
        rememberMessages(store, modem, effect)
        break
      case 'attach':
      case 'activate':
      case 'deactivate':
        this.#ask(effect)
        break
      case 'operate':
        this.#operate(effect)
        break
      case 'abort':
        this.#attempts.get(effect.attempt)?.abort(new DialtoneError('cancelled', 'it was given up'))
        break
      case 'set-timer':
        this.#setTimer(effect.timer, effect.delay)
        break
      case 'clear-timer':
        this.#clearTimer(effect.timer)
        break
    }
  }

  #ask(verb: Asked): void {
    const { attempt, sessionId } = verb
    this.#attempt<Activation | undefined>(
      attempt,
      (signal) => this.#carryOut(verb, signal),
      (cause, activation) =>
        this.#mailbox.post({
          type: 'outcome',
          sessionId,
          attempt,
          ...(cause && { cause }),
          ...(activation && { activation }),
        }),
    )
  }

  #operate({ attempt, operation }: Extract<Verb, { type: 'operate' }>): void {
    let refusal: OperationResult | undefined
    this.#attempt<OperationResult>(
      attempt,
      (signal) =>
        this.#driver.operate(operation, { signal }).catch((thrown: unknown) => {
          refusal = CauseError.of(thrown)?.result
          throw thrown
        }),
      (cause, result = refusal) =>
        this.#mailbox.post({ type: 'operated', attempt, ...(cause && { cause }), ...(result && { result }) }),
    )
  }

  #attempt<T>(
    attempt: number,
    begin: (signal: AbortSignal) => Promise<T>,
    ended: (cause: Cause | undefined, value?: T) => void,
  ): void {
    const controller = new AbortController()
    const attempts = this.#attempts
    attempts.set(attempt, controller)
    const end = (cause: Cause | undefined, value?: T): void => {
      attempts.delete(attempt)
      // The device answers as another modem by now, which has asked for nothing of this.
      if (attempts !== this.#attempts) return
      ended(cause, value)
    }
    const failed = (thrown: unknown): void => end(causeOf(thrown))
    try {
      begin(controller.signal).then((value) => end(undefined, value), failed)
    } catch (thrown) {
      failed(thrown)
    }
  }

  #carryOut(verb: Asked, signal: AbortSignal): Promise<Activation | undefined> {
    const options = { signal }
    switch (verb.type) {
      case 'attach':
        return this.#driver.attach(options).then(nothing)
      case 'activate':
        return this.#driver.activate(verb.sessionId, verb.settings, options)
      case 'deactivate':
        return this.#driver.deactivate(verb.sessionId, options).then(nothing)
    }
  }

  #setTimer(timer: string, delay: Parameters<Clock['setTimer']>[0]): void {
    this.#clearTimer(timer)
    const set = this.#surroundings.clock.setTimer(delay, () => {
      this.#timers.delete(timer)
      this.#mailbox.post({ type: 'timer', timer })
    })
    this.#timers.set(timer, set)
  }

  #clearTimer(timer: string): void {
    this.#timers.get(timer)?.[Symbol.dispose]()
    this.#timers.delete(timer)
  }
}

/** A driver in a bad way may tell anything. */
function typeOf(fact: unknown): unknown {
  return typeof fact === 'object' && fact !== null && 'type' in fact ? fact.type : typeof fact
}

const nothing = (): undefined => undefined
