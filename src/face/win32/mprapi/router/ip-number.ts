/**
 * IP addresses, masks, protocols and ports as the numbers of this API: an IPv4 address has its bytes in network order within
 * a little-endian DWORD, a port within a WORD.
 */
import type { PacketRule, PortRange } from '../../../../core/index.ts'
import type { DWORD, WORD } from '../../com/data-type.ts'
import { ERROR_INVALID_PARAMETER } from '../../win32-error.ts'
import { ErrorNumber } from './error-number.ts'

/** As `inet_addr` has it. */
export function parseIpv4(address: string): DWORD {
  const bytes = address.split('.').map(Number)
  return bytes.reduceRight((sum, byte) => sum * 256 + byte, 0)
}

/** As `inet_ntoa` has it. */
export function formatIpv4(address: DWORD): string {
  return [0, 8, 16, 24].map((shift) => ((address >>> shift) & 0xff).toString()).join('.')
}

export function maskOf(length: number): DWORD {
  const bits = Array.from({ length: 4 }, (_, index) => Math.min(8, Math.max(0, length - 8 * index)))
  return bits.map((count) => 256 - 2 ** (8 - count)).reduceRight((sum, byte) => sum * 256 + byte, 0)
}

/** Nothing where its ones are not all in front. */
export function prefixLengthOf(mask: DWORD): number | undefined {
  return Array.from({ length: 33 }, (_, length) => length).find((length) => maskOf(length) === mask)
}

/** An address of ours, with at most one `::`. */
export function parseIpv6(address: string): Uint8Array {
  const [head = '', tail] = address.split('::')
  const groups = (text: string): readonly number[] =>
    text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16))
  const before = groups(head)
  const after = tail === undefined ? [] : groups(tail)
  const between = Array.from({ length: 8 - before.length - after.length }, () => 0)
  return Uint8Array.from([...before, ...between, ...after].flatMap((group) => [group >> 8, group & 0xff]))
}

/** The longest run of zeros is left out (RFC 5952 §4.2). */
export function formatIpv6(address: Uint8Array): string {
  const groups = Array.from({ length: 8 }, (_, index) =>
    (((address[2 * index] ?? 0) << 8) | (address[2 * index + 1] ?? 0)).toString(16),
  )
  const runs = [...groups.join(':').matchAll(/(?:^|:)0(?::0)+(?=:|$)/g)].map(([run]) => run)
  const longest = runs.toSorted((one, other) => other.length - one.length)[0]
  if (longest === undefined) return groups.join(':')
  return groups.join(':').replace(longest, '::').replace(':::', '::')
}

export function swap16(value: WORD): WORD {
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

export function protocolOf(
  filter: { readonly dwProtocol: DWORD; readonly wSrcPort: WORD; readonly wDstPort: WORD },
  swap: (value: WORD) => WORD,
): Partial<PacketRule> {
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
    const source = swap(wSrcPort)
    const destination = swap(wDstPort)
    return {
      ...(source === 0 ? {} : { sourcePort: { from: source, to: source } }),
      ...(destination === 0 ? {} : { destinationPort: { from: destination, to: destination } }),
    }
  }
}
