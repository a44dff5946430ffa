/**
 * The modems of ModemManager, whatever protocol they speak. Each is a driver for as long as ModemManager has it; one that
 * comes back under another path, after a reset or with another ModemManager, is the same modem. A modem that is to be left
 * alone is: neither asked nor changed.
 */
import {
  Seconds,
  silent,
  systemClock,
  systemRandom,
  type Clock,
  type DialtoneError,
  type Logger,
  type Random,
  type Timer,
} from '../../base/index.ts'
import type { Driver, ModemSource } from '../../core/index.ts'
import { openBus, parseBusAddress, SYSTEM_BUS, type Bus } from './bus/index.ts'
import { equipmentId, physicalDevice, primaryPort } from './fact/equipment.ts'
import { ModemManagerDriver } from './modem-manager-driver.ts'
import { ModemManagerService } from './modem-manager-service.ts'
import { MODEM, SERVICE, STATE } from './names.ts'
import { integer } from './read.ts'
import type { RemoteObject } from './remote-object.ts'

/** What a modem is known by before anybody drives it. */
export interface ManagedModem {
  /** `/sys/devices/…`, or what ModemManager has for it. */
  readonly device?: string
  /** `/dev/cdc-wdm0` */
  readonly port?: string
  /** IMEI, ESN or MEID. Personal. */
  readonly equipment?: string
  /** A bearer of it is connected. */
  readonly connected: boolean
}

/** `away`: it is not running. `mute`: it was here, and neither answers nor has ended. */
export type ModemManagerStanding = 'unknown' | 'here' | 'away' | 'mute'

export interface ModemManagerSourceOptions {
  /** The address of the bus; the system bus unless given (`DBUS_SYSTEM_BUS_ADDRESS` where that is set). */
  readonly address?: string | undefined
  /** Whether this modem is to be driven; all are unless told. Asked when it appears, and by `reconsider`. */
  readonly wanted?: ((modem: ManagedModem) => boolean) | undefined
  /** `false`: a modem that ModemManager takes up disabled stays so until it is switched on. */
  readonly enable?: boolean | undefined
  /** Whether sessions are to share the data port, so that there can be several. */
  readonly multiplex?: boolean | undefined
  /** Called when ModemManager comes or goes, or has other modems. */
  readonly changed?: (() => void) | undefined
  readonly clock?: Clock | undefined
  readonly random?: Random | undefined
  readonly log?: Logger | undefined
  /** The way to the bus, in place of its address. */
  readonly open?: ((options: { signal: AbortSignal }) => Promise<Bus>) | undefined
}

export interface ModemManagerSource extends ModemSource {
  start(arrived: (driver: Driver, modem: ManagedModem) => void): Promise<void>
  readonly standing: ModemManagerStanding
  /** Every modem that ModemManager has now, wanted or not. */
  modems(): readonly ManagedModem[]
  /** Has ModemManager leave the physical device alone (`/sys/devices/…`), until that is taken back or the bus is left. */
  inhibit(device: string, on: boolean): Promise<void>
  /** Asks `wanted` again of every modem: what is not wanted any more is let go, as it is; what is now is driven. */
  reconsider(): void
}

/** A ModemManager that was restarted has found its modems by then, the slow ones too. */
const RETURN = Seconds(90)

export function modemManagerSource(options: ModemManagerSourceOptions = {}): ModemManagerSource {
  return new Source(options)
}

class Source implements ModemManagerSource {
  readonly #options: ModemManagerSourceOptions
  readonly #clock: Clock
  readonly #log: Logger
  readonly #service: ModemManagerService
  /** Every modem that ModemManager has now. */
  readonly #modems = new Set<RemoteObject>()
  /** With the object that each drives, while there is one. */
  readonly #drivers = new Map<ModemManagerDriver, RemoteObject | undefined>()
  #standing: ModemManagerStanding = 'unknown'
  #arrived: (driver: Driver, modem: ManagedModem) => void = () => undefined
  #waiting: Timer | undefined

  constructor(options: ModemManagerSourceOptions) {
    this.#options = options
    this.#clock = options.clock ?? systemClock
    this.#log = options.log ?? silent
    const { address = process.env['DBUS_SYSTEM_BUS_ADDRESS'] ?? SYSTEM_BUS } = options
    const clock = this.#clock
    const log = this.#log
    this.#service = new ModemManagerService(
      {
        appeared: (modem) => {
          // Before anybody is asked whether it is wanted, it is there.
          this.#modems.add(modem)
          this.#changed()
          this.#appeared(modem)
        },
        vanished: (modem) => {
          this.#vanished(modem)
          this.#changed()
        },
        here: () => {
          this.#standing = 'here'
          this.#here()
          this.#changed()
        },
        away: (cause) => {
          this.#standing = standingAfter(this.#standing, cause)
          this.#away(cause)
          this.#changed()
        },
      },
      {
        clock,
        log,
        random: options.random ?? systemRandom,
        open: options.open ?? (({ signal }) => openFirst(address, { clock, log, signal })),
      },
    )
  }

  async start(arrived: (driver: Driver, modem: ManagedModem) => void): Promise<void> {
    this.#arrived = arrived
    this.#service.start()
  }

  get standing(): ModemManagerStanding {
    return this.#standing
  }

  modems(): readonly ManagedModem[] {
    return [...this.#modems].map(describe)
  }

  async inhibit(device: string, on: boolean): Promise<void> {
    await this.#service.call(SERVICE, 'InhibitDevice', { signature: 'sb', values: [device, on] })
  }

  reconsider(): void {
    for (const [driver, modem] of [...this.#drivers]) {
      if (modem === undefined || this.#isWanted(modem)) continue
      this.#drivers.delete(driver)
      driver.vanish(`${driver.device} is not driven through ModemManager any more`)
    }
    const driven = new Set(this.#drivers.values())
    for (const modem of this.#modems) if (!driven.has(modem)) this.#appeared(modem)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#waiting?.[Symbol.dispose]()
    await this.#service[Symbol.asyncDispose]()
  }

  #appeared(modem: RemoteObject): void {
    if (!this.#isWanted(modem)) return
    if ([...this.#drivers.values()].includes(modem)) return
    const returned = [...this.#drivers].find(([driver, present]) => present === undefined && driver.is(modem))
    if (returned !== undefined) {
      this.#drivers.set(returned[0], modem)
      returned[0].appear(modem)
      return
    }
    const { enable = true, multiplex = false } = this.#options
    const driver: ModemManagerDriver = new ModemManagerDriver(modem, {
      service: this.#service,
      clock: this.#clock,
      log: this.#log.child({ subject: primaryPort(modem) ?? modem.path }),
      enable,
      multiplex,
      gone: () => void this.#drivers.delete(driver),
    })
    this.#drivers.set(driver, modem)
    this.#arrived(driver, describe(modem))
  }

  #vanished(modem: RemoteObject): void {
    this.#modems.delete(modem)
    for (const [driver, present] of [...this.#drivers]) {
      if (present === modem) driver.vanish(`${driver.device} is gone: ModemManager has it no more`)
    }
  }

  #here(): void {
    const missing = [...this.#drivers.values()].includes(undefined)
    this.#waiting?.[Symbol.dispose]()
    if (!missing) return
    this.#waiting = this.#clock.setTimer(RETURN, () => this.#giveUp(), { background: true })
  }

  /** Those that have not come back with ModemManager are not there any more. */
  #giveUp(): void {
    for (const [driver, present] of [...this.#drivers]) {
      if (present === undefined) driver.vanish(`${driver.device} is gone: ModemManager did not find it again`)
    }
  }

  #away(cause: DialtoneError): void {
    this.#log.warn({}, cause.message)
    this.#waiting?.[Symbol.dispose]()
    this.#modems.clear()
    for (const driver of [...this.#drivers.keys()]) {
      this.#drivers.set(driver, undefined)
      driver.away(cause)
    }
  }

  #isWanted(modem: RemoteObject): boolean {
    const { wanted } = this.#options
    if (wanted === undefined) return true
    return wanted(describe(modem))
  }

  #changed(): void {
    this.#options.changed?.()
  }
}

function describe(modem: RemoteObject): ManagedModem {
  const [device, port, equipment] = [physicalDevice(modem), primaryPort(modem), equipmentId(modem)]
  return {
    ...(device !== undefined && { device }),
    ...(port !== undefined && { port }),
    ...(equipment !== undefined && { equipment }),
    connected: integer(modem.get(MODEM, 'State')) === STATE.connected,
  }
}

/** A bus that cannot be reached before ModemManager was ever seen has none. */
function standingAfter(before: ModemManagerStanding, cause: DialtoneError): ModemManagerStanding {
  if (cause.code === 'service_unavailable' || before === 'unknown' || before === 'away') return 'away'
  return 'mute'
}

async function openFirst(address: string, options: Parameters<typeof openBus>[1]): Promise<Bus> {
  let last: unknown
  for (const endpoint of parseBusAddress(address)) {
    try {
      return await openBus(endpoint, options)
    } catch (error) {
      last = error
    }
  }
  throw last
}
