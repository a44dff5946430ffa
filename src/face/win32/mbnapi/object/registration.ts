/** IMbnRegistration of a modem as it was. */
import type { Modem } from '../../../../core/index.ts'
import type { IUnknown } from '../../com/unknown.ts'
import type { IMbnRegistration } from '../interface/registration.ts'
import { notOffered } from '../not-offered.ts'
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

export function registrationFacet(modem: Modem, unknown: IUnknown): IMbnRegistration {
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
    SetRegisterMode: (_registerMode, _providerID, _dataClass, requestID) =>
      notOffered('IMbnRegistration.SetRegisterMode', { values: [requestID] }),
  }
}
