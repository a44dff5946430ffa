/** The virtual modems of one process. */
import { seededRandom } from '../base/index.ts'
import { Carrier, createVirtualModem, type VirtualModem, type VirtualModemOptions } from '../virtual/index.ts'
import type { Surroundings } from './surroundings.ts'

export interface VirtualModemsOptions {
  readonly count: number
  readonly seed?: number | undefined
  readonly timing?: VirtualModemOptions['timing']
}

/** `virtual0`, `virtual1` …, of one seed and in one world: no two of them ever have the same address. */
export function createVirtualModems(
  { count, seed, timing }: VirtualModemsOptions,
  { clock, log }: Pick<Surroundings, 'clock' | 'log'>,
): readonly VirtualModem[] {
  const carrier = new Carrier({ random: seededRandom(seed ?? 1) })
  return Array.from({ length: count }, (_, index) => {
    const name = `virtual${index}`
    return createVirtualModem({
      name,
      index,
      carrier,
      clock,
      log: log.child({ subject: name }),
      ...(seed === undefined ? {} : { seed }),
      ...(timing === undefined ? {} : { timing }),
    })
  })
}
