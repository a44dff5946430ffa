/**
 * A whole service on virtual modems and a virtual clock: what stories are told on. Restarting and killing the service
 * leaves the modems as they are.
 */
import {
  Milliseconds,
  Seconds,
  seededRandom,
  silent,
  type Logger,
  VirtualClock,
  type Duration,
} from '../../src/base/index.ts'
import {
  inProcess,
  type Caller,
  type Connection,
  type Driver,
  type Event,
  type Modem,
  type ModemSource,
  type Network,
  type Request,
  type Store,
  type Vitals,
} from '../../src/core/index.ts'
import type { ConnectInput, Service, WatchItem } from '../../src/api/index.ts'
import type { Channel } from '../../src/channel/index.ts'
import { createMbimDriver } from '../../src/driver/index.ts'
import {
  createManager,
  type ConfigurationReader,
  type Manager,
  type ManagerOptions,
} from '../../src/manager/index.ts'
import { openStore } from '../../src/store/index.ts'
import {
  Carrier,
  createVirtualModem,
  deriveIdentity,
  HOME_PLMN,
  type VirtualModem,
  type VirtualModemOptions,
} from '../../src/virtual/index.ts'
import { FakeNetwork } from './fake-network.ts'

export interface StoryOptions {
  /** What is in the configuration file. */
  readonly configuration?: ConfigurationReader
  /** Whether it dials at all; it does unless told. */
  readonly demandDial?: boolean
  readonly modem?: Partial<VirtualModemOptions>
  /** How many modems there are; one unless told. */
  readonly count?: number
  /** What every control channel is led through, such as what counts its frames. */
  readonly channel?: (channel: Channel) => Channel
  /** Whether anything carries the streams of device services; it does unless told. */
  readonly data?: boolean
  /** What every driver is led through. */
  readonly driver?: (driver: Driver) => Driver
  /** The network device of each modem; they have none unless told. */
  readonly link?: string
  /** Where the service logs to; nowhere unless told. */
  readonly log?: Logger
  /** Has the modems come, once in each life of the service; at once unless told. */
  readonly arrive?: (come: () => void) => void
  /** What dials beside modems, in each life of the service. */
  readonly dialers?: (clock: VirtualClock) => ManagerOptions['dialers']
}

/** Of the SIM in the first virtual modem. */
const IMSI = deriveIdentity(1, 0, HOME_PLMN).imsi

export const profileXml = (name: string, accessString: string, subscriber = IMSI): string =>
  `<MBNProfile xmlns="http://www.microsoft.com/networking/WWAN/profile/v1">
    <Name>${name}</Name>
    <IsDefault>false</IsDefault>
    <SubscriberID>${subscriber}</SubscriberID>
    <Context><AccessString>${accessString}</AccessString></Context>
  </MBNProfile>`

export class Story implements AsyncDisposable {
  readonly clock: VirtualClock
  readonly modems: readonly VirtualModem[]
  /** Every event, over restarts. */
  readonly events: Event[] = []
  readonly store: Store
  /** Of the present life of the service. */
  network: FakeNetwork
  readonly #options: StoryOptions
  #manager: Manager
  #life: Life

  protected constructor(
    options: StoryOptions,
    clock: VirtualClock,
    modems: readonly VirtualModem[],
    life: Life,
    manager: Manager,
    network: FakeNetwork,
  ) {
    this.#options = options
    this.network = network
    this.clock = clock
    this.modems = modems
    this.store = life.store
    this.#life = life
    this.#manager = manager
  }

  /** Begins with every modem at rest: registered, if it can be. Profiles bear the names of their access points. */
  static async begin(options: StoryOptions = {}): Promise<Story> {
    const clock = new VirtualClock()
    const random = seededRandom(1)
    const carrier = new Carrier({ random })
    const modems = Array.from({ length: options.count ?? 1 }, (_, index) =>
      createVirtualModem({ name: `virtual${index}`, index, clock, carrier, ...options.modem }),
    )
    const store = openStore({ clock, random })
    const life = new Life(store)
    const network = new FakeNetwork()
    const manager = await createManager(managing(clock, modems, life, options, network))
    const story = new this(options, clock, modems, life, manager, network)
    store.journal.subscribe((events) => story.events.push(...events))
    for (const name of ['internet', 'v4only', 'unsubscribed', 'crowded', 'slow', 'silent']) {
      await story.service.addProfile({ xml: profileXml(name, name) })
    }
    await clock.advance(Seconds(5))
    return story
  }

  /** The first modem. */
  get virtual(): VirtualModem {
    const [modem] = this.modems
    if (modem === undefined) throw new Error('there is a modem in every story')
    return modem
  }

  get service(): Service {
    return this.as(inProcess)
  }

  /** The service as that caller may use it, in its present life. */
  as(caller: Caller): Service {
    return this.#manager.as(caller)
  }

  pass(time: Duration): Promise<void> {
    return this.clock.advance(time)
  }

  settle(): Promise<void> {
    return this.clock.advance(Milliseconds(0))
  }

  vitals(): Vitals {
    return this.#manager.vitals()
  }

  modem(called = 'modem0'): Promise<Modem> {
    return this.service.modem({ modem: called })
  }

  connection(called = 'modem0'): Promise<Connection> {
    return this.service.connection({ connection: called })
  }

  /** Asks, and gives the number of the request. */
  async ask(profile: string, change: Partial<ConnectInput> = {}): Promise<number> {
    const asked = this.service.connect({ connection: 'modem0', profile, ...change })
    return (await this.clock.resolve(asked)).requestId
  }

  /** The request as it ends. */
  async end(request: number): Promise<Request> {
    for (;;) {
      const ended = await this.clock.resolve(this.service.request({ request, wait: 60_000 }))
      if (ended.state !== 'pending') return ended
    }
  }

  /** Connects by the profile, to the end. */
  async connect(profile = 'internet'): Promise<Request> {
    return this.end(await this.ask(profile))
  }

  async disconnect(called = 'modem0'): Promise<Request> {
    const { requestId } = await this.clock.resolve(this.service.disconnect({ connection: called }))
    return this.end(requestId)
  }

  /** The types of the events after the first `from`. */
  types(from = 0): string[] {
    return this.events.slice(from).map(({ type }) => type)
  }

  /** Everything that a watcher gets without waiting for something new. */
  async watched(since?: string): Promise<WatchItem[]> {
    const items: WatchItem[] = []
    const stop = new AbortController()
    const watching = (async () => {
      const input = since === undefined ? {} : { since }
      for await (const item of this.service.watch(input, { signal: stop.signal })) items.push(item)
    })()
    for (let count = -1; count < items.length;) {
      count = items.length
      await this.settle()
    }
    stop.abort()
    await watching
    return items
  }

  /** Stops the service as it should be, and starts it again; `meanwhile` is done while it is not there. */
  async restart(meanwhile: () => void = () => undefined): Promise<void> {
    await this.clock.resolve(this.#manager.stop())
    meanwhile()
    await this.#startAgain()
  }

  /** Ends the service with no word to anybody, as SIGKILL does, and starts it again. */
  async killAndRestart(): Promise<void> {
    this.#life.end()
    // What it still says to its modems on its way out is not heard.
    for (const modem of this.modems) if (modem.isPlugged) modem.connect()
    await this.clock.resolve(this.#manager.stop())
    await this.#startAgain()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.clock.resolve(this.#manager.stop())
    for (const modem of this.modems) modem[Symbol.dispose]()
    await this.store.close()
  }

  async #startAgain(): Promise<void> {
    this.#life = new Life(this.store)
    this.network = new FakeNetwork()
    this.#manager = await createManager(
      managing(this.clock, this.modems, this.#life, this.#options, this.network),
    )
    await this.pass(Seconds(1))
  }
}

/** One life of the service on a store: once it has ended, nothing that it still does is stored, and none of its verbs is sent. */
class Life {
  readonly store: Store
  #over = false

  constructor(store: Store) {
    this.store = store
  }

  end(): void {
    this.#over = true
  }

  /** The store as this life sees it. */
  view(): Store {
    const { store } = this
    const { journal, profiles, dial, tokens, requests } = store
    const whileAlive =
      <Arguments extends unknown[]>(action: (...given: Arguments) => void) =>
      (...given: Arguments): void => {
        if (!this.#over) action(...given)
      }
    return {
      serviceId: store.serviceId,
      restarted: store.restarted,
      trouble: undefined,
      get extent() {
        return store.extent
      },
      journal: {
        get head() {
          return journal.head
        },
        append: whileAlive((draft) => journal.append(draft)),
        flush: () => journal.flush(),
        told: () => journal.told(),
        subscribe: (listener) => journal.subscribe(listener),
        before: (time) => journal.before(time),
        read: (after, limit) => journal.read(after, limit),
      },
      profiles,
      dial,
      tokens,
      requests: {
        nextId: () => requests.nextId(),
        get: (id) => requests.get(id),
        pending: () => requests.pending(),
        ended: () => requests.ended(),
        put: whileAlive((request) => requests.put(request)),
      },
      retain: (retention) => store.retain(retention),
      usage: {
        add: whileAlive((key, amount, at) => store.usage.add(key, amount, at)),
        read: (filter) => store.usage.read(filter),
        sum: (filter) => store.usage.sum(filter),
      },
      digest: (data) => store.digest(data),
      notes: (kind) => {
        const notes = store.notes(kind)
        return {
          get: (key) => notes.get(key),
          entries: () => notes.entries(),
          set: whileAlive((key, value) => notes.set(key, value)),
          delete: whileAlive((key) => notes.delete(key)),
        }
      },
      pulse: () => store.pulse(),
      close: async () => undefined,
      [Symbol.asyncDispose]: async () => undefined,
    }
  }
}

function managing(
  clock: VirtualClock,
  modems: readonly VirtualModem[],
  life: Life,
  options: StoryOptions,
  network: Network,
): Parameters<typeof createManager>[0] {
  return {
    store: life.view(),
    sources: [sourceOf(modems, clock, options)],
    clock,
    log: options.log ?? silent,
    version: '0.0.0',
    network,
    demandDial: options.demandDial ?? true,
    ...(options.dialers && { dialers: options.dialers(clock) ?? {} }),
    ...(options.configuration && { configuration: options.configuration }),
  }
}

function sourceOf(
  modems: readonly VirtualModem[],
  clock: VirtualClock,
  {
    channel = (one) => one,
    data = true,
    driver = (one) => one,
    link,
    arrive = (come) => {
      come()
    },
  }: StoryOptions,
): ModemSource {
  const attached = new DisposableStack()
  return {
    start: async (arrived) => {
      const come = (modem: VirtualModem): Disposable =>
        modem.attachHost((first) => {
          const channels = [first]
          const made = createMbimDriver({
            device: modem.name,
            ...(data && { data: modem.dataPort }),
            link: () => link,
            channel: () => channel(channels.pop() ?? modem.connect()),
            clock,
            random: seededRandom(1),
          })
          arrived(driver(made))
        })
      arrive(() => {
        for (const modem of modems) attached.use(come(modem))
      })
    },
    [Symbol.asyncDispose]: async () => attached.dispose(),
  }
}
