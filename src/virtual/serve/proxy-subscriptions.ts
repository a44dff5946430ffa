/** Who wants which indications of a shared modem, and what the modem is therefore told to indicate (mbim-proxy's rules). */
import { CIDS, SERVICES } from '../../mbim/index.ts'

/** An empty list of CIDs stands for all of the service. */
export interface SubscriptionEntry {
  readonly uuid: string
  readonly cids: readonly number[]
}

export type SubscriptionList = readonly SubscriptionEntry[]

/** What is indicated unasked (MBIM 1.0 §9.1.1): what a client has before it says anything. */
export const STANDARD_LIST: SubscriptionList = SERVICES.flatMap((service) => {
  const cids = CIDS.filter((cid) => cid.service === service && cid.standardIndication)
  return cids.length === 0 ? [] : [{ uuid: service.uuid, cids: cids.map(({ number }) => number) }]
})

const STANDARD_SERVICES = new Set(SERVICES.filter(({ standard }) => standard).map(({ uuid }) => uuid))

/**
 * What the modem is to indicate for all its clients together: everything standard, whatever they say of it, and what
 * each of them wants of the other services, entries of one service joined.
 */
export function mergeLists(lists: readonly SubscriptionList[]): SubscriptionList {
  const wanted = new Map<string, Set<number> | 'all'>()
  for (const { uuid, cids } of lists.flat()) {
    if (STANDARD_SERVICES.has(uuid)) continue
    const known = wanted.get(uuid)
    if (known === 'all') continue
    if (cids.length === 0) wanted.set(uuid, 'all')
    else wanted.set(uuid, new Set([...(known ?? []), ...cids]))
  }
  const more = [...wanted].map(([uuid, cids]) => ({ uuid, cids: cids === 'all' ? [] : [...cids] }))
  return [...STANDARD_LIST, ...more]
}
