/**
 * Short messages: the Sms interface. ModemManager decodes them and puts the parts of a long one together; core's words keep
 * the octets, which whoever may read them has decoded. So they are coded here again, the same message always to the same
 * octets: by them it is known over a restart.
 */
import { fromHex, nameGuid, toHex } from '../../../base/index.ts'
import type { MessagePart, MessageStatus } from '../../../core/index.ts'
import {
  decodePdu,
  deliver,
  encodePdu,
  instantToTimestamp,
  joinData,
  joinText,
  parseAddress,
  SmsError,
  splitData,
  splitText,
  submit,
  type MessageClass,
  type Submit,
  type Timestamp,
  type Tpdu,
} from '../../../sms/index.ts'
import { envelope } from '../../mbim/fact/message.ts'
import { compact } from '../../../base/index.ts'
import { variant } from '../bus/index.ts'
import { SMS } from '../names.ts'
import { count, integer, text } from '../read.ts'
import type { RemoteObject } from '../remote-object.ts'

/** MMSmsState. */
const STATUSES: Readonly<Record<number, MessageStatus>> = { 1: 'draft', 3: 'read', 4: 'draft', 5: 'sent' }
const RECEIVING = 2

/** MMSmsPduType; those of CDMA are messages like others. */
const STATUS_REPORT = 3
const OUTGOING: ReadonlySet<number> = new Set([2, 33])

/** 255 parts of 153 characters. */
const LONGEST_TEXT = 255 * 153

/** Its parts have not all come. */
export function isReceiving(sms: RemoteObject): boolean {
  return count(sms.get(SMS, 'State')) === RECEIVING
}

/** The parts of a message, without their places. One that makes no sense is a part that cannot be read. */
export function messageParts(sms: RemoteObject): readonly Omit<MessagePart, 'index'>[] {
  const status = STATUSES[count(sms.get(SMS, 'State')) ?? 0] ?? 'read'
  return octetsOf(sms).map((octets) => ({
    status,
    ...envelope(octets, status),
    content: { format: 'pdu', octets: toHex(octets) },
  }))
}

function octetsOf(sms: RemoteObject): readonly Uint8Array[] {
  try {
    return pdusOf(sms)
  } catch (error) {
    if (error instanceof SmsError) return [new Uint8Array()]
    throw error
  }
}

function pdusOf(sms: RemoteObject): readonly Uint8Array[] {
  const type = count(sms.get(SMS, 'PduType')) ?? 0
  const number = text(sms.get(SMS, 'Number'), 32) ?? ''
  const timestamp = timestampOf(sms.get(SMS, 'Timestamp'))
  if (type === STATUS_REPORT) {
    const report: Tpdu = {
      type: 'status-report',
      moreMessages: false,
      loopPrevention: false,
      ofCommand: false,
      messageReference: Math.min(count(sms.get(SMS, 'MessageReference')) ?? 0, 0xff),
      recipient: parseAddress(number),
      timestamp,
      dischargeTime: timestampOf(sms.get(SMS, 'DischargeTimestamp')),
      status: statusOf(sms.get(SMS, 'DeliveryState')),
    }
    return [encodePdu({ message: report })]
  }
  const parts = partsOf(sms)
  const outgoing = OUTGOING.has(type)
  return parts.map((part) =>
    encodePdu({
      message: outgoing
        ? submit({ destination: parseAddress(number), ...part })
        : deliver({ originator: parseAddress(number), timestamp, ...part }),
    }),
  )
}

function partsOf(sms: RemoteObject): ReturnType<typeof splitText> {
  const said = sms.get(SMS, 'Text')
  const data = sms.get(SMS, 'Data')
  const words = typeof said === 'string' ? said.slice(0, LONGEST_TEXT) : ''
  const messageClass = integer(sms.get(SMS, 'Class'))
  const options = {
    reference: referenceOf(`${String(sms.get(SMS, 'Number'))}/${String(sms.get(SMS, 'Timestamp'))}/${words}`),
    // The network's classes are 0 to 3; -1 stands for none.
    ...(isClass(messageClass) && { messageClass }),
  }
  if (words === '' && data instanceof Uint8Array && data.length > 0) return splitData(data, options)
  return splitText(words, options)
}

function isClass(value: number | undefined): value is MessageClass {
  return value !== undefined && value >= 0 && value <= 3
}

/** Tells the parts of one message from those of others, and is the same whenever it is read. */
function referenceOf(name: string): number {
  return Number.parseInt(nameGuid(NAMESPACE, name).slice(0, 2), 16)
}

/** Namespace of references: a random GUID, made once for this purpose. */
const NAMESPACE = '0d0c8a35-6b2e-4f53-8f3a-5a4f8d1de2c7'

/** TP-ST has eight bits; MM_SMS_DELIVERY_STATE_UNKNOWN and what is of CDMA is temporary (3GPP TS 23.040 §9.2.3.15). */
function statusOf(value: unknown): number {
  const state = count(value)
  return state === undefined || state > 0xff ? 0x3f : state
}

/** ISO 8601, with a zone or without minutes in it, as ModemManager writes it; seven empty octets for what is no time. */
export function timestampOf(value: unknown): Timestamp {
  const [, moment, sign, hours, minutes = '0'] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:Z|([+-])(\d\d):?(\d\d)?)?$/.exec(
      typeof value === 'string' ? value.slice(0, 40) : '',
    ) ?? []
  const local = moment === undefined ? NaN : Date.parse(`${moment}Z`)
  const [year] = [new Date(local).getUTCFullYear()]
  // Two digits of the year reach from 1990 to 2089.
  if (!(year > 1990 && year < 2089)) return { raw: new Uint8Array(7) }
  const quarters =
    hours === undefined ? 0 : (Number(hours) * 4 + Math.floor(Number(minutes) / 15)) * (sign === '-' ? -1 : 1)
  if (Math.abs(quarters) > 79) return { raw: new Uint8Array(7) }
  return instantToTimestamp(local - quarters * 15 * 60_000, quarters)
}

/**
 * What ModemManager is to make of the parts of a message: it takes a text or data as a whole and parts it itself.
 * @returns what it cannot be told, where that is so
 */
export function messageProperties(
  parts: readonly string[],
  { number, statusReport }: { readonly number: string; readonly statusReport: boolean },
): { readonly properties: Readonly<Record<string, unknown>> } | { readonly impossible: string } {
  const pdus = parts.map((octets) => decodePdu(fromHex(octets), 'mobile-originated'))
  const messages = pdus.map(({ message }) => message).filter((one): one is Submit => one.type === 'submit')
  const [first] = messages
  if (first === undefined || messages.length !== pdus.length) {
    return { impossible: 'it sends texts and data only' }
  }
  const elements = messages.flatMap(({ userData }) => userData.header ?? [])
  if (elements.some(({ type }) => !OWN_ELEMENTS.has(type))) {
    return { impossible: 'it puts no headers of others into a message' }
  }
  const words = joinText(messages)
  const { validity } = first
  const messageClass = envelope(fromHex(parts[0] ?? ''), 'draft').class
  const centre = pdus[0]?.serviceCentre
  return {
    properties: compact({
      number: variant('s', number),
      text: words === undefined ? undefined : variant('s', words),
      data: words === undefined ? variant('ay', Buffer.from(joinData(messages))) : undefined,
      smsc:
        centre === undefined
          ? undefined
          : variant('s', `${centre.type === 'international' ? '+' : ''}${centre.digits}`),
      class: messageClass === undefined ? undefined : variant('i', messageClass),
      'delivery-report-request': statusReport ? variant('b', true) : undefined,
      validity:
        validity?.format === 'relative'
          ? variant('(uv)', [RELATIVE, variant('u', Math.round(validity.period / 60_000))])
          : undefined,
    }),
  }
}

/** MM_SMS_VALIDITY_TYPE_RELATIVE, in minutes. */
const RELATIVE = 1

/** What a text needs to be read as it was meant; ModemManager chooses an alphabet by itself. */
const OWN_ELEMENTS: ReadonlySet<string> = new Set(['concatenation', 'locking-shift', 'single-shift'])
