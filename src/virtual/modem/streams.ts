/**
 * Device service streams of the modem: what a host writes to one comes back on it, in order. Neither radio nor SIM has to
 * do with them; they end with the control session. Bytes for a stream that is not open go nowhere, as on a real link.
 */
import type { Status } from '../../mbim/index.ts'

/** Of all services together, and of each. */
export const MOST_STREAMS = 4

/** The longest piece, in bytes: what every function takes as one datagram (MBIM 1.0 §6.4, wMaxSegmentSize). */
export const LONGEST_PIECE = 2048

/** One byte in the headers of the data pipe (NCM's, with `DSS` before it). */
const LAST_NUMBER = 255

export class Streams {
  /** Number → service (UUID). */
  readonly #open = new Map<number, string>()
  readonly #hosts = new Map<number, (piece: Uint8Array) => void>()

  get open(): ReadonlyMap<number, string> {
    return this.#open
  }

  /** Opening what is open already is a success, unless it is another service's. */
  activate(service: string, number: number): Status {
    const owner = this.#open.get(number)
    if (number > LAST_NUMBER || (owner !== undefined && owner !== service)) return 'invalid-parameters'
    if (owner === undefined && this.#open.size >= MOST_STREAMS) return 'dss-instance-limit'
    this.#open.set(number, service)
    return 'success'
  }

  deactivate(service: string, number: number): Status {
    if (this.#open.get(number) !== service) return 'invalid-parameters'
    this.#open.delete(number)
    return 'success'
  }

  /** A host listens at this end of the data path, in place of the one before. */
  listen(number: number, hear: (piece: Uint8Array) => void): Disposable {
    this.#hosts.set(number, hear)
    return {
      [Symbol.dispose]: () => {
        if (this.#hosts.get(number) === hear) this.#hosts.delete(number)
      },
    }
  }

  /** What a host has written. */
  receive(number: number, piece: Uint8Array): void {
    if (piece.length > LONGEST_PIECE) return
    this.send(number, piece)
  }

  /** Sends to whoever listens, in a microtask of its own, as frames of a channel are handed over. */
  send(number: number, piece: Uint8Array): void {
    if (!this.#open.has(number)) return
    const sent = piece.slice()
    queueMicrotask(() => {
      if (this.#open.has(number)) this.#hosts.get(number)?.(sent)
    })
  }

  endSession(): void {
    this.#open.clear()
  }
}
