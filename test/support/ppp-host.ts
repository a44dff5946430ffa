/** The host's end of PPP behind a terminal of the virtual modem, as `pppd` is one: what it got, and what comes to it. */
import { Milliseconds, seededRandom, type VirtualClock } from '../../src/base/index.ts'
import { PppPeer, type PppAddresses, type PppRole } from '../../src/virtual/ppp/ppp-peer.ts'
import type { SerialTerminal } from './serial-terminal.ts'

export class PppHost {
  readonly peer: PppPeer
  readonly packets: Uint8Array[] = []
  addresses: PppAddresses | undefined
  ended = false
  /** What the modem said that was not for PPP, from the first CR on. */
  said = ''
  readonly #terminal: SerialTerminal
  readonly #clock: VirtualClock

  constructor(terminal: SerialTerminal, clock: VirtualClock, role: PppRole) {
    this.#terminal = terminal
    this.#clock = clock
    this.peer = new PppPeer({
      clock,
      random: seededRandom(99),
      role,
      send: (octets) => {
        terminal.end.receive(octets)
      },
      packet: (packet) => this.packets.push(packet),
      up: (addresses) => {
        this.addresses = addresses
      },
      ended: () => {
        this.ended = true
      },
    })
  }

  /** Carries what the modem says to the host's end until nothing more is said. */
  async settle(time = Milliseconds(0)): Promise<void> {
    await this.#clock.advance(time)
    for (let octets = this.#terminal.octets(); octets.length > 0; octets = this.#terminal.octets()) {
      this.peer.receive(Uint8Array.from(octets))
      await this.#clock.advance(Milliseconds(0))
    }
  }
}
