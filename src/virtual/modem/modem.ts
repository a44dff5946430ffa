/**
 * A modem without its wire: the parts, and what one part's change means for the others. It stands on the carrier, it tells
 * whoever speaks to hosts what has changed, and it knows nothing of protocols.
 *
 * The parts stand on each other: SIM and radio, registration, packet service, contexts. What loses its ground goes before
 * the ground does, the topmost first, so that a host reads the ends in order; what gains ground starts by itself as far as
 * the packet service, and never further.
 */
import type { Clock, Random } from '../../base/index.ts'
import { generationOf, type AccessTechnology } from '../carrier/access-technology.ts'
import type { Carrier } from '../carrier/carrier.ts'
import { SHIPPED_CARRIERS } from '../carrier/default-carrier.ts'
import type { Status, Tlv } from '../../mbim/index.ts'
import type { Area, NetworkCause, Plmn } from '../carrier/operator.ts'
import type { Timing } from '../timing.ts'
import type { Card, PreferredProvider } from './card.ts'
import type { Change, Tell } from './change.ts'
import { Contexts } from './contexts.ts'
import { withSlower, type Equipment, type Refit } from './equipment.ts'
import { LteAttach } from './lte-attach.ts'
import { Messaging } from './messaging.ts'
import { PacketService } from './packet-service.ts'
import { pause } from './pause.ts'
import { Radio } from './radio.ts'
import { Reception } from './reception.ts'
import { Registration } from './registration.ts'
import { Scan } from './scan.ts'
import { Settings, type Blacklisted, type LoggingConfig } from './settings.ts'
import { SignalReport } from './signal-report.ts'
import { Sim } from './sim.ts'
import { Statistics } from './statistics.ts'
import { StoredContexts, type StoredContext } from './stored-contexts.ts'
import { Streams } from './streams.ts'
import { Vendor } from './vendor.ts'

export interface ModemOptions {
  readonly clock: Clock
  readonly random: Random
  readonly timing: Timing
  readonly carrier: Carrier
  readonly equipment: Equipment
  readonly cards: readonly (Card | undefined)[]
  readonly area: Area
  /** What the modem is shipped with. */
  readonly storedContexts: readonly StoredContext[]
}

/** What the operators of this world take. */
const LONGEST_ACTIVATION = 1024

export class Modem {
  readonly clock: Clock
  readonly timing: Timing
  readonly carrier: Carrier
  readonly sim: Sim
  readonly radio: Radio
  readonly reception: Reception
  readonly registration: Registration
  readonly scan: Scan
  readonly packetService: PacketService
  readonly contexts: Contexts
  readonly statistics: Statistics
  readonly signal: SignalReport
  readonly storedContexts: StoredContexts
  readonly lteAttach: LteAttach
  readonly vendor: Vendor
  readonly streams = new Streams()
  readonly messaging: Messaging
  readonly settings = new Settings()
  #equipment: Equipment
  #emergency = false
  readonly #listeners = new Set<Tell>()
  #mute = false

  constructor(options: ModemOptions) {
    const { clock, timing, carrier, equipment } = options
    this.clock = clock
    this.timing = timing
    this.carrier = carrier
    this.#equipment = equipment
    if (equipment.multicarrier) this.#ship()
    const tell: Tell = (change) => {
      this.#tell(change)
    }
    this.sim = new Sim(options.cards, {
      clock,
      start: timing.simStart,
      locks: equipment.locks,
      tell,
      isActive: (subscriber) => carrier.isActive(subscriber),
      readinessChanged: (ready) => {
        if (ready) this.registration.start()
        else this.registration.stop()
        this.messaging.refresh()
      },
    })
    this.radio = new Radio(tell, (on) => {
      if (on) this.registration.start()
      else this.registration.stop()
    })
    const { sim, radio } = this
    this.reception = new Reception({
      clock,
      carrier,
      equipment,
      seed: options.random.integer(2 ** 32),
      area: options.area,
    })
    const { reception } = this
    this.registration = new Registration({
      clock,
      timing,
      carrier,
      sim,
      radio,
      reception,
      settings: this.settings,
      tell,
      losing: (cause) => {
        this.messaging.offline()
        this.packetService.lose(cause)
      },
      gained: () => {
        this.messaging.online()
        if (equipment.automaticAttach) void this.packetService.attach()
      },
    })
    const { registration } = this
    this.scan = new Scan({
      clock,
      timing,
      sim,
      radio,
      reception,
      registration,
      settings: this.settings,
      hindered: () => !this.equipment.scanWhileConnected && this.contexts.active.length > 0,
    })
    this.packetService = new PacketService({
      clock,
      timing,
      carrier,
      sim,
      radio,
      registration,
      tell,
      losing: (cause) => {
        this.contexts.endAll(cause)
      },
    })
    const { packetService } = this
    this.contexts = new Contexts({
      clock,
      timing,
      carrier,
      equipment,
      sim,
      radio,
      registration,
      packetService,
      tell,
      counting: () => {
        this.statistics.settle()
      },
    })
    this.statistics = new Statistics(clock, () => this.contexts.active.length > 0)
    this.signal = new SignalReport({ clock, reception, registration, tell })
    this.storedContexts = new StoredContexts(options.storedContexts, tell)
    this.messaging = new Messaging({
      clock,
      timing,
      centre: carrier.messages,
      equipment,
      sim,
      radio,
      registration,
      tell,
    })
    this.lteAttach = new LteAttach({ carrier, sim, registration, packetService, tell })
    this.vendor = new Vendor(tell)
  }

  get equipment(): Equipment {
    return this.#equipment
  }

  /** Makes another model of it; hosts have to be told by a restart. */
  refit(change: Refit): void {
    this.#equipment = { ...this.#equipment, ...change }
    if (this.#equipment.multicarrier) this.#ship()
  }

  /** What its radio is let speak: a multi-carrier modem is set up for what its carrier has. */
  get technologies(): ReadonlySet<AccessTechnology> {
    const own = withSlower(this.#equipment.technologies)
    const home = this.sim.home === undefined ? undefined : this.carrier.operators.get(this.sim.home)
    if (!this.#equipment.multicarrier || home === undefined) return own
    return new Set(this.reception.technologies(home))
  }

  #ship(): void {
    if (this.settings.multicarrierProviders.length > 0) return
    this.settings.multicarrierProviders = SHIPPED_CARRIERS.filter((plmn) => this.carrier.operators.has(plmn))
  }

  /** Whoever speaks to hosts is told of changes, in the order in which they began to listen. */
  listen(listener: Tell): Disposable {
    this.#listeners.add(listener)
    return { [Symbol.dispose]: () => this.#listeners.delete(listener) }
  }

  powerOn(): void {
    this.sim.powerOn()
  }

  /** Everything that does not survive being without power, untold: there is nobody to tell. */
  powerOff(): void {
    this.#mute = true
    this.contexts.clear()
    this.contexts.setVoiceCall('none')
    this.registration.stop()
    this.sim.powerOff()
    this.vendor.powerOff()
    this.#emergency = false
    this.endSession()
    this.#mute = false
  }

  /** The control session has ended or starts anew: what belongs to it goes (MBIM 1.0 §9.3.2, §9.4.1). */
  endSession(): void {
    this.contexts.clear()
    this.streams.endSession()
    this.statistics.reset()
    this.settings.packetFilters.clear()
    this.signal.want(false)
  }

  /** Takes the modem to another place. */
  moveTo(area: Area): void {
    this.reception.moveTo(area)
    this.registration.reconsider()
  }

  get emergency(): boolean {
    return this.#emergency
  }

  setEmergency(on: boolean): void {
    if (this.#emergency === on) return
    this.#emergency = on
    this.#tell({ topic: 'emergency' })
  }

  /** The card's list of preferred and forbidden networks; it counts at the next search. */
  setPreferred(list: readonly PreferredProvider[], by?: object): void {
    if (this.sim.card === undefined) return
    this.sim.card.preferred = list
    this.#tell({ topic: 'preferred-providers', by })
  }

  /** The carriers that a multi-carrier modem could be a customer of. */
  setMulticarrierProviders(plmns: readonly Plmn[], by?: object): void {
    this.settings.multicarrierProviders = plmns
    this.#tell({ topic: 'multicarrier-providers', by })
  }

  /** Makes another operator the home one, and registers anew. */
  chooseHome(plmn: Plmn): void {
    this.sim.chooseHome(plmn)
    this.registration.stop()
    this.registration.start()
  }

  /** Networks and SIMs that are not served from now on. */
  setBlacklist(list: readonly Blacklisted[], by?: object): void {
    this.settings.blacklist = list
    this.#tell({ topic: 'network-blacklist', by })
    this.registration.reconsider()
  }

  /** Uses another card slot; everything that stood on the card before goes first. */
  useSlot(slot: number): void {
    if (slot !== this.sim.activeSlot) this.registration.stop()
    this.sim.activate(slot)
  }

  setLogging(logging: LoggingConfig, by?: object): void {
    this.settings.logging = logging
    this.#tell({ topic: 'modem-logging', by })
  }

  /** The network hands down route selection policies (3GPP TS 24.526). */
  setUePolicies(policies: readonly Tlv[]): void {
    this.settings.uePolicies = policies
    this.#tell({ topic: 'ue-policy' })
  }

  /**
   * Asks the operator to activate the subscription (MBIM 1.0 §10.5.14), as long as that takes. The cause is the network's,
   * where it refuses.
   */
  async activateSubscription(
    data: Uint8Array,
    signal: AbortSignal,
  ): Promise<{ readonly status: Status; readonly cause?: NetworkCause }> {
    const { carrier, sim, radio, registration } = this
    if (data.length > LONGEST_ACTIVATION) return { status: 'invalid-parameters' }
    if (sim.fault !== undefined) return { status: sim.fault }
    if (!radio.isOn) return { status: 'radio-power-off' }
    // An operator that does not reach the modem activates nothing.
    if (!registration.isRegistered || sim.card === undefined) return { status: 'provider-not-visible' }
    const { imsi } = sim.card
    if (this.timing.activate > 0) await pause(this.clock, this.timing.activate, signal)
    if (signal.aborted) return { status: 'failure' }
    const cause = carrier.activationDenial(imsi)
    if (cause !== undefined) return { status: 'failure', cause }
    carrier.setActive(imsi, true)
    sim.refresh()
    return { status: 'success' }
  }

  /** The generation of the network that serves it. */
  get generation(): ReturnType<typeof generationOf> | undefined {
    const { cell } = this.registration
    return cell === undefined ? undefined : generationOf(cell.technology)
  }

  #tell(change: Change): void {
    if (!this.#mute) for (const listener of this.#listeners) listener(change)
    if (change.topic === 'registration') this.signal.look()
  }
}
