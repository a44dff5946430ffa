/**
 * Serves a serial port of a virtual modem on a pty, for `chat`, `pppd`, `picocom` and the like: a symbolic link at a chosen path leads
 * to the terminal. Programs come and go; that one has gone is what its line tells by DTR. While the modem is unplugged there is no
 * such path. A pty has no other circuits: the carrier and the bell are not seen there.
 */
import { closeSync } from 'node:fs'
import { Milliseconds, silent, systemClock, type Clock, type Logger, type Timer } from '../../base/index.ts'
import { NonBlockingFile, type Pty } from '../../native/index.ts'
import type { SerialEnd } from '../at/serial-line.ts'
import type { PacketNetwork } from '../data-path/packet-network.ts'
import type { VirtualModem } from '../virtual-modem.ts'
import { checkPath, closePty, openPty } from './pty-link.ts'

export interface SerialPtyOptions {
  readonly modem: VirtualModem
  /** Where the link is made. What is there must be a link to a terminal, left by an earlier server. */
  readonly path: string
  /** Where packets of its calls go; answered in the process where there is none. */
  readonly network?: PacketNetwork
  readonly clock?: Clock
  readonly log?: Logger
}

/** The kernel does not tell when a terminal is opened; this is how long a program may find nobody there. */
const PROBE = Milliseconds(20)

/**
 * Serving until what this gives is disposed of.
 * @throws DialtoneError `already_exists` when something else is at the path, `channel_failed` when it cannot be made
 */
export function serveSerialPty(options: SerialPtyOptions): Disposable {
  checkPath(options.path)
  return options.modem.whilePlugged(() => new SerialPty(options))
}

class SerialPty implements Disposable {
  readonly #path: string
  readonly #clock: Clock
  readonly #pty: Pty
  readonly #end: SerialEnd
  #program: NonBlockingFile | undefined
  #probe: Timer | undefined
  #over = false

  constructor({ modem, path, network, clock = systemClock, log = silent }: SerialPtyOptions) {
    this.#path = path
    this.#clock = clock
    this.#pty = openPty(path)
    // Opened and closed once, it is known to have nobody on it; before that the kernel cannot tell.
    closeSync(NonBlockingFile.open(this.#pty.path))
    this.#end = modem.connectSerial(
      {
        send: (octets) => this.#program?.write(octets),
        signals: () => undefined,
      },
      { ...(network && { network }) },
    )
    this.#end.terminalReady(false)
    log.info({ path, device: this.#pty.path }, 'a serial port of the virtual modem is on a pty')
    this.#awaitProgram()
  }

  [Symbol.dispose](): void {
    if (this.#over) return
    this.#over = true
    this.#probe?.[Symbol.dispose]()
    this.#end[Symbol.dispose]()
    this.#program?.[Symbol.dispose]()
    closePty(this.#path, this.#pty)
  }

  /** A terminal that nobody has open reads as broken: it is looked at, not read, until somebody has. */
  #awaitProgram(): void {
    if (this.#over) return
    // In the foreground: a server without a program is serving still.
    if (this.#pty.isHungUp) this.#probe = this.#clock.setTimer(PROBE, () => this.#awaitProgram())
    else this.#listen()
  }

  #listen(): void {
    const program = new NonBlockingFile(
      this.#pty.duplicate(),
      {
        data: (octets) => {
          this.#end.receive(octets)
        },
        ended: () => {
          if (this.#program !== program) return
          this.#program = undefined
          this.#end.terminalReady(false)
          this.#awaitProgram()
        },
      },
      { clock: this.#clock },
    )
    this.#program = program
    this.#end.terminalReady(true)
  }
}
