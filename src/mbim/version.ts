/** The extension versions that there are, by their numbers on the wire. */
import type { MbimExVersion } from './codec/codec.ts'

/** BCD: 0x0300 is 3.0. What is beyond those that are known is read as the highest of them. */
export function toMbimExVersion(bcd: number): MbimExVersion {
  const major = bcd >> 8
  return major >= 4 ? 4 : major === 3 || major === 2 ? major : 1
}
