/** Writes fields of bits, the most significant first, as 3GPP2 messages are written. */
export class BitWriter {
  readonly #octets: number[] = []
  #bit = 0

  bits(value: number, width: number): this {
    for (let index = width - 1; index >= 0; index--, this.#bit++) {
      if (this.#bit % 8 === 0) this.#octets.push(0)
      const last = this.#octets.length - 1
      this.#octets[last] = (this.#octets[last] ?? 0) | (((value >> index) & 1) << (7 - (this.#bit & 7)))
    }
    return this
  }

  /** The first `width` bits of `octets`. */
  octets(octets: Uint8Array, width: number): this {
    for (let index = 0; index * 8 < width; index++) {
      const take = Math.min(8, width - index * 8)
      this.bits((octets[index] ?? 0) >> (8 - take), take)
    }
    return this
  }

  /** What was written, filled up with zeros to a whole octet. */
  finish(): Uint8Array {
    return Uint8Array.from(this.#octets)
  }
}
