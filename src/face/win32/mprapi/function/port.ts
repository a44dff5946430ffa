/** Ports. Errors by number; other numbers of this API are possible too. */
import type { DWORD, HANDLE } from '../../com/data-type.ts'
import type { Pointer } from '../../com/holder.ts'
import type { At, PortLevels } from '../structure/level.ts'
import type { RAS_SERVER_HANDLE } from './handle.ts'

export interface MprPortFunctions {
  /**
   * Lists ports (level 0, RAS_PORT_0), all of them or those of one connection. hConnection =
   * INVALID_HANDLE_VALUE (-1) lists all ports; a connection handle lists the links of that connection; NULL
   * is an error.
   *
   * @returns `NO_ERROR`: success; `ERROR_ACCESS_DENIED`: caller is not an administrator of the router;
   * `ERROR_DDM_NOT_RUNNING`: the Demand Dial Manager is not running (typically: service in LAN-only mode);
   * `ERROR_INVALID_PARAMETER`: NULL argument; `ERROR_MORE_DATA`: more entries remain; call again with the
   * resume handle; `ERROR_NOT_SUPPORTED`: unsupported information level; `ERROR_INVALID_HANDLE`: hConnection
   * is NULL.
   * @see MprAdminPortEnum (mprapi.h)
   */
  MprAdminPortEnum<Level extends DWORD>(
    hRasServer: RAS_SERVER_HANDLE,
    dwLevel: Level,
    hConnection: HANDLE,
    lplpbBuffer: Pointer<readonly At<PortLevels, Level>[]>,
    dwPrefMaxLen: DWORD,
    lpdwEntriesRead: Pointer<DWORD>,
    lpdwTotalEntries: Pointer<DWORD>,
    lpdwResumeHandle: Pointer<DWORD>,
  ): Promise<DWORD>

  /**
   * Reads one port: level 0 RAS_PORT_0, level 1 RAS_PORT_1 (level 2 RAS_PORT_2 structure exists in the newer
   * headers).
   *
   * @returns `NO_ERROR`: success; `ERROR_ACCESS_DENIED`: caller is not an administrator of the router;
   * `ERROR_DDM_NOT_RUNNING`: the Demand Dial Manager is not running (typically: service in LAN-only mode);
   * `ERROR_INVALID_PARAMETER`: NULL argument; `ERROR_INVALID_PORT_HANDLE`: unknown port;
   * `ERROR_NOT_SUPPORTED`: unsupported information level.
   * @see MprAdminPortGetInfo (mprapi.h)
   */
  MprAdminPortGetInfo<Level extends DWORD>(
    hRasServer: RAS_SERVER_HANDLE,
    dwLevel: Level,
    hPort: HANDLE,
    lplpbBuffer: Pointer<At<PortLevels, Level>>,
  ): Promise<DWORD>

  /**
   * Zeroes the statistics of a port.
   *
   * @returns `NO_ERROR`: success; `ERROR_ACCESS_DENIED`: caller is not an administrator of the router;
   * `ERROR_DDM_NOT_RUNNING`: the Demand Dial Manager is not running (typically: service in LAN-only mode);
   * `RPC_S_INVALID_BINDING`: the server handle is NULL / not a valid binding.
   * @see MprAdminPortClearStats (mprapi.h)
   */
  MprAdminPortClearStats(hRasServer: RAS_SERVER_HANDLE, hPort: HANDLE): Promise<DWORD>

  /**
   * Resets a port. The protocol specification treats it as a successful no-op.
   *
   * @returns `NO_ERROR`: success; `ERROR_ACCESS_DENIED`: caller is not an administrator of the router;
   * `ERROR_DDM_NOT_RUNNING`: the Demand Dial Manager is not running (typically: service in LAN-only mode);
   * `ERROR_INVALID_PARAMETER`: bad handle.
   * @see MprAdminPortReset (mprapi.h)
   */
  MprAdminPortReset(hRasServer: RAS_SERVER_HANDLE, hPort: HANDLE): Promise<DWORD>

  /**
   * Hangs up the port (one link of a connection).
   *
   * @returns `NO_ERROR`: success; `ERROR_ACCESS_DENIED`: caller is not an administrator of the router;
   * `ERROR_DDM_NOT_RUNNING`: the Demand Dial Manager is not running (typically: service in LAN-only mode);
   * `ERROR_INVALID_PARAMETER`: bad handle.
   * @see MprAdminPortDisconnect (mprapi.h)
   */
  MprAdminPortDisconnect(hRasServer: RAS_SERVER_HANDLE, hPort: HANDLE): Promise<DWORD>
}
