/** Names of IP-in-IP tunnels. Errors by number; other numbers of this API are possible too. */
import type { DWORD, LPCWSTR } from '../../com/data-type.ts'
import type { GUID } from '../../com/guid.ts'
import type { Pointer } from '../../com/holder.ts'
import type { MPR_IPINIP_INTERFACE_0 } from '../structure/interface.ts'

export interface MprSetupFunctions {
  /**
   * IP-in-IP tunnel friendly name: create. Documentation page not consulted.
   *
   * @returns `NO_ERROR`: success.
   * @see MprSetupIpInIpInterfaceFriendlyNameCreate (mprapi.h)
   */
  MprSetupIpInIpInterfaceFriendlyNameCreate(
    pwszMachineName: LPCWSTR | null,
    pNameInformation: MPR_IPINIP_INTERFACE_0 | null,
  ): Promise<DWORD>

  /**
   * IP-in-IP tunnel friendly name: delete. Documentation page not consulted.
   *
   * @returns `NO_ERROR`: success.
   * @see MprSetupIpInIpInterfaceFriendlyNameDelete (mprapi.h)
   */
  MprSetupIpInIpInterfaceFriendlyNameDelete(
    pwszMachineName: LPCWSTR | null,
    pGuid: GUID | null,
  ): Promise<DWORD>

  /**
   * IP-in-IP tunnel friendly names: list. Documentation page not consulted.
   *
   * @returns `NO_ERROR`: success.
   * @see MprSetupIpInIpInterfaceFriendlyNameEnum (mprapi.h)
   */
  MprSetupIpInIpInterfaceFriendlyNameEnum(
    pwszMachineName: LPCWSTR | null,
    lplpBuffer: Pointer<readonly MPR_IPINIP_INTERFACE_0[]>,
    lpdwEntriesRead: Pointer<DWORD>,
  ): Promise<DWORD>

  /**
   * Frees that list. Documentation page not consulted.
   *
   * @returns `NO_ERROR`: success.
   * @see MprSetupIpInIpInterfaceFriendlyNameFree (mprapi.h)
   */
  MprSetupIpInIpInterfaceFriendlyNameFree(lpBuffer: unknown): Promise<DWORD>
}
