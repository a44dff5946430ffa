/** A call that came in: the caller is a computer of its own, which shows who it is, is given an address, and answers to that. */
import type { Clock, Logger, Random } from '../../base/index.ts'
import { NAMES } from '../data-path/internet.ts'
import { readIpPacket } from '../data-path/ip-packet.ts'
import { responder } from '../data-path/responder.ts'
import { PppPeer } from '../ppp/ppp-peer.ts'
import type { DataCall, DataCallEvents } from './data-call.ts'
import type { Caller } from './incoming-call.ts'

export interface CallerCallOptions {
  readonly caller: Caller
  readonly clock: Clock
  readonly random: Random
  readonly log: Logger
  /** What ends it from afar is put here while it is up. */
  readonly hangingUp: Set<() => void>
}

/** bit/s: V.34, the last that modems spoke to each other at. */
const RATE = 33_600

export class CallerCall implements DataCall {
  readonly rate = RATE
  readonly #options: CallerCallOptions
  #peer: PppPeer | undefined
  #respond: ReturnType<typeof responder> | undefined
  readonly #close = (): void => this.#peer?.close()

  constructor(options: CallerCallOptions) {
    this.#options = options
  }

  begin(events: DataCallEvents): void {
    const { caller, clock, random, log, hangingUp } = this.#options
    const { userName, password } = caller
    hangingUp.add(this.#close)
    this.#peer = new PppPeer({
      clock,
      random,
      log,
      role: { role: 'client', userName, password },
      send: (octets) => {
        events.send(octets)
      },
      packet: (packet) => {
        this.#answer(packet)
      },
      up: ({ own }) => {
        const address = own.join('.')
        this.#respond = responder({
          addresses: [address],
          nameServers: [],
          gateways: { 4: address, 6: undefined },
          names: NAMES,
        })
      },
      ended: () => {
        hangingUp.delete(this.#close)
        events.ended()
      },
    })
    this.#peer.start()
  }

  receive(octets: Uint8Array): void {
    this.#peer?.receive(octets)
  }

  async hangUp(): Promise<void> {
    this.#options.hangingUp.delete(this.#close)
    this.#peer?.[Symbol.dispose]()
    await Promise.resolve()
  }

  #answer(bytes: Uint8Array): void {
    const packet = readIpPacket(bytes)
    const answer = packet === undefined ? undefined : this.#respond?.(packet, bytes)
    if (answer !== undefined) this.#peer?.sendPacket(answer)
  }
}
