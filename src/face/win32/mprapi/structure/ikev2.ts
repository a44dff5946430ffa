/** Settings of IKEv2 interfaces. */
import type { DWORD, UCHAR, ULONG, WORD } from '../../com/data-type.ts'
import { MPR_VPN_TS_IPv4_ADDR_RANGE, type MPR_VPN_TS_TYPE } from '../enumeration/connection.ts'
import { MPRAPI_OBJECT_HEADER } from './server.ts'

export interface ROUTER_CUSTOM_IKEv2_POLICY0 {
  /** Main mode: 0 MD5, 1 SHA1, 2 SHA-256, 3 SHA-384. */
  readonly dwIntegrityMethod: DWORD
  /** Main mode: 0 DES, 1 3DES, 2 AES-128, 3 AES-192, 4 AES-256. */
  readonly dwEncryptionMethod: DWORD
  /** Quick mode: 1 DES, 2 3DES, 3/4/5 AES-CBC 128/192/256, 6/7/8 AES-GCM 128/192/256. */
  readonly dwCipherTransformConstant: DWORD
  /** Quick mode: 0 MD5-96, 1 SHA1-96, 2 SHA256-128, 3/4/5 GCM-AES 128/192/256. */
  readonly dwAuthTransformConstant: DWORD
  /** 0 none, 1 DH1, 2 DH2, 3 DH2048, 4 ECP256, 5 ECP384, 6 as main mode, 7 DH24. */
  readonly dwPfsGroup: DWORD
  /** 0 none, 1 DH1, 2 DH2, 3 DH14, 4 ECP256, 5 ECP384, 6 DH24. */
  readonly dwDhGroup: DWORD
}
/** All zero but for what is given, as C leaves it after `ROUTER_CUSTOM_IKEv2_POLICY0 value = {0}`. */
export const ROUTER_CUSTOM_IKEv2_POLICY0 = (
  fields: Partial<ROUTER_CUSTOM_IKEv2_POLICY0> = {},
): ROUTER_CUSTOM_IKEv2_POLICY0 => ({
  dwIntegrityMethod: 0,
  dwEncryptionMethod: 0,
  dwCipherTransformConstant: 0,
  dwAuthTransformConstant: 0,
  dwPfsGroup: 0,
  dwDhGroup: 0,
  ...fields,
})

export interface ROUTER_IKEv2_IF_CUSTOM_CONFIG0 {
  /** SA lifetime in seconds, 300..17279999. */
  readonly dwSaLifeTime: DWORD
  /** Kilobytes per SA. */
  readonly dwSaDataSize: DWORD
  /** Issuer/subject name of the certificate to use. */
  readonly certificateName: Uint8Array
  /** Custom IPsec policy, NULL none. */
  readonly customPolicy: readonly ROUTER_CUSTOM_IKEv2_POLICY0[] | null
}
/** All zero but for what is given, as C leaves it after `ROUTER_IKEv2_IF_CUSTOM_CONFIG0 value = {0}`. */
export const ROUTER_IKEv2_IF_CUSTOM_CONFIG0 = (
  fields: Partial<ROUTER_IKEv2_IF_CUSTOM_CONFIG0> = {},
): ROUTER_IKEv2_IF_CUSTOM_CONFIG0 => ({
  dwSaLifeTime: 0,
  dwSaDataSize: 0,
  certificateName: new Uint8Array(),
  customPolicy: null,
  ...fields,
})

export interface ROUTER_IKEv2_IF_CUSTOM_CONFIG1 {
  /** SA lifetime in seconds, 300..17279999. */
  readonly dwSaLifeTime: DWORD
  /** Kilobytes per SA. */
  readonly dwSaDataSize: DWORD
  /** Issuer/subject name of the certificate to use. */
  readonly certificateName: Uint8Array
  /** Custom IPsec policy, NULL none. */
  readonly customPolicy: readonly ROUTER_CUSTOM_IKEv2_POLICY0[] | null
  /** Hash of the certificate to use. */
  readonly certificateHash: Uint8Array
}
/** All zero but for what is given, as C leaves it after `ROUTER_IKEv2_IF_CUSTOM_CONFIG1 value = {0}`. */
export const ROUTER_IKEv2_IF_CUSTOM_CONFIG1 = (
  fields: Partial<ROUTER_IKEv2_IF_CUSTOM_CONFIG1> = {},
): ROUTER_IKEv2_IF_CUSTOM_CONFIG1 => ({
  dwSaLifeTime: 0,
  dwSaDataSize: 0,
  certificateName: new Uint8Array(),
  customPolicy: null,
  certificateHash: new Uint8Array(),
  ...fields,
})

export interface ROUTER_IKEv2_IF_CUSTOM_CONFIG2 {
  /** SA lifetime in seconds, 300..17279999. */
  readonly dwSaLifeTime: DWORD
  /** Kilobytes per SA. */
  readonly dwSaDataSize: DWORD
  /** Issuer/subject name of the certificate to use. */
  readonly certificateName: Uint8Array
  /** Custom IPsec policy, NULL none. */
  readonly customPolicy: readonly ROUTER_CUSTOM_IKEv2_POLICY0[] | null
  /** Hash of the certificate to use. */
  readonly certificateHash: Uint8Array
  /** Main-mode SA lifetime. */
  readonly dwMmSaLifeTime: DWORD
  /** Traffic selectors. */
  readonly vpnTrafficSelectors: MPR_VPN_TRAFFIC_SELECTORS
}
/** All zero but for what is given, as C leaves it after `ROUTER_IKEv2_IF_CUSTOM_CONFIG2 value = {0}`. */
export const ROUTER_IKEv2_IF_CUSTOM_CONFIG2 = (
  fields: Partial<ROUTER_IKEv2_IF_CUSTOM_CONFIG2> = {},
): ROUTER_IKEv2_IF_CUSTOM_CONFIG2 => ({
  dwSaLifeTime: 0,
  dwSaDataSize: 0,
  certificateName: new Uint8Array(),
  customPolicy: null,
  certificateHash: new Uint8Array(),
  dwMmSaLifeTime: 0,
  vpnTrafficSelectors: MPR_VPN_TRAFFIC_SELECTORS(),
  ...fields,
})

export interface MPR_IF_CUSTOMINFOEX0 {
  readonly Header: MPRAPI_OBJECT_HEADER
  /** 0 none, 1 IKEv2 configuration present. */
  readonly dwFlags: DWORD
  /** IKEv2 settings. */
  readonly customIkev2Config: ROUTER_IKEv2_IF_CUSTOM_CONFIG0
}
/** All zero but for what is given, as C leaves it after `MPR_IF_CUSTOMINFOEX0 value = {0}`. */
export const MPR_IF_CUSTOMINFOEX0 = (fields: Partial<MPR_IF_CUSTOMINFOEX0> = {}): MPR_IF_CUSTOMINFOEX0 => ({
  Header: MPRAPI_OBJECT_HEADER(),
  dwFlags: 0,
  customIkev2Config: ROUTER_IKEv2_IF_CUSTOM_CONFIG0(),
  ...fields,
})

export interface MPR_IF_CUSTOMINFOEX1 {
  readonly Header: MPRAPI_OBJECT_HEADER
  /** 0 none, 1 IKEv2 configuration present. */
  readonly dwFlags: DWORD
  /** IKEv2 settings. */
  readonly customIkev2Config: ROUTER_IKEv2_IF_CUSTOM_CONFIG1
}
/** All zero but for what is given, as C leaves it after `MPR_IF_CUSTOMINFOEX1 value = {0}`. */
export const MPR_IF_CUSTOMINFOEX1 = (fields: Partial<MPR_IF_CUSTOMINFOEX1> = {}): MPR_IF_CUSTOMINFOEX1 => ({
  Header: MPRAPI_OBJECT_HEADER(),
  dwFlags: 0,
  customIkev2Config: ROUTER_IKEv2_IF_CUSTOM_CONFIG1(),
  ...fields,
})

export interface MPR_IF_CUSTOMINFOEX2 {
  readonly Header: MPRAPI_OBJECT_HEADER
  /** 0 none, 1 IKEv2 configuration present. */
  readonly dwFlags: DWORD
  /** IKEv2 settings. */
  readonly customIkev2Config: ROUTER_IKEv2_IF_CUSTOM_CONFIG2
}
/** All zero but for what is given, as C leaves it after `MPR_IF_CUSTOMINFOEX2 value = {0}`. */
export const MPR_IF_CUSTOMINFOEX2 = (fields: Partial<MPR_IF_CUSTOMINFOEX2> = {}): MPR_IF_CUSTOMINFOEX2 => ({
  Header: MPRAPI_OBJECT_HEADER(),
  dwFlags: 0,
  customIkev2Config: ROUTER_IKEv2_IF_CUSTOM_CONFIG2(),
  ...fields,
})

export interface MPR_VPN_TRAFFIC_SELECTOR {
  /** 7 IPv4 range, 8 IPv6 range. */
  readonly type: MPR_VPN_TS_TYPE
  /** IP protocol, 0 any. */
  readonly protocolId: UCHAR
  /** First port. */
  readonly portStart: WORD
  /** Last port. */
  readonly portEnd: WORD
  /** Payload id. */
  readonly tsPayloadId: WORD
  /** First address. */
  readonly addrStart: Uint8Array
  /** Last address. */
  readonly addrEnd: Uint8Array
}
/** All zero but for what is given, as C leaves it after `MPR_VPN_TRAFFIC_SELECTOR value = {0}`. */
export const MPR_VPN_TRAFFIC_SELECTOR = (
  fields: Partial<MPR_VPN_TRAFFIC_SELECTOR> = {},
): MPR_VPN_TRAFFIC_SELECTOR => ({
  type: MPR_VPN_TS_IPv4_ADDR_RANGE,
  protocolId: 0,
  portStart: 0,
  portEnd: 0,
  tsPayloadId: 0,
  addrStart: new Uint8Array(),
  addrEnd: new Uint8Array(),
  ...fields,
})

export interface MPR_VPN_TRAFFIC_SELECTORS {
  /** Number of initiator selectors. */
  readonly numTsi: ULONG
  /** Number of responder selectors. */
  readonly numTsr: ULONG
  /** Initiator selectors. */
  readonly tsI: readonly MPR_VPN_TRAFFIC_SELECTOR[] | null
  /** Responder selectors. */
  readonly tsR: readonly MPR_VPN_TRAFFIC_SELECTOR[] | null
}
/** All zero but for what is given, as C leaves it after `MPR_VPN_TRAFFIC_SELECTORS value = {0}`. */
export const MPR_VPN_TRAFFIC_SELECTORS = (
  fields: Partial<MPR_VPN_TRAFFIC_SELECTORS> = {},
): MPR_VPN_TRAFFIC_SELECTORS => ({
  numTsi: 0,
  numTsr: 0,
  tsI: null,
  tsR: null,
  ...fields,
})
