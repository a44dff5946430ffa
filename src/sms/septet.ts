/**
 * Packing of septets into octets (3GPP TS 23.038 6.1.2.1.1): the first character takes the lowest bits of the first octet,
 * the next one follows at once. After a user data header, fill bits lead up to the next septet boundary
 * (3GPP TS 23.040 9.2.3.24).
 */
import { SmsError } from './error.ts'

/** The octets that `count` septets after `fillBits` take. */
export function octetsOf(count: number, fillBits = 0): number {
  return Math.ceil((fillBits + count * 7) / 8)
}

/** The bits between the end of a header of so many octets and the next septet boundary. */
export function fillBitsAfter(headerOctets: number): number {
  return (7 - ((headerOctets * 8) % 7)) % 7
}

/** The septets that a header of so many octets takes, its fill bits included. */
export function septetsOfHeader(headerOctets: number): number {
  return Math.ceil((headerOctets * 8) / 7)
}

/** `septets`: values below 128, one an octet. */
export function packSeptets(septets: Uint8Array, fillBits = 0): Uint8Array {
  const octets = new Uint8Array(octetsOf(septets.length, fillBits))
  let bit = fillBits
  for (const septet of septets) {
    const index = bit >> 3
    const shifted = (septet & 0x7f) << (bit & 7)
    octets[index] = (octets[index] ?? 0) | (shifted & 0xff)
    if (shifted > 0xff) octets[index + 1] = shifted >> 8
    bit += 7
  }
  return octets
}

/** @throws SmsError when `octets` hold fewer than `count` septets */
export function unpackSeptets(octets: Uint8Array, count: number, fillBits = 0): Uint8Array {
  if (count > 0 && octetsOf(count, fillBits) > octets.length) {
    throw new SmsError('septets', `${octets.length} octets do not hold ${count} septets`)
  }
  const septets = new Uint8Array(count)
  for (let index = 0, bit = fillBits; index < count; index++, bit += 7) {
    const low = octets[bit >> 3] ?? 0
    const high = octets[(bit >> 3) + 1] ?? 0
    septets[index] = ((low | (high << 8)) >> (bit & 7)) & 0x7f
  }
  return septets
}
