/** A terminal on a serial port of a virtual modem: types, and reads what comes. */
import { Milliseconds, VirtualClock } from '../../src/base/index.ts'
import type { LineSignals, SerialEnd } from '../../src/virtual/at/serial-line.ts'
import type { PacketNetwork } from '../../src/virtual/data-path/packet-network.ts'
import { createVirtualModem, type VirtualModem } from '../../src/virtual/virtual-modem.ts'
import type { VirtualModemOptions } from '../../src/virtual/virtual-modem-options.ts'

export class SerialTerminal {
  readonly end: SerialEnd
  readonly #clock: VirtualClock
  readonly #received: number[] = []
  #signals: LineSignals | undefined

  constructor(modem: VirtualModem, clock: VirtualClock, network?: PacketNetwork) {
    this.#clock = clock
    this.end = modem.connectSerial(
      {
        send: (octets) => this.#received.push(...octets),
        signals: (signals) => {
          this.#signals = signals
        },
      },
      { ...(network && { network }) },
    )
  }

  get signals(): LineSignals | undefined {
    return this.#signals
  }

  /** What has come since it was last asked for, an octet a character. */
  heard(): string {
    return String.fromCharCode(...this.octets())
  }

  octets(): readonly number[] {
    return this.#received.splice(0)
  }

  /** Types this, and gives what comes of it without time passing. */
  async type(text: string): Promise<string> {
    this.end.receive(Uint8Array.from(text, (character) => character.charCodeAt(0)))
    await this.#clock.advance(Milliseconds(0))
    return this.heard()
  }

  /** A command line, answered: the lines that are not empty, with bars between them. */
  async ask(line: string): Promise<string> {
    return lines(await this.type(`${line}\r`))
  }
}

export function lines(text: string): string {
  return text
    .split(/[\r\n]+/)
    .filter((line) => line !== '')
    .join(' | ')
}

export interface SerialRig {
  readonly clock: VirtualClock
  readonly modem: VirtualModem
  readonly terminal: SerialTerminal
}

/** A modem that answers at once, registered and attached, and a terminal that it does not echo to. */
export async function serialRig(options: Partial<VirtualModemOptions> = {}): Promise<SerialRig> {
  const clock = new VirtualClock()
  const modem = createVirtualModem({ name: 'virtual0', timing: 'instant', clock, ...options })
  const terminal = new SerialTerminal(modem, clock)
  await terminal.type('ATE0\r')
  return { clock, modem, terminal }
}
