/** Standing with networks: providers, registration, attachment, signal. */
import type { ValueOf } from '../codec/codec.ts'
import { enumeration } from '../codec/enumeration.ts'
import { flags, type WordOf } from '../codec/flags.ts'

export const VisibleProvidersAction = enumeration({
  'full-scan': 0,
  'restricted-scan': 1,
})
export type VisibleProvidersAction = ValueOf<typeof VisibleProvidersAction>

export const ProviderState = flags({
  home: 1,
  forbidden: 2,
  preferred: 4,
  visible: 8,
  registered: 16,
  'preferred-multicarrier': 32,
})
export type ProviderState = WordOf<typeof ProviderState>

export const RegisterAction = enumeration({
  automatic: 0,
  manual: 1,
})
export type RegisterAction = ValueOf<typeof RegisterAction>

/** Standing with the operator's network. */
export const RegisterState = enumeration({
  unknown: 0,
  deregistered: 1,
  searching: 2,
  home: 3,
  roaming: 4,
  partner: 5,
  denied: 6,
})
export type RegisterState = ValueOf<typeof RegisterState>

export const RegisterMode = enumeration({
  unknown: 0,
  automatic: 1,
  manual: 2,
})
export type RegisterMode = ValueOf<typeof RegisterMode>

export const RegistrationFlag = flags({
  'manual-selection-not-available': 1,
  'packet-service-automatic-attach': 2,
})
export type RegistrationFlag = WordOf<typeof RegistrationFlag>

export const PacketServiceAction = enumeration({
  attach: 0,
  detach: 1,
})
export type PacketServiceAction = ValueOf<typeof PacketServiceAction>

export const PacketServiceState = enumeration({
  unknown: 0,
  attaching: 1,
  attached: 2,
  detaching: 3,
  detached: 4,
})
export type PacketServiceState = ValueOf<typeof PacketServiceState>

export const FrequencyRange = flags({
  'range-1': 1,
  'range-2': 2,
})
export type FrequencyRange = WordOf<typeof FrequencyRange>

/** Channel bit error rate in bands (3GPP TS 27.007 8.5). */
export const ErrorRate = enumeration({
  'lt-0-01-percent': 0,
  'p0-01-to-0-1': 1,
  'p0-1-to-0-5': 2,
  'p0-5-to-1': 3,
  'p1-to-2': 4,
  'p2-to-4': 5,
  'p4-to-8': 6,
  'gt-8-percent': 7,
  unknown: 99,
})
export type ErrorRate = ValueOf<typeof ErrorRate>

export const LteAttachState = enumeration({
  detached: 0,
  attached: 1,
})
export type LteAttachState = ValueOf<typeof LteAttachState>

export const NetworkBlacklistType = enumeration({
  sim: 0,
  network: 1,
})
export type NetworkBlacklistType = ValueOf<typeof NetworkBlacklistType>

export const NetworkBlacklistState = flags({
  'sim-provider-actuated': 1,
  'network-provider-actuated': 2,
})
export type NetworkBlacklistState = WordOf<typeof NetworkBlacklistState>

export const MicoMode = enumeration({
  disabled: 0,
  enabled: 1,
  unsupported: 2,
  default: 3,
})
export type MicoMode = ValueOf<typeof MicoMode>

export const MicoIndication = enumeration({
  'not-allocated': 0,
  allocated: 1,
  'not-available': 0xffffffff,
})
export type MicoIndication = ValueOf<typeof MicoIndication>

export const DrxCycle = enumeration({
  'not-specified': 0,
  'not-supported': 1,
  'cycle-32': 2,
  'cycle-64': 3,
  'cycle-128': 4,
  'cycle-256': 5,
})
export type DrxCycle = ValueOf<typeof DrxCycle>

export const LadnInfo = enumeration({
  'not-needed': 0,
  requested: 1,
})
export type LadnInfo = ValueOf<typeof LadnInfo>

export const DefaultPduActivationHint = enumeration({
  unlikely: 0,
  likely: 1,
})
export type DefaultPduActivationHint = ValueOf<typeof DefaultPduActivationHint>

export const NssaiAccessType = enumeration({
  unknown: 0,
  '3gpp': 1,
  'non-3gpp': 2,
})
export type NssaiAccessType = ValueOf<typeof NssaiAccessType>

export const MulticarrierCapabilities = flags({
  'static-scan': 1,
  'fw-requires-reboot': 2,
})
export type MulticarrierCapabilities = WordOf<typeof MulticarrierCapabilities>
