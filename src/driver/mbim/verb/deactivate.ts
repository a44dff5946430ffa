/** Taking a context down: CONNECT set DEACTIVATE. */
import { CauseError, type NetworkCause } from '../../../core/index.ts'
import { DEACTIVATE_TIMEOUT, StatusError } from '../../../device/index.ts'
import { Connect } from '../../../mbim/index.ts'
import { Milliseconds, type Duration } from '../../../base/index.ts'
import { causeError } from '../cause.ts'
import type { DriverContext } from '../context.ts'
import { contextState, type ConnectInfo } from '../fact/context.ts'
import { Listening } from '../listening.ts'
import { patiently } from '../patience.ts'

export async function deactivate(
  context: DriverContext,
  sessionId: number,
  signal: AbortSignal,
): Promise<void> {
  const what = 'deactivating the context'
  try {
    await takeDown(context, sessionId, { signal })
  } catch (error) {
    if (error instanceof StatusError && error.status === 'context-not-activated') {
      tellDown(context, sessionId)
      const message = 'there is nothing to deactivate: the context is not activated'
      throw new CauseError({ code: 'not_activated', message }, { cause: error })
    }
    throw causeError(error, what)
  }
}

/** As `deactivate`, with the errors of the device. */
export async function takeDown(
  context: DriverContext,
  sessionId: number,
  options: { signal: AbortSignal; timeout?: Duration },
): Promise<void> {
  const { clock, device, waiters } = context
  const { signal, timeout = DEACTIVATE_TIMEOUT } = options
  const end = clock.monotonic() + timeout
  using indicated = new Listening(waiters.connect, (one) => one.sessionId === sessionId)
  const info = await patiently(
    () =>
      device.set(
        Connect,
        {
          sessionId,
          activationCommand: 'deactivate',
          accessString: '',
          userName: '',
          password: '',
          compression: 'none',
          authProtocol: 'none',
          ipType: 'default',
          contextType: 'internet',
        },
        { signal, timeout },
      ),
    { clock, signal },
  )
  if (contextState(info.activationState) !== 'deactivated') {
    // Some functions answer before it is down.
    const isDown = (one: ConnectInfo): boolean => contextState(one.activationState) === 'deactivated'
    const rest = Milliseconds(Math.max(0, end - clock.monotonic()))
    await indicated.until(isDown, { what: 'deactivating the context', timeout: rest, clock, signal })
  }
  tellDown(context, sessionId)
}

export function tellDown(context: DriverContext, sessionId: number, networkError?: NetworkCause): void {
  context.known.contexts.set(sessionId, { state: 'deactivated' })
  context.tell({ type: 'context', sessionId, state: 'deactivated', ...(networkError && { networkError }) })
}
