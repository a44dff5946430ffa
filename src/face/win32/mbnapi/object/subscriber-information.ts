/** IMbnSubscriberInformation: who the subscriber was when it was asked for. */
import { comObject, facet, type ComObject } from '../../com/com-object.ts'
import { IID_IMbnSubscriberInformation } from '../identifier.ts'
import type { IMbnSubscriberInformation } from '../interface/subscriber-information.ts'
import type { SubscriberInformation } from '../reading/device.ts'
import { fill } from '../reading/reading.ts'

export function createSubscriberInformation(
  subscriber: SubscriberInformation,
): ComObject<IMbnSubscriberInformation> {
  const { subscriberID, simIccID, telephoneNumbers } = subscriber
  return comObject(
    facet(IID_IMbnSubscriberInformation, (unknown) => ({
      ...unknown,
      get_SubscriberID: async (SubscriberID) => fill(SubscriberID, { value: subscriberID }),
      get_SimIccID: async (SimIccID) => fill(SimIccID, { value: simIccID }),
      get_TelephoneNumbers: async (TelephoneNumbers) => fill(TelephoneNumbers, { value: telephoneNumbers }),
    })),
  )
}
