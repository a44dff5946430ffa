/**
 * A channel over the kernel's control device (`/dev/cdc-wdm0`, `/dev/wwan0mbim0`) or a pty, without a proxy between. A
 * write is one frame, as the cdc-wdm driver wants it; a read may bring several frames or, from a pty, a part of one.
 */
import { DialtoneError, type Clock } from '../base/index.ts'
import { maxControlMessage, NonBlockingFile } from '../native/index.ts'
import type { Channel, ChannelSink } from './channel.ts'
import { Framer } from './framer.ts'
import { refusal } from './refusal.ts'

export interface CharacterDeviceOptions {
  clock?: Clock
}

/**
 * Opens the device at `path`.
 * @throws DialtoneError `not_found`, `access_denied`, `busy` or `channel_failed`, saying what to do.
 */
export function openCharacterDevice(path: string, options: CharacterDeviceOptions = {}): Channel {
  let fd: number
  try {
    fd = NonBlockingFile.open(path)
  } catch (error) {
    throw refusal(path, error as NodeJS.ErrnoException) // node:fs throws nothing else
  }
  return new CharacterDevice(path, fd, options)
}

/** A channel over an open, non-blocking descriptor, which it closes at the end: the modem's side of a pty. */
export function characterDevice(fd: number, name: string, options: CharacterDeviceOptions = {}): Channel {
  return new CharacterDevice(name, fd, options)
}

class CharacterDevice implements Channel {
  readonly name: string
  readonly maxControlMessage: number | undefined
  readonly #fd: number
  readonly #clock: Clock | undefined
  #file: NonBlockingFile | undefined
  #sink: ChannelSink | undefined
  #early: Uint8Array[] = []
  #open = true

  constructor(name: string, fd: number, options: CharacterDeviceOptions) {
    this.name = name
    this.#fd = fd
    this.#clock = options.clock
    this.maxControlMessage = maxControlMessage(fd)
  }

  start(sink: ChannelSink): void {
    if (this.#sink !== undefined) {
      throw new DialtoneError('internal', `channel ${this.name} was started twice`)
    }
    this.#sink = sink
    if (!this.#open) {
      this.#tellClosed()
      return
    }
    const clock = this.#clock === undefined ? {} : { clock: this.#clock }
    const framer = new Framer((frame) => {
      if (this.#open) sink.frame(frame)
    }, clock)
    const file = new NonBlockingFile(
      this.#fd,
      {
        data: (bytes) => framer.push(bytes),
        ended: (error) => {
          if (!this.#open) return
          this.#open = false
          sink.closed(unplugged(this.name, error))
        },
      },
      { ...clock, looksAgain: true },
    )
    this.#file = file
    for (const frame of this.#early) file.write(frame)
    this.#early = []
  }

  send(frame: Uint8Array): void {
    if (!this.#open) return
    if (this.#file === undefined) this.#early.push(frame)
    else this.#file.write(frame)
  }

  close(): void {
    if (!this.#open) return
    this.#open = false
    if (this.#file === undefined) NonBlockingFile.close(this.#fd)
    else this.#file[Symbol.dispose]()
    this.#tellClosed()
  }

  #tellClosed(): void {
    const sink = this.#sink
    if (sink !== undefined) {
      queueMicrotask(() => {
        sink.closed()
      })
    }
  }
}

/** A cdc-wdm device that is pulled out answers ENODEV or EIO and polls as hung up; a pty reads as ended or EIO. */
function unplugged(name: string, error?: NodeJS.ErrnoException): DialtoneError {
  const why = error === undefined ? 'the other end closed it' : (error.code ?? error.message)
  return new DialtoneError('unplugged', `${name} is gone (${why})`, { cause: error })
}
