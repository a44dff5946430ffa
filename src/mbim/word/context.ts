/** Contexts: activating them, keeping them, their addresses. */
import type { ValueOf } from '../codec/codec.ts'
import { enumeration } from '../codec/enumeration.ts'
import { flags, type WordOf } from '../codec/flags.ts'

export const ActivationCommand = enumeration({
  deactivate: 0,
  activate: 1,
})
export type ActivationCommand = ValueOf<typeof ActivationCommand>

export const ActivationOption = enumeration({
  default: 0,
  'per-non-default-ursp-rules': 1,
  'per-default-ursp-rules': 2,
  'per-ursp-rules': 3,
})
export type ActivationOption = ValueOf<typeof ActivationOption>

export const ActivationState = enumeration({
  unknown: 0,
  activated: 1,
  activating: 2,
  deactivated: 3,
  deactivating: 4,
})
export type ActivationState = ValueOf<typeof ActivationState>

export const VoiceCallState = enumeration({
  none: 0,
  'in-progress': 1,
  'hang-up': 2,
})
export type VoiceCallState = ValueOf<typeof VoiceCallState>

export const Compression = enumeration({
  none: 0,
  enable: 1,
})
export type Compression = ValueOf<typeof Compression>

export const AuthProtocol = enumeration({
  none: 0,
  pap: 1,
  chap: 2,
  mschapv2: 3,
})
export type AuthProtocol = ValueOf<typeof AuthProtocol>

/** `ipv4v6` is one context for both families, `ipv4-and-ipv6` two of them. */
export const ContextIpType = enumeration({
  default: 0,
  ipv4: 1,
  ipv6: 2,
  ipv4v6: 3,
  'ipv4-and-ipv6': 4,
})
export type ContextIpType = ValueOf<typeof ContextIpType>

export const AccessMediaType = enumeration({
  unknown: 0,
  '3gpp': 1,
  '3gpp-preferred': 2,
})
export type AccessMediaType = ValueOf<typeof AccessMediaType>

export const IPConfigurationAvailableFlag = flags({
  address: 1,
  gateway: 2,
  dns: 4,
  mtu: 8,
})
export type IPConfigurationAvailableFlag = WordOf<typeof IPConfigurationAvailableFlag>

export const ContextSource = enumeration({
  admin: 0,
  user: 1,
  operator: 2,
  modem: 3,
  device: 4,
})
export type ContextSource = ValueOf<typeof ContextSource>

export const ContextRoamingControl = enumeration({
  'home-only': 0,
  'partner-only': 1,
  'non-partner-only': 2,
  'home-and-partner': 3,
  'home-and-non-partner': 4,
  'partner-and-non-partner': 5,
  'allow-all': 6,
})
export type ContextRoamingControl = ValueOf<typeof ContextRoamingControl>

export const ContextMediaType = enumeration({
  'cellular-only': 0,
  'wifi-only': 1,
  all: 2,
})
export type ContextMediaType = ValueOf<typeof ContextMediaType>

export const ContextState = enumeration({
  disabled: 0,
  enabled: 1,
})
export type ContextState = ValueOf<typeof ContextState>

export const ContextOperation = enumeration({
  default: 0,
  delete: 1,
  'restore-factory': 2,
})
export type ContextOperation = ValueOf<typeof ContextOperation>

export const LteAttachContextOperation = enumeration({
  default: 0,
  'restore-factory': 1,
})
export type LteAttachContextOperation = ValueOf<typeof LteAttachContextOperation>

export const LteAttachContextRoamingControl = enumeration({
  home: 0,
  partner: 1,
  'non-partner': 2,
})
export type LteAttachContextRoamingControl = ValueOf<typeof LteAttachContextRoamingControl>

export const PcoType = enumeration({
  complete: 0,
  partial: 1,
})
export type PcoType = ValueOf<typeof PcoType>
