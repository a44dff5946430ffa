/** Transports of an interface: its static routes and demand-dial filters travel in their information headers. */
import type { DialInterface } from '../../../../core/index.ts'
import { given } from '../../com/holder.ts'
import { ERROR_INVALID_HANDLE, ERROR_INVALID_PARAMETER } from '../../win32-error.ts'
import {
  ERROR_INTERFACE_CONNECTED,
  ERROR_NO_SUCH_INTERFACE,
  ERROR_PROTOCOL_ALREADY_INSTALLED,
} from '../error/mpr-error.ts'
import type { MprTransportFunctions } from '../function/transport.ts'
import { ErrorNumber } from './error-number.ts'
import { writeInfoHeader } from '../info/info-header.ts'
import { fill } from './paging.ts'
import type { Router } from './router.ts'
import type { SessionTable } from './session-table.ts'
import {
  readInformation,
  transportOf,
  uses,
  withoutTransport,
  writeInformation,
  type Transport,
} from './transport-information.ts'

export function transportFunctions(sessions: SessionTable): MprTransportFunctions {
  /** Transports that were added without routes or filters yet, by interface. */
  const bare = new WeakMap<Router, Set<string>>()
  const bareOf = (router: Router): Set<string> => {
    const known = bare.get(router) ?? new Set<string>()
    bare.set(router, known)
    return known
  }
  const keyOf = ({ id }: DialInterface, transport: Transport): string => `${id} ${transport.toString()}`
  const has = (router: Router, one: DialInterface, transport: Transport): boolean =>
    uses(one.settings, transport) || bareOf(router).has(keyOf(one, transport))
  const need = async (router: Router, handle: number, id: number): Promise<[DialInterface, Transport]> => {
    const one = await router.interface(handle)
    const transport = transportOf(id)
    if (!has(router, one, transport)) throw new ErrorNumber(ERROR_NO_SUCH_INTERFACE)
    return [one, transport]
  }

  return {
    MprAdminInterfaceTransportAdd: sessions.call(async ({ router }, handle, id, info, size) => {
      const one = await router.interface(handle)
      const transport = transportOf(id)
      if (info === null) throw new ErrorNumber(ERROR_INVALID_PARAMETER)
      if (has(router, one, transport)) throw new ErrorNumber(ERROR_PROTOCOL_ALREADY_INSTALLED)
      const change = readInformation(info.subarray(0, size), one.settings, transport)
      await router.service.setDialInterface({ dialInterface: one.id, change, apply: 'running' })
      bareOf(router).add(keyOf(one, transport))
    }),

    MprAdminInterfaceTransportRemove: sessions.call(async ({ router }, handle, id) => {
      const [one, transport] = await need(router, handle, id)
      if (one.state === 'connected') throw new ErrorNumber(ERROR_INTERFACE_CONNECTED)
      const change = withoutTransport(one.settings, transport)
      await router.service.setDialInterface({ dialInterface: one.id, change, apply: 'running' })
      bareOf(router).delete(keyOf(one, transport))
    }),

    MprAdminInterfaceTransportGetInfo: sessions.call(async ({ router }, handle, id, info, size) => {
      const [one, transport] = await need(router, handle, id)
      if (!one.settings.enabled) throw new ErrorNumber(ERROR_INVALID_HANDLE)
      const bytes = writeInformation(one.settings, transport)
      if (given(size)) size.value = bytes.length
      fill(info, bytes)
    }),

    MprAdminInterfaceTransportSetInfo: sessions.call(async ({ router }, handle, id, info, size) => {
      const [one, transport] = await need(router, handle, id)
      if (info === null) throw new ErrorNumber(ERROR_INVALID_PARAMETER)
      const change = readInformation(info.subarray(0, size), one.settings, transport)
      await router.service.setDialInterface({ dialInterface: one.id, change, apply: 'running' })
      bareOf(router).add(keyOf(one, transport))
    }),

    // IP and IPv6 are always there, and there are no others.
    MprAdminTransportCreate: sessions.call(async (_, id, _name, globalInfo, _size, clientInfo) => {
      transportOf(id)
      if (globalInfo === null && clientInfo === null) throw new ErrorNumber(ERROR_INVALID_PARAMETER)
      return ERROR_PROTOCOL_ALREADY_INSTALLED
    }),

    MprAdminTransportGetInfo: sessions.call(async (_, id, globalInfo, globalSize, clientInfo, clientSize) => {
      transportOf(id)
      if (!given(globalInfo) && !given(clientInfo)) throw new ErrorNumber(ERROR_INVALID_PARAMETER)
      const empty = writeInfoHeader([])
      for (const [info, size] of [
        [globalInfo, globalSize],
        [clientInfo, clientSize],
      ] as const) {
        if (given(info)) info.value = empty
        if (given(info) && given(size)) size.value = empty.length
      }
    }),

    // The router as a whole has no settings of a transport: a header without blocks changes nothing, any other is refused.
    MprAdminTransportSetInfo: sessions.call(async (_, id, globalInfo, globalSize, clientInfo, clientSize) => {
      transportOf(id)
      if (globalInfo === null && clientInfo === null) throw new ErrorNumber(ERROR_INVALID_PARAMETER)
      const empty = writeInfoHeader([]).join()
      const given = [globalInfo?.subarray(0, globalSize), clientInfo?.subarray(0, clientSize)]
      if (given.some((info) => info !== undefined && info.join() !== empty)) {
        throw new ErrorNumber(ERROR_INVALID_PARAMETER)
      }
    }),
  }
}
