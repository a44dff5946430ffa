/** Rows of the functions on users and domains, as `router-rows.ts` has them. */
import * as win32 from '../../src/face/win32/index.ts'
import { connection, type FunctionRows, holder } from './router-row.ts'

const { RAS_USER_0 } = win32

export const DOMAIN_ROWS: Readonly<Record<string, FunctionRows>> = {
  MprAdminGetPDCServer: {
    NO_ERROR: (s) => s.call(s.win32.MprAdminGetPDCServer(null, null, holder())),
    ERROR_NO_SUCH_DOMAIN: (s) => s.call(s.win32.MprAdminGetPDCServer('HQ', null, holder())),
    NERR_InvalidComputer: (s) => s.call(s.win32.MprAdminGetPDCServer(null, 'no backslashes', holder())),
  },
  MprAdminSendUserMessage: {
    ERROR_INTERFACE_NOT_CONNECTED: (s) => s.call(s.win32.MprAdminSendUserMessage(s.server, 77, 'hello')),
    ERROR_INVALID_PARAMETER: async (s) =>
      s.call(s.win32.MprAdminSendUserMessage(s.server, await connection(s), null)),
  },
  MprAdminUserGetInfo: {
    ERROR_ACCESS_DENIED: (s) => {
      s.scopes = ['read']
      return s.call(s.win32.MprAdminUserGetInfo(null, null, 9, null))
    },
    ERROR_INVALID_LEVEL: (s) => s.call(s.win32.MprAdminUserGetInfo(null, 'ana', 2, holder())),
    ERROR_INVALID_PARAMETER: (s) => s.call(s.win32.MprAdminUserGetInfo(null, 'ana', 1, null)),
    ERROR_NO_SUCH_USER: (s) => s.call(s.win32.MprAdminUserGetInfo(null, 'ana', 0, holder())),
  },
  MprAdminUserSetInfo: {
    ERROR_ACCESS_DENIED: (s) => {
      s.scopes = ['read']
      return s.call(s.win32.MprAdminUserSetInfo(null, null, 9, null))
    },
    ERROR_INVALID_LEVEL: (s) => s.call(s.win32.MprAdminUserSetInfo(null, 'ana', 2, RAS_USER_0() as never)),
    ERROR_NO_SUCH_USER: (s) => s.call(s.win32.MprAdminUserSetInfo(null, 'ana', 0, RAS_USER_0())),
  },
  MprAdminEstablishDomainRasServer: {
    ERROR_NO_SUCH_DOMAIN: (s) => s.call(s.win32.MprAdminEstablishDomainRasServer('HQ', 'branch', true)),
  },
  MprAdminIsDomainRasServer: {
    ERROR_NO_SUCH_DOMAIN: (s) => s.call(s.win32.MprAdminIsDomainRasServer('HQ', 'branch', holder())),
  },
}
