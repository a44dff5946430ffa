/** The enumerations of interfaces. Numbers: mprapi.h and the headers it includes. */
import type { MemberOf } from '../../com/data-type.ts'

/** What kind of interface it is. */
export const ROUTER_INTERFACE_TYPE = {
  ROUTER_IF_TYPE_CLIENT: 0, // a remote-access client (several may have the same name)
  ROUTER_IF_TYPE_HOME_ROUTER: 1, // demand-dial, one-way initiated
  ROUTER_IF_TYPE_FULL_ROUTER: 2, // demand-dial, two-way initiated; has a phone-book entry; the only type for levels 2 and 3
  ROUTER_IF_TYPE_DEDICATED: 3, // always up: LAN or leased line; cannot be disabled
  ROUTER_IF_TYPE_INTERNAL: 4, // internal only; cannot be disabled
  ROUTER_IF_TYPE_LOOPBACK: 5, // loopback
  ROUTER_IF_TYPE_TUNNEL1: 6, // IP-in-IP tunnel
  ROUTER_IF_TYPE_DIALOUT: 7, // described as a demand-dial interface; creating one through the API is refused
  ROUTER_IF_TYPE_MAX: 8, // upper bound, not a valid type
} as const
export type ROUTER_INTERFACE_TYPE = MemberOf<typeof ROUTER_INTERFACE_TYPE>
export const {
  ROUTER_IF_TYPE_CLIENT,
  ROUTER_IF_TYPE_HOME_ROUTER,
  ROUTER_IF_TYPE_FULL_ROUTER,
  ROUTER_IF_TYPE_DEDICATED,
  ROUTER_IF_TYPE_INTERNAL,
  ROUTER_IF_TYPE_LOOPBACK,
  ROUTER_IF_TYPE_TUNNEL1,
  ROUTER_IF_TYPE_DIALOUT,
  ROUTER_IF_TYPE_MAX,
} = ROUTER_INTERFACE_TYPE

/** State of an interface. */
export const ROUTER_CONNECTION_STATE = {
  ROUTER_IF_STATE_UNREACHABLE: 0, // see 1.4
  ROUTER_IF_STATE_DISCONNECTED: 1, // see 1.4
  ROUTER_IF_STATE_CONNECTING: 2, // see 1.4
  ROUTER_IF_STATE_CONNECTED: 3, // see 1.4
} as const
export type ROUTER_CONNECTION_STATE = MemberOf<typeof ROUTER_CONNECTION_STATE>
export const {
  ROUTER_IF_STATE_UNREACHABLE,
  ROUTER_IF_STATE_DISCONNECTED,
  ROUTER_IF_STATE_CONNECTING,
  ROUTER_IF_STATE_CONNECTED,
} = ROUTER_CONNECTION_STATE

/** Which of several devices are dialled. */
export const MPR_INTERFACE_DIAL_MODE = {
  MPRDM_DialFirst: 0, // use the first device that is available
  MPRDM_DialAll: 1, // dial all sub-entries at once
  MPRDM_DialAsNeeded: 2, // links follow the bandwidth; S5 lets a server treat it like DialAll
} as const
export type MPR_INTERFACE_DIAL_MODE = MemberOf<typeof MPR_INTERFACE_DIAL_MODE>
export const { MPRDM_DialFirst, MPRDM_DialAll, MPRDM_DialAsNeeded } = MPR_INTERFACE_DIAL_MODE

/** Kind of a phone-book entry. */
export const MPR_INTERFACE_2_TYPE = {
  MPRET_Phone: 1, // modem, ISDN, X.25
  MPRET_Vpn: 2, // tunnel
  MPRET_Direct: 3, // serial or parallel cable
} as const
export type MPR_INTERFACE_2_TYPE = MemberOf<typeof MPR_INTERFACE_2_TYPE>
export const { MPRET_Phone, MPRET_Vpn, MPRET_Direct } = MPR_INTERFACE_2_TYPE

/** Encryption of data. */
export const MPR_ENCRYPTION_TYPE = {
  MPR_ET_None: 0, // no encryption
  MPR_ET_Require: 1, // encryption required
  MPR_ET_RequireMax: 2, // strongest encryption required
  MPR_ET_Optional: 3, // encryption if possible
} as const
export type MPR_ENCRYPTION_TYPE = MemberOf<typeof MPR_ENCRYPTION_TYPE>
export const { MPR_ET_None, MPR_ET_Require, MPR_ET_RequireMax, MPR_ET_Optional } = MPR_ENCRYPTION_TYPE

/** Order of tunnel protocols. */
export const MPR_VPN_STRATEGY = {
  MPR_VS_Default: 0, // PPTP, then L2TP, then IKEv2; the one that worked goes first next time
  MPR_VS_PptpOnly: 1, // PPTP
  MPR_VS_PptpFirst: 2, // PPTP, L2TP, IKEv2
  MPR_VS_L2tpOnly: 3, // L2TP
  MPR_VS_L2tpFirst: 4, // L2TP, PPTP, IKEv2
  MPR_VS_Ikev2Only: 7, // IKEv2
  MPR_VS_Ikev2First: 8, // IKEv2, PPTP, L2TP
} as const
export type MPR_VPN_STRATEGY = MemberOf<typeof MPR_VPN_STRATEGY>
export const {
  MPR_VS_Default,
  MPR_VS_PptpOnly,
  MPR_VS_PptpFirst,
  MPR_VS_L2tpOnly,
  MPR_VS_L2tpFirst,
  MPR_VS_Ikev2Only,
  MPR_VS_Ikev2First,
} = MPR_VPN_STRATEGY
