/** IMbnDeviceServicesManager: the way to the device services of a device. */
import { facet } from '../../com/com-object.ts'
import { canonicalGuid } from '../../com/guid.ts'
import { given } from '../../com/holder.ts'
import type { IUnknown } from '../../com/unknown.ts'
import { E_POINTER, HRESULT_FROM_WIN32, S_OK } from '../../hresult.ts'
import { ERROR_NOT_FOUND } from '../../win32-error.ts'
import { answering } from '../ground.ts'
import { IID_IMbnDeviceServicesManager } from '../identifier.ts'
import type { IMbnDeviceServicesManager } from '../interface/device-services.ts'
import { createDeviceServicesContext } from '../object/device-services-context.ts'
import { clear } from '../reading/reading.ts'
import { createManager, type ManagerGround } from './manager.ts'

export function createDeviceServicesManager(ground: ManagerGround): IUnknown {
  const create = (unknown: IUnknown): IMbnDeviceServicesManager => ({
    ...unknown,
    GetDeviceServicesContext: (networkInterfaceID, output) =>
      answering(ground, async () => {
        clear(output)
        if (!given(output)) return E_POINTER
        const id = canonicalGuid(networkInterfaceID)
        const modem = (await ground.service.modems()).find((one) => canonicalGuid(one.id) === id)
        if (modem === undefined) return HRESULT_FROM_WIN32(ERROR_NOT_FOUND)
        output.value = createDeviceServicesContext(ground, modem.id).primary
        return S_OK
      }),
  })
  return createManager(ground, facet(IID_IMbnDeviceServicesManager, create), [
    'IMbnDeviceServicesEvents',
    // No page says where its connection point is; all other events of device services are here.
    'IMbnDeviceServiceStateEvents',
  ])
}
