/** IMbnDeviceServicesContext of a modem. */
import { comObject, facet, type ComObject } from '../../com/com-object.ts'
import { IID_IMbnDeviceServicesContext } from '../identifier.ts'
import type { IMbnDeviceServicesContext } from '../interface/device-services.ts'
import { notOffered } from '../not-offered.ts'

export function createDeviceServicesContext(): ComObject<IMbnDeviceServicesContext> {
  return comObject(
    facet(IID_IMbnDeviceServicesContext, (unknown) => ({
      ...unknown,
      EnumerateDeviceServices: (deviceServices) =>
        notOffered('IMbnDeviceServicesContext.EnumerateDeviceServices', { objects: [deviceServices] }),
      GetDeviceService: (_deviceServiceID, mbnDeviceService) =>
        notOffered('IMbnDeviceServicesContext.GetDeviceService', { objects: [mbnDeviceService] }),
      get_MaxCommandSize: (maxCommandSize) =>
        notOffered('IMbnDeviceServicesContext.get_MaxCommandSize', { values: [maxCommandSize] }),
      get_MaxDataSize: (maxDataSize) =>
        notOffered('IMbnDeviceServicesContext.get_MaxDataSize', { values: [maxDataSize] }),
    })),
  )
}
