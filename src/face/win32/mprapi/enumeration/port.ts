/** The enumerations of ports. Numbers: mprapi.h and the headers it includes. */
import type { MemberOf } from '../../com/data-type.ts'

/** What a port is doing. */
export const RAS_PORT_CONDITION = {
  RAS_PORT_NON_OPERATIONAL: 0, // out of order
  RAS_PORT_DISCONNECTED: 1, // idle
  RAS_PORT_CALLING_BACK: 2, // calling a caller back
  RAS_PORT_LISTENING: 3, // waiting for a call
  RAS_PORT_AUTHENTICATING: 4, // authenticating
  RAS_PORT_AUTHENTICATED: 5, // user authenticated: in use
  RAS_PORT_INITIALIZING: 6, // being initialised
} as const
export type RAS_PORT_CONDITION = MemberOf<typeof RAS_PORT_CONDITION>
export const {
  RAS_PORT_NON_OPERATIONAL,
  RAS_PORT_DISCONNECTED,
  RAS_PORT_CALLING_BACK,
  RAS_PORT_LISTENING,
  RAS_PORT_AUTHENTICATING,
  RAS_PORT_AUTHENTICATED,
  RAS_PORT_INITIALIZING,
} = RAS_PORT_CONDITION

/** Whether the device of a port works. */
export const RAS_HARDWARE_CONDITION = {
  RAS_HARDWARE_OPERATIONAL: 0, // works
  RAS_HARDWARE_FAILURE: 1, // failed
} as const
export type RAS_HARDWARE_CONDITION = MemberOf<typeof RAS_HARDWARE_CONDITION>
export const { RAS_HARDWARE_OPERATIONAL, RAS_HARDWARE_FAILURE } = RAS_HARDWARE_CONDITION

/** Kind of the device of a port. */
export const RASDEVICETYPE = {
  RDT_Modem: 0,
  RDT_X25: 1,
  RDT_Isdn: 2,
  RDT_Serial: 3,
  RDT_FrameRelay: 4,
  RDT_Atm: 5,
  RDT_Sonet: 6,
  RDT_Sw56: 7,
  RDT_Tunnel_Pptp: 8,
  RDT_Tunnel_L2tp: 9,
  RDT_Irda: 10,
  RDT_Parallel: 11,
  RDT_Other: 12,
  RDT_PPPoE: 13,
  RDT_Tunnel_Sstp: 14,
  RDT_Tunnel_Ikev2: 15,
  RDT_Tunnel: 0x10000,
  RDT_Direct: 0x20000,
  RDT_Null_Modem: 0x40000,
  RDT_Broadband: 0x80000,
} as const
export type RASDEVICETYPE = MemberOf<typeof RASDEVICETYPE>
export const {
  RDT_Modem,
  RDT_X25,
  RDT_Isdn,
  RDT_Serial,
  RDT_FrameRelay,
  RDT_Atm,
  RDT_Sonet,
  RDT_Sw56,
  RDT_Tunnel_Pptp,
  RDT_Tunnel_L2tp,
  RDT_Irda,
  RDT_Parallel,
  RDT_Other,
  RDT_PPPoE,
  RDT_Tunnel_Sstp,
  RDT_Tunnel_Ikev2,
  RDT_Tunnel,
  RDT_Direct,
  RDT_Null_Modem,
  RDT_Broadband,
} = RASDEVICETYPE

/** State of a port as the connection manager has it. */
export const RASMAN_STATE = {
  CONNECTING: 0,
  LISTENING: 1,
  CONNECTED: 2,
  DISCONNECTING: 3,
  DISCONNECTED: 4,
  LISTENCOMPLETED: 5,
} as const
export type RASMAN_STATE = MemberOf<typeof RASMAN_STATE>
export const { CONNECTING, LISTENING, CONNECTED, DISCONNECTING, DISCONNECTED, LISTENCOMPLETED } = RASMAN_STATE

/** Who ended a connection. */
export const RASMAN_DISCONNECT_TYPE = {
  USER_REQUESTED: 0,
  REMOTE_DISCONNECTION: 1,
  HARDWARE_FAILURE: 2,
  NOT_DISCONNECTED: 3,
} as const
export type RASMAN_DISCONNECT_TYPE = MemberOf<typeof RASMAN_DISCONNECT_TYPE>
export const { USER_REQUESTED, REMOTE_DISCONNECTION, HARDWARE_FAILURE, NOT_DISCONNECTED } =
  RASMAN_DISCONNECT_TYPE

/** Whether a port is open. */
export const RASMAN_STATUS = {
  OPEN: 0,
  CLOSED: 1,
  UNAVAILABLE: 2,
  REMOVED: 3,
} as const
export type RASMAN_STATUS = MemberOf<typeof RASMAN_STATUS>
export const { OPEN, CLOSED, UNAVAILABLE, REMOVED } = RASMAN_STATUS
