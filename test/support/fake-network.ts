/** A network that touches nothing: a test sees what was wanted of it, sends traffic and takes links away. */
import {
  CauseError,
  type Cause,
  type DataPath,
  type DataPathFact,
  type DataPathSettings,
  type LanInterface,
  type LinkStatistics,
  type Network,
  type OpenLink,
} from '../../src/core/index.ts'
import type { Instant } from '../../src/base/index.ts'
import { packet } from './packet.ts'
import { summarizePacket } from '../../src/policy/index.ts'

export class FakePath implements DataPath {
  settings: DataPathSettings
  /** Everything that it was told, in order. */
  readonly told: string[] = []
  state: 'new' | 'holding' | 'open' | 'withdrawn' | 'gone' = 'new'
  link: OpenLink | undefined
  lastTraffic: Instant | undefined
  statistics: LinkStatistics | undefined
  readonly counters = { waiting: 0, released: 0, refused: 0, overflowed: 0, expired: 0 }
  /** What the next `open` fails with. */
  refusal: Cause | undefined
  readonly #tell: (fact: DataPathFact) => void

  constructor(settings: DataPathSettings, tell: (fact: DataPathFact) => void) {
    this.settings = settings
    this.#tell = tell
  }

  /** A packet arrives that the filter lets through, and is kept. */
  traffic(destination = '10.20.0.9'): void {
    const summary = summarizePacket(packet({ destination }))
    if (this.state === 'holding' && summary !== undefined) this.#tell({ type: 'traffic', summary })
  }

  tell(fact: DataPathFact): void {
    this.#tell(fact)
  }

  async hold(): Promise<void> {
    this.told.push('hold')
    this.state = 'holding'
  }

  async open(link: OpenLink): Promise<void> {
    this.told.push('open')
    const { refusal } = this
    this.refusal = undefined
    if (refusal !== undefined) throw new CauseError(refusal)
    this.state = 'open'
    this.link = link
    this.statistics = {
      bytesSent: 7,
      bytesReceived: 8,
      packetsSent: 1,
      packetsReceived: 2,
      errorsSent: 0,
      errorsReceived: 0,
    }
  }

  async withdraw(): Promise<void> {
    this.told.push('withdraw')
    this.state = 'withdrawn'
  }

  async change(settings: DataPathSettings): Promise<void> {
    this.told.push('change')
    this.settings = settings
  }

  async usage(): ReturnType<DataPath['usage']> {
    return {
      ...(this.lastTraffic !== undefined && { lastTraffic: this.lastTraffic }),
      ...(this.statistics && { statistics: this.statistics }),
    }
  }

  async clearStatistics(): Promise<void> {
    this.told.push('clear')
    if (this.statistics) this.statistics = { ...this.statistics, bytesSent: 0, bytesReceived: 0 }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.state = 'gone'
  }
}

export class FakeNetwork implements Network {
  readonly kind = 'fake'
  readonly obstacle = undefined
  readonly paths = new Map<string, FakePath>()
  /** Names of what was live at the start. */
  adopted: readonly string[] = []
  /** How often it was started. */
  starts = 0
  /** What the computer is on besides. */
  lans: readonly LanInterface[] = []

  pathOf(name: string): FakePath {
    const path = this.paths.get(name)
    if (path === undefined) throw new Error(`there is no path ${name}`)
    return path
  }

  async start(live: readonly { readonly name: string }[]): Promise<void> {
    this.starts++
    this.adopted = live.map(({ name }) => name)
  }

  async path(settings: DataPathSettings, tell: (fact: DataPathFact) => void): Promise<DataPath> {
    const path = new FakePath(settings, tell)
    this.paths.set(settings.name, path)
    return path
  }

  plan({ name, routes }: DataPathSettings): readonly string[] {
    return routes.map(({ destination }) => `route ${destination} to ${name}`)
  }

  lanInterfaces(): readonly LanInterface[] {
    return this.lans
  }

  async leave(): Promise<void> {}

  async [Symbol.asyncDispose](): Promise<void> {}
}
