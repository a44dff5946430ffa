/** Device service streams: bytes of a service's own beside the IP traffic (MBIM 1.0 errata-1, device service DSS). */
import { cid, empty } from '../cid.ts'
import { u32 } from '../codec/integer.ts'
import { struct } from '../codec/struct.ts'
import { uuid } from '../codec/uuid.ts'
import { service } from '../service.ts'
import { DssLinkState } from '../word/message.ts'

export const Dss = service('dss', 'c08a26dd-7718-4382-8482-6e0d583c4d0e', 'Device service streams', {
  standard: true,
})

/** Opens or closes a stream. MBIM 1.0 errata-1, MBIM_CID_DSS_CONNECT */
export const DssConnect = cid(Dss, 1, 'connect', {
  set: struct({ deviceServiceId: uuid, dssSessionId: u32, dssLinkState: DssLinkState }),
  response: empty,
})
