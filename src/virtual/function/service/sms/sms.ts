/** SMS (MBIM 1.0 errata-1 §10.5.18 to §10.5.22). */
import {
  SmsConfiguration,
  SmsDelete,
  SmsMessageStoreStatus,
  SmsRead,
  SmsSend,
  words,
  type ValueOf,
} from '../../../../mbim/index.ts'
import type { CdmaRecord, Filter } from '../../../modem/message-shelf.ts'
import type { Messaging, Outgoing, PlacedRecord } from '../../../modem/messaging.ts'
import type { Modem } from '../../../modem/modem.ts'
import { Answer, indication, query, set, type Part } from '../../part.ts'

type ReadInfo = ValueOf<typeof SmsRead.response>

/** 3GPP2 C.S0015: what fits into the user data of a message. */
const CDMA_MESSAGE_SIZE = 160

function configuration({ messaging }: Modem): ValueOf<typeof SmsConfiguration.response> {
  const { shelf, format, serviceCentre } = messaging
  return {
    smsStorageState: shelf === undefined ? 'not-initialized' : 'initialized',
    format,
    maxMessages: shelf?.capacity ?? 0,
    cdmaShortMessageSize: format === 'cdma' ? CDMA_MESSAGE_SIZE : 0,
    scAddress: shelf === undefined ? '' : serviceCentre,
  }
}

function storeStatus({ messaging }: Modem, arrived?: number): ValueOf<typeof SmsMessageStoreStatus.response> {
  const latest = arrived ?? messaging.latest
  const flag: words.SmsStatusFlag[] = []
  if (messaging.shelf?.isFull === true) flag.push('message-store-full')
  if (latest !== undefined) flag.push('new-message')
  return { flag, messageIndex: latest ?? 0 }
}

function readInfo(format: 'pdu' | 'cdma', records: readonly PlacedRecord[]): ReadInfo {
  const pdus = records.flatMap(({ index, status, content }) =>
    content instanceof Uint8Array ? [{ messageIndex: index, messageStatus: status, pduData: content }] : [],
  )
  const texts = records.flatMap(({ index, status, content }) =>
    content instanceof Uint8Array ? [] : [cdmaReadRecord(index, status, content)],
  )
  return format === 'pdu'
    ? { format, pduMessages: pdus, cdmaMessages: undefined }
    : { format, pduMessages: undefined, cdmaMessages: texts }
}

function cdmaReadRecord(messageIndex: number, messageStatus: words.SmsStatus, record: CdmaRecord) {
  const { address, timestamp, encoding, language, octets, characters } = record
  return {
    messageIndex,
    messageStatus,
    address,
    timestamp,
    encoding,
    language,
    encodedMessage: octets,
    encodedMessageSizeInCharacters: characters,
  }
}

/** Places from 1 on; nothing for a flag that is none. */
function filterOf(flag: words.SmsFlag, messageIndex: number): Filter | number | undefined {
  if (typeof flag === 'number') return undefined
  return flag === 'index' ? messageIndex : flag
}

type CdmaSendRecord = NonNullable<ValueOf<typeof SmsSend.set>['cdmaMessage']>

function cdmaOutgoing(record: CdmaSendRecord): Outgoing {
  const { address, encodedMessage, encodedMessageSizeInCharacters: characters } = record
  return {
    address,
    encoding: numberOf(words.SmsCdmaEncoding, record.encoding),
    language: numberOf(words.SmsCdmaLang, record.language),
    octets: encodedMessage,
    characters,
  }
}

function numberOf(
  { schema }: typeof words.SmsCdmaEncoding | typeof words.SmsCdmaLang,
  word: words.SmsCdmaEncoding | words.SmsCdmaLang,
): number {
  if (typeof word === 'number') return word
  return (schema.kind === 'enumeration' ? schema.words[word] : undefined) ?? 0
}

const isOfThisKind = (messaging: Messaging, format: words.SmsFormat): format is 'pdu' | 'cdma' =>
  format === messaging.format

export const sms: readonly Part[] = [
  query(SmsConfiguration, ({ modem }) => configuration(modem)),
  set(SmsConfiguration, (served, { format, scAddress }) => {
    const { modem } = served
    if (!isOfThisKind(modem.messaging, format)) return new Answer('sms-format-not-supported')
    const status = modem.messaging.setServiceCentre(scAddress, served)
    return status === 'success' ? configuration(modem) : new Answer(status)
  }),
  indication(SmsConfiguration, 'message-configuration', (modem) => configuration(modem)),

  query(SmsRead, ({ modem }, { format, flag, messageIndex }) => {
    const { messaging } = modem
    const filter = filterOf(flag, messageIndex)
    if (!isOfThisKind(messaging, format)) return new Answer('sms-format-not-supported')
    if (filter === undefined) return new Answer('filter-not-supported')
    const records = messaging.read(filter)
    return typeof records === 'string' || typeof records === 'number'
      ? new Answer(records)
      : readInfo(format, records)
  }),
  indication(SmsRead, 'message-shown', ({ messaging }) =>
    messaging.shown === undefined ? undefined : readInfo(messaging.format, [messaging.shown]),
  ),

  set(SmsSend, async ({ modem, signal }, { format, pduMessage, cdmaMessage }) => {
    const { messaging } = modem
    if (!isOfThisKind(messaging, format)) return new Answer('sms-format-not-supported')
    const outgoing = pduMessage?.pduData ?? (cdmaMessage && cdmaOutgoing(cdmaMessage))
    if (outgoing === undefined) return new Answer('invalid-parameters')
    const sent = await messaging.send(outgoing, signal)
    return 'status' in sent ? new Answer(sent.status) : { messageReference: sent.reference }
  }),

  set(SmsDelete, ({ modem }, { flag, messageIndex }) => {
    const filter = filterOf(flag, messageIndex)
    return new Answer(filter === undefined ? 'filter-not-supported' : modem.messaging.delete(filter))
  }),

  query(SmsMessageStoreStatus, ({ modem }) => {
    const { fault } = modem.sim
    return fault === undefined ? storeStatus(modem) : new Answer(fault)
  }),
  indication(SmsMessageStoreStatus, 'message-store', (modem, { index }) => storeStatus(modem, index)),
]
