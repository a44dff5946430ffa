/** IMbnDeviceServicesContext of a modem: asked of the service, not of a snapshot, as its page has it. */
import type { DeviceServicesState } from '../../../../core/index.ts'
import { DialtoneError } from '../../../../base/index.ts'
import { comObject, facet, type ComObject } from '../../com/com-object.ts'
import { canonicalGuid, bracedGuid } from '../../com/guid.ts'
import { given, type Pointer } from '../../com/holder.ts'
import { hresultOf } from '../../error-hresult.ts'
import { E_HANDLE, E_PENDING, E_POINTER, HRESULT_FROM_WIN32, S_OK, type HRESULT } from '../../hresult.ts'
import { ERROR_NOT_FOUND, ERROR_NOT_SUPPORTED } from '../../win32-error.ts'
import { isNotFound, type Ground } from '../ground.ts'
import { IID_IMbnDeviceServicesContext } from '../identifier.ts'
import type { IMbnDeviceServicesContext } from '../interface/device-services.ts'
import { clear } from '../reading/reading.ts'
import { createDeviceService } from './device-service.ts'

export function createDeviceServicesContext(
  ground: Ground,
  modem: string,
): ComObject<IMbnDeviceServicesContext> {
  const fill = async <T>(
    output: Pointer<T>,
    value: (state: DeviceServicesState) => T | undefined,
  ): Promise<HRESULT> => {
    if (!given(output)) return E_POINTER
    try {
      const filled = value(await ground.service.deviceServices({ modem }))
      if (filled === undefined) return HRESULT_FROM_WIN32(ERROR_NOT_FOUND)
      output.value = filled
      return S_OK
    } catch (thrown) {
      if (isNotFound(thrown)) return E_HANDLE
      return DialtoneError.of(thrown)?.code === 'busy' ? E_PENDING : hresultOf(thrown)
    }
  }
  return comObject(
    facet(IID_IMbnDeviceServicesContext, (unknown) => ({
      ...unknown,
      EnumerateDeviceServices: async (deviceServices) => {
        clear(deviceServices)
        const hr = await fill(deviceServices, ({ services }) =>
          services.map(({ id, stream }) => ({
            deviceServiceID: bracedGuid(id),
            dataWriteSupported: stream?.write ?? false,
            dataReadSupported: stream?.read ?? false,
          })),
        )
        if (hr !== S_OK || !given(deviceServices) || deviceServices.value.length > 0) return hr
        clear(deviceServices)
        return HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED)
      },
      GetDeviceService: (deviceServiceID, mbnDeviceService) => {
        clear(mbnDeviceService)
        const wanted = canonicalGuid(deviceServiceID)
        return fill(mbnDeviceService, ({ services }) => {
          const found = services.find(({ id }) => canonicalGuid(id) === wanted)
          return found && createDeviceService(ground, { modem, service: found.id }).primary
        })
      },
      get_MaxCommandSize: (maxCommandSize) => fill(maxCommandSize, (state) => state.maxCommandSize),
      get_MaxDataSize: (output) =>
        fill(output, ({ maxDataSize }) => {
          if (maxDataSize !== undefined) return maxDataSize
          throw new DialtoneError('not_supported', 'nothing carries streams of this device')
        }),
    })),
  )
}
