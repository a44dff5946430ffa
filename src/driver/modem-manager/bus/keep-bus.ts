/** A bus that is there again after it was gone: connected to anew, less and less often while that fails. */
import {
  retrySchedule,
  Seconds,
  sleep,
  toDialtoneError,
  type Clock,
  type DialtoneError,
  type Random,
} from '../../../base/index.ts'
import { whenAborted } from '../../when-aborted.ts'
import type { Bus } from './bus.ts'

export interface KeptBus {
  /** Every time that it is there. What it throws or rejects with ends that bus. */
  opened(bus: Bus, signal: AbortSignal): Promise<void>
  /** It could not be reached, or is gone; it is tried again. */
  lost(cause: DialtoneError): void
}

export interface KeepBusOptions {
  readonly open: (options: { signal: AbortSignal }) => Promise<Bus>
  readonly clock: Clock
  readonly random: Random
}

const RETRIES = { first: Seconds(1), ceiling: Seconds(30), jitter: 0.25 } as const

/** Until disposed; resolves then when nothing of it is left. */
export function keepBus(kept: KeptBus, { open, clock, random }: KeepBusOptions): AsyncDisposable {
  const stopping = new AbortController()
  const { signal } = stopping
  const run = async (): Promise<void> => {
    let pauses = retrySchedule({ ...RETRIES, random })
    while (!signal.aborted) {
      try {
        const bus = await open({ signal })
        const ended = new Promise<DialtoneError>((resolve) => bus.onClosed(resolve))
        using _stopped = whenAborted(signal, () => bus.close())
        try {
          await Promise.race([kept.opened(bus, signal), ended.then((cause) => Promise.reject(cause))])
          pauses = retrySchedule({ ...RETRIES, random })
          throw await Promise.race([ended, aborted(signal)])
        } finally {
          bus.close()
        }
      } catch (error) {
        if (isAborted(signal)) return
        kept.lost(toDialtoneError(error))
      }
      await sleep(clock, pauses.next().value ?? RETRIES.ceiling, { signal, background: true }).catch(
        () => undefined,
      )
    }
  }
  const running = run()
  return {
    [Symbol.asyncDispose]: async () => {
      stopping.abort()
      await running
    },
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    whenAborted(signal, () => reject(toDialtoneError(signal.reason)))
  })
}

/** As a question, since an await may have changed the answer. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted
}
