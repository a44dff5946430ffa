/** The return codes of short messages. */
import type { Modem } from '../../src/core/index.ts'
import {
  MBN_SMS_CDMA_ENCODING_7BIT_ASCII,
  MBN_SMS_CDMA_LANG_ENGLISH,
  MBN_SMS_FORMAT_PDU,
  MBN_SMS_FORMAT_TEXT,
  out,
  type HRESULT,
  type IMbnSms,
  type IMbnSmsConfiguration,
  type IMbnSmsReadMsgPdu,
  type IMbnSmsReadMsgTextCdma,
} from '../../src/face/win32/index.ts'
import { MODEM } from './journal-service.ts'
import { got } from './program.ts'
import {
  BAD_SIM,
  LOCKED,
  NO_SIM,
  UNKNOWN,
  type Program,
  type Row,
  type Rows,
  type Unprovoked,
} from './row.ts'
import { become, CDMA, configurationOf, NEW, NO_SMS, pduOf, smsOf, textOf } from './sms-object.ts'

/** "hello" to +15550123, without a service centre. */
export const PDU = '000100089151551032000005E8329BFD06'

const SAME_AS_HANDLE: Unprovoked = {
  reason: 'contradiction',
  because: 'the page lists two codes for a device that is gone; it is answered with E_HANDLE',
}

const on =
  (modem: Modem, ask: (sms: IMbnSms) => Promise<HRESULT>, before?: (one: Program) => void): Row =>
  async (one) => {
    become(one, modem)
    const sms = await smsOf(one)
    before?.(one)
    return ask(sms)
  }

const reading = (
  get: (sms: IMbnSms) => Promise<HRESULT>,
  modems: Readonly<Record<string, Modem>>,
): Readonly<Record<string, Row>> =>
  Object.fromEntries(
    Object.entries({ S_OK: MODEM, ...modems }).map(([code, modem]) => [code, on(modem, get)]),
  )

const asking = (
  ask: (sms: IMbnSms) => Promise<HRESULT>,
  modem: Modem = MODEM,
): Readonly<Record<string, Row>> => ({
  S_OK: on(modem, ask),
  E_HANDLE: on(modem, ask, ({ service }) => service.unplug()),
  'HRESULT_FROM_WIN32(ERROR_NOT_FOUND)': SAME_AS_HANDLE,
  'HRESULT_FROM_WIN32(ERROR_SERVICE_NOT_ACTIVE)': on(modem, ask, ({ service }) => service.leave()),
})

const configuration = (
  get: (object: IMbnSmsConfiguration) => Promise<HRESULT>,
): Readonly<Record<string, Row>> => ({
  S_OK: async (one) => get(await configurationOf(one)),
})
const pdu = (get: (object: IMbnSmsReadMsgPdu) => Promise<HRESULT>): Readonly<Record<string, Row>> => ({
  S_OK: async (one) => get(await pduOf(one)),
})
const text = (get: (object: IMbnSmsReadMsgTextCdma) => Promise<HRESULT>): Readonly<Record<string, Row>> => ({
  S_OK: async (one) => get(await textOf(one)),
})

const SIM = {
  E_PENDING: UNKNOWN,
  E_MBN_PIN_REQUIRED: LOCKED,
  E_MBN_SIM_NOT_INSERTED: NO_SIM,
  E_MBN_BAD_SIM: BAD_SIM,
}
const NOT_SUPPORTED = 'HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED)'
const sendCdma = (sms: IMbnSms): Promise<HRESULT> =>
  sms.SmsSendCdma(
    '5550123',
    MBN_SMS_CDMA_ENCODING_7BIT_ASCII,
    MBN_SMS_CDMA_LANG_ENGLISH,
    5,
    Uint8Array.of(0x91, 0x97, 0x66, 0xcd, 0xe0),
    out(),
  )
const sendCdmaPdu = (sms: IMbnSms): Promise<HRESULT> =>
  sms.SmsSendCdmaPdu(Uint8Array.of(0, 0, 2, 0x10, 2), out())

export const SMS_ROWS: Rows = {
  'IMbnSms.GetSmsConfiguration': reading((sms) => sms.GetSmsConfiguration(out()), {
    ...SIM,
    [NOT_SUPPORTED]: NO_SMS,
  }),
  'IMbnSms.GetSmsStatus': reading((sms) => sms.GetSmsStatus(out()), SIM),
  'IMbnSms.SetSmsConfiguration': asking(async (sms) => {
    const configuration = await got<IMbnSmsConfiguration>((output) => sms.GetSmsConfiguration(output))
    return sms.SetSmsConfiguration(configuration, out())
  }),
  'IMbnSms.SmsSendPdu': {
    ...asking((sms) => sms.SmsSendPdu(PDU, PDU.length / 2 - 1, out())),
    E_INVALIDARG: on(MODEM, (sms) => sms.SmsSendPdu(PDU, 3, out())),
    [NOT_SUPPORTED]: on(CDMA, (sms) => sms.SmsSendPdu(PDU, PDU.length / 2 - 1, out())),
  },
  'IMbnSms.SmsSendCdma': { ...asking(sendCdma, CDMA), [NOT_SUPPORTED]: on(MODEM, sendCdma) },
  'IMbnSms.SmsSendCdmaPdu': {
    ...asking(sendCdmaPdu, CDMA),
    E_INVALIDARG: on(CDMA, (sms) => sms.SmsSendCdmaPdu(new Uint8Array(), out())),
    [NOT_SUPPORTED]: on(MODEM, sendCdmaPdu),
  },
  'IMbnSms.SmsRead': {
    ...asking((sms) => sms.SmsRead(NEW, MBN_SMS_FORMAT_PDU, out())),
    E_INVALIDARG: on(MODEM, (sms) => sms.SmsRead(NEW, MBN_SMS_FORMAT_TEXT, out())),
  },
  'IMbnSms.SmsDelete': asking((sms) => sms.SmsDelete(NEW, out())),
  'IMbnSmsConfiguration.get_ServiceCenterAddress': configuration((one) =>
    one.get_ServiceCenterAddress(out()),
  ),
  'IMbnSmsConfiguration.put_ServiceCenterAddress': configuration((one) =>
    one.put_ServiceCenterAddress('+1555'),
  ),
  'IMbnSmsConfiguration.get_MaxMessageIndex': configuration((one) => one.get_MaxMessageIndex(out())),
  'IMbnSmsConfiguration.get_CdmaShortMsgSize': configuration((one) => one.get_CdmaShortMsgSize(out())),
  'IMbnSmsConfiguration.get_SmsFormat': configuration((one) => one.get_SmsFormat(out())),
  'IMbnSmsConfiguration.put_SmsFormat': configuration((one) => one.put_SmsFormat(MBN_SMS_FORMAT_PDU)),
  'IMbnSmsReadMsgPdu.get_Index': pdu((one) => one.get_Index(out())),
  'IMbnSmsReadMsgPdu.get_Status': pdu((one) => one.get_Status(out())),
  'IMbnSmsReadMsgPdu.get_PduData': pdu((one) => one.get_PduData(out())),
  'IMbnSmsReadMsgPdu.get_Message': pdu((one) => one.get_Message(out())),
  'IMbnSmsReadMsgTextCdma.get_Index': text((one) => one.get_Index(out())),
  'IMbnSmsReadMsgTextCdma.get_Status': text((one) => one.get_Status(out())),
  'IMbnSmsReadMsgTextCdma.get_Address': text((one) => one.get_Address(out())),
  'IMbnSmsReadMsgTextCdma.get_Timestamp': text((one) => one.get_Timestamp(out())),
  'IMbnSmsReadMsgTextCdma.get_EncodingID': text((one) => one.get_EncodingID(out())),
  'IMbnSmsReadMsgTextCdma.get_LanguageID': text((one) => one.get_LanguageID(out())),
  'IMbnSmsReadMsgTextCdma.get_SizeInCharacters': text((one) => one.get_SizeInCharacters(out())),
  'IMbnSmsReadMsgTextCdma.get_Message': text((one) => one.get_Message(out())),
}
