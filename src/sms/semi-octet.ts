/**
 * Digits in semi-octets, the first of two in the low half (3GPP TS 23.040 9.1.2.3; the codes past 9 are those of
 * 3GPP TS 24.008 10.5.4.7). An odd count is filled up with 1111; the same code between digits survives as `f`.
 */
import { SmsError } from './error.ts'

const DIGITS = '0123456789*#abcf'
const FILLER = 0xf

/** The first `count` semi-octets. */
export function unpackDigits(octets: Uint8Array, count: number): string {
  let digits = ''
  for (let index = 0; index < count; index++) {
    const octet = octets[index >> 1] ?? 0
    digits += DIGITS.charAt(index % 2 === 0 ? octet & 0xf : octet >> 4)
  }
  return digits
}

/** @throws SmsError when there is something else among the digits than `0`–`9`, `*`, `#`, `a`–`c` and `f` */
export function packDigits(digits: string, path: string): Uint8Array {
  const octets = new Uint8Array(Math.ceil(digits.length / 2))
  for (let index = 0; index < octets.length; index++) {
    const low = nibble(digits, index * 2, path)
    const high = index * 2 + 1 < digits.length ? nibble(digits, index * 2 + 1, path) : FILLER
    octets[index] = low | (high << 4)
  }
  return octets
}

function nibble(digits: string, index: number, path: string): number {
  const value = DIGITS.indexOf(digits.charAt(index))
  if (value < 0) throw new SmsError(path, `character ${index} is no digit (0-9, *, #, a, b, c)`)
  return value
}
