/** IMbnRegistration of a modem as it was, and the way to have its network chosen. */
import type { Modem } from '../../../../core/index.ts'
import type { RegisterInput } from '../../../../api/index.ts'
import { given } from '../../com/holder.ts'
import type { IUnknown } from '../../com/unknown.ts'
import { E_INVALIDARG, E_POINTER } from '../../hresult.ts'
import { MBN_REGISTER_MODE_AUTOMATIC, MBN_REGISTER_MODE_MANUAL } from '../enumeration/registration.ts'
import { operating, type Ground } from '../ground.ts'
import type { IMbnRegistration } from '../interface/registration.ts'
import { dataClassesOf } from '../reading/data-class.ts'
import { fill, fillOrNull } from '../reading/reading.ts'
import {
  availableDataClasses,
  currentDataClass,
  packetAttachNetworkError,
  providerID,
  providerName,
  registerMode,
  registerState,
  registrationNetworkError,
  roamingText,
} from '../reading/registration.ts'

export function registrationFacet(ground: Ground, modem: Modem, unknown: IUnknown): IMbnRegistration {
  return {
    ...unknown,
    GetRegisterState: async (output) => fill(output, registerState(modem)),
    GetRegisterMode: async (output) => fill(output, registerMode(modem)),
    GetProviderID: async (output) => fillOrNull(output, providerID(modem)),
    GetProviderName: async (output) => fillOrNull(output, providerName(modem)),
    GetRoamingText: async (output) => fillOrNull(output, roamingText(modem)),
    GetAvailableDataClasses: async (output) => fill(output, availableDataClasses(modem)),
    GetCurrentDataClass: async (output) => fill(output, currentDataClass(modem)),
    GetRegistrationNetworkError: async (output) => fill(output, { value: registrationNetworkError(modem) }),
    GetPacketAttachNetworkError: async (output) => fill(output, { value: packetAttachNetworkError(modem) }),
    SetRegisterMode: async (mode, providerID, dataClass, requestID) => {
      if (!given(requestID)) return E_POINTER
      const choice = choiceOf(mode, providerID, dataClass)
      if (choice === undefined) return E_INVALIDARG
      return operating(ground, requestID, () => ground.service.register({ modem: modem.id, ...choice }))
    },
  }
}

/** A program may pass anything. Nothing where that is no choice: another mode, a network for the automatic one, other flags. */
function choiceOf(
  mode: number,
  providerID: unknown,
  dataClass: number,
): Omit<RegisterInput, 'modem'> | undefined {
  const dataClasses = dataClassesOf(dataClass)
  if (dataClasses === undefined) return undefined
  const wanted = dataClasses.length === 0 ? {} : { dataClasses }
  if (mode === MBN_REGISTER_MODE_AUTOMATIC) {
    return providerID === null || providerID === undefined ? { mode: 'automatic', ...wanted } : undefined
  }
  if (mode !== MBN_REGISTER_MODE_MANUAL || typeof providerID !== 'string') return undefined
  return { mode: 'manual', provider: providerID, ...wanted }
}
