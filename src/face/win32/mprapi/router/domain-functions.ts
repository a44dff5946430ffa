/**
 * Users and domains. A mobile router stands alone: it is in no domain, has no accounts of people who dial in, and nobody at
 * the other end of its connections reads messages. Rights and arguments are checked all the same, and the answer is the
 * number that the page has for a router that is as this one.
 */
import { hostname } from 'node:os'
import type { LPCWSTR } from '../../com/data-type.ts'
import { given } from '../../com/holder.ts'
import {
  ERROR_ACCESS_DENIED,
  ERROR_INVALID_LEVEL,
  ERROR_INVALID_PARAMETER,
  ERROR_NO_SUCH_DOMAIN,
  ERROR_NO_SUCH_USER,
  ERROR_NOT_SUPPORTED,
  NERR_InvalidComputer,
} from '../../win32-error.ts'
import { UNCLEN } from '../constant.ts'
import { ERROR_INTERFACE_NOT_CONNECTED } from '../error/mpr-error.ts'
import type { MprSupportFunctions } from '../function/support.ts'
import { ErrorNumber, numberOf } from './error-number.ts'
import { fill } from './paging.ts'
import type { SessionTable } from './session-table.ts'

export type DomainFunctions = Pick<
  MprSupportFunctions,
  | 'MprAdminGetPDCServer'
  | 'MprAdminSendUserMessage'
  | `MprAdminUser${'Get' | 'Set'}Info`
  | `MprAdmin${'Establish' | 'Is'}DomainRasServer`
>

export function domainFunctions(sessions: SessionTable): DomainFunctions {
  return {
    MprAdminGetPDCServer: (domain, server, buffer) =>
      sessions.answer(async () => {
        await needComputer(sessions, server)
        if (domain) throw new ErrorNumber(ERROR_NO_SUCH_DOMAIN)
        fill(buffer, server ?? computerName())
      }),

    MprAdminSendUserMessage: sessions.call(async ({ router }, connection, message) => {
      await router.needDemandDial()
      if (!connection || typeof message !== 'string') throw new ErrorNumber(ERROR_INVALID_PARAMETER)
      const all = await router.connected()
      if (!all.some(({ connected }) => connected.number === connection)) {
        throw new ErrorNumber(ERROR_INTERFACE_NOT_CONNECTED)
      }
      // No connection is one of RAS_FLAGS_MESSENGER_PRESENT: a success would be a message that nobody gets.
      return ERROR_NOT_SUPPORTED
    }),

    MprAdminUserGetInfo: (server, _user, level: number, buffer) =>
      sessions.answer(async () => {
        await sessions.router(server)
        refuseUser(level, given(buffer))
      }),
    MprAdminUserSetInfo: (server, _user, level: number, buffer: unknown) =>
      sessions.answer(async () => {
        await sessions.router(server)
        refuseUser(level, buffer !== null && buffer !== undefined)
      }),

    MprAdminEstablishDomainRasServer: () =>
      sessions.answer(async () => {
        await sessions.router(null)
        throw new ErrorNumber(ERROR_NO_SUCH_DOMAIN)
      }),
    MprAdminIsDomainRasServer: (_domain, _machine, isRasServer) =>
      sessions.answer(async () => {
        await sessions.router(null)
        if (!given(isRasServer)) throw new ErrorNumber(ERROR_INVALID_PARAMETER)
        throw new ErrorNumber(ERROR_NO_SUCH_DOMAIN)
      }),
  }
}

/** Of this machine, as networks of Windows write it: with two backslashes, and so many characters as its buffer has. */
function computerName(): string {
  const [name = ''] = hostname().split('.')
  return `\\\\${name.toUpperCase()}`.slice(0, UNCLEN)
}

/** @throws ErrorNumber `NERR_InvalidComputer` for a name that is none, or of a machine that is not known */
async function needComputer(sessions: SessionTable, server: LPCWSTR | null): Promise<void> {
  const isHere = server === null || server.toUpperCase() === computerName()
  if (!isHere && !/^\\\\[^\\]+$/.test(server)) throw new ErrorNumber(NERR_InvalidComputer)
  try {
    await sessions.router(isHere ? null : server)
  } catch (thrown) {
    throw isHere || numberOf(thrown) === ERROR_ACCESS_DENIED ? thrown : new ErrorNumber(NERR_InvalidComputer)
  }
}

function refuseUser(level: number, hasBuffer: boolean): never {
  if (level !== 0 && level !== 1) throw new ErrorNumber(ERROR_INVALID_LEVEL)
  throw new ErrorNumber(hasBuffer ? ERROR_NO_SUCH_USER : ERROR_INVALID_PARAMETER)
}
