/**
 * A modem with serial ports that are spoken to by AT commands: what its ports have in common, and what is told to all of them. The
 * modem itself (card, radio, registration, contexts, messages) is the one that its other functions share.
 *
 *     const end = modem.serial.connect(line)       // a port; as many as there are lines
 *     end.receive(octets)                          // from the terminal
 */
import { silent, type Clock, type Logger } from '../../base/index.ts'
import type { Change } from '../modem/change.ts'
import type { Modem } from '../modem/modem.ts'
import { AtPort } from './at-port.ts'
import { Movement } from './network-words.ts'
import type { SerialEnd, SerialLine } from './serial-line.ts'
import { copySettings, factorySettings, type Settings } from './settings.ts'
import { unsolicited } from './unsolicited.ts'

export interface AtModemOptions {
  readonly modem: Modem
  /** Takes the whole modem down and up again (AT+CFUN=1,1). */
  readonly restart: () => void
  readonly log?: Logger
}

/** AT+CFUN: 3GPP TS 27.007 §8.2. */
export type Functionality = 0 | 1 | 4

export class AtModem {
  readonly modem: Modem
  readonly restart: () => void
  readonly #clock: Clock
  readonly #log: Logger
  readonly #ports = new Set<AtPort>()
  readonly #movement: Movement
  #stored = factorySettings()
  #resting: 0 | 4 = 4
  /** What +CEER tells of: the cause of the last call or context that failed or ended. */
  lastCause: number | undefined
  /** A terminal has taken it from the network (+COPS=2) and not put it back. */
  deregistered = false

  constructor({ modem, restart, log = silent }: AtModemOptions) {
    this.modem = modem
    this.restart = restart
    this.#clock = modem.clock
    this.#log = log
    this.#movement = new Movement(modem)
    modem.listen((change) => {
      this.#changed(change)
    })
  }

  /** A port for this line, with the settings that were stored. */
  connect(line: SerialLine): SerialEnd {
    const settings = copySettings(this.#stored)
    const port = new AtPort({ at: this, line, clock: this.#clock, log: this.#log, settings })
    this.#ports.add(port)
    return port
  }

  get ports(): ReadonlySet<AtPort> {
    return this.#ports
  }

  /** A port is no longer there. */
  left(port: AtPort): void {
    this.#ports.delete(port)
  }

  get storedSettings(): Settings {
    return this.#stored
  }

  /** &W */
  store(settings: Settings): void {
    this.#stored = copySettings(settings)
  }

  get functionality(): Functionality {
    return this.modem.radio.software === 'on' ? 1 : this.#resting
  }

  setFunctionality(functionality: Functionality, by: object): void {
    if (functionality !== 1) this.#resting = functionality
    this.modem.radio.setSoftware(functionality === 1 ? 'on' : 'off', by)
  }

  /** Its ports are no longer there, and what does not outlive them is forgotten. */
  powerOff(): void {
    for (const port of this.#ports) port[Symbol.dispose]()
    this.#resting = 4
    this.lastCause = undefined
    this.deregistered = false
  }

  #changed(change: Change): void {
    if (change.topic === 'context') this.#note(change)
    const moves = this.#movement.look()
    for (const port of this.#ports) {
      try {
        for (const text of unsolicited(change, port.settings, this, moves)) port.tell(text)
      } catch (thrown) {
        // Whatever changed has changed: that it cannot be told is no reason to stop it.
        this.#log.error({ error: thrown }, 'the virtual modem could not tell its terminal of a change')
      }
    }
  }

  #note({ index = 0 }: Change): void {
    const context = this.modem.contexts.get(index)
    if (context?.state === 'deactivated' && context.networkError !== 0) this.lastCause = context.networkError
  }
}
