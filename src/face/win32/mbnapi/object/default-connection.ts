/** The connections that this API shows: one of each modem that has any, the default one. */
import type { Connection, Modem } from '../../../../core/index.ts'
import { DEFAULT_SESSION, type ConnectionOfModem } from '../reading/connection.ts'

export function defaultConnections(
  modems: Iterable<Modem>,
  connections: Iterable<Connection>,
): readonly ConnectionOfModem[] {
  const byModem = new Map(
    [...connections]
      .filter(({ sessionId }) => sessionId === DEFAULT_SESSION)
      .map((connection) => [connection.modem, connection]),
  )
  return [...modems].flatMap((modem) => {
    const connection = byModem.get(modem.id)
    return connection === undefined ? [] : [{ modem, connection }]
  })
}
