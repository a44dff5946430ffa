/** Bytes as lower-case hexadecimal text and back. */
import { DialtoneError } from './errors.ts'

const DIGITS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** `separator` stands between bytes. */
export function toHex(bytes: Uint8Array, separator = ''): string {
  return Array.from(bytes, (byte) => DIGITS[byte]).join(separator)
}

/**
 * Reads hexadecimal text, in which white space, `:`, `-`, `,` and `0x` before a byte or at the start are allowed.
 * @throws DialtoneError `invalid_argument` that names the offending position.
 */
export function fromHex(text: string): Uint8Array {
  const digits = text.replace(/0x|[\s:,-]/gi, '')
  const wrong = /[^0-9a-f]/i.exec(digits)
  if (wrong !== null) {
    throw new DialtoneError(
      'invalid_argument',
      `not hexadecimal: ${JSON.stringify(wrong[0])} at digit ${(wrong.index + 1).toString()}`,
    )
  }
  if (digits.length % 2 !== 0) {
    throw new DialtoneError(
      'invalid_argument',
      `odd number of hexadecimal digits (${digits.length.toString()})`,
    )
  }
  const bytes = new Uint8Array(digits.length / 2)
  for (let index = 0; index < bytes.length; index++) {
    bytes[index] = Number.parseInt(digits.slice(index * 2, index * 2 + 2), 16)
  }
  return bytes
}
