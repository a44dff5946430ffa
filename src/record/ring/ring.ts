/**
 * Captured entries within bounds of size and age: segments of which the oldest goes when there are too many bytes, or when all
 * of it is too old. Adding is a few copies in memory; what was added is written a moment later, by the clock, one write at a
 * time. What the oldest told of modems stays as the head of the rest. A disk that refuses loses what was to be written, is
 * left alone for a while, and the hole is told in the file.
 */
import {
  Hours,
  Milliseconds,
  Seconds,
  toDialtoneError,
  type Clock,
  type Duration,
  type Timer,
} from '../../base/index.ts'
import { CaptureWriter, type CaptureEntry, type CaptureWriterOptions } from '../capture-file.ts'
import type { CarryOver } from '../carry-over/carry-over.ts'
import { Head, type HeadLimits } from './head.ts'
import type { Segment, Shelf } from './shelf.ts'

export interface RingLimits {
  /** Bytes of all segments. */
  readonly size: number
  readonly age: Duration
}

export interface RingOptions {
  readonly shelf: Shelf
  readonly clock: Clock
  readonly limits: RingLimits
  readonly writer: CaptureWriterOptions
  /** What becomes of the oldest when it is full: it goes, or the ring takes no more. */
  readonly full: 'forget' | 'end'
  /** The disk refuses, or takes again. */
  readonly trouble?: (message: string | undefined) => void
}

/** Small against the whole, so that the bound is kept closely; no smaller than a burst of frames. */
const SEGMENTS = 16
const LEAST_SEGMENT = 64 * 1024

/** Of the whole, at the most, for what is carried over from segments that are gone. */
const HEAD_SHARE = 1 / 4
/** A modem of which nothing is left in the ring is remembered for as long again, and for this at the least: it may just be quiet. */
const LEAST_REMEMBERED: Duration = Hours(1)
/** Given from outside: that of a hundred modems and more. */
const MOST_AHEAD = 4 * 1024 * 1024

/** A process that is killed loses so much at the most. */
const WRITE_AFTER: Duration = Seconds(1)
/** Written at once from here on, so that a flood is not held in memory. */
const WRITE_FROM = 256 * 1024
/** More than this the disk is behind: what comes is lost. */
const MOST_PENDING = 4 * 1024 * 1024
/** A disk that refused is asked again. */
const PAUSE: Duration = Seconds(30)

interface Open {
  readonly number: number
  readonly since: number
  readonly writer: CaptureWriter
  size: number
  pending: Uint8Array[]
}

export class Ring implements AsyncDisposable {
  readonly #options: RingOptions
  readonly #head: Head
  #limits: RingLimits
  #segments: (Segment & { size: number; writtenAt: number })[] = []
  #open: Open | undefined
  #next = 1
  #pendingBytes = 0
  #timer: Timer | undefined
  #ageTimer: Timer | undefined
  #writing: Promise<void> = Promise.resolve()
  #trouble: string | undefined
  #troubleUntil = 0
  /** Since the hole began. */
  #missing = 0
  #lost = 0
  #ended = false
  #first: number | undefined

  constructor(options: RingOptions) {
    this.#options = options
    this.#head = new Head(options)
    this.#limits = options.limits
  }

  /** What is on the shelf from before stays. */
  async open(): Promise<void> {
    try {
      this.#segments = [...(await this.#options.shelf.open())]
      await this.#head.open()
    } catch (thrown) {
      this.#refused(thrown)
    }
    this.#next = (this.#segments.at(-1)?.number ?? 0) + 1
    await this.#forget()
  }

  /** Bytes that are kept, those yet to be written included. */
  get size(): number {
    return this.#segments.reduce((sum, { size }) => sum + size, 0) + this.#pendingBytes + this.#head.size
  }

  get limits(): RingLimits {
    return this.#limits
  }

  /** Entries that were not kept, since the beginning. */
  get lost(): number {
    return this.#lost
  }

  /** Why nothing can be written at the moment. */
  get trouble(): string | undefined {
    return this.#trouble
  }

  /** It is full, and takes no more. */
  get ended(): boolean {
    return this.#ended
  }

  /** When the first entry of this run was added. */
  get since(): number | undefined {
    return this.#first
  }

  setLimits(limits: RingLimits): void {
    this.#limits = limits
    this.#schedule()
  }

  add(entry: CaptureEntry): void {
    if (this.#ended) return
    const { clock, full } = this.#options
    const now = clock.now()
    if (this.#trouble !== undefined && clock.monotonic() < this.#troubleUntil) {
      this.#lose()
      return
    }
    if (this.#pendingBytes > MOST_PENDING) {
      this.#lose()
      return
    }
    if (full === 'end' && this.#isFull(now)) {
      this.#ended = true
      return
    }
    this.#first ??= now
    if (this.#missing > 0) {
      const text = `${this.#missing} entries are missing here: ${this.#trouble ?? 'the disk was too slow'}`
      this.#missing = 0
      this.#put({ kind: 'note', at: now, text }, now)
    }
    this.#put(entry, now)
    if (this.#pendingBytes >= WRITE_FROM) this.flush().catch(() => undefined)
    else this.#schedule()
  }

  /** Resolves when what was added is written, or lost. */
  async flush(): Promise<void> {
    this.#timer?.[Symbol.dispose]()
    this.#timer = undefined
    this.#writing = this.#writing.then(() => this.#write())
    await this.#writing
  }

  /** Puts this before the first segment, in place of what was there. */
  async setHead(carried: CarryOver): Promise<void> {
    await this.#head.set(carried, { since: 0, bytes: MOST_AHEAD })
  }

  /** The head and the segments from the oldest on, each as a capture file. One that goes meanwhile is passed over. */
  async *read(): AsyncGenerator<Uint8Array, void, undefined> {
    await this.flush()
    const head = await this.#head.read()
    if (head !== undefined) yield head
    for (const { number } of this.#segments.slice()) {
      const bytes = await this.#options.shelf.read(number).catch(() => undefined)
      if (bytes !== undefined && bytes.length > 0) yield bytes
    }
  }

  /** Forgets everything. */
  async clear(): Promise<void> {
    await this.flush()
    this.#open = undefined
    const gone = this.#segments.splice(0)
    for (const { number } of gone) await this.#options.shelf.remove(number).catch(() => undefined)
    await this.#head.clear()
    this.#ended = false
    this.#first = undefined
    this.#lost = 0
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.flush()
    this.#ageTimer?.[Symbol.dispose]()
    await this.#options.shelf[Symbol.asyncDispose]()
  }

  #put(entry: CaptureEntry, now: number): void {
    let open = this.#open
    const longest = Math.max(LEAST_SEGMENT, this.#limits.size / SEGMENTS)
    if (open === undefined || open.size >= longest || now - open.since > this.#limits.age / SEGMENTS) {
      open = this.#begin(now)
    }
    for (const block of open.writer.blocks(entry)) this.#hold(open, block)
  }

  #begin(now: number): Open {
    const writer = new CaptureWriter(this.#options.writer)
    const open: Open = { number: this.#next++, since: now, writer, size: 0, pending: [] }
    // What was pending of the one before is written by whoever holds it.
    const before = this.#open
    this.#open = open
    if (before !== undefined && before.pending.length > 0) this.#behind.push(before)
    this.#hold(open, writer.header)
    return open
  }

  /** Segments that are complete, and not all written. */
  readonly #behind: Open[] = []

  #hold(open: Open, block: Uint8Array): void {
    open.pending.push(block)
    open.size += block.length
    this.#pendingBytes += block.length
  }

  #isFull(now: number): boolean {
    return (
      this.size - this.#head.size >= this.#limits.size ||
      (this.#first !== undefined && now - this.#first > this.#limits.age)
    )
  }

  #lose(): void {
    this.#missing++
    this.#lost++
  }

  #schedule(): void {
    this.#timer ??= this.#options.clock.setTimer(
      WRITE_AFTER,
      () => {
        this.#timer = undefined
        this.flush().catch(() => undefined)
      },
      { background: true },
    )
  }

  async #write(): Promise<void> {
    const open = this.#open
    const turn = [...this.#behind.splice(0), ...(open === undefined ? [] : [open])]
    for (const { number, pending } of turn) {
      const blocks = pending.splice(0)
      if (blocks.length === 0) continue
      const bytes = blocks.length === 1 ? (blocks[0] as Uint8Array) : Buffer.concat(blocks) // there is one
      this.#pendingBytes -= bytes.length
      try {
        await this.#options.shelf.append(number, bytes)
        this.#wrote(number, bytes.length)
      } catch (thrown) {
        this.#lost += blocks.length
        this.#missing += blocks.length
        this.#refused(thrown)
        // The next one begins with a header of its own: of this one's interfaces some may be lost.
        if (this.#open?.number === number) this.#open = undefined
      }
    }
    await this.#forget()
  }

  #wrote(number: number, bytes: number): void {
    const writtenAt = this.#options.clock.now()
    const last = this.#segments.at(-1)
    if (last?.number === number) {
      last.size += bytes
      last.writtenAt = writtenAt
    } else this.#segments.push({ number, size: bytes, writtenAt })
    if (this.#trouble === undefined) return
    this.#trouble = undefined
    this.#options.trouble?.(undefined)
  }

  #refused(thrown: unknown): void {
    const isNew = this.#trouble === undefined
    this.#trouble = toDialtoneError(thrown).message
    this.#troubleUntil = this.#options.clock.monotonic() + PAUSE
    if (isNew) this.#options.trouble?.(this.#trouble)
  }

  get #headLimits(): HeadLimits {
    const { size, age } = this.#limits
    const since = this.#options.clock.now() - Math.max(2 * age, LEAST_REMEMBERED)
    return { since, bytes: size * HEAD_SHARE }
  }

  /** The oldest segments, until the rest is within its bounds: again when the next one is too old. */
  async #forget(): Promise<void> {
    this.#ageTimer?.[Symbol.dispose]()
    const { clock, full, shelf } = this.#options
    if (full === 'end') return
    const { size, age } = this.#limits
    for (;;) {
      const [oldest] = this.#segments
      if (oldest === undefined) {
        await this.#head.forget(this.#headLimits)
        if (this.#head.size > 0) this.#forgetAgainIn(LEAST_REMEMBERED)
        return
      }
      const left = oldest.writtenAt + age - clock.now()
      const isOpen = oldest.number === this.#open?.number
      if (left > 0 && (this.size <= size || isOpen)) {
        this.#forgetAgainIn(Milliseconds(left))
        return
      }
      if (isOpen) this.#open = undefined
      const bytes = await shelf.read(oldest.number).catch(() => undefined)
      if (bytes !== undefined) await this.#head.swallow(bytes, this.#headLimits)
      this.#segments.shift()
      await shelf.remove(oldest.number).catch(() => undefined)
    }
  }

  #forgetAgainIn(left: Duration): void {
    const again = (): void => {
      this.flush().catch(() => undefined)
    }
    this.#ageTimer = this.#options.clock.setTimer(left, again, { background: true })
  }
}

/** A bound of the age that keeps everything. */
export const FOR_EVER: Duration = Milliseconds(Number.MAX_SAFE_INTEGER)
