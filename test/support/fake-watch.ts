/** Watching a `FakeService`: a snapshot or what was missed, then what happens, filtered as the manager does it. */
import { eventMatcher, parseCursor, type Event } from '../../src/core/index.ts'
import type { Snapshot, WatchInput, WatchItem } from '../../src/api/index.ts'

export interface FakeWatchGround {
  readonly epoch: string
  readonly journal: readonly Event[]
  /** Notes the call, or throws what stands in its way; gives up to where the journal is compacted. */
  readonly begin: () => number
  readonly snapshot: () => Promise<Snapshot>
  readonly modemCalled: (name: string) => string | undefined
  /** Resolves when something happens. */
  readonly woken: () => Promise<unknown>
  /** Throws while the service is down. */
  readonly check: () => void
  /** A watcher more, or one less. */
  readonly count: (one: 1 | -1) => void
}

export async function* fakeWatch(
  ground: FakeWatchGround,
  input: WatchInput,
  signal: AbortSignal | undefined,
): AsyncGenerator<WatchItem, void, undefined> {
  const { epoch, journal, begin, snapshot, modemCalled, woken, check, count } = ground
  const compacted = begin()
  const wanted = eventMatcher(input, { modem: modemCalled, dialInterface: (name) => name })
  let untold = false
  let seq = journal.length
  if (input.since === undefined) {
    yield { type: 'snapshot', ...(await snapshot()) }
  } else {
    const since = parseCursor(input.since, epoch)
    const here = since.epoch === epoch && since.seq <= seq
    if (here && since.seq >= compacted) seq = since.seq
    else yield { type: 'gap', since, reason: here ? 'compacted' : 'unknown', ...(await snapshot()) }
  }
  const aborted = Promise.withResolvers<undefined>()
  signal?.addEventListener('abort', () => aborted.resolve(undefined), { once: true })
  count(1)
  try {
    while (signal?.aborted !== true) {
      check()
      const event = journal[seq]
      if (event === undefined && untold) {
        untold = false
        yield { type: 'cursor', cursor: { epoch, seq } }
      } else if (event === undefined) await Promise.race([woken(), aborted.promise])
      else {
        seq++
        untold = wanted?.(event) === false
        if (!untold) yield event
      }
    }
  } finally {
    count(-1)
  }
}
