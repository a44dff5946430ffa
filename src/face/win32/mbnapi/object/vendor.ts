/** IMbnServiceActivation and IMbnVendorSpecificOperation: bytes whose meaning is between the caller and the vendor. */
import type { IUnknown } from '../../com/unknown.ts'
import type { IMbnServiceActivation } from '../interface/service-activation.ts'
import type { IMbnVendorSpecificOperation } from '../interface/vendor-specific-operation.ts'
import { notOffered } from '../not-offered.ts'

export function serviceActivationFacet(unknown: IUnknown): IMbnServiceActivation {
  return {
    ...unknown,
    Activate: (_vendorSpecificData, requestID) =>
      notOffered('IMbnServiceActivation.Activate', { values: [requestID] }),
  }
}

export function vendorSpecificOperationFacet(unknown: IUnknown): IMbnVendorSpecificOperation {
  return {
    ...unknown,
    SetVendorSpecific: (_vendorSpecificData, requestID) =>
      notOffered('IMbnVendorSpecificOperation.SetVendorSpecific', { values: [requestID] }),
  }
}
