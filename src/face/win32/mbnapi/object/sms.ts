/** IMbnSms. */
import type { IUnknown } from '../../com/unknown.ts'
import type { IMbnSms } from '../interface/sms.ts'
import { notOffered } from '../not-offered.ts'

export function smsFacet(unknown: IUnknown): IMbnSms {
  return {
    ...unknown,
    GetSmsConfiguration: (smsConfiguration) =>
      notOffered('IMbnSms.GetSmsConfiguration', { objects: [smsConfiguration] }),
    SetSmsConfiguration: (_smsConfiguration, requestID) =>
      notOffered('IMbnSms.SetSmsConfiguration', { values: [requestID] }),
    SmsSendPdu: (_pduData, _size, requestID) => notOffered('IMbnSms.SmsSendPdu', { values: [requestID] }),
    SmsSendCdma: (_address, _encoding, _language, _sizeInCharacters, _message, requestID) =>
      notOffered('IMbnSms.SmsSendCdma', { values: [requestID] }),
    SmsSendCdmaPdu: (_message, requestID) => notOffered('IMbnSms.SmsSendCdmaPdu', { values: [requestID] }),
    SmsRead: (_smsFilter, _smsFormat, requestID) => notOffered('IMbnSms.SmsRead', { values: [requestID] }),
    SmsDelete: (_smsFilter, requestID) => notOffered('IMbnSms.SmsDelete', { values: [requestID] }),
    GetSmsStatus: (smsStatusInfo) => notOffered('IMbnSms.GetSmsStatus', { values: [smsStatusInfo] }),
  }
}
