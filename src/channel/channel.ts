/**
 * Framed bytes to a function (or, seen from the virtual modem, to a host). One end of a control channel: whole frames go
 * in and come out, in order; what a frame means is not known here.
 *
 * A channel is started once. It then calls `frame` for each frame, never before `start` has returned and never again
 * after `closed`, and `closed` exactly once, whoever closed it and why: without a cause when this end did.
 * A frame given to `frame` belongs to the receiver; a frame given to `send` must not be changed afterwards.
 */
import type { DialtoneError } from '../base/index.ts'

export interface ChannelSink {
  frame(bytes: Uint8Array): void
  closed(cause?: DialtoneError): void
}

export interface Channel {
  /** For people and logs: a device path, `memory`, `@mbim-proxy`. */
  readonly name: string
  /** The largest frame it carries, in bytes (wMaxControlMessage), where it knows. */
  readonly maxControlMessage?: number | undefined
  start(sink: ChannelSink): void
  /**
   * Queues a frame. Does nothing once closed: the end is told by `closed`, never by an exception, so that an unplugging
   * in the middle of anything has one way to be noticed.
   */
  send(frame: Uint8Array): void
  /** Ends this end and tells the other one. Closing again does nothing. */
  close(): void
}
