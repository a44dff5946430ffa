/** Signal strength: SIGNAL_STATE, whose values are coded as 3GPP TS 27.007 §8.5 and §8.69 have them. */
import { compact } from '../../../base/index.ts'
import type { Signal, SignalReports } from '../../../core/index.ts'
import type { SignalState, ValueOf, words } from '../../../mbim/index.ts'

export type SignalInfo = ValueOf<typeof SignalState.response>

/** dBm and bit error rate class, as far as they are known. */
export function strength({
  rssi,
  errorRate,
}: Pick<SignalInfo, 'rssi' | 'errorRate'>): Pick<Signal, 'rssi' | 'errorRate'> {
  return compact({
    // 0 to 31 in steps of 2 dB from -113 dBm; 99 is unknown.
    rssi: rssi <= 31 ? -113 + 2 * rssi : undefined,
    errorRate: typeof errorRate === 'number' ? undefined : ERROR_RATES[errorRate],
  })
}

export function signal(info: SignalInfo): Signal {
  // One entry for each access technology in use; the first that was measured serves.
  const measured = info.rsrpSnr?.find(({ rsrp }) => rsrp <= RSRP_MOST)
  return compact({
    ...strength(info),
    // The lower end of the step: MBIMEx 2.0, MBIM_RSRP_SNR_INFO.
    rsrp: measured && -157 + measured.rsrp,
    snr: measured && measured.snr <= SNR_MOST ? -23.5 + measured.snr / 2 : undefined,
  })
}

/** What holds: all bits are set where the modem does not go by something, none where it does not say by how much. */
export function signalReports(info: SignalInfo): SignalReports {
  const known = (value: number): number | undefined =>
    value === 0 || value === 0xffffffff ? undefined : value
  const rssiSteps = known(info.rssiThreshold)
  return compact({
    interval: known(info.signalStrengthInterval),
    rssiChange: rssiSteps && rssiSteps * 2,
    errorRateChange: known(info.errorRateThreshold),
  })
}

/** 126 is -31 dBm or more, 127 unknown. */
const RSRP_MOST = 126
/** 127 is 40 dB or more, 128 unknown. */
const SNR_MOST = 127

const ERROR_RATES = {
  'lt-0-01-percent': 0,
  'p0-01-to-0-1': 1,
  'p0-1-to-0-5': 2,
  'p0-5-to-1': 3,
  'p1-to-2': 4,
  'p2-to-4': 5,
  'p4-to-8': 6,
  'gt-8-percent': 7,
  unknown: undefined,
} as const satisfies Record<Exclude<words.ErrorRate, number>, number | undefined>
