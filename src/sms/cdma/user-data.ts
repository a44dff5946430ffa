/**
 * CDMA user data (3GPP2 C.S0015-B 4.5.2): so many characters in an encoding, as octets. This is also what the CDMA records
 * of MBIM (SmsCdmaSendRecord, SmsCdmaReadRecord) and of mbnapi (SmsSendCdma) hold: encoding, octets, size in characters.
 *
 * 7-bit encodings are packed: ASCII and IA5 with the most significant bit first, the GSM alphabet as 3GPP TS 23.038 6.1.2.1
 * packs it. The number of characters is needed to know how many there are.
 */
import { checkInteger, SmsError } from '../error.ts'
import { octetsOf } from '../septet.ts'
import { BitReader } from './bit-reader.ts'
import { BitWriter } from './bit-writer.ts'
import { cdmaEncoding, type CdmaEncoding } from './encoding.ts'

export interface CdmaUserData {
  readonly encoding: CdmaEncoding
  /** NUM_FIELDS: characters; octets where a character may take one or two (Shift-JIS, Korean). 0–255 */
  readonly characters: number
  readonly octets: Uint8Array
}

/** Bits that so many characters take, for encodings that say so. GSM septets are kept in whole octets. */
export function bitsOf(encoding: CdmaEncoding, characters: number): number | undefined {
  switch (encoding) {
    case 'octet':
    case 'latin':
    case 'latin-hebrew':
    case 'shift-jis':
    case 'korean':
      return characters * 8
    case '7bit-ascii':
    case 'ia5':
      return characters * 7
    case 'gsm-7bit':
      return octetsOf(characters) * 8
    case 'unicode':
      return characters * 16
    default:
      return undefined
  }
}

/** The content of the subparameter; nothing when it is not in order or of an encoding whose fields are unknown. */
export function decodeCdmaUserData(content: Uint8Array): CdmaUserData | undefined {
  const reader = new BitReader(content)
  const code = reader.bits(5)
  const characters = reader.bits(8)
  if (code === undefined || characters === undefined) return undefined
  const encoding = cdmaEncoding.decode(code)
  const width = bitsOf(encoding, characters)
  const octets = width === undefined ? undefined : reader.octets(width)
  return octets === undefined ? undefined : { encoding, characters, octets }
}

export function cdmaUserDataOctets(userData: CdmaUserData, path: string): Uint8Array {
  const { encoding, characters, octets } = userData
  const width = bitsOf(encoding, checkInteger(`${path}.characters`, characters, 0, 255))
  if (width === undefined) throw new SmsError(`${path}.encoding`, `cannot be written: ${encoding}`)
  if (octets.length !== Math.ceil(width / 8)) {
    throw new SmsError(
      `${path}.octets`,
      `${characters} characters take ${Math.ceil(width / 8)} octets, not ${octets.length}`,
    )
  }
  const writer = new BitWriter()
  writer.bits(cdmaEncoding.encode(encoding, `${path}.encoding`, 31), 5).bits(characters, 8)
  return writer.octets(octets, width).finish()
}
