/** The SIM, its PINs and what is on the card. */
import type { ValueOf } from '../codec/codec.ts'
import { enumeration } from '../codec/enumeration.ts'
import { flags, type WordOf } from '../codec/flags.ts'

export const SubscriberReadyState = enumeration({
  'not-initialized': 0,
  initialized: 1,
  'sim-not-inserted': 2,
  'bad-sim': 3,
  failure: 4,
  'not-activated': 5,
  'device-locked': 6,
  'no-esim-profile': 7,
})
export type SubscriberReadyState = ValueOf<typeof SubscriberReadyState>

export const ReadyInfoFlag = flags({
  'protect-unique-id': 1,
})
export type ReadyInfoFlag = WordOf<typeof ReadyInfoFlag>

export const SubscriberReadyStatusFlag = flags({
  esim: 1,
  'sim-removability-known': 2,
  'sim-removable': 4,
  'sim-slot-active': 8,
})
export type SubscriberReadyStatusFlag = WordOf<typeof SubscriberReadyStatusFlag>

/** Which PIN. The device and network locks are those of 3GPP TS 22.022. */
export const PinType = enumeration({
  unknown: 0,
  custom: 1,
  pin1: 2,
  pin2: 3,
  'device-sim-pin': 4,
  'device-first-sim-pin': 5,
  'network-pin': 6,
  'network-subset-pin': 7,
  'service-provider-pin': 8,
  'corporate-pin': 9,
  'subsidy-pin': 10,
  puk1: 11,
  puk2: 12,
  'device-first-sim-puk': 13,
  'network-puk': 14,
  'network-subset-puk': 15,
  'service-provider-puk': 16,
  'corporate-puk': 17,
  nev: 18,
  adm: 19,
})
export type PinType = ValueOf<typeof PinType>

export const PinState = enumeration({
  unlocked: 0,
  locked: 1,
})
export type PinState = ValueOf<typeof PinState>

export const PinOperation = enumeration({
  enter: 0,
  enable: 1,
  disable: 2,
  change: 3,
})
export type PinOperation = ValueOf<typeof PinOperation>

export const PinMode = enumeration({
  'not-supported': 0,
  enabled: 1,
  disabled: 2,
})
export type PinMode = ValueOf<typeof PinMode>

export const PinFormat = enumeration({
  unknown: 0,
  numeric: 1,
  alphanumeric: 2,
})
export type PinFormat = ValueOf<typeof PinFormat>

export const UiccSecureMessaging = enumeration({
  none: 0,
  'no-hdr-auth': 1,
})
export type UiccSecureMessaging = ValueOf<typeof UiccSecureMessaging>

export const UiccClassByteType = enumeration({
  'inter-industry': 0,
  extended: 1,
})
export type UiccClassByteType = ValueOf<typeof UiccClassByteType>

export const UiccPassThroughAction = enumeration({
  disable: 0,
  enable: 1,
})
export type UiccPassThroughAction = ValueOf<typeof UiccPassThroughAction>

export const UiccPassThroughStatus = enumeration({
  disabled: 0,
  enabled: 1,
})
export type UiccPassThroughStatus = ValueOf<typeof UiccPassThroughStatus>

export const UiccApplicationType = enumeration({
  unknown: 0,
  mf: 1,
  'mf-sim': 2,
  'mf-ruim': 3,
  usim: 4,
  csim: 5,
  isim: 6,
})
export type UiccApplicationType = ValueOf<typeof UiccApplicationType>

export const UiccFileAccessibility = enumeration({
  unknown: 0,
  'not-shareable': 1,
  shareable: 2,
})
export type UiccFileAccessibility = ValueOf<typeof UiccFileAccessibility>

export const UiccFileType = enumeration({
  unknown: 0,
  'working-ef': 1,
  'internal-ef': 2,
  'df-or-adf': 3,
})
export type UiccFileType = ValueOf<typeof UiccFileType>

export const UiccFileStructure = enumeration({
  unknown: 0,
  transparent: 1,
  cyclic: 2,
  linear: 3,
  'ber-tlv': 4,
})
export type UiccFileStructure = ValueOf<typeof UiccFileStructure>
