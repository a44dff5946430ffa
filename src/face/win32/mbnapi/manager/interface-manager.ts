/** IMbnInterfaceManager: gives out the devices as they are now. */
import { facet } from '../../com/com-object.ts'
import { canonicalGuid } from '../../com/guid.ts'
import { given } from '../../com/holder.ts'
import type { IUnknown } from '../../com/unknown.ts'
import { E_POINTER, HRESULT_FROM_WIN32, S_OK } from '../../hresult.ts'
import { ERROR_NOT_FOUND } from '../../win32-error.ts'
import { answering, type Ground } from '../ground.ts'
import { IID_IMbnInterfaceManager } from '../identifier.ts'
import type { IMbnInterfaceManager } from '../interface/interface-manager.ts'
import { createInterface } from '../object/interface.ts'
import { clear } from '../reading/reading.ts'
import { createManager, type ManagerGround } from './manager.ts'

export function createInterfaceManager(ground: ManagerGround): IUnknown {
  return createManager(
    ground,
    facet(IID_IMbnInterfaceManager, (unknown) => interfaceManagerFacet(ground, unknown)),
    [
      'IMbnInterfaceManagerEvents',
      'IMbnInterfaceEvents',
      'IMbnSignalEvents',
      'IMbnPinManagerEvents',
      'IMbnPinEvents',
      'IMbnRegistrationEvents',
      'IMbnConnectionContextEvents',
      'IMbnSmsEvents',
      'IMbnServiceActivationEvents',
      'IMbnVendorSpecificEvents',
      'IMbnRadioEvents',
      // No page says where its connection point is; all other events of devices are here.
      'IMbnMultiCarrierEvents',
    ],
  )
}

function interfaceManagerFacet(ground: Ground, unknown: IUnknown): IMbnInterfaceManager {
  return {
    ...unknown,
    GetInterface: (interfaceID, output) =>
      answering(ground, async () => {
        clear(output)
        if (!given(output)) return E_POINTER
        const id = canonicalGuid(interfaceID)
        const modem = (await ground.service.modems()).find((candidate) => canonicalGuid(candidate.id) === id)
        if (modem === undefined) return HRESULT_FROM_WIN32(ERROR_NOT_FOUND)
        output.value = createInterface(ground, modem).primary
        return S_OK
      }),
    GetInterfaces: (output) =>
      answering(ground, async () => {
        clear(output)
        if (!given(output)) return E_POINTER
        output.value = (await ground.service.modems()).map((modem) => createInterface(ground, modem).primary)
        return S_OK
      }),
  }
}
