/** Providers, registration, packet service and signal. */
import { cid, empty } from '../../cid.ts'
import { u16, u32, u64 } from '../../codec/integer.ts'
import { olStructBlock, olStructList } from '../../codec/list.ts'
import { countOf, since } from '../../codec/presence.ts'
import { string } from '../../codec/string.ts'
import { struct } from '../../codec/struct.ts'
import { NwError } from '../../nw-error.ts'
import { CellularClass, DataClass, DataSubclass } from '../../word/device.ts'
import {
  ErrorRate,
  FrequencyRange,
  PacketServiceAction,
  PacketServiceState,
  ProviderState,
  RegisterAction,
  RegisterMode,
  RegisterState as RegistrationState,
  RegistrationFlag,
  VisibleProvidersAction,
} from '../../word/network.ts'
import { BasicConnect } from './service.ts'

/**
 * A network. `providerId` is the MCC followed by the MNC, 5 or 6 digits; `rssi` is 0 (-113 dBm or less) to 31 (-51 dBm
 * or more) in steps of 2 dB, 99 when unknown.
 */
export const Provider = struct({
  providerId: string({ max: 6 }),
  providerState: ProviderState,
  providerName: string({ max: 20 }),
  cellularClass: CellularClass,
  rssi: u32,
  errorRate: ErrorRate,
})

const providers = struct({ elementCount: countOf('providers'), providers: olStructList(Provider) })

const homeProvider = struct({ provider: Provider })

/** The network of the SIM; setting it is for multi-carrier devices. MBIM 1.0 errata-1 §10.5.6 */
export const HomeProvider = cid(BasicConnect, 6, 'home-provider', {
  query: empty,
  set: homeProvider,
  response: homeProvider,
})

/** The preferred and the forbidden networks that the SIM keeps. A set replaces the list. MBIM 1.0 errata-1 §10.5.7 */
export const PreferredProviders = cid(BasicConnect, 7, 'preferred-providers', {
  query: empty,
  set: providers,
  info: providers,
  standardIndication: true,
})

/** A scan for networks, which may take minutes. MBIM 1.0 errata-1 §10.5.8 */
export const VisibleProviders = cid(BasicConnect, 8, 'visible-providers', {
  query: struct({ action: VisibleProvidersAction }),
  response: providers,
})

/**
 * Registration with a network: by itself, or with one that is named. `dataClass` is what is wanted, empty to leave it
 * as it is. MBIM 1.0 errata-1 §10.5.9; MBIMEx 2.0
 */
export const RegisterState = cid(BasicConnect, 9, 'register-state', {
  query: empty,
  set: struct({ providerId: string({ max: 6 }), registerAction: RegisterAction, dataClass: DataClass }),
  info: struct({
    nwError: NwError,
    registerState: RegistrationState,
    registerMode: RegisterMode,
    availableDataClasses: DataClass,
    currentCellularClass: CellularClass,
    providerId: string({ max: 6 }),
    providerName: string({ max: 20 }),
    roamingText: string({ max: 63 }),
    registrationFlag: RegistrationFlag,
    preferredDataClasses: since(2, DataClass),
  }),
  infoOnFailure: true,
  standardIndication: true,
})

/**
 * A tracking area. `plmnMcc` holds three BCD digits (0x0214 is 214); `plmnMnc` two in its low byte with bit 15 set
 * (0x8003 is 03), or three; `tac` is 0xFFFFFFFF when unknown. MBIMEx 3.0
 */
export const Tai = struct({ plmnMcc: u16, plmnMnc: u16, tac: u32 })

/**
 * Attaching to the packet service, and its state. `currentDataClass` is called HighestAvailableDataClass before
 * MBIMEx 2.0; the speeds are upper bounds, in bit/s. MBIM 1.0 errata-1 §10.5.10; MBIMEx 2.0, 3.0
 */
export const PacketService = cid(BasicConnect, 10, 'packet-service', {
  query: empty,
  set: struct({ packetServiceAction: PacketServiceAction }),
  info: struct({
    nwError: NwError,
    packetServiceState: PacketServiceState,
    currentDataClass: DataClass,
    uplinkSpeed: u64,
    downlinkSpeed: u64,
    frequencyRange: since(2, FrequencyRange),
    dataSubclass: since(3, DataSubclass),
    tai: since(3, Tai),
  }),
  infoOnFailure: true,
  standardIndication: true,
})

/**
 * Signal of LTE or 5G. `rsrp` v is below -156+v dBm, 126 is -31 dBm or more, 127 unknown; `snr` v is below -23+v/2 dB, 127
 * is 40 dB or more, 128 unknown. Thresholds are 0 for the device's own, 0xFFFFFFFF for none. MBIMEx 2.0
 */
export const RsrpSnrInfo = struct({
  rsrp: u32,
  snr: u32,
  rsrpThreshold: u32,
  snrThreshold: u32,
  systemType: DataClass,
})

/**
 * Signal strength and when it is to be reported. `rssi` as in `Provider`. In a set 0 stands for the device's own choice,
 * 0xFFFFFFFF for no reports of that kind; the interval is in seconds. MBIM 1.0 errata-1 §10.5.11; MBIMEx 2.0
 */
export const SignalState = cid(BasicConnect, 11, 'signal-state', {
  query: empty,
  set: struct({ signalStrengthInterval: u32, rssiThreshold: u32, errorRateThreshold: u32 }),
  info: struct({
    rssi: u32,
    errorRate: ErrorRate,
    signalStrengthInterval: u32,
    rssiThreshold: u32,
    errorRateThreshold: u32,
    rsrpSnr: since(2, olStructBlock(RsrpSnrInfo)),
  }),
  standardIndication: true,
})

/** The preferred networks of a multi-carrier device. MBIM 1.0 errata-1, MBIM_CID_MULTICARRIER_PROVIDERS */
export const MulticarrierProviders = cid(BasicConnect, 24, 'multicarrier-providers', {
  query: empty,
  set: providers,
  info: providers,
  standardIndication: true,
})
