/**
 * Puts the fragments of one direction together, per transaction, so that interleaved messages survive (indications share
 * transaction 0). Pure: time is what the caller says it is. What it holds is bounded, and only bytes that arrived are
 * held: a fragment that announces four gigabytes reserves nothing.
 */
import type { Duration } from '../../base/index.ts'
import type { ProtocolErrorCode } from '../protocol-error.ts'
import { FRAGMENT_TIMEOUT, joinFragments } from './fragment.ts'
import { readHeader, type MessageType } from './header.ts'
import { INFO_AT } from './message.ts'

/** What became of a frame. */
export type Assembly =
  /** A complete message, as `parseMessage` takes it: the frame itself, or one put together. */
  | { readonly outcome: 'message'; readonly message: Uint8Array }
  /** More fragments are to come. */
  | { readonly outcome: 'pending' }
  /** The message is lost; the other end is to be told this error for this transaction. */
  | { readonly outcome: 'error'; readonly transactionId: number; readonly error: ProtocolErrorCode }

export interface ReassemblerOptions {
  /** Bytes held for unfinished messages, all together. One message cannot be longer. */
  readonly maxBytes?: number
  /** Unfinished messages at one time. */
  readonly maxPending?: number
  /** Between two fragments of a message. */
  readonly timeout?: Duration
}

interface Pending {
  readonly type: MessageType
  readonly total: number
  readonly pieces: Uint8Array[]
  bytes: number
  deadline: number
}

export class Reassembler {
  readonly #maxBytes: number
  readonly #maxPending: number
  readonly #timeout: number
  readonly #pending = new Map<number, Pending>()
  #bytes = 0

  constructor(options: ReassemblerOptions = {}) {
    this.#maxBytes = options.maxBytes ?? 1024 * 1024
    this.#maxPending = options.maxPending ?? 64
    this.#timeout = options.timeout ?? FRAGMENT_TIMEOUT
  }

  /** Bytes held for unfinished messages. */
  get bytes(): number {
    return this.#bytes
  }

  /** When `expire` has something to do next, on the clock of `push`; nothing when no message is unfinished. */
  get deadline(): number | undefined {
    let next: number | undefined
    for (const { deadline } of this.#pending.values()) {
      if (next === undefined || deadline < next) next = deadline
    }
    return next
  }

  /**
   * Takes one frame at the time `now` (milliseconds of any clock that does not go back).
   * @throws WireError when the frame has no valid header: nothing is known of whose it was, so nothing changes
   */
  push(frame: Uint8Array, now: number): Assembly {
    const header = readHeader(frame)
    const { transactionId, totalFragments, currentFragment } = header
    const pending = this.#pending.get(transactionId)
    if (pending === undefined) {
      if (totalFragments === 1) return { outcome: 'message', message: frame }
      if (currentFragment !== 0) return this.#fail(transactionId, 'fragment-out-of-sequence')
      if (this.#pending.size >= this.#maxPending) return this.#fail(transactionId, 'unknown')
      const begun = { type: header.type, total: totalFragments, pieces: [], bytes: 0, deadline: now }
      this.#pending.set(transactionId, begun)
      return this.#add(transactionId, begun, frame, now)
    }
    // Transaction 0 tells no two indications apart, and a message in one piece stands for itself.
    if (totalFragments === 1 && (transactionId === 0 || header.type !== pending.type)) {
      return { outcome: 'message', message: frame }
    }
    if (
      header.type !== pending.type ||
      totalFragments !== pending.total ||
      currentFragment !== pending.pieces.length
    ) {
      return this.#fail(transactionId, 'fragment-out-of-sequence')
    }
    return this.#add(transactionId, pending, frame, now)
  }

  /** Gives up on the messages whose next fragment did not arrive in time, and says for whom the other end is to be told. */
  expire(now: number): readonly { readonly transactionId: number; readonly error: ProtocolErrorCode }[] {
    const late = [...this.#pending].filter(([, { deadline }]) => deadline <= now).map(([id]) => id)
    for (const transactionId of late) this.drop(transactionId)
    return late.map((transactionId) => ({ transactionId, error: 'timeout-fragment' }))
  }

  /** Forgets what has arrived of this transaction. */
  drop(transactionId: number): void {
    this.#bytes -= this.#pending.get(transactionId)?.bytes ?? 0
    this.#pending.delete(transactionId)
  }

  /** Forgets everything, as after an OPEN. */
  clear(): void {
    this.#pending.clear()
    this.#bytes = 0
  }

  #add(transactionId: number, pending: Pending, frame: Uint8Array, now: number): Assembly {
    if (this.#bytes + frame.length > this.#maxBytes) return this.#fail(transactionId, 'unknown')
    // A copy: the frame may be a small view on a large read buffer.
    pending.pieces.push(frame.slice())
    pending.bytes += frame.length
    pending.deadline = now + this.#timeout
    this.#bytes += frame.length
    if (pending.pieces.length < pending.total) return { outcome: 'pending' }
    this.drop(transactionId)
    const message = joinFragments(pending.pieces)
    if (lengthByInfo(pending.type, message) !== message.length) {
      return { outcome: 'error', transactionId, error: 'length-mismatch' }
    }
    return { outcome: 'message', message }
  }

  #fail(transactionId: number, error: ProtocolErrorCode): Assembly {
    this.drop(transactionId)
    return { outcome: 'error', transactionId, error }
  }
}

/** How long the message says it is, by the length of its information buffer. */
function lengthByInfo(type: MessageType, message: Uint8Array): number {
  const infoAt = type === 'indicate-status' ? INFO_AT[type] : INFO_AT.command
  if (message.length < infoAt) return -1
  return infoAt + new DataView(message.buffer).getUint32(infoAt - 4, true)
}
