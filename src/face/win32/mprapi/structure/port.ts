/** The structures of ports. */
import type { DWORD, HANDLE, LPWSTR, ULONGLONG } from '../../com/data-type.ts'
import {
  type RAS_HARDWARE_CONDITION,
  RAS_HARDWARE_OPERATIONAL,
  type RAS_PORT_CONDITION,
  RAS_PORT_NON_OPERATIONAL,
} from '../enumeration/port.ts'

export interface RAS_PORT_0 {
  /** Port handle. */
  readonly hPort: HANDLE
  /** Connection using the port. */
  readonly hConnection: HANDLE
  readonly dwPortCondition: RAS_PORT_CONDITION
  /** Calls served by this port so far. */
  readonly dwTotalNumberOfCalls: DWORD
  /** Seconds the connection has been up. */
  readonly dwConnectDuration: DWORD
  /** Port name. */
  readonly wszPortName: LPWSTR
  /** Media name. */
  readonly wszMediaName: LPWSTR
  /** Device name. */
  readonly wszDeviceName: LPWSTR
  /** Device type string (MPRDT_*). */
  readonly wszDeviceType: LPWSTR
}
/** All zero but for what is given, as C leaves it after `RAS_PORT_0 value = {0}`. */
export const RAS_PORT_0 = (fields: Partial<RAS_PORT_0> = {}): RAS_PORT_0 => ({
  hPort: 0,
  hConnection: 0,
  dwPortCondition: RAS_PORT_NON_OPERATIONAL,
  dwTotalNumberOfCalls: 0,
  dwConnectDuration: 0,
  wszPortName: '',
  wszMediaName: '',
  wszDeviceName: '',
  wszDeviceType: '',
  ...fields,
})

export interface RAS_PORT_1 {
  /** Port handle. */
  readonly hPort: HANDLE
  /** Connection using the port. */
  readonly hConnection: HANDLE
  readonly dwHardwareCondition: RAS_HARDWARE_CONDITION
  /** Line speed in bit/s. */
  readonly dwLineSpeed: DWORD
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
/** All zero but for what is given, as C leaves it after `RAS_PORT_1 value = {0}`. */
export const RAS_PORT_1 = (fields: Partial<RAS_PORT_1> = {}): RAS_PORT_1 => ({
  hPort: 0,
  hConnection: 0,
  dwHardwareCondition: RAS_HARDWARE_OPERATIONAL,
  dwLineSpeed: 0,
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

export interface RAS_PORT_2 {
  /** Port handle. */
  readonly hPort: HANDLE
  /** Connection using the port. */
  readonly hConnection: HANDLE
  /** State of the connection on the port. */
  readonly dwConn_State: DWORD
  /** Port name. */
  readonly wszPortName: LPWSTR
  /** Media name. */
  readonly wszMediaName: LPWSTR
  /** Device name. */
  readonly wszDeviceName: LPWSTR
  /** Device type string (MPRDT_*). */
  readonly wszDeviceType: LPWSTR
  readonly dwHardwareCondition: RAS_HARDWARE_CONDITION
  /** Line speed in bit/s. */
  readonly dwLineSpeed: DWORD
  /** CRC errors. */
  readonly dwCrcErr: DWORD
  /** Serial overruns. */
  readonly dwSerialOverRunErrs: DWORD
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
  /** Sum of errors. */
  readonly dwTotalErrors: DWORD
  /** Bytes sent. */
  readonly ullBytesXmited: ULONGLONG
  /** Bytes received. */
  readonly ullBytesRcved: ULONGLONG
  /** Frames sent. */
  readonly ullFramesXmited: ULONGLONG
  /** Frames received. */
  readonly ullFramesRcved: ULONGLONG
  /** Uncompressed bytes sent. */
  readonly ullBytesTxUncompressed: ULONGLONG
  /** Compressed bytes sent. */
  readonly ullBytesTxCompressed: ULONGLONG
  /** Uncompressed bytes received. */
  readonly ullBytesRcvUncompressed: ULONGLONG
  /** Compressed bytes received. */
  readonly ullBytesRcvCompressed: ULONGLONG
}
/** All zero but for what is given, as C leaves it after `RAS_PORT_2 value = {0}`. */
export const RAS_PORT_2 = (fields: Partial<RAS_PORT_2> = {}): RAS_PORT_2 => ({
  hPort: 0,
  hConnection: 0,
  dwConn_State: 0,
  wszPortName: '',
  wszMediaName: '',
  wszDeviceName: '',
  wszDeviceType: '',
  dwHardwareCondition: RAS_HARDWARE_OPERATIONAL,
  dwLineSpeed: 0,
  dwCrcErr: 0,
  dwSerialOverRunErrs: 0,
  dwTimeoutErr: 0,
  dwAlignmentErr: 0,
  dwHardwareOverrunErr: 0,
  dwFramingErr: 0,
  dwBufferOverrunErr: 0,
  dwCompressionRatioIn: 0,
  dwCompressionRatioOut: 0,
  dwTotalErrors: 0,
  ullBytesXmited: 0,
  ullBytesRcved: 0,
  ullFramesXmited: 0,
  ullFramesRcved: 0,
  ullBytesTxUncompressed: 0,
  ullBytesTxCompressed: 0,
  ullBytesRcvUncompressed: 0,
  ullBytesRcvCompressed: 0,
  ...fields,
})
