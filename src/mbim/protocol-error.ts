/**
 * Why one end refuses a message of the other: HOST_ERROR and FUNCTION_ERROR (MBIM 1.0 errata-1 §9.3.4, §9.4.4).
 */
import { explained } from './codec/enumeration.ts'

const { codec, texts } = explained({
  'timeout-fragment': [1, 'the next fragment of the message did not arrive in time'],
  'fragment-out-of-sequence': [2, 'a fragment of the message is missing, doubled or out of order'],
  'length-mismatch': [3, 'the message is not as long as it says'],
  'duplicated-tid': [4, 'the transaction id is in use already'],
  'not-opened': [5, 'the function is not open'],
  unknown: [6, 'the message was refused for no known reason'],
  cancel: [7, 'the host abandoned the transaction'],
  'max-transfer': [8, 'the largest control transfer asked for is not acceptable'],
})

export const ProtocolErrorCode = codec
export type ProtocolErrorCode = keyof typeof texts | number

/** The code as a sentence for a person. */
export function protocolErrorText(code: ProtocolErrorCode): string {
  return typeof code === 'string' ? texts[code] : `an unknown protocol error, ${code}`
}
