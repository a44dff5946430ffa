/** The network: which ones are barred, where the device is, and the parameters of 5G. */
import { cid, empty } from '../../cid.ts'
import { boolean, u32 } from '../../codec/integer.ts'
import { olStructList } from '../../codec/list.ts'
import { countOf } from '../../codec/presence.ts'
import { struct } from '../../codec/struct.ts'
import { tlvList } from '../../codec/tlv.ts'
import {
  DefaultPduActivationHint,
  DrxCycle,
  LadnInfo,
  MicoIndication,
  MicoMode,
  NetworkBlacklistState,
  NetworkBlacklistType,
} from '../../word/network.ts'
import { MsBasicConnectExtensions } from './service.ts'

/** A network, or SIMs of a provider, that the device does not serve. */
export const MsBlacklistProvider = struct({ mcc: u32, mnc: u32, networkBlacklistType: NetworkBlacklistType })

const blacklist = { elementCount: countOf('providers'), providers: olStructList(MsBlacklistProvider) }

/** The networks and SIMs that the device does not serve. Microsoft, "MB Network Blacklist Operations" */
export const MsNetworkBlacklist = cid(MsBasicConnectExtensions, 2, 'network-blacklist', {
  query: empty,
  set: struct(blacklist),
  info: struct({ state: NetworkBlacklistState, ...blacklist }),
})

/** Where the device is, in the network's terms; 0xFFFFFFFF for what is not known. Microsoft, MBIM_CID_LOCATION_INFO_STATUS */
export const MsLocationInfoStatus = cid(MsBasicConnectExtensions, 12, 'location-info-status', {
  query: empty,
  info: struct({ locationAreaCode: u32, trackingAreaCode: u32, cellId: u32 }),
})

const registrationParameters = struct({
  micoMode: MicoMode,
  drxCycle: DrxCycle,
  ladnInfo: LadnInfo,
  defaultPduActivationHint: DefaultPduActivationHint,
  reRegisterIfNeeded: boolean,
  unnamedIes: tlvList,
})

/** What to ask of a 5G network when registering; `unnamedIes` carry NSSAI, LADN and PCO. MBIMEx 3.0 */
export const MsRegistrationParameters = cid(MsBasicConnectExtensions, 17, 'registration-parameters', {
  query: empty,
  set: registrationParameters,
  response: registrationParameters,
  since: 3,
})

/** What a 5G network granted; `unnamedIes` carry NSSAIs, LADNs and tracking areas. MBIMEx 3.0 */
export const MsNetworkParameters = cid(MsBasicConnectExtensions, 18, 'network-parameters', {
  query: struct({ unnamedIes: tlvList }),
  info: struct({ micoIndication: MicoIndication, drxParams: DrxCycle, unnamedIes: tlvList }),
  since: 3,
})

const policies = struct({ unnamedIes: tlvList })

/** The network's route selection policies (URSP rules), as TLVs. MBIMEx 4.0 */
export const MsUePolicy = cid(MsBasicConnectExtensions, 20, 'ue-policy', {
  query: policies,
  info: policies,
  since: 4,
})
