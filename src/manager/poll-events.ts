/**
 * Watching without a stream: what has happened since a cursor, at once where something has, else as soon as it does or when
 * the wait is over. Nothing is kept of whoever asks: the cursor that he brings back is all there is.
 */
import { Milliseconds, type Clock } from '../base/index.ts'
import { formatCursor, parseCursor, type Cursor, type Event, type Journal } from '../core/index.ts'
import type { Polled, PollInput, Snapshot } from '../api/index.ts'

/** Events read at a time: half a millisecond's work. */
const BATCH = 128
/** Kept short enough for proxies and for whoever has gone without a word. */
const LONGEST_WAIT = 60_000
const LIMIT = 256

export interface PollGround {
  readonly journal: Journal
  readonly clock: Clock
  /** Everything at the head of the journal. */
  readonly snapshot: () => Snapshot
  /** Whether an event is wanted; absent where all are. */
  readonly wanted: ((event: Event) => boolean) | undefined
  /** Aborts when the service ends: whoever waits is answered. */
  readonly closing: AbortSignal
}

/** @throws DialtoneError `invalid_cursor`. */
export async function pollEvents(
  { journal, clock, snapshot, wanted, closing }: PollGround,
  { since, wait = 0, limit = LIMIT }: PollInput,
): Promise<Polled> {
  if (since === undefined) return answer(snapshot().cursor, [{ type: 'snapshot', ...snapshot() }])
  const until = clock.monotonic() + Math.min(wait, LONGEST_WAIT)
  const items: Event[] = []
  let cursor = parseCursor(since, journal.head.epoch)
  for (;;) {
    const read = journal.read(cursor, BATCH)
    if (typeof read === 'string') {
      // What was found before the gap is given first: the next call meets the gap.
      if (items.length > 0) return answer(cursor, items)
      const now = snapshot()
      return { ...answer(now.cursor, [{ type: 'gap', since: cursor, reason: read, ...now }]), gap: read }
    }
    for (const event of read) {
      cursor = event
      if (wanted?.(event) === false) continue
      items.push(event)
      if (items.length >= limit) return answer(cursor, items)
    }
    if (read.length > 0) {
      // A long search leaves room for others.
      await new Promise(setImmediate)
      continue
    }
    const rest = until - clock.monotonic()
    if (items.length > 0 || rest <= 0 || closing.aborted) return answer(cursor, items)
    await somethingToldOr(rest, journal, clock, closing)
  }
}

function answer({ epoch, seq }: Cursor, items: Polled['items']): Polled {
  return { cursor: formatCursor({ epoch, seq }), items }
}

/** Resolves when events are told, when the time is over, or when the service ends. */
async function somethingToldOr(
  rest: number,
  journal: Journal,
  clock: Clock,
  closing: AbortSignal,
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>()
  const done = (): void => resolve(undefined)
  using _listening = journal.subscribe(done)
  using _timer = clock.setTimer(Milliseconds(rest), done, { background: true })
  closing.addEventListener('abort', done, { once: true })
  await promise
  closing.removeEventListener('abort', done)
}
