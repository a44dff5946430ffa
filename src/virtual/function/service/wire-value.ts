/** How what the modem knows is written in MBIM: signal levels, access technologies, network codes. */
import type { MbimExVersion, NwError, words } from '../../../mbim/index.ts'
import type { AccessTechnology } from '../../carrier/access-technology.ts'
import { ACCESS_TECHNOLOGIES } from '../../carrier/access-technology.ts'
import type { NetworkCause, Plmn } from '../../carrier/operator.ts'

/** "Unknown", "never" and "not applicable" of most 32-bit fields. */
export const UNKNOWN = 0xffffffff

/** What a field holds when there is no signal (MBIM 1.0 §10.5.11.4). */
export const NO_RSSI = 99
export const NO_ERROR_RATE = 99

/** Steps of 2 dB from −113 dBm, 0 to 31 (MBIM 1.0 §10.5.11.4, 3GPP TS 27.007 §8.5). */
export function codedRssi(dBm: number): number {
  return clamp(Math.round((dBm + 113) / 2), 0, 31)
}

/** v means below −156+v dBm; 126 is −31 dBm or more (MBIMEx 2.0, 3GPP TS 38.133 table 10.1.6.1-1). */
export function codedRsrp(dBm: number): number {
  return clamp(Math.floor(dBm) + 157, 0, 126)
}

/** v means below −23+v/2 dB; 127 is 40 dB or more (MBIMEx 2.0, 3GPP TS 38.133 table 10.1.16.1-1). */
export function codedSnr(dB: number): number {
  return clamp(Math.floor((dB + 23.5) * 2), 0, 127)
}

/** v means below −43+v/2 dB (3GPP TS 38.133 table 10.1.11.1-1). */
export function codedRsrq(dB: number): number {
  return clamp(Math.floor((dB + 43.5) * 2), 0, 127)
}

/** MBIM 1.0 has no bits for 5G: its hosts see the LTE that carries it. */
export function dataClasses(
  technologies: Iterable<AccessTechnology>,
  version: MbimExVersion,
): readonly words.DataClass[] {
  const all = new Set(technologies)
  if (version > 1) return [...all]
  if (all.has('5g-nsa') || all.has('5g-sa')) all.add('lte')
  all.delete('5g-nsa')
  all.delete('5g-sa')
  return ACCESS_TECHNOLOGIES.filter((one) => all.has(one))
}

/** Which kinds of 5G are among them (MBIMEx 3.0). */
export function dataSubclasses(technologies: Iterable<AccessTechnology>): readonly words.DataSubclass[] {
  const all = new Set(technologies)
  const subclasses: words.DataSubclass[] = []
  if (all.has('5g-nsa')) subclasses.push('5g-endc')
  if (all.has('5g-sa')) subclasses.push('5g-nr')
  return subclasses
}

/** The technologies that a host names; from MBIMEx 3.0 on it says 5G for either kind. */
export function technologiesOf(
  classes: readonly (words.DataClass | number)[],
): ReadonlySet<AccessTechnology> {
  const wanted = new Set<AccessTechnology>()
  for (const technology of ACCESS_TECHNOLOGIES) {
    const is5g = technology === '5g-nsa' || technology === '5g-sa'
    if (classes.includes(technology) || (is5g && classes.includes('5g'))) wanted.add(technology)
  }
  return wanted
}

/** The field takes numbers that have no word, too. */
export function nwError(cause: NetworkCause): NwError {
  return cause
}

/** MCC and MNC in BCD; bit 15 of the MNC says that it has two digits (MBIMEx 3.0, TAI). */
export function codedPlmn(plmn: Plmn): { plmnMcc: number; plmnMnc: number } {
  const mnc = Number.parseInt(plmn.slice(3), 16)
  return {
    plmnMcc: Number.parseInt(plmn.slice(0, 3), 16),
    plmnMnc: plmn.length === 5 ? mnc | 0x8000 : mnc,
  }
}

export function isPlmn(text: string): boolean {
  return /^\d{5,6}$/.test(text)
}

function clamp(value: number, lowest: number, highest: number): number {
  return Math.max(lowest, Math.min(highest, value))
}
