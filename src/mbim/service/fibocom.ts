/** Fibocom's own service: AT commands inside MBIM. */
import { cid } from '../cid.ts'
import { bytesRest } from '../codec/bytes.ts'
import { secret } from '../codec/codec.ts'
import { struct } from '../codec/struct.ts'
import { service } from '../service.ts'

export const Fibocom = service('fibocom', 'ffffffff-abca-4b11-a4e2-f2fc87f94488', 'Fibocom')

/** One AT command and its answer, as they go over a serial port. Secret, as a command may hold a PIN. */
export const FibocomAtCommand = cid(Fibocom, 1, 'at-command', {
  set: struct({ commandReq: secret(bytesRest) }),
  response: struct({ commandResp: secret(bytesRest) }),
})
