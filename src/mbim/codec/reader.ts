/**
 * Where a decode stands. A read cannot leave the structure it belongs to, and no two items of a structure may share a
 * byte: so a decode follows no loop and makes no more than the bytes hold, whatever their offsets say.
 */
import type { Marks } from './marks.ts'
import { WireError } from './wire-error.ts'

export class Reader {
  readonly bytes: Uint8Array
  /** Where the structure being read begins and (exclusively) ends. */
  start: number
  end: number
  /** Where the next field in place begins, behind one of varying size. */
  at = 0
  /** Told which bytes were read, and which are not to be shown: where somebody redacts. */
  readonly marks: Marks | undefined
  /** The lowest start and the highest end of the items claimed so far in this structure. */
  #low = Infinity
  #high = 0
  /** Bytes of the items claimed so far in this structure. */
  #claimed = 0
  #ordered = true
  /** Start and end of every item claimed, of this structure (from `#first` on) and of those around it. */
  readonly #spans: number[] = []
  #first = 0

  constructor(bytes: Uint8Array, start: number, end: number, marks?: Marks) {
    this.marks = marks
    this.bytes = bytes
    this.start = start
    this.end = end
  }

  u16(at: number): number {
    return octet(this.bytes, at) | (octet(this.bytes, at + 1) << 8)
  }

  u32(at: number): number {
    const { bytes } = this
    return (
      (octet(bytes, at) |
        (octet(bytes, at + 1) << 8) |
        (octet(bytes, at + 2) << 16) |
        (octet(bytes, at + 3) << 24)) >>>
      0
    )
  }

  u64(at: number): bigint {
    return BigInt(this.u32(at)) | (BigInt(this.u32(at + 4)) << 32n)
  }

  /** Fails unless `size` bytes are left at `at`. */
  need(at: number, size: number): void {
    if (at + size > this.end) {
      throw new WireError('', at, `${size} bytes expected, ${Math.max(0, this.end - at)} left`)
    }
  }

  /**
   * Takes the item of `size` bytes at `offset` from `base`, named by the pair at `at`: gives its absolute start.
   * Numbers here are exact beyond 32 bits, so a sum cannot wrap.
   */
  claim(at: number, base: number, offset: number, size: number): number {
    const start = base + offset
    const end = start + size
    if (end > this.end) {
      throw new WireError(
        '',
        at,
        `offset ${offset} with ${size} bytes leads out of the ${this.end - base} bytes`,
      )
    }
    this.#claimed += size
    if (this.#claimed > this.end - this.start) throw new WireError('', at, 'items overlap')
    if (start < this.#high) this.#ordered = false
    if (start < this.#low) this.#low = start
    if (end > this.#high) this.#high = end
    this.#spans.push(start, end)
    this.marks?.item(start, end)
    return start
  }

  /**
   * Reads with `read` a structure that has the bytes from `start` to `end` to itself. Afterwards `at` is behind all
   * that it used, its items included.
   */
  within<T>(start: number, end: number, read: (reader: Reader, base: number, at: number) => T): T {
    const outerStart = this.start
    const outerEnd = this.end
    const low = this.#low
    const high = this.#high
    const claimed = this.#claimed
    const ordered = this.#ordered
    const first = this.#first
    this.start = start
    this.end = end
    this.#low = Infinity
    this.#high = 0
    this.#claimed = 0
    this.#ordered = true
    this.#first = this.#spans.length
    this.marks?.structure(start, end)
    const value = read(this, start, start)
    this.settle()
    this.at = Math.max(this.at, this.#high)
    this.#spans.length = this.#first
    this.start = outerStart
    this.end = outerEnd
    this.#low = low
    this.#high = high
    this.#claimed = claimed
    this.#ordered = ordered
    this.#first = first
    return value
  }

  /** Fails when an item overlaps another one or the fixed part, which ends at `at`. */
  settle(): void {
    if (this.#low < this.at) throw new WireError('', this.#low, 'an item overlaps the fixed part')
    if (this.#ordered) return
    const spans: (readonly [number, number])[] = []
    for (let index = this.#first; index < this.#spans.length; index += 2) {
      spans.push([this.#spans[index] ?? 0, this.#spans[index + 1] ?? 0])
    }
    spans.sort(([one], [other]) => one - other)
    let end = 0
    for (const span of spans) {
      if (span[0] < end) throw new WireError('', span[0], 'items overlap')
      end = span[1]
    }
  }
}

/** The octet at `at`, which the caller has checked to be there: this spares the hot path a second check. */
function octet(bytes: Uint8Array, at: number): number {
  return bytes[at] as number
}
