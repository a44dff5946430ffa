/**
 * One non-blocking descriptor, read and written from the event loop: a character device, a pty, a TUN. A blocking read
 * through the thread pool would hold the process open at its end, and four of them would starve every other file
 * operation.
 *
 * Bytes arrive as the device hands them over, one `data` a read. Each `write` is one write to the device, in order: what a
 * pty takes only in part is continued, what a busy device refuses waits until it is writable. Of what waits there is a
 * bound: past it whole writes are lost, as in the buffer of a device that nobody reads. The end is told once, by `ended`:
 * without an error when the other side closed.
 */
import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs'
import { createPoller, READABLE, WRITABLE, type Poller, type PollerOptions } from './poller.ts'

export interface FileSink {
  /** The bytes are the receiver's. */
  data(bytes: Uint8Array): void
  ended(error?: NodeJS.ErrnoException): void
}

/** At least a cdc-wdm's wMaxControlMessage, a TUN's packet and a pty's buffer. Read into, then copied out of at once. */
const scratch = new Uint8Array(0x10000)

/** What may wait to be written, in bytes: more than any one message. */
const MAX_WAITING = 1024 * 1024

/** Reads in one turn, so that a device that floods does not keep the others from their turn. */
const READS_A_TURN = 32

export class NonBlockingFile implements Disposable {
  readonly fd: number
  readonly #sink: FileSink
  readonly #poller: Poller
  readonly #queue: Uint8Array[] = []
  /** Bytes in the queue. */
  #waiting = 0
  #open = true

  /** Takes over `fd`, which must be non-blocking; it is closed at the end. */
  constructor(fd: number, sink: FileSink, options: PollerOptions = {}) {
    this.fd = fd
    this.#sink = sink
    this.#poller = createPoller(
      fd,
      {
        ready: (events) => {
          if ((events & WRITABLE) !== 0) this.#flush()
          if ((events & READABLE) !== 0) this.read(READS_A_TURN)
        },
        failed: (error) => {
          // The device is in error; what it still holds and why is for the read to find out.
          this.read(READS_A_TURN)
          this.#end(error)
        },
      },
      options,
    )
    this.#poller.want(READABLE)
  }

  /** @throws the system's error when `path` cannot be opened. */
  static open(path: string): number {
    return openSync(path, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY)
  }

  /**
   * Closes a descriptor. The kernel lets go of it whatever it answers: cdc-wdm answers ENODEV when its modem was pulled out
   * (what `flush` of the driver says is what `close` gives).
   */
  static close(fd: number): void {
    try {
      closeSync(fd)
    } catch (thrown) {
      // The cast: node:fs throws nothing else. A descriptor that is not open is somebody's mistake, and may be another's.
      if ((thrown as NodeJS.ErrnoException).code === 'EBADF') throw thrown
    }
  }

  write(bytes: Uint8Array): void {
    if (!this.#open || this.#waiting + bytes.length > MAX_WAITING) return
    this.#queue.push(bytes)
    this.#waiting += bytes.length
    if (this.#queue.length === 1) this.#flush()
  }

  /**
   * Reads now what has come, `most` reads at most, without waiting for the event loop's next turn: for whoever writes so much in one
   * that the answers of the device would not fit into its buffer.
   */
  read(most: number): void {
    for (let count = 0; this.#open && count < most; count++) {
      let length: number
      try {
        length = readSync(this.fd, scratch)
      } catch (thrown) {
        const error = thrown as NodeJS.ErrnoException // node:fs throws nothing else
        if (!isTransient(error)) this.#end(error)
        return
      }
      if (length === 0) {
        this.#end()
        return
      }
      this.#sink.data(scratch.slice(0, length))
    }
  }

  [Symbol.dispose](): void {
    if (!this.#open) return
    this.#open = false
    this.#queue.length = 0
    this.#poller[Symbol.dispose]()
    NonBlockingFile.close(this.fd)
  }

  #flush(): void {
    for (;;) {
      const next = this.#queue[0]
      if (next === undefined || !this.#open) break
      let written: number
      try {
        written = writeSync(this.fd, next)
      } catch (thrown) {
        const error = thrown as NodeJS.ErrnoException // node:fs throws nothing else
        if (!isTransient(error)) {
          this.#end(error)
          return
        }
        break
      }
      this.#waiting -= written
      if (written < next.length) this.#queue[0] = next.subarray(written)
      else this.#queue.shift()
    }
    if (this.#open) this.#poller.want(this.#queue.length > 0 ? READABLE | WRITABLE : READABLE)
  }

  #end(error?: Error): void {
    if (!this.#open) return
    this[Symbol.dispose]()
    // Later, so that no caller of `write` is told of the end while it is still busy writing.
    queueMicrotask(() => {
      this.#sink.ended(error)
    })
  }
}

function isTransient(error: NodeJS.ErrnoException): boolean {
  return error.code === 'EAGAIN' || error.code === 'EINTR'
}
