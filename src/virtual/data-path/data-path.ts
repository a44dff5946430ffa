/**
 * The data path of a virtual modem, on the real kernel: a network device of this computer whose other end is in the
 * carrier's network namespace, where a web server and a name server are the internet. The device has its carrier while a
 * context is up; what a context was given, the far end routes. Session 0 is untagged, session n has the VLAN n, as
 * cdc_mbim presents them. Needs to be root.
 *
 *     await using path = await openDataPath({ modem, link: 'wwan0' })
 */
import {
  DialtoneError,
  Milliseconds,
  Seconds,
  silent,
  sleep,
  systemClock,
  toDialtoneError,
  type Logger,
} from '../../base/index.ts'
import type { Context } from '../modem/contexts.ts'
import type { VirtualModem } from '../virtual-modem.ts'
import { CarrierNamespace } from './carrier-namespace.ts'

export interface DataPathOptions {
  readonly modem: VirtualModem
  /** What the network device is called: `wwan0`. */
  readonly link: string
  readonly log?: Logger
}

/** The far end of the device, within the namespace. */
const FAR = 'modem'
/**
 * What the device of this computer stands on, within the namespace and always up. Were it the end of the pair itself, the far end
 * would get its carrier only when the host sets the device up, and be started by the kernel a moment later: it would hear the
 * host's first packets, and its answers to them would be lost.
 */
const ANTENNA = 'antenna'
/** Of the kernel's worker, which takes some hundred microseconds. */
const PATIENCE = Seconds(1)
const LOOK_AGAIN = Milliseconds(2)
/** No device that stands on it may have more. */
const LONGEST_PACKET = 65_535
/** IFNAMSIZ - 1 */
const LONGEST_LINK = 15

/** @throws DialtoneError `invalid_argument`, `not_supported` with what is missing */
export async function openDataPath(options: DataPathOptions): Promise<DataPath> {
  const { link } = options
  if (!/^[a-z][a-z0-9_-]*$/i.test(link) || link.length > LONGEST_LINK) {
    throw new DialtoneError(
      'invalid_argument',
      `"${link}" is no name of a network device: give one like wwan0`,
    )
  }
  const path = new DataPath(options)
  await path.open()
  return path
}

export class DataPath implements AsyncDisposable {
  readonly link: string
  /** Of the carrier: `ip netns exec NAME …` looks at the packets from its side. */
  readonly namespace: string
  readonly #modem: VirtualModem
  readonly #log: Logger
  /** What the far end of each session has, as the commands that gave it. */
  readonly #applied = new Map<number, string>()
  #carrier: CarrierNamespace | undefined
  #watch: Disposable | undefined
  #work: Promise<void> = Promise.resolve()
  #over = false

  constructor({ modem, link, log = silent }: DataPathOptions) {
    this.#modem = modem
    this.#log = log
    this.link = link
    this.namespace = `dialtone-${link}`
  }

  async open(): Promise<void> {
    const nameServers = this.#modem.carrier.nameServers
    const carrier = await CarrierNamespace.open({ name: this.namespace, nameServers, log: this.#log })
    this.#carrier = carrier
    try {
      await carrier.ip(this.#link())
    } catch (thrown) {
      await this[Symbol.asyncDispose]()
      throw thrown
    }
    this.#watch = this.#modem.inside.contexts.watch(() => this.#later())
    void this.#later()
  }

  /** Resolves when the far end is as the contexts are now. */
  async settled(): Promise<void> {
    await this.#work
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#over) return
    this.#over = true
    this.#watch?.[Symbol.dispose]()
    await this.#work
    await this.#carrier?.[Symbol.asyncDispose]()
  }

  /** The device of this computer and its far end. */
  #link(): readonly string[] {
    const here = process.pid.toString()
    return [
      `link add ${ANTENNA} type veth peer name ${FAR}`,
      `link set ${ANTENNA} addrgenmode none mtu ${LONGEST_PACKET.toString()} up`,
      `link add link ${ANTENNA} name ${this.link} netns ${here} mtu 1500 type macvlan mode private`,
    ]
  }

  /** Resolves when the far end answers for its addresses, or does not in time: the host is told of its context afterwards. */
  async #answers(carrier: CarrierNamespace): Promise<void> {
    const asked = gatewaysV6(this.#modem.inside.contexts.active).map((address) => `route get ${address}`)
    const end = systemClock.monotonic() + PATIENCE
    while (asked.length > 0 && systemClock.monotonic() < end) {
      const ways = await carrier.ip(asked)
      if (ways.match(/^local /gm)?.length === asked.length) return
      await sleep(systemClock, LOOK_AGAIN)
    }
  }

  /** One after the other, each to what is so then. */
  #later(): Promise<void> {
    this.#work = this.#work.then(async () => {
      if (this.#over || this.#carrier === undefined) return
      try {
        await this.#follow(this.#carrier)
      } catch (thrown) {
        this.#log.warn(
          { error: toDialtoneError(thrown).message },
          'the data path does not follow the contexts',
        )
      }
    })
    return this.#work
  }

  async #follow(carrier: CarrierNamespace): Promise<void> {
    const wanted = new Map(
      this.#modem.inside.contexts.active.map((context) => [context.sessionId, farEnd(context)]),
    )
    const gone = [...this.#applied.keys()].filter((sessionId) => !wanted.has(sessionId))
    const news = [...wanted].filter(([sessionId, commands]) => this.#applied.get(sessionId) !== commands)
    if (gone.length === 0 && news.length === 0) return
    const batch = [
      ...[...gone, ...news.map(([sessionId]) => sessionId)]
        .filter((sessionId) => this.#applied.has(sessionId))
        .map(withdraw),
      ...news.map(([, commands]) => commands),
      `link set ${FAR} ${wanted.size === 0 ? 'down' : 'up'}`,
    ]
    for (const sessionId of gone) this.#applied.delete(sessionId)
    for (const [sessionId, commands] of news) this.#applied.set(sessionId, commands)
    await carrier.ip(batch)
    await this.#answers(carrier)
  }
}

/** The gateways of IPv6, whose addresses the kernel takes for its own a moment after they have been given. */
function gatewaysV6(contexts: readonly Context[]): string[] {
  return contexts.flatMap(({ bearer }) => bearer?.leases.ipv6?.gateway ?? [])
}

/** What gives a session its far end: the gateways of the addresses that the modem was given. */
function farEnd({ sessionId, bearer }: Context): string {
  const device = deviceOf(sessionId)
  const { ipv4, ipv6 } = bearer?.leases ?? {}
  const mtu = ipv4?.mtu ?? ipv6?.mtu
  return [
    // A VLAN needs its device to be up.
    `link set ${FAR} up`,
    ...(sessionId === 0 ? [] : [`link add link ${FAR} name ${device} type vlan id ${sessionId.toString()}`]),
    ...(mtu === undefined ? [] : [`link set ${device} mtu ${mtu.toString()}`]),
    `link set ${device} up`,
    ...(ipv4 === undefined ? [] : [`addr add ${ipv4.gateway}/${ipv4.prefixLength.toString()} dev ${device}`]),
    ...(ipv6 === undefined
      ? []
      : [`addr add ${ipv6.gateway}/${ipv6.prefixLength.toString()} dev ${device} nodad`]),
  ].join('\n')
}

function withdraw(sessionId: number): string {
  return sessionId === 0 ? `addr flush dev ${FAR}` : `link del ${deviceOf(sessionId)}`
}

function deviceOf(sessionId: number): string {
  return sessionId === 0 ? FAR : `${FAR}.${sessionId.toString()}`
}
