/** What a device is and can do. */
import type { ValueOf } from '../codec/codec.ts'
import { enumeration } from '../codec/enumeration.ts'
import { flags, type WordOf } from '../codec/flags.ts'
import { overlay } from '../codec/presence.ts'

export const DeviceType = enumeration({
  unknown: 0,
  embedded: 1,
  removable: 2,
  remote: 3,
})
export type DeviceType = ValueOf<typeof DeviceType>

export const CellularClass = flags({
  gsm: 1,
  cdma: 2,
})
export type CellularClass = WordOf<typeof CellularClass>

export const VoiceClass = enumeration({
  unknown: 0,
  'no-voice': 1,
  'separated-voice-data': 2,
  'simultaneous-voice-data': 3,
})
export type VoiceClass = ValueOf<typeof VoiceClass>

export const SimClass = flags({
  logical: 1,
  removable: 2,
})
export type SimClass = WordOf<typeof SimClass>

const upTo4g = { gprs: 1, edge: 2, umts: 4, hsdpa: 8, hsupa: 16, lte: 32 } as const
const others = {
  '1xrtt': 0x10000,
  '1xevdo': 0x20000,
  '1xevdo-reva': 0x40000,
  '1xevdv': 0x80000,
  '3xrtt': 0x100000,
  '1xevdo-revb': 0x200000,
  umb: 0x400000,
  custom: 0x80000000,
} as const

/**
 * Access technologies. In MBIMEx 2.0 the bits 6 and 7 tell the kinds of 5G apart; from 3.0 on bit 6 is 5G of any kind,
 * and `DataSubclass` tells which. Either spelling can be written in any version.
 */
export const DataClass = overlay(
  flags({ ...upTo4g, '5g-nsa': 64, '5g-sa': 128, ...others }, { also: { '5g': 192 } }),
  { 3: flags({ ...upTo4g, '5g': 64, ...others }, { also: { '5g-nsa': 64, '5g-sa': 64 } }) },
)
export type DataClass = WordOf<typeof DataClass>

const dataSubclasses = {
  '5g-endc': 1,
  '5g-nr': 2,
  '5g-nedc': 4,
  '5g-elte': 8,
  '5g-ngendc': 16,
} as const

/** The kinds of 5G, from MBIMEx 3.0 on. */
export const DataSubclass = flags(dataSubclasses)
export type DataSubclass = WordOf<typeof DataSubclass>

/** The same in 64 bits, as DEVICE_CAPS_V2 has it. */
export const WideDataSubclass = flags(dataSubclasses, { bytes: 8 })

export const SmsCaps = flags({
  'pdu-receive': 1,
  'pdu-send': 2,
  'text-receive': 4,
  'text-send': 8,
})
export type SmsCaps = WordOf<typeof SmsCaps>

export const CtrlCaps = flags({
  'reg-manual': 1,
  'hw-radio-switch': 2,
  'cdma-mobile-ip': 4,
  'cdma-simple-ip': 8,
  'multi-carrier': 16,
  esim: 32,
  'ue-policy-route-selection': 64,
  'sim-hot-swap-capable': 128,
  'use-ursp-rule-on-epc': 256,
})
export type CtrlCaps = WordOf<typeof CtrlCaps>

export const RadioSwitchState = enumeration({
  off: 0,
  on: 1,
})
export type RadioSwitchState = ValueOf<typeof RadioSwitchState>

export const EmergencyModeState = enumeration({
  off: 0,
  on: 1,
})
export type EmergencyModeState = ValueOf<typeof EmergencyModeState>

export const NetworkIdleHintState = enumeration({
  disabled: 0,
  enabled: 1,
})
export type NetworkIdleHintState = ValueOf<typeof NetworkIdleHintState>

export const UiccSlotState = enumeration({
  unknown: 0,
  'off-empty': 1,
  off: 2,
  empty: 3,
  'not-ready': 4,
  active: 5,
  error: 6,
  'active-esim': 7,
  'active-esim-no-profiles': 8,
})
export type UiccSlotState = ValueOf<typeof UiccSlotState>

export const ModemConfigurationStatus = enumeration({
  unknown: 0,
  started: 1,
  completed: 2,
})
export type ModemConfigurationStatus = ValueOf<typeof ModemConfigurationStatus>

export const LoggingLevel = enumeration({
  prod: 0,
  'lab-verbose': 1,
  'lab-medium': 2,
  'lab-low': 3,
  oem: 4,
})
export type LoggingLevel = ValueOf<typeof LoggingLevel>

export const WakeType = enumeration({
  'cid-response': 0,
  'cid-indication': 1,
  packet: 2,
})
export type WakeType = ValueOf<typeof WakeType>
