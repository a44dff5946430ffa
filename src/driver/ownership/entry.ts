/** What is known of one physical modem, whoever has it, and which modem of ModemManager's it is. */
import { Seconds } from '../../base/index.ts'
import { isSameDevice, type ControlChannelWay, type ControlDevice } from '../../device/index.ts'
import type { ManagedModem, ModemManagerStanding } from '../modem-manager/modem-manager-source.ts'
import type { Decision, Owner, Situation } from './decide-owner.ts'
import type { OwnedDriver } from './owned-driver.ts'
import { ruleFor, type OwnerRules } from './owner-rule.ts'

/** ModemManager takes up a modem that it wants within 20 s of its coming, mostly; a slow one answers late. */
const LOOKING = Seconds(30)

/** A ModemManager that is restarted is back by then. */
const LEAVING = Seconds(3)

export interface Entry {
  device?: ControlDevice
  /** Where the kernel has the control device. */
  place?: string
  managed?: ManagedModem
  /** As it said itself, or ModemManager. */
  equipment?: string
  driver?: OwnedDriver
  owner: Owner | undefined
  decision: Decision
  /** When it, or ModemManager, came last: on the clock's monotonic time. */
  since: number
  /** Since when nobody has driven it, while it has a driver. */
  undrivenSince: number
  way?: ControlChannelWay
  /** The control device with which we drive it, or did last. */
  nativeAt?: string
  /** What ModemManager was asked to leave alone. */
  left?: string
  /** When ModemManager may be asked to leave it alone, which it may refuse. */
  askAt: number
  /** It is being handed over, or ModemManager asked about it. */
  moving: boolean
}

/** ModemManager as it is now. */
export interface Presence {
  readonly standing: ModemManagerStanding
  /** Both on the clock's monotonic time. */
  readonly since: number
  readonly now: number
}

export function situationOf(entry: Entry, rules: OwnerRules, presence: Presence): Situation {
  return {
    rule: ruleFor({ equipment: entry.equipment, isAt: (path) => isAt(entry, path) }, rules),
    native: entry.device !== undefined,
    modemManager: relationOf(entry, presence),
    owner: entry.owner,
    way: entry.way,
    session: entry.driver?.isBusy ?? false,
    carried: entry.managed?.connected ?? false,
  }
}

function isAt({ device, managed }: Entry, path: string): boolean {
  return [device?.path, managed?.port].some((port) => port !== undefined && isSameDevice(port, path))
}

function relationOf(entry: Entry, { standing, since, now }: Presence): Situation['modemManager'] {
  if (entry.left !== undefined) return 'left'
  if (entry.managed !== undefined) return 'has'
  switch (standing) {
    case 'away':
      return now - since < LEAVING && entry.owner !== undefined ? 'leaving' : 'away'
    case 'here':
      // Of what the kernel does not show as hardware, ModemManager knows nothing.
      return entry.place === undefined || now - Math.max(since, entry.since) >= LOOKING
        ? 'without'
        : 'looking'
    default:
      return standing
  }
}

/** For people. */
export function nameOf({ device, managed, driver }: Entry): string {
  return device?.path ?? driver?.device ?? managed?.port ?? managed?.device ?? 'a modem'
}

export function sameModem(one: ManagedModem, other: ManagedModem): boolean {
  return one.device === other.device && one.port === other.port
}

/** Whether this control device belongs to that modem. */
export function isSame({ device, place }: Pick<Entry, 'device' | 'place'>, modem: ManagedModem): boolean {
  return (
    (place !== undefined && modem.device !== undefined && place.startsWith(`${modem.device}/`)) ||
    (device !== undefined && device.path === modem.port)
  )
}
