/**
 * Getting a function to listen (MBIM 1.0 §9.3.1). It is asked before it is opened: OPEN resets a function that is open,
 * and a session that a host before us left alive would be lost. Only a function that says NOT_OPENED, or says nothing
 * at all, is opened.
 */
import {
  DialtoneError,
  formatDuration,
  Milliseconds,
  sleep,
  type Clock,
  type Duration,
  type Logger,
} from '../base/index.ts'
import { serializeMessage, statusText, type FunctionMessage } from '../mbim/index.ts'
import { ProtocolError } from './errors.ts'
import { TIMEOUTS } from './timeouts.ts'
import type { TransactionRequest } from './transactions.ts'

export interface OpeningContext {
  run(request: TransactionRequest): Promise<FunctionMessage>
  /** Called at the first CLOSE_DONE that answers nothing while an OPEN is out; never again for the same OPEN. */
  onStrayCloseDone(callback: () => void): Disposable
  readonly clock: Clock
  readonly log: Logger
  /** The largest control transfer to ask for first, in bytes. */
  readonly maxControlTransfer: number
}

/** Ends the control session: the function deactivates every context. */
export async function closeFunction(
  context: OpeningContext,
  options: { timeout: Duration; signal?: AbortSignal | undefined },
): Promise<void> {
  await context.run({
    what: 'CLOSE',
    message: (transactionId) => serializeMessage({ type: 'close', transactionId }),
    answeredBy: (message) => message.type === 'close-done',
    timeout: options.timeout,
    signal: options.signal,
    urgent: true,
  })
}

/**
 * Opens a function that is closed, or resets one that is open; `wedged` closes it first. Repeats OPEN until it is
 * answered, as a modem that is still booting does not listen yet. Gives the accepted maximum control transfer.
 * @throws DialtoneError `timeout` when all attempts were in vain
 */
export async function openFunction(
  context: OpeningContext,
  options: { wedged: boolean; signal?: AbortSignal | undefined },
): Promise<number> {
  const { clock, log } = context
  const { signal } = options
  const end = clock.monotonic() + TIMEOUTS.openTotal
  let closeFirst = options.wedged
  let strayExpected = true
  let maxControlTransfer = context.maxControlTransfer
  let last: unknown
  while (clock.monotonic() < end) {
    if (closeFirst) {
      closeFirst = false
      await closeFunction(context, { timeout: TIMEOUTS.closeBeforeOpen, signal }).catch(tolerate)
    }
    const began = clock.monotonic()
    const stray = new AbortController()
    try {
      using _watch = context.onStrayCloseDone(() => {
        if (strayExpected) stray.abort(STRAY_CLOSE_DONE)
      })
      const both = signal === undefined ? stray.signal : AbortSignal.any([signal, stray.signal])
      await sendOpen(context, { maxControlTransfer, signal: both, end })
      return maxControlTransfer
    } catch (error) {
      if (error === STRAY_CLOSE_DONE) {
        // A CLOSE of the host before us was still in the pipe, and our OPEN perhaps ahead of it.
        closeFirst = true
        // Once: a function that keeps saying so would be closed for ever.
        strayExpected = false
        continue
      }
      tolerate(error)
      last = error
      if (error instanceof ProtocolError && error.error === 'max-transfer') {
        const next = smaller(maxControlTransfer)
        if (next < maxControlTransfer) {
          maxControlTransfer = next
          continue
        }
      }
      log.debug(
        { error: error instanceof Error ? error.message : String(error) },
        'OPEN failed, trying again',
      )
    }
    const rest = Math.min(began + TIMEOUTS.openRetry, end) - clock.monotonic()
    if (rest > 0) await sleep(clock, Milliseconds(rest), { signal })
  }
  throw new DialtoneError('timeout', `the modem did not open within ${formatDuration(TIMEOUTS.openTotal)}`, {
    cause: last,
  })
}

async function sendOpen(
  context: OpeningContext,
  options: { maxControlTransfer: number; signal: AbortSignal; end: number },
): Promise<void> {
  const { maxControlTransfer, signal, end } = options
  const answer = await context.run({
    what: 'OPEN',
    message: (transactionId) => serializeMessage({ type: 'open', transactionId, maxControlTransfer }),
    answeredBy: (message) => message.type === 'open-done',
    timeout: Milliseconds(Math.min(TIMEOUTS.openRetry, end - context.clock.monotonic())),
    signal,
    urgent: true,
  })
  if (answer.type === 'open-done' && answer.status !== 'success') {
    throw new DialtoneError('status', `OPEN: ${statusText(answer.status)}`)
  }
}

/** What another attempt may mend; anything else ends the opening. */
function tolerate(error: unknown): void {
  const transient =
    error instanceof DialtoneError &&
    (error.code === 'timeout' || error.code === 'status' || error.code === 'protocol')
  if (!transient) throw error
}

const STRAY_CLOSE_DONE = new DialtoneError('protocol', 'a CLOSE_DONE came that nobody waited for')

/** After MAX_TRANSFER: the least that any function must take, by way of what old ones are known to take. */
function smaller(maxControlTransfer: number): number {
  return maxControlTransfer > 512 ? 512 : 64
}
