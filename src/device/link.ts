/**
 * Messages on a channel: puts fragments together and cuts messages into them, and tells the function when a message of its
 * was lost on the way (MBIM 1.0 §9.5). Knows nothing of what is outstanding but through `expects`.
 */
import type { DialtoneError } from '../base/index.ts'
import { type Clock, type Logger, type Timer, Milliseconds } from '../base/index.ts'
import type { Channel } from '../channel/index.ts'
import {
  fragment,
  isFragmented,
  LEAST_CONTROL_TRANSFER,
  parseMessage,
  readHeader,
  Reassembler,
  serializeMessage,
  WireError,
  type FunctionMessage,
  type Header,
  type ProtocolErrorCode,
} from '../mbim/index.ts'

export interface LinkOwner {
  /** A frame has come, before anything is made of it; without a header when it is no MBIM message. */
  heard(header: Header | undefined): void
  /** Whether an answer with this id is waited for. Fragments of other answers (the last host's) are dropped unseen. */
  expects(transactionId: number): boolean
  message(message: FunctionMessage): void
  /** The function's message of this transaction could not be put together; the function has been told. */
  lost(transactionId: number, error: ProtocolErrorCode): void
  /** Exactly once. Without a cause when `close` was called. */
  closed(cause?: DialtoneError): void
}

export class Link {
  readonly #channel: Channel
  readonly #owner: LinkOwner
  readonly #clock: Clock
  readonly #log: Logger
  readonly #reassembler = new Reassembler()
  #fragmentTimer: Timer | undefined
  /** Bounds what is sent, both ways, in bytes. */
  #maxControlTransfer: number
  /** It was agreed on by an OPEN of ours. */
  #agreed = false

  constructor(
    channel: Channel,
    owner: LinkOwner,
    options: { clock: Clock; log: Logger; maxControlTransfer: number },
  ) {
    this.#channel = channel
    this.#owner = owner
    this.#clock = options.clock
    this.#log = options.log
    this.#maxControlTransfer = options.maxControlTransfer
  }

  /** Our OPEN was accepted. */
  agree(maxControlTransfer: number): void {
    this.#maxControlTransfer = maxControlTransfer
    this.#agreed = true
  }

  start(): void {
    this.#channel.start({
      frame: (bytes) => this.#frame(bytes),
      closed: (cause) => {
        this.forget()
        this.#owner.closed(cause)
      },
    })
  }

  /** Sends a complete message, in as many fragments as it takes. */
  send(message: Uint8Array): void {
    if (message.length <= this.#maxControlTransfer) this.#channel.send(message)
    else for (const piece of fragment(message, this.#maxControlTransfer)) this.#channel.send(piece)
  }

  sendError(transactionId: number, error: ProtocolErrorCode): void {
    this.#channel.send(serializeMessage({ type: 'host-error', transactionId, error }))
  }

  /** Forgets unfinished messages: all of them, or of one transaction. */
  forget(transactionId?: number): void {
    if (transactionId === undefined) this.#reassembler.clear()
    else this.#reassembler.drop(transactionId)
    this.#watchFragments()
  }

  close(): void {
    this.#channel.close()
  }

  #frame(bytes: Uint8Array): void {
    let header: Header
    try {
      header = readHeader(bytes)
    } catch (error) {
      if (!(error instanceof WireError)) throw error
      this.#log.warn({ error: error.message, bytes: bytes.length }, 'ignored a frame that is no MBIM message')
      this.#owner.heard(undefined)
      return
    }
    this.#owner.heard(header)
    const { transactionId } = header
    if (header.type === 'command-done' && !this.#owner.expects(transactionId)) {
      // The late answer of a command that was given up, or that an earlier host sent.
      this.#log.debug({ transactionId }, 'ignored an answer that nobody waits for')
      return
    }
    this.#learn(header)
    const assembly = this.#reassembler.push(bytes, this.#clock.monotonic())
    if (assembly.outcome === 'message') this.#message(assembly.message, header)
    else if (assembly.outcome === 'error') this.#lose(assembly.transactionId, assembly.error)
    if (header.totalFragments > 1) this.#watchFragments()
  }

  /**
   * In a session that was taken over, the MaxControlTransfer of the host before us is in force. All fragments but the last
   * are filled, so each tells it.
   */
  #learn({ currentFragment, length, totalFragments }: Header): void {
    if (this.#agreed || currentFragment + 1 >= totalFragments) return
    const filled = Math.max(length, LEAST_CONTROL_TRANSFER)
    this.#maxControlTransfer = Math.min(this.#maxControlTransfer, filled)
  }

  #message(bytes: Uint8Array, { transactionId, type }: Header): void {
    let message: ReturnType<typeof parseMessage>
    try {
      message = parseMessage(bytes)
    } catch (error) {
      if (!(error instanceof WireError)) throw error
      this.#log.warn({ transactionId, error: error.message }, 'a message from the modem is malformed')
      // The others are 16 bytes at the most and among them are errors, which are never answered with one.
      if (isFragmented(type)) this.#lose(transactionId, 'length-mismatch')
      return
    }
    switch (message.type) {
      case 'open':
      case 'close':
      case 'command':
      case 'host-error':
        this.#log.warn({ type: message.type }, 'ignored a message that only a host sends')
        return
      default:
        this.#owner.message(message)
    }
  }

  #lose(transactionId: number, error: ProtocolErrorCode): void {
    this.sendError(transactionId, error)
    this.#owner.lost(transactionId, error)
  }

  /** Keeps one timer, at the time by which the next fragment of some message must have come. */
  #watchFragments(): void {
    this.#fragmentTimer?.[Symbol.dispose]()
    this.#fragmentTimer = undefined
    const { deadline } = this.#reassembler
    if (deadline === undefined) return
    const rest = Milliseconds(Math.max(0, deadline - this.#clock.monotonic()))
    this.#fragmentTimer = this.#clock.setTimer(rest, () => {
      for (const { transactionId, error } of this.#reassembler.expire(this.#clock.monotonic())) {
        this.#lose(transactionId, error)
      }
      this.#watchFragments()
    })
  }
}
