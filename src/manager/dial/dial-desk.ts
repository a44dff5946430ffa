/**
 * All dial interfaces of the service: what runs, kept apart from what is written, as Routing and Remote Access does. What is
 * changed at run time alone is gone after a restart; what is only stored is there after one. Interfaces of the
 * configuration file are the operator's: they run as the file has them, and only the file changes that for good.
 */
import {
  DialtoneError,
  equal,
  toDialtoneError,
  thereAre,
  type Clock,
  type Logger,
  type Timer,
} from '../../base/index.ts'
import {
  completeDialSettings,
  type Cause,
  type DemandDial,
  type DialerSource,
  type DialInterface,
  type DialSettings,
  type Network,
  type PacketVitals,
  type PartialDialSettings,
  type PublicDialSettings,
  type Request,
  type Store,
} from '../../core/index.ts'
import type { DialApply, Reloaded } from '../../api/index.ts'
import { checkDialSettings, sameName, settingsError } from '../../policy/index.ts'
import { RECALL_PATIENCE } from '../memory.ts'
import type { RequestBook } from '../request-book.ts'
import { DialBook } from './dial-book.ts'
import { dialIdOf } from './dial-id.ts'
import { DialLeftovers, type LeftBehind } from './dial-leftovers.ts'
import type { DialMemory } from './dial-memory.ts'
import { DialUnit } from './dial-unit.ts'
import { lazyNetwork } from './lazy-network.ts'

/** What the configuration file has. */
export interface DialConfiguration {
  /** Nothing where there is none. */
  readonly file?: string | undefined
  readonly interfaces: readonly PartialDialSettings[]
  /** Of interfaces that could not be read at all. */
  readonly problems: Reloaded['problems']
}

export interface DialDeskOptions {
  readonly store: Store
  readonly clock: Clock
  readonly log: Logger
  readonly network: Network
  /** Why no connection of a modem carries packets, where none does. */
  readonly carriesNothing?: Cause
  readonly requests: RequestBook
  readonly memory: DialMemory
  readonly dialer: DialerSource
  /** Called when an interface has other settings, or there is another one. */
  readonly changed: () => void
  /** Called when what was dialled with is free for others. */
  readonly freed: () => void
  /** Called with what is told of an interface. */
  readonly shown: (view: DialInterface) => void
}

export class DialDesk {
  readonly #options: DialDeskOptions
  /** By id. */
  readonly #units = new Map<string, DialUnit>()
  /** By id, of an earlier life: what the start could not take on. Its links stay as they are. */
  #passedOver: readonly string[] = []
  /** What interfaces had that are not there any more. */
  readonly #leftovers: DialLeftovers
  /** What is written of them. */
  readonly #book: DialBook
  /** To be removed once they are down: by whom, and whoever waits for that. */
  readonly #leaving = new Map<string, { readonly by: string; readonly left?: () => void }>()
  #paused = false
  #stopped = false
  #recallTimer: Timer | undefined

  constructor(options: DialDeskOptions) {
    const { memory, log } = options
    const network = lazyNetwork(options.network, {
      live: () => [
        ...[...this.#units.values()].flatMap(({ live }) => live ?? []),
        ...this.#passedOver.flatMap((id) => memory.liveLink(id) ?? []),
      ],
      touched: () => memory.networkTouched(),
      log,
    })
    this.#options = { ...options, network }
    this.#book = new DialBook(options.store.dial)
    this.#leftovers = new DialLeftovers(options)
  }

  get state(): DemandDial {
    return { state: this.#paused ? 'paused' : 'running' }
  }

  /** `owed`: requests on interfaces that an earlier life of the service left pending; `read`: what the file has. */
  async start(owed: readonly Request[], read?: DialConfiguration): Promise<void> {
    const { network, memory, log, clock } = this.#options
    const known = memory.ids()
    for (const { name } of this.#options.store.dial.list()) this.#startStored(name, owed)
    const { problems } = read === undefined ? { problems: [] } : this.#load(read, owed)
    for (const { dialInterface, message } of problems) log.error({ subject: dialInterface }, message)
    for (const { id, dialInterface = '' } of owed) {
      if (this.#units.has(dialInterface)) continue
      const message =
        'the service was restarted while this request was pending, and its interface is not there any more'
      this.#options.requests.end(id, { cause: { code: 'service_restarted', message } })
    }
    // What cannot be read, or cannot run as it is, is not gone: what it has is left alone.
    const there = [
      ...problems.map(({ dialInterface }) => dialInterface),
      ...this.stored().map(({ name }) => name),
    ]
    const kept = new Set(there.map(dialIdOf))
    this.#passedOver = known.filter((id) => !this.#units.has(id) && kept.has(id))
    for (const id of known) if (!this.#units.has(id) && !kept.has(id)) this.#leftovers.letGo(id)
    // It is seen to only now that all interfaces are there: what none of them has is nobody's, and is taken away.
    if (known.length > 0 || memory.isNetworkTouched) await network.start([])
    if (owed.length === 0 && known.length === 0) return
    const over = (): void => {
      for (const unit of this.#units.values()) unit.post({ type: 'timer', timer: 'recall' })
    }
    this.#recallTimer = clock.setTimer(RECALL_PATIENCE, over, { background: true })
  }

  list(): readonly DialInterface[] {
    return [...this.#units.values()]
      .map(({ view }) => view)
      .sort((one, other) => (one.name < other.name ? -1 : 1))
  }

  get packets(): readonly PacketVitals[] {
    return [...this.#units].flatMap(([dialInterface, { counters }]) =>
      counters === undefined ? [] : { dialInterface, counters },
    )
  }

  units(): readonly DialUnit[] {
    return [...this.#units.values()]
  }

  /** Whose connection it was, where it is nobody's now and is to be hung up. */
  leftBehind(connection: string): LeftBehind | undefined {
    return this.#leftovers.behind(connection)
  }

  /** @throws DialtoneError `not_found`. */
  unit(called: string): DialUnit {
    const found = this.#units.get(called.toLowerCase()) ?? this.#units.get(dialIdOf(called))
    return found ?? this.#unknown(called)
  }

  stored(): readonly PublicDialSettings[] {
    return this.#book.list()
  }

  /** What runs under that name, with the password. */
  running(name: string): DialSettings | undefined {
    return this.#units.get(dialIdOf(name))?.machine.settings
  }

  /** With the password. @throws DialtoneError `not_found`. */
  settings(called: string, of: 'running' | 'stored'): DialSettings {
    if (of === 'running') return this.unit(called).machine.settings
    return this.#book.get(this.#nameOf(called)) ?? this.#book.unstored(called)
  }

  /** Settings as they would run. @throws DialtoneError `invalid_argument`. */
  checked(given: PartialDialSettings): DialSettings {
    const settings = completeDialSettings(given)
    this.#check(settings, this.#running(settings.name))
    return settings
  }

  /** @throws DialtoneError `already_exists`, `invalid_argument`, `storage_failed`. */
  add(given: PartialDialSettings, apply: DialApply, by: string): DialSettings {
    const settings = completeDialSettings(given)
    const { name } = settings
    const runs = this.#units.has(dialIdOf(name))
    const kept = this.#book.has(name)
    if ((apply !== 'stored' && runs) || (apply !== 'running' && kept)) {
      throw new DialtoneError('already_exists', `there is a dial interface ${JSON.stringify(name)} already`)
    }
    this.#check(settings, apply === 'stored' ? this.#book.beside(name) : this.#running(name))
    if (apply !== 'running') this.#book.put(settings, by)
    if (apply !== 'stored') this.#open(settings, [], by)
    else this.#lookAt(name)
    return settings
  }

  /**
   * What runs and what is stored are changed each from what it is; what is not stored is not stored by a change.
   * @throws DialtoneError `not_found`, `invalid_argument`, `invalid_state`, `storage_failed`.
   */
  set(
    called: string,
    change: (settings: DialSettings) => DialSettings,
    apply: DialApply,
    by: string,
  ): DialSettings {
    const running = apply === 'stored' ? undefined : this.unit(called)
    const name = running?.machine.settings.name ?? this.#nameOf(called)
    if (apply !== 'running') this.#book.checkIsOurs(name)
    const kept = apply === 'running' ? undefined : this.#book.get(name)
    const stored = kept && change(kept)
    const settings = running === undefined ? stored : change(running.machine.settings)
    if (settings === undefined) return this.#book.unstored(called)
    if (stored !== undefined) this.#check(stored, this.#book.beside(name))
    if (running !== undefined) this.#check(settings, this.#running(name))
    if (stored !== undefined) this.#book.put(stored, by)
    running?.post({ type: 'settings', settings, by })
    this.#lookAt(name)
    this.#options.changed()
    return settings
  }

  /** @throws DialtoneError `not_found`, `already_connected`, `already_connecting`, `invalid_state`, `storage_failed`. */
  async remove(called: string, apply: DialApply, by: string): Promise<void> {
    const unit = apply === 'stored' ? undefined : this.unit(called)
    const name = unit?.machine.settings.name ?? this.#nameOf(called)
    if (unit !== undefined && unit.view.state !== 'disconnected' && unit.view.state !== 'unreachable') {
      const code = unit.view.state === 'connected' ? 'already_connected' : 'already_connecting'
      throw new DialtoneError(code, `${name} is ${unit.view.state}: disconnect it before it is removed`)
    }
    if (apply !== 'running') {
      this.#book.checkIsOurs(name)
      if (this.#book.has(name)) {
        this.#book.remove(name, by)
        if (unit === undefined) this.#lookAt(name)
      } else if (unit === undefined) this.#book.unstored(called)
    }
    if (unit === undefined) return
    // What is still on its way down may yet come up: nobody would hang it up.
    if (unit.machine.phase.at === 'ending') await this.#leaveInTime(unit, by)
    else await this.#close(unit, by)
  }

  setPaused(paused: boolean, by: string): DemandDial {
    if (this.#paused === paused) return this.state
    this.#paused = paused
    for (const unit of this.#units.values()) unit.post({ type: 'paused', paused })
    this.#options.store.journal.append({ type: 'demand-dial.changed', by, data: this.state })
    return this.state
  }

  /** Takes on what the file has now, and touches only what is different in it. */
  take(read: DialConfiguration, by: string): Pick<Reloaded, 'changed' | 'problems'> {
    return this.#load(read, [], by)
  }

  async stop(): Promise<void> {
    this.#stopped = true
    for (const { left } of this.#leaving.values()) left?.()
    this.#recallTimer?.[Symbol.dispose]()
    const { network, memory } = this.#options
    await Promise.allSettled(Array.from(this.#units.values(), (unit) => unit.stop()))
    await this.#leftovers[Symbol.asyncDispose]()
    await network.leave()
    if (memory.ids().length === 0) memory.networkClean()
  }

  #startStored(name: string, owed: readonly Request[]): void {
    const { log } = this.#options
    try {
      const settings = this.#book.open(name)
      if (settings === undefined) return
      this.#check(settings, this.#running(settings.name))
      this.#open(settings, owed)
    } catch (thrown) {
      log.error(
        { subject: name, error: toDialtoneError(thrown).message },
        'a stored dial interface cannot run',
      )
    }
  }

  #load(
    read: DialConfiguration,
    owed: readonly Request[],
    by = 'configuration',
  ): Pick<Reloaded, 'changed' | 'problems'> {
    this.#book.openFile(read.file)
    const problems = [...read.problems]
    const changed: string[] = []
    const filed = new Map<string, DialSettings>()
    for (const given of read.interfaces) {
      const settings = completeDialSettings(given)
      const id = dialIdOf(given.name)
      try {
        const others = [...filed.values(), ...this.#unfiled(read.interfaces)]
        if (filed.has(id)) throw new DialtoneError('already_exists', `${given.name} is there twice`)
        this.#check(settings, others)
        if (this.#take(id, settings, owed, by)) changed.push(settings.name)
        filed.set(id, settings)
      } catch (thrown) {
        problems.push({ dialInterface: given.name, message: toDialtoneError(thrown).message })
        const before = this.#book.filed.get(id)
        if (before !== undefined) filed.set(id, before)
      }
    }
    // What could not be read stays as it was; what is not there any more goes.
    const unread = new Set(read.problems.map(({ dialInterface }) => dialIdOf(dialInterface)))
    for (const [id, settings] of this.#book.filed) {
      if (filed.has(id)) continue
      if (unread.has(id)) filed.set(id, settings)
      else if (this.#leave(id, by)) changed.push(settings.name)
    }
    this.#book.closeFile(filed)
    for (const unit of this.#units.values()) unit.look()
    this.#options.changed()
    return { changed, problems }
  }

  /** What runs and is none of the file's. */
  #unfiled(interfaces: DialConfiguration['interfaces']): readonly DialSettings[] {
    const filed = new Set([...this.#book.filed.keys(), ...interfaces.map(({ name }) => dialIdOf(name))])
    return [...this.#units].flatMap(([id, { machine }]) => (filed.has(id) ? [] : [machine.settings]))
  }

  /** True where that changes anything. */
  #take(id: string, settings: DialSettings, owed: readonly Request[], by: string): boolean {
    const unit = this.#units.get(id)
    this.#stays(id)
    if (unit === undefined) {
      this.#book.enter(id, settings)
      this.#open(settings, owed, by)
      return true
    }
    const before = this.#book.filed.get(id)
    if (before !== undefined && equal(before, settings)) return false
    this.#book.enter(id, settings)
    if (equal(unit.machine.settings, settings)) return false
    unit.post({ type: 'settings', settings, by })
    return true
  }

  /** The file has it no more: it is hung up and goes. */
  #leave(id: string, by: string): boolean {
    const unit = this.#units.get(id)
    if (unit === undefined) return false
    this.#book.strike(id)
    this.#leaveWhenDown(unit, { by })
    return true
  }

  /** Resolves when it has gone, or is wanted again. */
  #leaveInTime(unit: DialUnit, by: string): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<undefined>()
    this.#leaveWhenDown(unit, { by, left: () => resolve(undefined) })
    return promise
  }

  #leaveWhenDown(unit: DialUnit, leaving: { readonly by: string; readonly left?: () => void }): void {
    const { by } = leaving
    this.#leaving.set(unit.id, leaving)
    unit.post({ type: 'settings', settings: { ...unit.machine.settings, enabled: false }, by })
    if (unit.machine.phase.at === 'down') this.#rested(unit)
  }

  #stays(id: string): void {
    this.#leaving.get(id)?.left?.()
    this.#leaving.delete(id)
  }

  #open(settings: DialSettings, owed: readonly Request[], by?: string): void {
    const { store, clock, log, network, carriesNothing, requests, memory, dialer, shown } = this.#options
    const id = dialIdOf(settings.name)
    this.#leftovers.giveBack(id)
    const unit = new DialUnit({
      id,
      settings,
      store,
      clock,
      log,
      network,
      obstacle: ({ kind }) => (kind === 'modem' ? carriesNothing : undefined),
      requests,
      memory,
      dialer,
      recalled: owed
        .filter((request) => request.dialInterface === id)
        .map(({ id: request, kind, by: asker }) => ({
          request,
          by: asker,
          kind: kind === 'connect-interface' ? 'connect' : 'disconnect',
        })),
      kept: (one) => this.#book.kept(id, one),
      paused: this.#paused,
      shown,
      rested: (one) => this.#rested(one),
    })
    this.#units.set(id, unit)
    unit.start(by)
    this.#options.changed()
  }

  #rested(unit: DialUnit): void {
    const leaving = this.#leaving.get(unit.id)
    if (leaving === undefined || this.#stopped) return
    this.#leaving.delete(unit.id)
    this.#close(unit, leaving.by)
      .catch((thrown: unknown) => {
        this.#options.log.error({ error: toDialtoneError(thrown).message }, 'a data path did not end well')
      })
      .finally(() => leaving.left?.())
  }

  async #close(unit: DialUnit, by: string): Promise<void> {
    const { id } = unit
    const { name } = unit.machine.settings
    this.#units.delete(id)
    this.#options.store.journal.append({ type: 'dial.removed', dialInterface: id, by, data: { name } })
    const message = `${name} was removed by ${by} while this was pending`
    this.#options.requests.endAllOf(id, { cause: { code: 'cancelled', message } })
    await unit.remove()
    if (!this.#units.has(id) && !this.#stopped) this.#leftovers.letGo(id)
    this.#options.changed()
  }

  #lookAt(name: string): void {
    this.#units.get(dialIdOf(name))?.look()
  }

  #check(settings: DialSettings, others: readonly DialSettings[]): void {
    const problems = checkDialSettings(settings, others)
    if (problems.length > 0) throw settingsError(settings.name, problems)
  }

  #running(but: string): readonly DialSettings[] {
    const all = [...this.#units.values()].map(({ machine }) => machine.settings)
    return all.filter(({ name }) => !sameName(name, but))
  }

  /** The name of a stored interface that may not run. */
  #nameOf(called: string): string {
    return this.#book.nameOf(called) ?? this.#units.get(called)?.machine.settings.name ?? called
  }

  #unknown(called: string): never {
    const names = this.list().map(({ name }) => name)
    const text = `there is no dial interface ${JSON.stringify(called)}: ${thereAre(names)}`
    throw new DialtoneError('not_found', text)
  }
}
