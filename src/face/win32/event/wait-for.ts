/** What both kinds of waiting have in common: what is waited for, and the one try to pass. */
import type { DWORD } from '../com/data-type.ts'
import { ERROR_INVALID_HANDLE, ERROR_INVALID_PARAMETER } from '../win32-error.ts'
import { eventOf, isEventHandle, look, pass, sameEvent, signal, type EventHandle } from './event-memory.ts'
import type { EVENT_HANDLE } from './event-object.ts'
import { SetLastError } from './last-error.ts'

/** Numbers: winbase.h, winerror.h. */
export const WAIT_OBJECT_0 = 0
export const WAIT_ABANDONED_0 = 0x80
export const WAIT_TIMEOUT = 258
export const WAIT_FAILED = 0xffffffff
export const INFINITE = 0xffffffff
export const MAXIMUM_WAIT_OBJECTS = 64

/** Events that are waited for, for any or for all of them. */
export interface Wanted {
  readonly events: readonly EventHandle[]
  readonly all: boolean
}

/** @returns nothing, with the last error set, where that cannot be waited for. */
export function wanted(
  nCount: DWORD,
  lpHandles: readonly (EVENT_HANDLE | null)[],
  bWaitAll: boolean,
): Wanted | undefined {
  const handles: readonly unknown[] = Array.isArray(lpHandles) ? lpHandles.slice(0, nCount) : []
  const events = handles.filter(isEventHandle)
  const error = errorOf(nCount, handles, events, bWaitAll)
  if (error === undefined) return { events: events.map(eventOf), all: bWaitAll }
  SetLastError(error)
  return undefined
}

function errorOf(
  count: number,
  handles: readonly unknown[],
  events: readonly EventHandle[],
  all: boolean,
): DWORD | undefined {
  if (!(count >= 1 && count <= MAXIMUM_WAIT_OBJECTS) || handles.length !== count) {
    return ERROR_INVALID_PARAMETER
  }
  if (events.length !== handles.length || events.some((event) => look(event) === 'stale')) {
    return ERROR_INVALID_HANDLE
  }
  // Waiting for all of them, each may be named once.
  const twice = events.some((event, at) => events.slice(0, at).some((other) => sameEvent(event, other)))
  return all && twice ? ERROR_INVALID_PARAMETER : undefined
}

/** Passes what is wanted, if it is signalled. @returns what the wait answers; nothing where it has to go on. */
export function passWanted({ events, all }: Wanted): DWORD | undefined {
  if (all) return passAll(events)
  for (const [at, event] of events.entries()) {
    const passage = pass(event)
    if (passage === 'passed') return WAIT_OBJECT_0 + at
    if (passage === 'stale') return stale()
  }
  return undefined
}

/** All or none: what was passed before one that is not signalled any more is signalled again. */
function passAll(events: readonly EventHandle[]): DWORD | undefined {
  for (const event of events) {
    const state = look(event)
    if (state === 'stale') return stale()
    if (state === 'not-signalled') return undefined
  }
  for (const [at, event] of events.entries()) {
    const passage = pass(event)
    if (passage === 'passed') continue
    for (const passed of events.slice(0, at)) signal(passed)
    return passage === 'stale' ? stale() : undefined
  }
  return WAIT_OBJECT_0
}

function stale(): DWORD {
  SetLastError(ERROR_INVALID_HANDLE)
  return WAIT_FAILED
}
