/** Builds raw IP packets for tests of what reads them. */
import { parseIpAddress } from '../../src/core/index.ts'

export interface PacketShape {
  readonly source?: string
  readonly destination?: string
  /** IANA number. */
  readonly protocol?: number
  /** Bytes of the transport header and what follows. */
  readonly payload?: Uint8Array
  /** In units of eight bytes. */
  readonly fragmentOffset?: number
  /** IPv4: options, a multiple of four bytes. IPv6: extension headers whose last one leads to `protocol`. */
  readonly options?: Uint8Array
  /** IPv6: the number of the first extension header. */
  readonly firstHeader?: number
}

export function packet(shape: PacketShape = {}): Uint8Array {
  const destination = address(shape.destination ?? '203.0.113.9')
  return destination.length === 4 ? ipv4(shape, destination) : ipv6(shape, destination)
}

export function tcp(destinationPort: number, { sourcePort = 40_000, flags = 0x02 } = {}): Uint8Array {
  const bytes = new Uint8Array(20)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, sourcePort)
  view.setUint16(2, destinationPort)
  view.setUint8(12, 0x50)
  view.setUint8(13, flags)
  return bytes
}

export function udp(destinationPort: number, sourcePort = 40_000): Uint8Array {
  const bytes = new Uint8Array(8)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, sourcePort)
  view.setUint16(2, destinationPort)
  view.setUint16(4, 8)
  return bytes
}

/** An IPv6 extension header of eight bytes. */
export function extension(next: number): Uint8Array {
  return Uint8Array.of(next, 0, 1, 4, 0, 0, 0, 0)
}

export function fragmentHeader(next: number, offset: number): Uint8Array {
  const bytes = new Uint8Array(8)
  const view = new DataView(bytes.buffer)
  view.setUint8(0, next)
  view.setUint16(2, offset << 3)
  return bytes
}

function ipv4(shape: PacketShape, destination: Uint8Array): Uint8Array {
  const { protocol = 6, payload = tcp(443), options = new Uint8Array(0), fragmentOffset = 0 } = shape
  const header = 20 + options.length
  const bytes = new Uint8Array(header + payload.length)
  const view = new DataView(bytes.buffer)
  view.setUint8(0, 0x40 | (header / 4))
  view.setUint16(2, bytes.length)
  view.setUint16(6, fragmentOffset)
  view.setUint8(8, 64)
  view.setUint8(9, protocol)
  bytes.set(address(shape.source ?? '192.0.2.1'), 12)
  bytes.set(destination, 16)
  bytes.set(options, 20)
  bytes.set(payload, header)
  return bytes
}

function ipv6(shape: PacketShape, destination: Uint8Array): Uint8Array {
  const { protocol = 6, payload = tcp(443), options = new Uint8Array(0), firstHeader = protocol } = shape
  const bytes = new Uint8Array(40 + options.length + payload.length)
  const view = new DataView(bytes.buffer)
  view.setUint8(0, 0x60)
  view.setUint16(4, options.length + payload.length)
  view.setUint8(6, firstHeader)
  view.setUint8(7, 64)
  bytes.set(address(shape.source ?? '2001:db8::1'), 8)
  bytes.set(destination, 24)
  bytes.set(options, 40)
  bytes.set(payload, 40 + options.length)
  return bytes
}

function address(text: string): Uint8Array {
  return parseIpAddress(text) ?? new Uint8Array(4)
}
