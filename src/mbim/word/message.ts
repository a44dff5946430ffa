/** Short messages, USSD, the phonebook and the SIM toolkit. */
import type { ValueOf } from '../codec/codec.ts'
import { enumeration } from '../codec/enumeration.ts'
import { flags, type WordOf } from '../codec/flags.ts'

export const SmsStorageState = enumeration({
  'not-initialized': 0,
  initialized: 1,
})
export type SmsStorageState = ValueOf<typeof SmsStorageState>

export const SmsFormat = enumeration({
  pdu: 0,
  cdma: 1,
})
export type SmsFormat = ValueOf<typeof SmsFormat>

export const SmsFlag = enumeration({
  all: 0,
  index: 1,
  new: 2,
  old: 3,
  sent: 4,
  draft: 5,
})
export type SmsFlag = ValueOf<typeof SmsFlag>

export const SmsStatusFlag = flags({
  'message-store-full': 1,
  'new-message': 2,
})
export type SmsStatusFlag = WordOf<typeof SmsStatusFlag>

export const SmsStatus = enumeration({
  new: 0,
  old: 1,
  draft: 2,
  sent: 3,
})
export type SmsStatus = ValueOf<typeof SmsStatus>

export const SmsCdmaLang = enumeration({
  unknown: 0,
  english: 1,
  french: 2,
  spanish: 3,
  japanese: 4,
  korean: 5,
  chinese: 6,
  hebrew: 7,
})
export type SmsCdmaLang = ValueOf<typeof SmsCdmaLang>

export const SmsCdmaEncoding = enumeration({
  octet: 0,
  epm: 1,
  '7bit-ascii': 2,
  ia5: 3,
  unicode: 4,
  'shift-jis': 5,
  korean: 6,
  'latin-hebrew': 7,
  latin: 8,
  'gsm-7bit': 9,
})
export type SmsCdmaEncoding = ValueOf<typeof SmsCdmaEncoding>

export const UssdAction = enumeration({
  initiate: 0,
  continue: 1,
  cancel: 2,
})
export type UssdAction = ValueOf<typeof UssdAction>

export const UssdResponse = enumeration({
  'no-action-required': 0,
  'action-required': 1,
  'terminated-by-network': 2,
  'other-local-client': 3,
  'operation-not-supported': 4,
  'network-timeout': 5,
})
export type UssdResponse = ValueOf<typeof UssdResponse>

export const UssdSessionState = enumeration({
  'new-session': 0,
  'existing-session': 1,
})
export type UssdSessionState = ValueOf<typeof UssdSessionState>

export const PhonebookState = enumeration({
  'not-initialized': 0,
  initialized: 1,
})
export type PhonebookState = ValueOf<typeof PhonebookState>

export const PhonebookFlag = enumeration({
  all: 0,
  index: 1,
})
export type PhonebookFlag = ValueOf<typeof PhonebookFlag>

export const PhonebookWriteFlag = enumeration({
  'save-unused': 0,
  'save-index': 1,
})
export type PhonebookWriteFlag = ValueOf<typeof PhonebookWriteFlag>

/** Who handles a proactive command. */
export const StkPacProfile = enumeration({
  'not-handled-by-function-handled-by-host': 0,
  'not-handled-by-function-may-be-handled-by-host': 1,
  'handled-by-function-only-transparent-to-host': 2,
  'handled-by-function-notification-to-host-possible': 3,
  'handled-by-function-notifications-to-host-enabled': 4,
  'handled-by-function-can-be-overriden-by-host': 5,
  'handled-by-host-function-not-able-to-handle': 6,
  'handled-by-host-function-able-to-handle': 7,
})
export type StkPacProfile = ValueOf<typeof StkPacProfile>

export const StkPacType = enumeration({
  'proactive-command': 0,
  notification: 1,
})
export type StkPacType = ValueOf<typeof StkPacType>

export const DssLinkState = enumeration({
  deactivate: 0,
  activate: 1,
})
export type DssLinkState = ValueOf<typeof DssLinkState>
