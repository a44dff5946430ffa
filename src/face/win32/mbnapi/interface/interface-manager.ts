/** Devices: the manager that gives them out, and news of their coming and going. */
import type { LPCWSTR, SAFEARRAY } from '../../com/data-type.ts'
import type { Pointer } from '../../com/holder.ts'
import type { IUnknown, SinkResult } from '../../com/unknown.ts'
import type { HRESULT } from '../../hresult.ts'
import type { IMbnInterface } from './interface.ts'

/**
 * Entry point for devices: hands out IMbnInterface objects and carries the connection points for every
 * per-device event except connection, profile and device-service events. From
 * `CoCreateInstance(CLSID_MbnInterfaceManager, …)`.
 *
 * @see IMbnInterfaceManager (mbnapi.h)
 */
export interface IMbnInterfaceManager extends IUnknown {
  /**
   * Synchronous.
   *
   * @returns `S_OK`; `HRESULT_FROM_WIN32(ERROR_NOT_FOUND)`: no device has that interface ID; `E_POINTER`:
   *   mbnInterface is null; `E_OUTOFMEMORY`: memory could not be allocated.
   * @see IMbnInterfaceManager::GetInterface (mbnapi.h)
   */
  GetInterface(interfaceID: LPCWSTR, mbnInterface: Pointer<IMbnInterface>): Promise<HRESULT>

  /**
   * Synchronous. The output is null unless the result is S_OK; no device is an empty array and a success.
   *
   * @returns `S_OK`; `E_POINTER`: mbnInterfaces is null; `E_OUTOFMEMORY`: memory could not be allocated.
   * @see IMbnInterfaceManager::GetInterfaces (mbnapi.h)
   */
  GetInterfaces(mbnInterfaces: Pointer<SAFEARRAY<IMbnInterface>>): Promise<HRESULT>
}

/**
 * Announces devices being added to and removed from the system. Its connection point is on
 * `IMbnInterfaceManager`.
 *
 * @see IMbnInterfaceManagerEvents (mbnapi.h)
 */
export interface IMbnInterfaceManagerEvents {
  /**
   * Raised when a device was added.
   *
   * @see IMbnInterfaceManagerEvents::OnInterfaceArrival (mbnapi.h)
   */
  OnInterfaceArrival(newInterface: IMbnInterface): SinkResult

  /**
   * Raised when a device was removed.
   *
   * @see IMbnInterfaceManagerEvents::OnInterfaceRemoval (mbnapi.h)
   */
  OnInterfaceRemoval(oldInterface: IMbnInterface): SinkResult
}
