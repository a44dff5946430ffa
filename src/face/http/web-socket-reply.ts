/**
 * Events to one subscriber over a WebSocket: each item is a message, its JSON. The subscriber's pace is its own, as with
 * server-sent events. It has nothing to say here: what it sends but control frames ends it, and too many of those as well.
 *
 * What ends the stream is told by the close frame: our code is its reason, and its number says whether to come back.
 */
import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import { DialtoneError, Seconds, type Clock, type ErrorCode, type Timer } from '../../base/index.ts'
import type { WatchItem } from '../../api/index.ts'
import { drained } from './drained.ts'

/** A peer that was silent for so long is asked whether it is there; one that stays silent for as long again is not. */
const BEAT = Seconds(15)
/** How long a peer that was told goodbye may take to say it. */
const GOODBYE = Seconds(1)
/** Pings and pongs between two beats: a peer that answers sends one, one that asks every second fifteen more. */
const MOST_FRAMES = 32

export interface WebSocketOptions {
  readonly clock: Clock
  readonly text: (item: WatchItem) => string
  /** The connection under `peer`. */
  readonly socket: Duplex
  /** Aborts when the subscriber has gone or is to go, with the reason, or the service stops. */
  readonly signal: AbortSignal
}

/** Sends `items`, of which `first` has been asked for already, until they end or the signal aborts; then closes. */
export async function streamToWebSocket(
  peer: WebSocket,
  first: Promise<IteratorResult<WatchItem>>,
  items: AsyncIterator<WatchItem>,
  { clock, text, socket, signal }: WebSocketOptions,
): Promise<void> {
  let alive = true
  let frames = 0
  let farewell: Timer | undefined
  const close = (why: unknown): void => {
    const code = codeOf(why)
    if (peer.readyState === peer.CLOSED) return
    peer.close(CLOSE_CODES[code] ?? INTERNAL, code)
    farewell ??= clock.setTimer(GOODBYE, () => peer.terminate(), { background: true })
  }
  const heard = (): void => {
    alive = true
    frames += 1
    if (frames > MOST_FRAMES) close(new DialtoneError('invalid_argument', 'too many control frames'))
  }
  peer.on('ping', heard)
  peer.on('pong', heard)
  peer.on('message', () => close(new DialtoneError('invalid_argument', 'nothing is to be said here')))
  peer.on('close', () => farewell?.[Symbol.dispose]())
  // What is no WebSocket frame, or too long, is answered by `ws` with the close code that the standard has for it.
  peer.on('error', () => undefined)

  let timer: Timer | undefined
  const beat = (): void => {
    timer = clock.setTimer(
      BEAT,
      () => {
        if (!alive) {
          peer.terminate()
          return
        }
        alive = false
        frames = 0
        // Behind what waits to be sent it would come too late; there, being alive is taking some of that.
        if (!socket.writableNeedDrain) peer.ping()
        beat()
      },
      { background: true },
    )
  }
  beat()
  try {
    for (let next = await first; next.done !== true; next = await items.next()) {
      if (signal.aborted || peer.readyState !== peer.OPEN) break
      together(socket)
      peer.send(text(next.value))
      if (!socket.writableNeedDrain) continue
      await drained(socket, signal)
      alive = true
    }
    close(signal.reason)
  } catch (thrown) {
    close(thrown)
  } finally {
    timer?.[Symbol.dispose]()
    // Not awaited: an iterator that waits for its next event ends by the signal, not by being asked.
    items.return?.().catch(() => undefined)
  }
}

/** What is sent until the promises that are ready now have run leaves in one write. */
function together(socket: Duplex): void {
  if (socket.writableCorked > 0) return
  socket.cork()
  process.nextTick(() => socket.uncork())
}

/** What is no error of ours is the end of the service, or a peer that has gone. */
function codeOf(why: unknown): ErrorCode {
  const known = DialtoneError.of(why)
  if (known !== undefined) return known.code
  return why === undefined || (why instanceof Error && why.name === 'AbortError')
    ? 'service_stopping'
    : 'internal'
}

/** RFC 6455 §7.4.1: 1001 going away, 1008 policy violation, 1011 unexpected condition. */
const CLOSE_CODES: Readonly<Partial<Record<ErrorCode, number>>> = {
  service_stopping: 1001,
  service_unavailable: 1001,
  invalid_argument: 1008,
  invalid_cursor: 1008,
  access_denied: 1008,
  unauthenticated: 1008,
}
const INTERNAL = 1011
