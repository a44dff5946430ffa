/** The frame check sequence of PPP in HDLC-like framing, 16 bits (RFC 1662 §C.2). */

/** x^16 + x^12 + x^5 + 1, the bits reversed. */
const POLYNOMIAL = 0x8408

const TABLE = Uint16Array.from({ length: 256 }, (_, octet) => {
  let value = octet
  for (let bit = 0; bit < 8; bit++) value = (value & 1) === 0 ? value >>> 1 : (value >>> 1) ^ POLYNOMIAL
  return value
})

const INITIAL = 0xffff
/** What comes of a frame with its own sequence behind it, when nothing is wrong with it. */
const GOOD = 0xf0b8

function run(octets: Uint8Array): number {
  let value = INITIAL
  for (const octet of octets) value = (value >>> 8) ^ (TABLE[(value ^ octet) & 0xff] ?? 0)
  return value
}

/** As it is sent: the low octet first. */
export function frameCheck(octets: Uint8Array): readonly [number, number] {
  const value = run(octets) ^ 0xffff
  return [value & 0xff, value >>> 8]
}

/** Of a frame and the sequence behind it. */
export function isWhole(octets: Uint8Array): boolean {
  return run(octets) === GOOD
}
