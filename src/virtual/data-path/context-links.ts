/**
 * The ways of a modem's contexts into a network: one while a context is activated, another one when its addresses have changed. The
 * host is told of a context when its way is there, so that its first packet is not lost.
 */
import { toDialtoneError, type Logger } from '../../base/index.ts'
import type { Bearer } from '../carrier/bearer.ts'
import type { Context } from '../modem/contexts.ts'
import type { VirtualModem } from '../virtual-modem.ts'
import type { PacketLink, PacketNetwork } from './packet-network.ts'

export interface ContextLinksOptions {
  readonly modem: VirtualModem
  readonly network: PacketNetwork
  /** A packet for the host; false when it is lost. */
  readonly deliver: (sessionId: number, packet: Uint8Array) => boolean
  /** Nothing that came before belongs to the session any more. */
  readonly ended: (sessionId: number) => void
  readonly log: Logger
}

interface Way {
  readonly bearer: Bearer
  readonly link: PacketLink
}

export class ContextLinks implements AsyncDisposable {
  readonly #options: ContextLinksOptions
  readonly #ways = new Map<number, Way>()
  readonly #watch: Disposable
  #work: Promise<void> = Promise.resolve()
  #over = false

  constructor(options: ContextLinksOptions) {
    this.#options = options
    this.#watch = options.modem.inside.contexts.watch(() => this.#follow())
    void this.#follow()
  }

  /** Of the host; without a context of that session it goes nowhere. */
  send(sessionId: number, packet: Uint8Array): void {
    const { statistics, contexts } = this.#options.modem.inside
    const way = this.#ways.get(sessionId)
    if (way === undefined || contexts.get(sessionId)?.state !== 'activated') {
      statistics.count('out', { discards: 1 })
      return
    }
    statistics.count('out', { packets: 1n, octets: BigInt(packet.length) })
    way.link.send(packet)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#over) return
    this.#over = true
    this.#watch[Symbol.dispose]()
    await this.#work
    for (const sessionId of [...this.#ways.keys()]) await this.#withdraw(sessionId)
  }

  /** One change after the other, each to what is so then. */
  #follow(): Promise<void> {
    this.#work = this.#work.then(async () => {
      if (this.#over) return
      const wanted = new Map(
        this.#options.modem.inside.contexts.active.map((context) => [context.sessionId, context]),
      )
      for (const [sessionId, { bearer }] of [...this.#ways]) {
        if (wanted.get(sessionId)?.bearer !== bearer) await this.#withdraw(sessionId)
      }
      for (const [sessionId, context] of wanted) {
        if (!this.#ways.has(sessionId)) await this.#attach(context)
      }
    })
    return this.#work
  }

  async #attach(context: Context): Promise<void> {
    const { modem, network, deliver, log } = this.#options
    const { sessionId, bearer } = context
    if (bearer === undefined) return
    const { statistics } = modem.inside
    try {
      const link = await network.attach(context, (packet) => {
        if (!deliver(sessionId, packet)) statistics.count('in', { discards: 1 })
        else statistics.count('in', { packets: 1n, octets: BigInt(packet.length) })
      })
      this.#ways.set(sessionId, { bearer, link })
    } catch (thrown) {
      log.warn({ sessionId, error: toDialtoneError(thrown).message }, 'a context has no way into the network')
    }
  }

  async #withdraw(sessionId: number): Promise<void> {
    const way = this.#ways.get(sessionId)
    this.#ways.delete(sessionId)
    this.#options.ended(sessionId)
    try {
      await way?.link[Symbol.asyncDispose]()
    } catch (thrown) {
      this.#options.log.warn(
        { sessionId, error: toDialtoneError(thrown).message },
        'the way of a context is left behind',
      )
    }
  }
}
