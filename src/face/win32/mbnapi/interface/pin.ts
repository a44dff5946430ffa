/** One PIN of a device. */
import type { LPCWSTR, ULONG } from '../../com/data-type.ts'
import type { Pointer } from '../../com/holder.ts'
import type { IUnknown } from '../../com/unknown.ts'
import type { HRESULT } from '../../hresult.ts'
import type { MBN_PIN_FORMAT, MBN_PIN_MODE, MBN_PIN_TYPE } from '../enumeration/pin.ts'
import type { IMbnPinManager } from './pin-manager.ts'

/**
 * One PIN type of a device. From `IMbnPinManager.GetPin`.
 *
 * @see IMbnPin (mbnapi.h)
 */
export interface IMbnPin extends IUnknown {
  /**
   * Property. Which PIN this is.
   *
   * @returns `S_OK`; the page lists no other code.
   * @see IMbnPin::get_PinType (mbnapi.h)
   */
  get_PinType(PinType: Pointer<MBN_PIN_TYPE>): Promise<HRESULT>

  /**
   * Property. The characters that it may have.
   *
   * @returns `S_OK`; the page lists no other code.
   * @see IMbnPin::get_PinFormat (mbnapi.h)
   */
  get_PinFormat(PinFormat: Pointer<MBN_PIN_FORMAT>): Promise<HRESULT>

  /**
   * Property. Its least length. MBN_PIN_LENGTH_UNKNOWN when it is not known.
   *
   * @returns `S_OK`; the page lists no other code.
   * @see IMbnPin::get_PinLengthMin (mbnapi.h)
   */
  get_PinLengthMin(PinLengthMin: Pointer<ULONG>): Promise<HRESULT>

  /**
   * Property. Its greatest length.
   *
   * @returns `S_OK`; the page lists no other code.
   * @see IMbnPin::get_PinLengthMax (mbnapi.h)
   */
  get_PinLengthMax(PinLengthMax: Pointer<ULONG>): Promise<HRESULT>

  /**
   * Property. Whether it is enabled.
   *
   * @returns `S_OK`; the page lists no other code.
   * @see IMbnPin::get_PinMode (mbnapi.h)
   */
  get_PinMode(PinMode: Pointer<MBN_PIN_MODE>): Promise<HRESULT>

  /**
   * Asynchronous: completed by `IMbnPinEvents.OnEnableComplete`. `pin` is its present value.
   *
   * @returns `S_OK`: accepted; `HRESULT_FROM_WIN32(ERROR_SERVICE_NOT_ACTIVE)`: the service is not running;
   *   `E_HANDLE`: object is stale, normally its device was removed; `HRESULT_FROM_WIN32(ERROR_NOT_FOUND)`:
   *   the same.
   * @see IMbnPin::Enable (mbnapi.h)
   */
  Enable(pin: LPCWSTR, requestID: Pointer<ULONG>): Promise<HRESULT>

  /**
   * Asynchronous: completed by `IMbnPinEvents.OnDisableComplete`.
   *
   * @returns `S_OK`: accepted; `HRESULT_FROM_WIN32(ERROR_SERVICE_NOT_ACTIVE)`: the service is not running;
   *   `E_HANDLE`: object is stale, normally its device was removed; `HRESULT_FROM_WIN32(ERROR_NOT_FOUND)`:
   *   the same.
   * @see IMbnPin::Disable (mbnapi.h)
   */
  Disable(pin: LPCWSTR, requestID: Pointer<ULONG>): Promise<HRESULT>

  /**
   * Asynchronous: completed by `IMbnPinEvents.OnEnterComplete`.
   *
   * @returns `S_OK`: accepted; `HRESULT_FROM_WIN32(ERROR_SERVICE_NOT_ACTIVE)`: the service is not running;
   *   `E_HANDLE`: object is stale, normally its device was removed; `HRESULT_FROM_WIN32(ERROR_NOT_FOUND)`:
   *   the same.
   * @see IMbnPin::Enter (mbnapi.h)
   */
  Enter(pin: LPCWSTR, requestID: Pointer<ULONG>): Promise<HRESULT>

  /**
   * Asynchronous: completed by `IMbnPinEvents.OnChangeComplete`.
   *
   * @returns `S_OK`: accepted; `HRESULT_FROM_WIN32(ERROR_SERVICE_NOT_ACTIVE)`: the service is not running;
   *   `E_HANDLE`: object is stale, normally its device was removed; `HRESULT_FROM_WIN32(ERROR_NOT_FOUND)`:
   *   the same.
   * @see IMbnPin::Change (mbnapi.h)
   */
  Change(pin: LPCWSTR, newPin: LPCWSTR, requestID: Pointer<ULONG>): Promise<HRESULT>

  /**
   * Asynchronous: completed by `IMbnPinEvents.OnUnblockComplete`. Needs administrator (or Network
   * Configuration Operators) rights; the only such method of the API.
   *
   * @returns `S_OK`: accepted; `HRESULT_FROM_WIN32(ERROR_SERVICE_NOT_ACTIVE)`: the service is not running;
   *   `E_HANDLE`: object is stale, normally its device was removed; `HRESULT_FROM_WIN32(ERROR_NOT_FOUND)`:
   *   the same; `E_ACCESSDENIED`: caller is not an administrator.
   * @see IMbnPin::Unblock (mbnapi.h)
   */
  Unblock(puk: LPCWSTR, newPin: LPCWSTR, requestID: Pointer<ULONG>): Promise<HRESULT>

  /**
   * Synchronous. The output is null unless the result is S_OK.
   *
   * @returns `S_OK`; or another failure, which the page does not name.
   * @see IMbnPin::GetPinManager (mbnapi.h)
   */
  GetPinManager(pinManager: Pointer<IMbnPinManager>): Promise<HRESULT>
}
