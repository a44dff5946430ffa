/** Stays with a request that a modem was asked for until its end; Ctrl-C or a time-out gives it up, and its end is still awaited. */
import { DialtoneError, type Duration } from '../../../base/index.ts'
import { CauseError, type Request } from '../../../core/index.ts'
import type { Context } from '../context.ts'

/** The longest wait that the service takes, in milliseconds. */
const WAIT = 60_000

/** @throws CauseError with the cause of a request that failed; `timeout` where it was given up for that. */
export async function awaitRequest(
  context: Context,
  id: number,
  options: { readonly timeout?: Duration | undefined; readonly waiting?: string } = {},
): Promise<Request> {
  const { service, host, interruption, output } = context
  let late = false as boolean // set by the timer, out of the compiler's sight
  const giveUp = (): void => {
    output.note('Giving up …')
    // Where it has ended by now, its end says how.
    service.cancelRequest({ request: id }).catch(() => undefined)
  }
  using resources = new DisposableStack()
  resources.use(output.waiting(options.waiting ?? `Waiting for request ${id}; Ctrl-C gives it up`))
  if (interruption.aborted) giveUp()
  interruption.addEventListener('abort', giveUp, { once: true })
  resources.defer(() => interruption.removeEventListener('abort', giveUp))
  if (options.timeout !== undefined) {
    const timedOut = (): void => {
      late = true
      giveUp()
    }
    resources.use(host.clock.setTimer(options.timeout, timedOut))
  }
  for (;;) {
    const request = await service.request({ request: id, wait: WAIT })
    if (request.state === 'succeeded') return request
    if (request.state === 'pending') continue
    const cause = request.cause ?? { code: 'internal', message: `request ${id} failed without a cause` }
    if (late && cause.code === 'cancelled') {
      throw new DialtoneError('timeout', 'it took too long and was given up')
    }
    throw new CauseError(cause)
  }
}
