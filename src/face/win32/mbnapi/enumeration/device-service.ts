/** The enumerations of device services. Numbers: mbnapi.h. */
import type { MemberOf } from '../../com/data-type.ts'

/** Arrival and removal of service-capable devices. */
export const MBN_DEVICE_SERVICES_INTERFACE_STATE = {
  MBN_DEVICE_SERVICES_CAPABLE_INTERFACE_ARRIVAL: 0, // arrived
  MBN_DEVICE_SERVICES_CAPABLE_INTERFACE_REMOVAL: 1, // removed
} as const
export type MBN_DEVICE_SERVICES_INTERFACE_STATE = MemberOf<typeof MBN_DEVICE_SERVICES_INTERFACE_STATE>
export const {
  MBN_DEVICE_SERVICES_CAPABLE_INTERFACE_ARRIVAL,
  MBN_DEVICE_SERVICES_CAPABLE_INTERFACE_REMOVAL,
} = MBN_DEVICE_SERVICES_INTERFACE_STATE

/** What became of the sessions of device services; in the header, on no page. */
export const MBN_DEVICE_SERVICE_SESSIONS_STATE = {
  MBN_DEVICE_SERVICE_SESSIONS_RESTORED: 0,
} as const
export type MBN_DEVICE_SERVICE_SESSIONS_STATE = MemberOf<typeof MBN_DEVICE_SERVICE_SESSIONS_STATE>
export const { MBN_DEVICE_SERVICE_SESSIONS_RESTORED } = MBN_DEVICE_SERVICE_SESSIONS_STATE
