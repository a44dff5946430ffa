/** Limits of radiation near people: specific absorption rate. Microsoft, "MB SAR Platform Support" */
import { cid, empty } from '../cid.ts'
import { u32 } from '../codec/integer.ts'
import { olStructList } from '../codec/list.ts'
import { countOf } from '../codec/presence.ts'
import { struct } from '../codec/struct.ts'
import { service } from '../service.ts'
import {
  SarBackoffState,
  SarControlMode,
  SarWifiHardwareState,
  TransmissionNotificationStatus,
  TransmissionState,
} from '../word/vendor.ts'

export const MsSar = service('ms-sar', '68223d04-9f6c-4e0f-822d-28441fb72340', 'Microsoft SAR')

const configStates = {
  elementCount: countOf('configStates'),
  /** `antennaIndex` 0xFFFFFFFF is every antenna. */
  configStates: olStructList(struct({ antennaIndex: u32, backoffIndex: u32 })),
}

/** Who limits the power, whether it is limited, and by which table for each antenna. */
export const MsSarConfig = cid(MsSar, 1, 'config', {
  query: empty,
  set: struct({ mode: SarControlMode, backoffState: SarBackoffState, ...configStates }),
  response: struct({
    mode: SarControlMode,
    backoffState: SarBackoffState,
    wifiIntegration: SarWifiHardwareState,
    ...configStates,
  }),
})

/** Whether the modem transmits, told when it starts or stops for `hysteresisTimer`, 1 to 5, seconds. */
export const MsSarTransmissionStatus = cid(MsSar, 2, 'transmission-status', {
  query: empty,
  set: struct({ channelNotification: TransmissionNotificationStatus, hysteresisTimer: u32 }),
  info: struct({
    channelNotification: TransmissionNotificationStatus,
    transmissionStatus: TransmissionState,
    hysteresisTimer: u32,
  }),
})
