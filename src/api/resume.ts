/**
 * Watching that outlives the connection to the service: when it drops, it is taken up again from the last cursor, so that
 * nothing is missed and nothing comes twice.
 *
 * Only a service that is away is waited for, and only once it has been there: a first attempt that fails is told, as is
 * every error that waiting does not mend (no right, a bad cursor). In process, where a service ends but never goes away,
 * the iteration ends with it.
 */
import {
  compact,
  DialtoneError,
  Milliseconds,
  retrySchedule,
  Seconds,
  sleep,
  systemClock,
  systemRandom,
  type Clock,
  type Random,
} from '../base/index.ts'
import { formatCursor, type Event, type EventFilter } from '../core/index.ts'
import type { Service, WatchItem } from './service.ts'

export interface ResumeOptions extends EventFilter {
  readonly since?: string | undefined
  readonly signal?: AbortSignal | undefined
  readonly clock?: Clock
  readonly random?: Random
  /** Wait for a service that is away from the first attempt on. */
  readonly patient?: boolean
  /** Called when the service went away, with why; what it gives next says that it is back. */
  readonly onInterruption?: (error: DialtoneError) => void
}

/**
 * A service that restarts is back within half a second; one that stays away is asked every two. A quarter is left to
 * chance, so that a thousand watchers do not come back in one instant.
 */
const SCHEDULE = { first: Milliseconds(50), ceiling: Seconds(2), jitter: 0.25 }

export async function* watchResuming(
  service: Pick<Service, 'watch'>,
  options: ResumeOptions = {},
): AsyncGenerator<WatchItem, void, undefined> {
  const { signal, clock = systemClock, random = systemRandom, onInterruption } = options
  const { type, modem, connection, dialInterface } = options
  const filter = compact({ type, modem, connection, dialInterface })
  let since = options.since
  let reached = options.patient ?? false
  let delays: ReturnType<typeof retrySchedule> | undefined
  for (;;) {
    try {
      const items = service.watch(
        since === undefined ? filter : { ...filter, since },
        signal === undefined ? {} : { signal },
      )
      for await (const item of items) {
        since = cursorOf(item)
        reached = true
        delays = undefined
        yield item
      }
      return
    } catch (thrown) {
      if (signal?.aborted === true) return
      const error = DialtoneError.of(thrown)
      if (!reached || error === undefined || !isAway(error)) throw thrown
      onInterruption?.(error)
    }
    delays ??= retrySchedule({ ...SCHEDULE, random })
    const delay = delays.next()
    if (delay.done === true) return // never: the schedule has no end
    try {
      await sleep(clock, delay.value, { signal })
    } catch {
      return // aborted
    }
  }
}

/** Where the journal stands once `item` has been taken in. */
export function cursorOf(item: WatchItem): string {
  return formatCursor(isEvent(item) ? item : item.cursor)
}

/** Something that happened, and not a word about the stream itself. */
export function isEvent(item: WatchItem): item is Event {
  return item.type !== 'snapshot' && item.type !== 'gap' && item.type !== 'cursor'
}

function isAway(error: DialtoneError): boolean {
  return error.code === 'service_unavailable' || error.code === 'channel_failed'
}
