/** Short messages of a device. */
import type { BYTE, LPCWSTR, ULONG } from '../../com/data-type.ts'
import type { Pointer } from '../../com/holder.ts'
import type { IUnknown } from '../../com/unknown.ts'
import type { HRESULT } from '../../hresult.ts'
import type { MBN_SMS_CDMA_ENCODING, MBN_SMS_CDMA_LANG, MBN_SMS_FORMAT } from '../enumeration/sms.ts'
import type { MBN_SMS_FILTER, MBN_SMS_STATUS_INFO } from '../structure.ts'
import type { IMbnSmsConfiguration } from './sms-configuration.ts'

/**
 * Sends, reads and deletes messages and holds the SMS configuration. From `QueryInterface` of
 * `IMbnInterface`.
 *
 * @see IMbnSms (mbnapi.h)
 */
export interface IMbnSms extends IUnknown {
  /**
   * Synchronous; after E_PENDING, `IMbnSmsEvents.OnSmsConfigurationChange` tells that the value is known. The
   * network or device may change the configuration without a request; OnSmsConfigurationChange follows.
   *
   * @returns `S_OK`; `E_PENDING`: SMS configuration not known yet, the service is asking the device;
   *   `E_MBN_PIN_REQUIRED`: a PIN must be entered first; `E_MBN_SIM_NOT_INSERTED`: no SIM in the device;
   *   `E_MBN_BAD_SIM`: bad SIM in the device; `HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED)`: the device has no
   *   SMS.
   * @see IMbnSms::GetSmsConfiguration (mbnapi.h)
   */
  GetSmsConfiguration(smsConfiguration: Pointer<IMbnSmsConfiguration>): Promise<HRESULT>

  /**
   * Asynchronous: completed by `IMbnSmsEvents.OnSetSmsConfigurationComplete`. Procedure: get the
   * configuration object, change its properties, pass the same object back.
   *
   * @returns `S_OK`: accepted; `HRESULT_FROM_WIN32(ERROR_SERVICE_NOT_ACTIVE)`: the service is not running;
   *   `E_HANDLE`: object is stale, normally its device was removed; `HRESULT_FROM_WIN32(ERROR_NOT_FOUND)`:
   *   the same.
   * @see IMbnSms::SetSmsConfiguration (mbnapi.h)
   */
  SetSmsConfiguration(smsConfiguration: IMbnSmsConfiguration, requestID: Pointer<ULONG>): Promise<HRESULT>

  /**
   * Asynchronous: completed by `IMbnSmsEvents.OnSmsSendComplete`. pduData is hexadecimal text (3GPP TS 27.005
   * / 23.040) starting with the service-centre address; size is the PDU length in bytes before hex coding,
   * without the service-centre part. Only for GSM devices with MBN_SMS_CAPS_PDU_SEND.
   *
   * @returns `S_OK`: accepted; `E_INVALIDARG`: pduData or size not valid;
   *   `HRESULT_FROM_WIN32(ERROR_SERVICE_NOT_ACTIVE)`: the service is not running; `E_HANDLE`: object is
   *   stale, normally its device was removed; `HRESULT_FROM_WIN32(ERROR_NOT_FOUND)`: the same;
   *   `HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED)`: format not supported, for example a CDMA device.
   * @see IMbnSms::SmsSendPdu (mbnapi.h)
   */
  SmsSendPdu(pduData: LPCWSTR, size: BYTE, requestID: Pointer<ULONG>): Promise<HRESULT>

  /**
   * Asynchronous: completed by `IMbnSmsEvents.OnSmsSendComplete`. Address: at most 15 digits. message: at
   * most CdmaShortMsgSize bytes, never more than MBN_CDMA_SHORT_MSG_SIZE_MAX (160).
   *
   * @returns `S_OK`: accepted; `HRESULT_FROM_WIN32(ERROR_SERVICE_NOT_ACTIVE)`: the service is not running;
   *   `E_HANDLE`: object is stale, normally its device was removed; `HRESULT_FROM_WIN32(ERROR_NOT_FOUND)`:
   *   the same; `HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED)`: format not supported, for example a GSM device.
   * @see IMbnSms::SmsSendCdma (mbnapi.h)
   */
  SmsSendCdma(
    address: LPCWSTR,
    encoding: MBN_SMS_CDMA_ENCODING,
    language: MBN_SMS_CDMA_LANG,
    sizeInCharacters: ULONG,
    message: Uint8Array,
    requestID: Pointer<ULONG>,
  ): Promise<HRESULT>

  /**
   * Asynchronous: completed by `IMbnSmsEvents.OnSmsSendComplete`. 3GPP2 C.S0015-A section 3.4.2.1 binary
   * message, WMT teleservice only.
   *
   * @returns `S_OK`: accepted; `HRESULT_FROM_WIN32(ERROR_SERVICE_NOT_ACTIVE)`: the service is not running;
   *   `E_HANDLE`: object is stale, normally its device was removed; `HRESULT_FROM_WIN32(ERROR_NOT_FOUND)`:
   *   the same; `E_INVALIDARG`: message not valid; `HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED)`: format not
   *   supported, for example a GSM device.
   * @see IMbnSms::SmsSendCdmaPdu (mbnapi.h)
   */
  SmsSendCdmaPdu(message: Uint8Array, requestID: Pointer<ULONG>): Promise<HRESULT>

  /**
   * Asynchronous: completed by `IMbnSmsEvents.OnSmsReadComplete`. GSM: format must be PDU. CDMA: PDU =
   * binary, TEXT = text. All devices support the INDEX and NEW filters; others are optional, and fail in the
   * completion where they are not supported. Several completions may carry one request ID (see
   * OnSmsReadComplete).
   *
   * @returns `S_OK`: accepted; `HRESULT_FROM_WIN32(ERROR_SERVICE_NOT_ACTIVE)`: the service is not running;
   *   `E_HANDLE`: object is stale, normally its device was removed; `HRESULT_FROM_WIN32(ERROR_NOT_FOUND)`:
   *   the same; `E_INVALIDARG`: smsFormat or smsFilter not valid.
   * @see IMbnSms::SmsRead (mbnapi.h)
   */
  SmsRead(smsFilter: MBN_SMS_FILTER, smsFormat: MBN_SMS_FORMAT, requestID: Pointer<ULONG>): Promise<HRESULT>

  /**
   * Asynchronous: completed by `IMbnSmsEvents.OnSmsDeleteComplete`.
   *
   * @returns `S_OK`: accepted; `HRESULT_FROM_WIN32(ERROR_SERVICE_NOT_ACTIVE)`: the service is not running;
   *   `E_HANDLE`: object is stale, normally its device was removed; `HRESULT_FROM_WIN32(ERROR_NOT_FOUND)`:
   *   the same.
   * @see IMbnSms::SmsDelete (mbnapi.h)
   */
  SmsDelete(smsFilter: MBN_SMS_FILTER, requestID: Pointer<ULONG>): Promise<HRESULT>

  /**
   * Synchronous; after E_PENDING, `IMbnSmsEvents.OnSmsStatusChange` tells that the value is known. Reading or
   * deleting messages may reset the flag; that reset raises no event. A new message does raise
   * OnSmsStatusChange.
   *
   * @returns `S_OK`; `E_PENDING`: SMS status not known yet, the service is asking the device;
   *   `E_MBN_PIN_REQUIRED`: a PIN must be entered first; `E_MBN_SIM_NOT_INSERTED`: no SIM in the device;
   *   `E_MBN_BAD_SIM`: bad SIM in the device.
   * @see IMbnSms::GetSmsStatus (mbnapi.h)
   */
  GetSmsStatus(smsStatusInfo: Pointer<MBN_SMS_STATUS_INFO>): Promise<HRESULT>
}
