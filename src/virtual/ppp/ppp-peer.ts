/**
 * One end of a PPP link (RFC 1661 §3.2): the link is established, who is there is shown, then IPv4 and IPv6 come up, each by itself.
 * It is told what comes from the line and from the network, and says what goes there; time and chance are given to it.
 */
import { silent, type Clock, type Logger, type Random } from '../../base/index.ts'
import type { Leases } from '../carrier/address-pool.ts'
import { addressBytes } from '../data-path/ip-address.ts'
import {
  Applicant,
  Authenticator,
  type Authentication,
  type AuthenticationProtocol,
  type Shown,
} from './authentication.ts'
import { Automaton, type Layer } from './automaton.ts'
import { CODE, readControlPacket } from './control-packet.ts'
import { encodeFrame, FrameReader } from './framing.ts'
import { Ipcp } from './ipcp.ts'
import { Ipv6cp } from './ipv6cp.ts'
import { DEFAULT_MRU, Lcp } from './lcp.ts'
import { PROTOCOL, readContent, writeContent } from './protocol.ts'

/** What this end does, by its role. */
export type PppRole =
  /** Lets the other in: asks who it is, and gives addresses. */
  | {
      readonly role: 'server'
      readonly asks: readonly AuthenticationProtocol[]
      /** Opens the way into the network for what was shown, or says why there is none. */
      open(shown: Shown | undefined, signal: AbortSignal): Promise<Opened>
    }
  /** Is let in: shows who it is, and takes what it is given. */
  | { readonly role: 'client'; readonly userName: string; readonly password: string }

export type Opened =
  | { readonly leases: Leases }
  /** `credentials`: it is who the other is that is not let in. */
  | { readonly refused: 'credentials' | 'network' }

export interface PppPeerOptions {
  readonly clock: Clock
  readonly random: Random
  readonly role: PppRole
  /** Octets for the line. */
  send(octets: Uint8Array): void
  /** A packet of IP that came by the line; it is the receiver's. */
  packet(packet: Uint8Array): void
  /** IPv4 is up, with the addresses of both ends. */
  up?(addresses: PppAddresses): void
  /** Nothing more is to be had of the link. Told once. */
  ended(): void
  readonly log?: Logger
}

/** Four octets each. */
export interface PppAddresses {
  readonly own: Uint8Array
  readonly peer: Uint8Array
}

/** With what a header may bring, and for a peer that sends more than it was asked to. */
const LONGEST_FRAME = 4096

/** The half of the router's address on the link (fe80::1), as its advertisements have it. */
const ROUTER = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 1)
const HALF = 8

export class PppPeer implements Disposable {
  readonly #options: PppPeerOptions
  readonly #log: Logger
  readonly #lcp: Lcp
  readonly #link: Automaton
  readonly #reader: FrameReader
  readonly #layers = new Map<number, Automaton>()
  readonly #life = new AbortController()
  #asking: Authentication | undefined
  #showing: Authentication | undefined
  #toDo = 0
  #leases: Leases | undefined
  #over = false

  constructor(options: PppPeerOptions) {
    this.#options = options
    this.#log = options.log ?? silent
    const { role, random, clock } = options
    this.#lcp = new Lcp({
      random,
      asks: role.role === 'server' ? role.asks : [],
      shows: role.role === 'client' ? ['chap', 'pap'] : [],
      up: () => {
        this.#established()
      },
      down: () => {
        this.#takeDown()
      },
      finished: () => {
        this.#end()
      },
      protocolRejected: (protocol) => this.#layers.get(protocol)?.protocolRejected(),
      reply: (packet) => {
        this.#link.reply(packet)
      },
    })
    const send = (protocol: number, information: Uint8Array): void => {
      this.#send(protocol, information)
    }
    this.#link = new Automaton({ clock, layer: this.#lcp, send })
    this.#reader = new FrameReader((content) => {
      this.#receive(content)
    }, LONGEST_FRAME)
  }

  /** The line is there: begins to speak. */
  start(): void {
    this.#link.open()
    this.#link.up()
  }

  /** Octets of the line, however they are cut. */
  receive(octets: Uint8Array): void {
    if (!this.#over) this.#reader.push(octets)
  }

  /** A packet of IP for the other end; lost while there is no way for it, or when it is longer than the other takes. */
  sendPacket(packet: Uint8Array): boolean {
    const isV6 = (packet[0] ?? 0) >> 4 === 6
    const layer = this.#layers.get(isV6 ? PROTOCOL.ipv6cp : PROTOCOL.ipcp)
    if (layer?.isOpened !== true || packet.length > Math.max(this.#lcp.mru, DEFAULT_MRU)) return false
    this.#send(isV6 ? PROTOCOL.ipv6 : PROTOCOL.ip, packet)
    return true
  }

  /** Ends the link in good order; `ended` is called when the other has agreed, or has had its time. */
  close(): void {
    if (this.#over) return
    this.#link.close()
  }

  /** The line has gone: nothing is said any more. */
  [Symbol.dispose](): void {
    this.#over = true
    this.#life.abort()
    this.#takeDown()
    this.#link[Symbol.dispose]()
  }

  #receive(content: Uint8Array): void {
    const carried = this.#over ? undefined : readContent(content)
    if (carried === undefined) return
    const { protocol, information } = carried
    if (protocol === PROTOCOL.lcp) {
      const packet = readControlPacket(information)
      if (packet !== undefined) this.#link.receive(packet)
      return
    }
    // Before the link is up nothing else is listened to (RFC 1661 §3.4).
    if (this.#link.isOpened) this.#take(protocol, information)
  }

  #take(protocol: number, information: Uint8Array): void {
    switch (protocol) {
      case PROTOCOL.pap:
      case PROTOCOL.chap: {
        const packet = readControlPacket(information)
        if (packet === undefined) return
        // Each direction has its own, told apart by who asks.
        if (protocol === protocolOf(this.#lcp.asked)) this.#asking?.receive(packet)
        if (protocol === protocolOf(this.#lcp.shown)) this.#showing?.receive(packet)
        return
      }
      case PROTOCOL.ip:
      case PROTOCOL.ipv6: {
        const layer = this.#layers.get(protocol === PROTOCOL.ip ? PROTOCOL.ipcp : PROTOCOL.ipv6cp)
        if (layer?.isOpened === true) this.#options.packet(information.slice())
        return
      }
      default: {
        const layer = this.#layers.get(protocol)
        const packet = readControlPacket(information)
        if (layer !== undefined && packet !== undefined) layer.receive(packet)
        else if (layer === undefined && this.#isNetworkPhase) this.#reject(protocol, information)
      }
    }
  }

  get #isNetworkPhase(): boolean {
    return this.#toDo === 0 && (this.#leases !== undefined || this.#options.role.role === 'client')
  }

  #reject(protocol: number, information: Uint8Array): void {
    const most = DEFAULT_MRU - 6
    const data = Uint8Array.from([protocol >> 8, protocol & 0xff, ...information.subarray(0, most)])
    this.#link.say(CODE.protocolReject, data)
  }

  #established(): void {
    const { clock, random, role } = this.#options
    const { asked, shown } = this.#lcp
    const environment = {
      clock,
      send: (protocol: number, information: Uint8Array) => {
        this.#send(protocol, information)
      },
      failed: () => {
        this.#log.info({}, 'the other end of the PPP link is not let in')
        this.close()
      },
      done: () => {
        this.#did()
      },
    }
    this.#toDo = 1
    if (asked !== undefined) {
      this.#toDo++
      this.#asking = new Authenticator({
        ...environment,
        random,
        by: asked,
        admit: async (what) => (await this.#open(what)) !== 'credentials',
      })
    }
    if (shown !== undefined && role.role === 'client') {
      this.#toDo++
      const { userName, password } = role
      this.#showing = new Applicant({ ...environment, by: shown, userName, password })
    }
    this.#asking?.start()
    this.#showing?.start()
    this.#did()
  }

  /** One thing less stands before the network. */
  #did(): void {
    this.#toDo -= 1
    if (this.#toDo > 0 || this.#over) return
    if (this.#options.role.role === 'client') {
      this.#bringUp(undefined)
      return
    }
    if (this.#leases !== undefined) this.#bringUp(this.#leases)
    else if (this.#lcp.asked === undefined) void this.#open(undefined).then(() => this.#afterOpening())
    // What was shown was right, and the network had nothing to give.
    else this.close()
  }

  #afterOpening(): void {
    if (this.#over || !this.#link.isOpened) return
    if (this.#leases === undefined) this.close()
    else this.#bringUp(this.#leases)
  }

  async #open(shown: Shown | undefined): Promise<'credentials' | 'network' | undefined> {
    const { role } = this.#options
    if (role.role === 'client') return undefined
    const opened = await role.open(shown, this.#life.signal)
    if ('refused' in opened) return opened.refused
    this.#leases = opened.leases
    return undefined
  }

  #bringUp(leases: Leases | undefined): void {
    const { ipv4, ipv6 } = leases ?? {}
    const ended = (): void => {
      // The link is for what it carries.
      if (![...this.#layers.values()].some(({ isOpened, state }) => isOpened || state === 'request-sent')) {
        this.close()
      }
    }
    const none = (): void => undefined
    if (leases === undefined || ipv4 !== undefined) {
      const addresses = { own: ipv4?.gateway, peer: ipv4?.address, dns: ipv4?.dns ?? [] }
      const up = (ends: PppAddresses): void => {
        this.#options.up?.(ends)
      }
      const told = { up, down: none, finished: ended }
      this.#add(new Ipcp({ ...addresses, ...told }))
    }
    if (leases === undefined || ipv6 !== undefined) {
      const peer = ipv6 === undefined ? ROUTER : addressBytes(ipv6.address).subarray(HALF)
      const own = leases === undefined ? CALLER : ROUTER
      this.#add(new Ipv6cp({ own, peer, up: none, down: none, finished: none }))
    }
  }

  #add(layer: Layer): void {
    const send = (protocol: number, information: Uint8Array): void => {
      this.#send(protocol, information)
    }
    const automaton = new Automaton({ clock: this.#options.clock, layer, send })
    this.#layers.set(layer.protocol, automaton)
    automaton.open()
    automaton.up()
  }

  #takeDown(): void {
    this.#asking?.[Symbol.dispose]()
    this.#showing?.[Symbol.dispose]()
    this.#asking = undefined
    this.#showing = undefined
    for (const layer of this.#layers.values()) layer[Symbol.dispose]()
    this.#layers.clear()
  }

  #send(protocol: number, information: Uint8Array): void {
    if (this.#over) return
    const content = writeContent({ protocol, information }, this.#lcp.shortening)
    this.#options.send(encodeFrame(content, protocol === PROTOCOL.lcp ? LCP_CONTROLS : this.#lcp.controls))
  }

  #end(): void {
    if (this.#over) return
    this[Symbol.dispose]()
    this.#options.ended()
  }
}

/** RFC 1662 §7.1: LCP is sent as if nothing had been agreed. */
const LCP_CONTROLS = 0xffffffff

/** The half of a caller's own address on the link. */
const CALLER = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 2)

function protocolOf(authentication: AuthenticationProtocol | undefined): number | undefined {
  return authentication === undefined ? undefined : PROTOCOL[authentication]
}
