/** Device service streams (DSS), and which of the services have them: the vendor's own. */
import { Dss, DssConnect } from '../../../mbim/index.ts'
import { MOST_STREAMS } from '../../modem/streams.ts'
import { Answer, set, type Part } from '../part.ts'
import type { ServiceTable } from '../service-table.ts'
import { VirtualVendor } from './vendor.ts'

/** MBIM 1.0 errata-1, MBIM_CID_DEVICE_SERVICES: to the device and to the host. */
const BOTH_WAYS = 3

/** As DEVICE_SERVICES lists a service. */
export function streamsOf(
  services: ServiceTable,
  uuid: string,
): { readonly dssPayload: number; readonly maxDssInstances: number } {
  return uuid === VirtualVendor.uuid && services.has(Dss.uuid)
    ? { dssPayload: BOTH_WAYS, maxDssInstances: MOST_STREAMS }
    : { dssPayload: 0, maxDssInstances: 0 }
}

export const deviceServiceStreams: readonly Part[] = [
  set(DssConnect, ({ modem, services }, { deviceServiceId, dssSessionId, dssLinkState }) => {
    const { dssPayload } = streamsOf(services, deviceServiceId)
    if (dssPayload === 0 || typeof dssLinkState === 'number') return new Answer('invalid-parameters')
    const status =
      dssLinkState === 'activate'
        ? modem.streams.activate(deviceServiceId, dssSessionId)
        : modem.streams.deactivate(deviceServiceId, dssSessionId)
    return status === 'success' ? {} : new Answer(status)
  }),
]
