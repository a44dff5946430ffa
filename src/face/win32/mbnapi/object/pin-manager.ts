/** IMbnPinManager of a modem as it was. */
import type { Modem } from '../../../../core/index.ts'
import { given } from '../../com/holder.ts'
import type { IUnknown } from '../../com/unknown.ts'
import { E_POINTER } from '../../hresult.ts'
import { operating, type Ground } from '../ground.ts'
import type { IMbnPinManager } from '../interface/pin-manager.ts'
import { pinList, pinOfType } from '../reading/pin.ts'
import { fillOrNull } from '../reading/reading.ts'
import { createPin } from './pin.ts'

export function pinManagerFacet(ground: Ground, modem: Modem, unknown: IUnknown): IMbnPinManager {
  const self: IMbnPinManager = {
    ...unknown,
    GetPinList: async (output) => fillOrNull(output, pinList(modem)),
    GetPin: async (pinType, output) => {
      const pin = pinOfType(modem, pinType)
      if ('failure' in pin) return fillOrNull(output, pin)
      const manager = (): IMbnPinManager => {
        self.AddRef()
        return self
      }
      return fillOrNull(output, { value: createPin(ground, { modem, pin: pin.value, manager }).primary })
    },
    GetPinState: async (requestID) =>
      given(requestID)
        ? operating(ground, requestID, () => ground.service.askPin({ modem: modem.id }))
        : E_POINTER,
  }
  return self
}
