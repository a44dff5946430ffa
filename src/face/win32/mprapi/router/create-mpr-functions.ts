/** The functions of mprapi.h over the routers that `find` finds. */
import type { Clock, Logger } from '../../../../base/index.ts'
import type { MprFunctions } from '../function/mpr-functions.ts'
import { infoFunctions } from '../info/info-functions.ts'
import { configFunctions } from './config-functions.ts'
import { connectionFunctions } from './connection-functions.ts'
import { credentialsFunctions } from './credentials-functions.ts'
import { deviceFunctions } from './device-functions.ts'
import { domainFunctions } from './domain-functions.ts'
import { interfaceFunctions } from './interface-functions.ts'
import { notificationFunctions } from './notification.ts'
import { notOfferedFunctions } from './not-offered.ts'
import { portFunctions } from './port-functions.ts'
import { serverFunctions } from './server-functions.ts'
import { SessionTable, type FindRouter } from './session-table.ts'
import { supportFunctions } from './support-functions.ts'
import { transportFunctions } from './transport-functions.ts'

export interface MprOptions {
  readonly find: FindRouter
  readonly clock: Clock
  readonly log: Logger
}

/** `closed` lets go of all sessions and of what was registered with them. */
export function createMprFunctions({ find, clock, log }: MprOptions): {
  readonly functions: MprFunctions
  readonly close: () => void
} {
  const sessions = new SessionTable(find, log)
  const functions: MprFunctions = {
    ...notOfferedFunctions(),
    ...infoFunctions,
    ...supportFunctions(sessions),
    ...domainFunctions(sessions),
    ...serverFunctions(sessions, clock),
    ...interfaceFunctions(sessions),
    ...credentialsFunctions(sessions),
    ...deviceFunctions(sessions),
    ...transportFunctions(sessions),
    ...connectionFunctions(sessions, clock),
    ...portFunctions(sessions, clock),
    ...notificationFunctions(sessions, { clock, log }),
    ...configFunctions(sessions),
  }
  return { functions, close: () => sessions.closeAll() }
}
