/** Compal's own service: AT commands inside MBIM. */
import { cid } from '../cid.ts'
import { bytesRest } from '../codec/bytes.ts'
import { secret } from '../codec/codec.ts'
import { struct } from '../codec/struct.ts'
import { service } from '../service.ts'

export const Compal = service('compal', 'a2a32a97-cab1-4f57-9ae1-451c74dda957', 'Compal')

/** One AT command and its answer, as they go over a serial port. Secret, as a command may hold a PIN. */
export const CompalAtCommand = cid(Compal, 1, 'at-command', {
  query: struct({ commandReq: secret(bytesRest) }),
  response: struct({ commandResp: secret(bytesRest) }),
})
