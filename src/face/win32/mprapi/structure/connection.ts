/** The structures of connections. */
import type { DWORD, FILETIME, HANDLE, LPWSTR, ULONGLONG } from '../../com/data-type.ts'
import { type GUID, GUID_NULL } from '../../com/guid.ts'
import { type RAS_QUARANTINE_STATE, RAS_QUAR_STATE_NORMAL } from '../enumeration/connection.ts'
import { ROUTER_IF_TYPE_CLIENT, type ROUTER_INTERFACE_TYPE } from '../enumeration/interface.ts'
import { PPP_INFO, PPP_INFO_2, PPP_INFO_3 } from './ppp.ts'
import { PROJECTION_INFO, PROJECTION_INFO2 } from './projection.ts'
import { MPRAPI_OBJECT_HEADER } from './server.ts'

export interface RAS_CONNECTION_0 {
  /** Connection handle. */
  readonly hConnection: HANDLE
  /** Interface that carries the connection. */
  readonly hInterface: HANDLE
  /** Seconds the connection has been up. */
  readonly dwConnectDuration: DWORD
  /** ROUTER_INTERFACE_TYPE of the interface carrying the connection. */
  readonly dwInterfaceType: ROUTER_INTERFACE_TYPE
  /** RAS_FLAGS_* bits. */
  readonly dwConnectionFlags: DWORD
  /** Name of the interface that carries the connection. */
  readonly wszInterfaceName: LPWSTR
  /** Authenticated user name. */
  readonly wszUserName: LPWSTR
  /** Domain that authenticated the user. */
  readonly wszLogonDomain: LPWSTR
  /** Name of the remote computer. */
  readonly wszRemoteComputer: LPWSTR
}
/** All zero but for what is given, as C leaves it after `RAS_CONNECTION_0 value = {0}`. */
export const RAS_CONNECTION_0 = (fields: Partial<RAS_CONNECTION_0> = {}): RAS_CONNECTION_0 => ({
  hConnection: 0,
  hInterface: 0,
  dwConnectDuration: 0,
  dwInterfaceType: ROUTER_IF_TYPE_CLIENT,
  dwConnectionFlags: 0,
  wszInterfaceName: '',
  wszUserName: '',
  wszLogonDomain: '',
  wszRemoteComputer: '',
  ...fields,
})

export interface RAS_CONNECTION_1 {
  /** Connection handle. */
  readonly hConnection: HANDLE
  /** Interface that carries the connection. */
  readonly hInterface: HANDLE
  /** PPP_INFO: result of each network control protocol. */
  readonly PppInfo: PPP_INFO
  /** Bytes sent (on a port: compressed bytes). */
  readonly dwBytesXmited: DWORD
  /** Bytes received (on a port: compressed bytes). */
  readonly dwBytesRcved: DWORD
  /** Frames sent. */
  readonly dwFramesXmited: DWORD
  /** Frames received. */
  readonly dwFramesRcved: DWORD
  /** CRC errors. */
  readonly dwCrcErr: DWORD
  /** Timeout errors. */
  readonly dwTimeoutErr: DWORD
  /** Alignment errors. */
  readonly dwAlignmentErr: DWORD
  /** Hardware overruns. */
  readonly dwHardwareOverrunErr: DWORD
  /** Framing errors. */
  readonly dwFramingErr: DWORD
  /** Buffer overruns. */
  readonly dwBufferOverrunErr: DWORD
  /** Compressed size as percentage of uncompressed size, received data. */
  readonly dwCompressionRatioIn: DWORD
  /** Same for sent data. */
  readonly dwCompressionRatioOut: DWORD
}
/** All zero but for what is given, as C leaves it after `RAS_CONNECTION_1 value = {0}`. */
export const RAS_CONNECTION_1 = (fields: Partial<RAS_CONNECTION_1> = {}): RAS_CONNECTION_1 => ({
  hConnection: 0,
  hInterface: 0,
  PppInfo: PPP_INFO(),
  dwBytesXmited: 0,
  dwBytesRcved: 0,
  dwFramesXmited: 0,
  dwFramesRcved: 0,
  dwCrcErr: 0,
  dwTimeoutErr: 0,
  dwAlignmentErr: 0,
  dwHardwareOverrunErr: 0,
  dwFramingErr: 0,
  dwBufferOverrunErr: 0,
  dwCompressionRatioIn: 0,
  dwCompressionRatioOut: 0,
  ...fields,
})

export interface RAS_CONNECTION_2 {
  /** Connection handle. */
  readonly hConnection: HANDLE
  /** Authenticated user name. */
  readonly wszUserName: LPWSTR
  /** ROUTER_INTERFACE_TYPE of the interface carrying the connection. */
  readonly dwInterfaceType: ROUTER_INTERFACE_TYPE
  /** GUID of the connection; for an incoming one valid only while it is up. */
  readonly guid: GUID
  readonly PppInfo2: PPP_INFO_2
}
/** All zero but for what is given, as C leaves it after `RAS_CONNECTION_2 value = {0}`. */
export const RAS_CONNECTION_2 = (fields: Partial<RAS_CONNECTION_2> = {}): RAS_CONNECTION_2 => ({
  hConnection: 0,
  wszUserName: '',
  dwInterfaceType: ROUTER_IF_TYPE_CLIENT,
  guid: GUID_NULL,
  PppInfo2: PPP_INFO_2(),
  ...fields,
})

export interface RAS_CONNECTION_3 {
  /** Structure version, 0. */
  readonly dwVersion: DWORD
  /** Structure size (may be 0). */
  readonly dwSize: DWORD
  /** Connection handle. */
  readonly hConnection: HANDLE
  /** Authenticated user name. */
  readonly wszUserName: LPWSTR
  /** ROUTER_INTERFACE_TYPE of the interface carrying the connection. */
  readonly dwInterfaceType: ROUTER_INTERFACE_TYPE
  /** GUID of the connection; for an incoming one valid only while it is up. */
  readonly guid: GUID
  readonly PppInfo3: PPP_INFO_3
  readonly rasQuarState: RAS_QUARANTINE_STATE
  /** End of probation, UTC FILETIME; valid only in PROBATION. */
  readonly timer: FILETIME
}
/** All zero but for what is given, as C leaves it after `RAS_CONNECTION_3 value = {0}`. */
export const RAS_CONNECTION_3 = (fields: Partial<RAS_CONNECTION_3> = {}): RAS_CONNECTION_3 => ({
  dwVersion: 0,
  dwSize: 0,
  hConnection: 0,
  wszUserName: '',
  dwInterfaceType: ROUTER_IF_TYPE_CLIENT,
  guid: GUID_NULL,
  PppInfo3: PPP_INFO_3(),
  rasQuarState: RAS_QUAR_STATE_NORMAL,
  timer: 0n,
  ...fields,
})

export interface RAS_CONNECTION_4 {
  /** Seconds the connection has been up. */
  readonly dwConnectDuration: DWORD
  /** ROUTER_INTERFACE_TYPE of the interface carrying the connection. */
  readonly dwInterfaceType: ROUTER_INTERFACE_TYPE
  /** RAS_FLAGS_* bits. */
  readonly dwConnectionFlags: DWORD
  /** Name of the interface that carries the connection. */
  readonly wszInterfaceName: LPWSTR
  /** Authenticated user name. */
  readonly wszUserName: LPWSTR
  /** Domain that authenticated the user. */
  readonly wszLogonDomain: LPWSTR
  /** Name of the remote computer. */
  readonly wszRemoteComputer: LPWSTR
  /** GUID of the connection; for an incoming one valid only while it is up. */
  readonly guid: GUID
  readonly rasQuarState: RAS_QUARANTINE_STATE
  /** End of probation, UTC FILETIME; valid only in PROBATION. */
  readonly probationTime: FILETIME
  /** When the connection came up. */
  readonly connectionStartTime: FILETIME
  /** Bytes sent, 64-bit (the RPC form has 32-bit dwBytesXmited). */
  readonly ullBytesXmited: ULONGLONG
  /** Bytes received, 64-bit (the RPC form has 32-bit dwBytesRcved). */
  readonly ullBytesRcved: ULONGLONG
  /** Frames sent. */
  readonly dwFramesXmited: DWORD
  /** Frames received. */
  readonly dwFramesRcved: DWORD
  /** CRC errors. */
  readonly dwCrcErr: DWORD
  /** Timeout errors. */
  readonly dwTimeoutErr: DWORD
  /** Alignment errors. */
  readonly dwAlignmentErr: DWORD
  /** Hardware overruns. */
  readonly dwHardwareOverrunErr: DWORD
  /** Framing errors. */
  readonly dwFramingErr: DWORD
  /** Buffer overruns. */
  readonly dwBufferOverrunErr: DWORD
  /** Compressed size as percentage of uncompressed size, received data. */
  readonly dwCompressionRatioIn: DWORD
  /** Same for sent data. */
  readonly dwCompressionRatioOut: DWORD
  /** Number of MOBIKE moves; IKEv2 only. */
  readonly dwNumSwitchOvers: DWORD
  /** Remote tunnel endpoint as text. */
  readonly wszRemoteEndpointAddress: LPWSTR
  /** Local tunnel endpoint as text. */
  readonly wszLocalEndpointAddress: LPWSTR
  /** Negotiation result (tagged PPP or IKEv2). */
  readonly ProjectionInfo: PROJECTION_INFO2
  /** Connection handle. */
  readonly hConnection: HANDLE
  /** Interface that carries the connection. */
  readonly hInterface: HANDLE
  /** RASDEVICETYPE of the port. */
  readonly dwDeviceType: DWORD
}
/** All zero but for what is given, as C leaves it after `RAS_CONNECTION_4 value = {0}`. */
export const RAS_CONNECTION_4 = (fields: Partial<RAS_CONNECTION_4> = {}): RAS_CONNECTION_4 => ({
  dwConnectDuration: 0,
  dwInterfaceType: ROUTER_IF_TYPE_CLIENT,
  dwConnectionFlags: 0,
  wszInterfaceName: '',
  wszUserName: '',
  wszLogonDomain: '',
  wszRemoteComputer: '',
  guid: GUID_NULL,
  rasQuarState: RAS_QUAR_STATE_NORMAL,
  probationTime: 0n,
  connectionStartTime: 0n,
  ullBytesXmited: 0,
  ullBytesRcved: 0,
  dwFramesXmited: 0,
  dwFramesRcved: 0,
  dwCrcErr: 0,
  dwTimeoutErr: 0,
  dwAlignmentErr: 0,
  dwHardwareOverrunErr: 0,
  dwFramingErr: 0,
  dwBufferOverrunErr: 0,
  dwCompressionRatioIn: 0,
  dwCompressionRatioOut: 0,
  dwNumSwitchOvers: 0,
  wszRemoteEndpointAddress: '',
  wszLocalEndpointAddress: '',
  ProjectionInfo: PROJECTION_INFO2(),
  hConnection: 0,
  hInterface: 0,
  dwDeviceType: 0,
  ...fields,
})

export interface RAS_CONNECTION_EX {
  readonly Header: MPRAPI_OBJECT_HEADER
  /** Seconds the connection has been up. */
  readonly dwConnectDuration: DWORD
  /** ROUTER_INTERFACE_TYPE of the interface carrying the connection. */
  readonly dwInterfaceType: ROUTER_INTERFACE_TYPE
  /** RAS_FLAGS_* bits. */
  readonly dwConnectionFlags: DWORD
  /** Name of the interface that carries the connection. */
  readonly wszInterfaceName: LPWSTR
  /** Authenticated user name. */
  readonly wszUserName: LPWSTR
  /** Domain that authenticated the user. */
  readonly wszLogonDomain: LPWSTR
  /** Name of the remote computer. */
  readonly wszRemoteComputer: LPWSTR
  /** GUID of the connection; for an incoming one valid only while it is up. */
  readonly guid: GUID
  readonly rasQuarState: RAS_QUARANTINE_STATE
  /** End of probation, UTC FILETIME; valid only in PROBATION. */
  readonly probationTime: FILETIME
  /** Bytes sent (on a port: compressed bytes). */
  readonly dwBytesXmited: DWORD
  /** Bytes received (on a port: compressed bytes). */
  readonly dwBytesRcved: DWORD
  /** Frames sent. */
  readonly dwFramesXmited: DWORD
  /** Frames received. */
  readonly dwFramesRcved: DWORD
  /** CRC errors. */
  readonly dwCrcErr: DWORD
  /** Timeout errors. */
  readonly dwTimeoutErr: DWORD
  /** Alignment errors. */
  readonly dwAlignmentErr: DWORD
  /** Hardware overruns. */
  readonly dwHardwareOverrunErr: DWORD
  /** Framing errors. */
  readonly dwFramingErr: DWORD
  /** Buffer overruns. */
  readonly dwBufferOverrunErr: DWORD
  /** Compressed size as percentage of uncompressed size, received data. */
  readonly dwCompressionRatioIn: DWORD
  /** Same for sent data. */
  readonly dwCompressionRatioOut: DWORD
  /** Number of MOBIKE moves; IKEv2 only. */
  readonly dwNumSwitchOvers: DWORD
  /** Remote tunnel endpoint as text. */
  readonly wszRemoteEndpointAddress: LPWSTR
  /** Local tunnel endpoint as text. */
  readonly wszLocalEndpointAddress: LPWSTR
  /** Negotiation result (tagged PPP or IKEv2). */
  readonly ProjectionInfo: PROJECTION_INFO
  /** Connection handle. */
  readonly hConnection: HANDLE
  /** Interface that carries the connection. */
  readonly hInterface: HANDLE
}
/** All zero but for what is given, as C leaves it after `RAS_CONNECTION_EX value = {0}`. */
export const RAS_CONNECTION_EX = (fields: Partial<RAS_CONNECTION_EX> = {}): RAS_CONNECTION_EX => ({
  Header: MPRAPI_OBJECT_HEADER(),
  dwConnectDuration: 0,
  dwInterfaceType: ROUTER_IF_TYPE_CLIENT,
  dwConnectionFlags: 0,
  wszInterfaceName: '',
  wszUserName: '',
  wszLogonDomain: '',
  wszRemoteComputer: '',
  guid: GUID_NULL,
  rasQuarState: RAS_QUAR_STATE_NORMAL,
  probationTime: 0n,
  dwBytesXmited: 0,
  dwBytesRcved: 0,
  dwFramesXmited: 0,
  dwFramesRcved: 0,
  dwCrcErr: 0,
  dwTimeoutErr: 0,
  dwAlignmentErr: 0,
  dwHardwareOverrunErr: 0,
  dwFramingErr: 0,
  dwBufferOverrunErr: 0,
  dwCompressionRatioIn: 0,
  dwCompressionRatioOut: 0,
  dwNumSwitchOvers: 0,
  wszRemoteEndpointAddress: '',
  wszLocalEndpointAddress: '',
  ProjectionInfo: PROJECTION_INFO(),
  hConnection: 0,
  hInterface: 0,
  ...fields,
})

export interface RAS_UPDATE_CONNECTION {
  readonly Header: MPRAPI_OBJECT_HEADER
  /** Index of the local interface to move to. */
  readonly dwIfIndex: DWORD
  /** Local address to move to. */
  readonly wszLocalEndpointAddress: LPWSTR
  /** Remote address to move to. */
  readonly wszRemoteEndpointAddress: LPWSTR
}
/** All zero but for what is given, as C leaves it after `RAS_UPDATE_CONNECTION value = {0}`. */
export const RAS_UPDATE_CONNECTION = (
  fields: Partial<RAS_UPDATE_CONNECTION> = {},
): RAS_UPDATE_CONNECTION => ({
  Header: MPRAPI_OBJECT_HEADER(),
  dwIfIndex: 0,
  wszLocalEndpointAddress: '',
  wszRemoteEndpointAddress: '',
  ...fields,
})
