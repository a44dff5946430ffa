/** Which connection and which settings are meant, where a person says as little as is needed. */
import { DialtoneError, thereAre } from '../../../base/index.ts'
import type { Snapshot } from '../../../api/index.ts'
import {
  CauseError,
  connectionId,
  connectionName,
  type Connection,
  type Modem,
  type PublicProfile,
} from '../../../core/index.ts'

/** A connection, or the place where one is to be. */
export type Target = Pick<Connection, 'id' | 'name' | 'modem'>

/**
 * The connection called `name`, by name or id of its own or of its modem; without a name the only one there is, or the
 * only one that is `likely` meant. A session of a modem that has no connection yet (`modem0/1`) is the place of one.
 * @throws DialtoneError `not_found`, or `invalid_argument` where it is not clear which is meant.
 */
export function chooseConnection(
  { modems, connections }: Snapshot,
  name: string | undefined,
  likely: (connection: Connection) => boolean,
): Target {
  if (name === undefined) {
    const meant = connections.filter(likely)
    const [first, ...others] = meant.length === 1 ? meant : connections
    if (first === undefined) return noConnection(modems)
    if (others.length === 0) return first
    throw new DialtoneError(
      'invalid_argument',
      `there are several connections; say which by --modem: ${connections.map((one) => one.name).join(', ')}`,
    )
  }
  const called = (one: Connection | Modem): boolean => one.name === name || one.id === name.toLowerCase()
  const modem = modems.find(called)
  if (modem !== undefined) {
    return connections.find((one) => one.modem === modem.id && one.sessionId === 0) ?? notYet(modem)
  }
  const found = connections.find(called) ?? placeCalled(modems, name)
  if (found !== undefined) return found
  const known = [...modems, ...connections.filter((one) => one.sessionId !== 0)].map((one) => one.name)
  throw new DialtoneError(
    'not_found',
    `there is no modem or connection ${JSON.stringify(name)}` +
      (known.length === 0 ? '' : ` (${thereAre(known)})`),
  )
}

/**
 * The modem of which one connection more is wanted: that of this name or id, or the only one.
 * @throws DialtoneError `not_found`, or `invalid_argument` where it is not clear which is meant.
 */
export function chooseModem({ modems }: Snapshot, name: string | undefined): Modem {
  if (name === undefined && modems.length > 1) {
    const names = modems.map((one) => one.name).join(', ')
    throw new DialtoneError('invalid_argument', `there are several modems; say which by --modem: ${names}`)
  }
  const found = modems.find((one) => name === undefined || one.name === name || one.id === name.toLowerCase())
  if (found !== undefined) return found
  if (name === undefined) return noConnection(modems)
  throw new DialtoneError('not_found', `there is no modem ${JSON.stringify(name)}`)
}

/**
 * The session of a modem that `name` means. Only of one that has told how many it has is known here that it lacks it; the
 * service would call the place by an id that nobody has given.
 * @throws DialtoneError `not_found`.
 */
function placeCalled(modems: readonly Modem[], name: string): Target | undefined {
  const [, own, session = ''] = /^(.+)\/(0|[1-9]\d{0,2})$/.exec(name) ?? []
  const modem = modems.find((one) => one.name === own)
  if (modem === undefined) return undefined
  const sessionId = Number(session)
  const { maxSessions = Infinity } = modem.capabilities ?? {}
  if (maxSessions > 0 && sessionId >= maxSessions) {
    const there = maxSessions === 1 ? 'session 0 alone' : `the sessions 0 to ${maxSessions - 1}`
    throw new DialtoneError('not_found', `there is no session ${sessionId}: ${modem.name} has ${there}`)
  }
  return {
    id: connectionId(modem.id, sessionId),
    name: connectionName(modem.name, sessionId),
    modem: modem.id,
  }
}

function noConnection(modems: readonly Modem[]): never {
  const [first, ...others] = modems
  if (first === undefined) {
    throw new DialtoneError(
      'not_found',
      'there is no modem; plug one in, or run "dialtone serve --virtual" to try a virtual one',
    )
  }
  if (others.length === 0) notYet(first)
  const states = modems.map((one) => `${one.name} is ${one.state}`).join(', ')
  throw new DialtoneError('not_registered', `no modem has a connection: ${states}`)
}

/** A modem has a connection while it is registered or locked: the reason of its state says why there is none. */
function notYet({ name, cause, reason }: Modem): never {
  if (cause !== undefined) throw new CauseError(cause)
  throw new DialtoneError('not_registered', `${name} has no connection: ${reason.text}`)
}

/**
 * The name of the profile to connect with, where none is given: the default one of `profiles`, those for the SIM of `modem`,
 * or the only one.
 * @throws DialtoneError `not_found`, or `invalid_argument` where it is not clear which is meant.
 */
export function chooseProfile(profiles: readonly PublicProfile[], modem: string): string {
  const standard = profiles.find((one) => one.isDefault) ?? (profiles.length === 1 ? profiles[0] : undefined)
  if (standard !== undefined) return standard.name
  if (profiles.length === 0) {
    throw new DialtoneError(
      'not_found',
      `there is no profile for the SIM of ${modem} to connect with; add one with "dialtone profile add FILE", or give --temporary FILE`,
    )
  }
  const names = profiles.map((one) => one.name).join(', ')
  throw new DialtoneError('invalid_argument', `there is no default profile; name one of ${names}`)
}
