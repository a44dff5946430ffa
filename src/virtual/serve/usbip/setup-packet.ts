/** The eight bytes that begin a control transfer, read (USB 2.0 §9.3). */
import type { SetupPacket } from './usb-device.ts'

const TYPES = ['standard', 'class', 'vendor', 'reserved'] as const
const RECIPIENTS = ['device', 'interface', 'endpoint'] as const

/** @param bytes eight of them */
export function readSetup(bytes: Uint8Array): SetupPacket {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const requestType = view.getUint8(0)
  return {
    requestType,
    direction: (requestType & 0x80) === 0 ? 'out' : 'in',
    type: TYPES[(requestType >> 5) & 3] ?? 'reserved',
    recipient: RECIPIENTS[requestType & 0x1f] ?? 'other',
    request: view.getUint8(1),
    value: view.getUint16(2, true),
    index: view.getUint16(4, true),
    length: view.getUint16(6, true),
  }
}
