/** The structures of the router and its ports. */
import type { BOOL, BYTE, DWORD, HANDLE, LPWSTR, UCHAR, USHORT } from '../../com/data-type.ts'

export interface MPR_SERVER_0 {
  /** TRUE: LAN-only service, no demand-dial and no RAS. */
  readonly fLanOnlyMode: BOOL
  /** Seconds since the router started. */
  readonly dwUpTime: DWORD
  /** Ports on the system. */
  readonly dwTotalPorts: DWORD
  /** Ports in use now. */
  readonly dwPortsInUse: DWORD
}
/** All zero but for what is given, as C leaves it after `MPR_SERVER_0 value = {0}`. */
export const MPR_SERVER_0 = (fields: Partial<MPR_SERVER_0> = {}): MPR_SERVER_0 => ({
  fLanOnlyMode: false,
  dwUpTime: 0,
  dwTotalPorts: 0,
  dwPortsInUse: 0,
  ...fields,
})

export interface MPR_SERVER_1 {
  /** PPTP ports. */
  readonly dwNumPptpPorts: DWORD
  /** MPR_ENABLE_*_ON_DEVICE bits for PPTP. */
  readonly dwPptpPortFlags: DWORD
  /** L2TP ports. */
  readonly dwNumL2tpPorts: DWORD
  /** MPR_ENABLE_*_ON_DEVICE bits for L2TP. */
  readonly dwL2tpPortFlags: DWORD
}
/** All zero but for what is given, as C leaves it after `MPR_SERVER_1 value = {0}`. */
export const MPR_SERVER_1 = (fields: Partial<MPR_SERVER_1> = {}): MPR_SERVER_1 => ({
  dwNumPptpPorts: 0,
  dwPptpPortFlags: 0,
  dwNumL2tpPorts: 0,
  dwL2tpPortFlags: 0,
  ...fields,
})

export interface MPR_SERVER_2 {
  /** PPTP ports. */
  readonly dwNumPptpPorts: DWORD
  /** MPR_ENABLE_*_ON_DEVICE bits for PPTP. */
  readonly dwPptpPortFlags: DWORD
  /** L2TP ports. */
  readonly dwNumL2tpPorts: DWORD
  /** MPR_ENABLE_*_ON_DEVICE bits for L2TP. */
  readonly dwL2tpPortFlags: DWORD
  /** SSTP ports. */
  readonly dwNumSstpPorts: DWORD
  /** MPR_ENABLE_*_ON_DEVICE bits for SSTP (RAS only). */
  readonly dwSstpPortFlags: DWORD
}
/** All zero but for what is given, as C leaves it after `MPR_SERVER_2 value = {0}`. */
export const MPR_SERVER_2 = (fields: Partial<MPR_SERVER_2> = {}): MPR_SERVER_2 => ({
  dwNumPptpPorts: 0,
  dwPptpPortFlags: 0,
  dwNumL2tpPorts: 0,
  dwL2tpPortFlags: 0,
  dwNumSstpPorts: 0,
  dwSstpPortFlags: 0,
  ...fields,
})

export interface MPRAPI_OBJECT_HEADER {
  /** Structure revision. */
  readonly revision: UCHAR
  /** MPRAPI_OBJECT_TYPE. */
  readonly type: UCHAR
  /** Size in bytes. */
  readonly size: USHORT
}
/** All zero but for what is given, as C leaves it after `MPRAPI_OBJECT_HEADER value = {0}`. */
export const MPRAPI_OBJECT_HEADER = (fields: Partial<MPRAPI_OBJECT_HEADER> = {}): MPRAPI_OBJECT_HEADER => ({
  revision: 0,
  type: 0,
  size: 0,
  ...fields,
})

export interface IKEV2_TUNNEL_CONFIG_PARAMS {
  /** Idle seconds before disconnect, 300..17279999. */
  readonly dwIdleTimeout: DWORD
  /** Seconds without answer before the connection is deleted, >= 120. */
  readonly dwNetworkBlackoutTime: DWORD
  /** SA lifetime in seconds, 300..17279999. */
  readonly dwSaLifeTime: DWORD
  /** Kilobytes per SA, >= 1024. */
  readonly dwSaDataSizeForRenegotiation: DWORD
  /** 0. */
  readonly dwConfigOptions: DWORD
  /** Number of certificate names. */
  readonly dwTotalCertificates: DWORD
  /** Certificate names. */
  readonly certificateNames: Uint8Array | null
}
/** All zero but for what is given, as C leaves it after `IKEV2_TUNNEL_CONFIG_PARAMS value = {0}`. */
export const IKEV2_TUNNEL_CONFIG_PARAMS = (
  fields: Partial<IKEV2_TUNNEL_CONFIG_PARAMS> = {},
): IKEV2_TUNNEL_CONFIG_PARAMS => ({
  dwIdleTimeout: 0,
  dwNetworkBlackoutTime: 0,
  dwSaLifeTime: 0,
  dwSaDataSizeForRenegotiation: 0,
  dwConfigOptions: 0,
  dwTotalCertificates: 0,
  certificateNames: null,
  ...fields,
})

export interface IKEV2_CONFIG_PARAMS {
  /** Number of ports. */
  readonly dwNumPorts: DWORD
  /** MPR_ENABLE_*_ON_DEVICE bits. */
  readonly dwPortFlags: DWORD
  /** MPRAPI_IKEV2_SET_TUNNEL_CONFIG_PARAMS when TunnelConfigParams counts. */
  readonly dwTunnelConfigParamFlags: DWORD
  /** Tunnel parameters. */
  readonly TunnelConfigParams: IKEV2_TUNNEL_CONFIG_PARAMS
}
/** All zero but for what is given, as C leaves it after `IKEV2_CONFIG_PARAMS value = {0}`. */
export const IKEV2_CONFIG_PARAMS = (fields: Partial<IKEV2_CONFIG_PARAMS> = {}): IKEV2_CONFIG_PARAMS => ({
  dwNumPorts: 0,
  dwPortFlags: 0,
  dwTunnelConfigParamFlags: 0,
  TunnelConfigParams: IKEV2_TUNNEL_CONFIG_PARAMS(),
  ...fields,
})

export interface PPTP_CONFIG_PARAMS {
  /** Number of ports. */
  readonly dwNumPorts: DWORD
  /** MPR_ENABLE_*_ON_DEVICE bits. */
  readonly dwPortFlags: DWORD
}
/** All zero but for what is given, as C leaves it after `PPTP_CONFIG_PARAMS value = {0}`. */
export const PPTP_CONFIG_PARAMS = (fields: Partial<PPTP_CONFIG_PARAMS> = {}): PPTP_CONFIG_PARAMS => ({
  dwNumPorts: 0,
  dwPortFlags: 0,
  ...fields,
})

export interface L2TP_CONFIG_PARAMS {
  /** Number of ports. */
  readonly dwNumPorts: DWORD
  /** MPR_ENABLE_*_ON_DEVICE bits. */
  readonly dwPortFlags: DWORD
}
/** All zero but for what is given, as C leaves it after `L2TP_CONFIG_PARAMS value = {0}`. */
export const L2TP_CONFIG_PARAMS = (fields: Partial<L2TP_CONFIG_PARAMS> = {}): L2TP_CONFIG_PARAMS => ({
  dwNumPorts: 0,
  dwPortFlags: 0,
  ...fields,
})

export interface SSTP_CERT_INFO {
  /** TRUE: default certificate. */
  readonly isDefault: BOOL
  /** Certificate hash. */
  readonly certBlob: Uint8Array
}
/** All zero but for what is given, as C leaves it after `SSTP_CERT_INFO value = {0}`. */
export const SSTP_CERT_INFO = (fields: Partial<SSTP_CERT_INFO> = {}): SSTP_CERT_INFO => ({
  isDefault: false,
  certBlob: new Uint8Array(),
  ...fields,
})

export interface SSTP_CONFIG_PARAMS {
  /** Number of ports. */
  readonly dwNumPorts: DWORD
  /** MPR_ENABLE_*_ON_DEVICE bits. */
  readonly dwPortFlags: DWORD
  /** TRUE: HTTPS listener. */
  readonly isUseHttps: BOOL
  /** Hash algorithm of the certificate hash. */
  readonly certAlgorithm: DWORD
  /** Certificate. */
  readonly sstpCertDetails: SSTP_CERT_INFO
}
/** All zero but for what is given, as C leaves it after `SSTP_CONFIG_PARAMS value = {0}`. */
export const SSTP_CONFIG_PARAMS = (fields: Partial<SSTP_CONFIG_PARAMS> = {}): SSTP_CONFIG_PARAMS => ({
  dwNumPorts: 0,
  dwPortFlags: 0,
  isUseHttps: false,
  certAlgorithm: 0,
  sstpCertDetails: SSTP_CERT_INFO(),
  ...fields,
})

export interface MPRAPI_TUNNEL_CONFIG_PARAMS {
  /** IKEv2. */
  readonly IkeConfigParams: IKEV2_CONFIG_PARAMS
  /** PPTP. */
  readonly PptpConfigParams: PPTP_CONFIG_PARAMS
  /** L2TP. */
  readonly L2tpConfigParams: L2TP_CONFIG_PARAMS
  /** SSTP. */
  readonly SstpConfigParams: SSTP_CONFIG_PARAMS
}
/** All zero but for what is given, as C leaves it after `MPRAPI_TUNNEL_CONFIG_PARAMS value = {0}`. */
export const MPRAPI_TUNNEL_CONFIG_PARAMS = (
  fields: Partial<MPRAPI_TUNNEL_CONFIG_PARAMS> = {},
): MPRAPI_TUNNEL_CONFIG_PARAMS => ({
  IkeConfigParams: IKEV2_CONFIG_PARAMS(),
  PptpConfigParams: PPTP_CONFIG_PARAMS(),
  L2tpConfigParams: L2TP_CONFIG_PARAMS(),
  SstpConfigParams: SSTP_CONFIG_PARAMS(),
  ...fields,
})

export interface MPR_SERVER_SET_CONFIG_EX {
  readonly Header: MPRAPI_OBJECT_HEADER
  /** MPRAPI_SET_CONFIG_PROTOCOL_FOR_* bits: which blocks to apply. */
  readonly setConfigForProtocols: DWORD
  /** Per-protocol tunnel parameters. */
  readonly ConfigParams: MPRAPI_TUNNEL_CONFIG_PARAMS
}
/** All zero but for what is given, as C leaves it after `MPR_SERVER_SET_CONFIG_EX value = {0}`. */
export const MPR_SERVER_SET_CONFIG_EX = (
  fields: Partial<MPR_SERVER_SET_CONFIG_EX> = {},
): MPR_SERVER_SET_CONFIG_EX => ({
  Header: MPRAPI_OBJECT_HEADER(),
  setConfigForProtocols: 0,
  ConfigParams: MPRAPI_TUNNEL_CONFIG_PARAMS(),
  ...fields,
})

export interface MPR_SERVER_EX {
  readonly Header: MPRAPI_OBJECT_HEADER
  /** TRUE: LAN-only service, no demand-dial and no RAS. */
  readonly fLanOnlyMode: DWORD
  /** Seconds since the router started. */
  readonly dwUpTime: DWORD
  /** Ports on the system. */
  readonly dwTotalPorts: DWORD
  /** Ports in use now. */
  readonly dwPortsInUse: DWORD
  /** 0. */
  readonly Reserved: DWORD
  /** Per-protocol tunnel parameters. */
  readonly ConfigParams: MPRAPI_TUNNEL_CONFIG_PARAMS
}
/** All zero but for what is given, as C leaves it after `MPR_SERVER_EX value = {0}`. */
export const MPR_SERVER_EX = (fields: Partial<MPR_SERVER_EX> = {}): MPR_SERVER_EX => ({
  Header: MPRAPI_OBJECT_HEADER(),
  fLanOnlyMode: 0,
  dwUpTime: 0,
  dwTotalPorts: 0,
  dwPortsInUse: 0,
  Reserved: 0,
  ConfigParams: MPRAPI_TUNNEL_CONFIG_PARAMS(),
  ...fields,
})

export interface MPRAPI_ADMIN_DLL_CALLBACKS {
  /** Structure revision. */
  readonly revision: UCHAR
  /** Callback pointer. */
  readonly lpfnMprAdminGetIpAddressForUser: unknown
  /** Callback pointer. */
  readonly lpfnMprAdminReleaseIpAddress: unknown
  /** Callback pointer. */
  readonly lpfnMprAdminGetIpv6AddressForUser: unknown
  /** Callback pointer. */
  readonly lpfnMprAdminReleaseIpV6AddressForUser: unknown
  /** Callback pointer. */
  readonly lpfnRasAdminAcceptNewLink: unknown
  /** Callback pointer. */
  readonly lpfnRasAdminLinkHangupNotification: unknown
  /** Callback pointer. */
  readonly lpfnRasAdminTerminateDll: unknown
  /** Callback pointer. */
  readonly lpfnRasAdminAcceptNewConnectionEx: unknown
  /** Callback pointer. */
  readonly lpfnRasAdminAcceptReauthenticationEx: unknown
  /** Callback pointer. */
  readonly lpfnRasAdminConnectionHangupNotificationEx: unknown
}
/** All zero but for what is given, as C leaves it after `MPRAPI_ADMIN_DLL_CALLBACKS value = {0}`. */
export const MPRAPI_ADMIN_DLL_CALLBACKS = (
  fields: Partial<MPRAPI_ADMIN_DLL_CALLBACKS> = {},
): MPRAPI_ADMIN_DLL_CALLBACKS => ({
  revision: 0,
  lpfnMprAdminGetIpAddressForUser: null,
  lpfnMprAdminReleaseIpAddress: null,
  lpfnMprAdminGetIpv6AddressForUser: null,
  lpfnMprAdminReleaseIpV6AddressForUser: null,
  lpfnRasAdminAcceptNewLink: null,
  lpfnRasAdminLinkHangupNotification: null,
  lpfnRasAdminTerminateDll: null,
  lpfnRasAdminAcceptNewConnectionEx: null,
  lpfnRasAdminAcceptReauthenticationEx: null,
  lpfnRasAdminConnectionHangupNotificationEx: null,
  ...fields,
})

export interface AUTH_VALIDATION_EX {
  readonly Header: MPRAPI_OBJECT_HEADER
  /** Connection handle. */
  readonly hRasConnection: HANDLE
  /** Authenticated user name. */
  readonly wszUserName: LPWSTR
  /** Domain that authenticated the user. */
  readonly wszLogonDomain: LPWSTR
  /** Bytes of AuthInfo. */
  readonly AuthInfoSize: DWORD
  /** Validation data. */
  readonly AuthInfo: Uint8Array
}
/** All zero but for what is given, as C leaves it after `AUTH_VALIDATION_EX value = {0}`. */
export const AUTH_VALIDATION_EX = (fields: Partial<AUTH_VALIDATION_EX> = {}): AUTH_VALIDATION_EX => ({
  Header: MPRAPI_OBJECT_HEADER(),
  hRasConnection: 0,
  wszUserName: '',
  wszLogonDomain: '',
  AuthInfoSize: 0,
  AuthInfo: new Uint8Array(),
  ...fields,
})

export interface RAS_USER_0 {
  /** RASPRIV_* bits. */
  readonly bfPrivilege: BYTE
  /** Preset callback number. */
  readonly wszPhoneNumber: LPWSTR
}
/** All zero but for what is given, as C leaves it after `RAS_USER_0 value = {0}`. */
export const RAS_USER_0 = (fields: Partial<RAS_USER_0> = {}): RAS_USER_0 => ({
  bfPrivilege: 0,
  wszPhoneNumber: '',
  ...fields,
})

export interface RAS_USER_1 {
  /** RASPRIV_* bits. */
  readonly bfPrivilege: BYTE
  /** Preset callback number. */
  readonly wszPhoneNumber: LPWSTR
  /** RASPRIV2_* bits. */
  readonly bfPrivilege2: BYTE
}
/** All zero but for what is given, as C leaves it after `RAS_USER_1 value = {0}`. */
export const RAS_USER_1 = (fields: Partial<RAS_USER_1> = {}): RAS_USER_1 => ({
  bfPrivilege: 0,
  wszPhoneNumber: '',
  bfPrivilege2: 0,
  ...fields,
})
