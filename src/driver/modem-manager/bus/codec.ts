/**
 * Bytes of a bus to messages and back. The library writes them. It does not read them: an array of nothing (`a{}`, `a()`), which
 * four bytes can announce, it goes on reading until the memory is full. No message is longer than is kept in memory gladly, and one
 * that cannot be read is lost by itself and neither throws nor takes the next one with it.
 */
import { marshallMessage } from '@particle/dbus-next/lib/marshall-compat.js'
import { Variant as LibraryVariant } from '@particle/dbus-next/lib/variant.js'
import { DialtoneError } from '../../../base/index.ts'
import { HEADER, lengthOfMessage, readMessage } from './message-reader.ts'

/** D-Bus specification, "Message Types". */
export const MESSAGE_TYPES = { call: 1, answer: 2, error: 3, signal: 4 } as const

/** A message as it came; of its fields only those that are text or a number. */
export interface Incoming {
  readonly type: number
  readonly sender?: string
  readonly path?: string
  readonly interface?: string
  readonly member?: string
  readonly errorName?: string
  readonly replySerial?: number
  /** Plain values: what was a variant is what was in it. */
  readonly body: readonly unknown[]
}

export interface Outgoing {
  readonly type: number
  readonly serial: number
  readonly destination: string
  readonly path: string
  readonly interface: string
  readonly member: string
  readonly signature: string
  readonly body: readonly unknown[]
}

/** A value with its type. The library's own is not in what we declare: it has no types for who installs us. */
export interface Variant {
  readonly signature: string
  readonly value: unknown
}

/** Where a signature asks for a variant; nothing else will do there. */
export function variant(signature: string, value: unknown): Variant {
  return new LibraryVariant(signature, value)
}

/** @throws DialtoneError `internal` where the body does not fit its signature */
export function encodeMessage(message: Outgoing): Uint8Array {
  try {
    return marshallMessage({ ...message, body: [...message.body] })[0]
  } catch (error) {
    throw new DialtoneError('internal', `${message.member} cannot be put into a message`, { cause: error })
  }
}

/** The longest that anything here answers is a list of all modems, some 10 KB each. */
const LONGEST = 16 * 1024 * 1024

/** Takes bytes as they come and gives whole messages. */
export class Decoder {
  readonly #take: (message: Incoming) => void
  readonly #unreadable: (error: unknown) => void
  #bytes = Buffer.alloc(0)

  constructor(take: (message: Incoming) => void, unreadable: (error: unknown) => void) {
    this.#take = take
    this.#unreadable = unreadable
  }

  /** @throws DialtoneError `protocol` for a message that is too long: what follows cannot be found any more */
  push(chunk: Uint8Array): void {
    this.#bytes = this.#bytes.length === 0 ? Buffer.from(chunk) : Buffer.concat([this.#bytes, chunk])
    while (this.#bytes.length >= HEADER) {
      const length = lengthOfMessage(this.#bytes)
      if (length > LONGEST) {
        throw new DialtoneError('protocol', `the bus announced a message of ${length} bytes`)
      }
      if (this.#bytes.length < length) return
      const whole = this.#bytes.subarray(0, length)
      this.#bytes = this.#bytes.subarray(length)
      const message = this.#readable(whole)
      if (message !== undefined) this.#take(message)
    }
  }

  #readable(whole: Buffer): Incoming | undefined {
    try {
      return readMessage(whole)
    } catch (error) {
      this.#unreadable(error)
      return undefined
    }
  }
}
