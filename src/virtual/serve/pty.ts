/**
 * Serves a virtual modem on a pty, as a control device that a program opens without a proxy: a symbolic link at a chosen
 * path leads to the terminal. Programs come and go, one at a time; the modem stays as they leave it. While it is unplugged
 * there is no such path.
 */
import { Milliseconds, silent, systemClock } from '../../base/index.ts'
import type { Clock, Logger, Timer } from '../../base/index.ts'
import { characterDevice, type Channel } from '../../channel/index.ts'
import type { Pty } from '../../native/index.ts'
import type { HostedModem } from '../hosted-modem.ts'
import { checkPath, closePty, openPty } from './pty-link.ts'

export interface PtyOptions {
  readonly modem: HostedModem
  /** Where the link is made. What is there must be a link to a terminal, left by an earlier server. */
  readonly path: string
  readonly clock?: Clock
  readonly log?: Logger
}

/** The kernel does not tell when a terminal is opened; this is how long a program may find nobody there. */
const PROBE = Milliseconds(20)

/** Serving until it is disposed of. */
export class PtyServer implements Disposable {
  readonly path: string
  readonly #clock: Clock
  readonly #log: Logger
  readonly #served: HostedModem
  readonly #attached: Disposable
  #pty: Pty | undefined
  #modem: Channel | undefined
  #program: Channel | undefined
  #probe: Timer | undefined
  #ended = false

  /** @throws DialtoneError `already_exists` when something else is at the path, `channel_failed` when it cannot be made */
  constructor(options: PtyOptions) {
    this.path = options.path
    this.#clock = options.clock ?? systemClock
    this.#log = options.log ?? silent
    this.#served = options.modem
    checkPath(options.path)
    this.#attached = options.modem.attachHost((channel) => {
      this.#plugged(channel)
    })
  }

  /** The terminal itself, `/dev/pts/3`; nothing while the modem is unplugged. */
  get device(): string | undefined {
    return this.#pty?.path
  }

  [Symbol.dispose](): void {
    if (this.#ended) return
    this.#ended = true
    this.#attached[Symbol.dispose]()
    this.#modem?.close()
    this.#unplugged()
  }

  #plugged(modem: Channel): void {
    const pty = openPty(this.path)
    this.#pty = pty
    this.#log.info({ path: this.path, device: pty.path }, 'the virtual modem is on a pty')
    this.#serve(modem)
    this.#listen(pty)
  }

  /** Until the program goes; in place of the channel before. */
  #serve(modem: Channel): void {
    const before = this.#modem
    this.#modem = modem
    before?.close()
    modem.start({
      frame: (frame) => {
        this.#program?.send(frame)
      },
      closed: () => {
        if (this.#modem === modem) this.#unplugged()
      },
    })
  }

  #unplugged(): void {
    this.#probe?.[Symbol.dispose]()
    const pty = this.#pty
    this.#pty = undefined
    this.#modem = undefined
    this.#program?.close()
    this.#program = undefined
    if (pty !== undefined) closePty(this.path, pty)
  }

  #listen(pty: Pty): void {
    const program = characterDevice(pty.duplicate(), this.path, { clock: this.#clock })
    this.#program = program
    program.start({
      frame: (frame) => {
        this.#modem?.send(frame)
      },
      closed: () => {
        if (this.#program !== program) return
        this.#program = undefined
        // Nobody hears the answers that it waited for.
        this.#serve(this.#served.connect())
        this.#awaitProgram(pty)
      },
    })
  }

  /** A terminal that nobody has open reads as broken: it is looked at, not read, until somebody has. */
  #awaitProgram(pty: Pty): void {
    const look = (): void => {
      if (this.#pty !== pty) return
      // In the foreground: a server without a program is serving still.
      if (pty.isHungUp) this.#probe = this.#clock.setTimer(PROBE, look)
      else this.#listen(pty)
    }
    look()
  }
}
