/**
 * The data path of one dial interface. What it wants of the kernel is a layout; each operation moves from the present one to another,
 * after the record knows both. The kernel's part is synchronous; waited for is only a link that comes up, while packets are kept as
 * before, and the machine's resolver that is told.
 */
import type { Clock, Instant, Logger } from '../../base/index.ts'
import {
  CauseError,
  type DataPath,
  type DataPathCounters,
  type DataPathFact,
  type DataPathSettings,
  type LinkStatistics,
  type OpenLink,
  type PacketDecision,
  type PacketReader,
} from '../../core/index.ts'
import { HoldQueue } from './hold-queue.ts'
import type { Kernel } from './kernel.ts'
import { linkReady } from './link-ready.ts'
import { nameServers } from './name-servers.ts'
import {
  holdLayout,
  linkUpLayout,
  nothing,
  openLayout,
  serversOf,
  withdrawnLayout,
  type Layout,
  type PathGround,
} from './layout.ts'
import { RESOLVERS } from './mark.ts'
import { pictureOf, presentPart, type KernelPicture } from './present-part.ts'
import { OpenDevice } from './open-device.ts'
import type { Records } from './record.ts'
import { refusal } from './refusal.ts'
import type { RepairLimit } from './repair-limit.ts'
import type { Resolver, Serving } from './resolver.ts'
import type { RouteRegister } from './route-register.ts'
import { counterNames } from './ruleset.ts'
import { runSteps, stepsBetween, stepText, type DeviceBefore } from './step.ts'
import { makeTun } from './tun-device.ts'

export interface PathContext {
  readonly kernel: Kernel
  readonly clock: Clock
  readonly log: Logger
  readonly reader: PacketReader
  readonly record: Records
  readonly resolver: Resolver
  readonly ground: PathGround
  readonly tell: (fact: DataPathFact) => void
  readonly limit: RepairLimit
  /** Of all paths, read together: never what the same reader has had. */
  readonly counters: (reader: string) => ReadonlyMap<string, number>
  readonly routes: RouteRegister
  readonly disposed: () => void
}

/** What a link of an earlier life still has. */
export interface Adopted {
  readonly layout: Layout
  readonly before?: DeviceBefore
}

export class LinuxDataPath implements DataPath {
  readonly #context: PathContext
  readonly #queue: HoldQueue
  #settings: DataPathSettings
  #counts: PacketDecision
  #layout: Layout = nothing
  #before: DeviceBefore | undefined
  #tun: Disposable
  #state: 'withdrawn' | 'holding' | 'open' | 'disposed' = 'withdrawn'
  #link: OpenLink | undefined
  #device: OpenDevice | undefined
  #isTold = false
  #released = 0
  #refused = 0
  #counted = 0
  #lastTraffic: Instant | undefined
  /** Operations follow one another. */
  #last: Promise<void> = Promise.resolve()
  readonly #life = new AbortController()

  /** @throws CauseError */
  constructor(settings: DataPathSettings, context: PathContext, adopted: Adopted | undefined) {
    this.#context = context
    this.#settings = settings
    this.#counts = context.reader.compile(settings.filter)
    this.#queue = new HoldQueue(settings.hold, {
      clock: context.clock,
      emptied: () => (this.#isTold = false),
    })
    try {
      this.#tun = this.#makeTun()
    } catch (thrown) {
      throw refusal(`make the data path of ${settings.name}`, thrown)
    }
    try {
      const staged = withdrawnLayout(settings, context.ground)
      this.#layout = adopted?.layout ?? nothing
      this.#before = adopted?.before
      this.#move(
        adopted === undefined ? staged : withAdopted(staged, adopted.layout),
        `make the data path of ${settings.name}`,
      )
    } catch (thrown) {
      this.#tun[Symbol.dispose]()
      throw thrown
    }
  }

  get layout(): Layout {
    return this.#layout
  }

  get settings(): DataPathSettings {
    return this.#settings
  }

  get isOpen(): boolean {
    return this.#state === 'open'
  }

  get counters(): DataPathCounters {
    const { waiting, overflowed, expired } = this.#queue
    return { waiting, released: this.#released, refused: this.#refused, overflowed, expired }
  }

  hold(): Promise<void> {
    return this.#inTurn(async () => {
      this.#isTold = false
      this.#move(holdLayout(this.#settings, this.#context.ground), `hold ${this.#settings.name}`)
      this.#leave('holding')
      await this.#serve()
    })
  }

  open(link: OpenLink): Promise<void> {
    return this.#inTurn(() => this.#open(link))
  }

  async #open(given: OpenLink): Promise<void> {
    const { name } = this.#settings
    const device = given.link.name
    if (device === undefined) {
      throw new CauseError({
        code: 'not_supported',
        message: `cannot open ${name}: its link has no network device`,
      })
    }
    const found = this.#context.kernel.device(device)
    if (found === undefined) {
      throw new CauseError({
        code: 'not_found',
        message: `cannot open ${name}: there is no network device ${device}`,
      })
    }
    const link = this.#trusted(given, device)
    const before = this.#layout
    const tried = `open ${name} on ${device}`
    if (this.#layout.device !== undefined && this.#layout.device.name !== device) {
      // From one link to another by way of none: each device is given back as it was.
      this.#move(holdLayout(this.#settings, this.#context.ground), tried)
    }
    await this.#bringUp(this.#openLayout(this.#settings, link, device), device, tried)
    const present = this.#context.kernel.device(device) ?? found
    if (before.rules?.link?.device !== device || this.#device?.is(present) !== true) {
      this.#device?.[Symbol.dispose]()
      const { kernel, clock, tell } = this.#context
      this.#device = new OpenDevice(present, {
        kernel,
        clock,
        configuredBy: link.link.configuredBy,
        lost: (cause) => tell({ type: 'link-lost', cause }),
      })
      this.#lastTraffic = undefined
    }
    // Its counters begin with it.
    if (before.rules?.link?.device !== device) this.#counted = 0
    this.#state = 'open'
    this.#link = link
    this.#isTold = false
    for (const packet of this.#queue.take()) this.#release(packet)
    this.#settle()
    await this.#serve()
  }

  withdraw(): Promise<void> {
    return this.#inTurn(async () => {
      this.#move(withdrawnLayout(this.#settings, this.#context.ground), `withdraw ${this.#settings.name}`)
      this.#leave('withdrawn')
      this.#queue.drop()
      this.#isTold = false
      await this.#serve()
    })
  }

  change(settings: DataPathSettings): Promise<void> {
    return this.#inTurn(async () => {
      this.#context.routes.check(settings)
      this.#move(this.#layoutFor(settings), `change ${settings.name}`)
      this.#context.routes.take(settings)
      this.#settings = settings
      this.#counts = this.#context.reader.compile(settings.filter)
      this.#queue.bounds = settings.hold
      await this.#serve()
    })
  }

  usage(): Promise<{ readonly lastTraffic?: Instant; readonly statistics?: LinkStatistics }> {
    if (this.#device === undefined) return Promise.resolve({})
    const counted = this.#count()
    if (counted > this.#counted) this.#lastTraffic = this.#context.clock.now()
    this.#counted = counted
    const { statistics } = this.#device
    return Promise.resolve({
      ...(this.#lastTraffic === undefined ? {} : { lastTraffic: this.#lastTraffic }),
      ...(statistics === undefined ? {} : { statistics }),
    })
  }

  clearStatistics(): Promise<void> {
    this.#device?.clearStatistics()
    return Promise.resolve()
  }

  /** Something has happened to the device `name`; to any when it is ''. */
  deviceChanged(name: string): void {
    if (name === '' || name === this.#device?.name) this.#device?.look()
  }

  /** Puts back what somebody took away, as the picture shows. */
  verify(picture: KernelPicture): void {
    if (this.#state === 'disposed' || (this.#device !== undefined && !this.#device.isThere)) return
    const present = presentPart(picture, this.#layout)
    const steps = stepsBetween(present, this.#layout, undefined)
    if (steps.length === 0) return
    this.repair(steps.flatMap(stepText).join('; '), () => {
      runSteps(this.#context.kernel, steps)
    })
  }

  /** Does it, unless that has been done too often, and tells. */
  repair(what: string, act: () => void): void {
    const { limit, tell } = this.#context
    const tried = `repair the data path of ${this.#settings.name}`
    try {
      if (!limit.allows()) {
        const message = `cannot ${tried}: somebody takes away again and again what it needs (${what})`
        throw new CauseError({ code: 'invalid_state', message })
      }
      act()
      tell({ type: 'repaired', what })
    } catch (thrown) {
      tell({ type: 'broken', cause: refusal(tried, thrown).reason })
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#state === 'disposed') return
    await this.stop()
    try {
      runSteps(this.#context.kernel, stepsBetween(this.#layout, nothing, this.#before))
    } finally {
      await this.gone()
    }
  }

  /** The end of one that is open: its link stays as it is, and as it is recorded. */
  async leave(): Promise<void> {
    await this.stop()
    this.#letGo()
  }

  /** Takes no more packets and does nothing more; what it has in the kernel stays. */
  async stop(): Promise<void> {
    this.#state = 'disposed'
    this.#life.abort()
    await this.#last
  }

  /** Of one that has been stopped: takes away all but what goes with its TUN, and with the table of nftables. */
  leaveLink(): void {
    const { kernel, ground } = this.#context
    const { addresses, routes, rules } = this.#layout
    const rest: Layout = {
      addresses: addresses.filter(({ device }) => device === ground.tun),
      routes: routes.filter(({ device }) => device === ground.tun),
      ...(rules === undefined ? {} : { rules }),
    }
    runSteps(kernel, stepsBetween(this.#layout, rest, this.#before))
  }

  /** Of one that has nothing in the kernel any more. */
  async gone(): Promise<void> {
    const { ground, record, resolver, disposed } = this.#context
    this.#layout = nothing
    this.#letGo()
    record.removePath(this.#settings.name)
    disposed()
    await resolver.serve(ground.tun, undefined)
  }

  #letGo(): void {
    this.#device?.[Symbol.dispose]()
    this.#queue[Symbol.dispose]()
    this.#tun[Symbol.dispose]()
  }

  /** Without name servers that are where its link does not lead. */
  #trusted({ ip: given, link }: OpenLink, device: string): OpenLink {
    const { kernel, log } = this.#context
    const { ip, refused } = nameServers(given, device, kernel.addresses())
    if (refused.length > 0 && this.#settings.dns) {
      const { name } = this.#settings
      log.warn(
        { subject: name, servers: refused },
        'the network named servers that are not its own: they are not asked',
      )
    }
    return { ip, link }
  }

  #inTurn(act: () => Promise<void>): Promise<void> {
    const turn = this.#last.then(() => {
      this.#mustBeThere()
      return act()
    })
    this.#last = turn.catch(() => undefined)
    return turn
  }

  #mustBeThere(): void {
    if (!this.#life.signal.aborted) return
    throw new CauseError({
      code: 'invalid_state',
      message: `the data path of ${this.#settings.name} is gone`,
    })
  }

  /** First the link, then, when packets pass it, the routes: until then they are kept. Refused at either, all is as it was. */
  async #bringUp(open: Layout, device: string, tried: string): Promise<void> {
    const { kernel, clock } = this.#context
    const from = this.#layout
    const up = linkUpLayout(from, open)
    try {
      this.#move(up, tried, { settle: false })
      const addresses = open.addresses.filter((entry) => entry.device === device)
      await linkReady({ device, addresses }, { kernel, clock, signal: this.#life.signal })
      this.#move(open, tried, { settle: false })
    } catch (thrown) {
      this.#mustBeThere()
      if (this.#layout === up) this.#move(from, tried)
      this.#settle()
      throw thrown
    }
  }

  /** One layout to another, recorded before. When it is refused, all is as it was. */
  #move(to: Layout, tried: string, options: { settle?: boolean } = {}): void {
    const { kernel, record, ground } = this.#context
    const from = this.#layout
    try {
      if (to.device !== undefined && from.device === undefined) this.#before = kernel.device(to.device.name)
      record.setPath(this.#settings.name, { tun: ground.tun, layouts: [from, to], ...this.#recordedBefore() })
      runSteps(kernel, stepsBetween(from, to, this.#before))
      this.#layout = to
    } catch (thrown) {
      throw refusal(tried, thrown)
    } finally {
      if (options.settle !== false) this.#settle()
    }
  }

  /** What was left is nobody's concern any more. */
  #settle(): void {
    if (this.#layout.device === undefined) this.#before = undefined
    const { record, ground } = this.#context
    record.setPath(this.#settings.name, {
      tun: ground.tun,
      layouts: [this.#layout],
      ...this.#recordedBefore(),
    })
  }

  #recordedBefore(): { readonly before?: DeviceBefore } {
    return this.#before === undefined ? {} : { before: { up: this.#before.up, mtu: this.#before.mtu } }
  }

  #layoutFor(settings: DataPathSettings): Layout {
    const { ground } = this.#context
    if (this.#state === 'holding') return holdLayout(settings, ground)
    if (this.#state === 'open' && this.#link !== undefined && this.#device !== undefined) {
      return this.#openLayout(settings, this.#link, this.#device.name)
    }
    return withdrawnLayout(settings, ground)
  }

  /** Without IPv6 where the operator has turned it off for the device: the kernel would refuse its addresses. */
  #openLayout(settings: DataPathSettings, { ip, link }: OpenLink, device: string): Layout {
    const { kernel, ground } = this.#context
    const usable = kernel.hasIpv6(device) ? ip : ip.v4 === undefined ? {} : { v4: ip.v4 }
    return openLayout(settings, ground, { ip: usable, link }, device)
  }

  #leave(state: 'holding' | 'withdrawn'): void {
    this.#state = state
    this.#device?.[Symbol.dispose]()
    this.#device = undefined
    this.#link = undefined
  }

  #serve(): Promise<void> {
    const { resolver, ground } = this.#context
    return resolver.serve(ground.tun, this.#settings.dns ? this.#serving(ground.tun) : undefined)
  }

  #serving(tun: string): Serving | undefined {
    if (this.#state === 'holding') return { device: tun, servers: RESOLVERS }
    if (this.#link === undefined || this.#device === undefined) return undefined
    return { device: this.#device.name, servers: serversOf(this.#link) }
  }

  #arrived(packet: Uint8Array): void {
    if (this.#state !== 'holding' && this.#state !== 'open') return
    if (!this.#counts(packet)) {
      this.#refused++
      return
    }
    if (this.#state === 'open') {
      // It was on its way into the TUN when the routes changed.
      this.#release(packet)
      return
    }
    if (!this.#queue.add(packet) || this.#isTold) return
    const summary = this.#context.reader.summarize(packet)
    if (summary === undefined) return
    this.#isTold = true
    this.#context.tell({ type: 'traffic', summary })
  }

  #release(packet: Uint8Array): void {
    if (this.#device?.send(packet) === true) this.#released++
    else this.#queue.expired++
  }

  #count(): number {
    const { ground } = this.#context
    const { leaving, arriving } = counterNames(ground.tun)
    const counters = this.#context.counters(ground.tun)
    return (counters.get(leaving) ?? 0) + (counters.get(arriving) ?? 0)
  }

  #makeTun(): Disposable {
    const { kernel, ground } = this.#context
    return makeTun(kernel, ground.tun, this.#settings.name, {
      packet: (bytes) => {
        this.#arrived(bytes)
      },
      ended: () => {
        this.#tunEnded()
      },
    })
  }

  #tunEnded(): void {
    if (this.#state === 'disposed') return
    const { kernel, ground } = this.#context
    this.repair(`the device ${ground.tun}`, () => {
      this.#tun = this.#makeTun()
      const present = presentPart(pictureOf(kernel), this.#layout)
      runSteps(kernel, stepsBetween(present, this.#layout, undefined))
    })
  }
}

function withAdopted(staged: Layout, adopted: Layout): Layout {
  const link = adopted.rules?.link
  return {
    ...adopted,
    addresses: [...staged.addresses, ...adopted.addresses],
    ...(staged.rules === undefined
      ? {}
      : { rules: { ...staged.rules, ...(link === undefined ? {} : { link }) } }),
  }
}
