/** What an administration DLL exports for the service to call. Errors by number; other numbers of this API are possible too. */
import type { BOOL, DWORD, LPCWSTR } from '../../com/data-type.ts'
import type { Pointer } from '../../com/holder.ts'
import type {
  RAS_CONNECTION_0,
  RAS_CONNECTION_1,
  RAS_CONNECTION_2,
  RAS_CONNECTION_3,
} from '../structure/connection.ts'
import type { RAS_PORT_0, RAS_PORT_1 } from '../structure/port.ts'
import type { MPRAPI_ADMIN_DLL_CALLBACKS } from '../structure/server.ts'

export interface MprCallbackFunctions {
  /**
   * Asked when a caller has been authenticated; TRUE accepts. Every installed DLL must accept.
   * @see MprAdminAcceptNewConnection (mprapi.h)
   */
  MprAdminAcceptNewConnection(
    pRasConnection0: RAS_CONNECTION_0 | null,
    pRasConnection1: RAS_CONNECTION_1 | null,
  ): Promise<BOOL>

  /**
   * As above, with RAS_CONNECTION_2.
   * @see MprAdminAcceptNewConnection2 (mprapi.h)
   */
  MprAdminAcceptNewConnection2(
    pRasConnection0: RAS_CONNECTION_0 | null,
    pRasConnection1: RAS_CONNECTION_1 | null,
    pRasConnection2: RAS_CONNECTION_2 | null,
  ): Promise<BOOL>

  /**
   * As above, with RAS_CONNECTION_3.
   * @see MprAdminAcceptNewConnection3 (mprapi.h)
   */
  MprAdminAcceptNewConnection3(
    pRasConnection0: RAS_CONNECTION_0 | null,
    pRasConnection1: RAS_CONNECTION_1 | null,
    pRasConnection2: RAS_CONNECTION_2 | null,
    pRasConnection3: RAS_CONNECTION_3 | null,
  ): Promise<BOOL>

  /**
   * Asked when a connection re-authenticates.
   * @see MprAdminAcceptReauthentication (mprapi.h)
   */
  MprAdminAcceptReauthentication(
    pRasConnection0: RAS_CONNECTION_0 | null,
    pRasConnection1: RAS_CONNECTION_1 | null,
    pRasConnection2: RAS_CONNECTION_2 | null,
    pRasConnection3: RAS_CONNECTION_3 | null,
  ): Promise<BOOL>

  /**
   * Asked for each link: once right after the connection is accepted and once per extra multilink link.
   * @see MprAdminAcceptNewLink (mprapi.h)
   */
  MprAdminAcceptNewLink(pRasPort0: RAS_PORT_0 | null, pRasPort1: RAS_PORT_1 | null): Promise<BOOL>

  /**
   * Told when a connection is gone (after its last link was taken down).
   * @see MprAdminConnectionHangupNotification (mprapi.h)
   */
  MprAdminConnectionHangupNotification(
    pRasConnection0: RAS_CONNECTION_0 | null,
    pRasConnection1: RAS_CONNECTION_1 | null,
  ): Promise<void>

  /**
   * As above, with RAS_CONNECTION_2.
   * @see MprAdminConnectionHangupNotification2 (mprapi.h)
   */
  MprAdminConnectionHangupNotification2(
    pRasConnection0: RAS_CONNECTION_0 | null,
    pRasConnection1: RAS_CONNECTION_1 | null,
    pRasConnection2: RAS_CONNECTION_2 | null,
  ): Promise<void>

  /**
   * As above, with RAS_CONNECTION_3.
   * @see MprAdminConnectionHangupNotification3 (mprapi.h)
   */
  MprAdminConnectionHangupNotification3(
    pRasConnection0: RAS_CONNECTION_0 | null,
    pRasConnection1: RAS_CONNECTION_1 | null,
    pRasConnection2: RAS_CONNECTION_2 | null,
    pRasConnection3: RAS_CONNECTION_3 | null,
  ): Promise<void>

  /**
   * Told when one link is gone.
   * @see MprAdminLinkHangupNotification (mprapi.h)
   */
  MprAdminLinkHangupNotification(pRasPort0: RAS_PORT_0 | null, pRasPort1: RAS_PORT_1 | null): Promise<void>

  /**
   * May supply the caller's IPv4 address; non-zero return ends the connection. Only the first DLL in the
   * list is asked; *bNotifyRelease TRUE asks for the release callback.
   * @see MprAdminGetIpAddressForUser (mprapi.h)
   */
  MprAdminGetIpAddressForUser(
    lpwszUserName: LPCWSTR | null,
    lpwszPortName: LPCWSTR | null,
    lpdwIpAddress: Pointer<DWORD>,
    bNotifyRelease: Pointer<BOOL>,
  ): Promise<DWORD>

  /**
   * Told when an address handed out with bNotifyRelease is free again.
   * @see MprAdminReleaseIpAddress (mprapi.h)
   */
  MprAdminReleaseIpAddress(
    lpszUserName: LPCWSTR | null,
    lpszPortName: LPCWSTR | null,
    lpdwIpAddress: Pointer<DWORD>,
  ): Promise<void>

  /**
   * IPv6 form of the address callback.
   * @see MprAdminGetIpv6AddressForUser (mprapi.h)
   */
  MprAdminGetIpv6AddressForUser(
    lpwszUserName: LPCWSTR | null,
    lpwszPortName: LPCWSTR | null,
    lpdwIpv6Address: Pointer<Uint8Array>,
    bNotifyRelease: Pointer<BOOL>,
  ): Promise<DWORD>

  /**
   * IPv6 form of the release callback.
   * @see MprAdminReleaseIpv6AddressForUser (mprapi.h)
   */
  MprAdminReleaseIpv6AddressForUser(
    lpwszUserName: LPCWSTR | null,
    lpwszPortName: LPCWSTR | null,
    lpdwIpv6Address: Uint8Array | null,
  ): Promise<DWORD>

  /**
   * Called once when the DLL is loaded.
   * @see MprAdminInitializeDll (mprapi.h)
   */
  MprAdminInitializeDll(): Promise<DWORD>

  /**
   * Called once; fills MPRAPI_ADMIN_DLL_CALLBACKS.
   * @see MprAdminInitializeDllEx (mprapi.h)
   */
  MprAdminInitializeDllEx(pAdminCallbacks: Pointer<MPRAPI_ADMIN_DLL_CALLBACKS>): Promise<DWORD>

  /**
   * Called once before unload.
   * @see MprAdminTerminateDll (mprapi.h)
   */
  MprAdminTerminateDll(): Promise<DWORD>
}
