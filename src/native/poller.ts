/**
 * Tells when a descriptor can be read or written, by the event loop's own poll (`@serialport/bindings-cpp`), or, where
 * no prebuilt binary fits and in worker threads (the binary knows only the main thread's loop), by asking every 10 ms.
 *
 * libuv takes a descriptor out of epoll and puts it in again each time it is told what to wait for. Some drivers look whether there
 * is anything before they note who waits: cdc-wdm does (`wdm_poll`), and what comes between the two wakes nobody. A modem's answer
 * then lies there until the next thing that happens to the device, which may be half a minute later.
 */
import { createRequire } from 'node:module'
import { isMainThread } from 'node:worker_threads'
import { Milliseconds, systemClock, type Clock, type Timer } from '../base/index.ts'

/** Of libuv's `uv_poll_event`. */
export const READABLE = 1
export const WRITABLE = 2

export interface Poller extends Disposable {
  /** What to wait for from now on: `READABLE`, `WRITABLE`, both, or 0. Level-triggered. */
  want(events: number): void
}

export interface PollerOptions {
  readonly clock?: Clock
  /** For such a driver: `ready` is also called, without anything having happened, once the descriptor is waited for anew. */
  readonly looksAgain?: boolean
}

/**
 * A descriptor is in epoll again when the loop next begins to wait. What is called in the check phase (setImmediate) of a turn whose
 * wait has just told something is before that, what is called in the one of the turn after is behind it.
 */
const TURNS = 2

/** The period of the fallback: short against a modem's answer (some 10 ms), long against the cost of an idle read. */
const PERIOD = Milliseconds(10)

/**
 * Calls `ready` whenever something wanted is possible, `failed` when the descriptor itself is in error (a device that was
 * unplugged). The descriptor must stay open until the poller is disposed.
 */
export function createPoller(
  fd: number,
  on: { ready: (events: number) => void; failed: (error: Error) => void },
  options: PollerOptions = {},
): Poller {
  return eventLoopPoller(fd, on, options) ?? timerPoller(on.ready, options.clock ?? systemClock)
}

/** The part of the binary that is used here; it has no types of its own. */
interface NativePoller {
  poll(events: number): void
  stop(): void
  destroy(): void
}
type NativePollerClass = new (
  fd: number,
  callback: (error: Error | null, events: number | undefined) => void,
) => NativePoller

let loaded: NativePollerClass | null | undefined

function nativeClass(): NativePollerClass | null {
  if (loaded === undefined) {
    loaded = null
    if (isMainThread) {
      try {
        const require = createRequire(import.meta.url)
        // The package's main file would load every platform's port handling; this one is the binary alone.
        const { binding } = require('@serialport/bindings-cpp/dist/serialport-bindings.js') as {
          binding: { Poller: NativePollerClass }
        }
        loaded = binding.Poller
      } catch {
        // No binary for this platform: the timer serves.
      }
    }
  }
  return loaded
}

/** What is thrown through the frames of the binary ends the process at once (std::terminate), whatever listens for such. */
function caught(callback: () => void): void {
  try {
    callback()
  } catch (thrown) {
    queueMicrotask(() => {
      throw thrown
    })
  }
}

function eventLoopPoller(
  fd: number,
  on: Parameters<typeof createPoller>[1],
  { looksAgain = false }: PollerOptions,
): Poller | undefined {
  const Native = nativeClass()
  if (Native === null) return undefined
  let open = true
  let wanted = 0
  let native: NativePoller
  let turns = 0
  const turn = (): void => {
    if (!open) return
    turns -= 1
    if (turns > 0) setImmediate(turn)
    else if (wanted !== 0) on.ready(wanted)
  }
  const wait = (): void => {
    if (!open) return
    native.poll(wanted)
    if (!looksAgain) return
    if (turns === 0) setImmediate(turn)
    turns = TURNS
  }
  try {
    native = new Native(fd, (error, events) => {
      if (!open) return
      caught(() => {
        if (error !== null) on.failed(error)
        else on.ready(events ?? 0)
      })
      // The binary drops what has just fired and takes up what it once was asked for: say it again, in full.
      if (error === null) caught(wait)
    })
  } catch {
    return undefined // not a descriptor that epoll takes
  }
  return {
    want(events) {
      if (!open || events === wanted) return
      wanted = events
      wait()
    },
    [Symbol.dispose]() {
      if (!open) return
      open = false
      native.stop()
      native.destroy()
    },
  }
}

/** For tests and platforms without the binary. */
export function timerPoller(ready: (events: number) => void, clock: Clock): Poller {
  let wanted = 0
  let timer: Timer | undefined
  const tick = (): void => {
    timer = undefined
    if (wanted !== 0) ready(wanted)
    arm()
  }
  const arm = (): void => {
    if (wanted !== 0) timer ??= clock.setTimer(PERIOD, tick)
  }
  return {
    want(events) {
      wanted = events
      if (events !== 0) arm()
      else {
        timer?.[Symbol.dispose]()
        timer = undefined
      }
    },
    [Symbol.dispose]() {
      this.want(0)
    },
  }
}
