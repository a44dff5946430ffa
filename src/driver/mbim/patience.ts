/** Asking a modem that is still starting, or busy with something else. */
import { DialtoneError, Milliseconds, retrySchedule, Seconds, sleep, type Clock } from '../../base/index.ts'
import { ProtocolError, StatusError } from '../../device/index.ts'

/**
 * Asks again while the modem is BUSY or NOT_INITIALIZED, or a fragment of its answer was lost; some seconds at the most,
 * as a modem that needs longer tells by indications when it is ready.
 */
export async function patiently<T>(
  ask: () => Promise<T>,
  options: { clock: Clock; signal: AbortSignal },
): Promise<T> {
  let last: unknown
  try {
    return await ask()
  } catch (error) {
    if (!isPassing(error)) throw error
    last = error
  }
  for (const pause of retrySchedule({ first: Milliseconds(250), ceiling: Seconds(2), attempts: 5 })) {
    await sleep(options.clock, pause, { signal: options.signal })
    try {
      return await ask()
    } catch (error) {
      if (!isPassing(error)) throw error
      last = error
    }
  }
  throw last
}

/** As `patiently`, and once more when no answer came: what cannot be done without. */
export async function insistently<T>(
  ask: () => Promise<T>,
  options: { clock: Clock; signal: AbortSignal },
): Promise<T> {
  try {
    return await patiently(ask, options)
  } catch (error) {
    if (!(error instanceof DialtoneError) || error.code !== 'timeout') throw error
    return patiently(ask, options)
  }
}

/** What a modem need not have: nothing when it refuses, does not know the command, or answers nonsense. */
export async function ifOffered<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof StatusError) return undefined
    if (error instanceof DialtoneError && OPTIONAL.has(error.code)) return undefined
    throw error
  }
}

const OPTIONAL: ReadonlySet<string> = new Set(['not_supported', 'protocol', 'timeout'])

function isPassing(error: unknown): boolean {
  if (error instanceof StatusError) return error.status === 'busy' || error.status === 'not-initialized'
  return error instanceof ProtocolError && LOST_FRAGMENT.has(error.error)
}

const LOST_FRAGMENT: ReadonlySet<unknown> = new Set([
  'timeout-fragment',
  'fragment-out-of-sequence',
  'length-mismatch',
])
