/** Profiles: the manager that keeps them, and news of their coming and going. */
import type { LPCWSTR, SAFEARRAY } from '../../com/data-type.ts'
import type { Pointer } from '../../com/holder.ts'
import type { IUnknown, SinkResult } from '../../com/unknown.ts'
import type { HRESULT } from '../../hresult.ts'
import type { IMbnConnectionProfile } from './connection-profile.ts'
import type { IMbnInterface } from './interface.ts'

/**
 * Entry point for stored connection profiles. From `CoCreateInstance(CLSID_MbnConnectionProfileManager, …)`.
 *
 * @see IMbnConnectionProfileManager (mbnapi.h)
 */
export interface IMbnConnectionProfileManager extends IUnknown {
  /**
   * Synchronous. mbnInterface null: all profiles in the system. Otherwise: profiles whose SubscriberID equals
   * the one the device reports now. The output is null unless the result is S_OK.
   *
   * @returns `S_OK`; `E_HANDLE`: object is stale, normally its device was removed;
   *   `HRESULT_FROM_WIN32(ERROR_NOT_READY)`: device is not in MBN_READY_STATE_INITIALIZED, so its subscriber
   *   ID is unknown; `HRESULT_FROM_WIN32(ERROR_SERVICE_NOT_ACTIVE)`: the service is not running.
   * @see IMbnConnectionProfileManager::GetConnectionProfiles (mbnapi.h)
   */
  GetConnectionProfiles(
    mbnInterface: IMbnInterface | null,
    connectionProfiles: Pointer<SAFEARRAY<IMbnConnectionProfile>>,
  ): Promise<HRESULT>

  /**
   * Synchronous. mbnInterface null: search the profiles of all devices. After CreateConnectionProfile wait
   * for OnConnectionProfileArrival, otherwise this may return ERROR_NOT_FOUND for the new name.
   *
   * @returns `S_OK`; `E_HANDLE`: object is stale, normally its device was removed;
   *   `HRESULT_FROM_WIN32(ERROR_NOT_FOUND)`: no profile of that name; `HRESULT_FROM_WIN32(ERROR_NOT_READY)`:
   *   device is not in MBN_READY_STATE_INITIALIZED.
   * @see IMbnConnectionProfileManager::GetConnectionProfile (mbnapi.h)
   */
  GetConnectionProfile(
    mbnInterface: IMbnInterface | null,
    profileName: LPCWSTR,
    connectionProfile: Pointer<IMbnConnectionProfile>,
  ): Promise<HRESULT>

  /**
   * Synchronous. Success is followed by OnConnectionProfileArrival and, as the page of OnProfileUpdate says,
   * by that event too. The icon file (BMP, 32x32) is copied into the service's store; the stored profile
   * names the copy. Deleting the profile deletes the copy.
   *
   * @returns `S_OK`; `HRESULT_FROM_WIN32(ERROR_ALREADY_EXISTS)`: a profile of that name exists;
   *   `E_MBN_INVALID_PROFILE`: XML does not conform to the schema;
   *   `HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND)`: icon file missing or unreadable;
   *   `E_MBN_DEFAULT_PROFILE_EXIST`: XML asks to be the default, but the device already has a default
   *   profile.
   * @see IMbnConnectionProfileManager::CreateConnectionProfile (mbnapi.h)
   */
  CreateConnectionProfile(xmlProfile: LPCWSTR): Promise<HRESULT>
}

/**
 * Announces profiles being added and removed. Its connection point is on `IMbnConnectionProfileManager`.
 *
 * @see IMbnConnectionProfileManagerEvents (mbnapi.h)
 */
export interface IMbnConnectionProfileManagerEvents {
  /**
   * Raised when a profile was added.
   *
   * @see IMbnConnectionProfileManagerEvents::OnConnectionProfileArrival (mbnapi.h)
   */
  OnConnectionProfileArrival(newConnectionProfile: IMbnConnectionProfile): SinkResult

  /**
   * Raised when a profile was removed (also the completion of Delete).
   *
   * @see IMbnConnectionProfileManagerEvents::OnConnectionProfileRemoval (mbnapi.h)
   */
  OnConnectionProfileRemoval(oldConnectionProfile: IMbnConnectionProfile): SinkResult
}
