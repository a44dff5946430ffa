/** The layer of the link itself: what each end takes, and how it wants the other to show who it is (RFC 1661 §6, RFC 1662 §7.1). */
import type { Random } from '../../base/index.ts'
import type { AuthenticationProtocol } from './authentication.ts'
import type { Judgement, Layer } from './automaton.ts'
import { CODE, isSameOctets, option, type ControlPacket, type Option } from './control-packet.ts'
import { ALL_CONTROLS } from './framing.ts'
import { PROTOCOL, type Shortening } from './protocol.ts'

const MRU = 1
const CONTROLS = 2
const AUTHENTICATION = 3
const MAGIC = 5
const SHORT_PROTOCOL = 7
const SHORT_ADDRESS = 8

/** RFC 1661 §6.1: what everybody takes, whatever was agreed. */
export const DEFAULT_MRU = 1500
/** No packet of IP is kept whole below it (RFC 791 §3.1). */
const LEAST_MRU = 68

const CHAP_MD5 = 5

export interface LcpOptions {
  readonly random: Random
  /** How the other is asked to show who it is, best first; empty: it is not. */
  readonly asks: readonly AuthenticationProtocol[]
  /** How this end would show who it is, best first; empty: it would not. */
  readonly shows: readonly AuthenticationProtocol[]
  readonly up: () => void
  readonly down: () => void
  readonly finished: () => void
  /** The other does not know this protocol. */
  readonly protocolRejected: (protocol: number) => void
  readonly reply: (packet: ControlPacket) => void
}

export class Lcp implements Layer {
  readonly protocol = PROTOCOL.lcp
  readonly #options: LcpOptions
  #magic: number
  #wantsMagic = true
  #wantsShort = { protocol: true, address: true }
  #wantsControls = true
  #asks: readonly AuthenticationProtocol[]
  #shows: AuthenticationProtocol | undefined
  #mru = DEFAULT_MRU
  #controls = ALL_CONTROLS
  #short: Shortening = { protocol: false, address: false }
  #isUp = false

  constructor(options: LcpOptions) {
    this.#options = options
    this.#asks = options.asks
    this.#magic = newMagic(options.random)
  }

  /** The longest packet that the other takes. */
  get mru(): number {
    return this.#mru
  }

  /** What the other wants escaped; everything while nothing is agreed. */
  get controls(): number {
    return this.#isUp ? this.#controls : ALL_CONTROLS
  }

  get shortening(): Shortening {
    return this.#isUp ? this.#short : { protocol: false, address: false }
  }

  /** How the other is to show who it is, as agreed. */
  get asked(): AuthenticationProtocol | undefined {
    return this.#asks[0]
  }

  /** How this end has agreed to show it. */
  get shown(): AuthenticationProtocol | undefined {
    return this.#shows
  }

  request(): readonly Option[] {
    const [authentication] = this.#asks
    return [
      ...(this.#wantsControls ? [option(CONTROLS, 0, 0, 0, 0)] : []),
      ...(authentication === undefined ? [] : [authenticationOption(authentication)]),
      ...(this.#wantsMagic ? [option(MAGIC, ...octets(this.#magic))] : []),
      ...(this.#wantsShort.protocol ? [option(SHORT_PROTOCOL)] : []),
      ...(this.#wantsShort.address ? [option(SHORT_ADDRESS)] : []),
    ]
  }

  judge(options: readonly Option[]): Judgement {
    const rejected = options.filter((one) => !this.#isKnown(one))
    if (rejected.length > 0) return { verdict: 'reject', options: rejected }
    const naked = options.flatMap((one) => this.#otherValue(one))
    if (naked.length > 0) return { verdict: 'nak', options: naked }
    this.#mru = DEFAULT_MRU
    this.#controls = ALL_CONTROLS
    this.#shows = undefined
    const short = { protocol: false, address: false }
    for (const { type, data } of options) {
      if (type === MRU) this.#mru = number(data)
      else if (type === CONTROLS) this.#controls = number(data)
      else if (type === AUTHENTICATION) this.#shows = authenticationOf(data)
      else if (type === SHORT_PROTOCOL) short.protocol = true
      else if (type === SHORT_ADDRESS) short.address = true
    }
    this.#short = short
    return { verdict: 'ack' }
  }

  naked(options: readonly Option[]): void {
    for (const { type, data } of options) {
      if (type === MAGIC) this.#magic = newMagic(this.#options.random)
      else if (type === CONTROLS) this.#wantsControls = false
      else if (type === AUTHENTICATION) this.#askOtherwise(authenticationOf(data))
    }
  }

  rejected(options: readonly Option[]): void {
    for (const { type } of options) {
      if (type === MAGIC) this.#wantsMagic = false
      else if (type === CONTROLS) this.#wantsControls = false
      // It shows nothing at all; whether that will do is for who opens the network to say.
      else if (type === AUTHENTICATION) this.#asks = []
      else if (type === SHORT_PROTOCOL) this.#wantsShort = { ...this.#wantsShort, protocol: false }
      else if (type === SHORT_ADDRESS) this.#wantsShort = { ...this.#wantsShort, address: false }
    }
  }

  receive(packet: ControlPacket): boolean {
    const { code, identifier, data } = packet
    switch (code) {
      case CODE.echoRequest:
        if (this.#isUp && data.length >= 4) {
          const answered = Uint8Array.from([
            ...octets(this.#wantsMagic ? this.#magic : 0),
            ...data.subarray(4),
          ])
          this.#options.reply({ code: CODE.echoReply, identifier, data: answered })
        }
        return true
      case CODE.protocolReject:
        if (this.#isUp && data.length >= 2) this.#options.protocolRejected(number(data.subarray(0, 2)))
        return true
      case CODE.echoReply:
      case CODE.discardRequest:
        return true
      default:
        return false
    }
  }

  up(): void {
    this.#isUp = true
    this.#options.up()
  }

  down(): void {
    this.#isUp = false
    this.#options.down()
  }

  finished(): void {
    this.#isUp = false
    this.#options.finished()
  }

  #isKnown({ type, data }: Option): boolean {
    switch (type) {
      case MRU:
        return data.length === 2
      case CONTROLS:
      case MAGIC:
        return data.length === 4
      case AUTHENTICATION:
        return data.length >= 2 && this.#options.shows.length > 0
      case SHORT_PROTOCOL:
      case SHORT_ADDRESS:
        return data.length === 0
      default:
        return false
    }
  }

  /** What would be taken in its place; nothing where it is taken as it is. */
  #otherValue({ type, data }: Option): readonly Option[] {
    switch (type) {
      case MRU:
        return number(data) < LEAST_MRU ? [option(MRU, DEFAULT_MRU >> 8, DEFAULT_MRU & 0xff)] : []
      case MAGIC:
        // The same number from both ends is a line that leads back to where it comes from (RFC 1661 §6.4).
        return this.#wantsMagic && number(data) === this.#magic
          ? [option(MAGIC, ...octets(newMagic(this.#options.random)))]
          : []
      case AUTHENTICATION: {
        const wanted = authenticationOf(data)
        const [best] = this.#options.shows
        if (wanted !== undefined && this.#options.shows.includes(wanted)) return []
        return best === undefined ? [] : [authenticationOption(best)]
      }
      default:
        return []
    }
  }

  #askOtherwise(rather: AuthenticationProtocol | undefined): void {
    const rest = this.#asks.slice(1)
    this.#asks = rather !== undefined && this.#asks.includes(rather) ? [rather] : rest
  }
}

function newMagic(random: Random): number {
  return 1 + random.integer(0xffffffff)
}

function octets(value: number): readonly number[] {
  return [value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff]
}

function number(data: Uint8Array): number {
  return data.reduce((sum, octet) => sum * 256 + octet, 0)
}

function authenticationOption(protocol: AuthenticationProtocol): Option {
  return protocol === 'pap'
    ? option(AUTHENTICATION, PROTOCOL.pap >> 8, PROTOCOL.pap & 0xff)
    : option(AUTHENTICATION, PROTOCOL.chap >> 8, PROTOCOL.chap & 0xff, CHAP_MD5)
}

const KNOWN: readonly AuthenticationProtocol[] = ['pap', 'chap']

function authenticationOf(data: Uint8Array): AuthenticationProtocol | undefined {
  return KNOWN.find((one) => isSameOctets(authenticationOption(one).data, data))
}
