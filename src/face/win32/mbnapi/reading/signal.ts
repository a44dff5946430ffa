/** What IMbnSignal reads from a modem. */
import type { Modem } from '../../../../core/index.ts'
import type { ULONG } from '../../com/data-type.ts'
import { MBN_ERROR_RATE_UNKNOWN, MBN_RSSI_UNKNOWN } from '../enumeration/registration.ts'
import { E_MBN_RADIO_POWER_OFF } from '../hresult.ts'
import { pending, unlessLocked, type Reading } from './reading.ts'

/** A radio that is off receives nothing. */
function unlessOff<T>(modem: Modem, reading: Reading<T>): Reading<T> {
  const { radio } = modem
  const off = radio?.hardware === 'off' || radio?.software === 'off'
  return unlessLocked(modem, off ? { failure: E_MBN_RADIO_POWER_OFF } : reading)
}

/** −113 dBm and less is 0, −51 dBm and more is 31, 2 dB a step (3GPP TS 27.007 §8.5). */
export function rssiCode(rssi: number | undefined): ULONG {
  return rssi === undefined ? MBN_RSSI_UNKNOWN : Math.min(31, Math.max(0, Math.round((rssi + 113) / 2)))
}

/** The class of the bit error rate, 0 to 7 (3GPP TS 45.008 §8.2.4). */
export function errorRateCode(errorRate: number | undefined): ULONG {
  return errorRate ?? MBN_ERROR_RATE_UNKNOWN
}

export function signalStrength(modem: Modem): Reading<ULONG> {
  const { signal } = modem
  return unlessOff(modem, pending(signal && rssiCode(signal.rssi)))
}

export function signalError(modem: Modem): Reading<ULONG> {
  const { signal } = modem
  return unlessOff(modem, pending(signal && errorRateCode(signal.errorRate)))
}
