/** Entries of the management information base. Errors by number; other numbers of this API are possible too. */
import type { DWORD, LPCWSTR } from '../../com/data-type.ts'
import type { Pointer } from '../../com/holder.ts'
import type { EVENT_HANDLE } from '../../event/event-object.ts'
import type { MIB_SERVER_HANDLE } from './handle.ts'

export interface MprMibFunctions {
  /**
   * Opens a MIB session.
   *
   * @returns `NO_ERROR`: success.
   * @see MprAdminMIBServerConnect (mprapi.h)
   */
  MprAdminMIBServerConnect(
    lpwsServerName: LPCWSTR | null,
    phMibServer: Pointer<MIB_SERVER_HANDLE>,
  ): Promise<DWORD>

  /**
   * Closes a MIB session.
   * @see MprAdminMIBServerDisconnect (mprapi.h)
   */
  MprAdminMIBServerDisconnect(hMibServer: MIB_SERVER_HANDLE): Promise<void>

  /**
   * Creates a MIB entry.
   *
   * @returns `NO_ERROR`: success.
   * @see MprAdminMIBEntryCreate (mprapi.h)
   */
  MprAdminMIBEntryCreate(
    hMibServer: MIB_SERVER_HANDLE,
    dwPid: DWORD,
    dwRoutingPid: DWORD,
    lpEntry: Uint8Array | null,
    dwEntrySize: DWORD,
  ): Promise<DWORD>

  /**
   * Deletes a MIB entry.
   *
   * @returns `NO_ERROR`: success.
   * @see MprAdminMIBEntryDelete (mprapi.h)
   */
  MprAdminMIBEntryDelete(
    hMibServer: MIB_SERVER_HANDLE,
    dwProtocolId: DWORD,
    dwRoutingPid: DWORD,
    lpEntry: Uint8Array | null,
    dwEntrySize: DWORD,
  ): Promise<DWORD>

  /**
   * Sets a MIB entry.
   *
   * @returns `NO_ERROR`: success.
   * @see MprAdminMIBEntrySet (mprapi.h)
   */
  MprAdminMIBEntrySet(
    hMibServer: MIB_SERVER_HANDLE,
    dwProtocolId: DWORD,
    dwRoutingPid: DWORD,
    lpEntry: Uint8Array | null,
    dwEntrySize: DWORD,
  ): Promise<DWORD>

  /**
   * Gets a MIB entry.
   *
   * @returns `NO_ERROR`: success.
   * @see MprAdminMIBEntryGet (mprapi.h)
   */
  MprAdminMIBEntryGet(
    hMibServer: MIB_SERVER_HANDLE,
    dwProtocolId: DWORD,
    dwRoutingPid: DWORD,
    lpInEntry: Uint8Array | null,
    dwInEntrySize: DWORD,
    lplpOutEntry: Pointer<Uint8Array>,
    lpOutEntrySize: Pointer<DWORD>,
  ): Promise<DWORD>

  /**
   * First MIB entry.
   *
   * @returns `NO_ERROR`: success.
   * @see MprAdminMIBEntryGetFirst (mprapi.h)
   */
  MprAdminMIBEntryGetFirst(
    hMibServer: MIB_SERVER_HANDLE,
    dwProtocolId: DWORD,
    dwRoutingPid: DWORD,
    lpInEntry: Uint8Array | null,
    dwInEntrySize: DWORD,
    lplpOutEntry: Pointer<Uint8Array>,
    lpOutEntrySize: Pointer<DWORD>,
  ): Promise<DWORD>

  /**
   * Next MIB entry.
   *
   * @returns `NO_ERROR`: success.
   * @see MprAdminMIBEntryGetNext (mprapi.h)
   */
  MprAdminMIBEntryGetNext(
    hMibServer: MIB_SERVER_HANDLE,
    dwProtocolId: DWORD,
    dwRoutingPid: DWORD,
    lpInEntry: Uint8Array | null,
    dwInEntrySize: DWORD,
    lplpOutEntry: Pointer<Uint8Array>,
    lpOutEntrySize: Pointer<DWORD>,
  ): Promise<DWORD>

  /**
   * Asks the router manager which trap information it offers.
   *
   * @returns `NO_ERROR`: success.
   * @see MprAdminMIBGetTrapInfo (mprapi.h)
   */
  MprAdminMIBGetTrapInfo(
    hMibServer: MIB_SERVER_HANDLE,
    dwProtocolId: DWORD,
    dwRoutingPid: DWORD,
    lpInData: Uint8Array | null,
    dwInDataSize: DWORD,
    lplpOutData: Pointer<Uint8Array>,
    lpOutDataSize: Pointer<DWORD>,
  ): Promise<DWORD>

  /**
   * Registers an event that is signalled when a trap is due (the event must be local to the router machine).
   *
   * @returns `NO_ERROR`: success; `ERROR_ACCESS_DENIED`: caller is not an administrator of the router;
   * `ERROR_UNKNOWN_PROTOCOL_ID`: the transport id is not one the router has installed;
   * `ERROR_NOT_ENOUGH_MEMORY`: not enough resources.
   * @see MprAdminMIBSetTrapInfo (mprapi.h)
   */
  MprAdminMIBSetTrapInfo(
    dwProtocolId: DWORD,
    dwRoutingPid: DWORD,
    hEvent: EVENT_HANDLE | null,
    lpInData: Uint8Array | null,
    dwInDataSize: DWORD,
    lplpOutData: Pointer<Uint8Array>,
    lpOutDataSize: Pointer<DWORD>,
  ): Promise<DWORD>

  /**
   * Frees a MIB buffer.
   *
   * @returns `NO_ERROR`: success.
   * @see MprAdminMIBBufferFree (mprapi.h)
   */
  MprAdminMIBBufferFree(pBuffer: unknown): Promise<DWORD>
}
