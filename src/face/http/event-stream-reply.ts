/**
 * Events to one subscriber as server-sent events. The subscriber's pace is its own: what it does not read stays with the
 * manager, which moves a slow one back to reading the journal. Events that are ready together leave in one write, and each
 * is turned into text once, for however many subscribers.
 */
import type { ServerResponse } from 'node:http'
import { DialtoneError, Seconds, type Clock, type Timer } from '../../base/index.ts'
import {
  cursorOf,
  EVENT_STREAM_TYPE,
  formatFrame,
  formatPlace,
  HEARTBEAT,
  toProblem,
  type WatchItem,
} from '../../api/index.ts'
import { DEFAULT_HEADERS } from './default-header.ts'
import { drained } from './drained.ts'
import { itemText, type ItemText } from './item-text.ts'

/** Below the 30 to 60 s after which proxies give a silent connection up. */
const HEARTBEAT_INTERVAL = Seconds(15)

/**
 * Turns items into frames, as bytes; the frame of an event is kept for as long as the event itself, and is the same memory for
 * all subscribers.
 */
export function frameWriter(text: ItemText = itemText()): (item: WatchItem, reveal: boolean) => Buffer {
  const whole = new WeakMap<WatchItem, Buffer>()
  const redacted = new WeakMap<WatchItem, Buffer>()
  return (item, reveal) => {
    if (item.type === 'cursor') return Buffer.from(formatPlace(cursorOf(item)))
    const frames = reveal ? whole : redacted
    const known = frames.get(item)
    if (known !== undefined) return known
    const made = Buffer.from(formatFrame({ id: cursorOf(item), event: item.type, data: text(item, reveal) }))
    frames.set(item, made)
    return made
  }
}

export interface StreamOptions {
  readonly clock: Clock
  readonly frame: (item: WatchItem) => Buffer
  /** Aborts when the subscriber has gone or the service stops. */
  readonly signal: AbortSignal
}

/** Writes `items`, of which `first` has been asked for already, until they end or the signal aborts. */
export async function streamEvents(
  response: ServerResponse,
  first: Promise<IteratorResult<WatchItem>>,
  items: AsyncIterator<WatchItem>,
  { clock, frame, signal }: StreamOptions,
): Promise<void> {
  // It ends with its connection, and so needs no chunks (RFC 9112 §6.3): each would be three writes more.
  response.removeHeader('transfer-encoding')
  response.writeHead(200, {
    ...DEFAULT_HEADERS,
    'content-type': EVENT_STREAM_TYPE,
    // nginx holds a response back until its buffer is full, unless told.
    'x-accel-buffering': 'no',
  })
  response.flushHeaders()
  let timer: Timer | undefined
  const beat = (): void => {
    timer = clock.setTimer(
      HEARTBEAT_INTERVAL,
      () => {
        if (!response.writableNeedDrain) response.write(HEARTBEAT)
        beat()
      },
      { background: true },
    )
  }
  beat()
  try {
    for (let next = await first; next.done !== true; next = await items.next()) {
      if (signal.aborted || response.destroyed) break
      // Node.js holds back what is written until the promises that are ready now have run: that is one write of all.
      if (!response.write(frame(next.value))) await drained(response, signal)
    }
  } catch (thrown) {
    const problem = toProblem(thrown)
    if (!signal.aborted) response.write(formatFrame({ event: 'problem', data: JSON.stringify(problem) }))
  } finally {
    // A subscriber whose right has ended is told so, or he would come back for more.
    const ended = DialtoneError.of(signal.reason)
    if (ended !== undefined && !response.destroyed) {
      response.write(formatFrame({ event: 'problem', data: JSON.stringify(toProblem(ended)) }))
    }
    timer?.[Symbol.dispose]()
    // Not awaited: an iterator that waits for its next event ends by the signal, not by being asked.
    items.return?.().catch(() => undefined)
    response.end()
  }
}
