import { eventOf, isEventHandle, look, type EventHandle } from '../../event/event-memory.ts'
import { ERROR_INVALID_PARAMETER } from '../../win32-error.ts'
import { ErrorNumber } from './error-number.ts'

/**
 * The event that a caller wants signalled: the router goes on with the event itself, whichever of its handles is closed
 * meanwhile.
 *
 * @throws ErrorNumber `ERROR_INVALID_PARAMETER` where the handle is none, or is closed
 */
export function needEvent(handle: unknown): EventHandle {
  if (!isEventHandle(handle) || look(handle) === 'stale') throw new ErrorNumber(ERROR_INVALID_PARAMETER)
  return eventOf(handle)
}

/** For what is signalled once, by a router of this machine: none is wanted where the handle is null. */
export function optionalEvent(
  handle: unknown,
  { isRemote }: { readonly isRemote: boolean },
): EventHandle | null {
  if (handle === null) return null
  if (isRemote) throw new ErrorNumber(ERROR_INVALID_PARAMETER)
  return needEvent(handle)
}
