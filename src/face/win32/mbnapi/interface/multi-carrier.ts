/** Devices that change their carrier. */
import type { SAFEARRAY, ULONG } from '../../com/data-type.ts'
import type { Pointer } from '../../com/holder.ts'
import type { IUnknown, SinkResult } from '../../com/unknown.ts'
import type { HRESULT } from '../../hresult.ts'
import type { MBN_CELLULAR_CLASS } from '../enumeration/device.ts'
import type { MBN_PROVIDER2 } from '../structure.ts'

/**
 * Multi-carrier functions of a capable device. From `QueryInterface` of `IMbnInterface`.
 *
 * @see IMbnMultiCarrier (mbnapi.h)
 */
export interface IMbnMultiCarrier extends IUnknown {
  /**
   * Asynchronous: completed by `IMbnMultiCarrierEvents.OnSetHomeProviderComplete`. signalStrength and
   * signalError of the argument must be 0. The device then registers on the new network by itself
   * (registration event follows) and keeps it over restarts until changed again. If the device is removed
   * first, the completion may never come.
   *
   * @returns `S_OK`: accepted; `HRESULT_FROM_WIN32(ERROR_SERVICE_NOT_ACTIVE)`: the service is not running;
   *   `E_HANDLE`: object is stale, normally its device was removed; `HRESULT_FROM_WIN32(ERROR_NOT_FOUND)`:
   *   the same; `HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED)`: the device has no multi-carrier support.
   * @see IMbnMultiCarrier::SetHomeProvider (mbnapi.h)
   */
  SetHomeProvider(homeProvider: MBN_PROVIDER2, requestID: Pointer<ULONG>): Promise<HRESULT>

  /**
   * Synchronous; after E_PENDING, `IMbnMultiCarrierEvents.OnPreferredProvidersChange` tells that the value is
   * known. Subscribed providers visible here, without the registered one.
   *
   * @returns `S_OK`; `E_PENDING`: preferred providers not known yet, the service is asking the device;
   *   `E_MBN_PIN_REQUIRED`: a PIN must be entered first; `E_MBN_SIM_NOT_INSERTED`: no SIM in the device;
   *   `E_MBN_BAD_SIM`: bad SIM in the device; `HRESULT_FROM_WIN32(ERROR_READ_FAULT)`: SIM or device memory
   *   unreadable; `HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED)`: not supported, no multi-carrier support, or a
   *   CDMA device.
   * @see IMbnMultiCarrier::GetPreferredProviders (mbnapi.h)
   */
  GetPreferredProviders(preferredMulticarrierProviders: Pointer<SAFEARRAY<MBN_PROVIDER2>>): Promise<HRESULT>

  /**
   * Synchronous; after E_PENDING, `IMbnMultiCarrierEvents.OnScanNetworkComplete` tells that the value is
   * known. Visible providers without preferred and registered ones; age in seconds.
   *
   * @returns `S_OK`; `E_PENDING`: a scan is running; `E_MBN_INVALID_CACHE`: no valid cached list, call
   *   ScanNetwork; `HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED)`: the device has no multi-carrier support.
   * @see IMbnMultiCarrier::GetVisibleProviders (mbnapi.h)
   */
  GetVisibleProviders(
    age: Pointer<ULONG>,
    visibleProviders: Pointer<SAFEARRAY<MBN_PROVIDER2>>,
  ): Promise<HRESULT>

  /**
   * Synchronous.
   *
   * @returns `S_OK`; `HRESULT_FROM_WIN32(ERROR_SERVICE_NOT_ACTIVE)`: the service is not running; `E_HANDLE`:
   *   object is stale, normally its device was removed; `HRESULT_FROM_WIN32(ERROR_NOT_FOUND)`: the same;
   *   `HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED)`: the device has no multi-carrier support.
   * @see IMbnMultiCarrier::GetSupportedCellularClasses (mbnapi.h)
   */
  GetSupportedCellularClasses(cellularClasses: Pointer<SAFEARRAY<MBN_CELLULAR_CLASS>>): Promise<HRESULT>

  /**
   * Synchronous.
   *
   * @returns `S_OK`; `HRESULT_FROM_WIN32(ERROR_SERVICE_NOT_ACTIVE)`: the service is not running; `E_HANDLE`:
   *   object is stale, normally its device was removed; `HRESULT_FROM_WIN32(ERROR_NOT_FOUND)`: the same;
   *   `HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED)`: the device has no multi-carrier support.
   * @see IMbnMultiCarrier::GetCurrentCellularClass (mbnapi.h)
   */
  GetCurrentCellularClass(currentCellularClass: Pointer<MBN_CELLULAR_CLASS>): Promise<HRESULT>

  /**
   * Asynchronous: completed by `IMbnMultiCarrierEvents.OnScanNetworkComplete`.
   *
   * @returns `S_OK`: accepted; `HRESULT_FROM_WIN32(ERROR_SERVICE_NOT_ACTIVE)`: the service is not running;
   *   `E_HANDLE`: object is stale, normally its device was removed; `HRESULT_FROM_WIN32(ERROR_NOT_FOUND)`:
   *   the same; `HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED)`: the device has no multi-carrier support.
   * @see IMbnMultiCarrier::ScanNetwork (mbnapi.h)
   */
  ScanNetwork(requestID: Pointer<ULONG>): Promise<HRESULT>
}

/**
 * Multi-carrier completions and changes. Its connection point is on `IMbnInterfaceManager`.
 *
 * @see IMbnMultiCarrierEvents (mbnapi.h)
 */
export interface IMbnMultiCarrierEvents {
  /**
   * Raised when SetHomeProvider finished.
   *
   * @param status `S_OK`; `E_MBN_PROVIDER_NOT_VISIBLE`: provider not visible; `E_INVALIDARG`: bad argument
   *   (provider ID longer than 7 characters, bad data class), device not asked, or forbidden provider in
   *   manual mode; `E_FAIL`: failed, see the network error; `HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED)`: the
   *   device has no multi-carrier support.
   * @see IMbnMultiCarrierEvents::OnSetHomeProviderComplete (mbnapi.h)
   */
  OnSetHomeProviderComplete(mbnInterface: IMbnMultiCarrier, requestID: ULONG, status: HRESULT): SinkResult

  /**
   * Raised when current cellular class became known or changed.
   *
   * @see IMbnMultiCarrierEvents::OnCurrentCellularClassChange (mbnapi.h)
   */
  OnCurrentCellularClassChange(mbnInterface: IMbnMultiCarrier): SinkResult

  /**
   * Raised when preferred list became known or changed.
   *
   * @see IMbnMultiCarrierEvents::OnPreferredProvidersChange (mbnapi.h)
   */
  OnPreferredProvidersChange(mbnInterface: IMbnMultiCarrier): SinkResult

  /**
   * Raised when ScanNetwork finished.
   *
   * @param status `S_OK`; `E_MBN_RADIO_POWER_OFF`: radio is off; `HRESULT_FROM_WIN32(ERROR_BUSY)`: device
   *   cannot scan now; `HRESULT_FROM_WIN32(ERROR_ALREADY_EXISTS)`: another scan is running;
   *   `HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED)`: the device has no multi-carrier support.
   * @see IMbnMultiCarrierEvents::OnScanNetworkComplete (mbnapi.h)
   */
  OnScanNetworkComplete(mbnInterface: IMbnMultiCarrier, requestID: ULONG, status: HRESULT): SinkResult

  /**
   * Raised when SetHomeProvider changed the device capabilities.
   *
   * @see IMbnMultiCarrierEvents::OnInterfaceCapabilityChange (mbnapi.h)
   */
  OnInterfaceCapabilityChange(mbnInterface: IMbnMultiCarrier): SinkResult
}
