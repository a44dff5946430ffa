/**
 * Packet counters since the control session was opened. A data path counts what it carries; where there is none, traffic
 * can be simulated as a steady rate while any context is active, counted when somebody looks.
 */
import type { Clock } from '../../base/index.ts'

export interface Counters {
  readonly octets: bigint
  readonly packets: bigint
  readonly errors: number
  readonly discards: number
}

/** As the host sees it: `in` is what it received. */
export type Direction = 'in' | 'out'

/** bytes/s */
export type TrafficRate = Readonly<Record<Direction, number>>

const NONE: Counters = { octets: 0n, packets: 0n, errors: 0, discards: 0 }

/** Bytes of a simulated packet: the mean of the two peaks of Internet traffic, full segments and acknowledgements. */
const PACKET = 800

export class Statistics {
  readonly #clock: Clock
  readonly #isActive: () => boolean
  #counted: Record<Direction, Counters> = { in: NONE, out: NONE }
  /** Bytes that were never there, up to `#since`. */
  #simulated: Record<Direction, number> = { in: 0, out: 0 }
  #rate: TrafficRate | undefined
  #since = 0

  constructor(clock: Clock, isActive: () => boolean) {
    this.#clock = clock
    this.#isActive = isActive
  }

  reset(): void {
    this.#counted = { in: NONE, out: NONE }
    this.#simulated = { in: 0, out: 0 }
    this.#since = this.#clock.monotonic()
  }

  read(direction: Direction): Counters {
    this.settle()
    const octets = Math.floor(this.#simulated[direction])
    const counted = this.#counted[direction]
    return {
      ...counted,
      octets: counted.octets + BigInt(octets),
      packets: counted.packets + BigInt(Math.ceil(octets / PACKET)),
    }
  }

  count(direction: Direction, more: Partial<Counters>): void {
    const before = this.#counted[direction]
    this.#counted[direction] = {
      octets: before.octets + (more.octets ?? 0n),
      packets: before.packets + (more.packets ?? 0n),
      errors: before.errors + (more.errors ?? 0),
      discards: before.discards + (more.discards ?? 0),
    }
  }

  /** Nothing ends the simulation. */
  simulate(rate: TrafficRate | undefined): void {
    this.settle()
    this.#rate = rate
  }

  /** Counts the simulated traffic up to now; called before contexts come or go. */
  settle(): void {
    const now = this.#clock.monotonic()
    const seconds = (now - this.#since) / 1000
    this.#since = now
    if (this.#rate === undefined || !this.#isActive()) return
    this.#simulated.in += this.#rate.in * seconds
    this.#simulated.out += this.#rate.out * seconds
  }
}
