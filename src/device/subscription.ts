/** CIDs as the subscribe list has them: grouped by service (MBIM 1.0 §10.5.30). */
import type { CidFacts } from '../mbim/index.ts'

/** Of `services` (UUIDs) everything is wanted, whatever `cids` says of them: an empty list stands for every CID. */
export function subscription(
  cids: readonly CidFacts[],
  services: readonly string[] = [],
): { readonly deviceServiceId: string; readonly cidList: readonly number[] }[] {
  const whole = new Set(services)
  const groups = Map.groupBy(
    cids.filter(({ service }) => !whole.has(service.uuid)),
    ({ service }) => service.uuid,
  )
  return [
    ...[...groups].map(([deviceServiceId, members]) => ({
      deviceServiceId,
      cidList: [...new Set(members.map(({ number }) => number))].sort((one, other) => one - other),
    })),
    ...[...whole].map((deviceServiceId) => ({ deviceServiceId, cidList: [] })),
  ]
}
