/** Registration and packet service of a device. */
import type { BSTR, LPCWSTR, ULONG } from '../../com/data-type.ts'
import type { Pointer } from '../../com/holder.ts'
import type { IUnknown } from '../../com/unknown.ts'
import type { HRESULT } from '../../hresult.ts'
import type { MBN_REGISTER_MODE, MBN_REGISTER_STATE } from '../enumeration/registration.ts'

/**
 * Network registration and packet-service data of a device. From `QueryInterface` of `IMbnInterface`.
 *
 * @see IMbnRegistration (mbnapi.h)
 */
export interface IMbnRegistration extends IUnknown {
  /**
   * Synchronous; after E_PENDING, `IMbnRegistrationEvents.OnRegisterStateChange` tells that the value is
   * known. Changes by itself, for example HOME to SEARCHING when coverage is lost.
   *
   * @returns `S_OK`; `E_PENDING`: registration state not known yet, the service is asking the device;
   *   `E_MBN_PIN_REQUIRED`: a PIN must be entered first.
   * @see IMbnRegistration::GetRegisterState (mbnapi.h)
   */
  GetRegisterState(registerState: Pointer<MBN_REGISTER_STATE>): Promise<HRESULT>

  /**
   * Synchronous; after E_PENDING, `IMbnRegistrationEvents.OnRegisterModeAvailable` tells that the value is
   * known.
   *
   * @returns `S_OK`; `E_PENDING`: registration mode not known yet, the service is asking the device;
   *   `E_MBN_PIN_REQUIRED`: a PIN must be entered first; `E_MBN_SIM_NOT_INSERTED`: no SIM in the device;
   *   `E_MBN_BAD_SIM`: bad SIM in the device.
   * @see IMbnRegistration::GetRegisterMode (mbnapi.h)
   */
  GetRegisterMode(registerMode: Pointer<MBN_REGISTER_MODE>): Promise<HRESULT>

  /**
   * Synchronous; after E_PENDING, `IMbnRegistrationEvents.OnRegisterModeAvailable` tells that the value is
   * known. At most MBN_PROVIDERID_LEN (6) characters. Automatic mode: the network registered on. Manual mode:
   * the network the device tries to register on. CDMA with unknown ID: MBN_CDMA_DEFAULT_PROVIDER_ID (0). Read
   * it again after OnRegisterStateChange.
   *
   * @returns `S_OK`; `E_PENDING`: provider ID not known yet, the service is asking the device;
   *   `E_MBN_PIN_REQUIRED`: a PIN must be entered first; `E_MBN_SIM_NOT_INSERTED`: no SIM in the device (the
   *   page prints MBN_SIM_NOT_INSERTED); `E_MBN_BAD_SIM`: bad SIM in the device.
   * @see IMbnRegistration::GetProviderID (mbnapi.h)
   */
  GetProviderID(providerID: Pointer<BSTR>): Promise<HRESULT>

  /**
   * Synchronous; after E_PENDING, `IMbnRegistrationEvents.OnRegisterModeAvailable` tells that the value is
   * known. At most MBN_PROVIDERNAME_LEN (20) characters.
   *
   * @returns `S_OK`; `E_PENDING`: provider name not known yet, the service is asking the device;
   *   `E_MBN_PIN_REQUIRED`: a PIN must be entered first; `E_MBN_SIM_NOT_INSERTED`: no SIM in the device;
   *   `E_MBN_BAD_SIM`: bad SIM in the device.
   * @see IMbnRegistration::GetProviderName (mbnapi.h)
   */
  GetProviderName(providerName: Pointer<BSTR>): Promise<HRESULT>

  /**
   * Synchronous; after E_PENDING, `IMbnRegistrationEvents.OnRegisterModeAvailable` tells that the value is
   * known. At most MBN_ROAMTEXT_LEN (64) characters.
   *
   * @returns `S_OK`; `E_PENDING`: roaming text not known yet, the service is asking the device;
   *   `E_MBN_PIN_REQUIRED`: a PIN must be entered first; `E_MBN_SIM_NOT_INSERTED`: no SIM in the device;
   *   `E_MBN_BAD_SIM`: bad SIM in the device.
   * @see IMbnRegistration::GetRoamingText (mbnapi.h)
   */
  GetRoamingText(roamingText: Pointer<BSTR>): Promise<HRESULT>

  /**
   * Synchronous; after E_PENDING, `IMbnRegistrationEvents.OnPacketServiceStateChange` tells that the value is
   * known. Bitwise OR of MBN_DATA_CLASS; NONE when unknown. Changes as the device moves.
   *
   * @returns `S_OK`; `E_PENDING`: data classes not known yet, the service is asking the device;
   *   `E_MBN_PIN_REQUIRED`: a PIN must be entered first.
   * @see IMbnRegistration::GetAvailableDataClasses (mbnapi.h)
   */
  GetAvailableDataClasses(availableDataClasses: Pointer<ULONG>): Promise<HRESULT>

  /**
   * Synchronous; after E_PENDING, `IMbnRegistrationEvents.OnPacketServiceStateChange` tells that the value is
   * known. One MBN_DATA_CLASS value; NONE when unknown.
   *
   * @returns `S_OK`; `E_PENDING`: data class not known yet, the service is asking the device;
   *   `E_MBN_PIN_REQUIRED`: a PIN must be entered first; `E_MBN_SIM_NOT_INSERTED`: no SIM in the device;
   *   `E_MBN_BAD_SIM`: bad SIM in the device.
   * @see IMbnRegistration::GetCurrentDataClass (mbnapi.h)
   */
  GetCurrentDataClass(currentDataClass: Pointer<ULONG>): Promise<HRESULT>

  /**
   * Synchronous. GSM: 3GPP TS 24.008 cause code; CDMA: device or network specific. 0 when none or unknown.
   * Changes raise OnRegisterStateChange.
   *
   * @returns `S_OK`; or another failure, which the page does not name.
   * @see IMbnRegistration::GetRegistrationNetworkError (mbnapi.h)
   */
  GetRegistrationNetworkError(registrationNetworkError: Pointer<ULONG>): Promise<HRESULT>

  /**
   * Synchronous. Same coding. Cleared when packet attach succeeds. Changes raise OnPacketServiceStateChange.
   *
   * @returns `S_OK`; or another failure, which the page does not name.
   * @see IMbnRegistration::GetPacketAttachNetworkError (mbnapi.h)
   */
  GetPacketAttachNetworkError(packetAttachNetworkError: Pointer<ULONG>): Promise<HRESULT>

  /**
   * Asynchronous: completed by `IMbnRegistrationEvents.OnSetRegisterModeComplete`. providerID must be null
   * for AUTOMATIC and names the network for MANUAL. dataClass is a preference: the highest available class of
   * the set is used, otherwise the best available one.
   *
   * @returns `S_OK`: accepted; `HRESULT_FROM_WIN32(ERROR_SERVICE_NOT_ACTIVE)`: the service is not running;
   *   `E_HANDLE`: object is stale, normally its device was removed; `HRESULT_FROM_WIN32(ERROR_NOT_FOUND)`:
   *   the same; `HRESULT_FROM_WIN32(ERROR_INVALID_STATE)`: a data connection is up, disconnect first.
   *   Exception: device already in that mode on that provider gives S_OK;
   *   `HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED)`: manual mode asked of a device without
   *   MBN_CTRL_CAPS_REG_MANUAL (stated in the remarks only).
   * @see IMbnRegistration::SetRegisterMode (mbnapi.h)
   */
  SetRegisterMode(
    registerMode: MBN_REGISTER_MODE,
    providerID: LPCWSTR | null,
    dataClass: ULONG,
    requestID: Pointer<ULONG>,
  ): Promise<HRESULT>
}
