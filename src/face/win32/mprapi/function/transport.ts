/** Transports of an interface, and of the router. Errors by number; other numbers of this API are possible too. */
import type { DWORD, HANDLE, LPCWSTR } from '../../com/data-type.ts'
import type { Pointer } from '../../com/holder.ts'
import type { MPR_SERVER_HANDLE } from './handle.ts'

export interface MprTransportFunctions {
  /**
   * Adds a transport (IP, IPv6, ...) with its information header to an interface. A transport that is
   * already on the interface cannot be added again. Headers are built with the MprInfo* functions.
   *
   * @returns `NO_ERROR`: success; `ERROR_ACCESS_DENIED`: caller is not an administrator of the router;
   * `ERROR_INVALID_HANDLE`: the interface handle is not valid; `ERROR_INVALID_PARAMETER`: pInterfaceInfo is
   * NULL; `ERROR_UNKNOWN_PROTOCOL_ID`: the transport id is not one the router has installed.
   * @see MprAdminInterfaceTransportAdd (mprapi.h)
   */
  MprAdminInterfaceTransportAdd(
    hMprServer: MPR_SERVER_HANDLE,
    hInterface: HANDLE,
    dwTransportId: DWORD,
    pInterfaceInfo: Uint8Array | null,
    dwInterfaceInfoSize: DWORD,
  ): Promise<DWORD>

  /**
   * Removes a transport from an interface.
   *
   * @returns `NO_ERROR`: success; `ERROR_ACCESS_DENIED`: caller is not an administrator of the router;
   * `ERROR_INTERFACE_CONNECTED`: not while a demand-dial interface is connected; `ERROR_INVALID_HANDLE`: the
   * interface handle is not valid; `ERROR_NO_SUCH_INTERFACE`: the transport is not configured on this
   * interface; `ERROR_UNKNOWN_PROTOCOL_ID`: the transport id is not one the router has installed.
   * @see MprAdminInterfaceTransportRemove (mprapi.h)
   */
  MprAdminInterfaceTransportRemove(
    hMprServer: MPR_SERVER_HANDLE,
    hInterface: HANDLE,
    dwTransportId: DWORD,
  ): Promise<DWORD>

  /**
   * Reads the information header of a transport on an interface (all routing clients in one header).
   *
   * @returns `NO_ERROR`: success; `ERROR_ACCESS_DENIED`: caller is not an administrator of the router;
   * `ERROR_INVALID_HANDLE`: bad handle, or the interface is administratively disabled;
   * `ERROR_NO_SUCH_INTERFACE`: the transport is not configured on this interface; `ERROR_NOT_ENOUGH_MEMORY`:
   * not enough resources; `ERROR_UNKNOWN_PROTOCOL_ID`: the transport id is not one the router has installed.
   * @see MprAdminInterfaceTransportGetInfo (mprapi.h)
   */
  MprAdminInterfaceTransportGetInfo(
    hMprServer: MPR_SERVER_HANDLE,
    hInterface: HANDLE,
    dwTransportId: DWORD,
    ppInterfaceInfo: Pointer<Uint8Array>,
    lpdwpInterfaceInfoSize: Pointer<DWORD>,
  ): Promise<DWORD>

  /**
   * Writes the information header of a transport on an interface (routes, filters, demand-dial filters,
   * protocol settings). Demand-dial trigger filters and static routes travel here as info blocks, see the
   * info-block table.
   *
   * @returns `NO_ERROR`: success; `ERROR_ACCESS_DENIED`: caller is not an administrator of the router;
   * `ERROR_INVALID_HANDLE`: the interface handle is not valid; `ERROR_INVALID_PARAMETER`: pInterfaceInfo is
   * NULL; `ERROR_NO_SUCH_INTERFACE`: the transport is not configured on this interface;
   * `ERROR_UNKNOWN_PROTOCOL_ID`: the transport id is not one the router has installed.
   * @see MprAdminInterfaceTransportSetInfo (mprapi.h)
   */
  MprAdminInterfaceTransportSetInfo(
    hMprServer: MPR_SERVER_HANDLE,
    hInterface: HANDLE,
    dwTransportId: DWORD,
    pInterfaceInfo: Uint8Array | null,
    dwInterfaceInfoSize: DWORD,
  ): Promise<DWORD>

  /**
   * Loads a router manager (transport) into the running router.
   *
   * @returns `NO_ERROR`: success; `ERROR_ACCESS_DENIED`: caller is not an administrator of the router;
   * `ERROR_INVALID_PARAMETER`: both info blocks are NULL; `ERROR_NOT_ENOUGH_MEMORY`: not enough resources;
   * `ERROR_PROTOCOL_ALREADY_INSTALLED`: that transport is loaded already; `ERROR_UNKNOWN_PROTOCOL_ID`: the
   * transport id is not one the router has installed.
   * @see MprAdminTransportCreate (mprapi.h)
   */
  MprAdminTransportCreate(
    hMprServer: MPR_SERVER_HANDLE,
    dwTransportId: DWORD,
    lpwsTransportName: LPCWSTR | null,
    pGlobalInfo: Uint8Array | null,
    dwGlobalInfoSize: DWORD,
    pClientInterfaceInfo: Uint8Array | null,
    dwClientInterfaceInfoSize: DWORD,
    lpwsDLLPath: LPCWSTR | null,
  ): Promise<DWORD>

  /**
   * Reads a transport's global info and/or default client-interface info.
   *
   * @returns `NO_ERROR`: success; `ERROR_ACCESS_DENIED`: caller is not an administrator of the router;
   * `ERROR_INVALID_PARAMETER`: both result pointers are NULL or invalid; `ERROR_NOT_ENOUGH_MEMORY`: not
   * enough resources; `ERROR_UNKNOWN_PROTOCOL_ID`: the transport id is not one the router has installed.
   * @see MprAdminTransportGetInfo (mprapi.h)
   */
  MprAdminTransportGetInfo(
    hMprServer: MPR_SERVER_HANDLE,
    dwTransportId: DWORD,
    ppGlobalInfo: Pointer<Uint8Array>,
    lpdwGlobalInfoSize: Pointer<DWORD>,
    ppClientInterfaceInfo: Pointer<Uint8Array>,
    lpdwClientInterfaceInfoSize: Pointer<DWORD>,
  ): Promise<DWORD>

  /**
   * Writes a transport's global info and/or default client-interface info.
   *
   * @returns `NO_ERROR`: success; `ERROR_ACCESS_DENIED`: caller is not an administrator of the router;
   * `ERROR_INVALID_PARAMETER`: both blocks are NULL; `ERROR_NOT_ENOUGH_MEMORY`: not enough resources;
   * `ERROR_UNKNOWN_PROTOCOL_ID`: the transport id is not one the router has installed.
   * @see MprAdminTransportSetInfo (mprapi.h)
   */
  MprAdminTransportSetInfo(
    hMprServer: MPR_SERVER_HANDLE,
    dwTransportId: DWORD,
    pGlobalInfo: Uint8Array | null,
    dwGlobalInfoSize: DWORD,
    pClientInterfaceInfo: Uint8Array | null,
    dwClientInterfaceInfoSize: DWORD,
  ): Promise<DWORD>
}
