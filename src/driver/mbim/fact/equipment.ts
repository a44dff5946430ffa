/** Who the modem is and what it can do: DEVICE_CAPS or, with MBIMEx 2.0 and later, DEVICE_CAPS_V2. */
import { compact } from '../../../base/index.ts'
import type { Capabilities, Equipment } from '../../../core/index.ts'
import type { ServiceList } from '../../../device/index.ts'
import { findService, type DeviceCaps, type MsDeviceCapsV2, type ValueOf } from '../../../mbim/index.ts'
import { dataClasses } from './data-class.ts'

type Caps = ValueOf<typeof DeviceCaps.response> | ValueOf<typeof MsDeviceCapsV2.response>

/** `device` stands in for the identity of a modem that gives none. */
export function equipment(caps: Caps, device: string): Equipment {
  return compact({
    id: caps.deviceId.trim() || `unknown:${device}`,
    model: text(caps.hardwareInfo),
    firmware: text(caps.firmwareInfo),
  })
}

export function capabilities(caps: Caps, services: ServiceList): Capabilities {
  const subclasses = 'dataSubclass' in caps ? caps.dataSubclass : undefined
  return {
    cellularClasses: caps.cellularClass.filter((name) => typeof name === 'string'),
    dataClasses: dataClasses(caps.dataClass, subclasses),
    simRemovable: caps.simClass.includes('removable'),
    manualRegistration: caps.controlCaps.includes('reg-manual'),
    hardwareRadioSwitch: caps.controlCaps.includes('hw-radio-switch'),
    multicarrier: caps.controlCaps.includes('multi-carrier'),
    sms: caps.smsCaps.filter((name) => typeof name === 'string'),
    maxSessions: Math.min(Math.max(1, caps.maxSessions), SESSIONS),
    services: services.uuids.map((uuid) => findService(uuid)?.name ?? uuid),
  }
}

/** A session id is a byte of the data path's IPS<n> (MBIM 1.0 §7). */
const SESSIONS = 256

function text(value: string): string | undefined {
  return value.trim() || undefined
}
