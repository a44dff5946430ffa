/** Whether the answer to a set, or an indication, says what a query of the CID would be answered with. */
import type { Cid } from './cid.ts'

export function tellsState(cid: Cid | undefined, by: 'set' | 'indication'): boolean {
  const info = by === 'set' ? cid?.setResponse : cid?.indication
  return info !== undefined && info.codec === cid?.response?.codec
}
