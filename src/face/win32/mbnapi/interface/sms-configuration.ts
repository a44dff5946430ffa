/** Settings for short messages. */
import type { BSTR, LPCWSTR, ULONG } from '../../com/data-type.ts'
import type { Pointer } from '../../com/holder.ts'
import type { IUnknown } from '../../com/unknown.ts'
import type { HRESULT } from '../../hresult.ts'
import type { MBN_SMS_FORMAT } from '../enumeration/sms.ts'

/**
 * SMS settings of a device. From `IMbnSms.GetSmsConfiguration`. Changes take effect only when passed to
 * IMbnSms::SetSmsConfiguration.
 *
 * @see IMbnSmsConfiguration (mbnapi.h)
 */
export interface IMbnSmsConfiguration extends IUnknown {
  /**
   * Property. The number of the service centre.
   *
   * @returns `S_OK`; the page lists no other code.
   * @see IMbnSmsConfiguration::get_ServiceCenterAddress (mbnapi.h)
   */
  get_ServiceCenterAddress(scAddress: Pointer<BSTR>): Promise<HRESULT>

  /**
   * Property. The number of the service centre. Two accepted forms: plus sign, country code and number; or
   * the bare number.
   *
   * @returns `S_OK`; the page lists no other code.
   * @see IMbnSmsConfiguration::put_ServiceCenterAddress (mbnapi.h)
   */
  put_ServiceCenterAddress(scAddress: LPCWSTR): Promise<HRESULT>

  /**
   * Property. Capacity of the message store; filter indexes run from 1 to this.
   *
   * @returns `S_OK`; the page lists no other code.
   * @see IMbnSmsConfiguration::get_MaxMessageIndex (mbnapi.h)
   */
  get_MaxMessageIndex(index: Pointer<ULONG>): Promise<HRESULT>

  /**
   * Property. MBN_CDMA_SHORT_MSG_SIZE_UNKNOWN (0) means the device has no SMS.
   *
   * @returns `S_OK`; the page lists no other code.
   * @see IMbnSmsConfiguration::get_CdmaShortMsgSize (mbnapi.h)
   */
  get_CdmaShortMsgSize(shortMsgSize: Pointer<ULONG>): Promise<HRESULT>

  /**
   * Property. Format in which the device should report new messages.
   *
   * @returns `S_OK`; the page lists no other code.
   * @see IMbnSmsConfiguration::get_SmsFormat (mbnapi.h)
   */
  get_SmsFormat(smsFormat: Pointer<MBN_SMS_FORMAT>): Promise<HRESULT>

  /**
   * Property. Format in which the device should report new messages.
   *
   * @returns `S_OK`; the page lists no other code.
   * @see IMbnSmsConfiguration::put_SmsFormat (mbnapi.h)
   */
  put_SmsFormat(smsFormat: MBN_SMS_FORMAT): Promise<HRESULT>
}
