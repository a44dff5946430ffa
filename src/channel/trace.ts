/** A channel of which somebody sees each frame that passes, as it is, and how it ended. */
import type { DialtoneError } from '../base/index.ts'
import type { Channel } from './channel.ts'

/** One frame that passed: `sent` by the user of the channel, or `received` by it. */
export interface TraceRecord {
  /** In milliseconds of the clock of whoever keeps it. */
  readonly at: number
  readonly direction: 'sent' | 'received'
  readonly frame: Uint8Array
}

export interface Trace {
  /** Before it is sent, and before its receiver gets it. */
  passed(direction: TraceRecord['direction'], frame: Uint8Array): void
  /** Without a cause when this end closed it. */
  closed(cause?: DialtoneError): void
}

export function traceChannel(channel: Channel, trace: Trace): Channel {
  return {
    name: channel.name,
    maxControlMessage: channel.maxControlMessage,
    start(sink) {
      channel.start({
        frame(bytes) {
          trace.passed('received', bytes)
          sink.frame(bytes)
        },
        closed(cause) {
          trace.closed(cause)
          sink.closed(cause)
        },
      })
    },
    send(frame) {
      trace.passed('sent', frame)
      channel.send(frame)
    },
    close: () => channel.close(),
  }
}
