/** The blocks of an information header. */
import type { BOOL, DWORD, ULONG, WORD } from '../../com/data-type.ts'
import { FORWARD, type FORWARD_ACTION } from '../enumeration/route.ts'

export interface FILTER_DESCRIPTOR {
  /** 1. */
  readonly dwVersion: DWORD
  /** > 0. */
  readonly dwNumFilters: DWORD
  /** What happens to traffic no filter matches. */
  readonly faDefaultAction: FORWARD_ACTION
  /** The filters. */
  readonly fiFilter: readonly FILTER_INFO[]
}
/** All zero but for what is given, as C leaves it after `FILTER_DESCRIPTOR value = {0}`. */
export const FILTER_DESCRIPTOR = (fields: Partial<FILTER_DESCRIPTOR> = {}): FILTER_DESCRIPTOR => ({
  dwVersion: 0,
  dwNumFilters: 0,
  faDefaultAction: FORWARD,
  fiFilter: [],
  ...fields,
})

export interface FILTER_INFO {
  /** Source network, 0 any, network order. */
  readonly dwSrcAddr: DWORD
  /** Its mask. */
  readonly dwSrcMask: DWORD
  /** Destination network, 0 any. */
  readonly dwDstAddr: DWORD
  /** Its mask. */
  readonly dwDstMask: DWORD
  /** 0 any, 1 ICMP, 6 TCP, 17 UDP, 58 ICMPv6. */
  readonly dwProtocol: DWORD
  /** Bits: 1 source address, 4 destination address, 0x10 source mask, 0x20 destination mask are filled in per endpoint at connect time. */
  readonly fLateBound: DWORD
  /** TCP/UDP source port (network order), or ICMP type. */
  readonly wSrcPort: WORD
  /** TCP/UDP destination port, or ICMP code. */
  readonly wDstPort: WORD
}
/** All zero but for what is given, as C leaves it after `FILTER_INFO value = {0}`. */
export const FILTER_INFO = (fields: Partial<FILTER_INFO> = {}): FILTER_INFO => ({
  dwSrcAddr: 0,
  dwSrcMask: 0,
  dwDstAddr: 0,
  dwDstMask: 0,
  dwProtocol: 0,
  fLateBound: 0,
  wSrcPort: 0,
  wDstPort: 0,
  ...fields,
})

export interface INTERFACE_STATUS_INFO {
  /** IF_ADMIN_STATUS_UP (1) or IF_ADMIN_STATUS_DOWN (2). */
  readonly dwAdminStatus: DWORD
}
/** All zero but for what is given, as C leaves it after `INTERFACE_STATUS_INFO value = {0}`. */
export const INTERFACE_STATUS_INFO = (
  fields: Partial<INTERFACE_STATUS_INFO> = {},
): INTERFACE_STATUS_INFO => ({
  dwAdminStatus: 0,
  ...fields,
})

export interface INTERFACE_ROUTE_INFO {
  /** Destination, 0 = default route, not multicast. */
  readonly dwRtInfoDest: DWORD
  /** Mask. */
  readonly dwRtInfoMask: DWORD
  /** TOS policy. */
  readonly dwRtInfoPolicy: DWORD
  /** Next hop, else 0.0.0.0. */
  readonly dwRtInfoNextHop: DWORD
  /** Seconds since last change. */
  readonly dwRtInfoAge: DWORD
  /** AS of the next hop, else 0. */
  readonly dwRtInfoNextHopAS: DWORD
  /** Metric, -1 unused. */
  readonly dwRtInfoMetric1: DWORD
  /** Metric, -1 unused. */
  readonly dwRtInfoMetric2: DWORD
  /** Metric, -1 unused. */
  readonly dwRtInfoMetric3: DWORD
  /** IPv6 prefix. */
  readonly DestinationPrefix: Uint8Array
  /** 0..128. */
  readonly DestPrefixLength: DWORD
  /** IPv6 next hop, :: for on-link. */
  readonly NextHopAddress: Uint8Array
  /** Seconds, 0xFFFFFFFF infinite. */
  readonly ValidLifeTime: ULONG
  /** 0. */
  readonly Flags: DWORD
  /** Metric, -1 unused. */
  readonly Metric: ULONG
  /** Interface index. */
  readonly dwRtInfoIfIndex: DWORD
  /** 1 other, 2 invalid, 3 direct, 4 indirect. */
  readonly dwRtInfoType: DWORD
  /** MIB_IPFORWARD_PROTO; 10002 autostatic, 10006 static, 10007 static that never dials. */
  readonly dwRtInfoProto: DWORD
  /** Route preference. */
  readonly dwRtInfoPreference: DWORD
  /** 1 unicast, 2 multicast, 0xFFFFFFFF all. */
  readonly dwRtInfoViewSet: DWORD
  /** 1 IPv4 arm, 0 IPv6 arm. */
  readonly bV4: BOOL
}
/** All zero but for what is given, as C leaves it after `INTERFACE_ROUTE_INFO value = {0}`. */
export const INTERFACE_ROUTE_INFO = (fields: Partial<INTERFACE_ROUTE_INFO> = {}): INTERFACE_ROUTE_INFO => ({
  dwRtInfoDest: 0,
  dwRtInfoMask: 0,
  dwRtInfoPolicy: 0,
  dwRtInfoNextHop: 0,
  dwRtInfoAge: 0,
  dwRtInfoNextHopAS: 0,
  dwRtInfoMetric1: 0,
  dwRtInfoMetric2: 0,
  dwRtInfoMetric3: 0,
  DestinationPrefix: new Uint8Array(16),
  DestPrefixLength: 0,
  NextHopAddress: new Uint8Array(16),
  ValidLifeTime: 0,
  Flags: 0,
  Metric: 0,
  dwRtInfoIfIndex: 0,
  dwRtInfoType: 0,
  dwRtInfoProto: 0,
  dwRtInfoPreference: 0,
  dwRtInfoViewSet: 0,
  bV4: false,
  ...fields,
})

export interface RTR_INFO_BLOCK_HEADER {
  /** 1. */
  readonly Version: ULONG
  /** Bytes of the whole block. */
  readonly Size: ULONG
  /** > 0. */
  readonly TocEntriesCount: ULONG
  /** Table of contents. */
  readonly TocEntry: readonly RTR_TOC_ENTRY[]
}
/** All zero but for what is given, as C leaves it after `RTR_INFO_BLOCK_HEADER value = {0}`. */
export const RTR_INFO_BLOCK_HEADER = (
  fields: Partial<RTR_INFO_BLOCK_HEADER> = {},
): RTR_INFO_BLOCK_HEADER => ({
  Version: 0,
  Size: 0,
  TocEntriesCount: 0,
  TocEntry: [],
  ...fields,
})

export interface RTR_TOC_ENTRY {
  /** Info block type. */
  readonly InfoType: ULONG
  /** Bytes of one item. */
  readonly InfoSize: ULONG
  /** Number of items. */
  readonly Count: ULONG
  /** Offset of the first item. */
  readonly Offset: ULONG
}
/** All zero but for what is given, as C leaves it after `RTR_TOC_ENTRY value = {0}`. */
export const RTR_TOC_ENTRY = (fields: Partial<RTR_TOC_ENTRY> = {}): RTR_TOC_ENTRY => ({
  InfoType: 0,
  InfoSize: 0,
  Count: 0,
  Offset: 0,
  ...fields,
})
