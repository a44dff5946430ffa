/** Short messages (MBIM 1.0 errata-1, device service SMS). */
import { cid, empty } from '../cid.ts'
import { olBytes } from '../codec/bytes.ts'
import { personal } from '../codec/codec.ts'
import { u32 } from '../codec/integer.ts'
import { olStructList } from '../codec/list.ts'
import { countOf, when } from '../codec/presence.ts'
import { string } from '../codec/string.ts'
import { struct } from '../codec/struct.ts'
import { service } from '../service.ts'
import {
  SmsCdmaEncoding,
  SmsCdmaLang,
  SmsFlag,
  SmsFormat,
  SmsStatus,
  SmsStatusFlag,
  SmsStorageState,
} from '../word/message.ts'

export const Sms = service('sms', '533fbeeb-14fe-4467-9f90-33a223e56c3f', 'Short messages', {
  standard: true,
})

/** How the store is, the format of messages and the service centre. MBIM 1.0 errata-1, MBIM_CID_SMS_CONFIGURATION */
export const SmsConfiguration = cid(Sms, 1, 'configuration', {
  query: empty,
  set: struct({ format: SmsFormat, scAddress: personal(string({ max: 20 })) }),
  info: struct({
    smsStorageState: SmsStorageState,
    format: SmsFormat,
    maxMessages: u32,
    cdmaShortMessageSize: u32,
    scAddress: personal(string({ max: 20 })),
  }),
  standardIndication: true,
})

/** A stored message: service centre address and TPDU as in 3GPP TS 27.005 3.1. */
export const SmsPduReadRecord = struct({
  messageIndex: u32,
  messageStatus: SmsStatus,
  pduData: personal(olBytes({ max: 255 })),
})

/** A stored message of a CDMA device. */
export const SmsCdmaReadRecord = struct({
  messageIndex: u32,
  messageStatus: SmsStatus,
  address: personal(string({ max: 20 })),
  timestamp: string({ max: 21 }),
  encoding: SmsCdmaEncoding,
  language: SmsCdmaLang,
  encodedMessage: personal(olBytes({ max: 160 })),
  encodedMessageSizeInCharacters: u32,
})

/**
 * Stored messages, by flag or by index (from 1 on); reading makes new ones old. An indication brings a class 0 message,
 * which is not stored. MBIM 1.0 errata-1, MBIM_CID_SMS_READ
 */
export const SmsRead = cid(Sms, 2, 'read', {
  query: struct({ format: SmsFormat, flag: SmsFlag, messageIndex: u32 }),
  info: struct({
    format: SmsFormat,
    messagesCount: countOf('pduMessages', 'cdmaMessages'),
    pduMessages: when('format', 'pdu', olStructList(SmsPduReadRecord)),
    cdmaMessages: when('format', 'cdma', olStructList(SmsCdmaReadRecord)),
  }),
  standardIndication: true,
})

/** A message to send: length of the service centre address (0 for the stored one), the address, the TPDU. */
export const SmsPduSendRecord = struct({ pduData: personal(olBytes({ max: 255 })) })

/** A message to send from a CDMA device. */
export const SmsCdmaSendRecord = struct({
  encoding: SmsCdmaEncoding,
  language: SmsCdmaLang,
  address: personal(string({ max: 20 })),
  encodedMessage: personal(olBytes({ max: 160 })),
  encodedMessageSizeInCharacters: u32,
})

/** Sends a message; the answer is its reference. MBIM 1.0 errata-1, MBIM_CID_SMS_SEND */
export const SmsSend = cid(Sms, 3, 'send', {
  set: struct({
    format: SmsFormat,
    pduMessage: when('format', 'pdu', SmsPduSendRecord),
    cdmaMessage: when('format', 'cdma', SmsCdmaSendRecord),
  }),
  response: struct({ messageReference: u32 }),
})

/** Deletes messages, by flag or by index. MBIM 1.0 errata-1, MBIM_CID_SMS_DELETE */
export const SmsDelete = cid(Sms, 4, 'delete', {
  set: struct({ flag: SmsFlag, messageIndex: u32 }),
  response: empty,
})

/** A new message and its index, or that the store is full. MBIM 1.0 errata-1, MBIM_CID_SMS_MESSAGE_STORE_STATUS */
export const SmsMessageStoreStatus = cid(Sms, 5, 'message-store-status', {
  query: empty,
  info: struct({ flag: SmsStatusFlag, messageIndex: u32 }),
  standardIndication: true,
})
