/** Every service and CID there is, found by what stands on the wire or by name. */
import type { Cid } from './cid.ts'
import type { Service } from './service.ts'
import * as catalog from './service/index.ts'

/** The services, in the order of their names. */
export const SERVICES: readonly Service[] = Object.values(catalog)
  .filter((value): value is Service => 'uuid' in value)
  .sort((one, other) => (one.name < other.name ? -1 : 1))

/** The CIDs, by service and number. */
export const CIDS: readonly Cid[] = SERVICES.flatMap((service) =>
  Object.values(catalog)
    .filter((value) => 'service' in value && value.service === service)
    .map((value) => value as Cid) // what has a service is a CID
    .sort((one, other) => one.number - other.number),
)

interface Entry {
  readonly service: Service
  readonly cids: ReadonlyMap<number | string, Cid>
}

const entries = new Map<string, Entry>(
  SERVICES.flatMap((service) => {
    const cids = CIDS.filter((cid) => cid.service === service)
    const entry = { service, cids: new Map([...cids.map(byNumber), ...cids.map(byName)]) }
    return [[service.uuid, entry] as const, [service.name, entry] as const]
  }),
)

function byNumber(cid: Cid): readonly [number | string, Cid] {
  return [cid.number, cid]
}

function byName(cid: Cid): readonly [number | string, Cid] {
  return [cid.name, cid]
}

/** The service with this UUID (lower case) or name; nothing when nobody here knows it. */
export function findService(service: string): Service | undefined {
  return entries.get(service)?.service
}

/** The CID by the UUID or name of its service, and its number or name; nothing when nobody here knows it. */
export function findCid(service: string, cid: number | string): Cid | undefined {
  return entries.get(service)?.cids.get(cid)
}
