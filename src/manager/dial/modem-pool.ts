/**
 * What the modem dialers share: the modems, and which connection serves which dial interface. A connection that is up
 * with a profile is that of the interface that dialled it; of one that others brought up, the interface that had it
 * before a restart, else the first by priority and name among those that dial with this modem and profile.
 */
import type { ModemMachine, Profile } from '../../core/index.ts'
import type { Floor } from '../floor.ts'
import type { ModemUnit } from '../modem-unit.ts'
import type { RequestBook } from '../request-book.ts'

export interface PooledModem {
  readonly unit: ModemUnit
  readonly modem: ModemMachine
}

/** A dialer as the pool sees it. */
export interface Pooled {
  readonly id: string
  /** Those of a lower rank are asked first. */
  rank(): readonly (string | number)[]
  /** Looks what has become of its modems. */
  look(): void
}

export interface PoolOptions {
  readonly floor: Floor
  readonly requests: RequestBook
  /** With its password. @throws DialtoneError `not_found`, `storage_failed`. */
  readonly profile: (name: string) => Profile
  readonly hasProfile: (name: string) => boolean
  /** Which interface a connection served in an earlier life of the service. */
  readonly remembered: (connection: string) => string | undefined
}

export class ModemPool {
  readonly requests: RequestBook
  readonly profile: PoolOptions['profile']
  readonly hasProfile: PoolOptions['hasProfile']
  readonly #floor: Floor
  readonly #remembered: PoolOptions['remembered']
  readonly #dialers = new Set<Pooled>()
  #order: readonly Pooled[] | undefined
  /** By connection. */
  readonly #holders = new Map<string, string>()
  readonly #seen = new WeakMap<ModemUnit, ModemMachine>()

  constructor({ floor, requests, profile, hasProfile, remembered }: PoolOptions) {
    this.requests = requests
    this.profile = profile
    this.hasProfile = hasProfile
    this.#floor = floor
    this.#remembered = remembered
  }

  add(dialer: Pooled): void {
    this.#dialers.add(dialer)
    this.#order = undefined
  }

  remove(dialer: Pooled): void {
    this.#dialers.delete(dialer)
    this.#order = undefined
    for (const [connection, holder] of this.#holders) {
      if (holder === dialer.id) this.#holders.delete(connection)
    }
  }

  /** Priorities or names are others than before. */
  reorder(): void {
    this.#order = undefined
  }

  /** Something happened to a modem, or it went. Most of it, such as a signal, is of no interest to a dialer. */
  changed(unit: ModemUnit): void {
    const { machine } = unit
    const before = this.#seen.get(unit)
    if (machine === before) return
    if (machine === undefined) this.#seen.delete(unit)
    else this.#seen.set(unit, machine)
    if (machine !== undefined && before !== undefined && isSame(machine, before)) return
    this.lookAll()
  }

  lookAll(): void {
    this.#order ??= [...this.#dialers].sort((one, other) => compare(one.rank(), other.rank()))
    for (const dialer of this.#order) dialer.look()
  }

  /** Those of these names or ids, in this order; all, by name, where none is named. */
  modems(wanted: readonly string[]): readonly PooledModem[] {
    return this.#floor.named(wanted)
  }

  /** Whether the connection, which is up or on its way there, serves this interface; then it does from now on. */
  claim(connection: string, dialer: Pooled): boolean {
    if (this.#holders.get(connection) === undefined) {
      const remembered = this.#remembered(connection)
      const other = [...this.#dialers].some(({ id }) => id === remembered)
      if (remembered !== undefined && remembered !== dialer.id && other) return false
    }
    return this.take(connection, dialer)
  }

  /** The same of a connection that is down: whom it served before says nothing of whom it will. */
  take(connection: string, dialer: Pooled): boolean {
    const holder = this.#holders.get(connection)
    if (holder !== undefined) return holder === dialer.id
    this.#holders.set(connection, dialer.id)
    return true
  }

  release(connection: string, dialer: Pooled): void {
    if (this.#holders.get(connection) === dialer.id) this.#holders.delete(connection)
  }
}

function isSame(one: ModemMachine, other: ModemMachine): boolean {
  return (
    one.sessions === other.sessions &&
    one.phase === other.phase &&
    one.sim === other.sim &&
    one.radio === other.radio &&
    one.registration === other.registration &&
    one.identity === other.identity
  )
}

function compare(one: readonly (string | number)[], other: readonly (string | number)[]): number {
  for (const [index, value] of one.entries()) {
    const against = other[index]
    if (against === undefined || value === against) continue
    return value < against ? -1 : 1
  }
  return 0
}
