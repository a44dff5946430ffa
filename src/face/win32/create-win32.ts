/** The facade over one service. */
import type { ConnectionManager, Service } from '../../api/index.ts'
import { DialtoneError, silent, systemClock, type Clock, type Logger } from '../../base/index.ts'
import { CallGate } from './com/call-gate.ts'
import type { DWORD } from './com/data-type.ts'
import { canonicalGuid, type CLSID, type GUID, type IID } from './com/guid.ts'
import { given, type Pointer } from './com/holder.ts'
import type { IUnknown } from './com/unknown.ts'
import {
  CLASS_E_NOAGGREGATION,
  E_POINTER,
  REGDB_E_CLASSNOTREG,
  S_FALSE,
  S_OK,
  type HRESULT,
} from './hresult.ts'
import {
  CLSID_MbnConnectionManager,
  CLSID_MbnConnectionProfileManager,
  CLSID_MbnDeviceServicesManager,
  CLSID_MbnInterfaceManager,
} from './mbnapi/identifier.ts'
import { createConnectionManager } from './mbnapi/manager/connection-manager.ts'
import { createConnectionProfileManager } from './mbnapi/manager/connection-profile-manager.ts'
import { createDeviceServicesManager } from './mbnapi/manager/device-services-manager.ts'
import { createInterfaceManager } from './mbnapi/manager/interface-manager.ts'
import type { ManagerGround } from './mbnapi/manager/manager.ts'
import { Notifier } from './mbnapi/notice/notifier.ts'
import type { MprFunctions } from './mprapi/function/mpr-functions.ts'
import { createMprFunctions } from './mprapi/router/create-mpr-functions.ts'
import { DeviceServiceUses } from './mbnapi/device-service-uses.ts'
import type { Ground } from './mbnapi/ground.ts'

/** Where an object may live; of no meaning here. Numbers: wtypesbase.h. */
export const CLSCTX_INPROC_SERVER = 0x1
export const CLSCTX_LOCAL_SERVER = 0x4
export const CLSCTX_ALL = 0x17

/** How a thread takes calls; of no meaning here. Numbers: objbase.h. */
export const COINIT_MULTITHREADED = 0x0
export const COINIT_APARTMENTTHREADED = 0x2

export interface Win32 extends MprFunctions, AsyncDisposable {
  /**
   * Begins to use COM. Not needed, but a program that was written for Windows does it.
   *
   * @returns `S_OK`; `S_FALSE`: it was begun already.
   * @see CoInitializeEx (combaseapi.h)
   */
  CoInitializeEx(pvReserved: null, dwCoInit: DWORD): Promise<HRESULT>

  /**
   * Ends what `CoInitializeEx` began; the last time, all managers let go of their sinks.
   *
   * @see CoUninitialize (combaseapi.h)
   */
  CoUninitialize(): void

  /**
   * Makes a manager. A service need not run yet: calls on the manager say when it does not.
   *
   * @returns `S_OK`; `REGDB_E_CLASSNOTREG`: there is no such class; `CLASS_E_NOAGGREGATION`: pUnkOuter is not null;
   *   `E_NOINTERFACE`: the class does not have the interface; `E_POINTER`: ppv is null. The output is null unless the
   *   result is S_OK.
   * @see CoCreateInstance (combaseapi.h)
   */
  CoCreateInstance<T>(
    rclsid: CLSID,
    pUnkOuter: IUnknown | null,
    dwClsContext: DWORD,
    riid: IID<T>,
    ppv: Pointer<T>,
  ): Promise<HRESULT>
}

export interface Win32Options {
  readonly clock?: Clock
  /** Hears of sinks that fail and of defects. */
  readonly log?: Logger
  /** Finds a router by its name or address, for `MprAdminServerConnect`; the only router is this one unless told. */
  readonly findRouter?: (name: string) => Promise<ConnectionManager | Service>
}

const CLASSES: ReadonlyMap<GUID, (ground: ManagerGround) => IUnknown> = new Map([
  [CLSID_MbnConnectionManager, createConnectionManager],
  [CLSID_MbnInterfaceManager, createInterfaceManager],
  [CLSID_MbnConnectionProfileManager, createConnectionProfileManager],
  [CLSID_MbnDeviceServicesManager, createDeviceServicesManager],
])

/** The whole facade over a connection manager, or over the flat contract underneath one. Disposal lets go of all sinks. */
export function createWin32(manager: ConnectionManager | Service, options: Win32Options = {}): Win32 {
  const { clock = systemClock, log = silent } = options
  const service = serviceOf(manager)
  const deviceServices = new DeviceServiceUses()
  const objects: Ground = { service, gate: new CallGate(), log, clock, deviceServices }
  const ground: ManagerGround = {
    ...objects,
    notifier: new Notifier(objects, clock),
    withdrawals: new Set(),
  }
  let initialized = 0
  const withdraw = (): void => {
    for (const letGo of ground.withdrawals) letGo()
  }
  const { findRouter } = options
  const routers = createMprFunctions({
    find: async (name) => {
      if (name === null) return service
      if (findRouter === undefined) {
        throw new DialtoneError('service_unavailable', `no router ${name} is known`)
      }
      return serviceOf(await findRouter(name))
    },
    clock,
    log,
  })

  return {
    ...routers.functions,
    CoInitializeEx: async () => (initialized++ === 0 ? S_OK : S_FALSE),
    CoUninitialize: () => {
      if (initialized > 0 && --initialized === 0) withdraw()
    },
    CoCreateInstance: async (rclsid, pUnkOuter, _dwClsContext, riid, ppv) => {
      if (!given(ppv)) return E_POINTER
      // Null until there is an object, as in C.
      ppv.value = null as typeof ppv.value
      const create = CLASSES.get(canonicalGuid(rclsid))
      if (create === undefined) return REGDB_E_CLASSNOTREG
      if (pUnkOuter !== null) return CLASS_E_NOAGGREGATION
      const object = create(ground)
      const hr = await object.QueryInterface(riid, ppv)
      // The program has its own reference now, or none.
      object.Release()
      return hr
    },
    [Symbol.asyncDispose]: async () => {
      withdraw()
      routers.close()
    },
  }
}

function serviceOf(manager: ConnectionManager | Service): Service {
  return 'service' in manager ? manager.service : manager
}
