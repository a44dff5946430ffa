/**
 * The address of the service centre that stands before the TPDU in AT commands and MBIM (3GPP TS 27.005 3.1 `<pdu>`), coded
 * as in 3GPP TS 24.011 8.2.5.1: its length counts octets, the type included; length 0 leaves the choice to the modem.
 */
import type { NumberAddress } from './address.ts'
import { SmsError } from './error.ts'
import type { OctetReader } from './octet-reader.ts'
import { packDigits, unpackDigits } from './semi-octet.ts'
import { decodeTypeOfAddress, encodeTypeOfAddress } from './type-of-address.ts'

/** 3GPP TS 24.011 8.2.5.1: the element is at most 12 octets, its length octet included. */
const LONGEST = 11

export function readServiceCentre(reader: OctetReader, path: string): NumberAddress | undefined {
  const start = reader.offset
  const length = reader.octet(path)
  if (length > LONGEST) {
    throw new SmsError(path, `${length} octets; a service centre address has at most ${LONGEST}`, {
      offset: start,
    })
  }
  if (length === 0) return undefined
  const { type, plan } = decodeTypeOfAddress(reader.octet(path))
  const octets = reader.octets(length - 1, path)
  const filled = ((octets.at(-1) ?? 0) & 0xf0) === 0xf0
  return { type, plan, digits: unpackDigits(octets, octets.length * 2 - (filled ? 1 : 0)) }
}

export function serviceCentreOctets(address: NumberAddress | undefined, path: string): readonly number[] {
  if (address === undefined) return [0]
  const { type, plan, digits } = address
  const octets = packDigits(digits, `${path}.digits`)
  if (octets.length >= LONGEST) {
    throw new SmsError(`${path}.digits`, `${digits.length} digits; at most ${(LONGEST - 1) * 2} fit`)
  }
  // It would be read as the filler of an odd number.
  if (digits.length % 2 === 0 && digits.endsWith('f')) {
    throw new SmsError(`${path}.digits`, 'an even number of digits cannot end in an end mark')
  }
  return [octets.length + 1, encodeTypeOfAddress(type, plan, path), ...octets]
}
