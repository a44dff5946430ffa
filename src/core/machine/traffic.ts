/**
 * From a modem's counters to what was used by whom. A modem counts for all its sessions together, from the opening of its
 * control session on: what was transferred is the difference to the last reading, and belongs to a connection where only
 * that one was up in between. The last reading outlives the service, so that a restart counts nothing twice.
 */
import type { Instant } from '../../base/index.ts'
import type { DriverFact } from '../port/driver.ts'
import type { Amount } from '../usage.ts'
import type { ModemMachine } from './modem.ts'
import { STATE_OF, type ConnectionMachine, type Turn } from './phase.ts'

/** A reading of the counters, in bytes. */
export interface Reading {
  readonly received: number
  readonly sent: number
  readonly at: Instant
  /** Sessions that had a context then. */
  readonly sessions: readonly number[]
}

/** What had a context since the last reading, and since when. */
export interface Users {
  readonly sessions: readonly number[]
  readonly since: Instant
}

/** Some modems count in 32 bits, whatever the width of the field. */
const WRAP = 2 ** 32
/** Bytes per millisecond, 100 Gbit/s: five times the peak of IMT-2020 (ITU-R M.2410). What is faster is no traffic. */
const FASTEST = 12.5e6
/** Milliseconds. A longer time between two readings is a clock that was set, not a connection. */
const LONGEST = 24 * 60 * 60 * 1000
/** Milliseconds. A context that is gone after a longer time went while nobody looked. */
const LOOKED = 60 * 1000

export function counted(
  modem: ModemMachine,
  { received, sent }: Extract<DriverFact, { type: 'traffic' }>,
  turn: Turn,
): ModemMachine {
  const { traffic: before, users, sim, registration, identity } = modem
  const sessions = sessionsUp(modem).map(({ sessionId }) => sessionId)
  const traffic: Reading = { received, sent, at: turn.now, sessions }
  const used = before && users && difference(before, traffic, users)
  turn.effect({
    type: 'count',
    modem: identity.id,
    reading: traffic,
    ...(used !== undefined && {
      used: {
        subscriber: sim?.subscriberId ?? '',
        ...(users?.sessions.length === 1 && { sessionId: users.sessions[0] ?? 0 }),
        roaming: registration?.state === 'roaming' || registration?.state === 'partner',
        ...used,
      },
    }),
  })
  const { users: _, ...rest } = modem
  return {
    ...rest,
    traffic,
    ...(sessions.length > 0 && { users: { sessions, since: turn.now } }),
  }
}

/** Notes who has a context: it is among those to whom the next reading belongs. */
export function withUsers(modem: ModemMachine): ModemMachine {
  const { users } = modem
  const more = sessionsUp(modem).filter(({ sessionId }) => users?.sessions.includes(sessionId) !== true)
  if (more.length === 0) return modem
  return {
    ...modem,
    users: {
      sessions: [...(users?.sessions ?? []), ...more.map(({ sessionId }) => sessionId)],
      since: Math.min(users?.since ?? Infinity, ...more.map(({ since }) => since)),
    },
  }
}

/** As an earlier life of the service read them. */
export function recalled(reading: Reading): Pick<ModemMachine, 'traffic' | 'users'> {
  const { sessions, at } = reading
  return { traffic: reading, ...(sessions.length > 0 && { users: { sessions, since: at } }) }
}

/** What a control session that was just opened has counted. */
export function countingAnew(modem: ModemMachine, now: Instant): ModemMachine {
  const { users: _, ...rest } = modem
  return { ...rest, traffic: { received: 0, sent: 0, at: now, sessions: [] } }
}

function sessionsUp({ sessions }: ModemMachine): ConnectionMachine[] {
  return [...sessions.values()].filter(({ phase }) => STATE_OF[phase.at] === 'activated')
}

/** What was transferred between two readings. */
export function difference(before: Reading, after: Reading, users: Users): Amount {
  const plausible = FASTEST * Math.max(after.at - before.at, 1000)
  const bytes = (was: number, is: number): number => {
    const more = is >= was ? is - was : wrapped(was, is)
    return more <= plausible ? more : 0
  }
  const elapsed = after.at - Math.max(before.at, users.since)
  const longest = after.sessions.length > 0 ? LONGEST : LOOKED
  return {
    received: bytes(before.received, after.received),
    sent: bytes(before.sent, after.sent),
    connected: elapsed > 0 && elapsed <= longest ? elapsed : 0,
  }
}

/** A counter that became less has wrapped if it was near the end of its width, and else begun anew. */
function wrapped(was: number, is: number): number {
  return was < WRAP && was - is > WRAP / 2 ? WRAP - was + is : is
}
