/**
 * The data paths of this machine, in the network namespace of this process. They share a table of nftables, a record of what is
 * configured, and one watch on the kernel, by which what somebody takes away is noticed and put back.
 */
import { Milliseconds, type Clock, type Logger, type Timer } from '../../base/index.ts'
import {
  CauseError,
  parseIpPrefix,
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
import { routeKey, type Layout, type PathGround } from './layout.ts'
import { readLanInterfaces } from './lan-interfaces.ts'
import { LinuxDataPath, type Adopted } from './linux-data-path.ts'
import { isOurTun, tunName } from './mark.ts'
import { planLines } from './plan.ts'
import { Records, type PathRecord, type RecordFolders } from './record.ts'
import { refusal } from './refusal.ts'
import { repair, type Live } from './repair.ts'
import { RepairLimit } from './repair-limit.ts'
import { Resolver, resolverPaths, type ResolverPaths } from './resolver.ts'
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
    this.#check(settings)
    const adopted = this.#adopted.get(name)
    const ground = this.#groundOf(name, adopted?.tun)
    try {
      if (!this.#hasTable) this.#kernel.rules(tableScript([]))
      this.#hasTable = true
    } catch (thrown) {
      throw refusal(`make the data path of ${name}`, thrown)
    }
    const { clock, reader } = this.#options
    const path = new LinuxDataPath(
      settings,
      {
        kernel: this.#kernel,
        clock,
        reader,
        record: this.#record,
        resolver: this.#resolver,
        ground,
        tell,
        limit: this.#limit,
        counters: (reader) => this.#readCounters(reader),
        check: (changed) => {
          this.#check(changed)
        },
        disposed: () => {
          this.#disposed(name)
        },
      },
      adopted,
    )
    this.#adopted.delete(name)
    this.#paths.set(name, path)
    this.#grounds.set(name, ground)
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

  async [Symbol.asyncDispose](): Promise<void> {
    // First: what goes now is not to be put back.
    this.#watch?.[Symbol.dispose]()
    this.#watch = undefined
    this.#verifying?.[Symbol.dispose]()
    for (const path of [...this.#paths.values()]) await path[Symbol.asyncDispose]()
    this.#record?.[Symbol.dispose]()
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

  /** Routes of two paths to one destination need different metrics: else only one could be there. */
  #check(settings: DataPathSettings): void {
    const bad = settings.routes.find(({ destination }) => parseIpPrefix(destination) === undefined)
    if (bad !== undefined) {
      const message = `the route ${bad.destination} of ${settings.name} is no network`
      throw new CauseError({ code: 'invalid_argument', message })
    }
    const wanted = keysOf(settings)
    for (const [name, path] of this.#paths) {
      if (name === settings.name) continue
      const [key] = [...keysOf(path.settings)].filter((one) => wanted.has(one))
      if (key === undefined) continue
      const [destination = '', metric = ''] = key.split(' ')
      const message = `${settings.name} and ${name} both have a route to ${destination} with metric ${metric}: give one of them another priority`
      throw new CauseError({ code: 'invalid_argument', message })
    }
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
    for (const path of this.#paths.values()) path.verify()
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

function keysOf(settings: DataPathSettings): Set<string> {
  return new Set(
    settings.routes.map(({ destination, metric }) =>
      routeKey({ destination, metric: metric + settings.priority }),
    ),
  )
}
