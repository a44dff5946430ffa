/**
 * Structures of information blocks as the bytes that Windows has for them, both ways: what a C program gets by casting a
 * pointer. Little-endian; an address that is a DWORD has its bytes in network order, as `inet_addr` gives it.
 * Layouts: [MS-RRASM] 2.2.1.2.
 *
 *     const data = packFilters(filters)
 *     await MprInfoBlockAdd(header, IP_DEMAND_DIAL_FILTER_INFO, data.length, 1, data, newHeader)
 */
import {
  FILTER_DESCRIPTOR,
  FILTER_INFO,
  INTERFACE_ROUTE_INFO,
  INTERFACE_STATUS_INFO,
} from '../structure/info-block.ts'
import { FILTER_DESCRIPTOR_V6, FILTER_INFO_V6 } from '../structure/info-block-v6.ts'

/** One member: a number of so many bytes, a truth of four bytes, or so many bytes as they are. */
type Kind = 2 | 4 | 'bool' | 'address'

/** The members in their order. */
type Layout<T> = readonly (readonly [keyof T & string, Kind])[]

const FILTER: Layout<FILTER_INFO> = [
  ['dwSrcAddr', 4],
  ['dwSrcMask', 4],
  ['dwDstAddr', 4],
  ['dwDstMask', 4],
  ['dwProtocol', 4],
  ['fLateBound', 4],
  ['wSrcPort', 2],
  ['wDstPort', 2],
]

const FILTER_V6: Layout<FILTER_INFO_V6> = [
  ['ipv6SrcAddr', 'address'],
  ['dwSrcPrefixLength', 4],
  ['ipv6DstAddr', 'address'],
  ['dwDstPrefixLength', 4],
  ['dwProtocol', 4],
  ['fLateBound', 4],
  ['wSrcPort', 2],
  ['wDstPort', 2],
]

const DESCRIPTOR: Layout<FILTER_DESCRIPTOR> = [
  ['dwVersion', 4],
  ['dwNumFilters', 4],
  ['faDefaultAction', 4],
]

const STATUS: Layout<INTERFACE_STATUS_INFO> = [['dwAdminStatus', 4]]

const ROUTE_V4: Layout<INTERFACE_ROUTE_INFO> = [
  ['dwRtInfoDest', 4],
  ['dwRtInfoMask', 4],
  ['dwRtInfoPolicy', 4],
  ['dwRtInfoNextHop', 4],
  ['dwRtInfoAge', 4],
  ['dwRtInfoNextHopAS', 4],
  ['dwRtInfoMetric1', 4],
  ['dwRtInfoMetric2', 4],
  ['dwRtInfoMetric3', 4],
]

/** The longer arm: the union has its size. */
const ROUTE_V6: Layout<INTERFACE_ROUTE_INFO> = [
  ['DestinationPrefix', 'address'],
  ['DestPrefixLength', 4],
  ['NextHopAddress', 'address'],
  ['ValidLifeTime', 4],
  ['Flags', 4],
  ['Metric', 4],
]

const ROUTE_END: Layout<INTERFACE_ROUTE_INFO> = [
  ['dwRtInfoIfIndex', 4],
  ['dwRtInfoType', 4],
  ['dwRtInfoProto', 4],
  ['dwRtInfoPreference', 4],
  ['dwRtInfoViewSet', 4],
  ['bV4', 'bool'],
]

const UNION = sizeOf(ROUTE_V6)
/** Bytes of an INTERFACE_ROUTE_INFO. */
export const SIZEOF_INTERFACE_ROUTE_INFO = UNION + sizeOf(ROUTE_END)

export function packFilters(value: FILTER_DESCRIPTOR): Uint8Array {
  return joined([pack(DESCRIPTOR, value), ...value.fiFilter.map((filter) => pack(FILTER, filter))])
}

/** @returns nothing where the bytes end before the filters that they announce. */
export function unpackFilters(bytes: Uint8Array): FILTER_DESCRIPTOR | undefined {
  const fiFilter = filtersOf(bytes, FILTER)
  return (
    fiFilter && FILTER_DESCRIPTOR({ ...unpack(DESCRIPTOR, bytes, 0), fiFilter: fiFilter.map(FILTER_INFO) })
  )
}

export function packFiltersV6(value: FILTER_DESCRIPTOR_V6): Uint8Array {
  const { dwVersion, dwNumFilters, faDefaultAction, fiFilter } = value
  const head = pack(DESCRIPTOR, FILTER_DESCRIPTOR({ dwVersion, dwNumFilters, faDefaultAction }))
  return joined([head, ...fiFilter.map((filter) => pack(FILTER_V6, filter))])
}

/** @returns nothing where the bytes end before the filters that they announce. */
export function unpackFiltersV6(bytes: Uint8Array): FILTER_DESCRIPTOR_V6 | undefined {
  const fiFilter = filtersOf(bytes, FILTER_V6)
  if (fiFilter === undefined) return undefined
  const { dwVersion, dwNumFilters, faDefaultAction } = FILTER_DESCRIPTOR(unpack(DESCRIPTOR, bytes, 0))
  return FILTER_DESCRIPTOR_V6({
    dwVersion,
    dwNumFilters,
    faDefaultAction,
    fiFilter: fiFilter.map(FILTER_INFO_V6),
  })
}

export function packRoute(value: INTERFACE_ROUTE_INFO): Uint8Array {
  const arm = pack(value.bV4 ? ROUTE_V4 : ROUTE_V6, value)
  return joined([arm, new Uint8Array(UNION - arm.length), pack(ROUTE_END, value)])
}

/** @returns nothing where there are too few bytes. */
export function unpackRoute(bytes: Uint8Array): INTERFACE_ROUTE_INFO | undefined {
  if (bytes.length < SIZEOF_INTERFACE_ROUTE_INFO) return undefined
  const end = INTERFACE_ROUTE_INFO(unpack(ROUTE_END, bytes, UNION))
  return { ...end, ...unpack(end.bV4 ? ROUTE_V4 : ROUTE_V6, bytes, 0) }
}

export function packStatus(value: INTERFACE_STATUS_INFO): Uint8Array {
  return pack(STATUS, value)
}

/** @returns nothing where there are too few bytes. */
export function unpackStatus(bytes: Uint8Array): INTERFACE_STATUS_INFO | undefined {
  return bytes.length < sizeOf(STATUS) ? undefined : INTERFACE_STATUS_INFO(unpack(STATUS, bytes, 0))
}

function filtersOf<T>(bytes: Uint8Array, layout: Layout<T>): readonly Partial<T>[] | undefined {
  const head = sizeOf(DESCRIPTOR)
  if (bytes.length < head) return undefined
  const { dwNumFilters = 0 } = unpack(DESCRIPTOR, bytes, 0)
  const size = sizeOf(layout)
  if (head + dwNumFilters * size > bytes.length) return undefined
  return Array.from({ length: dwNumFilters }, (_, index) => unpack(layout, bytes, head + index * size))
}

function sizeOf<T>(layout: Layout<T>): number {
  return layout.reduce((sum, [, kind]) => sum + widthOf(kind), 0)
}

function widthOf(kind: Kind): number {
  if (kind === 'address') return 16
  return kind === 'bool' ? 4 : kind
}

function pack<T>(layout: Layout<T>, value: T): Uint8Array {
  const bytes = new Uint8Array(sizeOf(layout))
  const view = new DataView(bytes.buffer)
  let at = 0
  for (const [name, kind] of layout) {
    const member = value[name]
    if (kind === 'address') bytes.set((member as Uint8Array).subarray(0, 16), at)
    else if (kind === 2) view.setUint16(at, Number(member), true)
    else view.setUint32(at, Number(member), true)
    at += widthOf(kind)
  }
  return bytes
}

/** The bytes are there: whoever calls has looked. */
function unpack<T>(layout: Layout<T>, bytes: Uint8Array, from: number): Partial<T> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = from
  const members = layout.map(([name, kind]) => {
    const start = at
    at += widthOf(kind)
    if (kind === 'address') return [name, bytes.slice(start, at)]
    const number = kind === 2 ? view.getUint16(start, true) : view.getUint32(start, true)
    return [name, kind === 'bool' ? number !== 0 : number]
  })
  // Each member has the type that its layout names.
  return Object.fromEntries(members) as Partial<T>
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
