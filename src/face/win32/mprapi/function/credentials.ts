/** What an interface dials with. Errors by number; other numbers of this API are possible too. */
import type { DWORD, HANDLE, LPCWSTR, LPWSTR } from '../../com/data-type.ts'
import type { Pointer } from '../../com/holder.ts'
import type { At, CredentialsLevels } from '../structure/level.ts'
import type { MPR_SERVER_HANDLE } from './handle.ts'

export interface MprCredentialsFunctions {
  /**
   * Reads user name, password and domain used when the interface dials out. Each of the three result buffers
   * may be NULL; all NULL gives NO_ERROR. Buffer sizes in characters: user UNLEN+1 (257), password PWLEN+1
   * (257), domain DNLEN+1 (16). Takes a machine name, not a session handle. Parameter order is user,
   * password, domain.
   *
   * @returns `NO_ERROR`: success; `ERROR_CANNOT_FIND_PHONEBOOK_ENTRY`: no dial parameters stored for that
   * interface; `ERROR_INVALID_PARAMETER`: lpwsInterfaceName is NULL.
   * @see MprAdminInterfaceGetCredentials (mprapi.h)
   */
  MprAdminInterfaceGetCredentials(
    lpwsServer: LPCWSTR | null,
    lpwsInterfaceName: LPCWSTR | null,
    lpwsUserName: Pointer<LPWSTR>,
    lpwsPassword: Pointer<LPWSTR>,
    lpwsDomainName: Pointer<LPWSTR>,
  ): Promise<DWORD>

  /**
   * Writes user name, domain and password used when the interface dials out. A NULL string leaves that item
   * as it is; all three NULL removes the stored credentials. Parameter order is user, domain, password: it
   * differs from the Get function. Limits over RPC: name 256, user 256, domain 16, password 256 characters.
   *
   * @returns `NO_ERROR`: success; `ERROR_INVALID_PARAMETER`: name NULL or longer than 256; or user / domain
   * / password too long; `ERROR_NOT_ENOUGH_MEMORY`: not enough resources.
   * @see MprAdminInterfaceSetCredentials (mprapi.h)
   */
  MprAdminInterfaceSetCredentials(
    lpwsServer: LPCWSTR | null,
    lpwsInterfaceName: LPCWSTR | null,
    lpwsUserName: LPCWSTR | null,
    lpwsDomainName: LPCWSTR | null,
    lpwsPassword: LPCWSTR | null,
  ): Promise<DWORD>

  /**
   * Reads extended credentials: level 0 EAP blob (MPR_CREDENTIALSEX_0), level 1 IPsec pre-shared key
   * (MPR_CREDENTIALSEX_1).
   *
   * @returns `NO_ERROR`: success; `ERROR_ACCESS_DENIED`: caller is not an administrator of the router;
   * `ERROR_INVALID_HANDLE`: the interface handle is not valid; `ERROR_INVALID_PARAMETER`: NULL argument;
   * `ERROR_NOT_ENOUGH_MEMORY`: not enough resources; `ERROR_NOT_SUPPORTED`: unsupported information level.
   * @see MprAdminInterfaceGetCredentialsEx (mprapi.h)
   */
  MprAdminInterfaceGetCredentialsEx<Level extends DWORD>(
    hMprServer: MPR_SERVER_HANDLE,
    hInterface: HANDLE,
    dwLevel: Level,
    lplpbBuffer: Pointer<At<CredentialsLevels, Level>>,
  ): Promise<DWORD>

  /**
   * Writes extended credentials (levels as for the Get function). Pre-shared key: dwSize 0 deletes it; must
   * be shorter than 257 bytes. Over RPC levels 1, 2 and 3 all mean a pre-shared key; level 2 with no
   * interface is the server's L2TP key.
   *
   * @returns `NO_ERROR`: success; `ERROR_ACCESS_DENIED`: caller is not an administrator of the router;
   * `ERROR_INVALID_HANDLE`: the interface handle is not valid; `ERROR_INVALID_PARAMETER`: NULL argument or
   * key too long; `ERROR_NOT_ENOUGH_MEMORY`: not enough resources; `ERROR_NOT_SUPPORTED`: unsupported
   * information level.
   * @see MprAdminInterfaceSetCredentialsEx (mprapi.h)
   */
  MprAdminInterfaceSetCredentialsEx<Level extends DWORD>(
    hMprServer: MPR_SERVER_HANDLE,
    hInterface: HANDLE,
    dwLevel: Level,
    lpbBuffer: At<CredentialsLevels, Level> | null,
  ): Promise<DWORD>
}
