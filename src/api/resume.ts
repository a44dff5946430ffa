/**
 * Watching that outlives the connection to the service: when it drops, it is taken up again from the last cursor, so that
 * nothing is missed and nothing comes twice.
 *
 * Only a service that is away is waited for, and only once it has been there: a first attempt that fails is told, as is
 * every error that waiting does not mend (no right, a bad cursor). In process, where a service ends but never goes away,
 * the iteration ends with it.
 */
import {
  DialtoneError,
  Milliseconds,
  Seconds,
  sleep,
  systemClock,
  systemRandom,
  type Clock,
  type Duration,
  type Random,
} from '../base/index.ts'
import { formatCursor } from '../core/index.ts'
import type { Service, WatchItem } from './service.ts'

export interface ResumeOptions {
  readonly since?: string | undefined
  readonly signal?: AbortSignal | undefined
  readonly clock?: Clock
  readonly random?: Random
  /** Wait for a service that is away from the first attempt on. */
  readonly patient?: boolean
  /** Called when the service went away, with why; what it gives next says that it is back. */
  readonly onInterruption?: (error: DialtoneError) => void
}

/** A service that restarts is back within half a second; one that stays away is asked every two. */
const FIRST_DELAY = Milliseconds(50)
const LONGEST_DELAY = Seconds(2)

export async function* watchResuming(
  service: Pick<Service, 'watch'>,
  options: ResumeOptions = {},
): AsyncGenerator<WatchItem, void, undefined> {
  const { signal, clock = systemClock, random = systemRandom, onInterruption } = options
  let since = options.since
  let reached = options.patient ?? false
  let attempt = 0
  for (;;) {
    try {
      const items = service.watch(
        since === undefined ? {} : { since },
        signal === undefined ? {} : { signal },
      )
      for await (const item of items) {
        since = cursorOf(item)
        reached = true
        attempt = 0
        yield item
      }
      return
    } catch (thrown) {
      if (signal?.aborted === true) return
      const error = DialtoneError.of(thrown)
      if (!reached || error === undefined || !isAway(error)) throw thrown
      onInterruption?.(error)
    }
    try {
      await sleep(clock, delayOf(attempt++, random), { signal })
    } catch {
      return // aborted
    }
  }
}

/** Where the journal stands once `item` has been taken in. */
export function cursorOf(item: WatchItem): string {
  return formatCursor(item.type === 'snapshot' || item.type === 'gap' ? item.cursor : item)
}

function isAway(error: DialtoneError): boolean {
  return error.code === 'service_unavailable' || error.code === 'channel_failed'
}

/** Doubling, with up to a quarter off, so that a thousand watchers do not come back in one instant. */
function delayOf(attempt: number, random: Random): Duration {
  const full = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** Math.min(attempt, 16))
  return Milliseconds(full * (1 - random.next() / 4))
}
