/** How a cell and a modem talk, slowest first, and what each way can carry. */

export const ACCESS_TECHNOLOGIES = [
  'gprs',
  'edge',
  'umts',
  'hsdpa',
  'hsupa',
  'lte',
  '5g-nsa',
  '5g-sa',
] as const

export type AccessTechnology = (typeof ACCESS_TECHNOLOGIES)[number]

export interface LinkSpeed {
  /** bit/s, the most that the technology gives one modem. */
  readonly uplink: number
  readonly downlink: number
}

/**
 * GPRS and EDGE: four down and two up slots at CS-4 (21.4 kbit/s) and MCS-9 (59.2 kbit/s), 3GPP TS 43.064 §6.5.
 * UMTS: the 384 kbit/s bearer of TS 34.108 §6.10. HSDPA category 10, HSUPA category 6: TS 25.306 §5.1.
 * LTE category 6: TS 36.306 §4.1. 5G: figures of field modules, for want of a category.
 */
export const LINK_SPEEDS: Readonly<Record<AccessTechnology, LinkSpeed>> = {
  gprs: { uplink: 42_800, downlink: 85_600 },
  edge: { uplink: 118_400, downlink: 236_800 },
  umts: { uplink: 384_000, downlink: 384_000 },
  hsdpa: { uplink: 384_000, downlink: 14_400_000 },
  hsupa: { uplink: 5_760_000, downlink: 14_400_000 },
  lte: { uplink: 51_024_000, downlink: 301_504_000 },
  '5g-nsa': { uplink: 200_000_000, downlink: 1_500_000_000 },
  '5g-sa': { uplink: 250_000_000, downlink: 2_000_000_000 },
}

/** The fastest of those given. */
export function fastest(technologies: Iterable<AccessTechnology>): AccessTechnology | undefined {
  let best = -1
  for (const technology of technologies) best = Math.max(best, ACCESS_TECHNOLOGIES.indexOf(technology))
  return ACCESS_TECHNOLOGIES[best]
}

/** The core network behind: it decides how a modem attaches and what a cell is identified by. */
export type Generation = '2g' | '3g' | '4g' | '5g'

const GENERATIONS: Readonly<Record<AccessTechnology, Generation>> = {
  gprs: '2g',
  edge: '2g',
  umts: '3g',
  hsdpa: '3g',
  hsupa: '3g',
  lte: '4g',
  // Non-standalone: the core is that of LTE (TS 37.340 §4.1.2).
  '5g-nsa': '4g',
  '5g-sa': '5g',
}

export function generationOf(technology: AccessTechnology): Generation {
  return GENERATIONS[technology]
}
