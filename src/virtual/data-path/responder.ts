/**
 * An internet in a function: it answers echo requests to the addresses that there are, and questions for names to the name servers;
 * of everything else the sender is told that nobody is there. Pure; packets are from anybody (RFC 792, RFC 4443, RFC 1035).
 */
import { addressBytes } from './ip-address.ts'
import { checksum, PROTOCOL, transportChecksum, writeIpPacket } from './ip-packet.ts'
import type { IpPacket } from './ip-packet.ts'
import { answerQuery, type NameTable } from './name-server.ts'

export interface ResponderOptions {
  /** Whom an echo reaches, name servers included. */
  readonly addresses: Iterable<string>
  readonly nameServers: Iterable<string>
  /** Who speaks for addresses that there are not, of each family. */
  readonly gateways: { readonly 4?: string | undefined; readonly 6?: string | undefined }
  readonly names: NameTable
}

const ECHO = { 4: { request: 8, reply: 0 }, 6: { request: 128, reply: 129 } } as const
/** Type and code of what a router and a computer say when they can do no more. */
const NO_ROUTE = { 4: [3, 0], 6: [1, 0] } as const
const NO_PORT = { 4: [3, 3], 6: [1, 4] } as const
const NO_PROTOCOL = { 4: [3, 2], 6: [1, 4] } as const
const ICMP = { 4: PROTOCOL.icmp, 6: PROTOCOL.icmpv6 } as const
/** What comes back of the packet: as much as every path takes (RFC 1812 §4.3.2.3, RFC 4443 §2.4 c). */
const MOST_QUOTED = { 4: 576 - 28, 6: 1280 - 48 } as const
const DNS = 53

/** Gives the answer to a packet; nothing when there is none. `bytes` is the packet as it came. */
export function responder(
  options: ResponderOptions,
): (packet: IpPacket, bytes: Uint8Array) => Uint8Array | undefined {
  const key = (address: Uint8Array): string => address.join('.')
  const here = new Set([...options.addresses, ...options.nameServers].map((text) => key(addressBytes(text))))
  const nameServers = new Set([...options.nameServers].map((text) => key(addressBytes(text))))
  return (packet, bytes) => {
    const { version, destination, protocol, payload } = packet
    if (!here.has(key(destination))) {
      const gateway = options.gateways[version]
      return gateway === undefined
        ? undefined
        : refuse(packet, bytes, NO_ROUTE[version], addressBytes(gateway))
    }
    // Nothing is put together here.
    if (packet.isFragment) return undefined
    if (protocol === ICMP[version]) return echo(packet)
    if (protocol === PROTOCOL.udp && payload.length >= 8) {
      const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength)
      if (view.getUint16(2) === DNS && nameServers.has(key(destination))) {
        return resolve(packet, options.names)
      }
      return refuse(packet, bytes, NO_PORT[version])
    }
    return refuse(packet, bytes, protocol === PROTOCOL.tcp ? NO_PORT[version] : NO_PROTOCOL[version])
  }
}

function echo(packet: IpPacket): Uint8Array | undefined {
  const { version, payload } = packet
  if (payload.length < 8 || payload[0] !== ECHO[version].request) return undefined
  return icmp(packet, payload.with(0, ECHO[version].reply))
}

function resolve(packet: IpPacket, names: NameTable): Uint8Array | undefined {
  const { source, destination, payload: question } = packet
  const view = new DataView(question.buffer, question.byteOffset, question.byteLength)
  const length = view.getUint16(4)
  if (length < 8 || length > question.length) return undefined
  const answer = answerQuery(question.subarray(8, length), names)
  if (answer === undefined) return undefined
  const payload = new Uint8Array(8 + answer.length)
  payload.set(answer, 8)
  const written = new DataView(payload.buffer)
  written.setUint16(0, DNS)
  written.setUint16(2, view.getUint16(0))
  written.setUint16(4, payload.length)
  const parts = { source: destination, destination: source, protocol: PROTOCOL.udp, payload }
  // A sum of zero would say that there is none (RFC 768).
  written.setUint16(6, transportChecksum(parts) || 0xffff)
  return writeIpPacket(parts)
}

/** Of errors nobody is told errors (RFC 1122 §3.2.2, RFC 4443 §2.4 e). */
function refuse(
  packet: IpPacket,
  bytes: Uint8Array,
  [type, code]: readonly [number, number],
  by = packet.destination,
): Uint8Array | undefined {
  const { version, protocol, payload } = packet
  const isError = protocol === ICMP[version] && (version === 6 ? (payload[0] ?? 0) < 128 : payload[0] !== 8)
  if (isError) return undefined
  const quoted = bytes.subarray(0, MOST_QUOTED[version])
  const message = new Uint8Array(8 + quoted.length)
  message[0] = type
  message[1] = code
  message.set(quoted, 8)
  return icmp({ ...packet, destination: by }, message)
}

/** The message to the sender of `packet`, from whom it was for. */
function icmp({ version, source, destination }: IpPacket, message: Uint8Array): Uint8Array {
  const parts = { source: destination, destination: source, protocol: ICMP[version], payload: message }
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength)
  view.setUint16(2, 0)
  view.setUint16(2, version === 4 ? checksum(message) : transportChecksum(parts))
  return writeIpPacket(parts)
}
