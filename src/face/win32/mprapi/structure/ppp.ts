/** What the control protocols of a connection negotiated. */
import type { DWORD, LPWSTR } from '../../com/data-type.ts'

export interface PPP_NBFCP_INFO {
  /** 0 when negotiation succeeded, else the fatal error. */
  readonly dwError: DWORD
  /** NetBIOS name of the peer. */
  readonly wszWksta: LPWSTR
}
/** All zero but for what is given, as C leaves it after `PPP_NBFCP_INFO value = {0}`. */
export const PPP_NBFCP_INFO = (fields: Partial<PPP_NBFCP_INFO> = {}): PPP_NBFCP_INFO => ({
  dwError: 0,
  wszWksta: '',
  ...fields,
})

export interface PPP_IPCP_INFO {
  /** 0 when negotiation succeeded, else the fatal error. */
  readonly dwError: DWORD
  /** Address of the local (router) end. */
  readonly wszAddress: LPWSTR
  /** Address of the remote end. */
  readonly wszRemoteAddress: LPWSTR
}
/** All zero but for what is given, as C leaves it after `PPP_IPCP_INFO value = {0}`. */
export const PPP_IPCP_INFO = (fields: Partial<PPP_IPCP_INFO> = {}): PPP_IPCP_INFO => ({
  dwError: 0,
  wszAddress: '',
  wszRemoteAddress: '',
  ...fields,
})

export interface PPP_IPCP_INFO2 {
  /** 0 when negotiation succeeded, else the fatal error. */
  readonly dwError: DWORD
  /** Address of the local (router) end. */
  readonly wszAddress: LPWSTR
  /** Address of the remote end. */
  readonly wszRemoteAddress: LPWSTR
  /** PPP_IPCP_VJ or 0, sent packets. */
  readonly dwOptions: DWORD
  /** PPP_IPCP_VJ or 0, received packets. */
  readonly dwRemoteOptions: DWORD
}
/** All zero but for what is given, as C leaves it after `PPP_IPCP_INFO2 value = {0}`. */
export const PPP_IPCP_INFO2 = (fields: Partial<PPP_IPCP_INFO2> = {}): PPP_IPCP_INFO2 => ({
  dwError: 0,
  wszAddress: '',
  wszRemoteAddress: '',
  dwOptions: 0,
  dwRemoteOptions: 0,
  ...fields,
})

export interface PPP_IPXCP_INFO {
  /** 0 when negotiation succeeded, else the fatal error. */
  readonly dwError: DWORD
  /** Address of the local (router) end. */
  readonly wszAddress: LPWSTR
}
/** All zero but for what is given, as C leaves it after `PPP_IPXCP_INFO value = {0}`. */
export const PPP_IPXCP_INFO = (fields: Partial<PPP_IPXCP_INFO> = {}): PPP_IPXCP_INFO => ({
  dwError: 0,
  wszAddress: '',
  ...fields,
})

export interface PPP_ATCP_INFO {
  /** 0 when negotiation succeeded, else the fatal error. */
  readonly dwError: DWORD
  /** Address of the local (router) end. */
  readonly wszAddress: LPWSTR
}
/** All zero but for what is given, as C leaves it after `PPP_ATCP_INFO value = {0}`. */
export const PPP_ATCP_INFO = (fields: Partial<PPP_ATCP_INFO> = {}): PPP_ATCP_INFO => ({
  dwError: 0,
  wszAddress: '',
  ...fields,
})

export interface PPP_INFO {
  /** NetBEUI result. */
  readonly nbf: PPP_NBFCP_INFO
  /** IPv4 result. */
  readonly ip: PPP_IPCP_INFO
  /** IPX result. */
  readonly ipx: PPP_IPXCP_INFO
  /** AppleTalk result. */
  readonly at: PPP_ATCP_INFO
}
/** All zero but for what is given, as C leaves it after `PPP_INFO value = {0}`. */
export const PPP_INFO = (fields: Partial<PPP_INFO> = {}): PPP_INFO => ({
  nbf: PPP_NBFCP_INFO(),
  ip: PPP_IPCP_INFO(),
  ipx: PPP_IPXCP_INFO(),
  at: PPP_ATCP_INFO(),
  ...fields,
})

export interface PPP_CCP_INFO {
  /** 0 when negotiation succeeded, else the fatal error. */
  readonly dwError: DWORD
  /** RASCCPCA_*, 0 none. */
  readonly dwCompressionAlgorithm: DWORD
  /** PPP_CCP_* bits. */
  readonly dwOptions: DWORD
  /** RASCCPCA_* of the peer. */
  readonly dwRemoteCompressionAlgorithm: DWORD
  /** PPP_CCP_* bits of the peer. */
  readonly dwRemoteOptions: DWORD
}
/** All zero but for what is given, as C leaves it after `PPP_CCP_INFO value = {0}`. */
export const PPP_CCP_INFO = (fields: Partial<PPP_CCP_INFO> = {}): PPP_CCP_INFO => ({
  dwError: 0,
  dwCompressionAlgorithm: 0,
  dwOptions: 0,
  dwRemoteCompressionAlgorithm: 0,
  dwRemoteOptions: 0,
  ...fields,
})

export interface PPP_LCP_INFO {
  /** 0 when negotiation succeeded, else the fatal error. */
  readonly dwError: DWORD
  /** PPP_LCP_PAP/SPAP/CHAP/EAP used to authenticate the local end. */
  readonly dwAuthenticationProtocol: DWORD
  /** PPP_LCP_CHAP_* variant. */
  readonly dwAuthenticationData: DWORD
  /** Same for the remote end. */
  readonly dwRemoteAuthenticationProtocol: DWORD
  /** Same for the remote end. */
  readonly dwRemoteAuthenticationData: DWORD
  /** Always 0. */
  readonly dwTerminateReason: DWORD
  /** Always 0. */
  readonly dwRemoteTerminateReason: DWORD
  /** PPP_LCP_* option bits, local. */
  readonly dwOptions: DWORD
  /** PPP_LCP_* option bits, remote. */
  readonly dwRemoteOptions: DWORD
  /** EAP type, valid with EAP. */
  readonly dwEapTypeId: DWORD
  /** 0, no meaning. */
  readonly dwRemoteEapTypeId: DWORD
}
/** All zero but for what is given, as C leaves it after `PPP_LCP_INFO value = {0}`. */
export const PPP_LCP_INFO = (fields: Partial<PPP_LCP_INFO> = {}): PPP_LCP_INFO => ({
  dwError: 0,
  dwAuthenticationProtocol: 0,
  dwAuthenticationData: 0,
  dwRemoteAuthenticationProtocol: 0,
  dwRemoteAuthenticationData: 0,
  dwTerminateReason: 0,
  dwRemoteTerminateReason: 0,
  dwOptions: 0,
  dwRemoteOptions: 0,
  dwEapTypeId: 0,
  dwRemoteEapTypeId: 0,
  ...fields,
})

export interface PPP_INFO_2 {
  /** NetBEUI result. */
  readonly nbf: PPP_NBFCP_INFO
  /** IPv4 result. */
  readonly ip: PPP_IPCP_INFO2
  /** IPX result. */
  readonly ipx: PPP_IPXCP_INFO
  /** AppleTalk result. */
  readonly at: PPP_ATCP_INFO
  /** Compression/encryption result. */
  readonly ccp: PPP_CCP_INFO
  /** Link result. */
  readonly lcp: PPP_LCP_INFO
}
/** All zero but for what is given, as C leaves it after `PPP_INFO_2 value = {0}`. */
export const PPP_INFO_2 = (fields: Partial<PPP_INFO_2> = {}): PPP_INFO_2 => ({
  nbf: PPP_NBFCP_INFO(),
  ip: PPP_IPCP_INFO2(),
  ipx: PPP_IPXCP_INFO(),
  at: PPP_ATCP_INFO(),
  ccp: PPP_CCP_INFO(),
  lcp: PPP_LCP_INFO(),
  ...fields,
})

export interface PPP_IPV6_CP_INFO {
  /** Structure version, 0. */
  readonly dwVersion: DWORD
  /** Structure size (may be 0). */
  readonly dwSize: DWORD
  /** 0 when negotiation succeeded, else the fatal error. */
  readonly dwError: DWORD
  /** IPv6 interface id, server end. */
  readonly bInterfaceIdentifier: Uint8Array
  /** IPv6 interface id, client end. */
  readonly bRemoteInterfaceIdentifier: Uint8Array
  /** 0. */
  readonly dwOptions: DWORD
  /** 0. */
  readonly dwRemoteOptions: DWORD
  /** IPv6 prefix of the client. */
  readonly bPrefix: Uint8Array
  /** Prefix length in bits. */
  readonly dwPrefixLength: DWORD
}
/** All zero but for what is given, as C leaves it after `PPP_IPV6_CP_INFO value = {0}`. */
export const PPP_IPV6_CP_INFO = (fields: Partial<PPP_IPV6_CP_INFO> = {}): PPP_IPV6_CP_INFO => ({
  dwVersion: 0,
  dwSize: 0,
  dwError: 0,
  bInterfaceIdentifier: new Uint8Array(8),
  bRemoteInterfaceIdentifier: new Uint8Array(8),
  dwOptions: 0,
  dwRemoteOptions: 0,
  bPrefix: new Uint8Array(8),
  dwPrefixLength: 0,
  ...fields,
})

export interface PPP_INFO_3 {
  /** NetBEUI result. */
  readonly nbf: PPP_NBFCP_INFO
  /** IPv4 result. */
  readonly ip: PPP_IPCP_INFO2
  /** IPv6 result. */
  readonly ipv6: PPP_IPV6_CP_INFO
  /** Compression/encryption result. */
  readonly ccp: PPP_CCP_INFO
  /** Link result. */
  readonly lcp: PPP_LCP_INFO
}
/** All zero but for what is given, as C leaves it after `PPP_INFO_3 value = {0}`. */
export const PPP_INFO_3 = (fields: Partial<PPP_INFO_3> = {}): PPP_INFO_3 => ({
  nbf: PPP_NBFCP_INFO(),
  ip: PPP_IPCP_INFO2(),
  ipv6: PPP_IPV6_CP_INFO(),
  ccp: PPP_CCP_INFO(),
  lcp: PPP_LCP_INFO(),
  ...fields,
})
