/** The facade over this machine's service, as the module's own functions. */
import { createClient, type Fetch } from '../../api/index.ts'
import { findRouter, findSocket, reachRouter, unixFetch, type UnixFetch } from '../../reach/index.ts'
import { createWin32, type Win32 } from './create-win32.ts'

const channels = new Map<string, UnixFetch>()

/** The service is looked for anew with each request: it may be started, or started elsewhere, at any time. */
const fetch: Fetch = (url, init) => {
  const path = findSocket()
  const channel = channels.get(path) ?? unixFetch(path)
  channels.set(path, channel)
  return channel.fetch(url, init)
}

// This API has always shown who the subscriber is; whether a caller may see it is for the service to say.
const machine = createWin32(createClient(fetch, { reveal: true }), {
  // A name of the user's routers, or an address.
  findRouter: async (name) => createClient(reachRouter(findRouter(name)).fetch, { reveal: true }),
})

/** @see Win32.CoInitializeEx */
export const CoInitializeEx: Win32['CoInitializeEx'] = (...values) => machine.CoInitializeEx(...values)

/** @see Win32.CoUninitialize */
export const CoUninitialize: Win32['CoUninitialize'] = () => machine.CoUninitialize()

/** @see Win32.CoCreateInstance */
export const CoCreateInstance: Win32['CoCreateInstance'] = (...values) => machine.CoCreateInstance(...values)

/* eslint-disable @typescript-eslint/unbound-method -- none of them has to do with `this` */
/** The functions of mprapi.h. @see MprFunctions */
export const {
  MprAdminServerConnect,
  MprAdminServerDisconnect,
  MprAdminServerGetInfo,
  MprAdminServerSetInfo,
  MprAdminServerGetInfoEx,
  MprAdminServerSetInfoEx,
  MprAdminServerGetCredentials,
  MprAdminServerSetCredentials,
  MprAdminIsServiceRunning,
  MprAdminIsServiceInitialized,
  MprAdminGetErrorString,
  MprAdminBufferFree,
  MprAdminGetPDCServer,
  MprAdminSendUserMessage,
  MprAdminUserGetInfo,
  MprAdminUserSetInfo,
  MprAdminEstablishDomainRasServer,
  MprAdminIsDomainRasServer,
  MprAdminInterfaceCreate,
  MprAdminInterfaceDelete,
  MprAdminInterfaceEnum,
  MprAdminInterfaceGetHandle,
  MprAdminInterfaceGetInfo,
  MprAdminInterfaceSetInfo,
  MprAdminInterfaceConnect,
  MprAdminInterfaceDisconnect,
  MprAdminInterfaceUpdateRoutes,
  MprAdminInterfaceQueryUpdateResult,
  MprAdminInterfaceUpdatePhonebookInfo,
  MprAdminInterfaceGetCredentials,
  MprAdminInterfaceSetCredentials,
  MprAdminInterfaceGetCredentialsEx,
  MprAdminInterfaceSetCredentialsEx,
  MprAdminInterfaceDeviceGetInfo,
  MprAdminInterfaceDeviceSetInfo,
  MprAdminDeviceEnum,
  MprAdminInterfaceTransportAdd,
  MprAdminInterfaceTransportRemove,
  MprAdminInterfaceTransportGetInfo,
  MprAdminInterfaceTransportSetInfo,
  MprAdminTransportCreate,
  MprAdminTransportGetInfo,
  MprAdminTransportSetInfo,
  MprAdminInterfaceGetCustomInfoEx,
  MprAdminInterfaceSetCustomInfoEx,
  MprAdminConnectionEnum,
  MprAdminConnectionEnumEx,
  MprAdminConnectionGetInfo,
  MprAdminConnectionGetInfoEx,
  MprAdminConnectionClearStats,
  MprAdminConnectionRemoveQuarantine,
  MprAdminUpdateConnection,
  MprAdminPortEnum,
  MprAdminPortGetInfo,
  MprAdminPortClearStats,
  MprAdminPortReset,
  MprAdminPortDisconnect,
  MprAdminRegisterConnectionNotification,
  MprAdminDeregisterConnectionNotification,
  MprAdminMIBServerConnect,
  MprAdminMIBServerDisconnect,
  MprAdminMIBEntryCreate,
  MprAdminMIBEntryDelete,
  MprAdminMIBEntrySet,
  MprAdminMIBEntryGet,
  MprAdminMIBEntryGetFirst,
  MprAdminMIBEntryGetNext,
  MprAdminMIBGetTrapInfo,
  MprAdminMIBSetTrapInfo,
  MprAdminMIBBufferFree,
  MprAdminAcceptNewConnection,
  MprAdminAcceptNewConnection2,
  MprAdminAcceptNewConnection3,
  MprAdminAcceptReauthentication,
  MprAdminAcceptNewLink,
  MprAdminConnectionHangupNotification,
  MprAdminConnectionHangupNotification2,
  MprAdminConnectionHangupNotification3,
  MprAdminLinkHangupNotification,
  MprAdminGetIpAddressForUser,
  MprAdminReleaseIpAddress,
  MprAdminGetIpv6AddressForUser,
  MprAdminReleaseIpv6AddressForUser,
  MprAdminInitializeDll,
  MprAdminInitializeDllEx,
  MprAdminTerminateDll,
  MprConfigServerConnect,
  MprConfigServerDisconnect,
  MprConfigServerInstall,
  MprConfigServerRefresh,
  MprConfigServerBackup,
  MprConfigServerRestore,
  MprConfigServerGetInfo,
  MprConfigServerSetInfo,
  MprConfigServerGetInfoEx,
  MprConfigServerSetInfoEx,
  MprConfigBufferFree,
  MprConfigGetFriendlyName,
  MprConfigGetGuidName,
  MprConfigFilterGetInfo,
  MprConfigFilterSetInfo,
  MprConfigInterfaceCreate,
  MprConfigInterfaceDelete,
  MprConfigInterfaceGetHandle,
  MprConfigInterfaceGetInfo,
  MprConfigInterfaceSetInfo,
  MprConfigInterfaceEnum,
  MprConfigInterfaceTransportAdd,
  MprConfigInterfaceTransportRemove,
  MprConfigInterfaceTransportGetHandle,
  MprConfigInterfaceTransportGetInfo,
  MprConfigInterfaceTransportSetInfo,
  MprConfigInterfaceTransportEnum,
  MprConfigTransportCreate,
  MprConfigTransportDelete,
  MprConfigTransportGetHandle,
  MprConfigTransportGetInfo,
  MprConfigTransportSetInfo,
  MprConfigTransportEnum,
  MprConfigInterfaceGetCustomInfoEx,
  MprConfigInterfaceSetCustomInfoEx,
  MprInfoCreate,
  MprInfoDelete,
  MprInfoRemoveAll,
  MprInfoDuplicate,
  MprInfoBlockAdd,
  MprInfoBlockRemove,
  MprInfoBlockSet,
  MprInfoBlockFind,
  MprInfoBlockQuerySize,
  MprSetupIpInIpInterfaceFriendlyNameCreate,
  MprSetupIpInIpInterfaceFriendlyNameDelete,
  MprSetupIpInIpInterfaceFriendlyNameEnum,
  MprSetupIpInIpInterfaceFriendlyNameFree,
} = machine
