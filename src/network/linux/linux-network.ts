/**
 * The data paths of this machine, in the network namespace of this process. They share a table of nftables, a record of what is
 * configured, and one watch on the kernel, by which what somebody takes away is noticed and put back.
 */
import { Milliseconds, type Clock, type Logger, type Timer } from '../../base/index.ts'
import {
  CauseError,
  type Cause,
  type DataPath,
  type DataPathFact,
  type DataPathSettings,
  type LanInterface,
  type Network,
  type OpenLink,
  type PacketReader,
} from '../../core/index.ts'
import type { Kernel } from './kernel.ts'
import type { Layout, PathGround } from './layout.ts'
import { readLanInterfaces } from './lan-interfaces.ts'
import { LinuxDataPath, type Adopted } from './linux-data-path.ts'
import { isOurTun, tunName } from './mark.ts'
import { planLines } from './plan.ts'
import { pictureOf } from './present-part.ts'
import { Records, type PathRecord, type RecordFolders } from './record.ts'
import { refusal } from './refusal.ts'
import { repair, type Live } from './repair.ts'
import { RepairLimit } from './repair-limit.ts'
import { Resolver, resolverPaths, type ResolverPaths } from './resolver.ts'
import { RouteRegister } from './route-register.ts'
import { NO_TABLE, tableScript } from './ruleset.ts'
import { systemKernel } from './system-kernel.ts'

export interface LinuxNetworkOptions {
  readonly clock: Clock
  readonly log: Logger
  readonly reader: PacketReader
  /** Where what is configured is recorded; made when needed. Nobody else's. */
  readonly folders: RecordFolders
  readonly resolver?: Partial<ResolverPaths>
  /** The machine's own, unless a test says otherwise. */
  readonly kernel?: Kernel
}

/** News come in bursts: a device that goes takes its addresses and routes with it, one by one. */
const SETTLING = Milliseconds(20)
/** Counters of all paths are read together, for whoever asks in this time. */
const COUNTERS_ARE_FRESH = Milliseconds(100)

export function linuxNetwork(options: LinuxNetworkOptions): Network {
  return new LinuxNetwork(options)
}

class LinuxNetwork implements Network {
  readonly kind = 'linux'
  readonly #options: LinuxNetworkOptions
  readonly #kernel: Kernel
  readonly #paths = new Map<string, LinuxDataPath>()
  readonly #grounds = new Map<string, PathGround>()
  readonly #routes = new RouteRegister()
  readonly #limit: RepairLimit
  #obstacle: Cause | undefined
  #record: Records | undefined
  #resolver: Resolver | undefined
  #watch: Disposable | undefined
  #verifying: Timer | undefined
  #hasTable = false
  readonly #adopted = new Map<string, Adopted & { readonly tun: string }>()
  #counters:
    | { readonly at: number; readonly values: ReadonlyMap<string, number>; readonly readers: Set<string> }
    | undefined

  constructor(options: LinuxNetworkOptions) {
    this.#options = options
    this.#kernel = options.kernel ?? systemKernel()
    this.#limit = new RepairLimit(options.clock)
    this.#obstacle = this.#kernel.obstacle()
  }

  get obstacle(): Cause | undefined {
    return this.#obstacle
  }

  async start(live: readonly Live[]): Promise<void> {
    if (this.#obstacle !== undefined) return
    const { log, resolver } = this.#options
    const other = this.#kernel.devices().find(({ name, alias }) => isOurTun(name, alias))
    if (other !== undefined) {
      this.#obstacle = {
        code: 'service_running',
        message: `another service keeps packets on this machine (its device is ${other.name}): end that one first`,
      }
      return
    }
    try {
      const { bootId, namespace } = this.#kernel
      const isHere = ({ tun, layouts }: PathRecord): boolean =>
        devicesOf(layouts).some((name) => name !== tun && this.#kernel.device(name) !== undefined)
      const record = new Records(this.#options.folders, { bootId, namespace, isHere })
      const { adopted, tuns } = repair(this.#kernel, record, live, log)
      for (const [name, one] of adopted) {
        this.#adopted.set(name, { ...one, tun: tuns.get(name) ?? tunName(name) })
      }
      this.#hasTable = adopted.size > 0
      this.#record = record
      this.#resolver = new Resolver({ ...resolverPaths, ...resolver }, record, log)
      this.#watch = this.#kernel.watch({
        device: (name) => {
          for (const path of this.#paths.values()) path.deviceChanged(name)
        },
        routes: () => {
          this.#verifySoon()
        },
        rules: () => {
          this.#verifySoon()
        },
      })
      if (adopted.size === 0) await this.#resolver.repair()
    } catch (thrown) {
      throw refusal('repair the network of this machine', thrown)
    }
  }

  async path(settings: DataPathSettings, tell: (fact: DataPathFact) => void): Promise<DataPath> {
    await this.#resolver?.idle // what is told of one path is told before the next one begins
    if (this.#obstacle !== undefined) throw new CauseError(this.#obstacle)
    const { name } = settings
    if (this.#record === undefined || this.#resolver === undefined) {
      throw new CauseError({ code: 'invalid_state', message: 'the network has not been started' })
    }
    if (this.#paths.has(name)) {
      throw new CauseError({ code: 'already_exists', message: `there is a data path of ${name} already` })
    }
    this.#routes.check(settings)
    const adopted = this.#adopted.get(name)
    const ground = this.#groundOf(name, adopted?.tun)
    try {
      if (!this.#hasTable) this.#kernel.rules(tableScript([]))
      this.#hasTable = true
    } catch (thrown) {
      throw refusal(`make the data path of ${name}`, thrown)
    }
    const { clock, log, reader } = this.#options
    const path = new LinuxDataPath(
      settings,
      {
        kernel: this.#kernel,
        clock,
        log,
        reader,
        record: this.#record,
        resolver: this.#resolver,
        ground,
        tell,
        limit: this.#limit,
        counters: (reader) => this.#readCounters(reader),
        routes: this.#routes,
        disposed: () => {
          this.#disposed(name)
        },
      },
      adopted,
    )
    this.#adopted.delete(name)
    this.#paths.set(name, path)
    this.#grounds.set(name, ground)
    this.#routes.take(settings)
    return path
  }

  plan(settings: DataPathSettings, link?: OpenLink): readonly string[] {
    const ground = this.#grounds.get(settings.name) ?? {
      tun: tunName(settings.name),
      hasIpv6: this.#kernel.hasIpv6(),
      resolverMetric: settings.priority,
    }
    return planLines(settings, ground, link)
  }

  lanInterfaces(): readonly LanInterface[] {
    return readLanInterfaces()
  }

  async leave(): Promise<void> {
    this.#stopWatching()
    const paths = [...this.#paths.values()]
    const open = paths.filter(({ isOpen }) => isOpen)
    await Promise.all(open.map((path) => path.leave()))
    await this.#disposeOf(paths.filter((path) => !open.includes(path)))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopWatching()
    await this.#disposeOf([...this.#paths.values()])
  }

  /** First of all: what goes then is not to be put back. */
  #stopWatching(): void {
    this.#watch?.[Symbol.dispose]()
    this.#watch = undefined
    this.#verifying?.[Symbol.dispose]()
  }

  /** The rest is left to the next start. */
  async #disposeOf(paths: readonly LinuxDataPath[]): Promise<void> {
    if (paths.length === this.#paths.size && this.#adopted.size === 0) await this.#disposeAll(paths)
    // The table stays for the links of others: each takes its own rules out of it.
    else for (const path of paths) await path[Symbol.asyncDispose]()
    this.#record?.[Symbol.dispose]()
  }

  /** All at once: what a TUN has goes with it, the rules with the table. */
  async #disposeAll(paths: readonly LinuxDataPath[]): Promise<void> {
    const tuns = [...this.#grounds.values()].map(({ tun }) => tun)
    await Promise.all(paths.map((path) => path.stop()))
    const failures: unknown[] = []
    for (const path of paths) {
      try {
        path.leaveLink()
      } catch (thrown) {
        failures.push(thrown)
      }
    }
    this.#kernel.removeDevices(tuns)
    await Promise.all(paths.map((path) => path.gone()))
    if (failures.length > 0) throw refusal('take the data paths away', failures[0])
  }

  #groundOf(name: string, tun: string | undefined): PathGround {
    const grounds = [...this.#grounds.values()]
    const tuns = new Set([...grounds, ...this.#adopted.values()].map((one) => one.tun))
    let chosen = tun
    for (let attempt = 0; chosen === undefined; attempt++) {
      const candidate = tunName(name, attempt)
      if (!tuns.has(candidate)) chosen = candidate
    }
    const metrics = new Set(grounds.map(({ resolverMetric }) => resolverMetric))
    let resolverMetric = 1
    while (metrics.has(resolverMetric)) resolverMetric++
    return { tun: chosen, hasIpv6: this.#kernel.hasIpv6(), resolverMetric }
  }

  /** Of all paths at once, for all that ask at about the same time; whoever asks again is given new ones. */
  #readCounters(reader: string): ReadonlyMap<string, number> {
    const now = this.#options.clock.monotonic()
    const last = this.#counters
    if (last === undefined || last.readers.has(reader) || now - last.at > COUNTERS_ARE_FRESH) {
      const values = this.#kernel.counters()
      this.#counters = { at: now, values, readers: new Set([reader]) }
      return values
    }
    last.readers.add(reader)
    return last.values
  }

  #verifySoon(): void {
    this.#verifying ??= this.#options.clock.setTimer(
      SETTLING,
      () => {
        this.#verifying = undefined
        this.#verify()
      },
      { background: true },
    )
  }

  #verify(): void {
    if (this.#hasTable && !this.#kernel.hasTable()) this.#restoreTable()
    if (this.#paths.size === 0) return
    const picture = pictureOf(this.#kernel)
    for (const path of this.#paths.values()) path.verify(picture)
  }

  #restoreTable(): void {
    const parts = [...this.#paths.values(), ...this.#adopted.values()].map(({ layout }) => layout.rules)
    const script = tableScript(parts.filter((part) => part !== undefined))
    for (const path of this.#paths.values()) {
      path.repair('the table of nftables', () => {
        if (!this.#kernel.hasTable()) this.#kernel.rules(script)
      })
    }
  }

  #disposed(name: string): void {
    this.#paths.delete(name)
    this.#grounds.delete(name)
    this.#routes.release(name)
    if (this.#paths.size > 0 || this.#adopted.size > 0) return
    this.#hasTable = false
    this.#kernel.rules(NO_TABLE)
  }
}

function devicesOf(layouts: readonly Layout[]): string[] {
  return layouts.flatMap(({ addresses, device }) => [
    ...addresses.map((entry) => entry.device),
    ...(device === undefined ? [] : [device.name]),
  ])
}
