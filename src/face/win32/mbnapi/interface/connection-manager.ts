/** Connections: the manager that gives them out, and news of their coming and going. */
import type { LPCWSTR, SAFEARRAY } from '../../com/data-type.ts'
import type { Pointer } from '../../com/holder.ts'
import type { IUnknown, SinkResult } from '../../com/unknown.ts'
import type { HRESULT } from '../../hresult.ts'
import type { IMbnConnection } from './connection.ts'

/**
 * Entry point for connections: hands out IMbnConnection objects and carries the connection points for
 * connection events. From `CoCreateInstance(CLSID_MbnConnectionManager, …)`.
 *
 * @see IMbnConnectionManager (mbnapi.h)
 */
export interface IMbnConnectionManager extends IUnknown {
  /**
   * Synchronous. The output is null unless the result is S_OK. An id that no connection has, or a
   * deregistered device's: HRESULT_FROM_WIN32(ERROR_NOT_FOUND), where the page names no code.
   *
   * @returns `S_OK`; `E_POINTER`: mbnConnection is null; `E_OUTOFMEMORY`: memory could not be allocated.
   * @see IMbnConnectionManager::GetConnection (mbnapi.h)
   */
  GetConnection(connectionID: LPCWSTR, mbnConnection: Pointer<IMbnConnection>): Promise<HRESULT>

  /**
   * Synchronous. The output is null unless the result is S_OK.
   *
   * @returns `S_OK`; `E_POINTER`: mbnConnections is null; `E_OUTOFMEMORY`: memory could not be allocated.
   * @see IMbnConnectionManager::GetConnections (mbnapi.h)
   */
  GetConnections(mbnConnections: Pointer<SAFEARRAY<IMbnConnection>>): Promise<HRESULT>
}

/**
 * Announces connection objects coming and going. Its connection point is on `IMbnConnectionManager`.
 *
 * @see IMbnConnectionManagerEvents (mbnapi.h)
 */
export interface IMbnConnectionManagerEvents {
  /**
   * Raised when a connection object became available.
   *
   * @see IMbnConnectionManagerEvents::OnConnectionArrival (mbnapi.h)
   */
  OnConnectionArrival(newConnection: IMbnConnection): SinkResult

  /**
   * Raised when a connection object went away, in particular when its device deregistered.
   *
   * @see IMbnConnectionManagerEvents::OnConnectionRemoval (mbnapi.h)
   */
  OnConnectionRemoval(oldConnection: IMbnConnection): SinkResult
}
