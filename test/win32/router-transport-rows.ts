/** How the error numbers of transports and of the stored configuration are provoked. */
import * as win32 from '../../src/face/win32/index.ts'
import {
  ALL,
  config,
  connected,
  depot,
  enumArguments,
  type FunctionRows,
  header,
  holder,
  interface0,
  stored,
} from './router-row.ts'

export const TRANSPORT_ROWS: Readonly<Record<string, FunctionRows>> = {
  MprAdminInterfaceTransportAdd: {
    NO_ERROR: async (s) => {
      const info = await header(s)
      return s.call(
        s.win32.MprAdminInterfaceTransportAdd(s.server, await depot(s), win32.PID_IP, info, info.length),
      )
    },
    ERROR_INVALID_HANDLE: async (s) => {
      const info = await header(s)
      return s.call(s.win32.MprAdminInterfaceTransportAdd(s.server, 77, win32.PID_IP, info, info.length))
    },
    ERROR_INVALID_PARAMETER: (s) =>
      s.call(s.win32.MprAdminInterfaceTransportAdd(s.server, s.branch, win32.PID_IP, null, 0)),
    ERROR_UNKNOWN_PROTOCOL_ID: (s) =>
      s.call(s.win32.MprAdminInterfaceTransportAdd(s.server, s.branch, win32.PID_IPX, new Uint8Array(), 0)),
  },
  MprAdminInterfaceTransportRemove: {
    NO_ERROR: (s) => s.call(s.win32.MprAdminInterfaceTransportRemove(s.server, s.branch, win32.PID_IP)),
    ERROR_INTERFACE_CONNECTED: connected((s) =>
      s.call(s.win32.MprAdminInterfaceTransportRemove(s.server, s.branch, win32.PID_IP)),
    ),
    ERROR_INVALID_HANDLE: (s) => s.call(s.win32.MprAdminInterfaceTransportRemove(s.server, 77, win32.PID_IP)),
    ERROR_NO_SUCH_INTERFACE: (s) =>
      s.call(s.win32.MprAdminInterfaceTransportRemove(s.server, s.branch, win32.PID_IPV6)),
    ERROR_UNKNOWN_PROTOCOL_ID: (s) => s.call(s.win32.MprAdminInterfaceTransportRemove(s.server, s.branch, 1)),
  },
  MprAdminInterfaceTransportGetInfo: {
    NO_ERROR: (s) =>
      s.call(s.win32.MprAdminInterfaceTransportGetInfo(s.server, s.branch, win32.PID_IP, holder(), holder())),
    ERROR_INVALID_HANDLE: async (s) => {
      await s.story.set({ enabled: false })
      return s.call(
        s.win32.MprAdminInterfaceTransportGetInfo(s.server, s.branch, win32.PID_IP, holder(), holder()),
      )
    },
    ERROR_NO_SUCH_INTERFACE: (s) =>
      s.call(
        s.win32.MprAdminInterfaceTransportGetInfo(s.server, s.branch, win32.PID_IPV6, holder(), holder()),
      ),
    ERROR_UNKNOWN_PROTOCOL_ID: (s) =>
      s.call(s.win32.MprAdminInterfaceTransportGetInfo(s.server, s.branch, 1, holder(), holder())),
  },
  MprAdminInterfaceTransportSetInfo: {
    NO_ERROR: async (s) => {
      const info = await header(s)
      return s.call(
        s.win32.MprAdminInterfaceTransportSetInfo(s.server, s.branch, win32.PID_IP, info, info.length),
      )
    },
    ERROR_INVALID_HANDLE: (s) =>
      s.call(s.win32.MprAdminInterfaceTransportSetInfo(s.server, 77, win32.PID_IP, null, 0)),
    ERROR_INVALID_PARAMETER: (s) =>
      s.call(s.win32.MprAdminInterfaceTransportSetInfo(s.server, s.branch, win32.PID_IP, null, 0)),
    ERROR_NO_SUCH_INTERFACE: (s) =>
      s.call(s.win32.MprAdminInterfaceTransportSetInfo(s.server, s.branch, win32.PID_IPV6, null, 0)),
    ERROR_UNKNOWN_PROTOCOL_ID: (s) =>
      s.call(s.win32.MprAdminInterfaceTransportSetInfo(s.server, s.branch, 1, null, 0)),
  },
  MprAdminTransportCreate: {
    ERROR_INVALID_PARAMETER: (s) =>
      s.call(s.win32.MprAdminTransportCreate(s.server, win32.PID_IP, 'IP', null, 0, null, 0, null)),
    ERROR_PROTOCOL_ALREADY_INSTALLED: async (s) => {
      const info = await header(s)
      return s.call(
        s.win32.MprAdminTransportCreate(s.server, win32.PID_IP, 'IP', info, info.length, null, 0, null),
      )
    },
    ERROR_UNKNOWN_PROTOCOL_ID: (s) =>
      s.call(s.win32.MprAdminTransportCreate(s.server, win32.PID_IPX, 'IPX', null, 0, null, 0, null)),
  },
  MprAdminTransportGetInfo: {
    NO_ERROR: (s) =>
      s.call(s.win32.MprAdminTransportGetInfo(s.server, win32.PID_IP, holder(), holder(), null, null)),
    ERROR_INVALID_PARAMETER: (s) =>
      s.call(s.win32.MprAdminTransportGetInfo(s.server, win32.PID_IP, null, null, null, null)),
    ERROR_UNKNOWN_PROTOCOL_ID: (s) =>
      s.call(s.win32.MprAdminTransportGetInfo(s.server, 1, holder(), holder(), null, null)),
  },
  MprAdminTransportSetInfo: {
    NO_ERROR: async (s) => {
      const info = holder<Uint8Array>()
      await s.win32.MprInfoCreate(1, info)
      return s.call(
        s.win32.MprAdminTransportSetInfo(s.server, win32.PID_IP, info.value, info.value.length, null, 0),
      )
    },
    ERROR_INVALID_PARAMETER: (s) =>
      s.call(s.win32.MprAdminTransportSetInfo(s.server, win32.PID_IP, null, 0, null, 0)),
    ERROR_UNKNOWN_PROTOCOL_ID: (s) => s.call(s.win32.MprAdminTransportSetInfo(s.server, 1, null, 0, null, 0)),
  },
  MprAdminGetErrorString: {
    NO_ERROR: (s) => s.call(s.win32.MprAdminGetErrorString(906, holder())),
    ERROR_MR_MID_NOT_FOUND: (s) => s.call(s.win32.MprAdminGetErrorString(123_456, holder())),
  },
  MprAdminBufferFree: {
    NO_ERROR: (s) => s.call(s.win32.MprAdminBufferFree({})),
    ERROR_INVALID_PARAMETER: (s) => s.call(s.win32.MprAdminBufferFree(null)),
  },
  MprConfigServerConnect: {
    NO_ERROR: (s) => s.call(s.win32.MprConfigServerConnect(null, holder())),
    ERROR_INVALID_PARAMETER: (s) => s.call(s.win32.MprConfigServerConnect(null, null)),
  },
  MprConfigInterfaceCreate: {
    NO_ERROR: async (s) =>
      s.call(s.win32.MprConfigInterfaceCreate(await config(s), 0, interface0(), holder())),
    ERROR_INVALID_PARAMETER: async (s) =>
      s.call(s.win32.MprConfigInterfaceCreate(await config(s), 0, null, holder())),
  },
  MprConfigInterfaceGetHandle: {
    NO_ERROR: async (s) => s.call(s.win32.MprConfigInterfaceGetHandle(await config(s), 'branch', holder())),
    ERROR_INVALID_PARAMETER: async (s) =>
      s.call(s.win32.MprConfigInterfaceGetHandle(await config(s), null, holder())),
    ERROR_NO_SUCH_INTERFACE: async (s) =>
      s.call(s.win32.MprConfigInterfaceGetHandle(await config(s), 'nobody', holder())),
  },
  MprConfigInterfaceGetInfo: {
    NO_ERROR: async (s) =>
      s.call(s.win32.MprConfigInterfaceGetInfo(...(await stored(s)), 1, holder(), holder())),
    ERROR_INVALID_PARAMETER: async (s) =>
      s.call(s.win32.MprConfigInterfaceGetInfo(...(await stored(s)), 2, holder(), holder())),
    ERROR_NO_SUCH_INTERFACE: async (s) => {
      const [handle, branch] = await stored(s)
      await s.call(s.win32.MprConfigInterfaceDelete(handle, branch))
      return s.call(s.win32.MprConfigInterfaceGetInfo(handle, branch, 0, holder(), holder()))
    },
  },
  MprConfigInterfaceSetInfo: {
    NO_ERROR: async (s) =>
      s.call(
        s.win32.MprConfigInterfaceSetInfo(
          ...(await stored(s)),
          0,
          interface0({ wszInterfaceName: 'branch', fEnabled: false }),
        ),
      ),
    ERROR_INVALID_PARAMETER: async (s) =>
      s.call(s.win32.MprConfigInterfaceSetInfo(...(await stored(s)), 0, null)),
    ERROR_NO_SUCH_INTERFACE: async (s) => {
      const [handle, branch] = await stored(s)
      await s.call(s.win32.MprConfigInterfaceDelete(handle, branch))
      return s.call(s.win32.MprConfigInterfaceSetInfo(handle, branch, 0, interface0()))
    },
  },
  MprConfigInterfaceEnum: {
    NO_ERROR: async (s) =>
      s.call(s.win32.MprConfigInterfaceEnum(await config(s), 0, holder(), ALL, ...enumArguments())),
    ERROR_INVALID_PARAMETER: async (s) =>
      s.call(s.win32.MprConfigInterfaceEnum(await config(s), 0, null, ALL, ...enumArguments())),
    ERROR_NO_MORE_ITEMS: async (s) => {
      const [handle, branch] = await stored(s)
      await s.call(s.win32.MprConfigInterfaceDelete(handle, branch))
      return s.call(s.win32.MprConfigInterfaceEnum(handle, 0, holder(), ALL, ...enumArguments()))
    },
  },
}
