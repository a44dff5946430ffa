/**
 * A channel over a Unix stream socket that carries plain MBIM messages, framed by MessageLength: the socket of mbim-proxy,
 * abstract (`@mbim-proxy`), or a socket file. What a proxy wants said first is the device's business.
 */
import { connect, type Socket } from 'node:net'
import { DialtoneError, type Clock } from '../base/index.ts'
import type { Channel, ChannelSink } from './channel.ts'
import { Framer } from './framer.ts'
import { refusal } from './refusal.ts'

export interface SocketOptions {
  clock?: Clock
}

/**
 * Connects to `path`: a file's, or an abstract name's with `@` in front (`@mbim-proxy`).
 * @throws DialtoneError `channel_failed` when nobody listens there, `access_denied` when the socket is not ours to use.
 */
export function connectSocket(path: string, options: SocketOptions = {}): Promise<Channel> {
  return new Promise((resolve, reject) => {
    const socket = connect({ path: path.startsWith('@') ? `\0${path.slice(1)}` : path })
    const failed = (error: NodeJS.ErrnoException): void => {
      reject(refusal(path, error))
    }
    socket.once('error', failed)
    socket.once('connect', () => {
      socket.removeListener('error', failed)
      resolve(socketChannel(socket, path, options))
    })
  })
}

/** A channel over a socket that is connected: one that was dialled, or accepted by who serves modems to others. */
export function socketChannel(socket: Socket, name: string, options: SocketOptions = {}): Channel {
  return new SocketChannel(socket, name, options)
}

class SocketChannel implements Channel {
  readonly name: string
  readonly #socket: Socket
  readonly #clock: Clock | undefined
  #sink: ChannelSink | undefined
  #open = true
  #error: Error | undefined

  constructor(socket: Socket, name: string, options: SocketOptions) {
    this.name = name
    this.#socket = socket
    this.#clock = options.clock
    // Nothing is read before `start`, but an error must always have a listener.
    socket.pause()
    socket.on('error', (error) => (this.#error = error))
  }

  start(sink: ChannelSink): void {
    if (this.#sink !== undefined) {
      throw new DialtoneError('internal', `channel ${this.name} was started twice`)
    }
    this.#sink = sink
    const framer = new Framer(
      (frame) => {
        if (this.#open) sink.frame(frame)
      },
      { clock: this.#clock },
    )
    const socket = this.#socket
    const lost = (): void => {
      if (!this.#open) return
      this.#open = false
      const cause = { cause: this.#error }
      sink.closed(new DialtoneError('channel_failed', `${this.name} closed the connection`, cause))
    }
    // The bytes without the class: a Buffer's `slice` would give a view where every other array gives a copy.
    socket.on('data', (chunk: Buffer) => {
      framer.push(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length))
    })
    socket.once('close', lost)
    if (!this.#open) this.#tellClosed()
    else if (socket.closed) queueMicrotask(lost)
    else socket.resume()
  }

  send(frame: Uint8Array): void {
    if (this.#open && this.#socket.writable) this.#socket.write(frame)
  }

  close(): void {
    if (!this.#open) return
    this.#open = false
    // What was sent still leaves, but a peer that does not read holds neither the process nor `closed`.
    this.#socket.destroySoon()
    this.#socket.unref()
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
