/** The network device of a link while it is open: packets that waited leave by it, its counters are kept, its loss is noticed. */
import { Seconds, type Clock, type Timer } from '../../base/index.ts'
import type { Cause, Link, LinkStatistics } from '../../core/index.ts'
import { SystemError } from '../../native/index.ts'
import { AnswerLimit } from './answer-limit.ts'
import type { Device, Kernel, PacketSender } from './kernel.ts'
import { tooBig } from './too-big.ts'

/**
 * What sets a device up itself takes it down as well, and knows why: it is waited for its word. pppd says so at its end: 3 s after the
 * peer has terminated the link (pppd(8), lcp-restart), one more for the modem, and up to 5 s for its scripts (child-timeout).
 */
const FIRST_WORD = Seconds(10)

export interface OpenDeviceOptions {
  readonly kernel: Kernel
  readonly clock: Clock
  readonly configuredBy: Link['configuredBy']
  /** Told once. */
  readonly lost: (cause: Cause) => void
}

export class OpenDevice implements Disposable {
  readonly name: string
  readonly #options: OpenDeviceOptions
  readonly #kernel: Kernel
  readonly #index: number
  readonly #senders = new Map<4 | 6, PacketSender>()
  readonly #answers: AnswerLimit
  #baseline: LinkStatistics
  /** A device that never had a carrier may still get one. */
  #hadCarrier: boolean
  /** It has been said. */
  #isLost = false
  #waiting: Timer | undefined

  constructor(device: Device, options: OpenDeviceOptions) {
    this.#options = options
    this.#kernel = options.kernel
    this.#answers = new AnswerLimit(options.clock)
    this.name = device.name
    this.#index = device.index
    this.#baseline = device.statistics
    this.#hadCarrier = device.carrier
  }

  /**
   * Sends one packet, its IP header first; one that is too large for the link as a router would. False when it did not leave: it is
   * malformed, a firewall refused it, or its sender has been told how large it may be.
   */
  send(packet: Uint8Array): boolean {
    const family = (packet[0] ?? 0) >> 4
    if (family !== 4 && family !== 6) return false
    try {
      this.#send(family, packet)
      return true
    } catch (thrown) {
      return thrown instanceof SystemError && thrown.code === 'EMSGSIZE' && this.#sendTooBig(family, packet)
    }
  }

  #send(family: 4 | 6, packet: Uint8Array): void {
    let sender = this.#senders.get(family)
    if (sender === undefined) {
      sender = this.#kernel.openSender(family, this.name)
      this.#senders.set(family, sender)
    }
    sender.send(packet, family === 4 ? packet.subarray(16, 20) : packet.subarray(24, 40))
  }

  #sendTooBig(family: 4 | 6, packet: Uint8Array): boolean {
    const mtu = this.#kernel.device(this.name)?.mtu
    if (mtu === undefined) return false
    const outcome = tooBig(packet, mtu)
    try {
      if (outcome.do === 'send') for (const fragment of outcome.packets) this.#send(family, fragment)
      else if (outcome.do === 'answer' && this.#answers.allows()) {
        this.#kernel.sendIcmp(family, outcome.message, outcome.to)
      }
      return outcome.do === 'send'
    } catch {
      return false
    }
  }

  get isThere(): boolean {
    const device = this.#kernel.device(this.name)
    return device?.index === this.#index && device.up
  }

  /** Whether it is this one, and not said to be lost. */
  is(device: Device): boolean {
    return device.index === this.#index && !this.#isLost
  }

  /** Looks whether it is lost, after something has happened to it. */
  look(): void {
    const { clock, configuredBy } = this.#options
    const cause = this.#loss()
    if (cause === undefined || this.#isLost) return
    if (configuredBy === 'us') this.#say(cause)
    else this.#waiting ??= clock.setTimer(FIRST_WORD, () => this.#lookAgain(), { background: true })
  }

  #lookAgain(): void {
    this.#waiting = undefined
    const cause = this.#loss()
    if (cause !== undefined) this.#say(cause)
  }

  #say(cause: Cause): void {
    this.#isLost = true
    this.#options.lost(cause)
  }

  #loss(): Cause | undefined {
    const device = this.#kernel.device(this.name)
    const cause = this.#lossOf(device)
    this.#hadCarrier ||= device?.carrier === true
    return cause
  }

  #lossOf(device: Device | undefined): Cause | undefined {
    if (device?.index !== this.#index) {
      return { code: 'unplugged', message: `the network device ${this.name} is not there any more` }
    }
    if (!device.up) {
      return { code: 'disconnected', message: `somebody has set the network device ${this.name} down` }
    }
    if (device.carrier || !this.#hadCarrier) return undefined
    return { code: 'disconnected', message: `the network device ${this.name} has lost its carrier` }
  }

  /** Since the beginning or since they were cleared; nothing when the device is gone. */
  get statistics(): LinkStatistics | undefined {
    const device = this.#kernel.device(this.name)
    return device?.index === this.#index ? difference(device.statistics, this.#baseline) : undefined
  }

  clearStatistics(): void {
    this.#baseline = this.#kernel.device(this.name)?.statistics ?? this.#baseline
  }

  [Symbol.dispose](): void {
    this.#waiting?.[Symbol.dispose]()
    for (const sender of this.#senders.values()) sender[Symbol.dispose]()
    this.#senders.clear()
  }
}

function difference(now: LinkStatistics, then: LinkStatistics): LinkStatistics {
  return {
    bytesSent: now.bytesSent - then.bytesSent,
    bytesReceived: now.bytesReceived - then.bytesReceived,
    packetsSent: now.packetsSent - then.packetsSent,
    packetsReceived: now.packetsReceived - then.packetsReceived,
    errorsSent: now.errorsSent - then.errorsSent,
    errorsReceived: now.errorsReceived - then.errorsReceived,
  }
}
