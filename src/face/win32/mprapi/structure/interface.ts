/** The structures of interfaces, their devices, credentials and transports. */
import type { BOOL, DWORD, HANDLE, LPWSTR, ULONG } from '../../com/data-type.ts'
import { type GUID, GUID_NULL } from '../../com/guid.ts'
import {
  type ROUTER_CONNECTION_STATE,
  ROUTER_IF_STATE_UNREACHABLE,
  ROUTER_IF_TYPE_CLIENT,
  type ROUTER_INTERFACE_TYPE,
} from '../enumeration/interface.ts'

export interface MPR_INTERFACE_0 {
  /** Interface name; fixed at creation. */
  readonly wszInterfaceName: LPWSTR
  /** Interface handle; assigned by the router, read-only. */
  readonly hInterface: HANDLE
  /** TRUE enabled, FALSE administratively disabled. */
  readonly fEnabled: BOOL
  /** Interface type (ROUTER_INTERFACE_TYPE). */
  readonly dwIfType: ROUTER_INTERFACE_TYPE
  /** Current state (ROUTER_CONNECTION_STATE); read-only. */
  readonly dwConnectionState: ROUTER_CONNECTION_STATE
  /** Bit set of MPR_INTERFACE_* reasons; read-only. */
  readonly fUnReachabilityReasons: DWORD
  /** Error number of the last failed attempt, 0 if none; read-only. */
  readonly dwLastError: DWORD
}
/** All zero but for what is given, as C leaves it after `MPR_INTERFACE_0 value = {0}`. */
export const MPR_INTERFACE_0 = (fields: Partial<MPR_INTERFACE_0> = {}): MPR_INTERFACE_0 => ({
  wszInterfaceName: '',
  hInterface: 0,
  fEnabled: false,
  dwIfType: ROUTER_IF_TYPE_CLIENT,
  dwConnectionState: ROUTER_IF_STATE_UNREACHABLE,
  fUnReachabilityReasons: 0,
  dwLastError: 0,
  ...fields,
})

export interface MPR_INTERFACE_1 extends MPR_INTERFACE_0 {
  /** Dial-out hours, see 'Dial-out hours'. */
  readonly lpwsDialoutHoursRestriction: LPWSTR | null
}
/** All zero but for what is given, as C leaves it after `MPR_INTERFACE_1 value = {0}`. */
export const MPR_INTERFACE_1 = (fields: Partial<MPR_INTERFACE_1> = {}): MPR_INTERFACE_1 => ({
  ...MPR_INTERFACE_0(),
  lpwsDialoutHoursRestriction: null,
  ...fields,
})

export interface MPR_INTERFACE_2 extends MPR_INTERFACE_0 {
  /** MPRIO_* bits. */
  readonly dwfOptions: DWORD
  /** Number (or VPN host name / address) to dial, used whole. */
  readonly szLocalPhoneNumber: LPWSTR
  /** Alternate numbers, NUL-separated, double NUL at the end; tried in order after the primary; 0 = none. */
  readonly szAlternates: LPWSTR | null
  /** IPv4 address to ask for; only with MPRIO_SpecificIpAddr. */
  readonly ipaddr: DWORD
  /** Primary DNS server; only with MPRIO_SpecificNameServers. */
  readonly ipaddrDns: DWORD
  /** Secondary DNS server; only with MPRIO_SpecificNameServers. */
  readonly ipaddrDnsAlt: DWORD
  /** Primary WINS server; only with MPRIO_SpecificNameServers. */
  readonly ipaddrWins: DWORD
  /** Secondary WINS server; only with MPRIO_SpecificNameServers. */
  readonly ipaddrWinsAlt: DWORD
  /** Network protocols to negotiate: MPRNP_* bits. */
  readonly dwfNetProtocols: DWORD
  /** MPRDT_* string; derived from the device name, read-only. */
  readonly szDeviceType: LPWSTR
  /** Name of the device/port to use. */
  readonly szDeviceName: LPWSTR
  /** X.25 PAD type, else empty. */
  readonly szX25PadType: LPWSTR
  /** X.25 address, else empty. */
  readonly szX25Address: LPWSTR
  /** X.25 facilities; ignored without an X.25 address. */
  readonly szX25Facilities: LPWSTR
  /** X.25 user data; ignored without an X.25 address. */
  readonly szX25UserData: LPWSTR
  /** Reserved. */
  readonly dwChannels: DWORD
  /** Number of multilink sub-entries; read-only. */
  readonly dwSubEntries: DWORD
  /** MPRDM_*: first available device, all links at once, or links as bandwidth needs. */
  readonly dwDialMode: DWORD
  /** Bandwidth-on-demand: dial one more link when use stays above this percentage of the connected bandwidth; only for DialAsNeeded. */
  readonly dwDialExtraPercent: DWORD
  /** ... for at least this many seconds. */
  readonly dwDialExtraSampleSeconds: DWORD
  /** Bandwidth-on-demand: hang up one link when use stays below this percentage; only for DialAsNeeded. */
  readonly dwHangUpExtraPercent: DWORD
  /** ... for at least this many seconds. */
  readonly dwHangUpExtraSampleSeconds: DWORD
  /** Idle seconds before the whole connection is ended; MPRIDS_UseGlobalValue (0) or MPRIDS_Disabled (0xFFFFFFFF) as special values. */
  readonly dwIdleDisconnectSeconds: DWORD
  /** Entry type MPRET_*; derived, read-only. */
  readonly dwType: DWORD
  /** Data encryption MPR_ET_* (independent of how the password is protected). */
  readonly dwEncryptionType: DWORD
  /** EAP type id to use. */
  readonly dwCustomAuthKey: DWORD
  /** Size of lpbCustomAuthData in bytes. */
  readonly dwCustomAuthDataSize: DWORD
  /** EAP settings blob, 0 when absent. */
  readonly lpbCustomAuthData: Uint8Array | null
  /** GUID of the phone-book entry; read-only. */
  readonly guidId: GUID
  /** Tunnel protocol order MPR_VS_*. */
  readonly dwVpnStrategy: DWORD
}
/** All zero but for what is given, as C leaves it after `MPR_INTERFACE_2 value = {0}`. */
export const MPR_INTERFACE_2 = (fields: Partial<MPR_INTERFACE_2> = {}): MPR_INTERFACE_2 => ({
  ...MPR_INTERFACE_0(),
  dwfOptions: 0,
  szLocalPhoneNumber: '',
  szAlternates: null,
  ipaddr: 0,
  ipaddrDns: 0,
  ipaddrDnsAlt: 0,
  ipaddrWins: 0,
  ipaddrWinsAlt: 0,
  dwfNetProtocols: 0,
  szDeviceType: '',
  szDeviceName: '',
  szX25PadType: '',
  szX25Address: '',
  szX25Facilities: '',
  szX25UserData: '',
  dwChannels: 0,
  dwSubEntries: 0,
  dwDialMode: 0,
  dwDialExtraPercent: 0,
  dwDialExtraSampleSeconds: 0,
  dwHangUpExtraPercent: 0,
  dwHangUpExtraSampleSeconds: 0,
  dwIdleDisconnectSeconds: 0,
  dwType: 0,
  dwEncryptionType: 0,
  dwCustomAuthKey: 0,
  dwCustomAuthDataSize: 0,
  lpbCustomAuthData: null,
  guidId: GUID_NULL,
  dwVpnStrategy: 0,
  ...fields,
})

export interface MPR_INTERFACE_3 extends MPR_INTERFACE_2 {
  /** Not used. */
  readonly AddressCount: ULONG
  /** Primary IPv6 DNS server; ignored by the server when creating or setting over RPC. */
  readonly ipv6addrDns: Uint8Array
  /** Secondary IPv6 DNS server; ignored by the server when creating or setting over RPC. */
  readonly ipv6addrDnsAlt: Uint8Array
  /** Not used. */
  readonly ipv6addr: Uint8Array | null
}
/** All zero but for what is given, as C leaves it after `MPR_INTERFACE_3 value = {0}`. */
export const MPR_INTERFACE_3 = (fields: Partial<MPR_INTERFACE_3> = {}): MPR_INTERFACE_3 => ({
  ...MPR_INTERFACE_2(),
  AddressCount: 0,
  ipv6addrDns: new Uint8Array(16),
  ipv6addrDnsAlt: new Uint8Array(16),
  ipv6addr: null,
  ...fields,
})

export interface MPR_DEVICE_0 {
  /** MPRDT_* string; derived from the device name, read-only. */
  readonly szDeviceType: LPWSTR
  /** Name of the device/port to use. */
  readonly szDeviceName: LPWSTR
}
/** All zero but for what is given, as C leaves it after `MPR_DEVICE_0 value = {0}`. */
export const MPR_DEVICE_0 = (fields: Partial<MPR_DEVICE_0> = {}): MPR_DEVICE_0 => ({
  szDeviceType: '',
  szDeviceName: '',
  ...fields,
})

export interface MPR_DEVICE_1 extends MPR_DEVICE_0 {
  /** Number (or VPN host name / address) to dial, used whole. */
  readonly szLocalPhoneNumber: LPWSTR
  /** Alternate numbers, NUL-separated, double NUL at the end; tried in order after the primary; 0 = none. */
  readonly szAlternates: LPWSTR | null
}
/** All zero but for what is given, as C leaves it after `MPR_DEVICE_1 value = {0}`. */
export const MPR_DEVICE_1 = (fields: Partial<MPR_DEVICE_1> = {}): MPR_DEVICE_1 => ({
  ...MPR_DEVICE_0(),
  szLocalPhoneNumber: '',
  szAlternates: null,
  ...fields,
})

export interface MPR_CREDENTIALSEX_0 {
  /** Bytes in the blob. */
  readonly dwSize: DWORD
  /** EAP credential blob. */
  readonly lpbCredentialsInfo: Uint8Array | null
}
/** All zero but for what is given, as C leaves it after `MPR_CREDENTIALSEX_0 value = {0}`. */
export const MPR_CREDENTIALSEX_0 = (fields: Partial<MPR_CREDENTIALSEX_0> = {}): MPR_CREDENTIALSEX_0 => ({
  dwSize: 0,
  lpbCredentialsInfo: null,
  ...fields,
})

export interface MPR_CREDENTIALSEX_1 {
  /** Bytes in the key; 0 in a Set call deletes it; < 257. */
  readonly dwSize: DWORD
  /** Pre-shared key. */
  readonly lpbCredentialsInfo: Uint8Array | null
}
/** All zero but for what is given, as C leaves it after `MPR_CREDENTIALSEX_1 value = {0}`. */
export const MPR_CREDENTIALSEX_1 = (fields: Partial<MPR_CREDENTIALSEX_1> = {}): MPR_CREDENTIALSEX_1 => ({
  dwSize: 0,
  lpbCredentialsInfo: null,
  ...fields,
})

export interface MPR_TRANSPORT_0 {
  /** PID_*. */
  readonly dwTransportId: DWORD
  /** Transport handle. */
  readonly hTransport: HANDLE
  /** Transport name. */
  readonly wszTransportName: LPWSTR
}
/** All zero but for what is given, as C leaves it after `MPR_TRANSPORT_0 value = {0}`. */
export const MPR_TRANSPORT_0 = (fields: Partial<MPR_TRANSPORT_0> = {}): MPR_TRANSPORT_0 => ({
  dwTransportId: 0,
  hTransport: 0,
  wszTransportName: '',
  ...fields,
})

export interface MPR_IFTRANSPORT_0 {
  /** PID_*. */
  readonly dwTransportId: DWORD
  /** Handle of the transport on the interface. */
  readonly hIfTransport: HANDLE
  /** Transport name. */
  readonly wszIfTransportName: LPWSTR
}
/** All zero but for what is given, as C leaves it after `MPR_IFTRANSPORT_0 value = {0}`. */
export const MPR_IFTRANSPORT_0 = (fields: Partial<MPR_IFTRANSPORT_0> = {}): MPR_IFTRANSPORT_0 => ({
  dwTransportId: 0,
  hIfTransport: 0,
  wszIfTransportName: '',
  ...fields,
})

export interface MPR_FILTER_0 {
  /** 1 filtering on, 0 off (called fEnable in S4/S5). */
  readonly fEnabled: BOOL
}
/** All zero but for what is given, as C leaves it after `MPR_FILTER_0 value = {0}`. */
export const MPR_FILTER_0 = (fields: Partial<MPR_FILTER_0> = {}): MPR_FILTER_0 => ({
  fEnabled: false,
  ...fields,
})

export interface MPR_IPINIP_INTERFACE_0 {
  /** Tunnel name. */
  readonly wszFriendlyName: LPWSTR
  /** Tunnel GUID. */
  readonly Guid: GUID
}
/** All zero but for what is given, as C leaves it after `MPR_IPINIP_INTERFACE_0 value = {0}`. */
export const MPR_IPINIP_INTERFACE_0 = (
  fields: Partial<MPR_IPINIP_INTERFACE_0> = {},
): MPR_IPINIP_INTERFACE_0 => ({
  wszFriendlyName: '',
  Guid: GUID_NULL,
  ...fields,
})
