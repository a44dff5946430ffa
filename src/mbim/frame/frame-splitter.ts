/**
 * Cuts a stream of bytes into frames by their MessageLength: a read may bring several frames, or a part of one. On a
 * length that cannot be, the place of the next frame is lost: what is held is dropped, and the next bytes that arrive are
 * taken for the start of a frame (as mbim-proxy does).
 */
import { Reader } from '../codec/reader.ts'
import { WireError } from '../codec/wire-error.ts'
import { HEADER_BYTES } from './header.ts'

/** The longest frame believed in, unless told otherwise: devices allow control transfers of at most 64 KiB. */
const MAX_FRAME = 64 * 1024

export interface Split {
  readonly frames: readonly Uint8Array[]
  /** What was wrong behind these frames, if anything: the rest was dropped. */
  readonly error?: WireError
}

export class FrameSplitter {
  readonly #maxFrame: number
  /** The beginning of a frame that is not complete, in `#held` bytes; the rest is room for more. */
  #buffer = NOTHING
  #held = 0

  constructor(options: { readonly maxFrame?: number } = {}) {
    this.#maxFrame = options.maxFrame ?? MAX_FRAME
  }

  /** Bytes held of a frame that is not complete. */
  get held(): number {
    return this.#held
  }

  /** Takes what was read; gives the frames that are complete now. They may be views on `chunk`. */
  push(chunk: Uint8Array): Split {
    const bytes = this.#held === 0 ? chunk : this.#join(chunk)
    const reader = new Reader(bytes, 0, bytes.length)
    const frames: Uint8Array[] = []
    let at = 0
    while (bytes.length - at >= HEADER_BYTES) {
      const length = reader.u32(at + 4)
      if (length < HEADER_BYTES || length > this.#maxFrame) {
        this.clear()
        return { frames, error: new WireError('messageLength', at + 4, `a frame of ${length} bytes`) }
      }
      if (at + length > bytes.length) break
      frames.push(bytes.subarray(at, at + length))
      at += length
    }
    this.#keep(bytes, at)
    return { frames }
  }

  /** Forgets what is held. */
  clear(): void {
    this.#buffer = NOTHING
    this.#held = 0
  }

  /** What is held with `chunk` behind it. */
  #join(chunk: Uint8Array): Uint8Array {
    const size = this.#held + chunk.length
    if (size > this.#buffer.length) {
      // Twice the room that is needed: a frame that comes byte by byte is copied a few times, not once a byte.
      const larger = new Uint8Array(2 * size)
      larger.set(this.#buffer.subarray(0, this.#held))
      this.#buffer = larger
    }
    this.#buffer.set(chunk, this.#held)
    return this.#buffer.subarray(0, size)
  }

  /** Holds the bytes from `at` on: a copy, unless they are where they belong already. */
  #keep(bytes: Uint8Array, at: number): void {
    const rest = bytes.length - at
    const inPlace = at === 0 && bytes.buffer === this.#buffer.buffer
    // Frames that were given out are views on the old buffer: it is theirs now.
    if (rest === 0) this.#buffer = NOTHING
    else if (!inPlace) this.#buffer = bytes.slice(at)
    this.#held = rest
  }
}

const NOTHING = new Uint8Array(0)
