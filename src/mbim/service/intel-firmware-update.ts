/** Intel: restarting the modem, to update its firmware among others. */
import { cid, empty } from '../cid.ts'
import { u32 } from '../codec/integer.ts'
import { since } from '../codec/presence.ts'
import { struct } from '../codec/struct.ts'
import { service } from '../service.ts'
import { IntelBootMode } from '../word/vendor.ts'

export const IntelFirmwareUpdate = service(
  'intel-firmware-update',
  '0ed374cb-f835-4474-bc11-3b3fd76f5641',
  'Intel firmware update',
)

/** Restarts the modem; its second form says into what. */
export const IntelModemReboot = cid(IntelFirmwareUpdate, 1, 'modem-reboot', {
  set: struct({ bootMode: since(2, IntelBootMode), timeout: since(2, u32) }),
  response: empty,
})
