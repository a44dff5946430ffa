/** The session with a router and its settings. Errors by number; other numbers of this API are possible too. */
import type { BOOL, DWORD, LPCWSTR } from '../../com/data-type.ts'
import type { Pointer } from '../../com/holder.ts'
import type { At, CredentialsLevels, ServerLevels } from '../structure/level.ts'
import type { MPR_SERVER_EX, MPR_SERVER_SET_CONFIG_EX } from '../structure/server.ts'
import type { MPR_SERVER_HANDLE } from './handle.ts'

export interface MprServerFunctions {
  /**
   * Opens a management session to a router (local or remote) and yields the handle every other MprAdmin call
   * needs. lpwsServerName NULL means the local machine. Does not itself prove the service runs; check
   * MprAdminIsServiceRunning first. The handle is released with MprAdminServerDisconnect.
   *
   * @returns `NO_ERROR`: success; `ERROR_ACCESS_DENIED`: caller is not an administrator of the router;
   * `RPC_S_INVALID_BINDING`: phMprServer is NULL; `RPC_S_UNKNOWN_IF`: the routing service is not running on
   * the target.
   * @see MprAdminServerConnect (mprapi.h)
   */
  MprAdminServerConnect(
    lpwsServerName: LPCWSTR | null,
    phMprServer: Pointer<MPR_SERVER_HANDLE>,
  ): Promise<DWORD>

  /**
   * Closes the session handle. No return value.
   * @see MprAdminServerDisconnect (mprapi.h)
   */
  MprAdminServerDisconnect(hMprServer: MPR_SERVER_HANDLE): Promise<void>

  /**
   * Reads router-wide status: level 0 MPR_SERVER_0, level 1 MPR_SERVER_1, level 2 MPR_SERVER_2. Free the
   * buffer with MprAdminBufferFree.
   *
   * @returns `NO_ERROR`: success; `ERROR_ACCESS_DENIED`: caller is not an administrator of the router;
   * `ERROR_INVALID_PARAMETER`: hMprServer or lplpbBuffer is NULL / bad level; `RPC_S_INVALID_BINDING`: the
   * server handle is NULL / not a valid binding.
   * @see MprAdminServerGetInfo (mprapi.h)
   */
  MprAdminServerGetInfo<Level extends DWORD>(
    hMprServer: MPR_SERVER_HANDLE,
    dwLevel: Level,
    lplpbBuffer: Pointer<At<ServerLevels, Level>>,
  ): Promise<DWORD>

  /**
   * Sets the number and role of the tunnel ports: level 1 MPR_SERVER_1, level 2 MPR_SERVER_2. Persistent
   * (written to configuration) and applied asynchronously. Port limits are listed with MPR_SERVER_2.
   *
   * @returns `NO_ERROR`: success; `ERROR_ACCESS_DENIED`: caller is not an administrator of the router;
   * `ERROR_SUCCESS_REBOOT_REQUIRED`: accepted, takes effect after a reboot (request above the limit fixed at
   * service start); `ERROR_INVALID_PARAMETER`: too many ports, zero PPTP ports, unknown flag bits, or NULL
   * argument; `ERROR_DDM_NOT_RUNNING`: the Demand Dial Manager is not running (typically: service in LAN-
   * only mode); `ERROR_NOT_SUPPORTED`: unsupported information level; `ERROR_INVALID_HANDLE`: bad server
   * handle.
   * @see MprAdminServerSetInfo (mprapi.h)
   */
  MprAdminServerSetInfo<Level extends DWORD>(
    hMprServer: MPR_SERVER_HANDLE,
    dwLevel: Level,
    lpbBuffer: At<ServerLevels, Level> | null,
  ): Promise<DWORD>

  /**
   * Reads MPR_SERVER_EX0/EX1 (Windows Server 2008 R2 and later). The caller fills Header with type and
   * revision.
   *
   * @returns `NO_ERROR`: success; `ERROR_ACCESS_DENIED`: caller is not an administrator of the router;
   * `ERROR_DDM_NOT_RUNNING`: the Demand Dial Manager is not running (typically: service in LAN-only mode);
   * `ERROR_PROC_NOT_FOUND`: the procedure does not exist on the (older) server.
   * @see MprAdminServerGetInfoEx (mprapi.h)
   */
  MprAdminServerGetInfoEx(hMprServer: MPR_SERVER_HANDLE, pServerInfo: Pointer<MPR_SERVER_EX>): Promise<DWORD>

  /**
   * Writes MPR_SERVER_SET_CONFIG_EX0/EX1; a protocol bit mask chooses which tunnel blocks are applied.
   *
   * @returns `NO_ERROR`: success; `ERROR_ACCESS_DENIED`: caller is not an administrator of the router;
   * `ERROR_DDM_NOT_RUNNING`: the Demand Dial Manager is not running (typically: service in LAN-only mode);
   * `ERROR_PROC_NOT_FOUND`: the procedure does not exist on the (older) server;
   * `ERROR_SUCCESS_REBOOT_REQUIRED`: applied after reboot; `ERROR_SUCCESS_RESTART_REQUIRED`: applied after
   * service restart.
   * @see MprAdminServerSetInfoEx (mprapi.h)
   */
  MprAdminServerSetInfoEx(
    hMprServer: MPR_SERVER_HANDLE,
    pServerInfo: MPR_SERVER_SET_CONFIG_EX | null,
  ): Promise<DWORD>

  /**
   * Reads the server-wide L2TP/IPsec pre-shared key (level 0, MPR_CREDENTIALSEX_1). One key for all callers.
   *
   * @returns `NO_ERROR`: success; `ERROR_ACCESS_DENIED`: caller is not an administrator of the router;
   * `ERROR_INVALID_PARAMETER`: NULL argument; `ERROR_NOT_SUPPORTED`: unsupported information level.
   * @see MprAdminServerGetCredentials (mprapi.h)
   */
  MprAdminServerGetCredentials<Level extends DWORD>(
    hMprServer: MPR_SERVER_HANDLE,
    dwLevel: Level,
    lplpbBuffer: Pointer<At<CredentialsLevels, Level>>,
  ): Promise<DWORD>

  /**
   * Sets the server-wide pre-shared key (level 0, MPR_CREDENTIALSEX_1). dwSize = 0 removes the key.
   *
   * @returns `NO_ERROR`: success; `ERROR_ACCESS_DENIED`: caller is not an administrator of the router;
   * `ERROR_INVALID_PARAMETER`: NULL argument or key too long; `ERROR_NOT_SUPPORTED`: unsupported information
   * level.
   * @see MprAdminServerSetCredentials (mprapi.h)
   */
  MprAdminServerSetCredentials<Level extends DWORD>(
    hMprServer: MPR_SERVER_HANDLE,
    dwLevel: Level,
    lpbBuffer: At<CredentialsLevels, Level> | null,
  ): Promise<DWORD>

  /**
   * TRUE when the RRAS service runs on the named machine. Returns FALSE both when the service is stopped and
   * when the caller may not query it; there is no error code.
   * @see MprAdminIsServiceRunning (mprapi.h)
   */
  MprAdminIsServiceRunning(lpwsServerName: LPCWSTR | null): Promise<BOOL>

  /**
   * Tells whether the service has finished initialising (Windows Server 2008 R2+).
   *
   * @returns `NO_ERROR`: success; `ERROR_ACCESS_DENIED`: caller is not an administrator of the router;
   * `ERROR_INVALID_PARAMETER`: fIsServiceInitialized is NULL; `ERROR_SERVICE_NOT_ACTIVE`: the service is not
   * running.
   * @see MprAdminIsServiceInitialized (mprapi.h)
   */
  MprAdminIsServiceInitialized(
    lpwsServerName: LPCWSTR | null,
    fIsServiceInitialized: Pointer<BOOL>,
  ): Promise<DWORD>
}
