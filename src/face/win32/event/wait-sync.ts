/**
 * Waiting as Windows does it: the thread stands still. In worker threads only: the main thread runs what would signal, and
 * would wait for itself.
 */
import { isMainThread } from 'node:worker_threads'
import { systemClock } from '../../../base/index.ts'
import type { BOOL, DWORD } from '../com/data-type.ts'
import { dword } from '../com/dword.ts'
import { ERROR_POSSIBLE_DEADLOCK } from '../win32-error.ts'
import { memoryOf, sequence, sleepOn } from './event-memory.ts'
import type { EVENT_HANDLE } from './event-object.ts'
import { SetLastError } from './last-error.ts'
import { INFINITE, passWanted, wanted, WAIT_FAILED, WAIT_TIMEOUT, type Wanted } from './wait-for.ts'

/** Events of several memories have no word in common to sleep on: each is looked at this often. */
const LOOK_MILLISECONDS = 1

/**
 * As `WaitForSingleObject`, but blocks this thread.
 *
 * @returns as `WaitForSingleObject`; on the main thread `WAIT_FAILED` (`GetLastError`: `ERROR_POSSIBLE_DEADLOCK`).
 */
export function WaitForSingleObjectSync(hHandle: EVENT_HANDLE | null, dwMilliseconds: DWORD): DWORD {
  return waitSync(wanted(1, [hHandle], false), dwMilliseconds)
}

/**
 * As `WaitForMultipleObjects`, but blocks this thread.
 *
 * @returns as `WaitForMultipleObjects`; on the main thread `WAIT_FAILED` (`GetLastError`: `ERROR_POSSIBLE_DEADLOCK`).
 */
export function WaitForMultipleObjectsSync(
  nCount: DWORD,
  lpHandles: readonly (EVENT_HANDLE | null)[],
  bWaitAll: BOOL,
  dwMilliseconds: DWORD,
): DWORD {
  return waitSync(wanted(nCount, lpHandles, bWaitAll), dwMilliseconds)
}

function waitSync(what: Wanted | undefined, dwMilliseconds: DWORD): DWORD {
  const milliseconds = dword(dwMilliseconds)
  if (what === undefined) return WAIT_FAILED
  if (isMainThread) {
    SetLastError(ERROR_POSSIBLE_DEADLOCK)
    return WAIT_FAILED
  }
  const memories = new Set(what.events.map(memoryOf))
  const end = milliseconds === INFINITE ? Infinity : systemClock.monotonic() + milliseconds
  for (;;) {
    const [memory] = memories
    const seen = memory === undefined ? 0 : sequence(memory)
    const answer = passWanted(what)
    if (answer !== undefined) return answer
    const rest = end - systemClock.monotonic()
    if (rest <= 0) return WAIT_TIMEOUT
    if (memory === undefined) continue
    sleepOn(memory, seen, memories.size > 1 ? Math.min(rest, LOOK_MILLISECONDS) : rest)
  }
}
