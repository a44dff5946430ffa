/** What IMbnSms reads from a modem, and our words for its numbers. */
import type { MessageFilter, MessageStatus, Modem } from '../../../../core/index.ts'
import { HRESULT_FROM_WIN32 } from '../../hresult.ts'
import { ERROR_NOT_SUPPORTED } from '../../win32-error.ts'
import {
  MBN_MESSAGE_INDEX_NONE,
  MBN_MSG_STATUS_DRAFT,
  MBN_MSG_STATUS_NEW,
  MBN_MSG_STATUS_OLD,
  MBN_MSG_STATUS_SENT,
  MBN_SMS_FLAG_ALL,
  MBN_SMS_FLAG_DRAFT,
  MBN_SMS_FLAG_INDEX,
  MBN_SMS_FLAG_MESSAGE_STORE_FULL,
  MBN_SMS_FLAG_NEW,
  MBN_SMS_FLAG_NEW_MESSAGE,
  MBN_SMS_FLAG_NONE,
  MBN_SMS_FLAG_OLD,
  MBN_SMS_FLAG_SENT,
  MBN_SMS_FORMAT_PDU,
  MBN_SMS_FORMAT_TEXT,
  type MBN_SMS_FORMAT,
} from '../enumeration/sms.ts'
import type { MBN_SMS_FILTER, MBN_SMS_STATUS_INFO } from '../structure.ts'
import { pending, unlessSimUnusable, type Reading } from './reading.ts'

export interface SmsConfiguration {
  readonly serviceCenterAddress: string
  readonly maxMessageIndex: number
  readonly cdmaShortMsgSize: number
  readonly smsFormat: MBN_SMS_FORMAT
}

export function smsConfiguration(modem: Modem): Reading<SmsConfiguration> {
  if (lacksSms(modem)) return { failure: HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED) }
  const store = readyStore(modem)
  return unlessSimUnusable(
    modem,
    pending(
      store && {
        serviceCenterAddress: store.serviceCentre ?? '',
        maxMessageIndex: store.capacity,
        cdmaShortMsgSize: store.cdmaLength,
        smsFormat: formatOf(modem),
      },
    ),
  )
}

export function smsStatus(modem: Modem): Reading<MBN_SMS_STATUS_INFO> {
  // No page lists it for this method; "not known yet" would not be true.
  if (lacksSms(modem)) return { failure: HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED) }
  const store = readyStore(modem)
  return unlessSimUnusable(
    modem,
    pending(
      store && {
        flag:
          (store.full ? MBN_SMS_FLAG_MESSAGE_STORE_FULL : MBN_SMS_FLAG_NONE) |
          (store.latest === undefined ? MBN_SMS_FLAG_NONE : MBN_SMS_FLAG_NEW_MESSAGE),
        messageIndex: store.latest ?? MBN_MESSAGE_INDEX_NONE,
      },
    ),
  )
}

/** A flag that is reset is no event; one that is raised is, and so is every new message. */
export function raisesFlag(before: MBN_SMS_STATUS_INFO, after: MBN_SMS_STATUS_INFO): boolean {
  const { flag, messageIndex } = after
  const isNew = (flag & MBN_SMS_FLAG_NEW_MESSAGE) !== 0 && messageIndex !== before.messageIndex
  return isNew || (flag & ~before.flag) !== 0
}

function readyStore({ messageStore }: Modem): Modem['messageStore'] {
  return messageStore?.state === 'initialized' ? messageStore : undefined
}

export function lacksSms({ capabilities }: Modem): boolean {
  return capabilities !== undefined && capabilities.sms.length === 0 && !capabilities.services.includes('sms')
}

/** It speaks the CDMA form of messages. */
export function isCdma({ capabilities }: Modem): boolean {
  const { cellularClasses = [] } = capabilities ?? {}
  return cellularClasses.includes('cdma') && !cellularClasses.includes('gsm')
}

export function formatOf(modem: Modem): MBN_SMS_FORMAT {
  return modem.messageStore?.format === 'cdma' ? MBN_SMS_FORMAT_TEXT : MBN_SMS_FORMAT_PDU
}

const FILTERS: ReadonlyMap<number, MessageFilter> = new Map([
  [MBN_SMS_FLAG_ALL, 'all'],
  [MBN_SMS_FLAG_NEW, 'new'],
  [MBN_SMS_FLAG_OLD, 'read'],
  [MBN_SMS_FLAG_SENT, 'sent'],
  [MBN_SMS_FLAG_DRAFT, 'draft'],
])

/** Nothing for what is no filter: a program may pass anything. */
export function selectionOf(
  filter: MBN_SMS_FILTER | null | undefined,
): { readonly filter: MessageFilter } | { readonly index: number } | undefined {
  if (typeof filter !== 'object' || filter === null) return undefined
  const { flag, messageIndex } = filter
  if (flag === MBN_SMS_FLAG_INDEX) {
    return Number.isInteger(messageIndex) && messageIndex > MBN_MESSAGE_INDEX_NONE
      ? { index: messageIndex }
      : undefined
  }
  const words = FILTERS.get(flag)
  return words && { filter: words }
}

export const MESSAGE_STATUSES = {
  new: MBN_MSG_STATUS_NEW,
  read: MBN_MSG_STATUS_OLD,
  draft: MBN_MSG_STATUS_DRAFT,
  sent: MBN_MSG_STATUS_SENT,
} as const satisfies Record<MessageStatus, number>
