/**
 * A modem with serial ports that are spoken to by AT commands: what its ports have in common, and what is told to all of them. The
 * modem itself (card, radio, registration, contexts, messages) is the one that its other functions share.
 *
 *     const end = modem.serial.connect(line)       // a port; as many as there are lines
 *     end.receive(octets)                          // from the terminal
 */
import { silent, type Clock, type Logger, type Random } from '../../base/index.ts'
import type { Change } from '../modem/change.ts'
import type { Modem } from '../modem/modem.ts'
import { ServiceDialogue } from '../carrier/service-code.ts'
import { responderNetwork } from '../data-path/responder-network.ts'
import type { PacketNetwork } from '../data-path/packet-network.ts'
import { AtPort } from './at-port.ts'
import { CallerCall } from './caller-call.ts'
import type { DataCall } from './data-call.ts'
import { IncomingCall, type Caller } from './incoming-call.ts'
import { PppCall, type Bearing } from './ppp-call.ts'
import { Movement } from './network-words.ts'
import type { SerialEnd, SerialLine } from './serial-line.ts'
import { copySettings, factorySettings, type Settings } from './settings.ts'
import { unsolicited } from './unsolicited.ts'

/** As that of an MBIM function. */
type Wedge = 'until-open' | 'until-restart'

export interface AtModemOptions {
  readonly modem: Modem
  readonly random: Random
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
  readonly #random: Random
  /** What answers in the process, for ports that have been given no other network. */
  readonly #responder = responderNetwork()
  /** What makes the far ends of calls that are no contexts hang up. */
  readonly hangingUp = new Set<() => void>()
  #caller: IncomingCall | undefined
  /** The dialogue of codes without a call: one for the whole modem. */
  readonly dialogue: ServiceDialogue
  #wedge: Wedge | undefined
  #stored = factorySettings()
  #resting: 0 | 4 = 4
  /** What +CEER tells of: the cause of the last call or context that failed or ended. */
  lastCause: number | undefined
  /** A terminal has taken it from the network (+COPS=2) and not put it back. */
  deregistered = false

  constructor({ modem, random, restart, log = silent }: AtModemOptions) {
    this.modem = modem
    this.restart = restart
    this.#clock = modem.clock
    this.#log = log
    this.#random = random
    this.dialogue = new ServiceDialogue(modem.carrier.serviceCodes)
    this.#movement = new Movement(modem)
    modem.listen((change) => {
      this.#changed(change)
    })
  }

  /** A port for this line, with the settings that were stored; the packets of its calls go to `network`. */
  connect(line: SerialLine, network: PacketNetwork = this.#responder): SerialEnd {
    this.opened()
    const settings = copySettings(this.#stored)
    const port = new AtPort({ at: this, line, clock: this.#clock, log: this.#log, settings, network })
    this.#ports.add(port)
    return port
  }

  /** Hears and says nothing, though it is there, until a terminal opens a port anew, or until it is restarted. */
  wedge(how: Wedge): void {
    this.#wedge = how
  }

  get isWedged(): boolean {
    return this.#wedge !== undefined
  }

  /** A terminal has opened a port. */
  opened(): void {
    if (this.#wedge === 'until-open') this.#wedge = undefined
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

  /** A call that carries PPP to what stands behind it. */
  pppCall(bearing: Bearing, rate: number, network: PacketNetwork): DataCall {
    return new PppCall({ modem: this.modem, network, bearing, random: this.#random, rate, log: this.#log })
  }

  /** Somebody calls. False where the modem cannot be reached, has no port that could ring, or is rung already. */
  ring(caller: Caller): boolean {
    if (this.#caller !== undefined || this.#ports.size === 0 || !this.modem.registration.isRegistered) {
      return false
    }
    this.#caller = new IncomingCall(caller, {
      clock: this.#clock,
      ports: () => this.#ports,
      gaveUp: () => {
        this.#caller = undefined
      },
    })
    return true
  }

  /** Whoever calls has given up. False when nobody calls. */
  refuseCaller(): boolean {
    const caller = this.#caller
    this.#caller = undefined
    caller?.[Symbol.dispose]()
    return caller !== undefined
  }

  /** The call of whoever is ringing; nothing when nobody is. */
  answerCaller(): DataCall | undefined {
    const caller = this.#caller?.caller
    if (!this.refuseCaller() || caller === undefined) return undefined
    const options = { clock: this.#clock, random: this.#random, log: this.#log, hangingUp: this.hangingUp }
    return new CallerCall({ caller, ...options })
  }

  /** The far ends of calls hang up, those that are contexts excepted. False when there was none. */
  dropCalls(): boolean {
    const dropped = this.refuseCaller() || this.hangingUp.size > 0
    for (const hangUp of [...this.hangingUp]) hangUp()
    return dropped
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
    this.refuseCaller()
    this.dialogue.end()
    this.#wedge = undefined
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
