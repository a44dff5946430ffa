/**
 * The manager: the only shell around the machines. It gives each modem that a source brings a unit of its own, keeps what
 * they have in common, and shows all of it to callers as the `Service`.
 */
import { Seconds, toDialtoneError, type Clock, type Logger, type Timer } from '../base/index.ts'
import {
  RECALL_TIMER,
  type Caller,
  type Driver,
  type ModemSource,
  type Request,
  type Store,
} from '../core/index.ts'
import type { Service, VirtualControl } from '../api/index.ts'
import { callerService } from './caller-service.ts'
import { Floor } from './floor.ts'
import { Lanes } from './lanes.ts'
import { recollect } from './memory.ts'
import { ModemDirectory } from './modem-directory.ts'
import { ModemUnit } from './modem-unit.ts'
import { NetworkDesk } from './network-desk.ts'
import { ProfileDesk } from './profile-desk.ts'
import { RequestBook } from './request-book.ts'
import { Stage, stopping } from './stage.ts'

export interface ManagerOptions {
  /** Stays open when the manager ends: it belongs to whoever opened it. */
  readonly store: Store
  /** Belong to the manager, which ends them. */
  readonly sources: readonly ModemSource[]
  readonly clock: Clock
  readonly log: Logger
  readonly version: string
  /** What plays the virtual modems of this service, where there are any. */
  readonly virtual?: VirtualControl
}

export interface Manager extends AsyncDisposable {
  /** The service as this caller may use it. */
  as(caller: Caller): Service
  /** Tells that it stops, ends watchers and waits, and lets go of the modems: their contexts stay up. */
  stop(): Promise<void>
}

/** After so long a modem that was there before a restart is not waited for any more, as far as its requests go. */
const RECALL_PATIENCE = Seconds(60)

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
  readonly #directory: ModemDirectory
  readonly #stage: Stage
  /** Requests that an earlier life of the service left pending, until their modem comes. */
  #owed: readonly Request[]
  #recallTimer: Timer | undefined
  #stopped: Promise<void> | undefined

  constructor(options: ManagerOptions) {
    const { store, clock, version } = options
    this.#options = options
    this.#lanes = new Lanes(clock)
    this.#requests = new RequestBook(store, clock)
    this.#owed = store.requests.pending()
    this.#profiles = new ProfileDesk(store)
    this.#network = new NetworkDesk({ store, clock })
    this.#directory = new ModemDirectory(store.notes('modem'))
    this.#stage = new Stage({
      journal: store.journal,
      service: { id: store.serviceId, version, startedAt: clock.now(), pid: process.pid },
      floor: this.#floor,
      profiles: this.#profiles,
      requests: this.#requests,
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
    this.#endOwed(({ connection }) => connection === undefined)
    await Promise.all(sources.map((source) => source.start((driver) => this.#arrived(driver))))
  }

  as(caller: Caller): Service {
    return callerService(
      {
        floor: this.#floor,
        network: this.#network,
        profiles: this.#profiles,
        requests: this.#requests,
        stage: this.#stage,
        virtual: this.#options.virtual,
        told: () => this.#options.store.journal.told(),
        checkOpen: () => {
          if (this.#stopped !== undefined) throw stopping()
        },
      },
      caller,
    )
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
    this.#lanes[Symbol.dispose]()
    store.journal.append({ type: 'service.stopping', data: {} })
    store.journal.flush()
    await store.journal.told()
    this.#stage.close()
    this.#requests.close()
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
    const { store, clock, log } = this.#options
    this.#outside.add(driver)
    this.#lanes.enter((leave) => {
      this.#outside.delete(driver)
      const unit = new ModemUnit(driver, {
        store,
        clock,
        log,
        directory: this.#directory,
        requests: this.#requests,
        recollect: (modem) => recollect(store, modem, this.#takeOwed(modem)),
        settled: leave,
        ended: (one) => this.#floor.remove(one),
      })
      this.#floor.add(unit)
      unit.start()
    })
  }

  /** From here on the machine of the modem owes them their end. */
  #takeOwed(modem: string): readonly Request[] {
    const taken = this.#owed.filter((request) => request.modem === modem)
    this.#owed = this.#owed.filter((request) => request.modem !== modem)
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
