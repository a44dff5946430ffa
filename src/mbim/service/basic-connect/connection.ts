/** Connections: contexts, their addresses and their traffic. */
import { cid, empty } from '../../cid.ts'
import { bytesRest, oBytes } from '../../codec/bytes.ts'
import { personal, secret } from '../../codec/codec.ts'
import { u32, u64 } from '../../codec/integer.ts'
import { ipv4, ipv6 } from '../../codec/ip-address.ts'
import { oArray, olStructList, oValue } from '../../codec/list.ts'
import { countOf, only, overlay, since } from '../../codec/presence.ts'
import { string } from '../../codec/string.ts'
import { struct } from '../../codec/struct.ts'
import { tlvList, tlvOf, tlvString } from '../../codec/tlv.ts'
import { NwError } from '../../nw-error.ts'
import {
  AccessMediaType,
  ActivationCommand,
  ActivationOption,
  ActivationState,
  AuthProtocol,
  Compression,
  ContextIpType,
  IPConfigurationAvailableFlag,
  VoiceCallState,
} from '../../word/context.ts'
import { ContextType } from '../../word/context-type.ts'
import { BasicConnect } from './service.ts'

const connectInfo = {
  sessionId: u32,
  activationState: ActivationState,
  voiceCallState: VoiceCallState,
  ipType: ContextIpType,
  contextType: ContextType,
  nwError: NwError,
}

/**
 * Activating and deactivating a context, and its state. A query needs `sessionId` alone, but before MBIMEx 3.0 it is sent
 * as long as the info, as hosts do. `unnamedIes` are TLVs of any kind; `snssai` is an S-NSSAI (MBIMEx 4.0, "TLV IEs").
 * MBIM 1.0 errata-1 §10.5.12; MBIMEx 3.0, 4.0
 */
export const Connect = cid(BasicConnect, 12, 'connect', {
  query: overlay(only(struct(connectInfo), 'sessionId'), { 3: struct({ sessionId: u32 }) }),
  set: overlay(
    struct({
      sessionId: u32,
      activationCommand: ActivationCommand,
      accessString: string({ max: 100 }),
      userName: personal(string({ max: 255 })),
      password: secret(string({ max: 255 })),
      compression: Compression,
      authProtocol: AuthProtocol,
      ipType: ContextIpType,
      contextType: ContextType,
    }),
    {
      3: struct({
        sessionId: u32,
        activationCommand: ActivationCommand,
        activationOption: since(4, ActivationOption),
        compression: Compression,
        authProtocol: AuthProtocol,
        ipType: ContextIpType,
        contextType: ContextType,
        mediaPreference: AccessMediaType,
        accessString: tlvString({ max: 100 }),
        userName: personal(tlvString({ max: 255 })),
        password: secret(tlvString({ max: 255 })),
        snssai: since(4, tlvOf('single-nssai')),
        unnamedIes: tlvList,
      }),
    },
  ),
  info: struct({
    ...connectInfo,
    accessMedia: since(3, AccessMediaType),
    accessString: since(3, tlvString({ max: 100 })),
    snssai: since(4, tlvOf('single-nssai')),
    unnamedIes: since(3, tlvList),
  }),
  infoOnFailure: true,
  standardIndication: true,
})

/** A stored context. */
export const Context = struct({
  contextId: u32,
  contextType: ContextType,
  accessString: string({ max: 100 }),
  userName: personal(string({ max: 255 })),
  password: secret(string({ max: 255 })),
  compression: Compression,
  authProtocol: AuthProtocol,
})

/**
 * The contexts stored in the device or on the SIM. A set with `contextId` 0xFFFFFFFF lets the function choose the place;
 * `providerId` says for which network. MBIM 1.0 errata-1 §10.5.13
 */
export const ProvisionedContexts = cid(BasicConnect, 13, 'provisioned-contexts', {
  query: empty,
  set: struct({ ...Context.fields, providerId: string({ max: 6 }) }),
  info: struct({ elementCount: countOf('provisionedContexts'), provisionedContexts: olStructList(Context) }),
  standardIndication: true,
})

/** Activating the subscription, by a carrier's own bytes, which may say whose it is. MBIM 1.0 errata-1 §10.5.14 */
export const ServiceActivation = cid(BasicConnect, 14, 'service-activation', {
  set: struct({ buffer: personal(bytesRest) }),
  response: struct({ nwError: NwError, buffer: personal(bytesRest) }),
  infoOnFailure: true,
})

export const Ipv4Element = struct({ onLinkPrefixLength: u32, ipv4Address: ipv4 })
export const Ipv6Element = struct({ onLinkPrefixLength: u32, ipv6Address: ipv6 })

const ipConfiguration = struct({
  sessionId: u32,
  ipv4ConfigurationAvailable: IPConfigurationAvailableFlag,
  ipv6ConfigurationAvailable: IPConfigurationAvailableFlag,
  ipv4AddressCount: countOf('ipv4Address'),
  ipv4Address: oArray(Ipv4Element),
  ipv6AddressCount: countOf('ipv6Address'),
  ipv6Address: oArray(Ipv6Element),
  ipv4Gateway: oValue(ipv4),
  ipv6Gateway: oValue(ipv6),
  ipv4DnsServerCount: countOf('ipv4DnsServer'),
  ipv4DnsServer: oArray(ipv4),
  ipv6DnsServerCount: countOf('ipv6DnsServer'),
  ipv6DnsServer: oArray(ipv6),
  ipv4Mtu: u32,
  ipv6Mtu: u32,
})

/**
 * The addresses, gateways, name servers and MTU of an activated context; the flags say what is valid.
 * MBIM 1.0 errata-1, MBIM_CID_IP_CONFIGURATION
 */
export const IpConfiguration = cid(BasicConnect, 15, 'ip-configuration', {
  query: only(ipConfiguration, 'sessionId'),
  info: ipConfiguration,
  standardIndication: true,
})

/** What went through since the function was opened. MBIM 1.0 errata-1, MBIM_CID_PACKET_STATISTICS */
export const PacketStatistics = cid(BasicConnect, 20, 'packet-statistics', {
  query: empty,
  response: struct({
    inDiscards: u32,
    inErrors: u32,
    inOctets: u64,
    inPackets: u64,
    outOctets: u64,
    outPackets: u64,
    outErrors: u32,
    outDiscards: u32,
  }),
})

/** Packets where (packet AND `packetMask`) equals (`packetFilter` AND `packetMask`). `filterId` is of MBIMEx 3.0. */
export const PacketFilter = struct({
  filterSize: countOf('packetFilter', 'packetMask'),
  packetFilter: oBytes({ max: 192 }),
  packetMask: oBytes({ max: 192 }),
  filterId: since(3, u32),
})

const packetFilters = struct({
  sessionId: u32,
  packetFiltersCount: countOf('packetFilters'),
  packetFilters: olStructList(PacketFilter),
})

/**
 * Which packets of a session wake a sleeping host. A set replaces the list of its session; an empty one wakes for all.
 * MBIM 1.0 errata-1, MBIM_CID_IP_PACKET_FILTERS; MBIMEx 3.0
 */
export const IpPacketFilters = cid(BasicConnect, 23, 'ip-packet-filters', {
  query: only(packetFilters, 'sessionId'),
  set: packetFilters,
  response: packetFilters,
})
