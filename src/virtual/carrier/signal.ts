/**
 * Signal that moves: a mean-reverting random walk, computed as a pure function of a seed and the time. Nothing ticks
 * while nobody looks, and looking more often changes nothing.
 */
import { Milliseconds, type Duration } from '../../base/index.ts'
import type { AccessTechnology } from './access-technology.ts'
import { generationOf } from './access-technology.ts'

/** The walk takes a step this often. */
export const SIGNAL_STEP: Duration = Milliseconds(1000)

/** How much of a step's deviation is left one step later: a disturbance is forgotten within about half a minute. */
const MEMORY = 0.92

/** Steps that still count: what is older weighs less than 0.1 %. */
const DEPTH = 84

/** Largest deviation from the mean that a step brings, in dB. With `MEMORY` the walk mostly stays within ±6 dB. */
const STRIDE = 2

/** dB above or below the mean at step number `step`. */
export function walk(seed: number, step: number): number {
  let deviation = 0
  for (let age = Math.min(DEPTH, step); age >= 0; age--) {
    deviation = deviation * MEMORY + (noise(seed, step - age) * 2 - 1) * STRIDE
  }
  return deviation
}

/** A number in [0, 1) that depends on nothing but its arguments (the finaliser of mulberry32). */
function noise(seed: number, step: number): number {
  let mixed = (seed ^ Math.imul(step + 1, 0x9e3779b1)) >>> 0
  mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x100000000
}

/** What a modem measures at one moment. */
export interface Signal {
  /** dBm over the whole band (TS 36.214 §5.1.3). */
  readonly rssi: number
  /** Bit error rate class 0–7 (TS 45.008 §8.2.4). */
  readonly errorRate: number
  /** dBm, dB and dB (TS 36.214 §5.1.1, .3; TS 38.215); LTE and NR only. */
  readonly rsrp?: number
  readonly rsrq?: number
  readonly snr?: number
}

/** The other figures follow from the RSSI; `rssi` in dBm. */
export function signalOf(technology: AccessTechnology, rssi: number): Signal {
  const clamped = Math.round(clamp(rssi, -120, -40))
  // Bits are lost near the edge of a cell only: class 0 above −97 dBm, one class for each 3 dB below.
  const errorRate = clamp(Math.ceil((-97 - clamped) / 3), 0, 7)
  const generation = generationOf(technology)
  if (generation === '2g' || generation === '3g') return { rssi: clamped, errorRate }
  // RSSI is the power of all 12·N subcarriers; at N = 50 (10 MHz) and full load it is 27.8 dB above that of one.
  const rsrp = clamped - 28
  return {
    rssi: clamped,
    errorRate,
    rsrp,
    // RSRQ = N·RSRP/RSSI runs from −3 dB in an empty cell to −19.5 dB; noise joins in as the signal fades.
    rsrq: Math.round(clamp(-6 - Math.max(0, -95 - rsrp) / 4, -19, -3)),
    // Against a floor of noise and neighbours of −118 dBm a subcarrier.
    snr: clamp(rsrp + 118, -20, 30),
  }
}

function clamp(value: number, lowest: number, highest: number): number {
  return Math.max(lowest, Math.min(highest, value))
}
