/** Activation of the subscription, in the vendor's own format. */
import type { ULONG } from '../../com/data-type.ts'
import type { Pointer } from '../../com/holder.ts'
import type { IUnknown, SinkResult } from '../../com/unknown.ts'
import type { HRESULT } from '../../hresult.ts'

/**
 * Pass-through for activating cellular service. From `QueryInterface` of `IMbnInterface`.
 *
 * @see IMbnServiceActivation (mbnapi.h)
 */
export interface IMbnServiceActivation extends IUnknown {
  /**
   * Asynchronous: completed by `IMbnServiceActivationEvents.OnActivationComplete`. Bytes go unchanged to the
   * driver (OID_WWAN_SERVICE_ACTIVATION); their format is vendor specific.
   *
   * @returns `S_OK`: accepted; `HRESULT_FROM_WIN32(ERROR_SERVICE_NOT_ACTIVE)`: the service is not running;
   *   `E_HANDLE`: object is stale, normally its device was removed; `HRESULT_FROM_WIN32(ERROR_NOT_FOUND)`:
   *   the same.
   * @see IMbnServiceActivation::Activate (mbnapi.h)
   */
  Activate(vendorSpecificData: Uint8Array, requestID: Pointer<ULONG>): Promise<HRESULT>
}

/**
 * Completion of service activation. Its connection point is on `IMbnInterfaceManager`.
 *
 * @see IMbnServiceActivationEvents (mbnapi.h)
 */
export interface IMbnServiceActivationEvents {
  /**
   * Raised when Activate finished. networkError is meaningful only when status is not S_OK; its coding
   * depends on driver and network.
   *
   * @param status `S_OK`; `E_INVALIDARG`: driver rejected the data; `E_MBN_PIN_REQUIRED`: a PIN must be
   *   entered first; `E_MBN_RADIO_POWER_OFF`: device not powered; `E_MBN_PROVIDER_NOT_VISIBLE`: provider not
   *   visible; `E_MBN_SIM_NOT_INSERTED`: no SIM in the device; `E_MBN_BAD_SIM`: bad SIM in the device;
   *   `HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED)`: the device does not support the operation.
   * @see IMbnServiceActivationEvents::OnActivationComplete (mbnapi.h)
   */
  OnActivationComplete(
    serviceActivation: IMbnServiceActivation,
    vendorSpecificData: Uint8Array,
    requestID: ULONG,
    status: HRESULT,
    networkError: ULONG,
  ): SinkResult
}
