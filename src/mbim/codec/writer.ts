/**
 * Where an encode stands. Bytes are laid down in a slab that is handed out piece by piece: an encode allocates one view
 * and nothing else, a tenth of the price of a buffer of its own. What was handed out is never written again; that
 * several messages share an `ArrayBuffer` is as with Node's own `Buffer`.
 */
import { ValueError } from './wire-error.ts'

const SLAB = 64 * 1024

/** A message this short never has to move to another slab while it is written. */
const ROOM = 1024

export class Writer {
  #bytes = new Uint8Array(SLAB)
  /** As `#bytes.buffer`, whose getter is a call into the engine. */
  #buffer = this.#bytes.buffer
  #view = new DataView(this.#buffer)
  #start = 0
  /** Behind the last byte written. */
  end = 0

  /** Starts a message and gives where. Whatever an encode that failed left behind is written over. */
  begin(): number {
    this.end = this.#start
    return this.#start
  }

  /** The message that was written since `begin`. */
  finish(): Uint8Array {
    const message = new Uint8Array(this.#buffer, this.#start, this.end - this.#start)
    // A message starts at a multiple of 8, so that alignment within it is alignment in the slab.
    this.#start = (this.end + 7) & ~7
    if (this.#start > this.#bytes.length - ROOM) {
      this.#start = 0
      this.#use(new Uint8Array(SLAB))
    }
    return message
  }

  /** Makes room for `size` more bytes, not zeroed, and gives where they begin. */
  reserve(size: number): number {
    const at = this.end
    this.end = at + size
    // So put, it also catches the length of what has none.
    if (!(this.end <= this.#bytes.length)) this.#grow()
    return at
  }

  /** Goes on to the next multiple of 4, where an item of the data buffer starts, and gives where that is. */
  align(): number {
    const { end } = this
    const rest = -end & 3
    if (rest > 0) {
      this.reserve(rest)
      this.#bytes.fill(0, end, this.end)
    }
    return this.end
  }

  u16(at: number, value: number): void {
    this.#view.setUint16(at, value, true)
  }

  u32(at: number, value: number): void {
    this.#view.setUint32(at, value, true)
  }

  u64(at: number, value: bigint): void {
    this.#view.setBigUint64(at, value, true)
  }

  /** What was written at `at`. */
  u32At(at: number): number {
    return this.#view.getUint32(at, true)
  }

  set(at: number, bytes: Uint8Array): void {
    this.#bytes.set(bytes, at)
  }

  zero(at: number, size: number): void {
    this.#bytes.fill(0, at, at + size)
  }

  /** Lays `bytes` down at the end and gives where they begin. */
  append(bytes: Uint8Array): number {
    const at = this.reserve(bytes.length)
    this.#bytes.set(bytes, at)
    return at
  }

  /** Writes the pair at `at` for the item that was laid down from `start` on, and pads the item. */
  pair(at: number, base: number, start: number): void {
    this.#view.setUint32(at, start - base, true)
    this.#view.setUint32(at + 4, this.end - start, true)
    this.align()
  }

  /** Writes the pair at `at` of an item that is absent. */
  absent(at: number): void {
    this.#view.setUint32(at, 0, true)
    this.#view.setUint32(at + 4, 0, true)
  }

  /** Writes how many elements a field has, or checks that it has as many as the field it shares the count with. */
  count(at: number, count: number, owns: boolean): void {
    if (owns) this.#view.setUint32(at, count, true)
    else if (this.u32At(at) !== count) {
      throw new ValueError('', 'not as long as the field that it shares its count with')
    }
  }

  /** Goes on in a larger slab, taking the message that is being written along; positions stay what they are. */
  #grow(): void {
    if (Number.isNaN(this.end)) throw new ValueError('', 'missing, or not of the right type')
    const larger = new Uint8Array(2 * this.end)
    larger.set(this.#bytes.subarray(this.#start), this.#start)
    this.#use(larger)
  }

  #use(slab: Uint8Array<ArrayBuffer>): void {
    this.#bytes = slab
    this.#buffer = slab.buffer
    this.#view = new DataView(slab.buffer)
  }
}
