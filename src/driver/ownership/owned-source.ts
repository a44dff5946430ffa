/**
 * The modems of this machine, each once: by its own control device, or through ModemManager. Which of the two is decided for
 * every physical modem, and anew whenever something about it changes: ModemManager comes, goes, takes it up or leaves it, a
 * session begins or ends.
 */
import { Seconds, silent, systemClock, toDialtoneError, type Clock, type Logger } from '../../base/index.ts'
import type { Driver, ModemSource, Reached } from '../../core/index.ts'
import { placeOf } from '../../device/index.ts'
import { deviceSource, type DeviceSource, type DeviceSourceOptions } from '../mbim/device-source.ts'
import {
  modemManagerSource,
  type ModemManagerSource,
  type ModemManagerSourceOptions,
} from '../modem-manager/modem-manager-source.ts'
import { decideOwner, type Decision, type Owner } from './decide-owner.ts'
import type { OwnerRules } from './owner-rule.ts'
import { OwnedDriver } from './owned-driver.ts'
import { quietly } from './quiet-log.ts'
import { nameOf, situationOf, type Entry, type Presence } from './entry.ts'
import { Roster } from './roster.ts'

export interface OwnedSourceOptions extends Omit<DeviceSourceOptions, 'seen' | 'wanted' | 'way'>, OwnerRules {
  readonly modemManager?: Omit<ModemManagerSourceOptions, 'wanted' | 'changed' | 'clock' | 'random' | 'log'>
}

export interface OwnedModemSource extends ModemSource {
  /** From now on these rules hold. A session that is up stays with whoever carries it. */
  rule(rules: OwnerRules): void
}

/** Before a ModemManager that has refused to leave a modem alone is asked again. */
const ASK_AGAIN = Seconds(30)

/** A hand-over that does not succeed for so long has failed: the modem is gone. */
const HANDING_OVER = Seconds(90)

export function ownedSource(options: OwnedSourceOptions = {}): OwnedModemSource {
  return new OwnedSource(options)
}

class OwnedSource implements OwnedModemSource {
  readonly #clock: Clock
  readonly #log: Logger
  readonly #devices: DeviceSource
  readonly #manager: ModemManagerSource
  readonly #roster: Roster
  #rules: OwnerRules
  #arrived: (driver: Driver) => void = () => undefined
  #standing: Omit<Presence, 'now'> = { standing: 'unknown', since: 0 }
  #over = false

  constructor(options: OwnedSourceOptions) {
    const { clock = systemClock, random, log = silent, owner, owners, modemManager, ...native } = options
    this.#clock = clock
    this.#log = log
    this.#rules = { owner, owners }
    this.#roster = new Roster({
      clock,
      place: (path) => placeOf(path, options),
      devicesOnly: (options.devices ?? []).length > 0,
    })
    this.#devices = deviceSource({
      ...native,
      clock,
      random,
      log,
      way: ({ path }) => this.#roster.at(path)?.decision.way,
      seen: (devices) => {
        this.#roster.see(devices)
        this.#review()
      },
      wanted: ({ path }) => this.#isWanted('native', this.#roster.at(path)),
    })
    this.#manager = modemManagerSource({
      ...modemManager,
      clock,
      random,
      log: quietly(log, () => this.#needsManager()),
      changed: () => this.#managerChanged(),
      wanted: (modem) => this.#isWanted('modem-manager', this.#roster.of(modem)),
    })
  }

  async start(arrived: (driver: Driver) => void): Promise<void> {
    this.#arrived = arrived
    await this.#devices.start((driver, { path }) => this.#take(driver, 'native', this.#roster.at(path)))
    await this.#manager.start((driver, modem) => this.#take(driver, 'modem-manager', this.#roster.of(modem)))
  }

  rule(rules: OwnerRules): void {
    this.#rules = rules
    // What was refused before may be granted now.
    for (const entry of this.#roster) entry.askAt = this.#clock.monotonic()
    this.#review()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#over = true
    const left = [...this.#roster].flatMap(({ left }) => (left === undefined ? [] : [left]))
    await Promise.allSettled(left.map((device) => this.#manager.inhibit(device, false)))
    await Promise.all([this.#devices[Symbol.asyncDispose](), this.#manager[Symbol.asyncDispose]()])
  }

  get #presence(): Presence {
    return { ...this.#standing, now: this.#clock.monotonic() }
  }

  #managerChanged(): void {
    const { standing } = this.#manager
    if (standing !== this.#standing.standing) {
      this.#standing = { standing, since: this.#clock.monotonic() }
      // What it was asked, it has forgotten.
      if (standing === 'away') for (const entry of this.#roster) delete entry.left
    }
    this.#review()
  }

  /** Without it, something could not be driven as it is to be. */
  #needsManager(): boolean {
    const { owner, owners = [] } = this.#rules
    return [owner, ...owners.map((one) => one.owner)].includes('modem-manager')
  }

  #isWanted(owner: Owner, entry: Entry | undefined): boolean {
    if (entry === undefined) return false
    if (entry.owner !== undefined) return entry.owner === owner
    return !entry.moving && entry.decision.owner === owner
  }

  /** Decides about every modem, and has done what follows. */
  #review(): void {
    if (this.#over) return
    this.#roster.seeManaged(this.#manager.modems())
    for (const entry of this.#roster) this.#decide(entry)
    this.#devices.reconsider()
    this.#manager.reconsider()
  }

  #decide(entry: Entry): void {
    if (entry.moving) return
    const decision = decideOwner(situationOf(entry, this.#rules, this.#presence))
    const before = entry.decision
    entry.decision = decision
    // Of one that has just gone there is nothing to say.
    if (decision.because !== before.because && isThere(entry)) {
      const { owner, because } = decision
      const drives = owner === undefined ? 'is not driven' : `is driven by ${NAMES[owner]}`
      this.#log.info(
        { device: nameOf(entry), owner: owner ?? 'nobody' },
        `${nameOf(entry)} ${drives}: ${because}`,
      )
      if (decision.owner === entry.owner) entry.driver?.retell()
    }
    if (entry.owner !== undefined && decision.owner !== entry.owner) {
      this.#move(entry, () => this.#release(entry, decision))
    } else if (entry.owner === 'native' && isElsewhere(entry, decision)) {
      this.#move(entry, () => this.#release(entry, decision))
    } else if (decision.inhibit === false) {
      this.#move(entry, () => this.#giveBack(entry))
    } else if (decision.inhibit === true && this.#clock.monotonic() >= entry.askAt) {
      entry.askAt = this.#clock.monotonic() + ASK_AGAIN
      this.#move(entry, () => this.#inhibit(entry))
    }
    if (entry.owner === undefined && !isMoving(entry)) this.#forget(entry)
  }

  /** Until it has been done, nothing is decided about the modem. */
  #move(entry: Entry, what: () => Promise<void>): void {
    entry.moving = true
    what()
      .catch((error: unknown) => {
        this.#log.warn({ device: nameOf(entry), error: toDialtoneError(error).message }, 'a hand-over failed')
      })
      .finally(() => {
        entry.moving = false
        this.#review()
      })
  }

  async #release(entry: Entry, { owner, because }: Decision): Promise<void> {
    const before = entry.owner
    const whom =
      owner === undefined
        ? 'is left alone'
        : owner === before
          ? 'is opened another way'
          : `is handed over to ${NAMES[owner]}`
    // Not where it is seen now: it may have gone before its driver has noticed, and come back at the same path.
    const { nativeAt } = entry
    entry.undrivenSince = this.#clock.monotonic()
    entry.owner = undefined
    if (owner === before) delete entry.way
    try {
      await entry.driver?.release(`${nameOf(entry)} ${whom}: ${because}`)
    } finally {
      if (before === 'native' && nativeAt !== undefined) this.#devices.released(nativeAt)
    }
  }

  async #inhibit(entry: Entry): Promise<void> {
    const device = entry.managed?.device
    if (device === undefined) return
    await this.#manager.inhibit(device, true)
    entry.left = device
  }

  /** ModemManager may take it up again. */
  async #giveBack(entry: Entry): Promise<void> {
    const { left } = entry
    delete entry.left
    entry.since = this.#clock.monotonic()
    if (left !== undefined) await this.#manager.inhibit(left, false)
  }

  /** A modem that nobody has any more, or that nobody could take over in time. */
  #forget(entry: Entry): void {
    const { driver, undrivenSince } = entry
    const name = nameOf(entry)
    if (!isThere(entry)) {
      this.#roster.delete(entry)
      driver?.end({ code: 'unplugged', message: `${name} is gone` })
    } else if (driver !== undefined && this.#clock.monotonic() - undrivenSince > HANDING_OVER) {
      driver.end({ code: 'busy', message: `${name} was not taken up again: ${entry.decision.because}` })
    }
  }

  #take(driver: Driver, owner: Owner, entry: Entry | undefined): void {
    if (entry === undefined) {
      void driver.stop()
      return
    }
    entry.owner = owner
    if (owner === 'native') entry.nativeAt = driver.device
    if (entry.driver !== undefined) {
      entry.driver.take(driver)
      return
    }
    const owned: OwnedDriver = new OwnedDriver(driver, {
      device: driver.device,
      reached: (told) => this.#reached(entry, told),
      heard: (fact) => {
        if (fact.type === 'opened' && fact.equipment.id !== '') entry.equipment = fact.equipment.id
        // A session has begun or ended: it may be somebody else's turn, once that is told to the end.
        if (fact.type === 'context' || fact.type === 'ready') {
          queueMicrotask(() => this.#review())
        }
      },
      ended: (_cause, { opened }) => this.#ended(entry, opened),
      stopped: () => {
        if (entry.driver === owned) delete entry.driver
        entry.owner = undefined
      },
    })
    entry.driver = owned
    this.#arrived(owned)
  }

  #reached(entry: Entry, told: Reached | undefined): Reached {
    const { because } = entry.decision
    if (entry.owner === 'modem-manager') return { way: 'modem-manager', because }
    const way = told?.way ?? 'direct'
    if (way === 'direct' || way === 'mbim-proxy') entry.way = way
    return { way, because: told === undefined ? because : `${because}; ${told.because}` }
  }

  /** Whether the modem may have another driver after this one. */
  #ended(entry: Entry, opened: boolean): boolean {
    const { owner, device } = entry
    entry.owner = undefined
    const now = this.#clock.monotonic()
    if (opened) entry.undrivenSince = now
    // One that was driven well and has left is gone, but for one that only ModemManager has let go of.
    const stays = owner === 'modem-manager' ? device !== undefined : !opened
    if (owner === 'modem-manager') entry.since = now
    return (
      stays && entry.driver !== undefined && entry.driver.isBusy && now - entry.undrivenSince < HANDING_OVER
    )
  }
}

const NAMES: Readonly<Record<Owner, string>> = { native: 'Dialtone', 'modem-manager': 'ModemManager' }

/** It is reached another way than it has to be. */
function isElsewhere({ way }: Entry, decision: Decision): boolean {
  return way !== undefined && decision.way !== undefined && decision.way !== way
}

/** For somebody: us, ModemManager, or one that it was asked to leave alone and would show again. */
const isThere = ({ device, managed, left }: Entry): boolean =>
  device !== undefined || managed !== undefined || left !== undefined

/** As a question, since what was begun may have changed the answer. */
function isMoving({ moving }: Entry): boolean {
  return moving
}
