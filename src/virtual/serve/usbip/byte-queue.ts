/** Bytes that came in pieces, taken in pieces of other lengths: whole ones without a copy, only what lies across two is joined. */
const MOST_PIECES = 256

export class ByteQueue {
  readonly #pieces: Uint8Array[] = []
  #length = 0

  get length(): number {
    return this.#length
  }

  push(piece: Uint8Array): void {
    if (piece.length === 0) return
    this.#pieces.push(piece)
    this.#length += piece.length
    // Whoever sends byte by byte must not cost an object each.
    if (this.#pieces.length > MOST_PIECES) this.#pieces.splice(0, Infinity, this.#joined(this.#length))
  }

  /** The first `count` bytes, often a view on what was pushed; nothing while there are fewer. */
  take(count: number): Uint8Array | undefined {
    if (this.#length < count) return undefined
    const [first] = this.#pieces
    if (first === undefined) return new Uint8Array(0)
    this.#length -= count
    if (first.length > count) {
      this.#pieces[0] = first.subarray(count)
      return first.subarray(0, count)
    }
    if (first.length === count) {
      this.#pieces.shift()
      return first
    }
    return this.#joined(count)
  }

  /** The first `count` bytes of the pieces, which lose them. */
  #joined(count: number): Uint8Array {
    const joined = new Uint8Array(count)
    let used = 0
    let at = 0
    while (at < count) {
      const piece = this.#pieces[used]
      if (piece === undefined) break
      const part = piece.subarray(0, count - at)
      joined.set(part, at)
      at += part.length
      if (part.length < piece.length) {
        this.#pieces[used] = piece.subarray(part.length)
        break
      }
      used++
    }
    this.#pieces.splice(0, used)
    return joined
  }
}
