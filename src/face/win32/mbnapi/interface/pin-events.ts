/** Outcomes of PIN operations. */
import type { ULONG } from '../../com/data-type.ts'
import type { SinkResult } from '../../com/unknown.ts'
import type { HRESULT } from '../../hresult.ts'
import type { MBN_PIN_INFO } from '../structure.ts'
import type { IMbnPin } from './pin.ts'

/**
 * Completion of PIN requests. Its connection point is on `IMbnInterfaceManager`.
 *
 * @see IMbnPinEvents (mbnapi.h)
 */
export interface IMbnPinEvents {
  /**
   * Raised when Enable finished. pinInfo (a pointer) is meaningful only when status is E_MBN_FAILURE:
   * pinState is to be ignored, pinType is this object's type, attemptsRemaining counts the tries left; at 0,
   * call GetPinState.
   *
   * @param status `S_OK`; `HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED)`: the device does not support the
   *   operation; `E_FAIL`: could not be completed; `E_MBN_PIN_REQUIRED`: another PIN is required, GetPinState
   *   tells which; `E_MBN_SIM_NOT_INSERTED`: no SIM in the device; `E_MBN_BAD_SIM`: bad SIM in the device;
   *   `E_MBN_FAILURE`: wrong PIN.
   * @see IMbnPinEvents::OnEnableComplete (mbnapi.h)
   */
  OnEnableComplete(pin: IMbnPin, pinInfo: MBN_PIN_INFO, requestID: ULONG, status: HRESULT): SinkResult

  /**
   * Raised when Disable finished. pinInfo (a pointer) is meaningful only when status is E_MBN_FAILURE:
   * pinState is to be ignored, pinType is this object's type, attemptsRemaining counts the tries left; at 0,
   * call GetPinState.
   *
   * @param status `S_OK`; `HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED)`: the device does not support the
   *   operation; `E_FAIL`: could not be completed; `E_MBN_PIN_REQUIRED`: another PIN is required, GetPinState
   *   tells which; `E_MBN_SIM_NOT_INSERTED`: no SIM in the device; `E_MBN_BAD_SIM`: bad SIM in the device;
   *   `E_MBN_FAILURE`: wrong PIN.
   * @see IMbnPinEvents::OnDisableComplete (mbnapi.h)
   */
  OnDisableComplete(pin: IMbnPin, pinInfo: MBN_PIN_INFO, requestID: ULONG, status: HRESULT): SinkResult

  /**
   * Raised when Enter finished. pinInfo (a pointer) is meaningful only when status is E_MBN_FAILURE: pinState
   * is to be ignored, pinType is this object's type, attemptsRemaining counts the tries left; at 0, call
   * GetPinState.
   *
   * @param status `S_OK`; `HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED)`: the device does not support the
   *   operation; `E_FAIL`: could not be completed; `E_MBN_PIN_REQUIRED`: another PIN is required, GetPinState
   *   tells which; `E_MBN_SIM_NOT_INSERTED`: no SIM in the device; `E_MBN_BAD_SIM`: bad SIM in the device;
   *   `E_MBN_FAILURE`: wrong PIN or PUK (named in the remarks, missing from this page's status table).
   * @see IMbnPinEvents::OnEnterComplete (mbnapi.h)
   */
  OnEnterComplete(Pin: IMbnPin, pinInfo: MBN_PIN_INFO, requestID: ULONG, status: HRESULT): SinkResult

  /**
   * Raised when Change finished. pinInfo (a pointer) is meaningful only when status is E_MBN_FAILURE:
   * pinState is to be ignored, pinType is this object's type, attemptsRemaining counts the tries left; at 0,
   * call GetPinState.
   *
   * @param status `S_OK`; `HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED)`: the device does not support the
   *   operation; `E_FAIL`: could not be completed; `E_MBN_PIN_REQUIRED`: another PIN is required, GetPinState
   *   tells which; `E_MBN_SIM_NOT_INSERTED`: no SIM in the device; `E_MBN_BAD_SIM`: bad SIM in the device;
   *   `E_MBN_PIN_DISABLED`: a disabled PIN cannot be changed; `E_MBN_FAILURE`: wrong PIN or PUK (named in the
   *   remarks, missing from this page's status table).
   * @see IMbnPinEvents::OnChangeComplete (mbnapi.h)
   */
  OnChangeComplete(Pin: IMbnPin, pinInfo: MBN_PIN_INFO, requestID: ULONG, status: HRESULT): SinkResult

  /**
   * Raised when Unblock finished. pinInfo (a pointer) is meaningful only when status is E_MBN_FAILURE:
   * pinState is to be ignored, pinType is this object's type, attemptsRemaining counts the tries left; at 0,
   * call GetPinState. If the PUK of MBN_PIN_TYPE_PIN1 gets blocked, the ready state becomes
   * MBN_READY_STATE_BAD_SIM and OnReadyStateChange is raised.
   *
   * @param status `S_OK`; `HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED)`: the device does not support the
   *   operation; `E_FAIL`: could not be completed; `E_MBN_PIN_REQUIRED`: another PIN is required, GetPinState
   *   tells which; `E_MBN_SIM_NOT_INSERTED`: no SIM in the device; `E_MBN_BAD_SIM`: bad SIM in the device;
   *   `E_MBN_FAILURE`: wrong PIN or PUK (named in the remarks, missing from this page's status table).
   * @see IMbnPinEvents::OnUnblockComplete (mbnapi.h)
   */
  OnUnblockComplete(Pin: IMbnPin, pinInfo: MBN_PIN_INFO, requestID: ULONG, status: HRESULT): SinkResult
}
