/**
 * The physical modems of this machine, each once, whichever way leads to it. A control device and a modem of ModemManager's are matched
 * by where the kernel has the device, by the name of the port, and by the equipment's identity.
 */
import type { Clock } from '../../base/index.ts'
import type { ControlDevice } from '../../device/index.ts'
import type { ManagedModem } from '../modem-manager/modem-manager-source.ts'
import { isSame, sameModem, type Entry } from './entry.ts'

export interface RosterOptions {
  readonly clock: Clock
  /** Where the kernel has the control device at this path, where it is hardware. */
  readonly place: (path: string) => string | undefined
  /** Only modems with a control device belong here, whoever drives them. */
  readonly devicesOnly: boolean
}

export class Roster implements Iterable<Entry> {
  readonly #options: RosterOptions
  readonly #entries = new Set<Entry>()

  constructor(options: RosterOptions) {
    this.#options = options
  }

  [Symbol.iterator](): IterableIterator<Entry> {
    return this.#entries.values()
  }

  /** The modem whose control device is at this path. */
  at(path: string): Entry | undefined {
    return this.#find(({ device }) => device?.path === path)
  }

  /** The modem that ModemManager has so. */
  of(modem: ManagedModem): Entry | undefined {
    return (
      this.#find((entry) => entry.managed !== undefined && sameModem(entry.managed, modem)) ??
      this.#find((entry) => isSame(entry, modem)) ??
      this.#find(({ equipment }) => equipment !== undefined && equipment === modem.equipment)
    )
  }

  /** Which control devices there are now. */
  see(devices: readonly ControlDevice[]): void {
    for (const device of devices) {
      const known = this.at(device.path)
      if (known !== undefined) known.device = device
      else this.#add(device)
    }
    for (const entry of this.#entries) {
      if (!devices.some(({ path }) => path === entry.device?.path)) {
        delete entry.device
        delete entry.place
      }
    }
  }

  /** Which modems ModemManager has now, and how they are. */
  seeManaged(modems: readonly ManagedModem[]): void {
    for (const entry of this.#entries) delete entry.managed
    for (const modem of modems) {
      const entry = this.of(modem) ?? (this.#options.devicesOnly ? undefined : this.#enter())
      if (entry === undefined) continue
      entry.managed = modem
      if (modem.equipment !== undefined) entry.equipment = modem.equipment
    }
  }

  delete(entry: Entry): void {
    this.#entries.delete(entry)
  }

  #add(device: ControlDevice): void {
    const place = this.#options.place(device.path)
    const found = this.#find(
      ({ device: other, managed }) =>
        other === undefined && managed !== undefined && isSame({ device, ...(place && { place }) }, managed),
    )
    const entry = found ?? this.#enter()
    entry.device = device
    if (place !== undefined) entry.place = place
  }

  #enter(): Entry {
    const now = this.#options.clock.monotonic()
    const entry: Entry = {
      owner: undefined,
      decision: { owner: undefined, because: 'it has just come' },
      since: now,
      undrivenSince: now,
      askAt: now,
      moving: false,
    }
    this.#entries.add(entry)
    return entry
  }

  #find(is: (entry: Entry) => boolean): Entry | undefined {
    return [...this.#entries].find(is)
  }
}
