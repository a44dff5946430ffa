/** News of registration and packet service. */
import type { ULONG } from '../../com/data-type.ts'
import type { SinkResult } from '../../com/unknown.ts'
import type { HRESULT } from '../../hresult.ts'
import type { IMbnRegistration } from './registration.ts'

/**
 * Registration and packet-service changes. Its connection point is on `IMbnInterfaceManager`.
 *
 * @see IMbnRegistrationEvents (mbnapi.h)
 */
export interface IMbnRegistrationEvents {
  /**
   * Raised when registration mode became known.
   *
   * @see IMbnRegistrationEvents::OnRegisterModeAvailable (mbnapi.h)
   */
  OnRegisterModeAvailable(newInterface: IMbnRegistration): SinkResult

  /**
   * Raised when registration state, provider ID, provider name, roaming text, or registration network error
   * changed.
   *
   * @see IMbnRegistrationEvents::OnRegisterStateChange (mbnapi.h)
   */
  OnRegisterStateChange(newInterface: IMbnRegistration): SinkResult

  /**
   * Raised when current data class, available data classes, or packet-attach network error changed; also the
   * implicit attach made by Connect.
   *
   * @see IMbnRegistrationEvents::OnPacketServiceStateChange (mbnapi.h)
   */
  OnPacketServiceStateChange(newInterface: IMbnRegistration): SinkResult

  /**
   * Raised when SetRegisterMode finished.
   *
   * @param status `S_OK`; `HRESULT_FROM_WIN32(ERROR_INVALID_STATE)`: a data connection is up (S_OK if already
   *   in the requested mode and provider); `HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED)`: requested mode not
   *   supported, for example manual mode on a CDMA device; `E_FAIL`: failed, the network error getter has
   *   detail; `E_INVALIDARG`: bad mode, provider ID longer than 7 characters, or bad data class - then the
   *   device is never asked, in manual mode also: the provider is forbidden; `E_MBN_PIN_REQUIRED`: a PIN must
   *   be entered first; `E_MBN_SERVICE_NOT_ACTIVATED`: subscription expired; `E_MBN_PROVIDER_NOT_VISIBLE`:
   *   manual mode only: the switch worked, but the provider is not visible yet, the device registers when it
   *   is.
   * @see IMbnRegistrationEvents::OnSetRegisterModeComplete (mbnapi.h)
   */
  OnSetRegisterModeComplete(newInterface: IMbnRegistration, requestID: ULONG, status: HRESULT): SinkResult
}
