/**
 * A control channel on which frames of before are left unread, as the kernel's cdc-wdm driver leaves them: for each frame
 * that the function queues the host fetches one, the oldest, so that all come late by as many for ever. An OPEN empties it.
 */
import type { Channel } from '../../src/channel/index.ts'
import { readHeader } from '../../src/mbim/index.ts'

export class LateChannel implements Channel {
  readonly name: string
  readonly #inner: Channel
  readonly #queue: Uint8Array[]
  #give: (frame: Uint8Array) => void = () => undefined

  constructor(inner: Channel, unread: readonly Uint8Array[]) {
    this.name = inner.name
    this.#inner = inner
    this.#queue = [...unread]
  }

  get unread(): number {
    return this.#queue.length
  }

  start(sink: Parameters<Channel['start']>[0]): void {
    this.#give = (frame) => sink.frame(frame)
    this.#inner.start({
      frame: (frame) => {
        this.#queue.push(frame)
        const oldest = this.#queue.shift()
        if (oldest !== undefined) sink.frame(oldest)
      },
      closed: (cause) => sink.closed(cause),
    })
  }

  send(frame: Uint8Array): void {
    if (readHeader(frame).type === 'open') this.#queue.length = 0
    this.#inner.send(frame)
  }

  close(): void {
    this.#inner.close()
  }

  /** The host is told of all that is queued, and fetches it. */
  catchUp(): void {
    for (const frame of this.#queue.splice(0)) this.#give(frame)
  }
}
