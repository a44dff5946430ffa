/**
 * What stands before the first segment of a ring: what is carried over of the time before it. What the oldest segment told of
 * modems passes to the head when that goes, so that the rest can be read and played back for as long as it is there.
 */
import { CaptureWriter, type CaptureWriterOptions } from '../capture-file.ts'
import { CarryOver } from '../carry-over/carry-over.ts'
import { inTurns } from '../in-turns.ts'
import { entriesOf } from './segment-entries.ts'
import type { Shelf } from './shelf.ts'

export interface HeadOptions {
  readonly shelf: Shelf
  readonly writer: CaptureWriterOptions
}

export interface HeadLimits {
  /** Modems that were not heard since go. */
  readonly since: number
  readonly bytes: number
}

export class Head {
  readonly #options: HeadOptions
  /** What could not be written yet: nothing else is held in memory. */
  #carried: CarryOver | undefined
  #size = 0

  constructor(options: HeadOptions) {
    this.#options = options
  }

  async open(): Promise<void> {
    this.#size = (await this.read())?.length ?? 0
  }

  /** Bytes that are kept. */
  get size(): number {
    return this.#size
  }

  /** A capture file, where anything is carried over. */
  async read(): Promise<Uint8Array | undefined> {
    return this.#options.shelf.readHead().catch(() => undefined)
  }

  /** Takes in what is known after this segment. */
  async swallow(segment: Uint8Array, limits: HeadLimits): Promise<void> {
    const carried = (this.#carried ??= await this.#read())
    await inTurns(entriesOf(segment), (entry) => carried.take(entry))
    carried.bound(limits)
    await this.#write()
  }

  async forget(limits: HeadLimits): Promise<void> {
    if (this.#size === 0) return
    this.#carried ??= await this.#read()
    this.#carried.bound(limits)
    await this.#write()
  }

  /** This, in place of what was there. */
  async set(carried: CarryOver, limits: HeadLimits): Promise<void> {
    carried.bound(limits)
    this.#carried = carried
    await this.#write()
  }

  async clear(): Promise<void> {
    if (this.#size > 0) await this.set(new CarryOver(), { since: 0, bytes: 0 })
  }

  async #read(): Promise<CarryOver> {
    const carried = new CarryOver()
    const bytes = await this.read()
    for (const entry of bytes === undefined ? [] : entriesOf(bytes)) carried.take(entry)
    return carried
  }

  async #write(): Promise<void> {
    const frames = this.#carried?.frames() ?? []
    const writer = new CaptureWriter(this.#options.writer)
    const pieces = [writer.header, ...frames.flatMap((frame) => writer.blocks(frame))]
    const bytes = frames.length === 0 ? new Uint8Array(0) : Buffer.concat(pieces)
    if (bytes.length === 0 && this.#size === 0) return
    try {
      await this.#options.shelf.writeHead(bytes)
      this.#size = bytes.length
      this.#carried = undefined
    } catch {
      // What was written before stays; there is another turn with the next segment.
    }
  }
}
