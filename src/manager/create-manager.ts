/**
 * The manager: the only shell around the machines. It gives each modem that a source brings a unit of its own, keeps what
 * they have in common, and shows all of it to callers as the `Service`.
 */
import { compact, toDialtoneError, type Clock, type Logger, type Timer } from '../base/index.ts'
import {
  RECALL_TIMER,
  type Admitted,
  type Caller,
  type Cause,
  type Denial,
  type Driver,
  type ModemSource,
  type Network,
  type Request,
  type Store,
  type Vitals,
} from '../core/index.ts'
import type { CaptureControl, Service, ShownConfiguration, VirtualControl } from '../api/index.ts'
import { callerService } from './caller-service.ts'
import { ConfigurationDesk, type ConfigurationReader } from './configuration-desk.ts'
import { DenialDesk } from './denial-desk.ts'
import { DialDesk } from './dial/dial-desk.ts'
import { DialMemory } from './dial/dial-memory.ts'
import { DialPorts } from './dial/dial-ports.ts'
import { dialerOf, type DialerSources } from './dial/dialer-of.ts'
import { ModemPool } from './dial/modem-pool.ts'
import { Floor } from './floor.ts'
import { KeyBook } from './key-book.ts'
import { Lanes } from './lanes.ts'
import { RECALL_PATIENCE, recollect } from './memory.ts'
import { ModemDirectory } from './modem-directory.ts'
import { ModemUnit } from './modem-unit.ts'
import { NetworkDesk } from './network-desk.ts'
import { PlanDesk } from './plan-desk.ts'
import { ProfileDesk } from './profile-desk.ts'
import { RequestBook } from './request-book.ts'
import { Stage, stopping } from './stage.ts'
import { Versions } from './versions.ts'
import { TokenDesk } from './token-desk.ts'
import { Traffic } from './traffic.ts'

export interface ManagerOptions {
  /** Stays open when the manager ends: it belongs to whoever opened it. */
  readonly store: Store
  /** Belong to the manager, which ends them. */
  readonly sources: readonly ModemSource[]
  readonly clock: Clock
  readonly log: Logger
  readonly version: string
  /** Belongs to the manager, which lets go of it. */
  readonly network: Network
  /** Why no connection of a modem carries packets, where none does: nothing of this machine is led to them. */
  readonly carriesNothing?: Cause
  /** What dial interfaces are dialled with beside modems. */
  readonly dialers?: DialerSources
  /** Reads the configuration file, where there is one. */
  readonly configuration?: ConfigurationReader
  /** What is in effect, where that is known to whoever has put the service together. */
  readonly shownConfiguration?: () => ShownConfiguration
  /** `false`: the service does no demand dialling (RRAS: a LAN-only router). */
  readonly demandDial?: boolean
  /** What plays the virtual modems of this service, where there are any. */
  readonly virtual?: VirtualControl
  /** What records, where something does. */
  readonly capture?: CaptureControl
  /** Hears what is to be done to the modem of a device, in words and without values, before it is done. */
  readonly decided?: (text: string, device: string) => void
}

export interface Manager extends AsyncDisposable {
  /** The service as this caller may use it. */
  as(caller: Caller): Service
  /**
   * Whose token this is.
   * @throws DialtoneError `unauthenticated`.
   */
  admit(secret: string): Admitted
  /** Tells that somebody was refused; `by` is who it says it is, where that is known. */
  refused(denial: Omit<Denial, 'untold'>, by?: string): void
  vitals(): Vitals
  /** Tells that it stops, ends watchers and waits, and lets go of the modems: their contexts stay up. */
  stop(): Promise<void>
}

/** Resolves when the sources have been asked; modems come as they come. */
export async function createManager(options: ManagerOptions): Promise<Manager> {
  const manager = new ModemManager(options)
  await manager.start()
  return manager
}

class ModemManager implements Manager {
  readonly #options: ManagerOptions
  readonly #floor = new Floor()
  readonly #lanes: Lanes
  /** Drivers that wait for a lane. */
  readonly #outside = new Set<Driver>()
  readonly #requests: RequestBook
  readonly #profiles: ProfileDesk
  readonly #network: NetworkDesk
  readonly #plans: PlanDesk
  readonly #tokens: TokenDesk
  readonly #denials: DenialDesk
  readonly #traffic = new Traffic()
  readonly #directory: ModemDirectory
  readonly #versions: Versions
  readonly #keys: KeyBook
  readonly #stage: Stage
  readonly #pool: ModemPool
  readonly #ports = new DialPorts()
  readonly #desk: DialDesk | undefined
  readonly #configuration: ConfigurationDesk
  /** Requests that an earlier life of the service left pending, until their modem comes. */
  #owed: readonly Request[]
  #recallTimer: Timer | undefined
  #listening: Disposable | undefined
  #stopped: Promise<void> | undefined
  /** Begins somewhere else in each life, as the parts of the one before may still be on their way. */
  #reference: number

  constructor(options: ManagerOptions) {
    const { store, clock, log, version } = options
    this.#options = options
    this.#reference = Math.floor(clock.now() / 1000) % 256
    this.#lanes = new Lanes(clock)
    this.#requests = new RequestBook(store, clock)
    this.#owed = store.requests.pending()
    this.#profiles = new ProfileDesk(store)
    this.#plans = new PlanDesk({ store, clock })
    this.#keys = new KeyBook(store, clock)
    this.#tokens = new TokenDesk({ store, clock, revoked: (caller) => this.#keys.forget(caller) })
    this.#denials = new DenialDesk({ journal: store.journal, clock })
    this.#network = new NetworkDesk({ store, clock, floor: this.#floor, plans: this.#plans })
    this.#directory = new ModemDirectory(store.notes('modem'))
    const memory = new DialMemory(store.notes('dial'))
    this.#pool = new ModemPool({
      floor: this.#floor,
      requests: this.#requests,
      profile: (name) => this.#profiles.get(name),
      hasProfile: (name) => store.profiles.list().some((one) => one.name === name),
      remembered: (connection) => memory.servedBy(connection),
    })
    if (options.demandDial !== false) {
      this.#desk = new DialDesk({
        store,
        clock,
        log,
        network: options.network,
        ...(options.carriesNothing !== undefined && { carriesNothing: options.carriesNothing }),
        requests: this.#requests,
        memory,
        dialer: dialerOf(this.#pool, options.dialers ?? {}),
        changed: () => this.#pool.reorder(),
        freed: () => this.#pool.lookAll(),
        shown: (view) => this.#ports.saw(view),
      })
    }
    this.#versions = new Versions({
      store,
      floor: this.#floor,
      plans: this.#plans,
      requests: this.#requests,
      desk: this.#desk,
    })
    this.#configuration = new ConfigurationDesk({
      journal: store.journal,
      dial: this.#desk,
      read: options.configuration,
      shown: options.shownConfiguration,
    })
    this.#stage = new Stage({
      journal: store.journal,
      service: { id: store.serviceId, version, startedAt: clock.now(), pid: process.pid },
      floor: this.#floor,
      profiles: this.#profiles,
      requests: this.#requests,
      dial: this.#desk,
      modemCalled: (name) => this.#directory.idOf(name),
      clock,
    })
  }

  async start(): Promise<void> {
    const { store, sources, clock, version } = this.#options
    const { restarted, lostAfter } = store
    store.journal.append({
      type: 'service.started',
      data: { version, restarted, ...(lostAfter && { lostAfter }) },
    })
    if (this.#owed.length > 0) {
      this.#recallTimer = clock.setTimer(RECALL_PATIENCE, () => this.#stopRecalling(), { background: true })
    }
    // Nobody knows what became of what a modem itself was asked for: it is not asked twice.
    this.#endOwed(({ connection, dialInterface }) => connection === undefined && dialInterface === undefined)
    const read = await this.#configuration.first()
    await this.#desk?.start(
      this.#takeOwed(({ dialInterface }) => dialInterface !== undefined),
      read,
    )
    // A profile that came or went is something to dial with, or not any more.
    this.#listening = store.journal.subscribe((events) => {
      // It is told while the shelf still turns.
      if (events.some(({ type }) => type.startsWith('profile.'))) queueMicrotask(() => this.#pool.lookAll())
    })
    await Promise.all(sources.map((source) => source.start((driver) => this.#arrived(driver))))
  }

  as(caller: Caller): Service {
    return callerService(
      {
        floor: this.#floor,
        network: this.#network,
        plans: this.#plans,
        tokens: this.#tokens,
        journal: this.#options.store.journal,
        configuration: this.#configuration,
        profiles: this.#profiles,
        versions: this.#versions,
        keys: this.#keys,
        requests: this.#requests,
        stage: this.#stage,
        dial: { desk: this.#desk, ports: this.#ports, network: this.#options.network },
        virtual: this.#options.virtual,
        capture: this.#options.capture,
        nextReference: () => (this.#reference = (this.#reference + 1) % 256),
        told: () => this.#options.store.journal.told(),
        checkOpen: () => {
          if (this.#stopped !== undefined) throw stopping()
        },
      },
      caller,
    )
  }

  admit(secret: string): Admitted {
    return this.#tokens.admit(secret)
  }

  vitals(): Vitals {
    const { store, network } = this.#options
    return compact({
      journal: store.extent,
      storageTrouble: store.trouble,
      networkObstacle: network.obstacle,
      ...this.#stage.vitals,
      traffic: this.#traffic.list(),
      packets: this.#desk?.packets ?? [],
    })
  }

  refused(denial: Omit<Denial, 'untold'>, by?: string): void {
    this.#denials.refused(denial, by)
  }

  async stop(): Promise<void> {
    this.#stopped ??= this.#stop()
    await this.#stopped
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
  }

  async #stop(): Promise<void> {
    const { store, sources, log } = this.#options
    this.#recallTimer?.[Symbol.dispose]()
    this.#listening?.[Symbol.dispose]()
    this.#lanes[Symbol.dispose]()
    store.journal.append({ type: 'service.stopping', data: {} })
    store.journal.flush()
    await store.journal.told()
    this.#stage.close()
    this.#tokens[Symbol.dispose]()
    this.#requests.close()
    // First those who would act on what the others do.
    await this.#desk?.stop()
    const ends = [
      ...sources.map((source) => source[Symbol.asyncDispose]()),
      ...this.#floor.units().map((unit) => unit.stop()),
      ...Array.from(this.#outside, (driver) => driver[Symbol.asyncDispose]()),
    ]
    for (const end of await Promise.allSettled(ends)) {
      if (end.status === 'rejected') {
        log.warn({ error: toDialtoneError(end.reason).message }, 'something did not end well')
      }
    }
  }

  #arrived(driver: Driver): void {
    if (this.#stopped !== undefined) {
      void driver[Symbol.asyncDispose]()
      return
    }
    const { store, clock, log, decided = () => undefined } = this.#options
    this.#outside.add(driver)
    this.#lanes.enter((leave) => {
      this.#outside.delete(driver)
      const unit = new ModemUnit(driver, {
        store,
        clock,
        log,
        directory: this.#directory,
        requests: this.#requests,
        recollect: (modem) =>
          recollect(
            store,
            modem,
            this.#takeOwed((request) => request.modem === modem),
          ),
        counted: (count) => {
          this.#plans.counted(count)
          this.#traffic.counted(count)
        },
        settled: leave,
        decided,
        changed: (one) => this.#pool.changed(one),
        ended: (one) => this.#floor.remove(one),
      })
      this.#floor.add(unit)
      unit.start()
    })
  }

  /** From here on a machine owes them their end. */
  #takeOwed(which: (request: Request) => boolean): readonly Request[] {
    const taken = this.#owed.filter(which)
    this.#owed = this.#owed.filter((request) => !which(request))
    return taken
  }

  #stopRecalling(): void {
    for (const unit of this.#floor.units()) unit.post({ type: 'timer', timer: RECALL_TIMER })
    this.#endOwed(() => true)
  }
  #endOwed(which: (request: Request) => boolean): void {
    for (const request of this.#owed.filter(which)) {
      const { id, kind, connection } = request
      const how = connection === undefined ? 'how it ended is not known' : 'its modem has not come back'
      const message = `the service was restarted while this ${kind} was pending, and ${how}`
      this.#requests.end(id, { cause: { code: 'service_restarted', message } })
    }
    this.#owed = this.#owed.filter((request) => !which(request))
  }
}
