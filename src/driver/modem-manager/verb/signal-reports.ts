/** When the signal is told: the Signal interface by time (Setup) and by change (SetupThresholds). */
import { compact, Seconds } from '../../../base/index.ts'
import type { SignalReports, SignalReportsChoice } from '../../../core/index.ts'
import { causeError } from '../cause.ts'
import type { ModemContext } from '../context.ts'
import { variant } from '../bus/index.ts'
import { SIGNAL } from '../names.ts'
import { count } from '../read.ts'
import { setUp } from '../signal-setup.ts'
import { notThroughModemManager } from './not-supported.ts'

export async function setSignalReports(
  context: ModemContext,
  { interval, rssiChange, errorRateChange }: SignalReportsChoice,
  what: string,
  signal: AbortSignal,
): Promise<SignalReports> {
  const { modem } = context
  if (!modem.has(SIGNAL)) throw notThroughModemManager(what, 'it does not measure the signal of this modem')
  if (typeof errorRateChange === 'number') {
    throw notThroughModemManager(what, 'it goes by any change of the error rate or by none')
  }
  try {
    if (interval !== undefined) await setUp(context, Seconds(interval === 'off' ? 0 : interval))
    if (rssiChange !== undefined || errorRateChange !== undefined) {
      const values = [
        compact({
          'rssi-threshold':
            rssiChange === undefined ? undefined : variant('u', rssiChange === 'off' ? 0 : rssiChange),
          'error-rate-threshold': errorRateChange === undefined ? undefined : variant('b', false),
        }),
      ]
      await modem.call(SIGNAL, 'SetupThresholds', { signature: 'a{sv}', values }, { signal })
    }
    await modem.refresh(SIGNAL, { signal })
  } catch (error) {
    throw causeError(error, what)
  }
  context.retell()
  const known = (name: string): number | undefined => count(modem.get(SIGNAL, name)) || undefined
  return compact({ interval: known('Rate'), rssiChange: known('RssiThreshold') })
}
