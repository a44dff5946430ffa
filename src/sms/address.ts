/**
 * An address of a short message's other end (3GPP TS 23.040 9.1.2.5): a number, or up to eleven characters of the default
 * alphabet. Numbers of any type and plan survive, empty ones too.
 */
import { septetsToText, textToSeptets } from './character-set.ts'
import { SmsError } from './error.ts'
import type { OctetReader } from './octet-reader.ts'
import { packDigits, unpackDigits } from './semi-octet.ts'
import { packSeptets, unpackSeptets } from './septet.ts'
import {
  ALPHANUMERIC,
  decodeTypeOfAddress,
  encodeTypeOfAddress,
  numberingPlan,
  type NumberingPlan,
  type NumberType,
} from './type-of-address.ts'

/** `digits`: `0`–`9`, `*`, `#`, `a`–`c`; `f` where a stray end mark stood between them. */
export interface NumberAddress {
  readonly type: NumberType
  readonly plan: NumberingPlan
  readonly digits: string
}

export interface AlphanumericAddress {
  readonly type: 'alphanumeric'
  readonly plan: NumberingPlan
  readonly text: string
}

export type Address = NumberAddress | AlphanumericAddress

/** The field is at most 12 octets: length, type, and this many semi-octets (3GPP TS 23.040 9.1.2.5). */
const LONGEST = 20

export function readAddress(reader: OctetReader, path: string): Address {
  const start = reader.offset
  const length = reader.octet(path)
  if (length > LONGEST) {
    throw new SmsError(path, `${length} semi-octets; an address has at most ${LONGEST}`, { offset: start })
  }
  const typeOfAddress = reader.octet(path)
  const octets = reader.octets(Math.ceil(length / 2), path)
  const { type, plan } = decodeTypeOfAddress(typeOfAddress)
  if (type !== ALPHANUMERIC) return { type, plan, digits: unpackDigits(octets, length) }
  const septets = unpackSeptets(octets, Math.floor((length * 4) / 7))
  return { type: 'alphanumeric', plan, text: septetsToText(septets) }
}

export function addressOctets(address: Address, path: string): readonly number[] {
  if ('text' in address) {
    const septets = textToSeptets(address.text, {}, `${path}.text`)
    const length = Math.ceil((septets.length * 7) / 4)
    if (length > LONGEST) throw new SmsError(`${path}.text`, `${septets.length} septets; at most 11 fit`)
    const plan = numberingPlan.encode(address.plan, `${path}.plan`, 15)
    return [length, 0x80 | (ALPHANUMERIC << 4) | plan, ...packSeptets(septets)]
  }
  const { type, plan, digits } = address
  if (digits.length > LONGEST) {
    throw new SmsError(`${path}.digits`, `${digits.length} digits; an address has at most ${LONGEST}`)
  }
  if (type === ALPHANUMERIC) throw new SmsError(`${path}.type`, 'an alphanumeric address has text, no digits')
  return [digits.length, encodeTypeOfAddress(type, plan, path), ...packDigits(digits, `${path}.digits`)]
}

/**
 * A telephone number as a person types it: `+491701234567` is international, `12345` or `*100#` of unknown type; spaces,
 * dots, dashes and brackets do not count.
 * @throws SmsError when it is none
 */
export function parseNumber(text: string): NumberAddress {
  const [, plus, digits] = /^(\+?)([\d*#]+)$/.exec(text.replace(/[\s().-]/g, '')) ?? []
  if (digits === undefined) throw new SmsError('address', 'is no telephone number')
  return { type: plus === '+' ? 'international' : 'unknown', plan: 'telephone', digits }
}

/** A number, or whatever is none as the name of a sender, of which at most eleven characters can be written. */
export function parseAddress(text: string): Address {
  try {
    return parseNumber(text)
  } catch {
    return { type: 'alphanumeric', plan: 'unknown', text }
  }
}

/** For people and as a key: `+` before an international number, the bare digits or text else. */
export function formatAddress(address: Address): string {
  if ('text' in address) return address.text
  return address.type === 'international' ? `+${address.digits}` : address.digits
}
