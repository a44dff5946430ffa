/** SHA-256 of a certificate, as people compare it. */
import { DialtoneError } from '../base/index.ts'

/** `sha256:` and 64 hexadecimal digits, of what `openssl x509 -fingerprint -sha256` and browsers write. */
export function parseFingerprint(text: string): string {
  const digits = text
    .trim()
    .replace(/^sha-?256(?: fingerprint)?[:=]\s*/i, '')
    .replaceAll(/[:\s]/g, '')
    .toLowerCase()
  if (/^[0-9a-f]{64}$/.test(digits)) return `sha256:${digits}`
  throw new DialtoneError(
    'invalid_argument',
    `${JSON.stringify(text.slice(0, 100))} is no fingerprint of a certificate: write sha256: and 64 hexadecimal digits, as "openssl x509 -noout -fingerprint -sha256 -in FILE" shows them`,
  )
}
