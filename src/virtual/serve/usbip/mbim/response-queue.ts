/**
 * The control channel of an MBIM function over USB (MBIM 1.0 §8): what it has to say waits here until the host asks for it by
 * GET_ENCAPSULATED_RESPONSE, and for each message one notification on the interrupt endpoint tells the host to ask.
 */

/** More than a host leaves unread that still reads: thousands of messages. */
const MOST_BYTES = 256 * 1024

/** RESPONSE_AVAILABLE (CDC 1.2 §6.3; bmRequestType of a class, to the host, of an interface). */
const notification = (interfaceNumber: number): Uint8Array =>
  Uint8Array.of(0xa1, 0x01, 0, 0, interfaceNumber, 0, 0, 0)

export class ResponseQueue {
  readonly #interface: number
  readonly #responses: Uint8Array[] = []
  #bytes = 0
  /** Messages of which the host has not been told. */
  #untold = 0

  constructor(interfaceNumber: number) {
    this.#interface = interfaceNumber
  }

  /** False when there is no room: the host has stopped asking, and what is new is lost to it. */
  push(message: Uint8Array): boolean {
    if (this.#bytes + message.length > MOST_BYTES) return false
    this.#responses.push(message)
    this.#bytes += message.length
    this.#untold++
    return true
  }

  /** The oldest message; nothing of no length when there is none. */
  take(): Uint8Array {
    const message = this.#responses.shift() ?? new Uint8Array(0)
    this.#bytes -= message.length
    return message
  }

  notification(): Uint8Array | undefined {
    if (this.#untold === 0) return undefined
    this.#untold--
    return notification(this.#interface)
  }

  clear(): void {
    this.#responses.length = 0
    this.#bytes = 0
    this.#untold = 0
  }
}
