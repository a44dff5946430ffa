/** Intel: AT commands inside MBIM. */
import { cid } from '../cid.ts'
import { bytesRest } from '../codec/bytes.ts'
import { secret } from '../codec/codec.ts'
import { struct } from '../codec/struct.ts'
import { service } from '../service.ts'

export const IntelAtTunnel = service(
  'intel-at-tunnel',
  'da138c64-6515-4893-92b2-a1e1ca7c81ca',
  'Intel AT tunnel',
)

/** One AT command and its answer, as they go over a serial port. Secret, as a command may hold a PIN. */
export const IntelAtCommand = cid(IntelAtTunnel, 1, 'at-command', {
  set: struct({ commandReq: secret(bytesRest) }),
  response: struct({ commandResp: secret(bytesRest) }),
})
