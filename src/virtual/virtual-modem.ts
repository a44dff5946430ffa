/**
 * A virtual modem: a whole device, plugged in or not, that speaks MBIM on a channel and AT commands on serial lines, and
 * everything that a test, a person or the world may do to it.
 *
 *     using modem = createVirtualModem({ name: 'virtual0' })
 *     const channel = modem.connect()          // the host's end; speak MBIM on it
 *     modem.networkDisconnect({ sessionId: 0, cause: 38 })
 */
import { DialtoneError, Milliseconds, silent, type Clock, type Logger, type Timer } from '../base/index.ts'
import { memoryChannel, type Channel, type DataPort } from '../channel/index.ts'
import type { Status } from '../mbim/index.ts'
import { AtModem } from './at/at-modem.ts'
import type { Caller } from './at/incoming-call.ts'
import type { SerialEnd, SerialLine } from './at/serial-line.ts'
import type { Carrier } from './carrier/carrier.ts'
import type { NetworkCause, Plmn } from './carrier/operator.ts'
import type { PacketNetwork } from './data-path/packet-network.ts'
import { FaultInjector } from './fault/fault-injector.ts'
import type { Fault } from './fault/fault.ts'
import type { Behaviour } from './function/behaviour.ts'
import type { ServiceTable } from './function/service-table.ts'
import { standardServices } from './function/service/standard-services.ts'
import { MbimFunction, type Wedge } from './function/mbim-function.ts'
import type { VoiceCall } from './modem/contexts.ts'
import type { Card, PreferredProvider } from './modem/card.ts'
import type { Modem } from './modem/modem.ts'
import { PIN_ATTEMPTS, PUK_ATTEMPTS } from './modem/pin.ts'
import type { Switch } from './modem/radio.ts'
import { streamPort } from './modem/stream-port.ts'
import { buildModem, type VirtualModemOptions } from './virtual-modem-options.ts'

export type HostAttached = (channel: Channel) => void

export class VirtualModem implements Disposable {
  readonly name: string
  /** The parts, for a test that looks inside. */
  readonly inside: Modem
  readonly carrier: Carrier
  /** The longest fragment that it takes or sends, in bytes (wMaxControlMessage). */
  readonly maxControlTransfer: number
  /** How many commands it serves at a time (bMaxOutstandingCommandMessages). */
  readonly maxOutstanding: number
  readonly #clock: Clock
  readonly #log: Logger
  readonly #function: MbimFunction
  readonly #serial: AtModem
  #services: ServiceTable
  /** Whoever made it chose its services. */
  readonly #ownServices: boolean
  readonly #faults: FaultInjector
  readonly #hosts = new Set<HostAttached>()
  /** What was made for as long as it is plugged in, by who made it. */
  readonly #plugs = new Map<() => Disposable, Disposable | undefined>()
  #plugged = true
  #returning: Timer | undefined
  /** The card that was taken out last. */
  #spareCard: Card | undefined

  constructor(options: VirtualModemOptions) {
    const { modem, services, maxControlTransfer, maxOutstanding, random } = buildModem(options)
    this.name = options.name
    this.inside = modem
    this.carrier = modem.carrier
    this.maxControlTransfer = maxControlTransfer
    this.maxOutstanding = maxOutstanding
    this.#clock = modem.clock
    this.#log = options.log ?? silent
    this.#services = services
    this.#ownServices = options.services !== undefined
    const current = (): ServiceTable => this.#services
    this.#function = new MbimFunction({
      modem,
      get services() {
        return current()
      },
      maxControlTransfer,
      maxOutstanding,
      log: this.#log,
      restart: () => {
        this.restart()
      },
    })
    const restart = (): void => {
      this.restart()
    }
    this.#serial = new AtModem({ modem, random, restart, log: this.#log })
    this.#faults = new FaultInjector({
      clock: modem.clock,
      random,
      target: {
        wedge: (until) => {
          this.wedge(until === 'open' ? 'until-open' : 'until-restart')
        },
        unplug: () => {
          this.unplug()
        },
        replug: () => {
          this.restart()
        },
      },
    })
    modem.powerOn()
  }

  get isPlugged(): boolean {
    return this.#plugged
  }

  /** Whether a host has opened the control session. */
  get isOpen(): boolean {
    return this.#function.isOpen
  }

  /** One line for people. */
  get summary(): string {
    const { sim, radio, registration, packetService, contexts } = this.inside
    if (!this.#plugged) return 'unplugged'
    const operator = registration.isRegistered
      ? `${registration.operator?.name ?? ''} (${registration.state})`
      : ''
    const sessions = contexts.active.length
    return [
      sim.readyState === 'initialized' ? '' : `SIM ${sim.readyState}`,
      radio.isOn ? operator || registration.state : 'radio off',
      registration.isRegistered ? packetService.state : '',
      sessions === 0 ? '' : sessions === 1 ? '1 context' : `${sessions.toString()} contexts`,
      this.#function.wedged === undefined ? '' : 'wedged',
    ]
      .filter((part) => part !== '')
      .join(', ')
  }

  /**
   * The host's end of a new channel. One host at a time: the end before is closed, as by a second program that takes the
   * device over. What the host before has opened is open still, and what it has asked for is done. `shared`: the host is a
   * proxy, with several hosts behind it.
   * @throws DialtoneError `unplugged`
   */
  connect(name = this.name, options: { readonly shared?: boolean } = {}): Channel {
    if (!this.#plugged) throw new DialtoneError('unplugged', `the virtual modem ${this.name} is unplugged`)
    const [host, end] = memoryChannel(name)
    this.serve(end, options)
    return host
  }

  /**
   * A serial port that is spoken to by AT commands, on a line that somebody else carries; a modem has as many as there are lines.
   * The port is gone when the modem is pulled out. The packets of its calls go to `network`, or are answered in the process.
   * @throws DialtoneError `unplugged`
   */
  connectSerial(line: SerialLine, options: { readonly network?: PacketNetwork } = {}): SerialEnd {
    if (!this.#plugged) throw new DialtoneError('unplugged', `the virtual modem ${this.name} is unplugged`)
    return this.#serial.connect(line, options.network)
  }

  /**
   * Calls `plugged` now if the modem is plugged in, and at every plugging in from now on; what it gives is disposed of when the
   * modem is pulled out, or when what this gives is.
   */
  whilePlugged(plugged: () => Disposable): Disposable {
    this.#plugs.set(plugged, this.#plugged ? plugged() : undefined)
    return {
      [Symbol.dispose]: () => {
        const made = this.#plugs.get(plugged)
        this.#plugs.delete(plugged)
        made?.[Symbol.dispose]()
      },
    }
  }

  /** What carries the streams of its device services to a host in this process. */
  get dataPort(): DataPort {
    return streamPort(this.inside.streams)
  }

  /** Speaks on the function's end of a channel that somebody else has made. */
  serve(end: Channel, options: { readonly shared?: boolean } = {}): void {
    this.#function.connect(this.#faults.wrap(end), options)
  }

  /**
   * Calls `attached` with a host's end now if the modem is plugged in, and at every plugging in from now on. It is for one
   * host: where several are attached, the last one has the modem.
   */
  attachHost(attached: HostAttached): Disposable {
    this.#hosts.add(attached)
    if (this.#plugged) attached(this.connect())
    return {
      [Symbol.dispose]: () => {
        this.#hosts.delete(attached)
      },
    }
  }

  /**
   * The bus starts the function anew, as by RESET_FUNCTION or when a host configures the device: the control session and what belongs to
   * it are over, the radio stays as it is (MBIM 1.0 §9.4.1).
   */
  resetFunction(): void {
    this.#function.endSession()
  }

  /** Takes the modem out, and its power with it. Does nothing when it is out. */
  unplug(): void {
    this.#returning?.[Symbol.dispose]()
    this.#returning = undefined
    if (!this.#plugged) return
    this.#plugged = false
    for (const [plugged, made] of this.#plugs) {
      this.#plugs.set(plugged, undefined)
      made?.[Symbol.dispose]()
    }
    this.#serial.powerOff()
    this.#function.disconnect()
    this.inside.powerOff()
    this.#function.reset()
  }

  /** Puts it in again. Does nothing when it is in. */
  plug(): void {
    this.#returning?.[Symbol.dispose]()
    this.#returning = undefined
    if (this.#plugged) return
    this.#plugged = true
    this.inside.powerOn()
    for (const attached of this.#hosts) attached(this.connect())
    for (const plugged of this.#plugs.keys()) this.#plugs.set(plugged, plugged())
  }

  /** Goes away and comes back by itself, as after DEVICE_RESET. */
  restart(): void {
    if (!this.#plugged) return
    this.unplug()
    this.#returning = this.#clock.setTimer(Milliseconds(Math.max(1, this.inside.timing.restart)), () => {
      this.#returning = undefined
      this.plug()
    })
  }

  /** Hears and says nothing from now on, though it is there. */
  wedge(how: Wedge = 'until-open'): void {
    this.#function.wedge(how)
    this.#serial.wedge(how)
  }

  /** Puts a behaviour before all others, until it is disposed of. */
  behave(behaviour: Behaviour): Disposable {
    return this.#function.behaviours.prepend(behaviour)
  }

  injectFault(fault: Fault): Disposable {
    return this.#faults.inject(fault)
  }

  get faults(): readonly Fault[] {
    return this.#faults.faults
  }

  clearFaults(): void {
    this.#faults.clear()
  }

  /** Takes the card out of the slot in use. False when there is none. */
  removeSim(): boolean {
    const card = this.inside.sim.remove()
    if (card !== undefined) this.#spareCard = card
    return card !== undefined
  }

  /** Puts in a card, the one that was taken out unless another is given. False when the slot is taken, or no card is there. */
  insertSim(card: Card | undefined = this.#spareCard): boolean {
    const { sim } = this.inside
    if (card === undefined || sim.card !== undefined) return false
    this.#spareCard = undefined
    sim.insert(card)
    return true
  }

  /** The card asks for its PIN again, as after a power cycle; with `enable` it asks from now on at every start. */
  lockSim(): boolean {
    const { sim } = this.inside
    const { card } = sim
    if (card === undefined) return false
    card.pins.set('pin1', { enabled: true, verified: false })
    sim.refresh()
    return true
  }

  /** The card asks for no PIN from now on, also when its attempts were used up. False without a card. */
  unlockSim(): boolean {
    const { sim } = this.inside
    const { card } = sim
    if (card === undefined) return false
    card.pins.set('pin1', { enabled: false, attempts: PIN_ATTEMPTS, pukAttempts: PUK_ATTEMPTS })
    sim.refresh()
    return true
  }

  /**
   * The network opens a context, as a call that comes in; an access point without a name is the subscription's own. Answers
   * `success`, or what the modem would have answered to its host.
   */
  networkConnect(options: { sessionId?: number; apn?: string } = {}): Status {
    const { sessionId = 0, apn = '' } = options
    return this.inside.contexts.call({
      sessionId,
      contextType: 'internet',
      accessString: apn,
      userName: '',
      password: '',
      auth: 'none',
      ipType: 'default',
    })
  }

  /**
   * The network ends a context, or the far end hangs up on calls that are none. False when there was neither.
   */
  networkDisconnect(options: { sessionId?: number; cause?: NetworkCause } = {}): boolean {
    const { sessionId = 0, cause = REGULAR_DEACTIVATION } = options
    const dropped = sessionId === 0 && this.hangUpSerial()
    return this.inside.contexts.end(sessionId, cause) || dropped
  }

  /**
   * Somebody calls it for data, from a modem of their own: its serial ports ring. Who answers finds a computer that speaks PPP, shows
   * who it is, and wants an address. False where it cannot be reached, has no port, or rings already.
   */
  ringSerial(caller: Caller): boolean {
    return this.#plugged && this.#serial.ring(caller)
  }

  /** The far ends of calls that are no contexts hang up, and who rings gives up. False when there was none. */
  hangUpSerial(): boolean {
    return this.#serial.dropCalls()
  }

  /** The network detaches the modem, contexts first. */
  networkDetach(cause: NetworkCause = IMPLICITLY_DETACHED): void {
    this.inside.packetService.lose(cause)
  }

  /** Moves to the area of that name, or to where only that operator is. @throws DialtoneError `not_found` */
  roam(to: string): void {
    this.inside.moveTo(this.carrier.area(to))
  }

  /** Moves to where its own network is. */
  goHome(): void {
    this.inside.moveTo(this.carrier.areaOf(this.inside.sim.home ?? this.carrier.home))
  }

  /** The network refuses the subscriber from now on, and ends what there is. */
  deny(cause: NetworkCause): void {
    this.#ofCard((imsi) => {
      this.carrier.deny(imsi, cause)
    })
    this.inside.registration.reconsider()
  }

  /** Takes back `deny` and `denyPacketService`, and what the card remembers of refusals. */
  allow(): void {
    this.#ofCard((imsi) => {
      this.carrier.deny(imsi, undefined)
      this.carrier.denyPacketService(imsi, undefined)
    })
    this.inside.sim.card?.refusedBy.clear()
    this.inside.registration.reconsider()
  }

  /** Refuses to attach the subscriber from now on; what is attached stays until it is ended. */
  denyPacketService(cause: NetworkCause): void {
    this.#ofCard((imsi) => {
      this.carrier.denyPacketService(imsi, cause)
    })
  }

  /** Whether the subscription is active; one that is not can register and not connect. */
  setSubscriptionActive(active: boolean): void {
    this.#ofCard((imsi) => {
      this.carrier.setActive(imsi, active)
    })
    this.inside.sim.refresh()
  }

  /** The operator refuses to activate the subscription from now on; without a cause it does so when asked. */
  denyActivation(cause: NetworkCause | undefined): void {
    this.#ofCard((imsi) => {
      this.carrier.denyActivation(imsi, cause)
    })
  }

  /** Its vendor's own device service says something by itself. */
  vendorSays(bytes: Uint8Array): void {
    this.inside.vendor.say(bytes)
  }

  /** RSSI in dBm, moving around it unless `steady`; nothing gives the signal back to the cells. */
  setSignal(rssi: number | undefined, options: { steady?: boolean } = {}): void {
    this.inside.reception.setRssi(rssi, options)
    this.inside.signal.look()
  }

  /** The switch on the case. @throws DialtoneError `not_supported` when there is none */
  hardwareRadio(position: Switch): void {
    if (!this.inside.equipment.hardwareRadioSwitch) {
      throw new DialtoneError('not_supported', `${this.name} has no radio switch on its case`)
    }
    this.inside.radio.setHardware(position)
  }

  /**
   * Makes it a modem that can change its carrier, or one that cannot; it goes away and comes back as that.
   * @throws DialtoneError `not_supported` for a modem whose services were chosen by who made it
   */
  setMulticarrier(on: boolean): void {
    if (this.#ownServices) {
      throw new DialtoneError('not_supported', `the services of ${this.name} are as its maker has them`)
    }
    this.inside.refit({ multicarrier: on })
    this.#services = standardServices({ version: this.#services.version, multicarrier: on })
    this.restart()
  }

  /**
   * The network rewrites the card's list of preferred and forbidden networks over the air.
   * @throws DialtoneError `not_found` for a network that there is not, `sim_not_inserted`
   */
  rewritePreferred(preferred: readonly Plmn[], forbidden: readonly Plmn[] = []): void {
    const entries = (plmns: readonly Plmn[], state: PreferredProvider['state']): PreferredProvider[] =>
      plmns.map((plmn) => ({ plmn, name: this.carrier.operator(plmn).name, state }))
    const list = [...entries(preferred, 'preferred'), ...entries(forbidden, 'forbidden')]
    this.#ofCard(() => {
      this.inside.setPreferred(list)
    })
  }

  /** The carriers that it could change to are others. @throws DialtoneError `not_found`, `not_supported` */
  offerCarriers(plmns: readonly Plmn[]): void {
    if (!this.inside.equipment.multicarrier) {
      throw new DialtoneError('not_supported', `${this.name} cannot change its carrier`)
    }
    this.inside.setMulticarrierProviders(plmns.map((plmn) => this.carrier.operator(plmn).plmn))
  }

  setEmergency(on: boolean): void {
    this.inside.setEmergency(on)
  }

  /** A circuit-switched voice call, as CONNECT tells of it. @throws DialtoneError `not_supported` without voice */
  setVoiceCall(state: VoiceCall): void {
    if (this.inside.equipment.voice === 'none') {
      throw new DialtoneError('not_supported', `${this.name} makes no voice calls`)
    }
    this.inside.contexts.setVoiceCall(state)
  }

  /** The network gives an active context other addresses. False when it is not active. */
  changeIp(sessionId = 0): boolean {
    return this.inside.contexts.renumber(sessionId)
  }

  /** Unplugged for good: no timer of its own is left. */
  [Symbol.dispose](): void {
    this.#hosts.clear()
    this.unplug()
    this.#plugs.clear()
  }

  #ofCard(action: (imsi: string) => void): void {
    const { card } = this.inside.sim
    if (card === undefined) {
      throw new DialtoneError('sim_not_inserted', `${this.name} has no SIM: the network does not know it`)
    }
    action(card.imsi)
  }
}

/** 3GPP TS 24.008 §10.5.6.6 */
const REGULAR_DEACTIVATION = 36
/** TS 24.008 §10.5.5.14 */
const IMPLICITLY_DETACHED = 10

export function createVirtualModem(options: VirtualModemOptions): VirtualModem {
  return new VirtualModem(options)
}
