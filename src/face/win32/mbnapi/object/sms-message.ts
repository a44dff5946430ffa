/** IMbnSmsReadMsgPdu and IMbnSmsReadMsgTextCdma: one message, or one part of a long one, as it was read. */
import { fromHex } from '../../../../base/index.ts'
import type { MessageOctets, MessageStatus } from '../../../../core/index.ts'
import { comObject, facet } from '../../com/com-object.ts'
import type { IUnknown } from '../../com/unknown.ts'
import {
  MBN_MESSAGE_INDEX_NONE,
  type MBN_SMS_CDMA_ENCODING,
  type MBN_SMS_CDMA_LANG,
} from '../enumeration/sms.ts'
import { IID_IMbnSmsReadMsgPdu, IID_IMbnSmsReadMsgTextCdma } from '../identifier.ts'
import type { IMbnSmsReadMsgPdu, IMbnSmsReadMsgTextCdma } from '../interface/sms-message.ts'
import { fill, fillOrNull } from '../reading/reading.ts'
import { MESSAGE_STATUSES } from '../reading/sms.ts'

export interface SmsRecord {
  /** Absent where it is not stored. */
  readonly index?: number
  readonly status: MessageStatus
  readonly content: MessageOctets
}

/** `cdma`: whether it is of a CDMA device, whose binary messages are no PDUs of GSM. */
export function createSmsMessage(record: SmsRecord, cdma: boolean): IUnknown {
  const { content } = record
  return content.format === 'pdu'
    ? comObject(facet(IID_IMbnSmsReadMsgPdu, (unknown) => pduFacet(record, cdma, unknown))).primary
    : comObject(facet(IID_IMbnSmsReadMsgTextCdma, (unknown) => textFacet(record, content, unknown))).primary
}

function pduFacet(
  { index, status, content }: SmsRecord,
  cdma: boolean,
  unknown: IUnknown,
): IMbnSmsReadMsgPdu {
  const pdu = cdma ? '' : content.octets.toUpperCase()
  const binary = cdma ? content.octets : ''
  return {
    ...unknown,
    get_Index: async (Index) => fill(Index, { value: index ?? MBN_MESSAGE_INDEX_NONE }),
    get_Status: async (Status) => fill(Status, { value: MESSAGE_STATUSES[status] }),
    get_PduData: async (PduData) => fillOrNull(PduData, { value: pdu }),
    get_Message: async (Message) => fillOrNull(Message, { value: fromHex(binary) }),
  }
}

function textFacet(
  { index, status }: SmsRecord,
  content: Extract<MessageOctets, { format: 'cdma' }>,
  unknown: IUnknown,
): IMbnSmsReadMsgTextCdma {
  const { address, time, encoding, language, characters, octets } = content
  return {
    ...unknown,
    get_Index: async (Index) => fill(Index, { value: index ?? MBN_MESSAGE_INDEX_NONE }),
    get_Status: async (Status) => fill(Status, { value: MESSAGE_STATUSES[status] }),
    get_Address: async (Address) => fillOrNull(Address, { value: address }),
    get_Timestamp: async (Timestamp) => fillOrNull(Timestamp, { value: time }),
    // The enumerations have the numbers of 3GPP2 C.R1001; a modem may say any.
    get_EncodingID: async (EncodingID) => fill(EncodingID, { value: encoding as MBN_SMS_CDMA_ENCODING }),
    get_LanguageID: async (LanguageID) => fill(LanguageID, { value: language as MBN_SMS_CDMA_LANG }),
    get_SizeInCharacters: async (SizeInCharacters) => fill(SizeInCharacters, { value: characters }),
    get_Message: async (Message) => fillOrNull(Message, { value: fromHex(octets) }),
  }
}
