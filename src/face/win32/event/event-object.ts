/**
 * Event objects (synchapi.h). They live in memory that all threads of the process share: a handle may be posted to a worker
 * and is the same event there. A program makes an event, has it registered, and waits for it.
 */
import type { BOOL, LPCWSTR } from '../com/data-type.ts'
import { ERROR_ALREADY_EXISTS, ERROR_INVALID_HANDLE, ERROR_INVALID_PARAMETER } from '../win32-error.ts'
import { close, createEvent, isEventHandle, reset, signal, type EventHandle } from './event-memory.ts'
import { SetLastError } from './last-error.ts'

/** The handle of an event object. Opaque, but may be posted to another thread. */
export type EVENT_HANDLE = EventHandle

/** The longest name of an object in characters (minwindef.h MAX_PATH). */
const MAX_PATH = 260

interface Named {
  readonly event: EventHandle
  /** The handles that have been given out for it and are not closed. */
  readonly handles: Set<EventHandle>
}

/** A name is known to the thread that made the event; other threads are given the handle. */
const named = new Map<string, Named>()

/**
 * Makes an event object, or opens the one of that name. `bManualReset`: once set it stays so until `ResetEvent`; otherwise it
 * lets one wait through and resets itself. Names are known within one thread; to share an event with another one, post its
 * handle.
 *
 * @returns the handle, or null (`GetLastError`: `ERROR_INVALID_PARAMETER`, the name is empty or longer than 260 characters).
 *   With a name that there is already, `GetLastError` is `ERROR_ALREADY_EXISTS`, otherwise 0.
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
  SetLastError(known === undefined ? 0 : ERROR_ALREADY_EXISTS)
  const { event, handles } = known ?? {
    event: createEvent(bManualReset, bInitialState),
    handles: new Set<EventHandle>(),
  }
  const handle = { ...event }
  handles.add(handle)
  if (known === undefined) named.set(lpName, { event, handles })
  return handle
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
  if (!isEventHandle(hObject)) return said(false)
  for (const [name, { event, handles }] of named) {
    if (!handles.delete(hObject)) continue
    if (handles.size > 0) return true
    named.delete(name)
    return said(close(event))
  }
  return said(close(hObject))
}

function said(done: boolean): boolean {
  if (!done) SetLastError(ERROR_INVALID_HANDLE)
  return done
}
