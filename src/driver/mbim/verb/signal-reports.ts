/** When the modem tells of its signal by itself: SIGNAL_STATE set, which it takes also with the radio off. */
import type { SignalReports, SignalReportsChoice } from '../../../core/index.ts'
import { SignalState } from '../../../mbim/index.ts'
import { causeError } from '../cause.ts'
import type { DriverContext } from '../context.ts'
import { signal as signalFact, signalReports } from '../fact/signal.ts'
import { patiently } from '../patience.ts'

/** MBIM 1.0 §10.5.11: the maker's choice, and no reports of that kind. */
const OWN = 0
const NONE = 0xffffffff
/** One step of the scale in dB. */
const STEP = 2

export async function setSignalReports(
  context: DriverContext,
  { interval, rssiChange, errorRateChange }: SignalReportsChoice,
  what: string,
  signal: AbortSignal,
): Promise<SignalReports> {
  const { clock, device } = context
  const value = {
    signalStrengthInterval: coded(interval),
    rssiThreshold: coded(typeof rssiChange === 'number' ? Math.ceil(rssiChange / STEP) : rssiChange),
    errorRateThreshold: coded(errorRateChange),
  }
  try {
    const info = await patiently(() => device.set(SignalState, value, { signal }), { clock, signal })
    context.tell({ type: 'signal', signal: signalFact(info) })
    return signalReports(info)
  } catch (error) {
    throw causeError(error, what)
  }
}

function coded(choice: number | 'off' | undefined): number {
  return choice === 'off' ? NONE : (choice ?? OWN)
}
