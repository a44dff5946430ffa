/** The device: its slots and executors, its versions, its logs. */
import { cid, empty } from '../../cid.ts'
import { olBytes } from '../../codec/bytes.ts'
import { personal, secret } from '../../codec/codec.ts'
import { u16, u32, u64 } from '../../codec/integer.ts'
import { olStructList } from '../../codec/list.ts'
import { countOf, overlay } from '../../codec/presence.ts'
import { string } from '../../codec/string.ts'
import { struct } from '../../codec/struct.ts'
import { tlv, tlvList, tlvString, tlvU16Array } from '../../codec/tlv.ts'
import {
  CellularClass,
  CtrlCaps,
  DataClass,
  DeviceType,
  LoggingLevel,
  ModemConfigurationStatus,
  SimClass,
  SmsCaps,
  UiccSlotState,
  VoiceClass,
  WakeType,
  WideDataSubclass,
} from '../../word/device.ts'
import { PinOperation, PinType } from '../../word/sim.ts'
import { PinInfo } from '../basic-connect/sim.ts'
import { MsBasicConnectExtensions } from './service.ts'

/**
 * What the whole modem has: executors (radios that register at once), card slots, executors active at once.
 * Microsoft, "MB Multi-SIM Operations"
 */
export const MsSysCaps = cid(MsBasicConnectExtensions, 5, 'sys-caps', {
  query: empty,
  response: struct({ numberOfExecutors: u32, numberOfSlots: u32, concurrency: u32, modemId: u64 }),
})

/**
 * As DeviceCaps, for one executor. MBIMEx 3.0 has the texts in TLVs and adds the bands: bit n-1 of `wcdmaBandClass` is
 * band n, the others are lists of bands. Microsoft, "MB Multi-SIM Operations"; MBIMEx 3.0
 */
export const MsDeviceCapsV2 = cid(MsBasicConnectExtensions, 6, 'device-caps-v2', {
  query: empty,
  response: overlay(
    struct({
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
      executorIndex: u32,
    }),
    {
      3: struct({
        deviceType: DeviceType,
        cellularClass: CellularClass,
        voiceClass: VoiceClass,
        simClass: SimClass,
        dataClass: DataClass,
        smsCaps: SmsCaps,
        controlCaps: CtrlCaps,
        dataSubclass: WideDataSubclass,
        maxSessions: u32,
        executorIndex: u32,
        wcdmaBandClass: u32,
        lteBandClass: tlvU16Array,
        nrBandClass: tlvU16Array,
        customDataClass: tlvString({ max: 11 }),
        deviceId: personal(tlvString({ max: 18 })),
        firmwareInfo: tlvString({ max: 30 }),
        hardwareInfo: tlvString({ max: 30 }),
      }),
    },
  ),
})

const slotMappings = struct({ mapCount: countOf('slotMap'), slotMap: olStructList(struct({ slot: u32 })) })

/** Which slot each executor uses: entry i is executor i's. Microsoft, "MB Multi-SIM Operations" */
export const MsDeviceSlotMappings = cid(MsBasicConnectExtensions, 7, 'device-slot-mappings', {
  query: empty,
  set: slotMappings,
  response: slotMappings,
})

/** What is in a slot. Microsoft, "MB Multi-SIM Operations" */
export const MsSlotInfoStatus = cid(MsBasicConnectExtensions, 8, 'slot-info-status', {
  query: struct({ slotIndex: u32 }),
  info: struct({ slotIndex: u32, state: UiccSlotState }),
})

/** Restarts the modem, which goes away after its answer. Microsoft, "MB Modem Reset Operations" */
export const MsDeviceReset = cid(MsBasicConnectExtensions, 10, 'device-reset', {
  set: empty,
  response: empty,
})

const loggingConfig = struct({
  version: u32,
  maxSegmentSize: u32,
  maxFlushTime: u32,
  levelConfig: LoggingLevel,
})

/**
 * What the modem logs to the modem file transfer service: segments in KiB, flushed after so many milliseconds;
 * `version` is 1. Microsoft, "MB Modem Logging with DSS"
 */
export const MsModemLoggingConfig = cid(MsBasicConnectExtensions, 13, 'modem-logging-config', {
  query: empty,
  set: loggingConfig,
  info: loggingConfig,
})

/** The PIN of an application on the card, which `appId` names; `version` is 1. Else as Pin. Microsoft, MBIM_CID_MS_PIN_EX */
export const MsPinEx = cid(MsBasicConnectExtensions, 14, 'pin-ex', {
  query: struct({ version: u32, appId: olBytes({ max: 32 }) }),
  set: struct({
    pinType: PinType,
    pinOperation: PinOperation,
    pin: secret(string({ max: 16 })),
    newPin: secret(string({ max: 16 })),
    appId: olBytes({ max: 32 }),
  }),
  response: PinInfo,
})

const versions = struct({ mbimVersion: u16, mbimExtendedVersion: u16 })

/**
 * Agrees on the extension version, as the first command after the list of services: both ends go on with the lower one.
 * BCD: 0x0100 is 1.0, 0x0300 is 3.0. Microsoft, MBIM_CID_VERSION; MBIMEx 2.0
 */
export const MsVersion = cid(MsBasicConnectExtensions, 15, 'version', { query: versions, response: versions })

/** A change of the carrier's configuration of the modem. MBIMEx 3.0 */
export const MsModemConfiguration = cid(MsBasicConnectExtensions, 16, 'modem-configuration', {
  query: empty,
  info: struct({
    configurationStatus: ModemConfigurationStatus,
    configurationName: tlvString(),
    unnamedIes: tlvList,
  }),
  since: 3,
})

/** Why the device woke the host: `wakeTlv` is a `wake-command` or a `wake-packet`. MBIMEx 3.0 */
export const MsWakeReason = cid(MsBasicConnectExtensions, 19, 'wake-reason', {
  query: empty,
  response: struct({ wakeType: WakeType, sessionId: u32, wakeTlv: tlv }),
  since: 3,
})
