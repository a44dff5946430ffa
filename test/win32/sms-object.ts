/** The objects of short messages, as a program comes by them, and what they are about. */
import type { MessageOctets, Modem } from '../../src/core/index.ts'
import {
  IID_IMbnSms,
  IID_IMbnSmsReadMsgPdu,
  IID_IMbnSmsReadMsgTextCdma,
  MBN_SMS_FLAG_NEW,
  MBN_SMS_FORMAT_PDU,
  MBN_SMS_FORMAT_TEXT,
  type IMbnSms,
  type IMbnSmsConfiguration,
  type IMbnSmsReadMsgPdu,
  type IMbnSmsReadMsgTextCdma,
  type IUnknown,
  type MBN_SMS_FORMAT,
} from '../../src/face/win32/index.ts'
import { MESSAGE } from '../support/service-state.ts'
import { MODEM } from './journal-service.ts'
import { advised, got, until } from './program.ts'
import type { Program } from './row.ts'

const { capabilities } = MODEM
if (capabilities === undefined) throw new Error('the modem says what it can do')

export const CDMA: Modem = {
  ...MODEM,
  capabilities: { ...capabilities, cellularClasses: ['cdma'], sms: ['text-receive', 'text-send'] },
  messageStore: { state: 'initialized', format: 'cdma', capacity: 30, cdmaLength: 160, full: false },
}
/** A CDMA modem that is set up for the binary form. */
export const CDMA_BINARY: Modem = {
  ...CDMA,
  messageStore: { state: 'initialized', format: 'pdu', capacity: 30, cdmaLength: 160, full: false },
}
export const NO_SMS: Modem = { ...MODEM, capabilities: { ...capabilities, sms: [] } }

export const NEW = { flag: MBN_SMS_FLAG_NEW, messageIndex: 0 }

/** "hello" in seven bits each. */
export const CDMA_TEXT: MessageOctets = {
  format: 'cdma',
  octets: 'd19766cde0',
  address: '5550123',
  time: '26/01/01,12:00:00+00',
  encoding: 2,
  language: 1,
  characters: 5,
}

/** The one modem is another from now on. */
export function become({ service }: Program, modem: Modem): void {
  service.happen({ type: 'modem.changed', modem: modem.id, data: modem })
}

export async function smsOf(one: Program): Promise<IMbnSms> {
  const device = await one.device()
  return got<IMbnSms>((ppv) => device.QueryInterface(IID_IMbnSms, ppv))
}

export async function configurationOf(one: Program): Promise<IMbnSmsConfiguration> {
  const sms = await smsOf(one)
  return got<IMbnSmsConfiguration>((output) => sms.GetSmsConfiguration(output))
}

/** Has a message of this content read. */
export async function readOf(
  one: Program,
  modem: Modem,
  content: MessageOctets,
  format: MBN_SMS_FORMAT,
): Promise<IUnknown> {
  become(one, modem)
  const { id } = MESSAGE
  one.service.messagesNow = [{ ...MESSAGE, status: 'read', parts: [{ index: 1, status: 'read', content }] }]
  const sink = await advised(one.interfaces, 'IMbnSmsEvents')
  const sms = await smsOf(one)
  const request = await got<number>((requestID) => sms.SmsRead(NEW, format, requestID))
  one.service.end(request, { state: 'succeeded', messages: [{ id, indexes: [1], status: 'new' }] })
  await until(() => sink.methods.includes('OnSmsReadComplete'))
  await sink.unadvise()
  const [, , read] = sink.heard.at(-1)?.arguments ?? []
  const [message] = read as readonly IUnknown[] // of OnSmsReadComplete
  if (message === undefined) throw new Error('a message was read')
  return message
}

export async function pduOf(one: Program): Promise<IMbnSmsReadMsgPdu> {
  const content = MESSAGE.parts[0]?.content
  if (content === undefined) throw new Error('the message has one part')
  const message = await readOf(one, MODEM, content, MBN_SMS_FORMAT_PDU)
  return got<IMbnSmsReadMsgPdu>((ppv) => message.QueryInterface(IID_IMbnSmsReadMsgPdu, ppv))
}

export async function textOf(one: Program): Promise<IMbnSmsReadMsgTextCdma> {
  const message = await readOf(one, CDMA, CDMA_TEXT, MBN_SMS_FORMAT_TEXT)
  return got<IMbnSmsReadMsgTextCdma>((ppv) => message.QueryInterface(IID_IMbnSmsReadMsgTextCdma, ppv))
}
