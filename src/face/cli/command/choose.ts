/** Which connection and which settings are meant, where a person says as little as is needed. */
import { DialtoneError } from '../../../base/index.ts'
import type { Snapshot } from '../../../api/index.ts'
import { CauseError, type Connection, type Modem } from '../../../core/index.ts'

/**
 * The connection called `name`, by name or id of its own or of its modem; the only one there is, without a name.
 * @throws DialtoneError `not_found`, or `invalid_argument` where it is not clear which is meant.
 */
export function chooseConnection({ modems, connections }: Snapshot, name: string | undefined): Connection {
  if (name === undefined) {
    const [first, ...others] = connections
    if (first === undefined) return noConnection(modems)
    if (others.length === 0) return first
    throw new DialtoneError(
      'invalid_argument',
      `there are several connections; say which by --modem: ${connections.map((one) => one.name).join(', ')}`,
    )
  }
  const called = (one: Connection | Modem): boolean => one.name === name || one.id === name.toLowerCase()
  const found = connections.find(called)
  if (found !== undefined) return found
  const modem = modems.find(called)
  if (modem !== undefined) return connections.find((one) => one.modem === modem.id) ?? notYet(modem)
  const known = [...modems, ...connections.filter((one) => one.sessionId !== 0)].map((one) => one.name)
  throw new DialtoneError(
    'not_found',
    `there is no modem or connection ${JSON.stringify(name)}` +
      (known.length === 0 ? '' : ` (there is ${known.join(', ')})`),
  )
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
  throw new DialtoneError('not_registered', `no modem has a connection yet: ${states}`)
}

/** A modem has a connection while it is registered or locked: the reason of its state says why there is none. */
function notYet({ name, cause, reason }: Modem): never {
  if (cause !== undefined) throw new CauseError(cause)
  throw new DialtoneError('not_registered', `${name} has no connection yet: ${reason.text}`)
}

/**
 * The name of the profile to connect with, where none is given: the default one, or the only one.
 * @throws DialtoneError `not_found`, or `invalid_argument` where it is not clear which is meant.
 */
export function chooseProfile({ profiles }: Snapshot): string {
  const standard = profiles.find((one) => one.isDefault) ?? (profiles.length === 1 ? profiles[0] : undefined)
  if (standard !== undefined) return standard.name
  if (profiles.length === 0) {
    throw new DialtoneError(
      'not_found',
      'there is no profile to connect with; add one with "dialtone profile add FILE", or give --temporary FILE',
    )
  }
  const names = profiles.map((one) => one.name).join(', ')
  throw new DialtoneError('invalid_argument', `there is no default profile; name one of ${names}`)
}
