/**
 * From frames to complete messages: headers checked, fragments put together and given up in time, and every fault of the
 * host's framing turned into the error it is told (MBIM 1.0 §9.2, §9.3.4). An error message is never answered by one.
 */
import type { Clock, Timer } from '../../base/index.ts'
import { Milliseconds } from '../../base/index.ts'
import {
  INFO_AT,
  parseMessage,
  readHeader,
  Reassembler,
  senderOf,
  WireError,
  type Header,
  type HostMessage,
  type ProtocolErrorCode,
} from '../../mbim/index.ts'

export interface InboundSink {
  /** Looks at a frame before anything is kept of it. */
  admit(header: Header): ProtocolErrorCode | undefined
  message(message: HostMessage): void
  refuse(transactionId: number, error: ProtocolErrorCode): void
}

/** Where the transaction id stands, for frames whose header makes no other sense. */
const TRANSACTION_ID_AT = 8

/** Types of messages, MBIM 1.0 §9.3. */
const COMMAND = 3
const HOST_ERROR = 4

export class Inbound implements Disposable {
  readonly #clock: Clock
  readonly #sink: InboundSink
  readonly #reassembler = new Reassembler()
  #timer: Timer | undefined

  constructor(clock: Clock, sink: InboundSink) {
    this.#clock = clock
    this.#sink = sink
  }

  /** `limit`: the longest fragment that was agreed on. */
  push(frame: Uint8Array, limit: number): void {
    let header: Header
    try {
      header = readHeader(frame)
    } catch (thrown) {
      this.#misread(frame, thrown)
      return
    }
    const { type, transactionId } = header
    if (type === 'host-error') {
      this.#reassembler.drop(transactionId)
      this.#deliver(frame)
      return
    }
    const error =
      senderOf(type) === 'function' || frame.length > limit || (type === 'command' && transactionId === 0)
        ? 'unknown'
        : this.#sink.admit(header)
    if (error !== undefined) {
      this.#reassembler.drop(transactionId)
      this.#sink.refuse(transactionId, error)
      return
    }
    const assembly = this.#reassembler.push(frame, this.#clock.monotonic())
    this.#arm()
    if (assembly.outcome === 'message') this.#deliver(assembly.message)
    else if (assembly.outcome === 'error') this.#sink.refuse(assembly.transactionId, assembly.error)
  }

  /** Forgets what has arrived of unfinished messages. */
  clear(): void {
    this.#reassembler.clear()
    this.#arm()
  }

  [Symbol.dispose](): void {
    this.clear()
  }

  #deliver(bytes: Uint8Array): void {
    let message
    try {
      message = parseMessage(bytes) as HostMessage // those of the function were refused by their type
    } catch (thrown) {
      this.#misread(bytes, thrown)
      return
    }
    if (message.type === 'command' && INFO_AT.command + message.info.length !== bytes.length) {
      this.#sink.refuse(message.transactionId, 'length-mismatch')
    } else {
      this.#sink.message(message)
    }
  }

  #misread(frame: Uint8Array, thrown: unknown): void {
    if (!(thrown instanceof WireError)) throw thrown
    if (frame.length < TRANSACTION_ID_AT + 4) return
    const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength)
    const type = view.getUint32(0, true)
    if (type === HOST_ERROR) return
    const error = type === COMMAND ? 'length-mismatch' : 'unknown'
    this.#sink.refuse(view.getUint32(TRANSACTION_ID_AT, true), error)
  }

  /** One timer, for the message whose next fragment is due first. */
  #arm(): void {
    this.#timer?.[Symbol.dispose]()
    this.#timer = undefined
    const { deadline } = this.#reassembler
    if (deadline === undefined) return
    const wait = Milliseconds(Math.max(0, deadline - this.#clock.monotonic()))
    this.#timer = this.#clock.setTimer(wait, () => {
      for (const { transactionId, error } of this.#reassembler.expire(this.#clock.monotonic())) {
        this.#sink.refuse(transactionId, error)
      }
      this.#arm()
    })
  }
}
