/** What vendors added: radiation limits, firmware, carrier locks, traces. */
import type { ValueOf } from '../codec/codec.ts'
import { enumeration } from '../codec/enumeration.ts'

export const SarControlMode = enumeration({
  device: 0,
  os: 1,
})
export type SarControlMode = ValueOf<typeof SarControlMode>

export const SarBackoffState = enumeration({
  disabled: 0,
  enabled: 1,
})
export type SarBackoffState = ValueOf<typeof SarBackoffState>

/** As Microsoft's page and libmbim have it; Wireshark reads the numbers the other way round. */
export const SarWifiHardwareState = enumeration({
  integrated: 0,
  'not-integrated': 1,
})
export type SarWifiHardwareState = ValueOf<typeof SarWifiHardwareState>

export const TransmissionNotificationStatus = enumeration({
  disabled: 0,
  enabled: 1,
})
export type TransmissionNotificationStatus = ValueOf<typeof TransmissionNotificationStatus>

export const TransmissionState = enumeration({
  inactive: 0,
  active: 1,
})
export type TransmissionState = ValueOf<typeof TransmissionState>

export const QduSessionAction = enumeration({
  start: 0,
  stop: 1,
})
export type QduSessionAction = ValueOf<typeof QduSessionAction>

export const QduSessionType = enumeration({
  none: 0,
  le: 1,
})
export type QduSessionType = ValueOf<typeof QduSessionType>

export const QduSessionStatus = enumeration({
  inactive: 0,
  'file-transfer': 1,
  'apply-update': 2,
})
export type QduSessionStatus = ValueOf<typeof QduSessionStatus>

export const QduSessionResult = enumeration({
  success: 0,
  failure: 1,
})
export type QduSessionResult = ValueOf<typeof QduSessionResult>

export const QduFileType = enumeration({
  'little-endian-package': 0,
})
export type QduFileType = ValueOf<typeof QduFileType>

export const QduQuectelRebootType = enumeration(
  {
    edl: 17,
  },
  { bytes: 2 },
)
export type QduQuectelRebootType = ValueOf<typeof QduQuectelRebootType>

export const QduQuectelVersionType = enumeration(
  {
    'fw-build-id': 256,
  },
  { bytes: 2 },
)
export type QduQuectelVersionType = ValueOf<typeof QduQuectelVersionType>

export const QuectelRadioSwitchState = enumeration({
  off: 0,
  on: 1,
  'fcc-locked': 4,
})
export type QuectelRadioSwitchState = ValueOf<typeof QuectelRadioSwitchState>

export const QuectelCommandType = enumeration({
  at: 0,
  system: 1,
})
export type QuectelCommandType = ValueOf<typeof QuectelCommandType>

export const QuectelCommandResponseStatus = enumeration({
  ok: 0,
  fail: 1,
})
export type QuectelCommandResponseStatus = ValueOf<typeof QuectelCommandResponseStatus>

export const AtdsRatMode = enumeration({
  automatic: 0,
  '2g-only': 1,
  '3g-only': 2,
  '4g-only': 3,
})
export type AtdsRatMode = ValueOf<typeof AtdsRatMode>

export const AtdsProviderPlmnMode = enumeration({
  gsm: 0,
  utran: 6,
  lte: 7,
})
export type AtdsProviderPlmnMode = ValueOf<typeof AtdsProviderPlmnMode>

export const CarrierLockStatus = enumeration({
  'not-applied': 0,
  applied: 1,
})
export type CarrierLockStatus = ValueOf<typeof CarrierLockStatus>

export const CarrierLockModemState = enumeration({
  deregistered: 0,
  'deregistration-in-progress': 1,
  'registration-in-progress': 2,
  registered: 3,
})
export type CarrierLockModemState = ValueOf<typeof CarrierLockModemState>

export const CarrierLockCause = enumeration({
  'not-applicable': 0,
  'sim-lock-policy-mismatch': 1,
  'sim-lock-policy-matched': 2,
})
export type CarrierLockCause = ValueOf<typeof CarrierLockCause>

export const IntelServingCellInfo = enumeration({
  pcell: 0,
  scell: 1,
  pscell: 2,
  sscell: 3,
  'radio-off': 0xffffffff,
})
export type IntelServingCellInfo = ValueOf<typeof IntelServingCellInfo>

export const IntelBootMode = enumeration({
  'normal-mode': 0,
  'download-mode': 1,
  'power-off-device': 2,
  'non-resetable-register': 3,
  'without-reboot-power-off': 4,
  'fast-download-mode': 5,
})
export type IntelBootMode = ValueOf<typeof IntelBootMode>

export const TraceCommand = enumeration({
  mode: 0,
  level: 1,
  location: 2,
  'flash-interval': 3,
})
export type TraceCommand = ValueOf<typeof TraceCommand>
