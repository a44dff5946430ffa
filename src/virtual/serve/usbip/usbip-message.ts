/**
 * The messages of USB/IP 1.1.1, as Linux documents them (Documentation/usb/usbip_protocol.rst): operations before a device is
 * imported, transfers after. All numbers are big-endian but those inside a setup packet.
 */
import type { UsbDescription } from './usb-description.ts'
import { CONFIGURATION } from './descriptors.ts'

export const VERSION = 0x0111
export const OPERATION = { requestImport: 0x8003, import: 0x0003, requestList: 0x8005, list: 0x0005 } as const
export const COMMAND = { submit: 1, unlink: 2, submitted: 3, unlinked: 4 } as const

/** Of an operation (tools/usb/usbip/libsrc/usbip_common.h of Linux). */
export const IMPORT_STATUS = { done: 0, notAvailable: 1, busy: 2, noSuchDevice: 4 } as const

/** Of a transfer: the error numbers of Linux, negative, whatever the system at either end. */
export const TRANSFER_STATUS = {
  done: 0,
  /** The endpoint is halted, or the request is refused (EPIPE). */
  stalled: -32,
  /** More came than was asked for (EOVERFLOW). */
  overflow: -75,
  /** It was called off (ECONNRESET). */
  unlinked: -104,
  /** The endpoint is no more (ESHUTDOWN). */
  shutDown: -108,
} as const

export const OPERATION_BYTES = 8
export const BUS_ID_BYTES = 32
export const HEADER_BYTES = 48
const PATH_BYTES = 256
const DEVICE_BYTES = PATH_BYTES + BUS_ID_BYTES + 24

/** enum usb_device_speed */
const SPEED = { full: 2, high: 3 } as const

/** A device as operations tell of it. */
export interface ExportedDevice {
  readonly name: string
  readonly description: UsbDescription
  readonly busId: string
  readonly busNumber: number
  readonly deviceNumber: number
}

export interface Submit {
  readonly type: 'submit'
  readonly sequence: number
  readonly device: number
  readonly direction: 'in' | 'out'
  /** Without the bit for the direction. */
  readonly endpoint: number
  /** Of what the host sends, or of the room that it has. */
  readonly length: number
  /** Eight bytes, meaningful for endpoint 0. */
  readonly setup: Uint8Array
  /** What the host sends. */
  readonly data: Uint8Array
}

export interface Unlink {
  readonly type: 'unlink'
  readonly sequence: number
  readonly device: number
  /** The sequence number of the transfer that is called off. */
  readonly of: number
}

/** How transfers name a device. */
export function deviceId({ busNumber, deviceNumber }: ExportedDevice): number {
  return busNumber * 0x10000 + deviceNumber
}

export function encodeList(devices: readonly ExportedDevice[]): Uint8Array {
  const parts = devices.map((device) => {
    const interfaces = device.description.interfaces.flatMap(({ alternates: [first] }) => [
      ...(first?.class ?? [0, 0, 0]),
      0,
    ])
    return Uint8Array.of(...deviceBytes(device), ...interfaces)
  })
  const head = new Uint8Array(OPERATION_BYTES + 4)
  const view = operationHeader(head, OPERATION.list, IMPORT_STATUS.done)
  view.setUint32(OPERATION_BYTES, devices.length)
  return concatenated([head, ...parts])
}

/** The answer to an import: the device, or why not. */
export function encodeImport(answer: ExportedDevice | { readonly status: number }): Uint8Array {
  const head = new Uint8Array(OPERATION_BYTES)
  const refusal = 'status' in answer ? answer.status : undefined
  operationHeader(head, OPERATION.import, refusal ?? IMPORT_STATUS.done)
  return 'status' in answer ? head : concatenated([head, deviceBytes(answer)])
}

/**
 * Its first part; the data of an IN transfer follow. The number of packets stays 0, as Linux has it (its documentation says 0xffffffff,
 * which Wireshark takes at its word).
 */
export function encodeSubmitted(sequence: number, status: number, length: number): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, COMMAND.submitted)
  view.setUint32(4, sequence)
  view.setInt32(20, status)
  view.setUint32(24, length)
  return bytes
}

export function encodeUnlinked(sequence: number, status: number): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, COMMAND.unlinked)
  view.setUint32(4, sequence)
  view.setInt32(20, status)
  return bytes
}

function operationHeader(bytes: Uint8Array, code: number, status: number): DataView {
  const view = new DataView(bytes.buffer)
  view.setUint16(0, VERSION)
  view.setUint16(2, code)
  view.setUint32(4, status)
  return view
}

function deviceBytes({ name, description, busId, busNumber, deviceNumber }: ExportedDevice): Uint8Array {
  const bytes = new Uint8Array(DEVICE_BYTES)
  const encoder = new TextEncoder()
  // Both end with a zero.
  encoder.encodeInto(`/dialtone/${name}`, bytes.subarray(0, PATH_BYTES - 1))
  encoder.encodeInto(busId, bytes.subarray(PATH_BYTES, PATH_BYTES + BUS_ID_BYTES - 1))
  const view = new DataView(bytes.buffer, PATH_BYTES + BUS_ID_BYTES)
  view.setUint32(0, busNumber)
  view.setUint32(4, deviceNumber)
  view.setUint32(8, SPEED[description.speed])
  view.setUint16(12, description.vendor)
  view.setUint16(14, description.product)
  view.setUint16(16, description.release)
  const { interfaces } = description
  bytes.set([...description.class, CONFIGURATION, 1, interfaces.length], PATH_BYTES + BUS_ID_BYTES + 18)
  return bytes
}

function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
