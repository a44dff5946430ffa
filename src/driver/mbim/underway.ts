/**
 * Asks again about a context that is on its way up or down: whoever asked for it, such as a program that has died since, may
 * be the only one whom the modem tells how it ended (MBIM 1.0 §10.5.12 promises an indication of what no command caused).
 * The answer is told as an indication would be. A session that a verb is bringing up is that verb's.
 */
import { Minutes, Seconds, type Clock, type Timer } from '../../base/index.ts'
import type { ConnectionState, DriverFact } from '../../core/index.ts'
import { StatusError } from '../../device/index.ts'
import { Connect } from '../../mbim/index.ts'
import type { DriverContext } from './context.ts'
import { contextState } from './fact/context.ts'
import { networkCause } from './fact/network-cause.ts'
import { connectHeard } from './hear.ts'
import { tellUp } from './verb/activate.ts'
import { tellDown } from './verb/deactivate.ts'

/** Most contexts are up or refused within seconds; a network that repeats itself takes minutes (TS 24.008 §11.2.2, T3380). */
const SOON = Seconds(2)
const LATER = Seconds(15)
const LATER_AFTER = Minutes(1)

export interface UnderwayWatch extends Disposable {
  /** To be called with everything that is told of a context. */
  told(fact: Extract<DriverFact, { type: 'context' }>): void
}

/** Until disposed, or the context of the driver ends. */
export function watchUnderway(context: DriverContext): UnderwayWatch {
  const watched = new Map<number, Disposable>()
  return {
    told: ({ sessionId, state }) => {
      if (!isUnderway(state)) {
        watched.get(sessionId)?.[Symbol.dispose]()
        watched.delete(sessionId)
      } else if (!watched.has(sessionId) && !context.signal.aborted) {
        watched.set(
          sessionId,
          repeat(context.clock, () => askAgain(context, sessionId)),
        )
      }
    },
    [Symbol.dispose]: () => {
      for (const one of watched.values()) one[Symbol.dispose]()
      watched.clear()
    },
  }
}

/** Runs `ask` again and again, a pause after it has ended, until disposed. */
function repeat(clock: Clock, ask: () => Promise<void>): Disposable {
  const begun = clock.monotonic()
  let timer: Timer | undefined
  let over = false
  const arm = (): void => {
    if (over) return
    const pause = clock.monotonic() - begun < LATER_AFTER ? SOON : LATER
    // The process may end while this waits.
    timer = clock.setTimer(pause, () => void ask().finally(arm), { background: true })
  }
  arm()
  return {
    [Symbol.dispose]: () => {
      over = true
      timer?.[Symbol.dispose]()
    },
  }
}

async function askAgain(context: DriverContext, sessionId: number): Promise<void> {
  const { device, known, log, signal } = context
  if (known.busy.has(sessionId)) return
  const before = known.contexts.get(sessionId)
  // What was indicated while it was asked, or is a verb's by now, is newer.
  const isOvertaken = (): boolean =>
    signal.aborted || known.busy.has(sessionId) || known.contexts.get(sessionId) !== before
  try {
    const info = await device.query(Connect, { sessionId }, { signal })
    if (isOvertaken()) return
    if (contextState(info.activationState) === 'activated') await tellUp(context, info, signal)
    else if (contextState(info.activationState) !== before?.state) connectHeard(context, info)
  } catch (error) {
    if (isOvertaken()) return
    const refused = StatusError.of(error)
    if (refused?.cid === Connect && refused.status === 'context-not-activated') {
      tellDown(context, sessionId, networkCause(refused.info(Connect.response)?.nwError))
    } else {
      log.debug({ sessionId, error: String(error) }, 'what becomes of a context could not be asked')
    }
  }
}

function isUnderway(state: ConnectionState): boolean {
  return state === 'activating' || state === 'deactivating'
}
