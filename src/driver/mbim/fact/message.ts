/**
 * Short messages: SMS_READ and SMS_CONFIGURATION. Of a message only its envelope is read here; whoever may see its text
 * decodes the octets again. What stands in a store may be anything: a record that is no message is told as unreadable.
 */
import { compact, toHex } from '../../../base/index.ts'
import type {
  DeliveryReport,
  MessageKind,
  MessagePart,
  MessageStatus,
  MessageStore,
} from '../../../core/index.ts'
import { words, type SmsConfiguration, type SmsRead, type ValueOf } from '../../../mbim/index.ts'
import {
  cdmaText,
  decodePdu,
  describeDeliveryStatus,
  formatAddress,
  lastElement,
  messageClassOf,
  parseCdmaTime,
  textOf,
  timestampToInstant,
  type Deliver,
  type StatusReport,
  type Submit,
} from '../../../sms/index.ts'

type ReadInfo = ValueOf<typeof SmsRead.response>
type ConfigurationInfo = ValueOf<typeof SmsConfiguration.response>
type Envelope = Omit<MessagePart, 'index' | 'status' | 'content'>

export function messageStore(info: ConfigurationInfo): Omit<MessageStore, 'full' | 'latest'> {
  return compact({
    state: info.smsStorageState === 'initialized' ? ('initialized' as const) : ('not-initialized' as const),
    format: info.format === 'cdma' ? ('cdma' as const) : ('pdu' as const),
    capacity: info.maxMessages,
    serviceCentre: info.scAddress || undefined,
    cdmaLength: info.cdmaShortMessageSize,
  })
}

/** `stored: false`: of an indication, whatever index the modem gives. */
export function messageParts(
  info: ReadInfo,
  { stored }: { readonly stored: boolean },
): readonly MessagePart[] {
  const pdus = (info.pduMessages ?? []).map(({ messageIndex, messageStatus, pduData }) => {
    const status = statusOf(messageStatus)
    const content = { format: 'pdu' as const, octets: toHex(pduData) }
    return { index: messageIndex, status, ...envelope(pduData, status), content }
  })
  const texts = (info.cdmaMessages ?? []).map((record) => {
    const status = statusOf(record.messageStatus)
    return { index: record.messageIndex, status, ...cdmaEnvelope(record), content: cdmaContent(record) }
  })
  return [...pdus, ...texts].flatMap(({ index, ...part }) => {
    if (!stored) return [part]
    // Places are counted from 1 (MBIM 1.0 §10.5.19): what has none is not in the store.
    return index === 0 ? [] : [{ index, ...part }]
  })
}

const STATUSES = { new: 'new', old: 'read', draft: 'draft', sent: 'sent' } as const

function statusOf(status: words.SmsStatus): MessageStatus {
  return typeof status === 'number' ? 'read' : STATUSES[status]
}

/** A store holds SMS-DELIVER and SMS-STATUS-REPORT of what came, SMS-SUBMIT of what goes. */
export function envelope(pdu: Uint8Array, status: MessageStatus): Envelope {
  const incoming = status === 'new' || status === 'read'
  try {
    const { message } = decodePdu(pdu, incoming ? 'mobile-terminated' : 'mobile-originated')
    switch (message.type) {
      case 'deliver':
      case 'submit':
        return textEnvelope(message)
      case 'status-report':
        return reportEnvelope(message)
      default:
        return { kind: 'unreadable' }
    }
  } catch {
    // An SmsError: nothing else comes from octets.
    return { kind: 'unreadable' }
  }
}

function textEnvelope(message: Deliver | Submit): Envelope {
  const place = lastElement(message.userData.header, 'concatenation')
  const isText = textOf(message) !== undefined && lastElement(message.userData.header, 'ports') === undefined
  return compact({
    kind: isText ? ('text' as const) : ('data' as const),
    number: formatAddress(message.type === 'deliver' ? message.originator : message.destination),
    class: messageClassOf(message.dataCoding),
    time: message.type === 'deliver' ? timestampToInstant(message.timestamp) : undefined,
    concatenation: place && {
      wide: place.wide,
      reference: place.reference,
      total: place.total,
      sequence: place.sequence,
    },
  })
}

const STATES = {
  completed: 'delivered',
  trying: 'pending',
  failed: 'failed',
  abandoned: 'failed',
} as const satisfies Record<string, DeliveryReport['state']>

function reportEnvelope({ messageReference, recipient, status, dischargeTime }: StatusReport): Envelope {
  const { outcome, text } = describeDeliveryStatus(status)
  return compact({
    kind: 'status-report' as const,
    number: formatAddress(recipient),
    time: timestampToInstant(dischargeTime),
    report: { reference: messageReference, state: STATES[outcome], status, text },
  })
}

type CdmaRecord = NonNullable<ReadInfo['cdmaMessages']>[number]

function cdmaEnvelope(record: CdmaRecord): Envelope {
  const { encoding, encodedMessage, encodedMessageSizeInCharacters: characters } = record
  const isText = cdmaText({ encoding, characters, octets: encodedMessage }) !== undefined
  const parsed = parseCdmaTime(record.timestamp)
  const kind: MessageKind = isText ? 'text' : 'data'
  return compact({ kind, number: record.address || undefined, time: parsed && instantOf(parsed) })
}

function instantOf({ time, zone }: NonNullable<ReturnType<typeof parseCdmaTime>>): number {
  const { year, month, day, hour, minute, second } = time
  return Date.UTC(year, month - 1, day, hour - zone, minute, second)
}

function cdmaContent(record: CdmaRecord): MessagePart['content'] {
  return {
    format: 'cdma',
    octets: toHex(record.encodedMessage),
    address: record.address,
    time: record.timestamp,
    encoding: numberOf(words.SmsCdmaEncoding, record.encoding),
    language: numberOf(words.SmsCdmaLang, record.language),
    characters: record.encodedMessageSizeInCharacters,
  }
}

/** Words are MBIM's; their numbers are those of 3GPP2 C.R1001. */
function numberOf(
  { schema }: typeof words.SmsCdmaEncoding | typeof words.SmsCdmaLang,
  word: words.SmsCdmaEncoding | words.SmsCdmaLang,
): number {
  if (typeof word === 'number') return word
  return (schema.kind === 'enumeration' ? schema.words[word] : undefined) ?? 0
}
