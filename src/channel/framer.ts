/**
 * Cuts bytes into frames by the header's MessageLength (MBIM 1.0 §9.1): several frames may come in one read, one frame in
 * several (a pty, a socket).
 *
 * Bytes that cannot begin a frame are skipped up to the next that can: a reader that comes after another died in the
 * middle of a frame finds itself in its second half. A frame that is never completed must not swallow the next ones: what
 * has waited for its rest longer than fragments may be apart is dropped.
 */
import { Milliseconds, systemClock, type Clock } from '../base/index.ts'

/** MessageType, MessageLength, TransactionId. */
const HEADER = 12

/**
 * The longest frame believed. A fragment is bounded by MaxControlTransfer, but a proxy hands over whole messages; a list of
 * 255 short messages or 500 contacts stays below 200 kB.
 */
const LONGEST = 0x40000

/** The longest gap between two fragments (MBIM 1.0 §9.5); the parts of one fragment are closer still. */
const STALE = Milliseconds(1250)

export class Framer {
  readonly #emit: (frame: Uint8Array) => void
  readonly #clock: Clock
  /** The beginning of a frame whose rest has not come yet, in a buffer that may be larger. */
  #buffer = new Uint8Array(0)
  #length = 0
  #since = 0
  #skipped = 0

  constructor(emit: (frame: Uint8Array) => void, options: { clock?: Clock | undefined } = {}) {
    this.#emit = emit
    this.#clock = options.clock ?? systemClock
  }

  /** Bytes that belonged to no frame. */
  get skipped(): number {
    return this.#skipped
  }

  /** Takes over `chunk` and emits the frames it completes. */
  push(chunk: Uint8Array): void {
    if (this.#length === 0) {
      this.#keep(this.#cut(chunk))
      return
    }
    if (this.#clock.monotonic() - this.#since > STALE) {
      this.#skipped += this.#length
      this.#length = 0
      this.push(chunk)
      return
    }
    this.#append(chunk)
    const kept = this.#buffer.subarray(0, this.#length)
    if (plausible(kept, 0) && incomplete(kept)) return
    this.#length = 0
    this.#keep(this.#cut(kept.slice())) // a copy leaves: the buffer is written again
  }

  /** Emits the whole frames at the front of `bytes`; gives the rest. */
  #cut(bytes: Uint8Array): Uint8Array {
    let rest = bytes
    while (rest.length > 0) {
      const start = begin(rest)
      this.#skipped += start
      if (start > 0) rest = rest.subarray(start)
      if (incomplete(rest)) break
      const length = messageLength(rest)
      this.#emit(length === rest.length ? rest : rest.subarray(0, length))
      rest = rest.subarray(length)
    }
    return rest
  }

  #keep(rest: Uint8Array): void {
    if (rest.length === 0) return
    this.#since = this.#clock.monotonic()
    this.#append(rest)
  }

  #append(bytes: Uint8Array): void {
    const length = this.#length + bytes.length
    if (length > this.#buffer.length) {
      const larger = new Uint8Array(Math.max(length, this.#buffer.length * 2))
      larger.set(this.#buffer.subarray(0, this.#length))
      this.#buffer = larger
    }
    this.#buffer.set(bytes, this.#length)
    this.#length = length
  }
}

function u32(bytes: Uint8Array, at: number): number {
  return (
    ((bytes[at] ?? 0) |
      ((bytes[at + 1] ?? 0) << 8) |
      ((bytes[at + 2] ?? 0) << 16) |
      ((bytes[at + 3] ?? 0) << 24)) >>>
    0
  )
}

function messageLength(bytes: Uint8Array): number {
  return u32(bytes, 4)
}

function incomplete(bytes: Uint8Array): boolean {
  return bytes.length < HEADER || bytes.length < messageLength(bytes)
}

/** Where the first bytes stand that can begin a frame, as far as they are there. */
function begin(bytes: Uint8Array): number {
  let start = 0
  while (start < bytes.length && !plausible(bytes, start)) start++
  return start
}

/** MessageType is 1–7, with or without the function's bit; MessageLength holds a header and is not absurd. */
function plausible(bytes: Uint8Array, at: number): boolean {
  const left = bytes.length - at
  const first = bytes[at] ?? 0
  if (first === 0 || first > 7) return false
  if (left >= 4 && (u32(bytes, at) & 0x7ffffff8) !== 0) return false
  if (left < 8) return true
  const length = u32(bytes, at + 4)
  return length >= HEADER && length <= LONGEST
}
