/**
 * Event objects (synchapi.h). They live in memory that all threads of the process share: a handle may be posted to a worker
 * and is the same event there. A program makes an event, has it registered, and waits for it.
 */
import type { BOOL, LPCWSTR } from '../com/data-type.ts'
import {
  ERROR_ALREADY_EXISTS,
  ERROR_INVALID_HANDLE,
  ERROR_INVALID_PARAMETER,
  ERROR_NOT_ENOUGH_MEMORY,
} from '../win32-error.ts'
import {
  close,
  createEvent,
  isEventHandle,
  look,
  openAgain,
  reset,
  shared,
  signal,
  type EventHandle,
} from './event-memory.ts'
import { SetLastError } from './last-error.ts'

/** The handle of an event object. Opaque, but may be posted to another thread. */
export type EVENT_HANDLE = EventHandle

/** The longest name of an object in characters (minwindef.h MAX_PATH). */
const MAX_PATH = 260

/** A name is known to the thread that made the event; other threads are given the handle, and may close the last one. */
const named = new Map<string, EventHandle>()

/**
 * Makes an event object, or opens the one of that name. `bManualReset`: once set it stays so until `ResetEvent`; otherwise it
 * lets one wait through and resets itself. Names are known within one thread; to share an event with another one, post its
 * handle.
 *
 * @returns the handle, or null (`GetLastError`: `ERROR_INVALID_PARAMETER`, the name is empty or longer than 260 characters;
 *   `ERROR_NOT_ENOUGH_MEMORY`, 4095 handles of the event are open). With a name that there is already, `GetLastError` is
 *   `ERROR_ALREADY_EXISTS`, otherwise 0.
 * @see CreateEventW (synchapi.h)
 */
export function CreateEvent(
  _lpEventAttributes: null,
  bManualReset: BOOL,
  bInitialState: BOOL,
  lpName: LPCWSTR | null = null,
): EVENT_HANDLE | null {
  if (lpName === null) {
    SetLastError(0)
    return createEvent(bManualReset, bInitialState)
  }
  if (lpName === '' || lpName.length > MAX_PATH) {
    SetLastError(ERROR_INVALID_PARAMETER)
    return null
  }
  const known = named.get(lpName)
  const again = known && openAgain(known)
  if (again !== undefined) {
    SetLastError(ERROR_ALREADY_EXISTS)
    return again
  }
  if (known !== undefined && look(known) !== 'stale') {
    SetLastError(ERROR_NOT_ENOUGH_MEMORY)
    return null
  }
  for (const [name, event] of named) if (look(event) === 'stale') named.delete(name)
  const event = createEvent(bManualReset, bInitialState)
  named.set(lpName, event)
  SetLastError(0)
  return shared(event)
}

/**
 * Sets the event: lets one wait through, or with manual reset all of them.
 *
 * @returns false with a handle that is not good (`GetLastError`: `ERROR_INVALID_HANDLE`).
 * @see SetEvent (synchapi.h)
 */
export function SetEvent(hEvent: EVENT_HANDLE | null): BOOL {
  return said(isEventHandle(hEvent) && signal(hEvent))
}

/**
 * Takes the signal back.
 *
 * @returns false with a handle that is not good (`GetLastError`: `ERROR_INVALID_HANDLE`).
 * @see ResetEvent (synchapi.h)
 */
export function ResetEvent(hEvent: EVENT_HANDLE | null): BOOL {
  return said(isEventHandle(hEvent) && reset(hEvent))
}

/**
 * Lets go of an event object; with its last handle it ends, and whoever waits for it is told `WAIT_FAILED`.
 *
 * @returns false with a handle that is not good (`GetLastError`: `ERROR_INVALID_HANDLE`).
 * @see CloseHandle (handleapi.h)
 */
export function CloseHandle(hObject: EVENT_HANDLE | null): BOOL {
  return said(isEventHandle(hObject) && close(hObject))
}

function said(done: boolean): boolean {
  if (!done) SetLastError(ERROR_INVALID_HANDLE)
  return done
}
