/** Who the subscriber of a device is. */
import type { BSTR, SAFEARRAY } from '../../com/data-type.ts'
import type { Pointer } from '../../com/holder.ts'
import type { IUnknown } from '../../com/unknown.ts'
import type { HRESULT } from '../../hresult.ts'

/**
 * Subscriber identity of a device. From `IMbnInterface.GetSubscriberInformation`.
 *
 * @see IMbnSubscriberInformation (mbnapi.h)
 */
export interface IMbnSubscriberInformation extends IUnknown {
  /**
   * Property. GSM: IMSI, up to 15 digits. CDMA: MIN or IRM, 10 digits. Normally known only in INITIALIZED;
   * sometimes also in DEVICE_LOCKED, BAD_SIM and FAILURE. Empty string when unknown.
   *
   * @returns `S_OK`; the page lists no other code.
   * @see IMbnSubscriberInformation::get_SubscriberID (mbnapi.h)
   */
  get_SubscriberID(SubscriberID: Pointer<BSTR>): Promise<HRESULT>

  /**
   * Property. 15 to 20 characters. Empty string when unknown; same states as SubscriberID.
   *
   * @returns `S_OK`; the page lists no other code.
   * @see IMbnSubscriberInformation::get_SimIccID (mbnapi.h)
   */
  get_SimIccID(SimIccID: Pointer<BSTR>): Promise<HRESULT>

  /**
   * Property. MSISDNs (GSM) or MDNs (CDMA). Not filled before INITIALIZED.
   *
   * @returns `S_OK`; the page lists no other code.
   * @see IMbnSubscriberInformation::get_TelephoneNumbers (mbnapi.h)
   */
  get_TelephoneNumbers(TelephoneNumbers: Pointer<SAFEARRAY<BSTR>>): Promise<HRESULT>
}
