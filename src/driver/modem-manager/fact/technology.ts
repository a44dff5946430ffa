/** Access technologies and modes: MMModemAccessTechnology, MMModemCapability and MMModemMode as core's data classes. */
import { DATA_CLASSES, type CellularClass, type DataClass } from '../../../core/index.ts'
import { count, list } from '../read.ts'

/** MMModemAccessTechnology, by bit. HSPA is both of its halves; HSPA+ is told as them, which MBIM has no more of either. */
const TECHNOLOGIES: readonly (readonly [bit: number, ...DataClass[]])[] = [
  [1 << 1, 'gprs'],
  [1 << 2, 'gprs'],
  [1 << 3, 'gprs'],
  [1 << 4, 'edge'],
  [1 << 5, 'umts'],
  [1 << 6, 'hsdpa'],
  [1 << 7, 'hsupa'],
  [1 << 8, 'hsdpa', 'hsupa'],
  [1 << 9, 'hsdpa', 'hsupa'],
  [1 << 10, '1xrtt'],
  [1 << 11, '1xevdo'],
  [1 << 12, '1xevdo-reva'],
  [1 << 13, '1xevdo-revb'],
  [1 << 14, 'lte'],
  [1 << 16, 'lte'],
  [1 << 17, 'lte'],
]
const NR = 1 << 15
const LTE = 1 << 14

/** MM_MODEM_ACCESS_TECHNOLOGY_ANY, which a modem cannot be using. */
const ANY = 0xffffffff

/** What is in use, slowest first. 5G beside LTE hangs on it. */
export function technologies(value: unknown): readonly DataClass[] {
  const bits = count(value) ?? 0
  if (bits === ANY) return []
  const found = new Set(TECHNOLOGIES.flatMap(([bit, ...classes]) => ((bits & bit) === 0 ? [] : classes)))
  if ((bits & NR) !== 0) found.add((bits & LTE) === 0 ? '5g-sa' : '5g-nsa')
  return DATA_CLASSES.filter((name) => found.has(name))
}

/** The fastest of them: core's order has 3GPP's first, then 3GPP2's. */
export function fastest(classes: readonly DataClass[]): DataClass | undefined {
  const last = DATA_CLASSES.indexOf('5g-sa')
  return classes.findLast((name) => DATA_CLASSES.indexOf(name) <= last) ?? classes.at(-1)
}

/** MMModemCapability. */
const CAPABILITIES: readonly (readonly [bit: number, ...DataClass[]])[] = [
  [1 << 1, '1xrtt', '1xevdo', '1xevdo-reva'],
  [1 << 2, 'gprs', 'edge', 'umts', 'hsdpa', 'hsupa'],
  [1 << 3, 'lte'],
  [1 << 6, '5g-nsa', '5g-sa'],
]
const CDMA_BITS = 1 << 1
const GSM_BITS = (1 << 2) | (1 << 3) | (1 << 6)

export function dataClasses(capabilities: unknown): readonly DataClass[] {
  const bits = count(capabilities) ?? 0
  const found = new Set(CAPABILITIES.flatMap(([bit, ...classes]) => ((bits & bit) === 0 ? [] : classes)))
  return DATA_CLASSES.filter((name) => found.has(name))
}

export function cellularClasses(capabilities: unknown): readonly CellularClass[] {
  const bits = count(capabilities) ?? 0
  return [
    ...((bits & GSM_BITS) === 0 ? [] : ['gsm' as const]),
    ...((bits & CDMA_BITS) === 0 ? [] : ['cdma' as const]),
  ]
}

/** MMModemMode: generations, of which a modem may prefer one. */
const MODES = {
  gprs: 1 << 1,
  edge: 1 << 1,
  umts: 1 << 2,
  hsdpa: 1 << 2,
  hsupa: 1 << 2,
  lte: 1 << 3,
  '5g-nsa': 1 << 4,
  '5g-sa': 1 << 4,
  '1xrtt': 1 << 1,
  '1xevdo': 1 << 2,
  '1xevdo-reva': 1 << 2,
  '1xevdv': 1 << 2,
  '3xrtt': 1 << 2,
  '1xevdo-revb': 1 << 2,
  umb: 0,
  custom: 0,
} as const satisfies Record<DataClass, number>

export type Modes = readonly [allowed: number, preferred: number]

/**
 * Which of the combinations that the modem offers (SupportedModes) prefers these technologies and leaves as many others as
 * possible; nothing where none does.
 */
export function modesFor(classes: readonly DataClass[], supported: unknown): Modes | undefined {
  const wanted = classes.reduce((bits, name) => bits | MODES[name], 0)
  const offered = list(supported).flatMap((one): Modes[] => {
    const [allowed, preferred] = list(one)
    return [[count(allowed) ?? 0, count(preferred) ?? 0]]
  })
  const preferring = offered.filter(([, preferred]) => preferred === wanted)
  if (preferring.length > 0) return preferring.toSorted(([one], [other]) => bitsOf(other) - bitsOf(one))[0]
  return offered.find(([allowed]) => allowed === wanted)
}

function bitsOf(number: number): number {
  return number === 0 ? 0 : (number & 1) + bitsOf(number >>> 1)
}
