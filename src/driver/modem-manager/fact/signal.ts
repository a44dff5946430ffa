/** Signal strength: the Signal interface where the modem measures by it, else the quality that every modem has. */
import { compact } from '../../../base/index.ts'
import type { Signal } from '../../../core/index.ts'
import { MODEM, SIGNAL } from '../names.ts'
import { list, measure, record } from '../read.ts'
import type { RemoteObject } from '../remote-object.ts'

/** The newest first: a modem on two networks at once is as good as the better one lets it be. */
const TECHNOLOGIES = ['Nr5g', 'Lte', 'Umts', 'Gsm', 'Evdo', 'Cdma'] as const

/** dBm and dB that can be measured at all; drivers fill in odd numbers for what they do not know. */
const POWER = { min: -200, max: 0 }
const RATIO = { min: -60, max: 60 }

export function signal(modem: RemoteObject): Signal {
  for (const name of TECHNOLOGIES) {
    const values = record(modem.get(SIGNAL, name))
    const power = (key: string): number | undefined => measure(values[key], POWER)
    const ratio = (key: string): number | undefined => measure(values[key], RATIO)
    const measured: Signal = compact({
      rssi: power('rssi') ?? fallbackOf(power('rscp'), ratio('ecio')),
      errorRate: errorRate(values['error-rate']),
      rsrp: power('rsrp'),
      snr: ratio('snr') ?? ratio('sinr'),
    })
    if (Object.keys(measured).length > 0) {
      // LTE may be measured by its reference signal alone.
      return measured.rssi === undefined
        ? { ...compact({ rssi: fromQuality(modem) }), ...measured }
        : measured
    }
  }
  return compact({ rssi: fromQuality(modem) })
}

/** RSSI = RSCP - Ec/Io (3GPP TS 25.133 §9.1.1.1): what UMTS modems measure says what they do not. */
function fallbackOf(rscp: number | undefined, ecio: number | undefined): number | undefined {
  return rscp === undefined || ecio === undefined ? undefined : measure(rscp - ecio, POWER)
}

/** Upper bounds of the classes 0 to 6 in percent: 3GPP TS 45.008 §8.2.4 as MBIM 1.0 §10.5.11 has it. */
const CLASSES = [0.01, 0.1, 0.5, 1, 2, 4, 8]

function errorRate(value: unknown): number | undefined {
  const percent = measure(value, { min: 0, max: 100 })
  if (percent === undefined) return undefined
  const at = CLASSES.findIndex((bound) => percent < bound)
  return at === -1 ? CLASSES.length : at
}

/** The scale of 3GPP TS 27.007 §8.5, of which 0 % is -113 dBm and 100 % -51 dBm. */
function fromQuality(modem: RemoteObject): number | undefined {
  const [quality] = list(modem.get(MODEM, 'SignalQuality'))
  const percent = measure(quality, { min: 1, max: 100 })
  return percent === undefined ? undefined : Math.round(-113 + (percent * 62) / 100)
}
