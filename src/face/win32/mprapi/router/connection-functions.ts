/** Connections: those that dial interfaces have. */
import type { Clock } from '../../../../base/index.ts'
import { given } from '../../com/holder.ts'
import {
  ERROR_INVALID_LEVEL,
  ERROR_INVALID_PARAMETER,
  ERROR_NOT_FOUND,
  ERROR_NOT_SUPPORTED,
  ERROR_PROC_NOT_FOUND,
} from '../../win32-error.ts'
import { MPRAPI_RAS_CONNECTION_OBJECT_REVISION_1 } from '../constant.ts'
import { MPRAPI_OBJECT_TYPE_RAS_CONNECTION_OBJECT } from '../enumeration/connection.ts'
import { ERROR_INTERFACE_NOT_CONNECTED } from '../error/mpr-error.ts'
import type { MprConnectionFunctions } from '../function/connection.ts'
import type { MPRAPI_OBJECT_HEADER } from '../structure/server.ts'
import {
  CONNECTION_SIZES,
  readConnection,
  readConnectionEx,
  SIZEOF_RAS_CONNECTION_EX,
  type Connected,
} from './connection-structure.ts'
import { ErrorNumber } from './error-number.ts'
import { fill, fillPage } from './paging.ts'
import type { Router } from './router.ts'
import type { SessionTable } from './session-table.ts'

export function connectionFunctions(sessions: SessionTable, clock: Clock): MprConnectionFunctions {
  return {
    MprAdminConnectionEnum: sessions.call(
      async ({ router }, level: number, buffer, preferredLength, entriesRead, totalEntries, resumeHandle) => {
        await router.needDemandDial()
        const size = sizeOf(level)
        return fillPage(
          { buffer, preferredLength, entriesRead, totalEntries, resumeHandle },
          await router.connected(),
          {
            handleOf: ({ connected }) => connected.number,
            size,
            // The structure of the level, as the check above has it.
            read: (one) => readConnection({ router, clock }, one, level) as never,
          },
        )
      },
    ),

    MprAdminConnectionEnumEx: sessions.call(
      async ({ router }, header, preferredLength, entriesRead, totalEntries, buffer, resumeHandle) => {
        await router.needDemandDial()
        checkHeader(header)
        return fillPage(
          { buffer, preferredLength, entriesRead, totalEntries, resumeHandle },
          await router.connected(),
          {
            handleOf: ({ connected }) => connected.number,
            size: SIZEOF_RAS_CONNECTION_EX,
            // MS-RRASM: none where not one fits, otherwise one more than fit.
            count: (fitting) => (fitting === 0 ? 0 : fitting + 1),
            read: (one) => readConnectionEx({ router, clock }, one),
          },
        )
      },
    ),

    MprAdminConnectionGetInfo: sessions.call(async ({ router }, level: number, handle, buffer) => {
      sizeOf(level)
      const one = await connectionOf(router, handle)
      fill(buffer, readConnection({ router, clock }, one, level) as never)
    }),

    MprAdminConnectionGetInfoEx: sessions.call(async ({ router }, handle, connection) => {
      await router.needDemandDial()
      if (!given(connection)) throw new ErrorNumber(ERROR_INVALID_PARAMETER)
      checkHeader((connection.value as { readonly Header?: MPRAPI_OBJECT_HEADER } | undefined)?.Header)
      const { Header } = connection.value
      connection.value = {
        ...readConnectionEx({ router, clock }, await connectionOf(router, handle)),
        Header,
      }
    }),

    MprAdminConnectionClearStats: sessions.call(async ({ router }, handle) => {
      await router.needDemandDial()
      const all = await router.connected()
      const one = all.find(({ connected }) => connected.number === handle)
      if (one === undefined) throw new ErrorNumber(ERROR_INVALID_PARAMETER)
      await router.service.clearDialStatistics({ dialInterface: one.id })
    }),

    // Nobody is ever in quarantine here.
    MprAdminConnectionRemoveQuarantine: sessions.call(async ({ router }, handle, isIpAddress) => {
      if (!isIpAddress) {
        const all = await router.connected()
        if (!all.some(({ connected }) => connected.number === handle)) {
          throw new ErrorNumber(ERROR_INVALID_PARAMETER)
        }
      }
      return ERROR_NOT_FOUND
    }),

    // It moves IKEv2 connections, and there are none.
    MprAdminUpdateConnection: sessions.call(async () => ERROR_NOT_SUPPORTED),
  }
}

function sizeOf(level: number): number {
  const size = CONNECTION_SIZES[level]
  if (size === undefined) throw new ErrorNumber(ERROR_INVALID_LEVEL)
  return size
}

/** @throws ErrorNumber `ERROR_INTERFACE_NOT_CONNECTED` */
async function connectionOf(router: Router, handle: number): Promise<Connected> {
  if (!handle) throw new ErrorNumber(ERROR_INVALID_PARAMETER)
  const one = (await router.connected()).find(({ connected }) => connected.number === handle)
  if (one === undefined) throw new ErrorNumber(ERROR_INTERFACE_NOT_CONNECTED)
  return one
}

function checkHeader(header: MPRAPI_OBJECT_HEADER | null | undefined): void {
  if (header === null || header === undefined) throw new ErrorNumber(ERROR_INVALID_PARAMETER)
  const { type, revision } = header
  if (
    type !== MPRAPI_OBJECT_TYPE_RAS_CONNECTION_OBJECT ||
    revision !== MPRAPI_RAS_CONNECTION_OBJECT_REVISION_1
  ) {
    throw new ErrorNumber(ERROR_PROC_NOT_FOUND)
  }
}
