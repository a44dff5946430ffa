/**
 * A program over the facade, run by whoever: prints what connecting to the router, registering for its connections and
 * listing the modems answer. With the number of a user as its argument it becomes that user once it is connected.
 */
import { setgid, setgroups, setuid } from 'node:process'
import { findSocket } from '../../src/reach/index.ts'
import {
  CLSCTX_ALL,
  CLSID_MbnInterfaceManager,
  CoCreateInstance,
  CreateEvent,
  IID_IMbnInterfaceManager,
  MprAdminDeregisterConnectionNotification,
  MprAdminIsServiceInitialized,
  MprAdminRegisterConnectionNotification,
  MprAdminServerConnect,
  out,
  type IMbnInterface,
  type IMbnInterfaceManager,
  type SAFEARRAY,
} from '../../src/face/win32/index.ts'

const server = out<number>()
const connect = await MprAdminServerConnect(null, server)
const user = Number(process.argv[2] ?? 0)
if (user !== 0) {
  setgroups?.([])
  setgid?.(user)
  setuid?.(user)
  // A way of its own: the one that is kept open was opened by the user that it was.
  process.env['DIALTONE_SOCKET'] = findSocket().replace(/\/(?=[^/]*$)/, '/./')
}
const event = CreateEvent(null, false, false)
const register =
  connect === 0
    ? [
        await MprAdminRegisterConnectionNotification(server.value, null),
        await MprAdminRegisterConnectionNotification(server.value, event),
        await MprAdminDeregisterConnectionNotification(server.value, event),
      ]
    : 'no session'
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
console.log(JSON.stringify({ connect, register, initialized, create, interfaces }))
