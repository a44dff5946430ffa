/** The device itself: what it can do, its radio, its services. */
import { cid, empty } from '../../cid.ts'
import { personal } from '../../codec/codec.ts'
import { u32 } from '../../codec/integer.ts'
import { olStructList, u32Array } from '../../codec/list.ts'
import { countOf } from '../../codec/presence.ts'
import { string } from '../../codec/string.ts'
import { struct } from '../../codec/struct.ts'
import { uuid } from '../../codec/uuid.ts'
import {
  CellularClass,
  CtrlCaps,
  DataClass,
  DeviceType,
  EmergencyModeState,
  NetworkIdleHintState,
  RadioSwitchState,
  SimClass,
  SmsCaps,
  VoiceClass,
} from '../../word/device.ts'
import { BasicConnect } from './service.ts'

/**
 * What the device can do and who it is; answered at any time, without a SIM and with the radio off.
 * `deviceId` is the IMEI, or ESN or MEID; `customDataClass` goes with the data class of that name.
 * MBIM 1.0 errata-1 §10.5.1
 */
export const DeviceCaps = cid(BasicConnect, 1, 'device-caps', {
  query: empty,
  response: struct({
    deviceType: DeviceType,
    cellularClass: CellularClass,
    voiceClass: VoiceClass,
    simClass: SimClass,
    dataClass: DataClass,
    smsCaps: SmsCaps,
    controlCaps: CtrlCaps,
    maxSessions: u32,
    customDataClass: string({ max: 11 }),
    deviceId: personal(string({ max: 18 })),
    firmwareInfo: string({ max: 30 }),
    hardwareInfo: string({ max: 30 }),
  }),
})

/**
 * The two radio switches. A set moves the one in software; the radio is on when both are.
 * MBIM 1.0 errata-1 §10.5.3
 */
export const RadioState = cid(BasicConnect, 3, 'radio-state', {
  query: empty,
  set: struct({ radioState: RadioSwitchState }),
  info: struct({ hwRadioState: RadioSwitchState, swRadioState: RadioSwitchState }),
  standardIndication: true,
})

/** A service of the device. `dssPayload`: bit 0, streams from the host are supported; bit 1, streams to the host. */
export const DeviceServiceElement = struct({
  deviceServiceId: uuid,
  dssPayload: u32,
  maxDssInstances: u32,
  cidCount: countOf('cidList'),
  cidList: u32Array,
})

/** Which services the device has, and which CIDs of them. MBIM 1.0 errata-1, MBIM_CID_DEVICE_SERVICES */
export const DeviceServices = cid(BasicConnect, 16, 'device-services', {
  query: empty,
  response: struct({
    deviceServicesCount: countOf('deviceServices'),
    maxDssSessions: u32,
    deviceServices: olStructList(DeviceServiceElement),
  }),
})

/** CIDs of a service whose indications are wanted; an empty list stands for every CID. */
export const EventEntry = struct({
  deviceServiceId: uuid,
  cidCount: countOf('cidList'),
  cidList: u32Array,
})

const subscribeList = struct({ elementCount: countOf('events'), events: olStructList(EventEntry) })

/**
 * Which indications the host wants. A list replaces everything, standard indications included.
 * MBIM 1.0 errata-1, MBIM_CID_DEVICE_SERVICE_SUBSCRIBE_LIST
 */
export const DeviceServiceSubscribeList = cid(BasicConnect, 19, 'device-service-subscribe-list', {
  set: subscribeList,
  response: subscribeList,
})

const idleHint = struct({ state: NetworkIdleHintState })

/** Whether the host expects to use the network soon. MBIM 1.0 errata-1, MBIM_CID_NETWORK_IDLE_HINT */
export const NetworkIdleHint = cid(BasicConnect, 21, 'network-idle-hint', {
  query: empty,
  set: idleHint,
  response: idleHint,
})

/** Whether an emergency call is going on. MBIM 1.0 errata-1, MBIM_CID_EMERGENCY_MODE */
export const EmergencyMode = cid(BasicConnect, 22, 'emergency-mode', {
  query: empty,
  info: struct({ state: EmergencyModeState }),
  standardIndication: true,
})
