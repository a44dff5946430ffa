/** Google's carrier lock: a device sold for one carrier. */
import { cid, empty } from '../cid.ts'
import { lBytes } from '../codec/bytes.ts'
import { secret } from '../codec/codec.ts'
import { struct } from '../codec/struct.ts'
import { service } from '../service.ts'
import { CarrierLockCause, CarrierLockModemState, CarrierLockStatus } from '../word/vendor.ts'

export const Google = service('google', '3e1e92cf-c53d-4f14-85d0-a86ad9e12245', 'Google carrier lock')

/** Whether the lock holds, and setting it with a signed configuration. */
export const GoogleCarrierLock = cid(Google, 1, 'carrier-lock', {
  query: empty,
  set: struct({ data: secret(lBytes) }),
  info: struct({
    carrierLockStatus: CarrierLockStatus,
    carrierLockModemState: CarrierLockModemState,
    carrierLockCause: CarrierLockCause,
  }),
})
