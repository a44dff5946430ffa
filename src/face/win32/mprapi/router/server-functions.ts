/** The session with a router, what it says of itself, and the functions that need none. */
import type { Clock } from '../../../../base/index.ts'
import { toDialtoneError } from '../../../../base/index.ts'
import { given } from '../../com/holder.ts'
import {
  ERROR_INVALID_PARAMETER,
  ERROR_NOT_SUPPORTED,
  ERROR_PROC_NOT_FOUND,
  ERROR_SERVICE_NOT_ACTIVE,
  RPC_S_INVALID_BINDING,
  RPC_S_UNKNOWN_IF,
} from '../../win32-error.ts'
import { MPRAPI_MPR_SERVER_OBJECT_REVISION_1 } from '../constant.ts'
import { MPRAPI_OBJECT_TYPE_MPR_SERVER_OBJECT } from '../enumeration/connection.ts'
import type { MprServerFunctions } from '../function/server.ts'
import { MPR_SERVER_0, MPR_SERVER_1, MPR_SERVER_2, MPR_SERVER_EX } from '../structure/server.ts'
import { ErrorNumber, numberOf } from './error-number.ts'
import { fill } from './paging.ts'
import type { Router } from './router.ts'
import type { SessionTable } from './session-table.ts'

export function serverFunctions(sessions: SessionTable, clock: Clock): MprServerFunctions {
  return {
    MprAdminServerConnect: (name, handle) =>
      sessions.answer(async () => {
        const router = await sessions.router(name)
        if (!given(handle)) throw new ErrorNumber(RPC_S_INVALID_BINDING)
        handle.value = sessions.open(router)
      }),

    MprAdminServerDisconnect: async (handle) => sessions.close(handle),

    MprAdminServerGetInfo: sessions.call(async ({ router }, level: number, buffer) => {
      fill(buffer, await statusOf(router, clock, level))
    }),

    // There are no tunnel ports whose number could be set.
    MprAdminServerSetInfo: sessions.call(async ({ router }, level: number, buffer: unknown) => {
      await router.needDemandDial()
      if (level !== 1 && level !== 2) throw new ErrorNumber(ERROR_NOT_SUPPORTED)
      const numbers: readonly unknown[] = Object.values(buffer ?? {})
      if (buffer === null || numbers.some((number) => number !== 0)) {
        throw new ErrorNumber(ERROR_INVALID_PARAMETER)
      }
    }),

    MprAdminServerGetInfoEx: sessions.call(async ({ router }, info) => {
      await router.needDemandDial()
      if (!given(info)) throw new ErrorNumber(ERROR_INVALID_PARAMETER)
      const header = (info.value as Partial<MPR_SERVER_EX> | undefined)?.Header
      if (
        header?.type !== MPRAPI_OBJECT_TYPE_MPR_SERVER_OBJECT ||
        header.revision !== MPRAPI_MPR_SERVER_OBJECT_REVISION_1
      ) {
        throw new ErrorNumber(ERROR_PROC_NOT_FOUND)
      }
      const { fLanOnlyMode, ...numbers } = await summaryOf(router, clock)
      info.value = MPR_SERVER_EX({ Header: header, fLanOnlyMode: fLanOnlyMode ? 1 : 0, ...numbers })
    }),

    MprAdminServerSetInfoEx: sessions.call(async ({ router }) => {
      await router.needDemandDial()
      return ERROR_PROC_NOT_FOUND
    }),

    // A key of L2TP tunnels, of which there are none.
    MprAdminServerGetCredentials: sessions.call(async () => ERROR_NOT_SUPPORTED),
    MprAdminServerSetCredentials: sessions.call(async () => ERROR_NOT_SUPPORTED),

    MprAdminIsServiceRunning: async (name) => {
      try {
        await sessions.router(name)
        return true
      } catch {
        return false
      }
    },

    MprAdminIsServiceInitialized: (name, initialized) =>
      sessions.answer(async () => {
        if (given(initialized)) initialized.value = false
        try {
          const { service } = await sessions.router(name)
          await service.demandDial()
        } catch (thrown) {
          const away =
            numberOf(thrown) === RPC_S_UNKNOWN_IF || toDialtoneError(thrown).code === 'service_unavailable'
          throw away ? new ErrorNumber(ERROR_SERVICE_NOT_ACTIVE) : thrown
        }
        fill(initialized, true)
      }),
  }
}

async function statusOf(router: Router, clock: Clock, level: number): Promise<never> {
  // The structure of the level that was asked for; there are no tunnel ports.
  switch (level) {
    case 0:
      return MPR_SERVER_0(await summaryOf(router, clock)) as never
    case 1:
      return MPR_SERVER_1() as never
    case 2:
      return MPR_SERVER_2() as never
    default:
      throw new ErrorNumber(ERROR_INVALID_PARAMETER)
  }
}

async function summaryOf(router: Router, clock: Clock): Promise<MPR_SERVER_0> {
  const { state } = await router.service.demandDial()
  const { startedAt } = (await router.service.snapshot()).service
  const ports = state === 'absent' ? [] : await router.ports()
  return {
    fLanOnlyMode: state === 'absent',
    dwUpTime: Math.max(0, Math.floor((clock.now() - startedAt) / 1000)),
    dwTotalPorts: ports.length,
    dwPortsInUse: ports.filter(({ connection }) => connection !== undefined).length,
  }
}
