/** Device services: the manager and the services of one device. */
import type { BSTR, SAFEARRAY, ULONG } from '../../com/data-type.ts'
import type { Pointer } from '../../com/holder.ts'
import type { IUnknown } from '../../com/unknown.ts'
import type { HRESULT } from '../../hresult.ts'
import type { MBN_DEVICE_SERVICE } from '../structure.ts'
import type { IMbnDeviceService } from './device-service.ts'

/**
 * Entry point for vendor device services. From `CoCreateInstance(CLSID_MbnDeviceServicesManager, …)`.
 *
 * @see IMbnDeviceServicesManager (mbnapi.h)
 */
export interface IMbnDeviceServicesManager extends IUnknown {
  /**
   * Synchronous.
   *
   * @returns `S_OK`; `HRESULT_FROM_WIN32(ERROR_NOT_FOUND)`: no device has that ID; `E_POINTER`:
   *   mbnDevicesContext is null; `E_OUTOFMEMORY`: memory could not be allocated.
   * @see IMbnDeviceServicesManager::GetDeviceServicesContext (mbnapi.h)
   */
  GetDeviceServicesContext(
    networkInterfaceID: BSTR,
    mbnDevicesContext: Pointer<IMbnDeviceServicesContext>,
  ): Promise<HRESULT>
}

/**
 * Device services of one device. From `IMbnDeviceServicesManager.GetDeviceServicesContext`.
 *
 * @see IMbnDeviceServicesContext (mbnapi.h)
 */
export interface IMbnDeviceServicesContext extends IUnknown {
  /**
   * Synchronous. The output is null unless the result is S_OK.
   *
   * @returns `S_OK`; `HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED)`: the device has no device services;
   *   `E_PENDING`: list not known yet, the service is asking the device; or another failure, which the page
   *   does not name.
   * @see IMbnDeviceServicesContext::EnumerateDeviceServices (mbnapi.h)
   */
  EnumerateDeviceServices(deviceServices: Pointer<SAFEARRAY<MBN_DEVICE_SERVICE>>): Promise<HRESULT>

  /**
   * Synchronous.
   *
   * @returns `S_OK`; or another failure, which the page does not name.
   * @see IMbnDeviceServicesContext::GetDeviceService (mbnapi.h)
   */
  GetDeviceService(deviceServiceID: BSTR, mbnDeviceService: Pointer<IMbnDeviceService>): Promise<HRESULT>

  /**
   * Property. Largest SET or QUERY payload in bytes.
   *
   * @returns `S_OK`; the page lists no other code.
   * @see IMbnDeviceServicesContext::get_MaxCommandSize (mbnapi.h)
   */
  get_MaxCommandSize(maxCommandSize: Pointer<ULONG>): Promise<HRESULT>

  /**
   * Property. Largest session read or write in bytes.
   *
   * @returns `S_OK`; the page lists no other code.
   * @see IMbnDeviceServicesContext::get_MaxDataSize (mbnapi.h)
   */
  get_MaxDataSize(maxDataSize: Pointer<ULONG>): Promise<HRESULT>
}
