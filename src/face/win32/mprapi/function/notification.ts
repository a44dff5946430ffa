/** Being told that an interface has connected or disconnected. Errors by number; other numbers of this API are possible too. */
import type { DWORD } from '../../com/data-type.ts'
import type { EVENT_HANDLE } from '../../event/event-object.ts'
import type { MPR_SERVER_HANDLE } from './handle.ts'

export interface MprNotificationFunctions {
  /**
   * Registers an event that the Demand Dial Manager signals when any interface connects or disconnects. See
   * chapter 3 for the full semantics.
   *
   * @returns `NO_ERROR`: success; `ERROR_ACCESS_DENIED`: caller is not an administrator of the router;
   * `ERROR_DDM_NOT_RUNNING`: the Demand Dial Manager is not running; `ERROR_INVALID_PARAMETER`:
   * hEventNotification is NULL or not a valid handle.
   * @see MprAdminRegisterConnectionNotification (mprapi.h)
   */
  MprAdminRegisterConnectionNotification(
    hMprServer: MPR_SERVER_HANDLE,
    hEventNotification: EVENT_HANDLE | null,
  ): Promise<DWORD>

  /**
   * Withdraws a registered event; it is not signalled any more. What happens for an event that was never
   * registered is not documented.
   *
   * @returns `NO_ERROR`: success; `ERROR_ACCESS_DENIED`: caller is not an administrator of the router;
   * `ERROR_DDM_NOT_RUNNING`: the Demand Dial Manager is not running; `ERROR_INVALID_PARAMETER`:
   * hEventNotification is NULL or not a valid handle.
   * @see MprAdminDeregisterConnectionNotification (mprapi.h)
   */
  MprAdminDeregisterConnectionNotification(
    hMprServer: MPR_SERVER_HANDLE,
    hEventNotification: EVENT_HANDLE | null,
  ): Promise<DWORD>
}
