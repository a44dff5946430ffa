/** A channel of which somebody sees each frame, before it is sent and before its receiver gets it, and how it ended. */
import type { DialtoneError } from '../base/index.ts'
import type { Channel, TraceRecord } from '../channel/index.ts'

export interface Tap {
  passed(direction: TraceRecord['direction'], frame: Uint8Array): void
  closed(cause?: DialtoneError): void
}

export function tapChannel(channel: Channel, tap: Tap): Channel {
  return {
    name: channel.name,
    maxControlMessage: channel.maxControlMessage,
    start(sink) {
      channel.start({
        frame(bytes) {
          tap.passed('received', bytes)
          sink.frame(bytes)
        },
        closed(cause) {
          tap.closed(cause)
          sink.closed(cause)
        },
      })
    },
    send(frame) {
      tap.passed('sent', frame)
      channel.send(frame)
    },
    close: () => channel.close(),
  }
}
