/**
 * Text as 16-bit units, most significant octet first (3GPP TS 23.038 6.2.3). The clause says UCS-2; phones have long sent
 * UTF-16, so surrogates pass through either way, even a lone one: a careless sender splits pairs over two parts.
 */

/** An odd octet at the end stands for nothing and is left out. */
export function ucs2ToText(octets: Uint8Array): string {
  let text = ''
  for (let index = 0; index + 1 < octets.length; index += 2) {
    text += String.fromCharCode(((octets[index] ?? 0) << 8) | (octets[index + 1] ?? 0))
  }
  return text
}

export function textToUcs2(text: string): Uint8Array {
  const octets = new Uint8Array(text.length * 2)
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    octets[index * 2] = unit >> 8
    octets[index * 2 + 1] = unit & 0xff
  }
  return octets
}
