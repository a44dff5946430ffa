/** News of one device. */
import type { ULONG } from '../../com/data-type.ts'
import type { SinkResult } from '../../com/unknown.ts'
import type { HRESULT } from '../../hresult.ts'
import type { IMbnInterface } from './interface.ts'

/**
 * Per-device changes and completions of IMbnInterface requests. Its connection point is on
 * `IMbnInterfaceManager`.
 *
 * @see IMbnInterfaceEvents (mbnapi.h)
 */
export interface IMbnInterfaceEvents {
  /**
   * Raised when capabilities became known.
   *
   * @see IMbnInterfaceEvents::OnInterfaceCapabilityAvailable (mbnapi.h)
   */
  OnInterfaceCapabilityAvailable(newInterface: IMbnInterface): SinkResult

  /**
   * Raised when subscriber information became known or changed.
   *
   * @see IMbnInterfaceEvents::OnSubscriberInformationChange (mbnapi.h)
   */
  OnSubscriberInformationChange(newInterface: IMbnInterface): SinkResult

  /**
   * Raised when ready state became known or changed (SIM inserted, PIN entered, PUK exhausted, ...).
   *
   * @see IMbnInterfaceEvents::OnReadyStateChange (mbnapi.h)
   */
  OnReadyStateChange(newInterface: IMbnInterface): SinkResult

  /**
   * Raised when emergency mode became known or changed.
   *
   * @see IMbnInterfaceEvents::OnEmergencyModeChange (mbnapi.h)
   */
  OnEmergencyModeChange(newInterface: IMbnInterface): SinkResult

  /**
   * Raised when home provider became known, or a repeated query for it ended in an error.
   *
   * @see IMbnInterfaceEvents::OnHomeProviderAvailable (mbnapi.h)
   */
  OnHomeProviderAvailable(newInterface: IMbnInterface): SinkResult

  /**
   * Raised when list became known, or changed by the network (SMS / over the air), or was fetched again after
   * a recoverable error. Not raised for a change made by SetPreferredProviders.
   *
   * @see IMbnInterfaceEvents::OnPreferredProvidersChange (mbnapi.h)
   */
  OnPreferredProvidersChange(newInterface: IMbnInterface): SinkResult

  /**
   * Raised when SetPreferredProviders finished. Delivered to every registered application, not only the
   * caller.
   *
   * @param status `S_OK`; `E_MBN_PIN_REQUIRED`: a PIN must be entered first; `E_MBN_SIM_NOT_INSERTED`: no SIM
   *   in the device; `E_MBN_BAD_SIM`: bad SIM in the device; `HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED)`: the
   *   device does not support the operation.
   * @see IMbnInterfaceEvents::OnSetPreferredProvidersComplete (mbnapi.h)
   */
  OnSetPreferredProvidersComplete(newInterface: IMbnInterface, requestID: ULONG, status: HRESULT): SinkResult

  /**
   * Raised when ScanNetwork finished. S_OK means the cache of visible providers was replaced. Delivered to
   * every registered application.
   *
   * @param status `S_OK`; `E_MBN_RADIO_POWER_OFF`: radio is off, scan again after the radio-on notification;
   *   `HRESULT_FROM_WIN32(ERROR_BUSY)`: device cannot scan now, for example while a data connection is up;
   *   `HRESULT_FROM_WIN32(ERROR_ALREADY_EXISTS)`: another scan is already running.
   * @see IMbnInterfaceEvents::OnScanNetworkComplete (mbnapi.h)
   */
  OnScanNetworkComplete(newInterface: IMbnInterface, requestID: ULONG, status: HRESULT): SinkResult
}
