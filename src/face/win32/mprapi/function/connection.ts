/** Connections. Errors by number; other numbers of this API are possible too. */
import type { BOOL, DWORD, HANDLE } from '../../com/data-type.ts'
import type { Pointer } from '../../com/holder.ts'
import type { RAS_CONNECTION_EX, RAS_UPDATE_CONNECTION } from '../structure/connection.ts'
import type { At, ConnectionLevels } from '../structure/level.ts'
import type { MPRAPI_OBJECT_HEADER } from '../structure/server.ts'
import type { RAS_SERVER_HANDLE } from './handle.ts'

export interface MprConnectionFunctions {
  /**
   * Lists active connections: level 0..3 = RAS_CONNECTION_0..3 (level 4 = RAS_CONNECTION_4 on newer
   * servers). dwPrefMaxLen -1 = everything. Resume handle as for MprAdminInterfaceEnum. Fails in LAN-only
   * mode.
   *
   * @returns `NO_ERROR`: success; `ERROR_DDM_NOT_RUNNING`: the Demand Dial Manager is not running
   * (typically: service in LAN-only mode); `ERROR_INVALID_LEVEL`: unsupported level;
   * `ERROR_INVALID_PARAMETER`: NULL argument / bad handle; `ERROR_MORE_DATA`: more entries remain; call
   * again with the resume handle; `RPC_S_INVALID_BINDING`: the server handle is NULL / not a valid binding.
   * @see MprAdminConnectionEnum (mprapi.h)
   */
  MprAdminConnectionEnum<Level extends DWORD>(
    hRasServer: RAS_SERVER_HANDLE,
    dwLevel: Level,
    lplpbBuffer: Pointer<readonly At<ConnectionLevels, Level>[]>,
    dwPrefMaxLen: DWORD,
    lpdwEntriesRead: Pointer<DWORD>,
    lpdwTotalEntries: Pointer<DWORD>,
    lpdwResumeHandle: Pointer<DWORD>,
  ): Promise<DWORD>

  /**
   * Lists active connections as RAS_CONNECTION_EX; the object header picks type and revision. Preferred
   * length smaller than one item returns 0 entries, otherwise one more item than fits is returned. Resume
   * handle 0/NULL on the first call.
   *
   * @returns `NO_ERROR`: success; `ERROR_ACCESS_DENIED`: caller is not an administrator of the router;
   * `ERROR_DDM_NOT_RUNNING`: the Demand Dial Manager is not running (typically: service in LAN-only mode);
   * `ERROR_MORE_DATA`: more entries remain; call again with the resume handle; `ERROR_PROC_NOT_FOUND`: the
   * procedure does not exist on the (older) server.
   * @see MprAdminConnectionEnumEx (mprapi.h)
   */
  MprAdminConnectionEnumEx(
    hRasServer: RAS_SERVER_HANDLE,
    pObjectHeader: MPRAPI_OBJECT_HEADER | null,
    dwPreferedMaxLen: DWORD,
    lpdwEntriesRead: Pointer<DWORD>,
    lpdwTotalEntries: Pointer<DWORD>,
    ppRasConn: Pointer<readonly RAS_CONNECTION_EX[]>,
    lpdwResumeHandle: Pointer<DWORD>,
  ): Promise<DWORD>

  /**
   * Reads one connection at level 0..3.
   *
   * @returns `NO_ERROR`: success; `ERROR_INVALID_PARAMETER`: bad server or connection handle;
   * `ERROR_INVALID_LEVEL`: unsupported level; `ERROR_INTERFACE_NOT_CONNECTED`: hRasConnection names no live
   * connection; `RPC_S_INVALID_BINDING`: the server handle is NULL / not a valid binding.
   * @see MprAdminConnectionGetInfo (mprapi.h)
   */
  MprAdminConnectionGetInfo<Level extends DWORD>(
    hRasServer: RAS_SERVER_HANDLE,
    dwLevel: Level,
    hConnection: HANDLE,
    lplpbBuffer: Pointer<At<ConnectionLevels, Level>>,
  ): Promise<DWORD>

  /**
   * Reads one connection as RAS_CONNECTION_EX.
   *
   * @returns `NO_ERROR`: success; `ERROR_ACCESS_DENIED`: caller is not an administrator of the router;
   * `ERROR_DDM_NOT_RUNNING`: the Demand Dial Manager is not running (typically: service in LAN-only mode);
   * `ERROR_PROC_NOT_FOUND`: the procedure does not exist on the (older) server.
   * @see MprAdminConnectionGetInfoEx (mprapi.h)
   */
  MprAdminConnectionGetInfoEx(
    hRasServer: RAS_SERVER_HANDLE,
    hConnection: HANDLE,
    pRasConnection: Pointer<RAS_CONNECTION_EX>,
  ): Promise<DWORD>

  /**
   * Zeroes the statistics of a connection.
   *
   * @returns `NO_ERROR`: success; `ERROR_ACCESS_DENIED`: caller is not an administrator of the router;
   * `ERROR_DDM_NOT_RUNNING`: the Demand Dial Manager is not running (typically: service in LAN-only mode);
   * `ERROR_INVALID_PARAMETER`: bad handle; `RPC_S_INVALID_BINDING`: the server handle is NULL / not a valid
   * binding.
   * @see MprAdminConnectionClearStats (mprapi.h)
   */
  MprAdminConnectionClearStats(hRasServer: RAS_SERVER_HANDLE, hConnection: HANDLE): Promise<DWORD>

  /**
   * Lifts the quarantine filters and timer of a client, after which the normal policy filters apply.
   * hRasConnection is a connection handle, or an IPv4 address in network byte order when fIsIpAddress is
   * TRUE.
   *
   * @returns `NO_ERROR`: success; `ERROR_INVALID_PARAMETER`: bad handle or address; `ERROR_NOT_FOUND`: that
   * connection is not in quarantine.
   * @see MprAdminConnectionRemoveQuarantine (mprapi.h)
   */
  MprAdminConnectionRemoveQuarantine(
    hRasServer: HANDLE,
    hRasConnection: HANDLE,
    fIsIpAddress: BOOL,
  ): Promise<DWORD>

  /**
   * Moves an IKEv2 (MOBIKE) connection to another local interface / remote endpoint.
   *
   * @returns `NO_ERROR`: success; `ERROR_ACCESS_DENIED`: caller is not an administrator of the router.
   * @see MprAdminUpdateConnection (mprapi.h)
   */
  MprAdminUpdateConnection(
    hRasServer: RAS_SERVER_HANDLE,
    hRasConnection: HANDLE,
    pRasUpdateConnection: RAS_UPDATE_CONNECTION | null,
  ): Promise<DWORD>
}
