/** Interfaces: making, listing, changing, connecting. Errors by number; other numbers of this API are possible too. */
import type { BOOL, DWORD, HANDLE, LPCWSTR } from '../../com/data-type.ts'
import type { Pointer } from '../../com/holder.ts'
import type { EVENT_HANDLE } from '../../event/event-object.ts'
import type { At, InterfaceLevels } from '../structure/level.ts'
import type { MPR_SERVER_HANDLE } from './handle.ts'

export interface MprInterfaceFunctions {
  /**
   * Creates an interface in the running router; level 0..3 = MPR_INTERFACE_0..3. Only for demand-dial
   * interfaces, not for LAN interfaces. Changes the running router only. To survive a restart also call
   * MprConfigInterfaceCreate with level 0 or 1. Levels 0/1: only name, fEnabled and type are honoured. Level
   * 0 with FULL_ROUTER needs an already existing phone-book entry of the same name. Levels 2/3: type should
   * be FULL_ROUTER; a phone-book entry of the interface name is written; szAlternates must be 0 over RPC.
   * Levels 2/3 with none of RequireMsCHAP2 / RequireCHAP / RequireEAP: encryption becomes MPR_ET_Require and
   * RequireEncryptedPw, RequireDataEncryption, RequireCHAP, RequireMsCHAP2 are switched on. TUNNEL1 and
   * DIALOUT types are refused; DEDICATED / INTERNAL / LOOPBACK with fEnabled FALSE are refused; CLIENT /
   * HOME_ROUTER / FULL_ROUTER are refused on a LAN-only router.
   *
   * @returns `NO_ERROR`: success; `ERROR_ACCESS_DENIED`: caller is not an administrator of the router;
   * `ERROR_DDM_NOT_RUNNING`: the interface type needs the Demand Dial Manager and the service is LAN-only;
   * `ERROR_INTERFACE_ALREADY_EXISTS`: name already registered; `ERROR_NOT_ENOUGH_MEMORY`: not enough
   * resources; `ERROR_NOT_SUPPORTED`: level is not 0..3.
   * @see MprAdminInterfaceCreate (mprapi.h)
   */
  MprAdminInterfaceCreate<Level extends DWORD>(
    hMprServer: MPR_SERVER_HANDLE,
    dwLevel: Level,
    lpbBuffer: At<InterfaceLevels, Level> | null,
    phInterface: Pointer<HANDLE>,
  ): Promise<DWORD>

  /**
   * Deletes a demand-dial interface from the running router. Running router only; also call
   * MprConfigInterfaceDelete for persistence. For FULL_ROUTER the phone-book entry is removed too.
   *
   * @returns `NO_ERROR`: success; `ERROR_ACCESS_DENIED`: caller is not an administrator of the router;
   * `ERROR_INTERFACE_CONNECTED`: a demand-dial interface that is connected cannot be deleted;
   * `ERROR_INVALID_HANDLE`: the interface handle is not valid.
   * @see MprAdminInterfaceDelete (mprapi.h)
   */
  MprAdminInterfaceDelete(hMprServer: MPR_SERVER_HANDLE, hInterface: HANDLE): Promise<DWORD>

  /**
   * Lists every interface as MPR_INTERFACE_0. dwLevel must be 0. dwPrefMaxLen in bytes; -1 (0xFFFFFFFF) asks
   * for everything. Resume handle: pass 0 first, pass it back unchanged afterwards; zero/NULL on return
   * means the listing is complete; meaningless after any other error. lpdwTotalEntries = entries available
   * from the current resume position.
   *
   * @returns `NO_ERROR`: success; `ERROR_ACCESS_DENIED`: caller is not an administrator of the router;
   * `ERROR_MORE_DATA`: more entries remain; call again with the resume handle; `ERROR_NOT_ENOUGH_MEMORY`:
   * not enough resources; `ERROR_NOT_SUPPORTED`: dwLevel is not 0.
   * @see MprAdminInterfaceEnum (mprapi.h)
   */
  MprAdminInterfaceEnum<Level extends DWORD>(
    hMprServer: MPR_SERVER_HANDLE,
    dwLevel: Level,
    lplpbBuffer: Pointer<readonly At<InterfaceLevels, Level>[]>,
    dwPrefMaxLen: DWORD,
    lpdwEntriesRead: Pointer<DWORD>,
    lpdwTotalEntries: Pointer<DWORD>,
    lpdwResumeHandle: Pointer<DWORD>,
  ): Promise<DWORD>

  /**
   * Interface name to handle. fIncludeClientInterfaces FALSE: interfaces of type CLIENT are skipped. TRUE:
   * the first CLIENT interface of that name may be returned (several can share a name).
   *
   * @returns `NO_ERROR`: success; `ERROR_ACCESS_DENIED`: caller is not an administrator of the router;
   * `ERROR_NO_SUCH_INTERFACE`: no interface of that name; `RPC_S_INVALID_BINDING`: hMprServer is NULL;
   * `RPC_X_NULL_REF_POINTER`: name is NULL.
   * @see MprAdminInterfaceGetHandle (mprapi.h)
   */
  MprAdminInterfaceGetHandle(
    hMprServer: MPR_SERVER_HANDLE,
    lpwsInterfaceName: LPCWSTR | null,
    phInterface: Pointer<HANDLE>,
    fIncludeClientInterfaces: BOOL,
  ): Promise<DWORD>

  /**
   * Reads one interface at level 0..3. This is how the result of an asynchronous connect is read:
   * dwConnectionState and dwLastError. dwfOptions is normalised on read: without RequirePAP and RequireEAP,
   * RequireEncryptedPw is set; without RequireCHAP, RequirePAP and RequireEAP, RequireMsEncryptedPw is set;
   * unless encryption is None or Optional, RequireDataEncryption is set.
   *
   * @returns `NO_ERROR`: success; `ERROR_ACCESS_DENIED`: caller is not an administrator of the router;
   * `ERROR_INVALID_LEVEL`: level 2/3 asked of an interface that is not FULL_ROUTER; `ERROR_INVALID_HANDLE`:
   * the interface handle is not valid; `ERROR_INVALID_PARAMETER`: lplpbBuffer is NULL;
   * `ERROR_NOT_ENOUGH_MEMORY`: not enough resources; `ERROR_NOT_SUPPORTED`: level is not 0..3.
   * @see MprAdminInterfaceGetInfo (mprapi.h)
   */
  MprAdminInterfaceGetInfo<Level extends DWORD>(
    hMprServer: MPR_SERVER_HANDLE,
    hInterface: HANDLE,
    dwLevel: Level,
    lplpbBuffer: Pointer<At<InterfaceLevels, Level>>,
  ): Promise<DWORD>

  /**
   * Writes one interface at level 0..3. Level 0 changes only fEnabled; level 1 also the dial-out hours;
   * levels 2/3 (FULL_ROUTER only) the phone-book settings; other fields must be as read. Name, handle,
   * state, unreachability reasons, last error, sub-entry count, entry type, GUID are read-only. DEDICATED
   * and INTERNAL interfaces cannot be disabled. Levels 2/3 without RequirePAP / RequireCHAP / RequireMsCHAP2
   * / RequireEAP: RequireMsCHAP2, RequireCHAP and RequirePAP are switched on. Running router only;
   * persistence needs MprConfigInterfaceSetInfo at level 0/1.
   *
   * @returns `NO_ERROR`: success; `ERROR_ACCESS_DENIED`: caller is not an administrator of the router;
   * `ERROR_INVALID_HANDLE`: the interface handle is not valid; `ERROR_INVALID_PARAMETER`: lpbBuffer is NULL
   * or inconsistent; `ERROR_NOT_ENOUGH_MEMORY`: not enough resources; `ERROR_NOT_SUPPORTED`: level is not
   * 0..3.
   * @see MprAdminInterfaceSetInfo (mprapi.h)
   */
  MprAdminInterfaceSetInfo<Level extends DWORD>(
    hMprServer: MPR_SERVER_HANDLE,
    hInterface: HANDLE,
    dwLevel: Level,
    lpbBuffer: At<InterfaceLevels, Level> | null,
  ): Promise<DWORD>

  /**
   * Starts (or performs) the outgoing connection of a demand-dial interface. hEvent given: returns at once;
   * the event is signalled when the attempt ends, success or not; fSynchronous is ignored; read the outcome
   * with MprAdminInterfaceGetInfo. hEvent NULL, fSynchronous TRUE: blocks until the attempt has ended and
   * returns its result. hEvent NULL, fSynchronous FALSE: returns at once, PENDING when the start worked.
   * hEvent must be NULL for a remote router. The RPC form connects only 'if not already connected'; which
   * code a connect on an already connected interface yields is not documented (ERROR_ALREADY_CONNECTED 901
   * exists; NO_ERROR is the other reading).
   *
   * @returns `NO_ERROR`: connected (blocking call finished); `PENDING`: attempt started, still running;
   * `ERROR_ACCESS_DENIED`: caller is not an administrator of the router; `ERROR_ALREADY_CONNECTING`: an
   * attempt on this interface is already running; `ERROR_DDM_NOT_RUNNING`: the Demand Dial Manager is not
   * running (typically: service in LAN-only mode); `ERROR_INTERFACE_DISABLED`: interface is administratively
   * disabled; `ERROR_INTERFACE_HAS_NO_DEVICES`: no routing-enabled port/device can serve this interface;
   * `ERROR_INVALID_HANDLE`: the interface handle is not valid; `ERROR_SERVICE_IS_PAUSED`: Demand Dial
   * service is paused.
   * @see MprAdminInterfaceConnect (mprapi.h)
   */
  MprAdminInterfaceConnect(
    hMprServer: MPR_SERVER_HANDLE,
    hInterface: HANDLE,
    hEvent: EVENT_HANDLE | null,
    fSynchronous: BOOL,
  ): Promise<DWORD>

  /**
   * Drops the connection of a WAN interface. A connection ended this way is reported elsewhere as
   * ERROR_INTERFACE_DISCONNECTED (929), 'by the administrator'.
   *
   * @returns `NO_ERROR`: success; `ERROR_ACCESS_DENIED`: caller is not an administrator of the router;
   * `ERROR_DDM_NOT_RUNNING`: the Demand Dial Manager is not running (typically: service in LAN-only mode);
   * `ERROR_INVALID_HANDLE`: the interface handle is not valid; `ERROR_INTERFACE_NOT_CONNECTED`: there is
   * nothing to disconnect.
   * @see MprAdminInterfaceDisconnect (mprapi.h)
   */
  MprAdminInterfaceDisconnect(hMprServer: MPR_SERVER_HANDLE, hInterface: HANDLE): Promise<DWORD>

  /**
   * Asks the routing protocol on a connected interface for an update and turns the result into (auto)static
   * routes. hEvent NULL = synchronous. With an event: PENDING, then MprAdminInterfaceQueryUpdateResult.
   * hEvent must be NULL for a remote router. Only IP and IPX are accepted over RPC.
   *
   * @returns `NO_ERROR`: success; `PENDING`: started; completion is signalled on hEvent;
   * `ERROR_ACCESS_DENIED`: caller is not an administrator of the router; `ERROR_INTERFACE_NOT_CONNECTED`:
   * the interface must be connected; `ERROR_INVALID_HANDLE`: the interface handle is not valid;
   * `ERROR_NO_SUCH_INTERFACE`: the transport is not configured on this interface;
   * `ERROR_UNKNOWN_PROTOCOL_ID`: the transport id is not one the router has installed;
   * `ERROR_UPDATE_IN_PROGRESS`: an update on this interface is already running.
   * @see MprAdminInterfaceUpdateRoutes (mprapi.h)
   */
  MprAdminInterfaceUpdateRoutes(
    hMprServer: MPR_SERVER_HANDLE,
    hInterface: HANDLE,
    dwProtocolId: DWORD,
    hEvent: EVENT_HANDLE | null,
  ): Promise<DWORD>

  /**
   * Result of the last asynchronous route update. May be read once per update.
   *
   * @returns `NO_ERROR`: success; `ERROR_ACCESS_DENIED`: caller is not an administrator of the router;
   * `ERROR_INTERFACE_NOT_CONNECTED`: interface dropped, result no longer available; `ERROR_INVALID_HANDLE`:
   * the interface handle is not valid; `ERROR_INVALID_PARAMETER`: lpdwUpdateResult is NULL;
   * `ERROR_NO_SUCH_INTERFACE`: the transport is not configured on this interface;
   * `ERROR_UNKNOWN_PROTOCOL_ID`: the transport id is not one the router has installed.
   * @see MprAdminInterfaceQueryUpdateResult (mprapi.h)
   */
  MprAdminInterfaceQueryUpdateResult(
    hMprServer: MPR_SERVER_HANDLE,
    hInterface: HANDLE,
    dwProtocolId: DWORD,
    lpdwUpdateResult: Pointer<DWORD>,
  ): Promise<DWORD>

  /**
   * Makes the Demand Dial Manager re-read the phone-book entry of an interface. Call after every change to
   * the phone-book entry of a HOME_ROUTER / FULL_ROUTER interface.
   *
   * @returns `NO_ERROR`: success; `ERROR_ACCESS_DENIED`: caller is not an administrator of the router;
   * `ERROR_CANNOT_LOAD_PHONEBOOK`: phone book cannot be loaded; `ERROR_CANNOT_OPEN_PHONEBOOK`: phone book
   * cannot be opened; `ERROR_DDM_NOT_RUNNING`: the Demand Dial Manager is not running (typically: service in
   * LAN-only mode); `ERROR_INTERFACE_HAS_NO_DEVICES`: entry leaves the interface without a usable device;
   * `ERROR_INVALID_HANDLE`: the interface handle is not valid; `ERROR_NOT_ENOUGH_MEMORY`: not enough
   * resources.
   * @see MprAdminInterfaceUpdatePhonebookInfo (mprapi.h)
   */
  MprAdminInterfaceUpdatePhonebookInfo(hMprServer: MPR_SERVER_HANDLE, hInterface: HANDLE): Promise<DWORD>
}
