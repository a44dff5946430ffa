/** IMbnMultiCarrier. */
import type { IUnknown } from '../../com/unknown.ts'
import type { IMbnMultiCarrier } from '../interface/multi-carrier.ts'
import { notOffered } from '../not-offered.ts'

export function multiCarrierFacet(unknown: IUnknown): IMbnMultiCarrier {
  return {
    ...unknown,
    SetHomeProvider: (_homeProvider, requestID) =>
      notOffered('IMbnMultiCarrier.SetHomeProvider', { values: [requestID] }),
    GetPreferredProviders: (providers) =>
      notOffered('IMbnMultiCarrier.GetPreferredProviders', { objects: [providers] }),
    GetVisibleProviders: (age, providers) =>
      notOffered('IMbnMultiCarrier.GetVisibleProviders', { objects: [providers], values: [age] }),
    GetSupportedCellularClasses: (cellularClasses) =>
      notOffered('IMbnMultiCarrier.GetSupportedCellularClasses', { objects: [cellularClasses] }),
    GetCurrentCellularClass: (currentCellularClass) =>
      notOffered('IMbnMultiCarrier.GetCurrentCellularClass', { values: [currentCellularClass] }),
    ScanNetwork: (requestID) => notOffered('IMbnMultiCarrier.ScanNetwork', { values: [requestID] }),
  }
}
