/** The SIM toolkit (MBIM 1.0 errata-1, device service STK; 3GPP TS 31.111). */
import { cid, empty } from '../cid.ts'
import { bytes, bytesRest, lBytes, olBytes } from '../codec/bytes.ts'
import { personal, secret } from '../codec/codec.ts'
import { u32 } from '../codec/integer.ts'
import { struct } from '../codec/struct.ts'
import { service } from '../service.ts'
import { StkPacType } from '../word/message.ts'

export const Stk = service('stk', 'd8f20131-fcb5-4e17-8602-d6ed3816164c', 'SIM toolkit', { standard: true })

/**
 * Proactive commands. `pacHostControl` has a bit for each command that the host wants to handle, `pacSupport` a byte (a
 * `StkPacProfile`) for each; the commands themselves are indicated, BER-TLV coded. Personal: among them are messages to be
 * sent and numbers to be called.
 * MBIM 1.0 errata-1, MBIM_CID_STK_PAC
 */
export const StkPac = cid(Stk, 1, 'pac', {
  query: empty,
  set: struct({ pacHostControl: bytes(32) }),
  response: struct({ pacSupport: bytes(256) }),
  indication: struct({ pacType: StkPacType, dataBuffer: personal(bytesRest) }),
  standardIndication: true,
})

/**
 * The host's answer to a proactive command, BER-TLV coded. Secret, as the SIM may have asked for a PIN.
 * MBIM 1.0 errata-1, MBIM_CID_STK_TERMINAL_RESPONSE
 */
export const StkTerminalResponse = cid(Stk, 2, 'terminal-response', {
  set: struct({ response: secret(lBytes) }),
  response: struct({ resultData: olBytes(), statusWords: u32 }),
})

/**
 * Which envelopes the host may send, a bit for each, and sending one. Personal: a message that came or a number that is called
 * may be in it. MBIM 1.0 errata-1, MBIM_CID_STK_ENVELOPE
 */
export const StkEnvelope = cid(Stk, 3, 'envelope', {
  query: empty,
  set: struct({ data: personal(bytesRest) }),
  response: struct({ envelopeSupport: bytes(32) }),
  setResponse: empty,
})
