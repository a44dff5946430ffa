/**
 * Time is a parameter. Everything that waits or stamps takes a `Clock`, so that a test (or a replay) moves an hour in a
 * millisecond. This file is the only one that touches the host's timers.
 */
import { Milliseconds, type Duration } from './duration.ts'
import { DialtoneError } from './errors.ts'

/** Whole milliseconds since 1970-01-01 UTC: the wall clock, which may jump. For stamps, never for measuring. */
export type Instant = number

/** A timer that has been set. Disposing it cancels it; disposing it again, or after it fired, does nothing. */
export type Timer = Disposable

export interface Clock {
  /** The wall clock. */
  now(): Instant
  /** Milliseconds from an arbitrary start; never goes back. For measuring. */
  monotonic(): number
  /** Calls `callback` once after `delay`. A pending timer keeps the process alive unless `background` is set. */
  setTimer(delay: Duration, callback: () => void, options?: { background?: boolean }): Timer
}

/** The host's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  setTimer(delay, callback, options) {
    // The host clamps longer delays to 1 ms; past this (24.8 days) the timer is set again on the way.
    const longest = 0x7fffffff
    let handle: NodeJS.Timeout
    const arm = (rest: number): void => {
      handle = setTimeout(
        () => {
          if (rest > longest) arm(rest - longest)
          else callback()
        },
        // What was counted out a moment ago may be over, of which the host would warn.
        Math.max(0, Math.min(rest, longest)),
      )
      // Of a browser's timers, which are numbers and keep nothing alive, that is more than there is.
      if (options?.background === true) (handle as Partial<NodeJS.Timeout>).unref?.()
    }
    arm(delay)
    return {
      [Symbol.dispose]: () => {
        clearTimeout(handle)
      },
    }
  },
}

/**
 * Resolves after `delay`; rejects with the signal's reason when `signal` aborts first. `background` lets the process
 * end while this waits.
 */
export function sleep(
  clock: Clock,
  delay: Duration,
  options: { signal?: AbortSignal | undefined; background?: boolean } = {},
): Promise<void> {
  const { signal, background = false } = options
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(abortReason(signal))
      return
    }
    const timer = clock.setTimer(
      delay,
      () => {
        signal?.removeEventListener('abort', onAbort)
        resolve()
      },
      { background },
    )
    const onAbort = (): void => {
      timer[Symbol.dispose]()
      reject(abortReason(signal))
    }
    signal?.addEventListener('abort', onAbort, { once: true })
  })
}

/** The reason of an aborted signal as an error: the caller's own `Error`, else a `cancelled` one. */
export function abortReason(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason
  if (reason instanceof Error && reason.name !== 'AbortError') return reason
  return new DialtoneError('cancelled', 'the operation was cancelled', { cause: reason })
}

/**
 * A clock that stands still until it is moved. Timers fire in the order of their time, then of their setting, each with
 * the clock standing at its own time.
 */
export class VirtualClock implements Clock {
  #elapsed = 0
  #serial = 0
  readonly #epoch: Instant
  readonly #timers = new Map<number, { at: number; callback: () => void }>()

  constructor(epoch: Instant = Date.UTC(2026, 0, 1)) {
    this.#epoch = epoch
  }

  now(): Instant {
    // It may stand between two: a timer is set as finely as `monotonic` measures.
    return Math.floor(this.#epoch + this.#elapsed)
  }

  monotonic(): number {
    return this.#elapsed
  }

  setTimer(delay: Duration, callback: () => void): Timer {
    const id = this.#serial++
    this.#timers.set(id, { at: this.#elapsed + Math.max(0, delay), callback })
    return {
      [Symbol.dispose]: () => {
        this.#timers.delete(id)
      },
    }
  }

  /** How many timers are set: a test that ends with some has a leak. */
  get pending(): number {
    return this.#timers.size
  }

  /** Moves by `delay`, firing what falls due on the way, and lets promises settle in between. */
  async advance(delay: Duration): Promise<void> {
    const end = this.#elapsed + delay
    await settle()
    for (let next = this.#next(); next !== undefined && next.at <= end; next = this.#next()) {
      this.#fire(next)
      await settle()
    }
    this.#elapsed = end
  }

  /**
   * Moves from timer to timer until `promise` settles, and gives its outcome. Fails when no timer is left, or after
   * `limit` of virtual time (an hour unless told): then the promise waits for something that time does not bring.
   */
  async resolve<T>(promise: Promise<T>, options: { limit?: Duration } = {}): Promise<T> {
    const end = this.#elapsed + (options.limit ?? Milliseconds(3_600_000))
    let settled = false as boolean // not the literal: `done` changes it out of the compiler's sight
    const done = (): void => {
      settled = true
    }
    promise.then(done, done)
    await settle()
    while (!settled) {
      const next = this.#next()
      if (next === undefined || next.at > end) {
        throw new DialtoneError(
          'internal',
          'the promise does not settle by the passing of (virtual) time alone',
        )
      }
      this.#fire(next)
      await settle()
    }
    return promise
  }

  #next(): { id: number; at: number } | undefined {
    let first: { id: number; at: number } | undefined
    for (const [id, { at }] of this.#timers) {
      if (first === undefined || at < first.at) first = { id, at }
    }
    return first
  }

  #fire(next: { id: number; at: number }): void {
    const timer = this.#timers.get(next.id)
    this.#timers.delete(next.id)
    this.#elapsed = Math.max(this.#elapsed, next.at)
    timer?.callback()
  }
}

/** Lets everything that is ready run: microtasks, immediates and what those make ready. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) {
    await new Promise<void>((resolve) => {
      setImmediate(resolve)
    })
  }
}
