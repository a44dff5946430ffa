/**
 * Thins the signal: a modem may report every flutter, but a change is one that a person or program would act on. What was
 * shown last is compared with, so a slow drift is told as soon as it has added up.
 */
import type { Signal } from '../registration.ts'

/** The least difference that counts, by field, in the unit of the field. */
const STEPS = {
  rssi: 2, // dB: the step of the scale itself, 3GPP TS 27.007 §8.5
  errorRate: 1, // a class of 3GPP TS 45.008 §8.2.4
  rsrp: 2, // dB: the relative accuracy of the measurement, 3GPP TS 36.133 §9.1.2.2
  snr: 1, // dB
} as const satisfies Record<keyof Signal, number>

/** The signal to show: `next`, or `shown` itself where `next` says nothing new. */
export function thinSignal(shown: Signal | undefined, next: Signal): Signal {
  if (shown === undefined) return next
  for (const field of ['rssi', 'errorRate', 'rsrp', 'snr'] as const) {
    const [before, after] = [shown[field], next[field]]
    if ((before === undefined) !== (after === undefined)) return next
    if (before !== undefined && after !== undefined && !(Math.abs(after - before) < STEPS[field])) return next
  }
  return shown
}
