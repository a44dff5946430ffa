/** One profile. */
import type { BSTR, LPCWSTR } from '../../com/data-type.ts'
import type { Pointer } from '../../com/holder.ts'
import type { IUnknown, SinkResult } from '../../com/unknown.ts'
import type { HRESULT } from '../../hresult.ts'

/**
 * One stored connection profile. From `IMbnConnectionProfileManager.GetConnectionProfile` or
 * GetConnectionProfiles.
 *
 * @see IMbnConnectionProfile (mbnapi.h)
 */
export interface IMbnConnectionProfile extends IUnknown {
  /**
   * Synchronous. Returns schema-conforming XML without the password.
   *
   * @returns `S_OK`; or another failure, which the page does not name.
   * @see IMbnConnectionProfile::GetProfileXmlData (mbnapi.h)
   */
  GetProfileXmlData(profileData: Pointer<BSTR>): Promise<HRESULT>

  /**
   * Synchronous. Success is followed by IMbnConnectionProfileEvents::OnProfileUpdate. To be called while the
   * profile's device is present. XML that does not conform to the schema: E_MBN_INVALID_PROFILE, as with
   * CreateConnectionProfile, where the page names no code. IgnorePassword = true keeps the stored password.
   *
   * @returns `S_OK`; `E_HANDLE`: profile is gone; `HRESULT_FROM_WIN32(ERROR_NOT_FOUND)`: profile is gone;
   *   `HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND)`: icon file not found;
   *   `HRESULT_FROM_WIN32(ERROR_SERVICE_NOT_ACTIVE)`: the service is not running.
   * @see IMbnConnectionProfile::UpdateProfile (mbnapi.h)
   */
  UpdateProfile(strProfile: LPCWSTR): Promise<HRESULT>

  /**
   * Asynchronous: completed by `IMbnConnectionProfileManagerEvents.OnConnectionProfileRemoval`, without a
   * request ID. Asynchronous without a request ID; the profile's icon copy is removed too.
   *
   * @returns `S_OK`: deletion started; `E_HANDLE`: profile is gone; `HRESULT_FROM_WIN32(ERROR_NOT_FOUND)`:
   *   profile is gone; `HRESULT_FROM_WIN32(ERROR_SERVICE_NOT_ACTIVE)`: the service is not running.
   * @see IMbnConnectionProfile::Delete (mbnapi.h)
   */
  Delete(): Promise<HRESULT>
}

/**
 * Profile content changes. Its connection point is on `IMbnConnectionProfileManager`.
 *
 * @see IMbnConnectionProfileEvents (mbnapi.h)
 */
export interface IMbnConnectionProfileEvents {
  /**
   * Raised when UpdateProfile (and, per this page, CreateConnectionProfile) finished.
   *
   * @see IMbnConnectionProfileEvents::OnProfileUpdate (mbnapi.h)
   */
  OnProfileUpdate(newProfile: IMbnConnectionProfile): SinkResult
}
