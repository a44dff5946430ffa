/** IMbnPinManager. */
import type { IUnknown } from '../../com/unknown.ts'
import type { IMbnPinManager } from '../interface/pin-manager.ts'
import { notOffered } from '../not-offered.ts'

export function pinManagerFacet(unknown: IUnknown): IMbnPinManager {
  return {
    ...unknown,
    GetPinList: (pinList) => notOffered('IMbnPinManager.GetPinList', { objects: [pinList] }),
    GetPin: (_pinType, pin) => notOffered('IMbnPinManager.GetPin', { objects: [pin] }),
    GetPinState: (requestID) => notOffered('IMbnPinManager.GetPinState', { values: [requestID] }),
  }
}
