/** IMbnServiceActivation and IMbnVendorSpecificOperation: bytes whose meaning is between the caller and the vendor. */
import type { Modem } from '../../../../core/index.ts'
import { toHex } from '../../../../base/index.ts'
import { given } from '../../com/holder.ts'
import type { IUnknown } from '../../com/unknown.ts'
import { E_INVALIDARG, E_POINTER } from '../../hresult.ts'
import { operating, type Ground } from '../ground.ts'
import type { IMbnServiceActivation } from '../interface/service-activation.ts'
import type { IMbnVendorSpecificOperation } from '../interface/vendor-specific-operation.ts'
import { readVendorRequest } from '../reading/vendor-message.ts'
import { isBytes } from './device-service.ts'

export function serviceActivationFacet(
  ground: Ground,
  modem: Modem,
  unknown: IUnknown,
): IMbnServiceActivation {
  return {
    ...unknown,
    Activate: async (vendorSpecificData, requestID) => {
      if (!given(requestID)) return E_POINTER
      if (!isBytes(vendorSpecificData)) return E_INVALIDARG
      const data = toHex(vendorSpecificData)
      return operating(ground, requestID, () => ground.service.activateService({ modem: modem.id, data }))
    },
  }
}

export function vendorSpecificOperationFacet(
  ground: Ground,
  modem: Modem,
  unknown: IUnknown,
): IMbnVendorSpecificOperation {
  const { service, deviceServices } = ground
  /** A service that is sent something is heard from then on: there is no method to ask for its events. */
  const listen = async (id: string): Promise<void> => {
    const use = deviceServices.vendor(modem.id, id)
    const { services } = await service.deviceServices({ modem: modem.id })
    const state = services.find((one) => one.id === id)
    if (state === undefined || (use.session !== undefined && state.sessions.includes(use.session))) return
    const { requestId } = await service.openDeviceService({ modem: modem.id, service: id })
    deviceServices.opened(use, requestId)
  }
  return {
    ...unknown,
    SetVendorSpecific: async (vendorSpecificData, requestID) => {
      if (!given(requestID)) return E_POINTER
      const request = isBytes(vendorSpecificData) ? readVendorRequest(vendorSpecificData) : undefined
      if (request === undefined) return E_INVALIDARG
      return operating(ground, requestID, async () => {
        await listen(request.service)
        const accepted = await service.deviceCommand({ modem: modem.id, ...request })
        const use = deviceServices.vendor(modem.id, request.service)
        deviceServices.note(accepted.requestId, { use, how: 'vendor' })
        return accepted
      })
    },
  }
}
