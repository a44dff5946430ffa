/**
 * Stable ids: a GUID that is derived from a name within a namespace, so that the same thing always has the same one.
 * RFC 9562 §5.5 (version 5, SHA-1). Written out, because this room runs in a browser, where hashing is asynchronous.
 */
import { fromHex, toHex } from './hex.ts'

/** The GUID of `name` within the namespace GUID `namespace`, in lower case. */
export function nameGuid(namespace: string, name: string): string {
  const space = fromHex(namespace)
  const text = new TextEncoder().encode(name)
  const input = new Uint8Array(space.length + text.length)
  input.set(space)
  input.set(text, space.length)
  const bytes = sha1(input).subarray(0, 16)
  const view = new DataView(bytes.buffer)
  view.setUint8(6, (view.getUint8(6) & 0x0f) | 0x50) // version 5
  view.setUint8(8, (view.getUint8(8) & 0x3f) | 0x80) // the variant of RFC 9562
  const hex = toHex(bytes)
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** FIPS 180-4 §6.1. For ids only: as a protection SHA-1 is broken. */
function sha1(message: Uint8Array): Uint8Array {
  const padded = new Uint8Array(Math.ceil((message.length + 9) / 64) * 64)
  padded.set(message)
  padded[message.length] = 0x80
  const input = new DataView(padded.buffer)
  input.setUint32(padded.length - 4, message.length * 8)
  let [h0, h1, h2, h3, h4] = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]
  const words = new DataView(new ArrayBuffer(80 * 4))
  const word = (t: number): number => words.getUint32(t * 4)
  for (let block = 0; block < padded.length; block += 64) {
    for (let t = 0; t < 80; t++) {
      words.setUint32(
        t * 4,
        t < 16
          ? input.getUint32(block + t * 4)
          : rotate(word(t - 3) ^ word(t - 8) ^ word(t - 14) ^ word(t - 16), 1),
      )
    }
    let [a, b, c, d, e] = [h0, h1, h2, h3, h4]
    for (let t = 0; t < 80; t++) {
      const [mix, constant] =
        t < 20
          ? [(b & c) | (~b & d), 0x5a827999]
          : t < 40
            ? [b ^ c ^ d, 0x6ed9eba1]
            : t < 60
              ? [(b & c) | (b & d) | (c & d), 0x8f1bbcdc]
              : [b ^ c ^ d, 0xca62c1d6]
      const next = (rotate(a, 5) + mix + e + constant + word(t)) | 0
      ;[a, b, c, d, e] = [next, a, rotate(b, 30), c, d]
    }
    ;[h0, h1, h2, h3, h4] = [(h0 + a) | 0, (h1 + b) | 0, (h2 + c) | 0, (h3 + d) | 0, (h4 + e) | 0]
  }
  const digest = new DataView(new ArrayBuffer(20))
  ;[h0, h1, h2, h3, h4].forEach((value, index) => digest.setUint32(index * 4, value))
  return new Uint8Array(digest.buffer)
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits))
}
