/** The IPv6 filters of an information header: [MS-RRASM] 2.2.1.2 FILTER_DESCRIPTOR_V6, FILTER_INFO_V6. */
import type { DWORD, WORD } from '../../com/data-type.ts'
import { FORWARD, type FORWARD_ACTION } from '../enumeration/route.ts'

export interface FILTER_DESCRIPTOR_V6 {
  /** 1. */
  readonly dwVersion: DWORD
  readonly dwNumFilters: DWORD
  /** What happens to traffic no filter matches. */
  readonly faDefaultAction: FORWARD_ACTION
  readonly fiFilter: readonly FILTER_INFO_V6[]
}
/** All zero but for what is given, as C leaves it after `FILTER_DESCRIPTOR_V6 value = {0}`. */
export const FILTER_DESCRIPTOR_V6 = (fields: Partial<FILTER_DESCRIPTOR_V6> = {}): FILTER_DESCRIPTOR_V6 => ({
  dwVersion: 0,
  dwNumFilters: 0,
  faDefaultAction: FORWARD,
  fiFilter: [],
  ...fields,
})

export interface FILTER_INFO_V6 {
  /** 16 bytes. */
  readonly ipv6SrcAddr: Uint8Array
  /** 0 any. */
  readonly dwSrcPrefixLength: DWORD
  /** 16 bytes. */
  readonly ipv6DstAddr: Uint8Array
  /** 0 any. */
  readonly dwDstPrefixLength: DWORD
  /** 0 any, 6 TCP, 17 UDP, 58 ICMPv6. */
  readonly dwProtocol: DWORD
  readonly fLateBound: DWORD
  /** TCP/UDP source port (network order), or ICMP type. */
  readonly wSrcPort: WORD
  /** TCP/UDP destination port, or ICMP code. */
  readonly wDstPort: WORD
}
/** All zero but for what is given, as C leaves it after `FILTER_INFO_V6 value = {0}`. */
export const FILTER_INFO_V6 = (fields: Partial<FILTER_INFO_V6> = {}): FILTER_INFO_V6 => ({
  ipv6SrcAddr: new Uint8Array(16),
  dwSrcPrefixLength: 0,
  ipv6DstAddr: new Uint8Array(16),
  dwDstPrefixLength: 0,
  dwProtocol: 0,
  fLateBound: 0,
  wSrcPort: 0,
  wDstPort: 0,
  ...fields,
})
