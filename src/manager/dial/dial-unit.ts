/**
 * One dial interface: its dialer, its data path, its machine and the mailbox between them. Facts are taken strictly in
 * order; what changed is told before requests end, and both before anything is asked of anybody.
 */
import {
  DialtoneError,
  equal,
  Mailbox,
  toDialtoneError,
  type Clock,
  type Duration,
  type Logger,
  type Timer,
} from '../../base/index.ts'
import {
  causeOf,
  type Cause,
  type DataPathCounters,
  type DataPathFact,
  type Dialer,
  type DialerFact,
  type DialerOwner,
  type DialInterface,
  type DialSettings,
  type LinkStatistics,
  type Network,
  type OpenLink,
  type Store,
} from '../../core/index.ts'
import {
  initialDial,
  pathOf,
  stepDial,
  viewDial,
  type DialEffect,
  type DialFact,
  type DialMachine,
  type DialTimer,
  type RecalledRequest,
} from '../../policy/index.ts'
import type { RequestBook } from '../request-book.ts'
import type { DialMemory } from './dial-memory.ts'
import { PathRunner } from './path-runner.ts'

export interface DialUnitOptions {
  readonly id: string
  readonly settings: DialSettings
  readonly store: Store
  readonly clock: Clock
  readonly log: Logger
  readonly network: Network
  /** Why no packets could be led to what it dials with. */
  readonly obstacle: (dialer: DialSettings['dialer']) => Cause | undefined
  readonly requests: RequestBook
  readonly memory: DialMemory
  readonly dialer: (owner: DialerOwner) => Dialer
  /** Requests that an earlier life of the service left pending. */
  readonly recalled: readonly RecalledRequest[]
  /** Whether these settings are those that a restart would bring back, and the file that has them. */
  readonly kept: (settings: DialSettings) => Pick<DialInterface, 'stored' | 'file'>
  readonly paused: boolean
  /** Called with what was told of it. */
  readonly shown: (view: DialInterface) => void
  /** It has come to rest. */
  readonly rested: (unit: DialUnit) => void
}

/** What an interface dials with. */
type Means = Pick<DialSettings, 'dialer' | 'type'>

/** The number of a connection is given here. */
type UnitFact = Exclude<DialFact, { type: 'up' }> | Extract<DialerFact, { type: 'up' }>

export class DialUnit {
  readonly id: string
  readonly #options: DialUnitOptions
  readonly #log: Logger
  readonly #mailbox: Mailbox<UnitFact>
  readonly #attempts = new Map<number, AbortController>()
  readonly #timers = new Map<DialTimer, Timer>()
  readonly #path: PathRunner
  #machine: DialMachine
  #dialer: Dialer
  /** What the dialer was made to dial with; the settings may name something else by now. */
  #means: Means
  /** A connection of an earlier life may still be there: its data path is left alone until that is clear. */
  #adopting: boolean
  #shown: DialInterface
  /** It has been told that it is there. */
  #isTold = false
  #over = false

  constructor(options: DialUnitOptions) {
    const { id, settings, clock, log, network, obstacle, memory } = options
    this.id = id
    this.#options = options
    this.#log = log.child({ subject: settings.name })
    this.#machine = { ...initialDial(id, settings, clock.now()), paused: options.paused }
    const had = memory.recall(id)
    this.#adopting = had !== undefined
    // What an earlier life has dialled with other settings is found by what dialled it, and stays as through any change.
    this.#means = meansOf(had?.settings ?? settings)
    this.#mailbox = new Mailbox(
      (fact) => this.#step(fact),
      (thrown, fact) => {
        this.#log.error({ error: toDialtoneError(thrown), fact: fact.type }, 'a fact could not be handled')
      },
    )
    this.#path = new PathRunner({
      network,
      obstacle,
      clock,
      settings,
      tell: (fact) => this.#hear(fact),
      changed: () => this.#pathChanged(),
    })
    this.#dialer = this.#newDialer()
    this.#shown = this.#view()
  }

  get machine(): DialMachine {
    return this.#machine
  }

  get view(): DialInterface {
    return this.#shown
  }

  /** The link that it has, or had in an earlier life; of that the data path is its own while it goes by the same name. */
  get live(): { readonly name: string; readonly link: OpenLink } | undefined {
    const { memory, obstacle } = this.#options
    const { name, dialer } = this.#machine.settings
    if (obstacle(dialer) !== undefined) return undefined
    const live = memory.liveLink(this.id)
    return live?.name === name ? live : undefined
  }

  /** Of its data path, where it has one. */
  get counters(): DataPathCounters | undefined {
    return this.#path.counters
  }

  start(by?: string): void {
    const { store, recalled } = this.#options
    const { id } = this
    this.#mailbox.post({ type: 'recall', requests: recalled })
    this.#shown = this.#view()
    this.#isTold = true
    store.journal.append({
      type: 'dial.arrived',
      dialInterface: id,
      ...(by !== undefined && { by }),
      data: this.#shown,
    })
    this.#dialer.start((fact) => this.#mailbox.post(fact))
    if (!this.#adopting) this.#path.want(pathOf(this.#machine))
  }

  post(fact: UnitFact): void {
    this.#mailbox.post(fact)
  }

  /** Whether its settings are stored may have changed. */
  look(): void {
    this.#show()
  }

  /** With the counters of its link as they are now. */
  async measured(): Promise<DialInterface> {
    const { connected } = this.#shown
    if (connected === undefined) return this.#shown
    const { statistics } = await this.#usage()
    return statistics === undefined ? this.#shown : this.#view(statistics)
  }

  clearStatistics(): Promise<void> {
    return this.#path.clearStatistics()
  }

  /** Lets go: a connection stays up, and its data path with it. */
  async stop(): Promise<void> {
    if (this.#over) return
    this.#over = true
    this.#mailbox.close()
    for (const timer of this.#timers.values()) timer[Symbol.dispose]()
    const reason = new DialtoneError('service_stopping', 'the service is stopping')
    for (const attempt of this.#attempts.values()) attempt.abort(reason)
    await this.#dialer[Symbol.asyncDispose]()
    await this.#path.stop()
  }

  /** Takes its data path away as well. What it was to find again after a restart, and has not found yet, is remembered still. */
  async remove(): Promise<void> {
    if (this.#adopting) {
      // What is still as an earlier life left it is taken over first, whoever has its routes by now.
      this.#path.change({ ...this.#machine.settings, routes: [] })
      this.#path.want({ to: 'withdrawn' })
    } else this.#options.memory.forget(this.id)
    await this.stop()
    await this.#path[Symbol.asyncDispose]()
  }

  #newDialer(): Dialer {
    const { id } = this
    const means = this.#means
    return this.#options.dialer({ id, settings: () => ({ ...this.#machine.settings, ...means }) })
  }

  /** The dialer is of settings that have been replaced since. */
  get #isOutdated(): boolean {
    return !equal(this.#means, meansOf(this.#machine.settings))
  }

  #step(fact: UnitFact): void {
    const { clock } = this.#options
    const before = this.#machine
    const { state, effects } = stepDial(before, this.#withNumber(fact), clock.now())
    this.#machine = state
    this.#settleAdoption(fact)
    this.#remember(before, state)
    if (fact.type === 'settings') this.#settingsChanged()
    this.#show(fact)
    for (const effect of effects) {
      try {
        this.#run(effect)
      } catch (thrown) {
        this.#log.error({ error: toDialtoneError(thrown), effect: effect.type }, 'an effect failed')
      }
    }
    if (this.#machine === state && state.phase.at === 'down' && before.phase.at !== 'down') this.#rest()
  }

  #withNumber(fact: UnitFact): DialFact {
    if (fact.type !== 'up') return fact
    const { phase } = this.#machine
    if (phase.at === 'up') return { ...fact, connection: phase.connection }
    const { memory } = this.#options
    const known = this.#adopting ? memory.recall(this.id, fact.link) : undefined
    if (known !== undefined) {
      const { number, since, origin } = known
      return { ...fact, connection: number, since, ...(origin && { origin }) }
    }
    return { ...fact, connection: memory.nextNumber() }
  }

  /** Once the dialer has said what became of the connection of an earlier life, the data path follows the machine. */
  #settleAdoption(fact: UnitFact): void {
    if (!this.#adopting) return
    const clear =
      fact.type === 'up' ||
      (fact.type === 'available' && fact.cause?.code !== 'no_device' && fact.cause?.code !== 'busy') ||
      (fact.type === 'timer' && fact.timer === 'recall')
    if (!clear) return
    this.#adopting = false
    this.#path.want(pathOf(this.#machine))
    const { at } = this.#machine.phase
    if (at !== 'up') this.#options.memory.forget(this.id)
    if (at === 'down') this.#renewDialer()
  }

  #remember(before: DialMachine, after: DialMachine): void {
    const { memory } = this.#options
    if (after.phase.at === 'up') {
      if (before.phase.at === 'up' && equal(before.phase.link, after.phase.link)) return
      const { connection, since, link, origin } = after.phase
      const { credentials: _, ...settings } = { ...after.settings, ...this.#means }
      const { name } = settings
      memory.keep(this.id, { name, settings, number: connection, since, link, ...(origin && { origin }) })
    } else if (before.phase.at === 'up') memory.forget(this.id)
  }

  #settingsChanged(): void {
    const { settings, phase } = this.#machine
    this.#path.change(settings)
    if (this.#isOutdated && phase.at === 'down') this.#rest()
  }

  #rest(): void {
    this.#options.rested(this)
    this.#renewDialer()
  }

  /** A change of what it dials with takes effect: while nothing is up or under way, or may be so of an earlier life. */
  #renewDialer(): void {
    if (!this.#isOutdated || this.#adopting || this.#over) return
    this.#means = meansOf(this.#machine.settings)
    const old = this.#dialer
    void old[Symbol.asyncDispose]()
    this.#dialer = this.#newDialer()
    this.#dialer.start((fact) => this.#mailbox.post(fact))
  }

  #view(statistics?: LinkStatistics): DialInterface {
    const { kept } = this.#options
    const { stored, file } = kept(this.#machine.settings)
    const view = viewDial(this.#machine, { stored, dataPath: this.#path.state, statistics })
    return file === undefined ? view : { ...view, file }
  }

  #show(fact?: UnitFact): void {
    const view = this.#view()
    if (this.#over || !this.#isTold || equal(view, this.#shown)) return
    this.#shown = view
    const by = fact !== undefined && 'by' in fact ? fact.by : undefined
    const request = fact !== undefined && 'request' in fact ? fact.request : view.request
    this.#options.store.journal.append({
      type: 'dial.changed',
      dialInterface: this.id,
      ...(by !== undefined && { by }),
      ...(request !== undefined && { request }),
      data: view,
    })
    this.#options.shown(view)
  }

  #pathChanged(): void {
    const [before, now] = [this.#shown.dataPath, this.#path.state]
    if (now.state === 'absent' && !equal(before, now)) {
      this.#log.warn({ cause: now.cause.message }, 'there is no data path')
    } else if (now.state !== 'absent' && before.state === 'absent') {
      this.#log.info({}, 'there is a data path again')
    }
    this.#show()
  }

  #hear(fact: DataPathFact): void {
    switch (fact.type) {
      case 'traffic':
        this.#mailbox.post({ type: 'traffic', packet: fact.summary })
        break
      case 'link-lost':
        this.#mailbox.post(fact)
        break
      case 'repaired':
        this.#log.warn({}, `the data path was repaired: ${fact.what}`)
        break
      case 'broken':
        this.#log.error({ cause: fact.cause.message }, 'the data path does not work any more')
        break
    }
  }

  #run(effect: DialEffect): void {
    switch (effect.type) {
      case 'complete':
        this.#options.requests.end(effect.request, effect)
        break
      case 'dial':
      case 'hang-up':
        this.#ask(effect)
        break
      case 'abort':
        this.#attempts.get(effect.attempt)?.abort(new DialtoneError('cancelled', 'it was given up'))
        break
      case 'path':
        if (!this.#adopting) this.#path.want(effect.path)
        break
      case 'measure':
        void this.#measure()
        break
      case 'set-timer':
        this.#setTimer(effect.timer, effect.delay)
        break
      case 'clear-timer':
        this.#timers.get(effect.timer)?.[Symbol.dispose]()
        this.#timers.delete(effect.timer)
        break
    }
  }

  #ask({ type, attempt, by }: Extract<DialEffect, { type: 'dial' | 'hang-up' }>): void {
    // On its way down it may have been changed, and dialled by traffic before it was seen to rest.
    if (type === 'dial') this.#renewDialer()
    const controller = new AbortController()
    this.#attempts.set(attempt, controller)
    const options = { signal: controller.signal, by }
    const outcome = type === 'dial' ? 'dialled' : 'hung-up'
    const asked = type === 'dial' ? this.#dialer.dial(options) : this.#dialer.hangUp(options)
    asked.then(
      () => {
        this.#attempts.delete(attempt)
        this.#mailbox.post({ type: outcome, attempt })
      },
      (thrown: unknown) => {
        this.#attempts.delete(attempt)
        this.#mailbox.post({ type: outcome, attempt, cause: causeOf(thrown) })
      },
    )
  }

  async #measure(): Promise<void> {
    const { measured, lastTraffic } = await this.#usage()
    this.#mailbox.post({ type: 'usage', measured, ...(lastTraffic !== undefined && { lastTraffic }) })
  }

  async #usage(): ReturnType<PathRunner['usage']> {
    try {
      return await this.#path.usage()
    } catch (thrown) {
      this.#log.warn({ error: toDialtoneError(thrown).message }, 'the use of the link could not be read')
      return { measured: false }
    }
  }

  #setTimer(timer: DialTimer, delay: Duration): void {
    this.#timers.get(timer)?.[Symbol.dispose]()
    const set = this.#options.clock.setTimer(
      delay,
      () => {
        this.#timers.delete(timer)
        this.#mailbox.post({ type: 'timer', timer })
      },
      { background: true },
    )
    this.#timers.set(timer, set)
  }
}

function meansOf({ dialer, type }: Means): Means {
  return { dialer, type }
}
