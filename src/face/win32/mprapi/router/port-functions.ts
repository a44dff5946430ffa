/** Ports: the modems and lines that dial interfaces dial with. */
import type { Clock } from '../../../../base/index.ts'
import type { DialPort } from '../../../../core/index.ts'
import { dword } from '../../com/dword.ts'
import { ERROR_INVALID_HANDLE, ERROR_INVALID_PARAMETER, ERROR_NOT_SUPPORTED } from '../../win32-error.ts'
import { ERROR_INVALID_PORT_HANDLE } from '../error/ras-error.ts'
import type { MprPortFunctions } from '../function/port.ts'
import { PORT_SIZES, readPort } from './connection-structure.ts'
import { ErrorNumber } from './error-number.ts'
import { fill, fillPage } from './paging.ts'
import type { Router } from './router.ts'
import type { SessionTable } from './session-table.ts'

/** All ports: -1, as a handle. */
const INVALID_HANDLE_VALUE = 0xffffffff

export function portFunctions(sessions: SessionTable, clock: Clock): MprPortFunctions {
  return {
    MprAdminPortEnum: sessions.call(
      async (
        { router },
        level: number,
        connection,
        buffer,
        preferredLength,
        entriesRead,
        totalEntries,
        resumeHandle,
      ) => {
        await router.needDemandDial()
        if (level !== 0) throw new ErrorNumber(ERROR_NOT_SUPPORTED)
        if (!connection) throw new ErrorNumber(ERROR_INVALID_HANDLE)
        const ports = await router.ports()
        const all = dword(connection) === INVALID_HANDLE_VALUE
        return fillPage(
          { buffer, preferredLength, entriesRead, totalEntries, resumeHandle },
          all ? ports : ports.filter((port) => port.connection === connection),
          {
            handleOf: ({ number }) => number,
            size: PORT_SIZES[0] ?? 1,
            // At level 0, as the check above has it.
            read: (port) => readPort(clock, port, 0) as never,
          },
        )
      },
    ),

    MprAdminPortGetInfo: sessions.call(async ({ router }, level: number, handle, buffer) => {
      await router.needDemandDial()
      if (PORT_SIZES[level] === undefined) throw new ErrorNumber(ERROR_NOT_SUPPORTED)
      const port = await portOf(router, handle, ERROR_INVALID_PORT_HANDLE)
      fill(buffer, readPort(clock, port, level) as never)
    }),

    MprAdminPortClearStats: sessions.call(async ({ router }, handle) => {
      await router.needDemandDial()
      const { dialInterface } = await portOf(router, handle, ERROR_INVALID_PORT_HANDLE)
      // Without a connection there is nothing that was counted.
      if (dialInterface !== undefined) await router.service.clearDialStatistics({ dialInterface })
    }),

    // As the protocol has it, nothing is done: a modem is reset by its own service.
    MprAdminPortReset: sessions.call(async ({ router }, handle) => {
      await router.needDemandDial()
      await portOf(router, handle, ERROR_INVALID_PARAMETER)
    }),

    MprAdminPortDisconnect: sessions.call(async ({ router }, handle) => {
      await router.needDemandDial()
      const port = await portOf(router, handle, ERROR_INVALID_PARAMETER)
      await router.service.disconnectPort({ port: port.modem ?? port.name })
    }),
  }
}

async function portOf(router: Router, handle: number, otherwise: number): Promise<DialPort> {
  const port = (await router.ports()).find(({ number }) => number === handle)
  if (port === undefined) throw new ErrorNumber(otherwise)
  return port
}
