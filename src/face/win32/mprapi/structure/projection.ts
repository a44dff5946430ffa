/** What PPP or IKEv2 negotiated for a connection. */
import type { DWORD, LPWSTR, UCHAR, ULONGLONG } from '../../com/data-type.ts'

export interface PPP_PROJECTION_INFO {
  /** 0 or the IPv4 negotiation error. */
  readonly dwIPv4NegotiationError: DWORD
  /** Address of the local (router) end. */
  readonly wszAddress: LPWSTR
  /** Address of the remote end. */
  readonly wszRemoteAddress: LPWSTR
  /** IPv4 options, local. */
  readonly dwIPv4Options: DWORD
  /** IPv4 options, remote. */
  readonly dwIPv4RemoteOptions: DWORD
  /** Index of the IPv4 sub-interface. */
  readonly IPv4SubInterfaceIndex: ULONGLONG
  /** 0 or the IPv6 negotiation error. */
  readonly dwIPv6NegotiationError: DWORD
  /** IPv6 interface id, server end. */
  readonly bInterfaceIdentifier: Uint8Array
  /** IPv6 interface id, client end. */
  readonly bRemoteInterfaceIdentifier: Uint8Array
  /** IPv6 prefix of the client. */
  readonly bPrefix: Uint8Array
  /** Prefix length in bits. */
  readonly dwPrefixLength: DWORD
  /** Index of the IPv6 sub-interface. */
  readonly IPv6SubInterfaceIndex: ULONGLONG
  /** 0 or the LCP error. */
  readonly dwLcpError: DWORD
  /** PPP_LCP_PAP/SPAP/CHAP/EAP used to authenticate the local end. */
  readonly dwAuthenticationProtocol: DWORD
  /** PPP_LCP_CHAP_* variant. */
  readonly dwAuthenticationData: DWORD
  /** Same for the remote end. */
  readonly dwRemoteAuthenticationProtocol: DWORD
  /** Same for the remote end. */
  readonly dwRemoteAuthenticationData: DWORD
  /** Always 0. */
  readonly dwLcpTerminateReason: DWORD
  /** Always 0. */
  readonly dwLcpRemoteTerminateReason: DWORD
  /** PPP_LCP_* option bits, local. */
  readonly dwLcpOptions: DWORD
  /** PPP_LCP_* option bits, remote. */
  readonly dwLcpRemoteOptions: DWORD
  /** EAP type, valid with EAP. */
  readonly dwEapTypeId: DWORD
  /** 0, no meaning. */
  readonly dwRemoteEapTypeId: DWORD
  /** 0 or the CCP error. */
  readonly dwCcpError: DWORD
  /** RASCCPCA_*, 0 none. */
  readonly dwCompressionAlgorithm: DWORD
  /** PPP_CCP_* bits. */
  readonly dwCcpOptions: DWORD
  /** RASCCPCA_* of the peer. */
  readonly dwRemoteCompressionAlgorithm: DWORD
  /** PPP_CCP_* bits of the peer. */
  readonly dwCcpRemoteOptions: DWORD
}
/** All zero but for what is given, as C leaves it after `PPP_PROJECTION_INFO value = {0}`. */
export const PPP_PROJECTION_INFO = (fields: Partial<PPP_PROJECTION_INFO> = {}): PPP_PROJECTION_INFO => ({
  dwIPv4NegotiationError: 0,
  wszAddress: '',
  wszRemoteAddress: '',
  dwIPv4Options: 0,
  dwIPv4RemoteOptions: 0,
  IPv4SubInterfaceIndex: 0,
  dwIPv6NegotiationError: 0,
  bInterfaceIdentifier: new Uint8Array(8),
  bRemoteInterfaceIdentifier: new Uint8Array(8),
  bPrefix: new Uint8Array(8),
  dwPrefixLength: 0,
  IPv6SubInterfaceIndex: 0,
  dwLcpError: 0,
  dwAuthenticationProtocol: 0,
  dwAuthenticationData: 0,
  dwRemoteAuthenticationProtocol: 0,
  dwRemoteAuthenticationData: 0,
  dwLcpTerminateReason: 0,
  dwLcpRemoteTerminateReason: 0,
  dwLcpOptions: 0,
  dwLcpRemoteOptions: 0,
  dwEapTypeId: 0,
  dwRemoteEapTypeId: 0,
  dwCcpError: 0,
  dwCompressionAlgorithm: 0,
  dwCcpOptions: 0,
  dwRemoteCompressionAlgorithm: 0,
  dwCcpRemoteOptions: 0,
  ...fields,
})

export interface IKEV2_PROJECTION_INFO {
  /** 0 or the IPv4 negotiation error. */
  readonly dwIPv4NegotiationError: DWORD
  /** Address of the local (router) end. */
  readonly wszAddress: LPWSTR
  /** Address of the remote end. */
  readonly wszRemoteAddress: LPWSTR
  /** Index of the IPv4 sub-interface. */
  readonly IPv4SubInterfaceIndex: ULONGLONG
  /** 0 or the IPv6 negotiation error. */
  readonly dwIPv6NegotiationError: DWORD
  /** IPv6 interface id, server end. */
  readonly bInterfaceIdentifier: Uint8Array
  /** IPv6 interface id, client end. */
  readonly bRemoteInterfaceIdentifier: Uint8Array
  /** IPv6 prefix of the client. */
  readonly bPrefix: Uint8Array
  /** Prefix length in bits. */
  readonly dwPrefixLength: DWORD
  /** Index of the IPv6 sub-interface. */
  readonly IPv6SubInterfaceIndex: ULONGLONG
  /** Options in use locally. */
  readonly dwOptions: DWORD
  /** PPP_LCP_PAP/SPAP/CHAP/EAP used to authenticate the local end. */
  readonly dwAuthenticationProtocol: DWORD
  /** EAP type, valid with EAP. */
  readonly dwEapTypeId: DWORD
  /** RASCCPCA_*, 0 none. */
  readonly dwCompressionAlgorithm: DWORD
  /** IKEv2 cipher. */
  readonly dwEncryptionMethod: DWORD
}
/** All zero but for what is given, as C leaves it after `IKEV2_PROJECTION_INFO value = {0}`. */
export const IKEV2_PROJECTION_INFO = (
  fields: Partial<IKEV2_PROJECTION_INFO> = {},
): IKEV2_PROJECTION_INFO => ({
  dwIPv4NegotiationError: 0,
  wszAddress: '',
  wszRemoteAddress: '',
  IPv4SubInterfaceIndex: 0,
  dwIPv6NegotiationError: 0,
  bInterfaceIdentifier: new Uint8Array(8),
  bRemoteInterfaceIdentifier: new Uint8Array(8),
  bPrefix: new Uint8Array(8),
  dwPrefixLength: 0,
  IPv6SubInterfaceIndex: 0,
  dwOptions: 0,
  dwAuthenticationProtocol: 0,
  dwEapTypeId: 0,
  dwCompressionAlgorithm: 0,
  dwEncryptionMethod: 0,
  ...fields,
})

export interface PROJECTION_INFO {
  /** MPRAPI_PPP_PROJECTION_INFO_TYPE or MPRAPI_IKEV2_PROJECTION_INFO_TYPE. */
  readonly projectionInfoType: UCHAR
  /** Union member for IKEv2. */
  readonly Ikev2ProjectionInfo: IKEV2_PROJECTION_INFO
  /** Union member for PPP. */
  readonly PppProjectionInfo: PPP_PROJECTION_INFO
}
/** All zero but for what is given, as C leaves it after `PROJECTION_INFO value = {0}`. */
export const PROJECTION_INFO = (fields: Partial<PROJECTION_INFO> = {}): PROJECTION_INFO => ({
  projectionInfoType: 0,
  Ikev2ProjectionInfo: IKEV2_PROJECTION_INFO(),
  PppProjectionInfo: PPP_PROJECTION_INFO(),
  ...fields,
})

export interface PPP_PROJECTION_INFO2 {
  /** 0 or the IPv4 negotiation error. */
  readonly dwIPv4NegotiationError: DWORD
  /** Address of the local (router) end. */
  readonly wszAddress: LPWSTR
  /** Address of the remote end. */
  readonly wszRemoteAddress: LPWSTR
  /** IPv4 options, local. */
  readonly dwIPv4Options: DWORD
  /** IPv4 options, remote. */
  readonly dwIPv4RemoteOptions: DWORD
  /** Index of the IPv4 sub-interface. */
  readonly IPv4SubInterfaceIndex: ULONGLONG
  /** 0 or the IPv6 negotiation error. */
  readonly dwIPv6NegotiationError: DWORD
  /** IPv6 interface id, server end. */
  readonly bInterfaceIdentifier: Uint8Array
  /** IPv6 interface id, client end. */
  readonly bRemoteInterfaceIdentifier: Uint8Array
  /** IPv6 prefix of the client. */
  readonly bPrefix: Uint8Array
  /** Prefix length in bits. */
  readonly dwPrefixLength: DWORD
  /** Index of the IPv6 sub-interface. */
  readonly IPv6SubInterfaceIndex: ULONGLONG
  /** 0 or the LCP error. */
  readonly dwLcpError: DWORD
  /** PPP_LCP_PAP/SPAP/CHAP/EAP used to authenticate the local end. */
  readonly dwAuthenticationProtocol: DWORD
  /** PPP_LCP_CHAP_* variant. */
  readonly dwAuthenticationData: DWORD
  /** Same for the remote end. */
  readonly dwRemoteAuthenticationProtocol: DWORD
  /** Same for the remote end. */
  readonly dwRemoteAuthenticationData: DWORD
  /** Always 0. */
  readonly dwLcpTerminateReason: DWORD
  /** Always 0. */
  readonly dwLcpRemoteTerminateReason: DWORD
  /** PPP_LCP_* option bits, local. */
  readonly dwLcpOptions: DWORD
  /** PPP_LCP_* option bits, remote. */
  readonly dwLcpRemoteOptions: DWORD
  /** EAP type, valid with EAP. */
  readonly dwEapTypeId: DWORD
  /** Inner EAP type, valid with PEAP. */
  readonly dwEmbeddedEAPTypeId: DWORD
  /** 0, no meaning. */
  readonly dwRemoteEapTypeId: DWORD
  /** 0 or the CCP error. */
  readonly dwCcpError: DWORD
  /** RASCCPCA_*, 0 none. */
  readonly dwCompressionAlgorithm: DWORD
  /** PPP_CCP_* bits. */
  readonly dwCcpOptions: DWORD
  /** RASCCPCA_* of the peer. */
  readonly dwRemoteCompressionAlgorithm: DWORD
  /** PPP_CCP_* bits of the peer. */
  readonly dwCcpRemoteOptions: DWORD
}
/** All zero but for what is given, as C leaves it after `PPP_PROJECTION_INFO2 value = {0}`. */
export const PPP_PROJECTION_INFO2 = (fields: Partial<PPP_PROJECTION_INFO2> = {}): PPP_PROJECTION_INFO2 => ({
  dwIPv4NegotiationError: 0,
  wszAddress: '',
  wszRemoteAddress: '',
  dwIPv4Options: 0,
  dwIPv4RemoteOptions: 0,
  IPv4SubInterfaceIndex: 0,
  dwIPv6NegotiationError: 0,
  bInterfaceIdentifier: new Uint8Array(8),
  bRemoteInterfaceIdentifier: new Uint8Array(8),
  bPrefix: new Uint8Array(8),
  dwPrefixLength: 0,
  IPv6SubInterfaceIndex: 0,
  dwLcpError: 0,
  dwAuthenticationProtocol: 0,
  dwAuthenticationData: 0,
  dwRemoteAuthenticationProtocol: 0,
  dwRemoteAuthenticationData: 0,
  dwLcpTerminateReason: 0,
  dwLcpRemoteTerminateReason: 0,
  dwLcpOptions: 0,
  dwLcpRemoteOptions: 0,
  dwEapTypeId: 0,
  dwEmbeddedEAPTypeId: 0,
  dwRemoteEapTypeId: 0,
  dwCcpError: 0,
  dwCompressionAlgorithm: 0,
  dwCcpOptions: 0,
  dwRemoteCompressionAlgorithm: 0,
  dwCcpRemoteOptions: 0,
  ...fields,
})

export interface IKEV2_PROJECTION_INFO2 {
  /** 0 or the IPv4 negotiation error. */
  readonly dwIPv4NegotiationError: DWORD
  /** Address of the local (router) end. */
  readonly wszAddress: LPWSTR
  /** Address of the remote end. */
  readonly wszRemoteAddress: LPWSTR
  /** Index of the IPv4 sub-interface. */
  readonly IPv4SubInterfaceIndex: ULONGLONG
  /** 0 or the IPv6 negotiation error. */
  readonly dwIPv6NegotiationError: DWORD
  /** IPv6 interface id, server end. */
  readonly bInterfaceIdentifier: Uint8Array
  /** IPv6 interface id, client end. */
  readonly bRemoteInterfaceIdentifier: Uint8Array
  /** IPv6 prefix of the client. */
  readonly bPrefix: Uint8Array
  /** Prefix length in bits. */
  readonly dwPrefixLength: DWORD
  /** Index of the IPv6 sub-interface. */
  readonly IPv6SubInterfaceIndex: ULONGLONG
  /** Options in use locally. */
  readonly dwOptions: DWORD
  /** PPP_LCP_PAP/SPAP/CHAP/EAP used to authenticate the local end. */
  readonly dwAuthenticationProtocol: DWORD
  /** EAP type, valid with EAP. */
  readonly dwEapTypeId: DWORD
  /** Inner EAP type, valid with PEAP. */
  readonly dwEmbeddedEAPTypeId: DWORD
  /** RASCCPCA_*, 0 none. */
  readonly dwCompressionAlgorithm: DWORD
  /** IKEv2 cipher. */
  readonly dwEncryptionMethod: DWORD
}
/** All zero but for what is given, as C leaves it after `IKEV2_PROJECTION_INFO2 value = {0}`. */
export const IKEV2_PROJECTION_INFO2 = (
  fields: Partial<IKEV2_PROJECTION_INFO2> = {},
): IKEV2_PROJECTION_INFO2 => ({
  dwIPv4NegotiationError: 0,
  wszAddress: '',
  wszRemoteAddress: '',
  IPv4SubInterfaceIndex: 0,
  dwIPv6NegotiationError: 0,
  bInterfaceIdentifier: new Uint8Array(8),
  bRemoteInterfaceIdentifier: new Uint8Array(8),
  bPrefix: new Uint8Array(8),
  dwPrefixLength: 0,
  IPv6SubInterfaceIndex: 0,
  dwOptions: 0,
  dwAuthenticationProtocol: 0,
  dwEapTypeId: 0,
  dwEmbeddedEAPTypeId: 0,
  dwCompressionAlgorithm: 0,
  dwEncryptionMethod: 0,
  ...fields,
})

export interface PROJECTION_INFO2 {
  /** 1 PPP, 2 IKEv2. */
  readonly projectionInfoType: UCHAR
  /** Union member for IKEv2. */
  readonly Ikev2ProjectionInfo: IKEV2_PROJECTION_INFO2
  /** Union member for PPP. */
  readonly PppProjectionInfo: PPP_PROJECTION_INFO2
}
/** All zero but for what is given, as C leaves it after `PROJECTION_INFO2 value = {0}`. */
export const PROJECTION_INFO2 = (fields: Partial<PROJECTION_INFO2> = {}): PROJECTION_INFO2 => ({
  projectionInfoType: 0,
  Ikev2ProjectionInfo: IKEV2_PROJECTION_INFO2(),
  PppProjectionInfo: PPP_PROJECTION_INFO2(),
  ...fields,
})
