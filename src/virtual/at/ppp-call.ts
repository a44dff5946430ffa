/**
 * A call that carries PPP into the network: the link is made with the terminal, and the context activated with what that has
 * shown (3GPP TS 29.061 §11.2.1.2). The context ends with the call, and the call with the context.
 */
import { silent, toDialtoneError, type Clock, type Logger, type Random } from '../../base/index.ts'
import type { BearerRequest } from '../carrier/bearer.ts'
import type { Leases } from '../carrier/address-pool.ts'
import type { PacketLink, PacketNetwork } from '../data-path/packet-network.ts'
import type { Context } from '../modem/contexts.ts'
import type { Modem } from '../modem/modem.ts'
import type { Shown } from '../ppp/authentication.ts'
import { PppPeer, type Opened } from '../ppp/ppp-peer.ts'
import type { DataCall, DataCallEvents } from './data-call.ts'

/** What stands behind the call: a context of the modem, or whoever was called by number. */
export interface Bearing {
  /** What it is, as a network knows it; why it is not to be had. */
  open(shown: Partial<BearerRequest>, signal: AbortSignal): Promise<Context | { readonly cause: number }>
  /** Calls `ended` when the network has ended it. */
  watch(ended: () => void): Disposable
  close(): Promise<void>
}

export interface PppCallOptions {
  readonly modem: Modem
  readonly network: PacketNetwork
  readonly bearing: Bearing
  readonly random: Random
  readonly rate: number
  readonly log?: Logger
}

/** TS 24.008 §10.5.6.6: user authentication failed. */
const AUTHENTICATION_FAILED = 29
const REFUSED: Opened = { refused: 'network' }

export class PppCall implements DataCall {
  readonly rate: number
  readonly #modem: Modem
  readonly #network: PacketNetwork
  readonly #bearing: Bearing
  readonly #clock: Clock
  readonly #random: Random
  readonly #log: Logger
  #peer: PppPeer | undefined
  #link: PacketLink | undefined
  #watch: Disposable | undefined
  #events: DataCallEvents | undefined
  #opening: Promise<unknown> = Promise.resolve()

  constructor(options: PppCallOptions) {
    const { modem, network, bearing, random, rate, log = silent } = options
    this.rate = rate
    this.#modem = modem
    this.#network = network
    this.#bearing = bearing
    this.#clock = modem.clock
    this.#random = random
    this.#log = log
  }

  begin(events: DataCallEvents): void {
    this.#events = events
    const { statistics } = this.#modem
    this.#peer = new PppPeer({
      clock: this.#clock,
      random: this.#random,
      log: this.#log,
      // As access servers do: the better way first, and none where the other has nothing to show.
      role: { role: 'server', asks: ['chap', 'pap'], open: (shown, signal) => this.#open(shown, signal) },
      send: (octets) => {
        events.send(octets)
      },
      packet: (packet) => {
        statistics.count('out', { packets: 1n, octets: BigInt(packet.length) })
        this.#link?.send(packet)
      },
      ended: () => {
        void this.#end()
      },
    })
    this.#peer.start()
  }

  receive(octets: Uint8Array): void {
    this.#peer?.receive(octets)
  }

  async hangUp(): Promise<void> {
    this.#events = undefined
    this.#peer?.[Symbol.dispose]()
    await this.#release()
  }

  /** Once more where the other end has agreed on the link anew: what it had before is given back first, whatever it shows now. */
  #open(shown: Shown | undefined, signal: AbortSignal): Promise<Opened> {
    const opened = this.#opening.then(async () => {
      if (this.#watch !== undefined) await this.#release()
      return signal.aborted ? REFUSED : this.#openAnew(shown, signal)
    })
    this.#opening = opened.catch(() => undefined)
    return opened
  }

  async #openAnew(shown: Shown | undefined, signal: AbortSignal): Promise<Opened> {
    const context = await this.#bearing.open(credentialsOf(shown), signal)
    if ('cause' in context) {
      return { refused: context.cause === AUTHENTICATION_FAILED ? 'credentials' : 'network' }
    }
    const leases = context.bearer?.leases
    if (leases === undefined || signal.aborted) return REFUSED
    this.#watch = this.#bearing.watch(() => {
      // The other end is told in good order before the carrier goes.
      this.#peer?.close()
    })
    return this.#attach(context, leases, signal)
  }

  async #attach(context: Context, leases: Leases, signal: AbortSignal): Promise<Opened> {
    const { statistics } = this.#modem
    try {
      const link = await this.#network.attach(context, (packet) => {
        if (this.#peer?.sendPacket(packet) !== true) statistics.count('in', { discards: 1 })
        else statistics.count('in', { packets: 1n, octets: BigInt(packet.length) })
      })
      if (signal.aborted) {
        // The call has ended meanwhile: whoever gets its addresses next would have its packets sent here.
        await link[Symbol.asyncDispose]()
        return REFUSED
      }
      this.#link = link
      return { leases }
    } catch (thrown) {
      this.#log.warn({ error: toDialtoneError(thrown).message }, 'a call has no way into the network')
      return REFUSED
    }
  }

  async #end(): Promise<void> {
    const events = this.#events
    this.#events = undefined
    await this.#release()
    events?.ended()
  }

  async #release(): Promise<void> {
    this.#watch?.[Symbol.dispose]()
    this.#watch = undefined
    const link = this.#link
    this.#link = undefined
    await link?.[Symbol.asyncDispose]()
    await this.#bearing.close()
  }
}

function credentialsOf(shown: Shown | undefined): Partial<BearerRequest> {
  // Nothing shown: what was set for the context counts.
  if (shown === undefined) return {}
  const { userName, by: auth } = shown
  return shown.by === 'pap'
    ? { userName, password: shown.password, auth }
    : { userName, password: '', auth, proof: shown.proof }
}
