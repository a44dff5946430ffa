/** Dialogues by supplementary service codes (MBIM 1.0 errata-1, device service USSD). */
import { cid } from '../cid.ts'
import { olBytes } from '../codec/bytes.ts'
import { personal } from '../codec/codec.ts'
import { u32 } from '../codec/integer.ts'
import { struct } from '../codec/struct.ts'
import { service } from '../service.ts'
import { UssdAction, UssdResponse, UssdSessionState } from '../word/message.ts'

export const UssdService = service('ussd', 'e550a0c8-5e82-479e-82f7-10abf4c3351f', 'USSD', { standard: true })

/**
 * Starts, goes on with or ends the one dialogue there can be; the command ends with the network's first answer. What the
 * network starts is indicated. `dataCodingScheme` as in 3GPP TS 23.038: 0x0F is GSM 7-bit packed, 0x48 is UCS-2.
 * MBIM 1.0 errata-1, MBIM_CID_USSD
 */
export const Ussd = cid(UssdService, 1, 'ussd', {
  set: struct({ action: UssdAction, dataCodingScheme: u32, payload: personal(olBytes({ max: 160 })) }),
  info: struct({
    response: UssdResponse,
    sessionState: UssdSessionState,
    dataCodingScheme: u32,
    payload: personal(olBytes({ max: 160 })),
  }),
  standardIndication: true,
})
