/**
 * Looks after a modem that says nothing: it may be content, or wedged. After half a minute of silence it is asked for its
 * signal, which every modem answers at once; as often in a row as it takes the device to call it wedged.
 */
import { DialtoneError, Milliseconds, Seconds, type Timer } from '../../base/index.ts'
import { SignalState } from '../../mbim/index.ts'
import type { DriverContext } from './context.ts'
import { signal } from './fact/signal.ts'

/** ModemManager asks for the signal as often. */
const SILENCE = Seconds(30)

/** Until disposed, or the context ends. */
export function watchLife(context: DriverContext): Disposable {
  const { clock, device } = context
  let timer: Timer | undefined
  const arm = (): void => {
    if (context.signal.aborted) return
    const rest = device.lastHeard + SILENCE - clock.monotonic()
    // The process may end while this waits.
    timer = clock.setTimer(Milliseconds(Math.max(0, rest)), look, { background: true })
  }
  const look = (): void => {
    if (device.lastHeard + SILENCE > clock.monotonic()) {
      arm()
      return
    }
    device.query(SignalState, {}, { signal: context.signal }).then(
      (info) => {
        context.tell({ type: 'signal', signal: signal(info) })
        arm()
      },
      (error: unknown) => {
        // A refusal is a sign of life as well; silence is looked into at once.
        if (error instanceof DialtoneError && error.code === 'timeout') {
          if (!context.signal.aborted) look()
        } else arm()
      },
    )
  }
  arm()
  return {
    [Symbol.dispose]: () => timer?.[Symbol.dispose](),
  }
}
