/** CIDs as the subscribe list has them: grouped by service (MBIM 1.0 §10.5.30). */
import type { CidFacts } from '../mbim/index.ts'

export function subscription(
  cids: readonly CidFacts[],
): { readonly deviceServiceId: string; readonly cidList: readonly number[] }[] {
  const groups = Map.groupBy(cids, ({ service }) => service.uuid)
  return [...groups].map(([deviceServiceId, members]) => ({
    deviceServiceId,
    cidList: [...new Set(members.map(({ number }) => number))].sort((one, other) => one - other),
  }))
}
