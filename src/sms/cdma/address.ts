/** A CDMA address or call-back number (3GPP2 C.S0015-B 3.4.3.3, 4.5.15), in DTMF digits or in characters. */
import { checkInteger, SmsError } from '../error.ts'
import { BitReader } from './bit-reader.ts'
import { BitWriter } from './bit-writer.ts'

/** DIGIT_MODE 0: four bits a digit, `0`–`9`, `*`, `#`, and `a`–`d` for the codes that are no digits. */
export interface CdmaDigits {
  readonly mode: 'digits'
  readonly digits: string
}

/** DIGIT_MODE 1: a character (U+0000–U+00FF) an octet. */
export interface CdmaCharacters {
  readonly mode: 'characters'
  /** NUMBER_MODE 1: an address of a data network, whose `type` is 1 for IP, 2 for electronic mail. */
  readonly dataNetwork: boolean
  /** NUMBER_TYPE, 0–7: of a number, as in C.S0005: 1 international, 2 national … */
  readonly type: number
  /** NUMBER_PLAN, 0–15, 1 for the telephone's. Data network addresses have none: 0. */
  readonly plan: number
  readonly characters: string
}

export type CdmaAddress = CdmaDigits | CdmaCharacters

/** C.S0005 table 2.7.1.3.2.4-4: 1–9 are digits, 10 is 0, then * and #. */
const DTMF = 'd1234567890*#abc'

/** @param hasNumberMode whether NUMBER_MODE is there: not in a call-back number */
export function decodeCdmaAddress(content: Uint8Array, hasNumberMode: boolean): CdmaAddress | undefined {
  const reader = new BitReader(content)
  const digitMode = reader.bits(1)
  const dataNetwork = hasNumberMode && reader.bits(1) === 1
  if (digitMode === 0) {
    const digits = readCharacters(reader, 4)
    return digits === undefined
      ? undefined
      : { mode: 'digits', digits: Array.from(digits, (code) => DTMF.charAt(code)).join('') }
  }
  const type = reader.bits(3)
  const plan = dataNetwork ? 0 : reader.bits(4)
  const codes = readCharacters(reader, 8)
  if (type === undefined || plan === undefined || codes === undefined) return undefined
  return { mode: 'characters', dataNetwork, type, plan, characters: String.fromCharCode(...codes) }
}

export function cdmaAddressOctets(address: CdmaAddress, hasNumberMode: boolean, path: string): Uint8Array {
  const writer = new BitWriter()
  if (address.mode === 'digits') {
    const codes = Array.from(address.digits, (digit) => DTMF.indexOf(digit))
    if (codes.includes(-1)) throw new SmsError(`${path}.digits`, 'has a character that is no digit')
    writer.bits(0, hasNumberMode ? 2 : 1)
    return writeCharacters(writer, codes, 4, `${path}.digits`)
  }
  const { dataNetwork, characters } = address
  if (dataNetwork && !hasNumberMode) throw new SmsError(`${path}.dataNetwork`, 'has no place here')
  writer.bits(1, 1)
  if (hasNumberMode) writer.bits(dataNetwork ? 1 : 0, 1)
  writer.bits(checkInteger(`${path}.type`, address.type, 0, 7), 3)
  const plan = checkInteger(`${path}.plan`, address.plan, 0, dataNetwork ? 0 : 15)
  if (!dataNetwork) writer.bits(plan, 4)
  const codes = Array.from({ length: characters.length }, (_, index) => characters.charCodeAt(index))
  if (codes.some((code) => code > 0xff)) throw new SmsError(`${path}.characters`, 'has one past U+00FF')
  return writeCharacters(writer, codes, 8, `${path}.characters`)
}

/** A number as a person writes it: with a plus it is international. At most 15 digits (mbnapi SmsSendCdma). */
export function parseCdmaNumber(text: string): CdmaAddress {
  const [, plus, digits = ''] = /^(\+?)([\d*#]+)$/.exec(text.replace(/[\s().-]/g, '')) ?? []
  if (digits.length === 0 || digits.length > 15) {
    throw new SmsError('address', 'a CDMA address is a number of at most 15 digits')
  }
  return plus === '+'
    ? { mode: 'characters', dataNetwork: false, type: 1, plan: 1, characters: digits }
    : { mode: 'digits', digits }
}

/** For people: `+` before an international number. */
export function formatCdmaAddress(address: CdmaAddress): string {
  if (address.mode === 'digits') return address.digits
  return !address.dataNetwork && address.type === 1 ? `+${address.characters}` : address.characters
}

function readCharacters(reader: BitReader, width: number): number[] | undefined {
  const count = reader.bits(8)
  if (count === undefined || count * width > reader.left) return undefined
  return Array.from({ length: count }, () => reader.bits(width) ?? 0)
}

function writeCharacters(writer: BitWriter, codes: number[], width: number, path: string): Uint8Array {
  writer.bits(checkInteger(path, codes.length, 0, 255), 8)
  for (const code of codes) writer.bits(code, width)
  return writer.finish()
}
