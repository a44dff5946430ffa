/**
 * Why an operation is refused at once, before it gets a request id: whatever is known to stand in its way. What is not
 * known is left to the modem and the network to say.
 */
import type { Cause } from '../cause.ts'
import { connectionName } from '../connection.ts'
import { occupied } from './connection.ts'
import type { ModemOperation } from '../operation.ts'
import type { ModemMachine } from './modem.ts'
import { laneTaken, operationObstacle } from './operation.ts'
import { radioObstacle, registrationObstacle } from './registration.ts'
import { simObstacle } from './sim.ts'
import { explainModem } from './view.ts'

export function refuseConnect(modem: ModemMachine, sessionId: number): Cause | undefined {
  const name = connectionName(modem.identity.name, sessionId)
  const cause =
    unready(modem) ??
    taken(modem, sessionId) ??
    simObstacle(modem.sim) ??
    radioObstacle(modem.radio) ??
    registrationObstacle(modem.registration)
  return cause && { ...cause, message: `${name} cannot connect: ${cause.message}` }
}

export function refuseDisconnect(modem: ModemMachine, sessionId: number): Cause | undefined {
  const phase = modem.sessions.get(sessionId)?.phase
  if (phase !== undefined && phase.at !== 'down') return undefined
  const name = connectionName(modem.identity.name, sessionId)
  return { code: 'not_activated', message: `${name} is not connected: there is nothing to disconnect` }
}

/** What is known to be wrong with the operation itself comes first: it would be no better later. */
export function refuseOperation(modem: ModemMachine, operation: ModemOperation): Cause | undefined {
  const cause =
    operationObstacle(modem, operation) ?? unready(modem) ?? laneTaken(modem.operations, operation)
  return cause && { ...cause, message: `${modem.identity.name}: ${cause.message}` }
}

/** The modem as a whole cannot be asked for anything. */
function unready(modem: ModemMachine): Cause | undefined {
  const message = explainModem(modem).text
  switch (modem.phase) {
    case 'ready':
      return undefined
    case 'unknown':
    case 'initializing':
      return { code: 'busy', message }
    case 'failed':
      return modem.cause ?? { code: 'channel_failed', message }
    case 'gone':
      return { code: 'unplugged', message }
  }
}

/** This session has a context, or as many sessions have one as may. */
function taken(modem: ModemMachine, sessionId: number): Cause | undefined {
  const active = [...modem.sessions.values()].filter(({ phase }) => phase.at !== 'down')
  const own = active.find((session) => session.sessionId === sessionId)
  const occupant = own ?? (active.length < modem.limit ? undefined : active[0])
  return occupant && occupied(occupant)
}
