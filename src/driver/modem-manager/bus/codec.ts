/**
 * Bytes of a bus to messages and back. The library does the marshalling; what is done here is what it leaves open to
 * whoever is at the other end: no message is longer than is kept in memory gladly, and one that cannot be read is lost by
 * itself and neither throws nor takes the next one with it.
 */
import { messageToJsFmt, marshallMessage } from '@particle/dbus-next/lib/marshall-compat.js'
import { unmarshalMessages } from '@particle/dbus-next/lib/message.js'
import { Variant as LibraryVariant } from '@particle/dbus-next/lib/variant.js'
import { DialtoneError } from '../../../base/index.ts'

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

/** The fixed part of a message: byte order, type, flags, version, the length of its body, serial, the length of its fields. */
const HEADER = 16
const LITTLE_ENDIAN = 'l'.charCodeAt(0)

/** The longest that anything here answers is a list of all modems, some 10 KB each. */
const LONGEST = 16 * 1024 * 1024

/** Takes bytes as they come and gives whole messages. */
export class Decoder {
  readonly #take: (message: Incoming) => void
  readonly #unreadable: (error: unknown) => void
  #bytes = Buffer.alloc(0)
  /** The one message that is being read, and how far. */
  #whole: Buffer = this.#bytes
  #at = 0
  #read: () => void = () => undefined

  constructor(take: (message: Incoming) => void, unreadable: (error: unknown) => void) {
    this.#take = take
    this.#unreadable = unreadable
    const source = {
      on: (_event: 'readable', listener: () => void) => void (this.#read = listener),
      read: (size: number) => this.#next(size),
    }
    unmarshalMessages(source, (message) => this.#took(message), { ayBuffer: true })
  }

  /** @throws DialtoneError `protocol` for a message that is too long: what follows cannot be found any more */
  push(chunk: Uint8Array): void {
    this.#bytes = this.#bytes.length === 0 ? Buffer.from(chunk) : Buffer.concat([this.#bytes, chunk])
    while (this.#bytes.length >= HEADER) {
      const length = lengthOf(this.#bytes)
      if (length > LONGEST) {
        throw new DialtoneError('protocol', `the bus announced a message of ${length} bytes`)
      }
      if (this.#bytes.length < length) return
      this.#whole = this.#bytes.subarray(0, length)
      this.#bytes = this.#bytes.subarray(length)
      this.#at = 0
      try {
        this.#read()
      } catch (error) {
        this.#unreadable(error)
      }
    }
  }

  #next(size: number): Buffer | null {
    if (this.#at + size > this.#whole.length) return null
    return this.#whole.subarray(this.#at, (this.#at += size))
  }

  #took(message: Record<string, unknown>): void {
    const { body } = messageToJsFmt(message)
    const text = (name: string): string | undefined =>
      typeof message[name] === 'string' ? message[name] : undefined
    const fields = Object.fromEntries(
      ['sender', 'path', 'interface', 'member', 'errorName'].flatMap((name) => {
        const value = text(name)
        return value === undefined ? [] : [[name, value]]
      }),
    )
    const { type, replySerial } = message
    this.#take({
      ...fields,
      type: typeof type === 'number' ? type : 0,
      ...(typeof replySerial === 'number' && { replySerial }),
      body: Array.isArray(body) ? body.map((value) => plain(value)) : [],
    })
  }
}

function lengthOf(bytes: Buffer): number {
  const [body, fields] =
    bytes[0] === LITTLE_ENDIAN
      ? [bytes.readUInt32LE(4), bytes.readUInt32LE(12)]
      : [bytes.readUInt32BE(4), bytes.readUInt32BE(12)]
  // The fields are filled up to a multiple of 8.
  return HEADER + Math.ceil(fields / 8) * 8 + body
}

/** A bus lets through 64 levels of containers at the most (D-Bus specification, "Valid Signatures" and variants). */
function plain(value: unknown): unknown {
  if (value instanceof LibraryVariant) return plain(value.value)
  if (Array.isArray(value)) return value.map((one) => plain(one))
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value
  const entries = Object.entries(value).map(([key, one]): [string, unknown] => [key, plain(one)])
  return Object.fromEntries(entries)
}
