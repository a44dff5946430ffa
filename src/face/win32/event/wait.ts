/**
 * Waiting without blocking: the promise resolves when the event lets the wait through. Waits of one thread are let through in
 * the order in which they began. A wait keeps the process alive, as a blocked thread would.
 */
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { Milliseconds, systemClock, type Clock, type Timer } from '../../../base/index.ts'
import type { BOOL, DWORD } from '../com/data-type.ts'
import { dword } from '../com/dword.ts'
import { memoryOf, sequence, wakeFrom } from './event-memory.ts'
import type { EVENT_HANDLE } from './event-object.ts'
import { INFINITE, passWanted, wanted, WAIT_FAILED, WAIT_TIMEOUT, type Wanted } from './wait-for.ts'

/**
 * Waits until the event is signalled, for `dwMilliseconds` at most (`INFINITE`, 0 only looks).
 *
 * @returns `WAIT_OBJECT_0`; `WAIT_TIMEOUT`; `WAIT_FAILED` with a handle that is not good (`GetLastError`:
 *   `ERROR_INVALID_HANDLE`).
 * @see WaitForSingleObject (synchapi.h)
 */
export function WaitForSingleObject(hHandle: EVENT_HANDLE | null, dwMilliseconds: DWORD): Promise<DWORD> {
  return waitFor(wanted(1, [hHandle], false), dwMilliseconds, systemClock)
}

/**
 * Waits for any of the events, or with `bWaitAll` until all are signalled at once.
 *
 * @returns `WAIT_OBJECT_0` plus the lowest index of an event that let the wait through; `WAIT_TIMEOUT`; `WAIT_FAILED`
 *   (`GetLastError`: `ERROR_INVALID_HANDLE`; `ERROR_INVALID_PARAMETER`: none, more than 64, or one of them twice with
 *   `bWaitAll`).
 * @see WaitForMultipleObjects (synchapi.h)
 */
export function WaitForMultipleObjects(
  nCount: DWORD,
  lpHandles: readonly (EVENT_HANDLE | null)[],
  bWaitAll: BOOL,
  dwMilliseconds: DWORD,
): Promise<DWORD> {
  return waitFor(wanted(nCount, lpHandles, bWaitAll), dwMilliseconds, systemClock)
}

/** With a clock of its own, for those that are tried on a virtual one. */
export async function waitFor(what: Wanted | undefined, dwMilliseconds: DWORD, clock: Clock): Promise<DWORD> {
  const milliseconds = dword(dwMilliseconds)
  if (what === undefined) return WAIT_FAILED
  const memories = new Set(what.events.map(memoryOf))
  const watches = Array.from(memories, watchOf)
  const at = passWanted(what)
  if (at !== undefined) return at
  if (milliseconds === 0) return WAIT_TIMEOUT
  return new Promise((resolve) => {
    let timer: Timer | undefined
    let isOver = false
    const end = (answer: DWORD): void => {
      isOver = true
      timer?.[Symbol.dispose]()
      for (const watch of watches) watch.leave(look)
      resolve(answer)
    }
    const look = (): void => {
      const answer = passWanted(what)
      if (answer !== undefined) end(answer)
    }
    if (milliseconds !== INFINITE) timer = clock.setTimer(Milliseconds(milliseconds), () => end(WAIT_TIMEOUT))
    // A wait that another thread has let through by now takes no second signal.
    watches.forEach((watch) => {
      if (!isOver) watch.join(look)
    })
  })
}

/** Wakes the waits of this thread when an event of one memory is signalled. */
class Watch {
  readonly #memory: SharedArrayBuffer
  readonly #looks = new Set<() => void>()
  #asleep = false
  #keepAlive: MessagePort | undefined

  constructor(memory: SharedArrayBuffer) {
    this.#memory = memory
  }

  join(look: () => void): void {
    this.#looks.add(look)
    // Nothing else holds the process while it waits for another thread.
    this.#keepAlive ??= new MessageChannel().port1
    this.#keepAlive.ref()
    this.#sleep()
  }

  leave(look: () => void): void {
    this.#looks.delete(look)
    if (this.#looks.size > 0) return
    this.#keepAlive?.close()
    this.#keepAlive = undefined
  }

  #sleep(): void {
    while (!this.#asleep && this.#looks.size > 0) {
      // A signal from here on ends the sleep before it begins.
      const seen = sequence(this.#memory)
      for (const look of [...this.#looks]) look()
      if (this.#looks.size === 0) return
      const woken = wakeFrom(this.#memory, seen)
      if (woken === undefined) continue
      this.#asleep = true
      void woken.then(() => {
        this.#asleep = false
        this.#sleep()
      })
    }
  }
}

const watches = new WeakMap<SharedArrayBuffer, Watch>()

function watchOf(memory: SharedArrayBuffer): Watch {
  const known = watches.get(memory)
  if (known !== undefined) return known
  const watch = new Watch(memory)
  watches.set(memory, watch)
  return watch
}
