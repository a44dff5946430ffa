/** IMbnConnectionContext. */
import type { IUnknown } from '../../com/unknown.ts'
import type { IMbnConnectionContext } from '../interface/connection-context.ts'
import { notOffered } from '../not-offered.ts'

export function connectionContextFacet(unknown: IUnknown): IMbnConnectionContext {
  return {
    ...unknown,
    GetProvisionedContexts: (provisionedContexts) =>
      notOffered('IMbnConnectionContext.GetProvisionedContexts', { objects: [provisionedContexts] }),
    SetProvisionedContext: (_provisionedContexts, _providerID, requestID) =>
      notOffered('IMbnConnectionContext.SetProvisionedContext', { values: [requestID] }),
  }
}
