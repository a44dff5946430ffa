/** Devices for several carriers (Microsoft). Little documented; as the reference hosts have it. */
import { cid, empty } from '../cid.ts'
import { u32 } from '../codec/integer.ts'
import { u32Array } from '../codec/list.ts'
import { countOf } from '../codec/presence.ts'
import { struct } from '../codec/struct.ts'
import { uuid } from '../codec/uuid.ts'
import { service } from '../service.ts'
import { MulticarrierCapabilities as Capabilities } from '../word/network.ts'

export const Multicarrier = service('multicarrier', '8b569648-628d-4653-9b9f-1025404424e1', 'Multi carrier')

/** How the device changes carriers. */
export const MulticarrierCapabilities = cid(Multicarrier, 1, 'capabilities', {
  query: empty,
  response: struct({ capabilities: Capabilities }),
})

/** The country the device is in, as a geographic id of Windows; 0xFFFFFFFF when unknown. */
export const MulticarrierLocationInfo = cid(Multicarrier, 2, 'location-info', {
  query: empty,
  info: struct({ country: u32 }),
})

/** The CIDs that a service has with the present carrier. */
export const MulticarrierCurrentCidList = cid(Multicarrier, 3, 'current-cid-list', {
  query: struct({ deviceServiceId: uuid }),
  response: struct({ cidCount: countOf('cidList'), cidList: u32Array }),
})
