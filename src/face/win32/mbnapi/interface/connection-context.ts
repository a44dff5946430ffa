/** Provisioned contexts of a device. */
import type { LPCWSTR, SAFEARRAY, ULONG } from '../../com/data-type.ts'
import type { Pointer } from '../../com/holder.ts'
import type { IUnknown, SinkResult } from '../../com/unknown.ts'
import type { HRESULT } from '../../hresult.ts'
import type { MBN_CONTEXT } from '../structure.ts'

/**
 * Provisioned contexts (PDP contexts in GSM, network profiles in CDMA) stored in the device or SIM. From
 * `QueryInterface` of `IMbnInterface`.
 *
 * @see IMbnConnectionContext (mbnapi.h)
 */
export interface IMbnConnectionContext extends IUnknown {
  /**
   * Synchronous; after E_PENDING, `IMbnConnectionContextEvents.OnProvisionedContextListChange` tells that the
   * value is known. Returns the contexts stored for the current home provider. Empty slots are reported as
   * MBN_CONTEXT_TYPE_NONE. Only MBN_CONTEXT_TYPE_INTERNET is meant for data connections. The output is null
   * unless the result is S_OK.
   *
   * @returns `S_OK`; `E_PENDING`: contexts not known yet, the service is asking the device;
   *   `E_MBN_PIN_REQUIRED`: a PIN must be entered first; `E_MBN_SIM_NOT_INSERTED`: no SIM in the device;
   *   `E_MBN_BAD_SIM`: bad SIM in the device; `HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED)`: the device cannot
   *   return provisioned contexts.
   * @see IMbnConnectionContext::GetProvisionedContexts (mbnapi.h)
   */
  GetProvisionedContexts(provisionedContexts: Pointer<SAFEARRAY<MBN_CONTEXT>>): Promise<HRESULT>

  /**
   * Asynchronous: completed by `IMbnConnectionContextEvents.OnSetProvisionedContextComplete`. contextID is
   * the slot; MBN_CONTEXT_ID_APPEND (0xFFFFFFFF) lets the device choose one. providerID is the home provider
   * the context is stored for; it is returned by later queries when a SIM of that provider is present. An
   * addition for the current home provider cannot be read back before OnProvisionedContextListChange.
   *
   * @returns `S_OK`: accepted; `E_HANDLE`: object is stale, normally its device was removed;
   *   `HRESULT_FROM_WIN32(ERROR_NOT_FOUND)`: the same; `HRESULT_FROM_WIN32(ERROR_SERVICE_NOT_ACTIVE)`: the
   *   service is not running; `E_INVALIDARG`: providerID is not valid (the page prints E_INVALID_ARG).
   * @see IMbnConnectionContext::SetProvisionedContext (mbnapi.h)
   */
  SetProvisionedContext(
    provisionedContexts: MBN_CONTEXT,
    providerID: LPCWSTR,
    requestID: Pointer<ULONG>,
  ): Promise<HRESULT>
}

/**
 * Provisioned-context changes. Its connection point is on `IMbnInterfaceManager`.
 *
 * @see IMbnConnectionContextEvents (mbnapi.h)
 */
export interface IMbnConnectionContextEvents {
  /**
   * Raised when list became known, or was updated by the network (SMS / over the air) or by an addition. Not
   * raised when an application updates an existing context with SetProvisionedContext.
   *
   * @see IMbnConnectionContextEvents::OnProvisionedContextListChange (mbnapi.h)
   */
  OnProvisionedContextListChange(newInterface: IMbnConnectionContext): SinkResult

  /**
   * Raised when SetProvisionedContext finished. Delivered to every registered application. Wait for
   * OnProvisionedContextListChange before reading the list.
   *
   * @param status `S_OK`; `HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED)`: the device does not support the
   *   operation; `E_MBN_PIN_REQUIRED`: a PIN must be entered first; `E_INVALIDARG`: context ID or provider ID
   *   not valid; `E_MBN_BAD_SIM`: bad SIM in the device; `HRESULT_FROM_WIN32(ERROR_WRITE_FAULT)`: writing to
   *   SIM or device memory failed.
   * @see IMbnConnectionContextEvents::OnSetProvisionedContextComplete (mbnapi.h)
   */
  OnSetProvisionedContextComplete(
    newInterface: IMbnConnectionContext,
    requestID: ULONG,
    status: HRESULT,
  ): SinkResult
}
