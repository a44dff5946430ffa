/**
 * When the host is told of the signal (MBIM 1.0 §10.5.11.5): when it has moved by a threshold since it was last told, and
 * at the latest after an interval. The walk of the signal is known ahead, so one timer is set for the moment itself and
 * nothing ticks in between.
 */
import { Milliseconds, type Clock, type Timer } from '../../base/index.ts'
import { SIGNAL_STEP, type Signal } from '../carrier/signal.ts'
import type { Tell } from './change.ts'
import type { Reception } from './reception.ts'
import type { Registration } from './registration.ts'

/** Nothing of a field: never by this. */
export interface SignalRule {
  /** Seconds. */
  readonly interval: number | undefined
  /** 2 dB each. */
  readonly rssi: number | undefined
  /** Classes of the bit error rate. */
  readonly errorRate: number | undefined
  /** dB, and half dB. */
  readonly rsrp: number | undefined
  readonly snr: number | undefined
}

/** What "device default" means here. */
export const DEFAULT_SIGNAL_RULE: SignalRule = {
  interval: 30,
  rssi: 5,
  errorRate: undefined,
  rsrp: 6,
  snr: undefined,
}

/** How far ahead is looked; then it is looked again. */
const HORIZON = 60

export class SignalReport {
  readonly #clock: Clock
  readonly #reception: Reception
  readonly #registration: Registration
  readonly #tell: Tell
  #rule = DEFAULT_SIGNAL_RULE
  #last: Signal | undefined
  #lastStep = 0
  #timer: Timer | undefined
  #wanted = false

  constructor(options: { clock: Clock; reception: Reception; registration: Registration; tell: Tell }) {
    this.#clock = options.clock
    this.#reception = options.reception
    this.#registration = options.registration
    this.#tell = options.tell
  }

  get rule(): SignalRule {
    return this.#rule
  }

  setRule(rule: SignalRule): void {
    this.#rule = rule
    this.look()
  }

  /** The signal of the serving cell; nothing unless registered. */
  get signal(): Signal | undefined {
    const { cell } = this.#registration
    return cell === undefined ? undefined : this.#reception.signalOf(cell)
  }

  /** Whether anybody is to be told at all. */
  want(wanted: boolean): void {
    if (this.#wanted === wanted) return
    this.#wanted = wanted
    this.look()
  }

  /** Tells if it is time to, and sets the timer for the next; called again whenever cell or signal may have changed. */
  look(): void {
    this.#timer?.[Symbol.dispose]()
    this.#timer = undefined
    const { cell } = this.#registration
    if (!this.#wanted || cell === undefined) {
      this.#last = undefined
      return
    }
    const now = Math.floor(this.#clock.monotonic() / SIGNAL_STEP)
    if (this.#last === undefined || this.#isDue(this.#last, this.#reception.signalAt(cell, now), now)) {
      const first = this.#last === undefined
      this.#last = this.#reception.signalAt(cell, now)
      this.#lastStep = now
      // The first value is what the host reads by itself.
      if (!first) this.#tell({ topic: 'signal' })
    }
    let step = now + 1
    while (step < now + HORIZON && !this.#isDue(this.#last, this.#reception.signalAt(cell, step), step)) {
      step++
    }
    const wait = Milliseconds(step * SIGNAL_STEP - this.#clock.monotonic())
    this.#timer = this.#clock.setTimer(wait, () => this.look(), { background: true })
  }

  #isDue(last: Signal, signal: Signal, step: number): boolean {
    const { interval, rssi, errorRate, rsrp, snr } = this.#rule
    return (
      (interval !== undefined && (step - this.#lastStep) * SIGNAL_STEP >= interval * 1000) ||
      moved(last.rssi, signal.rssi, rssi, 2) ||
      moved(last.errorRate, signal.errorRate, errorRate, 1) ||
      moved(last.rsrp, signal.rsrp, rsrp, 1) ||
      moved(last.snr, signal.snr, snr, 0.5)
    )
  }
}

function moved(
  from: number | undefined,
  to: number | undefined,
  threshold: number | undefined,
  unit: number,
): boolean {
  if (threshold === undefined || from === undefined || to === undefined) return false
  return Math.abs(to - from) >= threshold * unit
}
