/** News of short messages. */
import type { SAFEARRAY, ULONG, VARIANT_BOOL } from '../../com/data-type.ts'
import type { IUnknown, SinkResult } from '../../com/unknown.ts'
import type { HRESULT } from '../../hresult.ts'
import type { MBN_SMS_FORMAT } from '../enumeration/sms.ts'
import type { IMbnSms } from './sms.ts'

/**
 * SMS completions and changes. Its connection point is on `IMbnInterfaceManager`.
 *
 * @see IMbnSmsEvents (mbnapi.h)
 */
export interface IMbnSmsEvents {
  /**
   * Raised when SMS configuration became known (SMS subsystem ready) or changed.
   *
   * @see IMbnSmsEvents::OnSmsConfigurationChange (mbnapi.h)
   */
  OnSmsConfigurationChange(sms: IMbnSms): SinkResult

  /**
   * Raised when SetSmsConfiguration finished, or the SMS subsystem finished starting.
   *
   * @param status `S_OK`; `E_MBN_SIM_NOT_INSERTED`: no SIM in the device; `E_MBN_BAD_SIM`: bad SIM in the
   *   device; `E_MBN_PIN_REQUIRED`: a PIN must be entered first; `HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED)`:
   *   SMS format not supported.
   * @see IMbnSmsEvents::OnSetSmsConfigurationComplete (mbnapi.h)
   */
  OnSetSmsConfigurationComplete(sms: IMbnSms, requestID: ULONG, status: HRESULT): SinkResult

  /**
   * Raised when SmsSendPdu, SmsSendCdma or SmsSendCdmaPdu finished.
   *
   * @param status `S_OK`; `E_MBN_SIM_NOT_INSERTED`: no SIM in the device; `E_MBN_BAD_SIM`: bad SIM in the
   *   device; `E_MBN_PIN_REQUIRED`: a PIN must be entered first; `HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED)`:
   *   operation or format not supported; `E_MBN_SMS_MEMORY_FAILURE`: SMS memory failure;
   *   `E_MBN_SMS_UNKNOWN_SMSC_ADDRESS`: service-centre address unknown or incomplete;
   *   `E_MBN_SERVICE_NOT_ACTIVATED`: cellular service not activated; `E_INVALIDARG`: device rejected the
   *   parameters; `E_MBN_SMS_NETWORK_TIMEOUT`: network timed out; `E_MBN_NOT_REGISTERED`: device not
   *   registered; `E_MBN_SMS_LANG_NOT_SUPPORTED`: CDMA language not supported;
   *   `E_MBN_SMS_ENCODING_NOT_SUPPORTED`: CDMA encoding not supported; `E_MBN_SMS_OPERATION_NOT_ALLOWED`: SIM
   *   forbids it; `E_MBN_SMS_MEMORY_FULL`: message memory full.
   * @see IMbnSmsEvents::OnSmsSendComplete (mbnapi.h)
   */
  OnSmsSendComplete(sms: IMbnSms, requestID: ULONG, status: HRESULT): SinkResult

  /**
   * Raised when SmsRead delivered messages. Called again, with the same request ID, while moreMsgs is true;
   * the last call has moreMsgs false.
   *
   * @param status `S_OK`; `E_MBN_SIM_NOT_INSERTED`: no SIM in the device; `E_MBN_BAD_SIM`: bad SIM in the
   *   device; `E_MBN_PIN_REQUIRED`: a PIN must be entered first; `HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED)`:
   *   operation or format not supported; `E_MBN_SMS_MEMORY_FAILURE`: SMS memory failure;
   *   `E_MBN_SMS_INVALID_MEMORY_INDEX`: no message at that index; `E_MBN_SMS_FILTER_NOT_SUPPORTED`: filter
   *   not supported.
   * @see IMbnSmsEvents::OnSmsReadComplete (mbnapi.h)
   */
  OnSmsReadComplete(
    sms: IMbnSms,
    smsFormat: MBN_SMS_FORMAT,
    readMsgs: SAFEARRAY<IUnknown>,
    moreMsgs: VARIANT_BOOL,
    requestID: ULONG,
    status: HRESULT,
  ): SinkResult

  /**
   * Raised when class 0 (flash) messages arrived.
   *
   * @see IMbnSmsEvents::OnSmsNewClass0Message (mbnapi.h)
   */
  OnSmsNewClass0Message(sms: IMbnSms, smsFormat: MBN_SMS_FORMAT, readMsgs: SAFEARRAY<IUnknown>): SinkResult

  /**
   * Raised when SmsDelete finished.
   *
   * @param status `S_OK`; `E_MBN_SIM_NOT_INSERTED`: no SIM in the device; `E_MBN_BAD_SIM`: bad SIM in the
   *   device; `E_MBN_PIN_REQUIRED`: a PIN must be entered first; `HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED)`:
   *   operation or format not supported; `E_MBN_SMS_MEMORY_FAILURE`: SMS memory failure;
   *   `E_MBN_SMS_INVALID_MEMORY_INDEX`: no message at that index; `E_MBN_SMS_FILTER_NOT_SUPPORTED`: filter
   *   not supported.
   * @see IMbnSmsEvents::OnSmsDeleteComplete (mbnapi.h)
   */
  OnSmsDeleteComplete(sms: IMbnSms, requestID: ULONG, status: HRESULT): SinkResult

  /**
   * Raised when state of the message store became known or changed.
   *
   * @see IMbnSmsEvents::OnSmsStatusChange (mbnapi.h)
   */
  OnSmsStatusChange(sms: IMbnSms): SinkResult
}
