/** IKEv2 settings of an interface. Errors by number; other numbers of this API are possible too. */
import type { DWORD, HANDLE } from '../../com/data-type.ts'
import type { Pointer } from '../../com/holder.ts'
import type { MPR_IF_CUSTOMINFOEX2 } from '../structure/ikev2.ts'
import type { MPR_SERVER_HANDLE } from './handle.ts'

export interface MprCustomFunctions {
  /**
   * Reads per-interface IKEv2 custom policy (Windows Server 2012+).
   *
   * @returns `NO_ERROR`: success; `ERROR_ACCESS_DENIED`: caller is not an administrator of the router;
   * `ERROR_INVALID_HANDLE`: the interface handle is not valid; `ERROR_INVALID_PARAMETER`: pCustomInfo NULL
   * or interface not FULL_ROUTER; `ERROR_NOT_ENOUGH_MEMORY`: not enough resources.
   * @see MprAdminInterfaceGetCustomInfoEx (mprapi.h)
   */
  MprAdminInterfaceGetCustomInfoEx(
    hMprServer: MPR_SERVER_HANDLE,
    hInterface: HANDLE,
    pCustomInfo: Pointer<MPR_IF_CUSTOMINFOEX2>,
  ): Promise<DWORD>

  /**
   * Writes per-interface IKEv2 custom policy (Windows Server 2012+). dwFlags 0 deletes the custom
   * configuration; customPolicy NULL deletes the policy; empty certificateName deletes the certificate
   * choice.
   *
   * @returns `NO_ERROR`: success; `ERROR_ACCESS_DENIED`: caller is not an administrator of the router;
   * `ERROR_INVALID_HANDLE`: the interface handle is not valid; `ERROR_INVALID_PARAMETER`: pCustomInfo NULL
   * or interface not FULL_ROUTER; `ERROR_NOT_ENOUGH_MEMORY`: not enough resources.
   * @see MprAdminInterfaceSetCustomInfoEx (mprapi.h)
   */
  MprAdminInterfaceSetCustomInfoEx(
    hMprServer: MPR_SERVER_HANDLE,
    hInterface: HANDLE,
    pCustomInfo: MPR_IF_CUSTOMINFOEX2 | null,
  ): Promise<DWORD>
}
