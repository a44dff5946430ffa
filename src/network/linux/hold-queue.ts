/**
 * The packets that wait for the link: bounded by count, bytes and age. When it is full the newest is given up: what came first is
 * what dialled, and its sender is waiting. Copies of what is sent again count like any other packet.
 */
import { Milliseconds, type Clock, type Timer } from '../../base/index.ts'
import type { HoldSettings } from '../../core/index.ts'

interface Kept {
  readonly packet: Uint8Array
  /** Of the monotonic clock. */
  readonly until: number
}

export class HoldQueue implements Disposable {
  readonly #clock: Clock
  readonly #emptied: () => void
  #bounds: HoldSettings
  #kept: Kept[] = []
  #bytes = 0
  #timer: Timer | undefined
  overflowed = 0
  expired = 0

  /** `emptied` is called when the last packet has become too old. */
  constructor(bounds: HoldSettings, options: { clock: Clock; emptied: () => void }) {
    this.#bounds = bounds
    this.#clock = options.clock
    this.#emptied = options.emptied
  }

  get waiting(): number {
    return this.#kept.length
  }

  /** Those that wait keep their time; what is too many by the new bounds stays. */
  set bounds(bounds: HoldSettings) {
    this.#bounds = bounds
  }

  /** Whether there was room for it. */
  add(packet: Uint8Array): boolean {
    const { packets, bytes, age } = this.#bounds
    if (this.#kept.length >= packets || this.#bytes + packet.length > bytes) {
      this.overflowed++
      return false
    }
    this.#kept.push({ packet, until: this.#clock.monotonic() + age })
    this.#bytes += packet.length
    this.#arm()
    return true
  }

  /** Takes all out, the oldest first. */
  take(): readonly Uint8Array[] {
    const packets = this.#kept.map(({ packet }) => packet)
    this.#clear()
    return packets
  }

  /** Gives all up. */
  drop(): void {
    this.expired += this.#kept.length
    this.#clear()
  }

  [Symbol.dispose](): void {
    this.#clear()
  }

  #clear(): void {
    this.#kept = []
    this.#bytes = 0
    this.#timer?.[Symbol.dispose]()
    this.#timer = undefined
  }

  #arm(): void {
    const [oldest] = this.#kept
    if (oldest === undefined || this.#timer !== undefined) return
    const wait = Milliseconds(Math.max(0, oldest.until - this.#clock.monotonic()))
    this.#timer = this.#clock.setTimer(
      wait,
      () => {
        this.#timer = undefined
        this.#expire()
      },
      { background: true },
    )
  }

  #expire(): void {
    const now = this.#clock.monotonic()
    const rest = this.#kept.filter(({ until }) => until > now)
    this.expired += this.#kept.length - rest.length
    this.#kept = rest
    this.#bytes = rest.reduce((sum, { packet }) => sum + packet.length, 0)
    this.#arm()
    if (rest.length === 0) this.#emptied()
  }
}
