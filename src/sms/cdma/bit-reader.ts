/** Reads fields of bits, the most significant first, as 3GPP2 messages are written. Nothing is read past the end. */
export class BitReader {
  readonly #octets: Uint8Array
  #bit = 0

  constructor(octets: Uint8Array) {
    this.#octets = octets
  }

  /** How many bits are left. */
  get left(): number {
    return this.#octets.length * 8 - this.#bit
  }

  /** The next `width` bits (at most 16) as a number; nothing when there are not that many. */
  bits(width: number): number | undefined {
    if (width > this.left) return undefined
    let value = 0
    for (let index = 0; index < width; index++, this.#bit++) {
      const octet = this.#octets[this.#bit >> 3] ?? 0
      value = (value << 1) | ((octet >> (7 - (this.#bit & 7))) & 1)
    }
    return value
  }

  /** The next `width` bits as octets, the last one filled up with zeros; nothing when there are not that many. */
  octets(width: number): Uint8Array | undefined {
    if (width > this.left) return undefined
    const octets = new Uint8Array(Math.ceil(width / 8))
    for (let index = 0; index < octets.length; index++) {
      const take = Math.min(8, width - index * 8)
      octets[index] = (this.bits(take) ?? 0) << (8 - take)
    }
    return octets
  }
}
