/** Interfaces: making, listing, changing, connecting. */
import type { Service } from '../../../../api/index.ts'
import { toDialtoneError } from '../../../../base/index.ts'
import type { PublicDialSettings } from '../../../../core/index.ts'
import type { DWORD } from '../../com/data-type.ts'
import type { EVENT_HANDLE } from '../../event/event-object.ts'
import { signal } from '../../event/event-memory.ts'
import {
  ERROR_INVALID_HANDLE,
  ERROR_INVALID_PARAMETER,
  ERROR_NOT_SUPPORTED,
  NO_ERROR,
  RPC_X_NULL_REF_POINTER,
} from '../../win32-error.ts'
import { ROUTER_IF_TYPE_FULL_ROUTER, ROUTER_IF_TYPE_HOME_ROUTER } from '../enumeration/interface.ts'
import {
  ERROR_INTERFACE_ALREADY_EXISTS,
  ERROR_INTERFACE_CONNECTED,
  ERROR_INTERFACE_HAS_NO_DEVICES,
  ERROR_INTERFACE_NOT_CONNECTED,
  ERROR_NO_SUCH_INTERFACE,
  ERROR_UNKNOWN_PROTOCOL_ID,
} from '../error/mpr-error.ts'
import { ERROR_CANNOT_LOAD_PHONEBOOK, PENDING } from '../error/ras-error.ts'
import type { MprInterfaceFunctions } from '../function/interface.ts'
import type { MPR_INTERFACE_0 } from '../structure/interface.ts'
import { PID_IP, PID_IPV6, PID_IPX } from '../constant.ts'
import { ERROR_NUMBERS, ErrorNumber, numberOf, numberOfCause } from './error-number.ts'
import { readInterface, SIZEOF_MPR_INTERFACE_0, typeOf, wantedOf } from './interface-structure.ts'
import { readLan, refuseLanChange } from './lan-structure.ts'
import { fill, fillPage } from './paging.ts'
import { optionalEvent } from './event-argument.ts'
import type { Router } from './router.ts'
import type { SessionTable } from './session-table.ts'

/** How long one question for the end of a request lasts, in milliseconds. */
const WAIT = 30_000

export function interfaceFunctions(sessions: SessionTable): MprInterfaceFunctions {
  return {
    MprAdminInterfaceCreate: sessions.call(async ({ router }, level: DWORD, buffer: unknown, handle) => {
      const { name, type, change } = wantedOf(buffer, level)
      if (type !== ROUTER_IF_TYPE_FULL_ROUTER && type !== ROUTER_IF_TYPE_HOME_ROUTER) {
        throw new ErrorNumber(ERROR_NOT_SUPPORTED)
      }
      fill(handle, 0)
      await router.needDemandDial()
      if ((await router.lans()).some((lan) => lan.name.toLowerCase() === name.toLowerCase())) {
        throw new ErrorNumber(ERROR_INTERFACE_ALREADY_EXISTS)
      }
      const { dialer = { kind: 'modem', modems: [], profile: name }, dialOutHours, ...rest } = change
      const settings = {
        name,
        type: type === ROUTER_IF_TYPE_FULL_ROUTER ? 'full-router' : 'home-router',
        dialer,
        ...(dialOutHours && { dialOutHours }),
        ...compacted(rest),
      } as const
      await router.service.addDialInterface({ settings, apply: 'running' })
      const made = await router.service.dialInterface({ dialInterface: name })
      fill(handle, router.handleOf(made.id))
    }),

    MprAdminInterfaceDelete: sessions.call(async ({ router }, handle) => {
      const dialInterface = router.idOf(handle)
      await orInvalidHandle(async () => {
        try {
          await router.service.removeDialInterface({ dialInterface, apply: 'running' })
        } catch (thrown) {
          const { code } = toDialtoneError(thrown)
          if (code !== 'already_connected' && code !== 'already_connecting') throw thrown
          throw new ErrorNumber(ERROR_INTERFACE_CONNECTED)
        }
      })
    }),

    MprAdminInterfaceEnum: sessions.call(
      async ({ router }, level: DWORD, buffer, preferredLength, entriesRead, totalEntries, resumeHandle) => {
        if (level !== 0) throw new ErrorNumber(ERROR_NOT_SUPPORTED)
        return fillPage(
          { buffer, preferredLength, entriesRead, totalEntries, resumeHandle },
          await allInterfaces(router),
          { handleOf: ({ hInterface }) => hInterface, size: SIZEOF_MPR_INTERFACE_0, read: (one) => one },
        )
      },
    ),

    MprAdminInterfaceGetHandle: sessions.call(async ({ router }, name, handle) => {
      if (typeof name !== 'string') throw new ErrorNumber(RPC_X_NULL_REF_POINTER)
      const wanted = name.toLowerCase()
      const found = (await router.interfaces()).find((one) => one.name.toLowerCase() === wanted)
      if (found !== undefined) {
        fill(handle, router.handleOf(found.id))
        return
      }
      const lan = (await router.lans()).find((one) => one.name.toLowerCase() === wanted)
      if (lan === undefined) throw new ErrorNumber(ERROR_NO_SUCH_INTERFACE)
      fill(handle, router.handleOfLan(lan))
    }),

    MprAdminInterfaceGetInfo: sessions.call(async ({ router }, handle, level: DWORD, buffer) => {
      const lan = await router.lan(handle)
      const value =
        lan === undefined
          ? readInterface(router, await router.interface(handle), level)
          : readLan(router, lan, level)
      // The structure of the level that was asked for.
      fill(buffer, value as never)
    }),

    MprAdminInterfaceSetInfo: sessions.call(async ({ router }, handle, level: DWORD, buffer: unknown) => {
      const lan = await router.lan(handle)
      if (lan !== undefined) {
        refuseLanChange(lan, level, buffer)
        return
      }
      const { settings, id } = await router.interface(handle)
      const { name, type, change } = wantedOf(buffer, level, settings)
      if (name.toLowerCase() !== settings.name.toLowerCase() || type !== typeOf(settings)) {
        throw new ErrorNumber(ERROR_INVALID_PARAMETER)
      }
      if (level >= 2 && settings.type !== 'full-router') throw new ErrorNumber(ERROR_INVALID_PARAMETER)
      await router.service.setDialInterface({
        dialInterface: id,
        change: differing(change, settings),
        apply: 'running',
      })
    }),

    MprAdminInterfaceConnect: sessions.call(async ({ router }, handle, hEvent, synchronous) => {
      const event = optionalEvent(hEvent, router)
      await router.needDemandDial()
      const { id } = await router.interface(handle)
      const { requestId } = await router.service.connectInterface({ dialInterface: id })
      if (event !== null) {
        void ended(router.service, requestId).finally(() => signal(event))
        return PENDING
      }
      return synchronous ? ended(router.service, requestId) : PENDING
    }),

    MprAdminInterfaceDisconnect: sessions.call(async ({ router }, handle) => {
      await router.needDemandDial()
      const { id } = await router.interface(handle)
      const { requestId } = await router.service.disconnectInterface({ dialInterface: id })
      return ended(router.service, requestId)
    }),

    MprAdminInterfaceUpdateRoutes: sessions.call(
      async ({ router }, handle, protocol, event: EVENT_HANDLE | null) => {
        optionalEvent(event, router)
        await needUpdatable(router, handle, protocol)
        // No routing protocol runs on a mobile connection that could be asked.
        throw new ErrorNumber(ERROR_NOT_SUPPORTED)
      },
    ),

    MprAdminInterfaceQueryUpdateResult: sessions.call(async ({ router }, handle, protocol, result) => {
      fill(result, ERROR_NOT_SUPPORTED)
      await needUpdatable(router, handle, protocol)
      throw new ErrorNumber(ERROR_NOT_SUPPORTED)
    }),

    MprAdminInterfaceUpdatePhonebookInfo: sessions.call(async ({ router }, handle) => {
      await router.needDemandDial()
      const { settings, unreachability } = await router.interface(handle)
      // The phone book is the profiles: each attempt reads them anew. What would fail then is told now.
      const { dialer } = settings
      try {
        if (dialer.kind === 'modem') await router.service.profile({ profile: dialer.profile })
      } catch (thrown) {
        if (toDialtoneError(thrown).code !== 'not_found') throw thrown
        throw new ErrorNumber(ERROR_CANNOT_LOAD_PHONEBOOK)
      }
      if (unreachability.includes('no-device')) throw new ErrorNumber(ERROR_INTERFACE_HAS_NO_DEVICES)
    }),
  }
}

/** At level 0, in the order of their handles. */
async function allInterfaces(router: Router): Promise<readonly MPR_INTERFACE_0[]> {
  const [dialled, lans] = [await router.interfaces(), await router.lans()]
  return [
    ...dialled.map((one) => readInterface(router, one, 0)),
    ...lans.map((one) => readLan(router, one, 0)),
  ].sort((one, other) => one.hInterface - other.hInterface)
}

async function needUpdatable(router: Router, handle: number, protocol: DWORD): Promise<void> {
  const { state } = await router.interface(handle)
  if (protocol !== PID_IP && protocol !== PID_IPX && protocol !== PID_IPV6) {
    throw new ErrorNumber(ERROR_UNKNOWN_PROTOCOL_ID)
  }
  if (protocol === PID_IPX) throw new ErrorNumber(ERROR_NO_SUCH_INTERFACE)
  if (state !== 'connected') throw new ErrorNumber(ERROR_INTERFACE_NOT_CONNECTED)
}

/** How a request has ended, as a number. */
async function ended(service: Service, request: number): Promise<DWORD> {
  try {
    for (;;) {
      const { state, cause } = await service.request({ request, wait: WAIT })
      if (state === 'succeeded') return NO_ERROR
      if (state === 'failed') {
        return cause === undefined ? ERROR_NUMBERS.internal : numberOfCause(cause)
      }
    }
  } catch (thrown) {
    return numberOf(thrown)
  }
}

async function orInvalidHandle(run: () => Promise<void>): Promise<void> {
  try {
    await run()
  } catch (thrown) {
    if (thrown instanceof ErrorNumber || toDialtoneError(thrown).code !== 'not_found') throw thrown
    throw new ErrorNumber(ERROR_INVALID_HANDLE)
  }
}

/** Only what is another than it is: an unchanged value is no change. */
function differing<Change extends object>(change: Change, settings: PublicDialSettings): Partial<Change> {
  const now = new Map(Object.entries(settings))
  const entries = Object.entries(change).filter(
    ([key, value]) => JSON.stringify(value ?? null) !== JSON.stringify(now.get(key) ?? null),
  )
  return Object.fromEntries(entries) as Partial<Change>
}

/** Without what is null: in new settings that is left out. */
function compacted<T extends object>(value: T): { [Key in keyof T]: NonNullable<T[Key]> } {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null)) as {
    [Key in keyof T]: NonNullable<T[Key]>
  }
}
