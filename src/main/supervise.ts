/** What ties a service to its supervisor: the way to it, and when its line is told anew. */
import { Milliseconds, type Timer } from '../base/index.ts'
import type { WatchItem } from '../api/index.ts'
import { DatagramSender, monotonicMicroseconds } from '../native/index.ts'
import type { ServeOptions, Serving } from './serve-service.ts'
import { statusLine } from './status-line.ts'
import { createSupervisor, type Supervisor } from './supervisor.ts'

/** Given to this process by its supervisor, and to none that it starts. */
const OURS = ['NOTIFY_SOCKET', 'WATCHDOG_USEC', 'WATCHDOG_PID']

export function supervise(
  env: Readonly<Record<string, string | undefined>>,
  { clock, log }: Pick<ServeOptions, 'clock' | 'log'>,
): Supervisor {
  const supervisor = createSupervisor({
    env: { ...env },
    pid: process.pid,
    clock,
    log,
    open: (path) => new DatagramSender(path),
    microseconds: monotonicMicroseconds,
  })
  for (const name of OURS) Reflect.deleteProperty(process.env, name)
  return supervisor
}

/** Much may happen at once, such as fifty modems that arrive: it is told together. */
const TOGETHER = Milliseconds(200)

/** Tells the supervisor what is so, a moment after it has changed. */
export function tellStatus(
  serving: Pick<Serving, 'service' | 'vitals'>,
  supervisor: Supervisor,
  { clock }: Pick<ServeOptions, 'clock'>,
): Disposable & { line(): Promise<string>; seen(item: WatchItem): void } {
  let timer: Timer | undefined
  const line = async (): Promise<string> => statusLine(await serving.service.snapshot(), serving.vitals())
  return {
    line,
    seen({ type }) {
      if (!/^(modem|connection|dial|storage)\./.test(type)) return
      timer ??= clock.setTimer(
        TOGETHER,
        () => {
          timer = undefined
          // A service that stops has said so already.
          line().then(
            (text) => supervisor.status(text),
            () => undefined,
          )
        },
        { background: true },
      )
    },
    [Symbol.dispose]: () => timer?.[Symbol.dispose](),
  }
}
