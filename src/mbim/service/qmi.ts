/** Qualcomm's own protocol inside MBIM. */
import { cid } from '../cid.ts'
import { bytesRest } from '../codec/bytes.ts'
import { secret } from '../codec/codec.ts'
import { struct } from '../codec/struct.ts'
import { service } from '../service.ts'

export const Qmi = service('qmi', 'd1a30bc2-f97a-6e43-bf65-c7e24fb0f0d3', 'QMI over MBIM')

const message = struct({ qmiMsg: secret(bytesRest) })

/** One whole QMI message, from its 0x01 on. Never padded. Secret, as it may verify a PIN. */
export const QmiMsg = cid(Qmi, 1, 'msg', { set: message, info: message })
