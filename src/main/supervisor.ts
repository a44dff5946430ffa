/**
 * What the service tells whoever started it and watches over it: systemd, by the protocol of sd_notify(3). Ready, reloading,
 * stopping, what is so in one line, and that it is well: pings that come from the event loop after the store has answered, so that
 * they stop when either is stuck.
 *
 * Where nobody asked (`$NOTIFY_SOCKET` is not set) nothing is loaded and nothing is done.
 */
import { Milliseconds, toDialtoneError, type Clock, type Logger, type Timer } from '../base/index.ts'

/** A way to the supervisor; false when it has no room now. */
export interface NotifySocket extends Disposable {
  send(text: string): boolean
}

export interface SupervisorOptions {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly pid: number
  readonly clock: Clock
  readonly log: Logger
  /** @throws SystemError where there can be no such socket. */
  readonly open: (path: string) => NotifySocket
  /** Of the kernel's monotonic clock. */
  readonly microseconds: () => bigint
}

export interface Supervisor extends Disposable {
  /** The service answers. From now on it pings, whenever `pulse` has resolved. */
  ready(status: string, pulse: () => Promise<void>): void
  /** What is so, in one line. */
  status(text: string): void
  /** Before the configuration is read again; `reloaded` afterwards. */
  reloading(): void
  reloaded(): void
  stopping(): void
}

/** What could not be sent is sent again after so long. */
const RETRY = Milliseconds(100)

const NOBODY: Supervisor = {
  ready: () => undefined,
  status: () => undefined,
  reloading: () => undefined,
  reloaded: () => undefined,
  stopping: () => undefined,
  [Symbol.dispose]: () => undefined,
}

export function createSupervisor(options: SupervisorOptions): Supervisor {
  const { env, log, open } = options
  const path = env.NOTIFY_SOCKET
  if (path === undefined || path === '') return NOBODY
  try {
    return new NotifiedSupervisor(open(path), options)
  } catch (thrown) {
    log.warn(
      { path, error: toDialtoneError(thrown).message },
      'whoever started the service cannot be told of it',
    )
    return NOBODY
  }
}

class NotifiedSupervisor implements Supervisor {
  readonly #socket: NotifySocket
  readonly #options: SupervisorOptions
  /** In order, what the supervisor had no room for. */
  #unsent: string[] = []
  #retry: Timer | undefined
  #ping: Timer | undefined
  #status = ''
  #over = false

  constructor(socket: NotifySocket, options: SupervisorOptions) {
    this.#socket = socket
    this.#options = options
  }

  ready(status: string, pulse: () => Promise<void>): void {
    this.#status = status
    this.#send(`READY=1\nSTATUS=${status}`)
    const interval = this.#watchdog()
    if (interval !== undefined) this.#beat(interval, pulse)
  }

  status(text: string): void {
    if (text === this.#status) return
    this.#status = text
    this.#send(`STATUS=${text}`)
  }

  reloading(): void {
    const now = this.#options.microseconds()
    this.#send(`RELOADING=1\nMONOTONIC_USEC=${now}\nSTATUS=reading the configuration again`)
  }

  reloaded(): void {
    this.#send(`READY=1\nSTATUS=${this.#status}`)
  }

  stopping(): void {
    this.#ping?.[Symbol.dispose]()
    this.#send('STOPPING=1\nSTATUS=stopping')
  }

  [Symbol.dispose](): void {
    if (this.#over) return
    this.#over = true
    this.#ping?.[Symbol.dispose]()
    this.#retry?.[Symbol.dispose]()
    this.#socket[Symbol.dispose]()
  }

  /** Milliseconds between two pings; nothing where nobody waits for them. */
  #watchdog(): number | undefined {
    const { env, pid } = this.#options
    const limit = Number(env.WATCHDOG_USEC)
    if (!Number.isSafeInteger(limit) || limit <= 0) return undefined
    // It may be meant for another process of the same environment (sd_watchdog_enabled(3)).
    if (env.WATCHDOG_PID !== undefined && env.WATCHDOG_PID !== String(pid)) return undefined
    // A third, so that one that was late does no harm.
    return Math.max(1, limit / 3000)
  }

  #beat(interval: number, pulse: () => Promise<void>): void {
    this.#ping = this.#options.clock.setTimer(
      Milliseconds(interval),
      () => {
        // The next one is set when this has been answered: a pulse that hangs ends the pings.
        void pulse().then(
          () => {
            if (this.#over) return
            this.#send('WATCHDOG=1')
            this.#beat(interval, pulse)
          },
          (thrown: unknown) => {
            this.#options.log.error({ error: toDialtoneError(thrown).message }, 'the service is not well')
          },
        )
      },
      { background: true },
    )
  }

  #send(text: string): void {
    if (this.#over) return
    this.#unsent.push(text)
    this.#flush()
  }

  #flush(): void {
    if (this.#retry !== undefined) return
    try {
      for (;;) {
        const [text] = this.#unsent
        if (text === undefined) return
        if (!this.#socket.send(text)) break
        this.#unsent.shift()
      }
    } catch (thrown) {
      this.#options.log.warn({ error: toDialtoneError(thrown).message }, 'the supervisor cannot be told')
      this.#unsent = []
      return
    }
    this.#retry = this.#options.clock.setTimer(
      RETRY,
      () => {
        this.#retry = undefined
        this.#flush()
      },
      { background: true },
    )
  }
}
