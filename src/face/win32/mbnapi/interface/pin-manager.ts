/** The PINs of a device. */
import type { SAFEARRAY, ULONG } from '../../com/data-type.ts'
import type { Pointer } from '../../com/holder.ts'
import type { IUnknown, SinkResult } from '../../com/unknown.ts'
import type { HRESULT } from '../../hresult.ts'
import type { MBN_PIN_TYPE } from '../enumeration/pin.ts'
import type { MBN_PIN_INFO } from '../structure.ts'
import type { IMbnPin } from './pin.ts'

/**
 * PIN types and PIN state of a device. From `QueryInterface` of `IMbnInterface`; `IMbnPin.GetPinManager`.
 *
 * @see IMbnPinManager (mbnapi.h)
 */
export interface IMbnPinManager extends IUnknown {
  /**
   * Synchronous; after E_PENDING, `IMbnPinManagerEvents.OnPinListAvailable` tells that the value is known.
   * Recoverable errors are re-probed; E_PENDING meanwhile, then OnPinListAvailable (also for an error
   * result).
   *
   * @returns `S_OK`; `E_PENDING`: PIN types not known yet, the service is asking the device;
   *   `E_MBN_PIN_REQUIRED`: a PIN must be entered first; `E_MBN_SIM_NOT_INSERTED`: no SIM in the device;
   *   `E_MBN_BAD_SIM`: bad SIM in the device.
   * @see IMbnPinManager::GetPinList (mbnapi.h)
   */
  GetPinList(pinList: Pointer<SAFEARRAY<MBN_PIN_TYPE>>): Promise<HRESULT>

  /**
   * Synchronous; after E_PENDING, `IMbnPinManagerEvents.OnPinListAvailable` tells that the value is known.
   *
   * @returns `S_OK`; `E_PENDING`: PIN type not known yet, the service is asking the device;
   *   `E_MBN_PIN_REQUIRED`: PIN required, retry once unlocked; `E_MBN_SIM_NOT_INSERTED`: no SIM in the
   *   device; `E_MBN_BAD_SIM`: bad SIM in the device; `HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED)`: PIN type not
   *   supported by the device.
   * @see IMbnPinManager::GetPin (mbnapi.h)
   */
  GetPin(pinType: MBN_PIN_TYPE, pin: Pointer<IMbnPin>): Promise<HRESULT>

  /**
   * Asynchronous: completed by `IMbnPinManagerEvents.OnGetPinStateComplete`. Always asks the device; never
   * answered from a cache. Use it after any E_MBN_PIN_REQUIRED or in MBN_READY_STATE_DEVICE_LOCKED to learn
   * which PIN is wanted. If the device is removed first, the completion may never come.
   *
   * @returns `S_OK`: accepted; `HRESULT_FROM_WIN32(ERROR_SERVICE_NOT_ACTIVE)`: the service is not running;
   *   `E_HANDLE`: object is stale, normally its device was removed; `HRESULT_FROM_WIN32(ERROR_NOT_FOUND)`:
   *   the same.
   * @see IMbnPinManager::GetPinState (mbnapi.h)
   */
  GetPinState(requestID: Pointer<ULONG>): Promise<HRESULT>
}

/**
 * PIN list and PIN state results. Its connection point is on `IMbnInterfaceManager`.
 *
 * @see IMbnPinManagerEvents (mbnapi.h)
 */
export interface IMbnPinManagerEvents {
  /**
   * Raised when list of PIN types became known, or fetching it failed.
   *
   * @see IMbnPinManagerEvents::OnPinListAvailable (mbnapi.h)
   */
  OnPinListAvailable(pinManager: IMbnPinManager): SinkResult

  /**
   * Raised when GetPinState finished. pinState NONE: nothing expected. ENTER: pinType is the PIN to enter.
   * UNBLOCK: pinType is the PIN to unblock with its PUK. attemptsRemaining counts PIN or PUK tries, or is
   * MBN_ATTEMPTS_REMAINING_UNKNOWN.
   *
   * @param status `S_OK`; `HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED)`: the device has no PIN operations;
   *   `E_MBN_SIM_NOT_INSERTED`: no SIM in the device; `E_MBN_BAD_SIM`: bad SIM in the device.
   * @see IMbnPinManagerEvents::OnGetPinStateComplete (mbnapi.h)
   */
  OnGetPinStateComplete(
    pinManager: IMbnPinManager,
    pinInfo: MBN_PIN_INFO,
    requestID: ULONG,
    status: HRESULT,
  ): SinkResult
}
