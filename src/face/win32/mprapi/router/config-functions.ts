/**
 * The stored configuration of a router: what its next start has. What is changed here is seen only then; what is changed by
 * the functions on the running router is gone then.
 */
import type { PartialDialSettings, PublicDialSettings } from '../../../../core/index.ts'
import type { DWORD, HANDLE } from '../../com/data-type.ts'
import { dword } from '../../com/dword.ts'
import { given } from '../../com/holder.ts'
import { bracedGuid, canonicalGuid } from '../../com/guid.ts'
import {
  ERROR_INSUFFICIENT_BUFFER,
  ERROR_INVALID_HANDLE,
  ERROR_INVALID_PARAMETER,
  ERROR_NO_MORE_ITEMS,
  ERROR_NOT_FOUND,
  ERROR_NOT_SUPPORTED,
} from '../../win32-error.ts'
import { PID_IP, PID_IPV6 } from '../constant.ts'
import { ROUTER_IF_TYPE_FULL_ROUTER, ROUTER_IF_TYPE_HOME_ROUTER } from '../enumeration/interface.ts'
import { ERROR_NO_SUCH_INTERFACE, ERROR_PROTOCOL_ALREADY_INSTALLED } from '../error/mpr-error.ts'
import type { MprConfigFunctions } from '../function/config.ts'
import { writeInfoHeader } from '../info/info-header.ts'
import {
  MPR_INTERFACE_0,
  MPR_INTERFACE_1,
  MPR_IFTRANSPORT_0,
  MPR_TRANSPORT_0,
} from '../structure/interface.ts'
import { formatHours } from './dialout-hours.ts'
import { ErrorNumber } from './error-number.ts'
import { SIZEOF_MPR_INTERFACE_0, typeOf, wantedOf } from './interface-structure.ts'
import { fill, fillPage } from './paging.ts'
import type { Router } from './router.ts'
import type { Session, SessionTable } from './session-table.ts'
import {
  readInformation,
  transportOf,
  uses,
  withoutTransport,
  writeInformation,
  type Transport,
} from './transport-information.ts'

/** The functions on interfaces and transports; the others of the family work on what a mobile router does not have. */
export type OfferedConfigFunctions = Pick<
  MprConfigFunctions,
  | 'MprConfigServerConnect'
  | 'MprConfigServerDisconnect'
  | 'MprConfigServerRefresh'
  | 'MprConfigBufferFree'
  | 'MprConfigGetFriendlyName'
  | 'MprConfigGetGuidName'
  | `MprConfigInterface${'Create' | 'Delete' | 'GetHandle' | 'GetInfo' | 'SetInfo' | 'Enum'}`
  | `MprConfigInterfaceTransport${'Add' | 'Remove' | 'GetHandle' | 'GetInfo' | 'SetInfo' | 'Enum'}`
  | `MprConfigTransport${'Create' | 'GetHandle' | 'GetInfo' | 'Enum'}`
>

const TRANSPORTS: readonly { readonly id: Transport; readonly name: string }[] = [
  { id: PID_IP, name: 'IP' },
  { id: PID_IPV6, name: 'IPv6' },
]

/** Bytes of MPR_TRANSPORT_0 and MPR_IFTRANSPORT_0 in C, on 64 bits. */
export const SIZEOF_MPR_TRANSPORT_0 = 104

export function configFunctions(sessions: SessionTable): OfferedConfigFunctions {
  const stored = async ({ router }: Session, handle: HANDLE): Promise<PublicDialSettings> => {
    if (!handle) throw new ErrorNumber(ERROR_INVALID_PARAMETER)
    const name = nameOf(router, handle)
    const found = (await router.service.storedDialInterfaces()).find((one) => keyOf(one.name) === name)
    if (found === undefined) throw new ErrorNumber(ERROR_NO_SUCH_INTERFACE)
    return found
  }
  const change = async (
    { router }: Session,
    { name }: PublicDialSettings,
    next: Parameters<Router['service']['setDialInterface']>[0]['change'],
  ): Promise<void> => {
    await router.service.setDialInterface({ dialInterface: name, change: next, apply: 'stored' })
  }

  return {
    MprConfigServerConnect: (name, handle) =>
      sessions.answer(async () => {
        const router = await sessions.router(name)
        if (!given(handle)) throw new ErrorNumber(ERROR_INVALID_PARAMETER)
        handle.value = sessions.open(router)
      }),
    MprConfigServerDisconnect: async (handle) => sessions.close(handle),
    // Nothing is kept here that could be out of date.
    MprConfigServerRefresh: sessions.call(async () => undefined),
    MprConfigBufferFree: async (buffer) =>
      buffer === null || buffer === undefined ? ERROR_INVALID_PARAMETER : 0,

    MprConfigGetFriendlyName: sessions.call(async ({ router }, guid, buffer, size) => {
      const wanted = canonicalGuid(guid)
      const found = (await router.interfaces()).find(({ id }) => canonicalGuid(id) === wanted)
      if (found === undefined) throw new ErrorNumber(ERROR_NOT_FOUND)
      if (size <= found.name.length) throw new ErrorNumber(ERROR_INSUFFICIENT_BUFFER)
      fill(buffer, found.name)
    }),
    MprConfigGetGuidName: sessions.call(async ({ router }, name, buffer, size) => {
      if (typeof name !== 'string') throw new ErrorNumber(ERROR_INVALID_PARAMETER)
      const found = (await router.interfaces()).find((one) => keyOf(one.name) === keyOf(name))
      if (found === undefined) throw new ErrorNumber(ERROR_NOT_FOUND)
      const guid = bracedGuid(found.id)
      if (size <= guid.length) throw new ErrorNumber(ERROR_INSUFFICIENT_BUFFER)
      fill(buffer, guid)
    }),

    MprConfigInterfaceCreate: sessions.call(async ({ router }, level: DWORD, buffer: unknown, handle) => {
      if (level !== 0 && level !== 1) throw new ErrorNumber(ERROR_NOT_SUPPORTED)
      const { name, type, change: wanted } = wantedOf(buffer, level)
      if (type !== ROUTER_IF_TYPE_FULL_ROUTER && type !== ROUTER_IF_TYPE_HOME_ROUTER) {
        throw new ErrorNumber(ERROR_INVALID_PARAMETER)
      }
      fill(handle, 0)
      const running = (await router.interfaces()).find((one) => keyOf(one.name) === keyOf(name))
      const { dialOutHours, enabled = true } = wanted
      // RRAS: what is made in the running router lasts once it is stored under its name.
      const settings = {
        ...(running && asGiven(running.settings)),
        name,
        type: type === ROUTER_IF_TYPE_FULL_ROUTER ? ('full-router' as const) : ('home-router' as const),
        enabled,
        dialer: running?.settings.dialer ?? { kind: 'modem' as const, modems: [], profile: name },
        ...(dialOutHours && { dialOutHours }),
      }
      await router.service.addDialInterface({ settings, apply: 'stored' })
      fill(handle, router.handleOf(storedKey(name)))
    }),

    MprConfigInterfaceDelete: sessions.call(async (session, handle) => {
      const { name } = await stored(session, handle)
      await session.router.service.removeDialInterface({ dialInterface: name, apply: 'stored' })
    }),

    MprConfigInterfaceGetHandle: sessions.call(async ({ router }, name, handle) => {
      if (typeof name !== 'string') throw new ErrorNumber(ERROR_INVALID_PARAMETER)
      const all = await router.service.storedDialInterfaces()
      if (!all.some((one) => keyOf(one.name) === keyOf(name))) throw new ErrorNumber(ERROR_NO_SUCH_INTERFACE)
      fill(handle, router.handleOf(storedKey(name)))
    }),

    MprConfigInterfaceGetInfo: sessions.call(async (session, handle, level: DWORD, buffer, size) => {
      const one = await stored(session, handle)
      // The structure of the level that was asked for.
      fill(buffer, readStored(session.router, one, level) as never)
      if (given(size)) size.value = SIZEOF_MPR_INTERFACE_0
    }),

    MprConfigInterfaceSetInfo: sessions.call(async (session, handle, level: DWORD, buffer: unknown) => {
      if (level !== 0 && level !== 1) throw new ErrorNumber(ERROR_INVALID_PARAMETER)
      const one = await stored(session, handle)
      const { name, type, change: wanted } = wantedOf(buffer, level, one)
      if (keyOf(name) !== keyOf(one.name) || type !== typeOf(one)) {
        throw new ErrorNumber(ERROR_INVALID_PARAMETER)
      }
      await change(session, one, wanted)
    }),

    MprConfigInterfaceEnum: sessions.call(
      async ({ router }, level: DWORD, buffer, preferredLength, entriesRead, totalEntries, resumeHandle) => {
        if (level !== 0 || dword(preferredLength) < SIZEOF_MPR_INTERFACE_0) {
          throw new ErrorNumber(ERROR_INVALID_PARAMETER)
        }
        const handleOf = ({ name }: PublicDialSettings): HANDLE => router.handleOf(storedKey(name))
        const all = await router.service.storedDialInterfaces()
        if (all.length === 0) throw new ErrorNumber(ERROR_NO_MORE_ITEMS)
        return fillPage(
          { buffer, preferredLength, entriesRead, totalEntries, resumeHandle },
          all.toSorted((one, other) => handleOf(one) - handleOf(other)),
          {
            handleOf,
            size: SIZEOF_MPR_INTERFACE_0,
            read: (one) => readStored(router, one, 0) as never,
          },
        )
      },
    ),

    MprConfigInterfaceTransportAdd: sessions.call(
      async (session, handle, id, _name, info, size, transportHandle) => {
        const one = await stored(session, handle)
        const transport = transportOf(id)
        if (info === null) throw new ErrorNumber(ERROR_INVALID_PARAMETER)
        if (uses(one, transport)) throw new ErrorNumber(ERROR_PROTOCOL_ALREADY_INSTALLED)
        fill(transportHandle, transport)
        await change(session, one, readInformation(info.subarray(0, size), one, transport))
      },
    ),
    MprConfigInterfaceTransportRemove: sessions.call(async (session, handle, id) => {
      const one = await stored(session, handle)
      await change(session, one, withoutTransport(one, needTransport(one, id)))
    }),
    MprConfigInterfaceTransportGetHandle: sessions.call(async (session, handle, id, transportHandle) => {
      const one = await stored(session, handle)
      fill(transportHandle, needTransport(one, id))
    }),
    MprConfigInterfaceTransportGetInfo: sessions.call(async (session, handle, id, info, size) => {
      const one = await stored(session, handle)
      const bytes = writeInformation(one, needTransport(one, id))
      if (given(size)) size.value = bytes.length
      fill(info, bytes)
    }),
    MprConfigInterfaceTransportSetInfo: sessions.call(async (session, handle, id, info, size) => {
      const one = await stored(session, handle)
      const transport = needTransport(one, id)
      if (info === null) throw new ErrorNumber(ERROR_INVALID_PARAMETER)
      await change(session, one, readInformation(info.subarray(0, size), one, transport))
    }),
    MprConfigInterfaceTransportEnum: sessions.call(
      async (session, handle, level: DWORD, buffer, preferredLength, entriesRead, total, resumeHandle) => {
        if (level !== 0) throw new ErrorNumber(ERROR_INVALID_PARAMETER)
        const one = await stored(session, handle)
        const all = TRANSPORTS.filter(({ id }) => uses(one, id))
        if (all.length === 0) throw new ErrorNumber(ERROR_NO_MORE_ITEMS)
        return fillPage({ buffer, preferredLength, entriesRead, totalEntries: total, resumeHandle }, all, {
          handleOf: ({ id }) => id,
          size: SIZEOF_MPR_TRANSPORT_0,
          read: ({ id, name }) =>
            MPR_IFTRANSPORT_0({ dwTransportId: id, hIfTransport: id, wszIfTransportName: name }) as never,
        })
      },
    ),

    MprConfigTransportCreate: sessions.call(async (_, id) => {
      transportOf(id)
      return ERROR_PROTOCOL_ALREADY_INSTALLED
    }),
    MprConfigTransportGetHandle: sessions.call(async (_, id, handle) => {
      fill(handle, transportOf(id))
    }),
    MprConfigTransportGetInfo: sessions.call(
      async (_, handle, globalInfo, globalSize, clientInfo, clientSize, path) => {
        transportOf(handle)
        const empty = writeInfoHeader([])
        for (const [info, size] of [
          [globalInfo, globalSize],
          [clientInfo, clientSize],
        ] as const) {
          if (given(info)) info.value = empty
          if (given(size)) size.value = empty.length
        }
        if (given(path)) path.value = ''
      },
    ),
    MprConfigTransportEnum: sessions.call(
      async (_, level: DWORD, buffer, preferredLength, entriesRead, totalEntries, resumeHandle) => {
        if (level !== 0) throw new ErrorNumber(ERROR_INVALID_PARAMETER)
        return fillPage({ buffer, preferredLength, entriesRead, totalEntries, resumeHandle }, TRANSPORTS, {
          handleOf: ({ id }) => id,
          size: SIZEOF_MPR_TRANSPORT_0,
          read: ({ id, name }) =>
            MPR_TRANSPORT_0({ dwTransportId: id, hTransport: id, wszTransportName: name }) as never,
        })
      },
    ),
  }
}

/** Names are the same in any case. */
function keyOf(name: string): string {
  return name.toLowerCase()
}

/** What a stored interface is known by: it has no id of its own before it runs. */
function storedKey(name: string): string {
  return `stored ${keyOf(name)}`
}

function nameOf(router: Router, handle: HANDLE): string {
  const key = router.idOf(handle)
  if (!key.startsWith('stored ')) throw new ErrorNumber(ERROR_INVALID_HANDLE)
  return key.slice('stored '.length)
}

function needTransport(one: PublicDialSettings, id: DWORD): Transport {
  const transport = transportOf(id)
  if (!uses(one, transport)) throw new ErrorNumber(ERROR_NO_SUCH_INTERFACE)
  return transport
}

function readStored(
  router: Router,
  one: PublicDialSettings,
  level: DWORD,
): MPR_INTERFACE_0 | MPR_INTERFACE_1 {
  const common = {
    wszInterfaceName: one.name,
    hInterface: router.handleOf(storedKey(one.name)),
    fEnabled: one.enabled,
    dwIfType: typeOf(one),
  }
  if (level === 0) return MPR_INTERFACE_0(common)
  if (level !== 1) throw new ErrorNumber(ERROR_INVALID_PARAMETER)
  return MPR_INTERFACE_1({ ...common, lpwsDialoutHoursRestriction: formatHours(one.dialOutHours) })
}

/** The password is not seen here: it stays with the user name. */
function asGiven({ credentials, ...rest }: PublicDialSettings): PartialDialSettings {
  if (credentials === undefined) return rest
  const { hasPassword: _, ...shown } = credentials
  return { ...rest, credentials: shown }
}
