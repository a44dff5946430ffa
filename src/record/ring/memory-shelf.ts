/** Segments in memory: for a service that keeps no state. */
import type { Segment, Shelf } from './shelf.ts'

export class MemoryShelf implements Shelf {
  readonly #segments = new Map<number, Uint8Array[]>()
  #head: Uint8Array | undefined

  async open(): Promise<readonly Segment[]> {
    return []
  }

  async append(segment: number, bytes: Uint8Array): Promise<void> {
    const pieces = this.#segments.get(segment)
    if (pieces === undefined) this.#segments.set(segment, [bytes])
    else pieces.push(bytes)
  }

  async remove(segment: number): Promise<void> {
    this.#segments.delete(segment)
  }

  async read(segment: number): Promise<Uint8Array> {
    return Buffer.concat(this.#segments.get(segment) ?? [])
  }

  async readHead(): Promise<Uint8Array | undefined> {
    return this.#head
  }

  async writeHead(bytes: Uint8Array): Promise<void> {
    this.#head = bytes.length === 0 ? undefined : bytes
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#segments.clear()
    this.#head = undefined
  }
}
