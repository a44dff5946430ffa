/**
 * For each function of the router administration API and each error number of its page: how it is provoked, on a router with
 * one dial interface, `branch`, and a virtual modem. What cannot be provoked is in `UNPROVOKED`, with the reason.
 */
import * as win32 from '../../src/face/win32/index.ts'
import {
  ALL,
  connected,
  connection,
  enumArguments,
  exHeader,
  type FunctionRows,
  holder,
  interface0,
  port,
  serverHeader,
} from './router-row.ts'
import { newEvent } from './router-stage.ts'
import { DOMAIN_ROWS } from './router-domain-rows.ts'
import { TRANSPORT_ROWS } from './router-transport-rows.ts'

const { inout } = win32

export const ROUTER_ROWS: Readonly<Record<string, FunctionRows>> = {
  MprAdminServerConnect: {
    NO_ERROR: (s) => s.call(s.win32.MprAdminServerConnect(null, holder())),
    ERROR_ACCESS_DENIED: (s) => {
      s.scopes = ['read', 'configure', 'connect']
      return s.call(s.win32.MprAdminServerConnect(null, holder()))
    },
    RPC_S_INVALID_BINDING: (s) => s.call(s.win32.MprAdminServerConnect(null, null)),
    RPC_S_UNKNOWN_IF: (s) => s.call(s.win32.MprAdminServerConnect('down', holder())),
  },
  MprAdminServerGetInfo: {
    NO_ERROR: (s) => s.call(s.win32.MprAdminServerGetInfo(s.server, 0, holder())),
    ERROR_INVALID_PARAMETER: (s) => s.call(s.win32.MprAdminServerGetInfo(s.server, 9, holder())),
  },
  MprAdminServerSetInfo: {
    NO_ERROR: (s) => s.call(s.win32.MprAdminServerSetInfo(s.server, 1, win32.MPR_SERVER_1())),
    ERROR_INVALID_PARAMETER: (s) =>
      s.call(s.win32.MprAdminServerSetInfo(s.server, 1, win32.MPR_SERVER_1({ dwNumPptpPorts: 5 }))),
    ERROR_NOT_SUPPORTED: (s) => s.call(s.win32.MprAdminServerSetInfo(s.server, 0, win32.MPR_SERVER_0())),
    ERROR_INVALID_HANDLE: (s) => s.call(s.win32.MprAdminServerSetInfo(9999, 1, win32.MPR_SERVER_1())),
  },
  MprAdminServerGetInfoEx: {
    NO_ERROR: (s) =>
      s.call(s.win32.MprAdminServerGetInfoEx(s.server, inout(win32.MPR_SERVER_EX({ Header: serverHeader })))),
    ERROR_PROC_NOT_FOUND: (s) =>
      s.call(s.win32.MprAdminServerGetInfoEx(s.server, inout(win32.MPR_SERVER_EX()))),
  },
  MprAdminServerSetInfoEx: {
    ERROR_PROC_NOT_FOUND: (s) =>
      s.call(s.win32.MprAdminServerSetInfoEx(s.server, win32.MPR_SERVER_SET_CONFIG_EX())),
  },
  MprAdminServerGetCredentials: {
    ERROR_NOT_SUPPORTED: (s) => s.call(s.win32.MprAdminServerGetCredentials(s.server, 0, holder())),
  },
  MprAdminServerSetCredentials: {
    ERROR_NOT_SUPPORTED: (s) =>
      s.call(s.win32.MprAdminServerSetCredentials(s.server, 0, win32.MPR_CREDENTIALSEX_0())),
  },
  MprAdminIsServiceInitialized: {
    NO_ERROR: (s) => s.call(s.win32.MprAdminIsServiceInitialized(null, holder())),
    ERROR_ACCESS_DENIED: (s) => {
      s.scopes = ['read']
      return s.call(s.win32.MprAdminIsServiceInitialized(null, holder()))
    },
    ERROR_INVALID_PARAMETER: (s) => s.call(s.win32.MprAdminIsServiceInitialized(null, null)),
    ERROR_SERVICE_NOT_ACTIVE: (s) => s.call(s.win32.MprAdminIsServiceInitialized('down', holder())),
  },
  MprAdminInterfaceCreate: {
    NO_ERROR: (s) => s.call(s.win32.MprAdminInterfaceCreate(s.server, 0, interface0(), holder())),
    ERROR_INTERFACE_ALREADY_EXISTS: (s) =>
      s.call(
        s.win32.MprAdminInterfaceCreate(s.server, 0, interface0({ wszInterfaceName: 'BRANCH' }), holder()),
      ),
    ERROR_NOT_SUPPORTED: (s) =>
      s.call(s.win32.MprAdminInterfaceCreate(s.server, 4, interface0() as never, holder())),
  },
  MprAdminInterfaceDelete: {
    NO_ERROR: (s) => s.call(s.win32.MprAdminInterfaceDelete(s.server, s.branch)),
    ERROR_INTERFACE_CONNECTED: connected((s) => s.call(s.win32.MprAdminInterfaceDelete(s.server, s.branch))),
    ERROR_INVALID_HANDLE: (s) => s.call(s.win32.MprAdminInterfaceDelete(s.server, 77)),
  },
  MprAdminInterfaceEnum: {
    NO_ERROR: (s) => s.call(s.win32.MprAdminInterfaceEnum(s.server, 0, holder(), ALL, ...enumArguments())),
    ERROR_MORE_DATA: async (s) => {
      await s.call(s.win32.MprAdminInterfaceCreate(s.server, 0, interface0(), holder()))
      return s.call(s.win32.MprAdminInterfaceEnum(s.server, 0, holder(), 1, ...enumArguments()))
    },
    ERROR_NOT_SUPPORTED: (s) =>
      s.call(s.win32.MprAdminInterfaceEnum(s.server, 1, holder(), ALL, ...enumArguments())),
  },
  MprAdminInterfaceGetHandle: {
    NO_ERROR: (s) => s.call(s.win32.MprAdminInterfaceGetHandle(s.server, 'Branch', holder(), false)),
    ERROR_NO_SUCH_INTERFACE: (s) =>
      s.call(s.win32.MprAdminInterfaceGetHandle(s.server, 'nobody', holder(), true)),
    RPC_X_NULL_REF_POINTER: (s) =>
      s.call(s.win32.MprAdminInterfaceGetHandle(s.server, null, holder(), false)),
  },
  MprAdminInterfaceGetInfo: {
    NO_ERROR: (s) => s.call(s.win32.MprAdminInterfaceGetInfo(s.server, s.branch, 2, holder())),
    ERROR_INVALID_LEVEL: async (s) => {
      const type = win32.ROUTER_IF_TYPE_HOME_ROUTER
      const home = await s.value<number>((handle) =>
        s.win32.MprAdminInterfaceCreate(s.server, 0, interface0({ dwIfType: type }), handle),
      )
      return s.call(s.win32.MprAdminInterfaceGetInfo(s.server, home, 2, holder()))
    },
    ERROR_INVALID_HANDLE: (s) => s.call(s.win32.MprAdminInterfaceGetInfo(s.server, 77, 0, holder())),
    ERROR_INVALID_PARAMETER: (s) => s.call(s.win32.MprAdminInterfaceGetInfo(s.server, s.branch, 0, null)),
    ERROR_NOT_SUPPORTED: (s) => s.call(s.win32.MprAdminInterfaceGetInfo(s.server, s.branch, 4, holder())),
  },
  MprAdminInterfaceSetInfo: {
    NO_ERROR: async (s) => {
      const now = await s.value<win32.MPR_INTERFACE_0>((buffer) =>
        s.win32.MprAdminInterfaceGetInfo(s.server, s.branch, 0, buffer),
      )
      return s.call(s.win32.MprAdminInterfaceSetInfo(s.server, s.branch, 0, { ...now, fEnabled: false }))
    },
    ERROR_INVALID_HANDLE: (s) => s.call(s.win32.MprAdminInterfaceSetInfo(s.server, 77, 0, interface0())),
    ERROR_INVALID_PARAMETER: (s) => s.call(s.win32.MprAdminInterfaceSetInfo(s.server, s.branch, 0, null)),
    ERROR_NOT_SUPPORTED: (s) =>
      s.call(s.win32.MprAdminInterfaceSetInfo(s.server, s.branch, 9, interface0() as never)),
  },
  MprAdminInterfaceConnect: {
    NO_ERROR: (s) => s.connect(),
    PENDING: (s) => s.call(s.win32.MprAdminInterfaceConnect(s.server, s.branch, null, false)),
    ERROR_ALREADY_CONNECTING: async (s) => {
      await s.call(s.win32.MprAdminInterfaceConnect(s.server, s.branch, null, false))
      return s.call(s.win32.MprAdminInterfaceConnect(s.server, s.branch, null, false))
    },
    ERROR_INTERFACE_DISABLED: async (s) => {
      await s.story.set({ enabled: false })
      return s.connect()
    },
    ERROR_INTERFACE_HAS_NO_DEVICES: async (s) => {
      s.story.virtual.unplug()
      await s.story.settle()
      return s.connect()
    },
    ERROR_INVALID_HANDLE: (s) => s.call(s.win32.MprAdminInterfaceConnect(s.server, 77, null, true)),
    ERROR_SERVICE_IS_PAUSED: async (s) => {
      await s.call(s.story.service.pauseDemandDial())
      return s.connect()
    },
  },
  MprAdminInterfaceDisconnect: {
    NO_ERROR: connected((s) => s.call(s.win32.MprAdminInterfaceDisconnect(s.server, s.branch))),
    ERROR_INVALID_HANDLE: (s) => s.call(s.win32.MprAdminInterfaceDisconnect(s.server, 77)),
    ERROR_INTERFACE_NOT_CONNECTED: (s) => s.call(s.win32.MprAdminInterfaceDisconnect(s.server, s.branch)),
  },
  MprAdminInterfaceUpdateRoutes: {
    ERROR_INTERFACE_NOT_CONNECTED: (s) =>
      s.call(s.win32.MprAdminInterfaceUpdateRoutes(s.server, s.branch, win32.PID_IP, null)),
    ERROR_INVALID_HANDLE: (s) =>
      s.call(s.win32.MprAdminInterfaceUpdateRoutes(s.server, 77, win32.PID_IP, null)),
    ERROR_NO_SUCH_INTERFACE: (s) =>
      s.call(s.win32.MprAdminInterfaceUpdateRoutes(s.server, s.branch, win32.PID_IPX, null)),
    ERROR_UNKNOWN_PROTOCOL_ID: (s) =>
      s.call(s.win32.MprAdminInterfaceUpdateRoutes(s.server, s.branch, 1, null)),
  },
  MprAdminInterfaceQueryUpdateResult: {
    ERROR_INTERFACE_NOT_CONNECTED: (s) =>
      s.call(s.win32.MprAdminInterfaceQueryUpdateResult(s.server, s.branch, win32.PID_IP, holder())),
    ERROR_INVALID_HANDLE: (s) =>
      s.call(s.win32.MprAdminInterfaceQueryUpdateResult(s.server, 77, win32.PID_IP, holder())),
    ERROR_INVALID_PARAMETER: (s) =>
      s.call(s.win32.MprAdminInterfaceQueryUpdateResult(s.server, s.branch, win32.PID_IP, null)),
    ERROR_NO_SUCH_INTERFACE: (s) =>
      s.call(s.win32.MprAdminInterfaceQueryUpdateResult(s.server, s.branch, win32.PID_IPX, holder())),
    ERROR_UNKNOWN_PROTOCOL_ID: (s) =>
      s.call(s.win32.MprAdminInterfaceQueryUpdateResult(s.server, s.branch, 1, holder())),
  },
  MprAdminInterfaceUpdatePhonebookInfo: {
    NO_ERROR: (s) => s.call(s.win32.MprAdminInterfaceUpdatePhonebookInfo(s.server, s.branch)),
    ERROR_INVALID_HANDLE: (s) => s.call(s.win32.MprAdminInterfaceUpdatePhonebookInfo(s.server, 77)),
    ERROR_CANNOT_LOAD_PHONEBOOK: async (s) => {
      await s.story.service.removeProfile({ profile: 'internet' })
      return s.call(s.win32.MprAdminInterfaceUpdatePhonebookInfo(s.server, s.branch))
    },
    ERROR_INTERFACE_HAS_NO_DEVICES: async (s) => {
      s.story.virtual.unplug()
      await s.story.settle()
      return s.call(s.win32.MprAdminInterfaceUpdatePhonebookInfo(s.server, s.branch))
    },
  },
  MprAdminInterfaceGetCredentials: {
    NO_ERROR: (s) => s.call(s.win32.MprAdminInterfaceGetCredentials(null, 'branch', null, null, null)),
    ERROR_CANNOT_FIND_PHONEBOOK_ENTRY: (s) =>
      s.call(s.win32.MprAdminInterfaceGetCredentials(null, 'branch', holder(), holder(), holder())),
    ERROR_INVALID_PARAMETER: (s) =>
      s.call(s.win32.MprAdminInterfaceGetCredentials(null, null, null, null, null)),
  },
  MprAdminInterfaceSetCredentials: {
    NO_ERROR: (s) => s.call(s.win32.MprAdminInterfaceSetCredentials(null, 'branch', 'ana', 'HQ', 'secret')),
    ERROR_INVALID_PARAMETER: (s) =>
      s.call(s.win32.MprAdminInterfaceSetCredentials(null, 'branch', 'a'.repeat(257), null, null)),
  },
  MprAdminInterfaceGetCredentialsEx: {
    ERROR_INVALID_HANDLE: (s) => s.call(s.win32.MprAdminInterfaceGetCredentialsEx(s.server, 77, 0, holder())),
    ERROR_INVALID_PARAMETER: (s) =>
      s.call(s.win32.MprAdminInterfaceGetCredentialsEx(s.server, s.branch, 0, null)),
    ERROR_NOT_SUPPORTED: (s) =>
      s.call(s.win32.MprAdminInterfaceGetCredentialsEx(s.server, s.branch, 0, holder())),
  },
  MprAdminInterfaceSetCredentialsEx: {
    ERROR_INVALID_HANDLE: (s) =>
      s.call(s.win32.MprAdminInterfaceSetCredentialsEx(s.server, 77, 0, win32.MPR_CREDENTIALSEX_0())),
    ERROR_INVALID_PARAMETER: (s) =>
      s.call(s.win32.MprAdminInterfaceSetCredentialsEx(s.server, s.branch, 0, null)),
    ERROR_NOT_SUPPORTED: (s) =>
      s.call(s.win32.MprAdminInterfaceSetCredentialsEx(s.server, s.branch, 0, win32.MPR_CREDENTIALSEX_0())),
  },
  MprAdminInterfaceDeviceGetInfo: {
    NO_ERROR: (s) => s.call(s.win32.MprAdminInterfaceDeviceGetInfo(s.server, s.branch, 1, 1, holder())),
    ERROR_INVALID_HANDLE: (s) => s.call(s.win32.MprAdminInterfaceDeviceGetInfo(s.server, 77, 1, 0, holder())),
    ERROR_INVALID_PARAMETER: (s) =>
      s.call(s.win32.MprAdminInterfaceDeviceGetInfo(s.server, s.branch, 2, 0, holder())),
    ERROR_NOT_SUPPORTED: (s) =>
      s.call(s.win32.MprAdminInterfaceDeviceGetInfo(s.server, s.branch, 1, 2, holder())),
  },
  MprAdminInterfaceDeviceSetInfo: {
    NO_ERROR: (s) =>
      s.call(
        s.win32.MprAdminInterfaceDeviceSetInfo(
          s.server,
          s.branch,
          1,
          0,
          win32.MPR_DEVICE_0({ szDeviceName: 'modem0' }),
        ),
      ),
    ERROR_INVALID_HANDLE: (s) =>
      s.call(s.win32.MprAdminInterfaceDeviceSetInfo(s.server, 77, 1, 0, win32.MPR_DEVICE_0())),
    ERROR_INVALID_PARAMETER: (s) =>
      s.call(s.win32.MprAdminInterfaceDeviceSetInfo(s.server, s.branch, 1, 0, null)),
    ERROR_NOT_SUPPORTED: (s) =>
      s.call(s.win32.MprAdminInterfaceDeviceSetInfo(s.server, s.branch, 1, 2, null)),
  },
  MprAdminDeviceEnum: {
    NO_ERROR: (s) => s.call(s.win32.MprAdminDeviceEnum(s.server, 0, holder(), holder())),
    ERROR_NOT_SUPPORTED: (s) => s.call(s.win32.MprAdminDeviceEnum(s.server, 1, holder(), holder())),
    ERROR_INVALID_PARAMETER: (s) => s.call(s.win32.MprAdminDeviceEnum(s.server, 0, null, holder())),
  },
  MprAdminConnectionEnum: {
    NO_ERROR: connected((s) =>
      s.call(s.win32.MprAdminConnectionEnum(s.server, 0, holder(), ALL, ...enumArguments())),
    ),
    ERROR_INVALID_LEVEL: (s) =>
      s.call(s.win32.MprAdminConnectionEnum(s.server, 5, holder(), ALL, ...enumArguments())),
    ERROR_INVALID_PARAMETER: (s) =>
      s.call(s.win32.MprAdminConnectionEnum(s.server, 0, null, ALL, ...enumArguments())),
  },
  MprAdminConnectionEnumEx: {
    NO_ERROR: connected((s) => {
      const [read, total, resume] = enumArguments()
      return s.call(s.win32.MprAdminConnectionEnumEx(s.server, exHeader, ALL, read, total, holder(), resume))
    }),
    ERROR_MORE_DATA: connected((s) => {
      const [read, total, resume] = enumArguments()
      return s.call(s.win32.MprAdminConnectionEnumEx(s.server, exHeader, 1, read, total, holder(), resume))
    }),
    ERROR_PROC_NOT_FOUND: (s) => {
      const [read, total, resume] = enumArguments()
      const old = win32.MPRAPI_OBJECT_HEADER({ ...exHeader, revision: 9 })
      return s.call(s.win32.MprAdminConnectionEnumEx(s.server, old, ALL, read, total, holder(), resume))
    },
  },
  MprAdminConnectionGetInfo: {
    NO_ERROR: connected(async (s) =>
      s.call(s.win32.MprAdminConnectionGetInfo(s.server, 1, await connection(s), holder())),
    ),
    ERROR_INVALID_PARAMETER: (s) => s.call(s.win32.MprAdminConnectionGetInfo(s.server, 0, 0, holder())),
    ERROR_INVALID_LEVEL: (s) => s.call(s.win32.MprAdminConnectionGetInfo(s.server, 5, 1, holder())),
    ERROR_INTERFACE_NOT_CONNECTED: (s) =>
      s.call(s.win32.MprAdminConnectionGetInfo(s.server, 0, 77, holder())),
  },
  MprAdminConnectionGetInfoEx: {
    NO_ERROR: connected(async (s) =>
      s.call(
        s.win32.MprAdminConnectionGetInfoEx(
          s.server,
          await connection(s),
          inout(win32.RAS_CONNECTION_EX({ Header: exHeader })),
        ),
      ),
    ),
    ERROR_PROC_NOT_FOUND: connected(async (s) =>
      s.call(
        s.win32.MprAdminConnectionGetInfoEx(s.server, await connection(s), inout(win32.RAS_CONNECTION_EX())),
      ),
    ),
  },
  MprAdminConnectionClearStats: {
    NO_ERROR: connected(async (s) =>
      s.call(s.win32.MprAdminConnectionClearStats(s.server, await connection(s))),
    ),
    ERROR_INVALID_PARAMETER: (s) => s.call(s.win32.MprAdminConnectionClearStats(s.server, 77)),
  },
  MprAdminConnectionRemoveQuarantine: {
    ERROR_INVALID_PARAMETER: (s) => s.call(s.win32.MprAdminConnectionRemoveQuarantine(s.server, 77, false)),
    ERROR_NOT_FOUND: connected(async (s) =>
      s.call(s.win32.MprAdminConnectionRemoveQuarantine(s.server, await connection(s), false)),
    ),
  },
  MprAdminUpdateConnection: {},
  MprAdminPortEnum: {
    NO_ERROR: (s) => s.call(s.win32.MprAdminPortEnum(s.server, 0, -1, holder(), ALL, ...enumArguments())),
    ERROR_INVALID_PARAMETER: (s) =>
      s.call(s.win32.MprAdminPortEnum(s.server, 0, -1, null, ALL, ...enumArguments())),
    ERROR_NOT_SUPPORTED: (s) =>
      s.call(s.win32.MprAdminPortEnum(s.server, 1, -1, holder(), ALL, ...enumArguments())),
    ERROR_INVALID_HANDLE: (s) =>
      s.call(s.win32.MprAdminPortEnum(s.server, 0, 0, holder(), ALL, ...enumArguments())),
  },
  MprAdminPortGetInfo: {
    NO_ERROR: async (s) => s.call(s.win32.MprAdminPortGetInfo(s.server, 2, await port(s), holder())),
    ERROR_INVALID_PARAMETER: async (s) =>
      s.call(s.win32.MprAdminPortGetInfo(s.server, 0, await port(s), null)),
    ERROR_INVALID_PORT_HANDLE: (s) => s.call(s.win32.MprAdminPortGetInfo(s.server, 0, 77, holder())),
    ERROR_NOT_SUPPORTED: async (s) =>
      s.call(s.win32.MprAdminPortGetInfo(s.server, 3, await port(s), holder())),
  },
  MprAdminPortClearStats: {
    NO_ERROR: connected(async (s) => s.call(s.win32.MprAdminPortClearStats(s.server, await port(s)))),
  },
  MprAdminPortReset: {
    NO_ERROR: async (s) => s.call(s.win32.MprAdminPortReset(s.server, await port(s))),
    ERROR_INVALID_PARAMETER: (s) => s.call(s.win32.MprAdminPortReset(s.server, 77)),
  },
  MprAdminPortDisconnect: {
    NO_ERROR: connected(async (s) => s.call(s.win32.MprAdminPortDisconnect(s.server, await port(s)))),
    ERROR_INVALID_PARAMETER: (s) => s.call(s.win32.MprAdminPortDisconnect(s.server, 77)),
  },
  MprAdminRegisterConnectionNotification: {
    NO_ERROR: (s) => s.call(s.win32.MprAdminRegisterConnectionNotification(s.server, newEvent())),
    ERROR_INVALID_PARAMETER: (s) => s.call(s.win32.MprAdminRegisterConnectionNotification(s.server, null)),
  },
  MprAdminDeregisterConnectionNotification: {
    NO_ERROR: async (s) => {
      const event = newEvent()
      await s.call(s.win32.MprAdminRegisterConnectionNotification(s.server, event))
      return s.call(s.win32.MprAdminDeregisterConnectionNotification(s.server, event))
    },
    ERROR_INVALID_PARAMETER: (s) =>
      s.call(s.win32.MprAdminDeregisterConnectionNotification(s.server, newEvent())),
  },
  ...TRANSPORT_ROWS,
  ...DOMAIN_ROWS,
}

const MEMORY = 'memory exhaustion'
const ABSENT = 'hardware that cannot be had'
const CONTRADICTION = 'pages that contradict each other'

const NO_DIRECTORY = {
  NO_ERROR: `${ABSENT}: a domain`,
  ERROR_DS_SERVER_DOWN: `${ABSENT}: a domain`,
  ERROR_NOT_FOUND: `${ABSENT}: a domain`,
  ERROR_DS_OPERATIONS_ERROR: `${ABSENT}: a domain`,
}

/** What no row provokes, by code, for all functions or for one. */
export const UNPROVOKED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '*': { ERROR_NOT_ENOUGH_MEMORY: MEMORY },
  MprAdminServerSetInfo: { ERROR_SUCCESS_REBOOT_REQUIRED: `${ABSENT}: there are no tunnel ports` },
  MprAdminServerSetInfoEx: {
    NO_ERROR: `${ABSENT}: there are no tunnel ports`,
    ERROR_SUCCESS_REBOOT_REQUIRED: `${ABSENT}: there are no tunnel ports`,
    ERROR_SUCCESS_RESTART_REQUIRED: `${ABSENT}: there are no tunnel ports`,
  },
  MprAdminServerGetCredentials: {
    NO_ERROR: `${ABSENT}: there are no tunnels that had a key`,
    ERROR_INVALID_PARAMETER: `${ABSENT}: there are no tunnels that had a key`,
  },
  MprAdminServerSetCredentials: {
    NO_ERROR: `${ABSENT}: there are no tunnels that had a key`,
    ERROR_INVALID_PARAMETER: `${ABSENT}: there are no tunnels that had a key`,
  },
  MprAdminInterfaceGetCredentialsEx: { NO_ERROR: `${ABSENT}: there are no tunnels that had a key` },
  MprAdminInterfaceSetCredentialsEx: { NO_ERROR: `${ABSENT}: there are no tunnels that had a key` },
  MprAdminInterfaceUpdateRoutes: {
    NO_ERROR: `${ABSENT}: no mobile network speaks a routing protocol`,
    PENDING: `${ABSENT}: no mobile network speaks a routing protocol`,
    ERROR_UPDATE_IN_PROGRESS: `${ABSENT}: no mobile network speaks a routing protocol`,
  },
  MprAdminInterfaceQueryUpdateResult: {
    NO_ERROR: `${ABSENT}: no mobile network speaks a routing protocol`,
  },
  MprAdminInterfaceUpdatePhonebookInfo: {
    ERROR_CANNOT_OPEN_PHONEBOOK: `${CONTRADICTION}: the profile that is gone cannot be loaded`,
  },
  MprAdminConnectionEnum: { ERROR_MORE_DATA: 'provoked with two interfaces' },
  MprAdminPortEnum: { ERROR_MORE_DATA: 'provoked with two modems' },
  MprAdminConnectionRemoveQuarantine: {
    NO_ERROR: `${ABSENT}: nobody dials in who could be in quarantine`,
  },
  MprAdminUpdateConnection: { NO_ERROR: `${ABSENT}: no connection is one of IKEv2` },
  MprAdminTransportCreate: { NO_ERROR: `${ABSENT}: the router has IP and IPv6, and there are no others` },
  MprAdminSendUserMessage: {
    NO_ERROR: `${ABSENT}: nobody at the other end of a mobile connection reads messages`,
  },
  MprAdminUserGetInfo: { NO_ERROR: `${ABSENT}: accounts of people who dial in` },
  MprAdminUserSetInfo: { NO_ERROR: `${ABSENT}: accounts of people who dial in` },
  MprAdminEstablishDomainRasServer: NO_DIRECTORY,
  MprAdminIsDomainRasServer: NO_DIRECTORY,
  MprAdminGetErrorString: {
    ERROR_ACCESS_DENIED: `${CONTRADICTION}: it takes no router that could refuse`,
  },
}
