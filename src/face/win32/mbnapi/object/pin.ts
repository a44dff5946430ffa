/** IMbnPin: one PIN as it was, and the way to have it operated. */
import type { Modem, PinDescription } from '../../../../core/index.ts'
import type { Accepted } from '../../../../api/index.ts'
import { comObject, facet, type ComObject } from '../../com/com-object.ts'
import { given, type Pointer } from '../../com/holder.ts'
import type { IUnknown } from '../../com/unknown.ts'
import { E_INVALIDARG, E_POINTER, type HRESULT } from '../../hresult.ts'
import { MBN_PIN_LENGTH_UNKNOWN, MBN_PIN_MODE_DISABLED, MBN_PIN_MODE_ENABLED } from '../enumeration/pin.ts'
import { operating, type Ground } from '../ground.ts'
import { IID_IMbnPin } from '../identifier.ts'
import type { IMbnPinManager } from '../interface/pin-manager.ts'
import type { IMbnPin } from '../interface/pin.ts'
import { pinFormatOf, pinTypeOf } from '../reading/pin.ts'
import { fill, fillOrNull } from '../reading/reading.ts'

export interface PinOfModem {
  readonly modem: Modem
  readonly pin: PinDescription
  /** Gives the PIN manager of the modem, with a reference for whoever asked. */
  readonly manager: () => IMbnPinManager
}

export function createPin(ground: Ground, subject: PinOfModem): ComObject<IMbnPin> {
  return comObject(facet(IID_IMbnPin, (unknown) => pinFacet(ground, subject, unknown)))
}

function pinFacet(ground: Ground, subject: PinOfModem, unknown: IUnknown): IMbnPin {
  const { modem, pin } = subject
  const { service } = ground
  const { type, enabled, format, minLength, maxLength } = pin
  const target = { modem: modem.id, pin: type }
  const operate = async (
    codes: readonly unknown[],
    requestID: Pointer<number>,
    ask: () => Promise<Accepted>,
  ): Promise<HRESULT> => {
    if (!given(requestID)) return E_POINTER
    if (!codes.every((code) => typeof code === 'string')) return E_INVALIDARG
    return operating(ground, requestID, ask)
  }
  return {
    ...unknown,
    get_PinType: async (PinType) => fill(PinType, { value: pinTypeOf(type) }),
    get_PinFormat: async (PinFormat) => fill(PinFormat, { value: pinFormatOf(format) }),
    get_PinLengthMin: async (PinLengthMin) =>
      fill(PinLengthMin, { value: minLength ?? MBN_PIN_LENGTH_UNKNOWN }),
    get_PinLengthMax: async (PinLengthMax) =>
      fill(PinLengthMax, { value: maxLength ?? MBN_PIN_LENGTH_UNKNOWN }),
    get_PinMode: async (PinMode) =>
      fill(PinMode, { value: enabled ? MBN_PIN_MODE_ENABLED : MBN_PIN_MODE_DISABLED }),
    Enable: (code, requestID) => operate([code], requestID, () => service.enablePin({ ...target, code })),
    Disable: (code, requestID) => operate([code], requestID, () => service.disablePin({ ...target, code })),
    Enter: (code, requestID) => operate([code], requestID, () => service.enterPin({ ...target, code })),
    Change: (code, newCode, requestID) =>
      operate([code, newCode], requestID, () => service.changePin({ ...target, code, newCode })),
    Unblock: (puk, newCode, requestID) =>
      operate([puk, newCode], requestID, () => service.unblockPin({ ...target, puk, newCode })),
    GetPinManager: async (pinManager) => fillOrNull(pinManager, { value: subject.manager() }),
  }
}
