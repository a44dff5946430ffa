/**
 * IP addresses, masks, protocols and ports as the numbers of this API: an IPv4 address has its bytes in network order within
 * a little-endian DWORD, a port within a WORD.
 */
import { formatIpAddress, parseIpAddress, type PacketRule, type PortRange } from '../../../../core/index.ts'
import type { DWORD, WORD } from '../../com/data-type.ts'
import { ERROR_INVALID_PARAMETER } from '../../win32-error.ts'
import { ErrorNumber } from './error-number.ts'

/** The bytes of an address that was read before; none of what is no address. */
export function bytesOf(address: string): Uint8Array {
  return parseIpAddress(address) ?? new Uint8Array()
}

/** As `inet_addr` has it. */
export function parseIpv4(address: string): DWORD {
  return bytesOf(address).reduceRight((sum, byte) => sum * 256 + byte, 0)
}

/** As `inet_ntoa` has it. */
export function formatIpv4(address: DWORD): string {
  return formatIpAddress(Uint8Array.of(address, address >>> 8, address >>> 16, address >>> 24))
}

export function maskOf(length: number): DWORD {
  const bits = Array.from({ length: 4 }, (_, index) => Math.min(8, Math.max(0, length - 8 * index)))
  return bits.map((count) => 256 - 2 ** (8 - count)).reduceRight((sum, byte) => sum * 256 + byte, 0)
}

/** Nothing where its ones are not all in front. */
export function prefixLengthOf(mask: DWORD): number | undefined {
  return Array.from({ length: 33 }, (_, length) => length).find((length) => maskOf(length) === mask)
}

function swap16(value: WORD): WORD {
  return ((value & 0xff) << 8) | (value >> 8)
}

const PROTOCOLS: Readonly<Record<string, number>> = { icmp: 1, tcp: 6, udp: 17, icmpv6: 58 }
/** TCP with ACK or RST: FILTER_PROTO_TCP_ESTAB of the filter API. */
const TCP_ESTABLISHED = 0x86
/** 0 is every value in a filter; a type or code of ICMP that is any is this. */
const ANY_ICMP = 0xff

export function protocolNumber({ protocol }: PacketRule): DWORD {
  if (protocol === undefined) return 0
  if (protocol === 'tcp-established') return TCP_ESTABLISHED
  return typeof protocol === 'number' ? protocol : (PROTOCOLS[protocol] ?? 0)
}

/** Ports, or the type and code of ICMP. @throws ErrorNumber for what these numbers cannot say, such as a range of ports */
export function portsOf(rule: PacketRule): { readonly wSrcPort: WORD; readonly wDstPort: WORD } {
  const { protocol, sourcePort, destinationPort, icmpType, icmpCode } = rule
  if (protocol === 'icmp' || protocol === 'icmpv6') {
    return { wSrcPort: icmpType ?? ANY_ICMP, wDstPort: icmpCode ?? ANY_ICMP }
  }
  return { wSrcPort: portOf(sourcePort), wDstPort: portOf(destinationPort) }
}

function portOf(range: PortRange | undefined): WORD {
  if (range === undefined) return 0
  if (range.from !== range.to) throw new ErrorNumber(ERROR_INVALID_PARAMETER)
  return swap16(range.from)
}

export function protocolOf(filter: {
  readonly dwProtocol: DWORD
  readonly wSrcPort: WORD
  readonly wDstPort: WORD
}): Partial<PacketRule> {
  const { dwProtocol, wSrcPort, wDstPort } = filter
  if (dwProtocol === 0) return {}
  if (dwProtocol === TCP_ESTABLISHED) return { protocol: 'tcp-established', ...ports() }
  const name = (['icmp', 'tcp', 'udp', 'icmpv6'] as const).find((one) => PROTOCOLS[one] === dwProtocol)
  if (name === undefined) return { protocol: dwProtocol }
  if (name === 'tcp' || name === 'udp') return { protocol: name, ...ports() }
  return {
    protocol: name,
    ...(wSrcPort === ANY_ICMP ? {} : { icmpType: wSrcPort }),
    ...(wDstPort === ANY_ICMP ? {} : { icmpCode: wDstPort }),
  }

  function ports(): Partial<PacketRule> {
    const source = swap16(wSrcPort)
    const destination = swap16(wDstPort)
    return {
      ...(source === 0 ? {} : { sourcePort: { from: source, to: source } }),
      ...(destination === 0 ? {} : { destinationPort: { from: destination, to: destination } }),
    }
  }
}
