/**
 * Why an operation is refused at once, before it gets a request id: it could not even be tried, as asked or at present.
 * What is not known is left to the modem and the network to say.
 */
import type { Cause } from '../cause.ts'
import { connectionName } from '../connection.ts'
import { atOnce } from './at-once.ts'
import { cannotConnect } from './connection-explain.ts'
import { occupied } from './connection.ts'
import type { ModemOperation } from '../operation.ts'
import { sessionLimit, type ModemMachine } from './modem.ts'
import { laneClosed, operationObstacle } from './operation.ts'
import { radioObstacle, registrationObstacle } from './registration.ts'
import { simObstacle } from './sim.ts'
import { explainModem } from './view.ts'

/** Without a SIM or with its radio off, no modem is registered either: that is then not the reason. */
export function refuseConnect(modem: ModemMachine, sessionId: number): Cause | undefined {
  const obstacle = simObstacle(modem.sim) ?? radioObstacle(modem.radio)
  const cause =
    unready(modem) ??
    taken(modem, sessionId) ??
    atOnce(obstacle) ??
    (obstacle === undefined ? registrationObstacle(modem.registration) : undefined)
  return cause && cannotConnect(modem.identity.name, sessionId, cause)
}

/** Why a connect would come to nothing at present: refused at once, or taken on and ended with this cause. */
export function connectObstacle(modem: ModemMachine, sessionId: number): Cause | undefined {
  const refusal = refuseConnect(modem, sessionId)
  if (refusal !== undefined) return refusal
  const cause = simObstacle(modem.sim) ?? radioObstacle(modem.radio)
  return cause && cannotConnect(modem.identity.name, sessionId, cause)
}

/**
 * The session for one connection more: the lowest that is free, and never the default one, which is for whoever connects
 * the modem itself. Or why there is none.
 */
export function additionalSession(
  modem: ModemMachine,
):
  | { readonly sessionId: number; readonly refusal?: never }
  | { readonly refusal: Cause; readonly sessionId?: never } {
  const { name } = modem.identity
  const refused = (cause: Cause): { readonly refusal: Cause } => ({
    refusal: { ...cause, message: `${name} cannot have another connection: ${cause.message}` },
  })
  const obstacle = unready(modem)
  if (obstacle !== undefined) return refused(obstacle)
  const limit = sessionLimit(modem)
  if (limit < 2) {
    const message = `it has one session only; connect ${name} itself`
    return refused({ code: 'not_supported', message })
  }
  let sessionId = 1
  while (sessionId < limit && modem.sessions.has(sessionId)) sessionId += 1
  if (sessionId >= limit) {
    const message = `all its sessions but the default one are in use (it has ${limit.toString()})`
    return refused({ code: 'max_activated_contexts', message })
  }
  const refusal = refuseConnect(modem, sessionId)
  return refusal === undefined ? { sessionId } : { refusal }
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
    operationObstacle(modem, operation) ?? unready(modem) ?? laneClosed(modem.operations, operation)
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

/** This session has a context, or as many sessions have one as the modem can have. */
function taken(modem: ModemMachine, sessionId: number): Cause | undefined {
  const active = [...modem.sessions.values()].filter(({ phase }) => phase.at !== 'down')
  const own = active.find((session) => session.sessionId === sessionId)
  if (own !== undefined) return occupied(own)
  if (active.length < sessionLimit(modem)) return undefined
  const names = active.map((session) => connectionName(modem.identity.name, session.sessionId)).join(', ')
  return { code: 'max_activated_contexts', message: `the modem has no session left; in use are ${names}` }
}
