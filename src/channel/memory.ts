/** A channel inside the process: two ends, frames handed over in a microtask each, in order and unchanged. */
import { DialtoneError } from '../base/index.ts'
import type { Channel, ChannelSink } from './channel.ts'

class MemoryEnd implements Channel {
  readonly name: string
  #peer: MemoryEnd | undefined
  #sink: ChannelSink | undefined
  #early: Uint8Array[] = []
  #open = true

  constructor(name: string) {
    this.name = name
  }

  static pair(name: string): [MemoryEnd, MemoryEnd] {
    const host = new MemoryEnd(name)
    const other = new MemoryEnd(name)
    host.#peer = other
    other.#peer = host
    return [host, other]
  }

  start(sink: ChannelSink): void {
    if (this.#sink !== undefined) {
      throw new DialtoneError('internal', `channel ${this.name} was started twice`)
    }
    this.#sink = sink
    const early = this.#early
    this.#early = []
    for (const frame of early) this.#deliver(frame)
    if (!this.#open) {
      queueMicrotask(() => {
        sink.closed(unplugged(this.name))
      })
    }
  }

  send(frame: Uint8Array): void {
    const peer = this.#peer
    if (this.#open && peer !== undefined) peer.#deliver(frame)
  }

  close(): void {
    if (!this.#open) return
    this.#open = false
    const sink = this.#sink
    if (sink !== undefined) {
      queueMicrotask(() => {
        sink.closed()
      })
    }
    const peer = this.#peer
    if (peer !== undefined) peer.#hangUp()
  }

  #deliver(frame: Uint8Array): void {
    if (!this.#open) return
    const sink = this.#sink
    if (sink === undefined) this.#early.push(frame)
    else {
      queueMicrotask(() => {
        if (this.#open) sink.frame(frame)
      })
    }
  }

  #hangUp(): void {
    if (!this.#open) return
    // What was sent before the end still arrives: microtasks keep their order.
    queueMicrotask(() => {
      if (!this.#open) return
      this.#open = false
      this.#sink?.closed(unplugged(this.name))
    })
  }
}

function unplugged(name: string): DialtoneError {
  return new DialtoneError('unplugged', `${name} is gone`)
}

/** The two ends: the host's and the function's. */
export function memoryChannel(name = 'memory'): [host: Channel, func: Channel] {
  return MemoryEnd.pair(name)
}
