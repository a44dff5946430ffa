/** Reads a PDU front to back. A read past the end fails as `SmsError` and says where; what is returned is a copy. */
import { SmsError } from './error.ts'

export class OctetReader {
  readonly #octets: Uint8Array
  #offset: number

  constructor(octets: Uint8Array, offset = 0) {
    this.#octets = octets
    this.#offset = offset
  }

  /** Where the next read starts. */
  get offset(): number {
    return this.#offset
  }

  /** How many octets are left. */
  get left(): number {
    return this.#octets.length - this.#offset
  }

  octet(path: string): number {
    const octet = this.#octets[this.#offset]
    if (octet === undefined) throw new SmsError(path, 'the PDU ends before it', { offset: this.#offset })
    this.#offset++
    return octet
  }

  /** The next octet, which stays unread; nothing at the end. */
  peek(): number | undefined {
    return this.#octets[this.#offset]
  }

  octets(count: number, path: string): Uint8Array {
    if (count > this.left) {
      throw new SmsError(path, `takes ${count} octets, ${this.left} are left`, { offset: this.#offset })
    }
    const start = this.#offset
    this.#offset += count
    return this.#octets.slice(start, this.#offset)
  }
}
