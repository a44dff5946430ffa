/**
 * The functions of mprapi.h that this router does not offer: tunnels, management information, the exports of an
 * administration DLL. They exist under their names and answer `ERROR_NOT_SUPPORTED`.
 */
import { ERROR_NOT_SUPPORTED } from '../../win32-error.ts'
import type { MprFunctions } from '../function/mpr-functions.ts'

export const NOT_OFFERED_FUNCTIONS = [
  'MprAdminInterfaceGetCustomInfoEx',
  'MprAdminInterfaceSetCustomInfoEx',
  'MprAdminMIBServerConnect',
  'MprAdminMIBServerDisconnect',
  'MprAdminMIBEntryCreate',
  'MprAdminMIBEntryDelete',
  'MprAdminMIBEntrySet',
  'MprAdminMIBEntryGet',
  'MprAdminMIBEntryGetFirst',
  'MprAdminMIBEntryGetNext',
  'MprAdminMIBGetTrapInfo',
  'MprAdminMIBSetTrapInfo',
  'MprAdminMIBBufferFree',
  'MprAdminAcceptNewConnection',
  'MprAdminAcceptNewConnection2',
  'MprAdminAcceptNewConnection3',
  'MprAdminAcceptReauthentication',
  'MprAdminAcceptNewLink',
  'MprAdminConnectionHangupNotification',
  'MprAdminConnectionHangupNotification2',
  'MprAdminConnectionHangupNotification3',
  'MprAdminLinkHangupNotification',
  'MprAdminGetIpAddressForUser',
  'MprAdminReleaseIpAddress',
  'MprAdminGetIpv6AddressForUser',
  'MprAdminReleaseIpv6AddressForUser',
  'MprAdminInitializeDll',
  'MprAdminInitializeDllEx',
  'MprAdminTerminateDll',
  'MprConfigServerInstall',
  'MprConfigServerBackup',
  'MprConfigServerRestore',
  'MprConfigServerGetInfo',
  'MprConfigServerSetInfo',
  'MprConfigServerGetInfoEx',
  'MprConfigServerSetInfoEx',
  'MprConfigFilterGetInfo',
  'MprConfigFilterSetInfo',
  'MprConfigTransportDelete',
  'MprConfigTransportSetInfo',
  'MprConfigInterfaceGetCustomInfoEx',
  'MprConfigInterfaceSetCustomInfoEx',
  'MprSetupIpInIpInterfaceFriendlyNameCreate',
  'MprSetupIpInIpInterfaceFriendlyNameDelete',
  'MprSetupIpInIpInterfaceFriendlyNameEnum',
  'MprSetupIpInIpInterfaceFriendlyNameFree',
] as const

export type NotOfferedFunction = (typeof NOT_OFFERED_FUNCTIONS)[number]

export function notOfferedFunctions(): Pick<MprFunctions, NotOfferedFunction> {
  const entries = NOT_OFFERED_FUNCTIONS.map((name) => [name, async () => ERROR_NOT_SUPPORTED] as const)
  // Every name of the list has its function; whether it can say so depends on what it returns.
  return Object.fromEntries(entries) as unknown as Pick<MprFunctions, NotOfferedFunction>
}
