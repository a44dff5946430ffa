/** Texts, buffers, users and domains. Errors by number; other numbers of this API are possible too. */
import type { BOOL, DWORD, HANDLE, LPCWSTR, LPWSTR } from '../../com/data-type.ts'
import type { Pointer } from '../../com/holder.ts'
import type { At, UserLevels } from '../structure/level.ts'
import type { MPR_SERVER_HANDLE } from './handle.ts'

export interface MprSupportFunctions {
  /**
   * Text for an MPR (900..), RAS (600..) or Win32 error number. Free the string with LocalFree, not with
   * MprAdminBufferFree.
   *
   * @returns `NO_ERROR`: success; `ERROR_ACCESS_DENIED`: caller is not an administrator of the router;
   * `ERROR_MR_MID_NOT_FOUND`: no text for this number.
   * @see MprAdminGetErrorString (mprapi.h)
   */
  MprAdminGetErrorString(dwError: DWORD, lpwsErrorString: Pointer<LPWSTR>): Promise<DWORD>

  /**
   * Frees a buffer handed out by one of the enumeration or GetInfo functions.
   *
   * @returns `NO_ERROR`: success; `ERROR_INVALID_PARAMETER`: pBuffer is NULL.
   * @see MprAdminBufferFree (mprapi.h)
   */
  MprAdminBufferFree(pBuffer: unknown): Promise<DWORD>

  /**
   * Name of the server holding the user accounts database for a domain or server. Server name is given with
   * leading double backslash; result buffer holds UNCLEN+1 characters. A stand-alone server yields itself.
   *
   * @returns `NO_ERROR`: success; `ERROR_NO_SUCH_DOMAIN`: unknown domain; `NERR_InvalidComputer`: unknown or
   * malformed server name.
   * @see MprAdminGetPDCServer (mprapi.h)
   */
  MprAdminGetPDCServer(
    lpszDomain: LPCWSTR | null,
    lpszServer: LPCWSTR | null,
    lpszPDCServer: Pointer<LPWSTR>,
  ): Promise<DWORD>

  /**
   * Sends a text to the user at the other end of a connection. Only reaches clients whose connection carries
   * RAS_FLAGS_MESSENGER_PRESENT.
   *
   * @returns `NO_ERROR`: success; `ERROR_ACCESS_DENIED`: caller is not an administrator of the router;
   * `ERROR_DDM_NOT_RUNNING`: the Demand Dial Manager is not running (typically: service in LAN-only mode);
   * `ERROR_INTERFACE_NOT_CONNECTED`: hConnection names no live connection; `ERROR_INVALID_PARAMETER`:
   * message or handle missing.
   * @see MprAdminSendUserMessage (mprapi.h)
   */
  MprAdminSendUserMessage(
    hMprServer: MPR_SERVER_HANDLE,
    hConnection: HANDLE,
    lpwszMessage: LPCWSTR | null,
  ): Promise<DWORD>

  /**
   * Reads a user's dial-in and callback privilege: level 0 RAS_USER_0, level 1 RAS_USER_1.
   *
   * @returns `NO_ERROR`: success; `ERROR_ACCESS_DENIED`: caller is not an administrator of the router;
   * `ERROR_INVALID_LEVEL`: level not 0 or 1; `ERROR_INVALID_PARAMETER`: lpbBuffer is NULL;
   * `ERROR_NO_SUCH_USER`: unknown user.
   * @see MprAdminUserGetInfo (mprapi.h)
   */
  MprAdminUserGetInfo<Level extends DWORD>(
    lpszServer: LPCWSTR | null,
    lpszUser: LPCWSTR | null,
    dwLevel: Level,
    lpbBuffer: Pointer<At<UserLevels, Level>>,
  ): Promise<DWORD>

  /**
   * Writes a user's dial-in and callback privilege.
   *
   * @returns `NO_ERROR`: success; `ERROR_ACCESS_DENIED`: caller is not an administrator of the router;
   * `ERROR_INVALID_LEVEL`: level not 0 or 1; `ERROR_NOT_ENOUGH_MEMORY`: not enough resources;
   * `ERROR_NO_SUCH_USER`: unknown user.
   * @see MprAdminUserSetInfo (mprapi.h)
   */
  MprAdminUserSetInfo<Level extends DWORD>(
    lpszServer: LPCWSTR | null,
    lpszUser: LPCWSTR | null,
    dwLevel: Level,
    lpbBuffer: At<UserLevels, Level> | null,
  ): Promise<DWORD>

  /**
   * Marks (or unmarks) a machine as RAS server in a domain's directory.
   *
   * @returns `NO_ERROR`: success; `ERROR_DS_SERVER_DOWN`: directory not reachable; `ERROR_NOT_FOUND`: no
   * machine account; `ERROR_DS_OPERATIONS_ERROR`: directory operation failed; `ERROR_NO_SUCH_DOMAIN`:
   * unknown domain.
   * @see MprAdminEstablishDomainRasServer (mprapi.h)
   */
  MprAdminEstablishDomainRasServer(
    pszDomain: LPCWSTR | null,
    pszMachine: LPCWSTR | null,
    bEnable: BOOL,
  ): Promise<DWORD>

  /**
   * Asks whether a machine is registered as RAS server in a domain.
   *
   * @returns `NO_ERROR`: success; `ERROR_DS_SERVER_DOWN`: directory not reachable; `ERROR_NOT_FOUND`: no
   * machine account; `ERROR_DS_OPERATIONS_ERROR`: directory operation failed; `ERROR_NO_SUCH_DOMAIN`:
   * unknown domain.
   * @see MprAdminIsDomainRasServer (mprapi.h)
   */
  MprAdminIsDomainRasServer(
    pszDomain: LPCWSTR | null,
    pszMachine: LPCWSTR | null,
    pbIsRasServer: Pointer<BOOL>,
  ): Promise<DWORD>
}
