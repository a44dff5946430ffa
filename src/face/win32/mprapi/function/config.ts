/** The stored configuration of a router. Errors by number; other numbers of this API are possible too. */
import type { DWORD, HANDLE, LPCWSTR, LPWSTR } from '../../com/data-type.ts'
import type { Pointer } from '../../com/holder.ts'
import type { MPR_IF_CUSTOMINFOEX2 } from '../structure/ikev2.ts'
import type {
  At,
  FilterLevels,
  InterfaceLevels,
  InterfaceTransportLevels,
  ServerLevels,
  TransportLevels,
} from '../structure/level.ts'
import type { MPR_SERVER_EX, MPR_SERVER_SET_CONFIG_EX } from '../structure/server.ts'
import type { MPR_SERVER_HANDLE } from './handle.ts'

export interface MprConfigFunctions {
  /**
   * Opens the stored configuration of a machine. lpwsServerName NULL = local.
   *
   * @returns `NO_ERROR`: success; `ERROR_INVALID_PARAMETER`: NULL argument, bad level or invalid handle;
   * `ERROR_NOT_ENOUGH_MEMORY`: not enough resources.
   * @see MprConfigServerConnect (mprapi.h)
   */
  MprConfigServerConnect(lpwsServerName: LPCWSTR | null, phMprConfig: Pointer<HANDLE>): Promise<DWORD>

  /**
   * Closes the configuration handle.
   * @see MprConfigServerDisconnect (mprapi.h)
   */
  MprConfigServerDisconnect(hMprConfig: HANDLE): Promise<void>

  /**
   * Creates the router configuration with defaults.
   *
   * @returns `NO_ERROR`: success.
   * @see MprConfigServerInstall (mprapi.h)
   */
  MprConfigServerInstall(dwLevel: DWORD, pBuffer: unknown): Promise<DWORD>

  /**
   * Discards cached data and re-reads the stored configuration.
   *
   * @returns `NO_ERROR`: success.
   * @see MprConfigServerRefresh (mprapi.h)
   */
  MprConfigServerRefresh(hMprConfig: HANDLE): Promise<DWORD>

  /**
   * Writes the router configuration to a directory.
   *
   * @returns `NO_ERROR`: success.
   * @see MprConfigServerBackup (mprapi.h)
   */
  MprConfigServerBackup(hMprConfig: HANDLE, lpwsPath: LPCWSTR | null): Promise<DWORD>

  /**
   * Reads a router configuration back from a directory.
   *
   * @returns `NO_ERROR`: success.
   * @see MprConfigServerRestore (mprapi.h)
   */
  MprConfigServerRestore(hMprConfig: HANDLE, lpwsPath: LPCWSTR | null): Promise<DWORD>

  /**
   * Stored server settings, level 0/1/2 as MPR_SERVER_*.
   *
   * @returns `NO_ERROR`: success.
   * @see MprConfigServerGetInfo (mprapi.h)
   */
  MprConfigServerGetInfo<Level extends DWORD>(
    hMprConfig: HANDLE,
    dwLevel: Level,
    lplpbBuffer: Pointer<At<ServerLevels, Level>>,
  ): Promise<DWORD>

  /**
   * Stores server settings.
   *
   * @returns `NO_ERROR`: success.
   * @see MprConfigServerSetInfo (mprapi.h)
   */
  MprConfigServerSetInfo<Level extends DWORD>(
    hMprServer: MPR_SERVER_HANDLE,
    dwLevel: Level,
    lpbBuffer: At<ServerLevels, Level> | null,
  ): Promise<DWORD>

  /**
   * Stored server settings as MPR_SERVER_EX.
   *
   * @returns `NO_ERROR`: success.
   * @see MprConfigServerGetInfoEx (mprapi.h)
   */
  MprConfigServerGetInfoEx(hMprConfig: HANDLE, pServerInfo: Pointer<MPR_SERVER_EX>): Promise<DWORD>

  /**
   * Stores server settings from MPR_SERVER_SET_CONFIG_EX.
   *
   * @returns `NO_ERROR`: success.
   * @see MprConfigServerSetInfoEx (mprapi.h)
   */
  MprConfigServerSetInfoEx(
    hMprConfig: HANDLE,
    pSetServerConfig: MPR_SERVER_SET_CONFIG_EX | null,
  ): Promise<DWORD>

  /**
   * Frees a buffer from an MprConfig function.
   *
   * @returns `NO_ERROR`: success.
   * @see MprConfigBufferFree (mprapi.h)
   */
  MprConfigBufferFree(pBuffer: unknown): Promise<DWORD>

  /**
   * GUID interface name to friendly name.
   *
   * @returns `NO_ERROR`: success.
   * @see MprConfigGetFriendlyName (mprapi.h)
   */
  MprConfigGetFriendlyName(
    hMprConfig: HANDLE,
    pszGuidName: LPCWSTR | null,
    pszBuffer: Pointer<LPWSTR>,
    dwBufferSize: DWORD,
  ): Promise<DWORD>

  /**
   * Friendly interface name to GUID name.
   *
   * @returns `NO_ERROR`: success.
   * @see MprConfigGetGuidName (mprapi.h)
   */
  MprConfigGetGuidName(
    hMprConfig: HANDLE,
    pszFriendlyName: LPCWSTR | null,
    pszBuffer: Pointer<LPWSTR>,
    dwBufferSize: DWORD,
  ): Promise<DWORD>

  /**
   * Reads whether filtering is on for a transport (level 0, MPR_FILTER_0).
   *
   * @returns `NO_ERROR`: success.
   * @see MprConfigFilterGetInfo (mprapi.h)
   */
  MprConfigFilterGetInfo<Level extends DWORD>(
    hMprConfig: HANDLE,
    dwLevel: Level,
    dwTransportId: DWORD,
    lpBuffer: Pointer<At<FilterLevels, Level>>,
  ): Promise<DWORD>

  /**
   * Switches filtering for a transport.
   *
   * @returns `NO_ERROR`: success.
   * @see MprConfigFilterSetInfo (mprapi.h)
   */
  MprConfigFilterSetInfo<Level extends DWORD>(
    hMprConfig: HANDLE,
    dwLevel: Level,
    dwTransportId: DWORD,
    lpBuffer: At<FilterLevels, Level> | null,
  ): Promise<DWORD>

  /**
   * Stores a new interface; levels 0 and 1 (2/3 are accepted only nominally). MPR_INTERFACE_2 is not
   * supported here.
   *
   * @returns `NO_ERROR`: success; `ERROR_INVALID_PARAMETER`: NULL argument, bad level or invalid handle;
   * `ERROR_NOT_ENOUGH_MEMORY`: not enough resources.
   * @see MprConfigInterfaceCreate (mprapi.h)
   */
  MprConfigInterfaceCreate<Level extends DWORD>(
    hMprConfig: HANDLE,
    dwLevel: Level,
    lpbBuffer: At<InterfaceLevels, Level> | null,
    phRouterInterface: Pointer<HANDLE>,
  ): Promise<DWORD>

  /**
   * Deletes a stored interface and its transports.
   *
   * @returns `NO_ERROR`: success.
   * @see MprConfigInterfaceDelete (mprapi.h)
   */
  MprConfigInterfaceDelete(hMprConfig: HANDLE, hRouterInterface: HANDLE): Promise<DWORD>

  /**
   * Interface name to configuration handle (LAN interfaces go by GUID name).
   *
   * @returns `NO_ERROR`: success; `ERROR_INVALID_PARAMETER`: NULL argument, bad level or invalid handle;
   * `ERROR_NOT_ENOUGH_MEMORY`: not enough resources; `ERROR_NO_SUCH_INTERFACE`: the handle/name matches no
   * configured interface.
   * @see MprConfigInterfaceGetHandle (mprapi.h)
   */
  MprConfigInterfaceGetHandle(
    hMprConfig: HANDLE,
    lpwsInterfaceName: LPCWSTR | null,
    phRouterInterface: Pointer<HANDLE>,
  ): Promise<DWORD>

  /**
   * Reads a stored interface.
   *
   * @returns `NO_ERROR`: success; `ERROR_INVALID_PARAMETER`: NULL argument, bad level or invalid handle;
   * `ERROR_NOT_ENOUGH_MEMORY`: not enough resources; `ERROR_NO_SUCH_INTERFACE`: the handle/name matches no
   * configured interface.
   * @see MprConfigInterfaceGetInfo (mprapi.h)
   */
  MprConfigInterfaceGetInfo<Level extends DWORD>(
    hMprConfig: HANDLE,
    hRouterInterface: HANDLE,
    dwLevel: Level,
    lplpBuffer: Pointer<At<InterfaceLevels, Level>>,
    lpdwBufferSize: Pointer<DWORD>,
  ): Promise<DWORD>

  /**
   * Changes a stored interface.
   *
   * @returns `NO_ERROR`: success; `ERROR_INVALID_PARAMETER`: NULL argument, bad level or invalid handle;
   * `ERROR_NOT_ENOUGH_MEMORY`: not enough resources; `ERROR_NO_SUCH_INTERFACE`: the handle/name matches no
   * configured interface.
   * @see MprConfigInterfaceSetInfo (mprapi.h)
   */
  MprConfigInterfaceSetInfo<Level extends DWORD>(
    hMprConfig: HANDLE,
    hRouterInterface: HANDLE,
    dwLevel: Level,
    lpbBuffer: At<InterfaceLevels, Level> | null,
  ): Promise<DWORD>

  /**
   * Lists stored interfaces (level 0).
   *
   * @returns `NO_ERROR`: success; `ERROR_INVALID_PARAMETER`: NULL argument, bad level or dwPrefMaxLen
   * smaller than one structure; `ERROR_NOT_ENOUGH_MEMORY`: not enough resources; `ERROR_NO_MORE_ITEMS`:
   * listing finished.
   * @see MprConfigInterfaceEnum (mprapi.h)
   */
  MprConfigInterfaceEnum<Level extends DWORD>(
    hMprConfig: HANDLE,
    dwLevel: Level,
    lplpBuffer: Pointer<readonly At<InterfaceLevels, Level>[]>,
    dwPrefMaxLen: DWORD,
    lpdwEntriesRead: Pointer<DWORD>,
    lpdwTotalEntries: Pointer<DWORD>,
    lpdwResumeHandle: Pointer<DWORD>,
  ): Promise<DWORD>

  /**
   * Stores a transport on an interface.
   *
   * @returns `NO_ERROR`: success.
   * @see MprConfigInterfaceTransportAdd (mprapi.h)
   */
  MprConfigInterfaceTransportAdd(
    hMprConfig: HANDLE,
    hRouterInterface: HANDLE,
    dwTransportId: DWORD,
    lpwsTransportName: LPCWSTR | null,
    pInterfaceInfo: Uint8Array | null,
    dwInterfaceInfoSize: DWORD,
    phRouterIfTransport: Pointer<HANDLE>,
  ): Promise<DWORD>

  /**
   * Removes a stored transport from an interface.
   *
   * @returns `NO_ERROR`: success.
   * @see MprConfigInterfaceTransportRemove (mprapi.h)
   */
  MprConfigInterfaceTransportRemove(
    hMprConfig: HANDLE,
    hRouterInterface: HANDLE,
    hRouterIfTransport: HANDLE,
  ): Promise<DWORD>

  /**
   * Handle of a stored transport on an interface.
   *
   * @returns `NO_ERROR`: success.
   * @see MprConfigInterfaceTransportGetHandle (mprapi.h)
   */
  MprConfigInterfaceTransportGetHandle(
    hMprConfig: HANDLE,
    hRouterInterface: HANDLE,
    dwTransportId: DWORD,
    phRouterIfTransport: Pointer<HANDLE>,
  ): Promise<DWORD>

  /**
   * Reads a stored transport's header on an interface.
   *
   * @returns `NO_ERROR`: success.
   * @see MprConfigInterfaceTransportGetInfo (mprapi.h)
   */
  MprConfigInterfaceTransportGetInfo(
    hMprConfig: HANDLE,
    hRouterInterface: HANDLE,
    hRouterIfTransport: HANDLE,
    ppInterfaceInfo: Pointer<Uint8Array>,
    lpdwInterfaceInfoSize: Pointer<DWORD>,
  ): Promise<DWORD>

  /**
   * Changes a stored transport's header on an interface.
   *
   * @returns `NO_ERROR`: success.
   * @see MprConfigInterfaceTransportSetInfo (mprapi.h)
   */
  MprConfigInterfaceTransportSetInfo(
    hMprConfig: HANDLE,
    hRouterInterface: HANDLE,
    hRouterIfTransport: HANDLE,
    pInterfaceInfo: Uint8Array | null,
    dwInterfaceInfoSize: DWORD,
  ): Promise<DWORD>

  /**
   * Lists stored transports of an interface (MPR_IFTRANSPORT_0).
   *
   * @returns `NO_ERROR`: success.
   * @see MprConfigInterfaceTransportEnum (mprapi.h)
   */
  MprConfigInterfaceTransportEnum<Level extends DWORD>(
    hMprConfig: HANDLE,
    hRouterInterface: HANDLE,
    dwLevel: Level,
    lplpBuffer: Pointer<readonly At<InterfaceTransportLevels, Level>[]>,
    dwPrefMaxLen: DWORD,
    lpdwEntriesRead: Pointer<DWORD>,
    lpdwTotalEntries: Pointer<DWORD>,
    lpdwResumeHandle: Pointer<DWORD>,
  ): Promise<DWORD>

  /**
   * Stores a transport (router manager).
   *
   * @returns `NO_ERROR`: success.
   * @see MprConfigTransportCreate (mprapi.h)
   */
  MprConfigTransportCreate(
    hMprConfig: HANDLE,
    dwTransportId: DWORD,
    lpwsTransportName: LPCWSTR | null,
    pGlobalInfo: Uint8Array | null,
    dwGlobalInfoSize: DWORD,
    pClientInterfaceInfo: Uint8Array | null,
    dwClientInterfaceInfoSize: DWORD,
    lpwsDLLPath: LPCWSTR | null,
    phRouterTransport: Pointer<HANDLE>,
  ): Promise<DWORD>

  /**
   * Deletes a stored transport.
   *
   * @returns `NO_ERROR`: success.
   * @see MprConfigTransportDelete (mprapi.h)
   */
  MprConfigTransportDelete(hMprConfig: HANDLE, hRouterTransport: HANDLE): Promise<DWORD>

  /**
   * Handle of a stored transport.
   *
   * @returns `NO_ERROR`: success.
   * @see MprConfigTransportGetHandle (mprapi.h)
   */
  MprConfigTransportGetHandle(
    hMprConfig: HANDLE,
    dwTransportId: DWORD,
    phRouterTransport: Pointer<HANDLE>,
  ): Promise<DWORD>

  /**
   * Reads a stored transport.
   *
   * @returns `NO_ERROR`: success.
   * @see MprConfigTransportGetInfo (mprapi.h)
   */
  MprConfigTransportGetInfo(
    hMprConfig: HANDLE,
    hRouterTransport: HANDLE,
    ppGlobalInfo: Pointer<Uint8Array>,
    lpdwGlobalInfoSize: Pointer<DWORD>,
    ppClientInterfaceInfo: Pointer<Uint8Array>,
    lpdwClientInterfaceInfoSize: Pointer<DWORD>,
    lplpwsDLLPath: Pointer<LPWSTR>,
  ): Promise<DWORD>

  /**
   * Changes a stored transport.
   *
   * @returns `NO_ERROR`: success.
   * @see MprConfigTransportSetInfo (mprapi.h)
   */
  MprConfigTransportSetInfo(
    hMprConfig: HANDLE,
    hRouterTransport: HANDLE,
    pGlobalInfo: Uint8Array | null,
    dwGlobalInfoSize: DWORD,
    pClientInterfaceInfo: Uint8Array | null,
    dwClientInterfaceInfoSize: DWORD,
    lpwsDLLPath: LPCWSTR | null,
  ): Promise<DWORD>

  /**
   * Lists stored transports (MPR_TRANSPORT_0).
   *
   * @returns `NO_ERROR`: success.
   * @see MprConfigTransportEnum (mprapi.h)
   */
  MprConfigTransportEnum<Level extends DWORD>(
    hMprConfig: HANDLE,
    dwLevel: Level,
    lplpBuffer: Pointer<readonly At<TransportLevels, Level>[]>,
    dwPrefMaxLen: DWORD,
    lpdwEntriesRead: Pointer<DWORD>,
    lpdwTotalEntries: Pointer<DWORD>,
    lpdwResumeHandle: Pointer<DWORD>,
  ): Promise<DWORD>

  /**
   * Reads stored IKEv2 custom policy of an interface.
   *
   * @returns `NO_ERROR`: success.
   * @see MprConfigInterfaceGetCustomInfoEx (mprapi.h)
   */
  MprConfigInterfaceGetCustomInfoEx(
    hMprConfig: HANDLE,
    hRouterInterface: HANDLE,
    pCustomInfo: Pointer<MPR_IF_CUSTOMINFOEX2>,
  ): Promise<DWORD>

  /**
   * Stores IKEv2 custom policy of an interface.
   *
   * @returns `NO_ERROR`: success.
   * @see MprConfigInterfaceSetCustomInfoEx (mprapi.h)
   */
  MprConfigInterfaceSetCustomInfoEx(
    hMprConfig: HANDLE,
    hRouterInterface: HANDLE,
    pCustomInfo: MPR_IF_CUSTOMINFOEX2 | null,
  ): Promise<DWORD>
}
