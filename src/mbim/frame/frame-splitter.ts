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
  #held: Uint8Array = NOTHING

  constructor(options: { readonly maxFrame?: number } = {}) {
    this.#maxFrame = options.maxFrame ?? MAX_FRAME
  }

  /** Bytes held of a frame that is not complete. */
  get held(): number {
    return this.#held.length
  }

  /** Takes what was read; gives the frames that are complete now. They may be views on `chunk`. */
  push(chunk: Uint8Array): Split {
    const bytes = this.#held.length === 0 ? chunk : concatenate(this.#held, chunk)
    const reader = new Reader(bytes, 0, bytes.length)
    const frames: Uint8Array[] = []
    let at = 0
    while (bytes.length - at >= HEADER_BYTES) {
      const length = reader.u32(at + 4)
      if (length < HEADER_BYTES || length > this.#maxFrame) {
        this.#held = NOTHING
        return {
          frames,
          error: new WireError('messageLength', at + 4, `a frame of ${length} bytes`),
        }
      }
      if (at + length > bytes.length) break
      frames.push(at === 0 && length === bytes.length ? bytes : bytes.subarray(at, at + length))
      at += length
    }
    // A copy: the rest must not hold on to a large read buffer, nor change under us.
    this.#held = at === bytes.length ? NOTHING : bytes.slice(at)
    return { frames }
  }

  /** Forgets what is held. */
  clear(): void {
    this.#held = NOTHING
  }
}

const NOTHING = new Uint8Array(0)

function concatenate(one: Uint8Array, other: Uint8Array): Uint8Array {
  const both = new Uint8Array(one.length + other.length)
  both.set(one)
  both.set(other, one.length)
  return both
}
