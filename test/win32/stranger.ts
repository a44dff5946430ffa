/** A program over the facade, run by whoever: prints what connecting to the router and listing the modems answer. */
import {
  CLSCTX_ALL,
  CLSID_MbnInterfaceManager,
  CoCreateInstance,
  IID_IMbnInterfaceManager,
  MprAdminIsServiceInitialized,
  MprAdminServerConnect,
  out,
  type IMbnInterface,
  type IMbnInterfaceManager,
  type SAFEARRAY,
} from '../../src/face/win32/index.ts'

const connect = await MprAdminServerConnect(null, out())
const initialized = await MprAdminIsServiceInitialized(null, out())
const manager = out<IMbnInterfaceManager>()
const create = await CoCreateInstance(
  CLSID_MbnInterfaceManager,
  null,
  CLSCTX_ALL,
  IID_IMbnInterfaceManager,
  manager,
)
const interfaces = await manager.value.GetInterfaces(out<SAFEARRAY<IMbnInterface>>())
console.log(JSON.stringify({ connect, initialized, create, interfaces }))
