/** Requests and events in the vendor's own format. */
import type { ULONG } from '../../com/data-type.ts'
import type { Pointer } from '../../com/holder.ts'
import type { IUnknown, SinkResult } from '../../com/unknown.ts'
import type { HRESULT } from '../../hresult.ts'

/**
 * Pass-through of vendor requests to the driver. From `QueryInterface` of `IMbnInterface`.
 *
 * @see IMbnVendorSpecificOperation (mbnapi.h)
 */
export interface IMbnVendorSpecificOperation extends IUnknown {
  /**
   * Asynchronous: completed by `IMbnVendorSpecificEvents.OnSetVendorSpecificComplete`. Bytes go unchanged to
   * the driver (OID_WWAN_VENDOR_SPECIFIC).
   *
   * @returns `S_OK`: accepted; or another failure, which the page does not name.
   * @see IMbnVendorSpecificOperation::SetVendorSpecific (mbnapi.h)
   */
  SetVendorSpecific(vendorSpecificData: Uint8Array, requestID: Pointer<ULONG>): Promise<HRESULT>
}

/**
 * Vendor events and completions. Its connection point is on `IMbnInterfaceManager`.
 *
 * @see IMbnVendorSpecificEvents (mbnapi.h)
 */
export interface IMbnVendorSpecificEvents {
  /**
   * Raised when driver raised a vendor event.
   *
   * @see IMbnVendorSpecificEvents::OnEventNotification (mbnapi.h)
   */
  OnEventNotification(
    vendorOperation: IMbnVendorSpecificOperation,
    vendorSpecificData: Uint8Array,
  ): SinkResult

  /**
   * Raised when SetVendorSpecific finished. Has no status argument; the outcome is inside the data.
   *
   * @see IMbnVendorSpecificEvents::OnSetVendorSpecificComplete (mbnapi.h)
   */
  OnSetVendorSpecificComplete(
    vendorOperation: IMbnVendorSpecificOperation,
    vendorSpecificData: Uint8Array,
    requestID: ULONG,
  ): SinkResult
}
