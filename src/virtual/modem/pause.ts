/** Waiting as a modem does: over at once when there is nothing to wait for, and when nobody wants the outcome any more. */
import { sleep, type Clock, type Duration } from '../../base/index.ts'

/** Resolves after `duration`, or as soon as `signal` aborts: whoever waited looks whether it is still wanted. */
export async function pause(clock: Clock, duration: Duration, signal: AbortSignal): Promise<void> {
  if (duration <= 0 || signal.aborted) return
  try {
    await sleep(clock, duration, { signal })
  } catch {
    // Only the signal ends the sleep, and it has said so itself.
  }
}

/** Resolves when `signal` aborts. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else {
      signal.addEventListener(
        'abort',
        () => {
          resolve()
        },
        { once: true },
      )
    }
  })
}
