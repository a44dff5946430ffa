/**
 * The routes and demand-dial filters of an interface as the information header of a transport, both ways. The IP transport
 * has those of IPv4, the IPv6 transport those of IPv6.
 */
import type { DialSettingsChange } from '../../../../api/index.ts'
import {
  formatIpAddress,
  type DialRoute,
  type PacketFilter,
  type PacketRule,
  type PublicDialSettings,
} from '../../../../core/index.ts'
import type { DWORD } from '../../com/data-type.ts'
import { ERROR_INVALID_PARAMETER, ERROR_NOT_SUPPORTED } from '../../win32-error.ts'
import {
  IF_ADMIN_STATUS_UP,
  IP_DEMAND_DIAL_FILTER_INFO,
  IP_DEMAND_DIAL_FILTER_INFO_V6,
  IP_INTERFACE_STATUS_INFO,
  IP_ROUTE_INFO,
  PID_IP,
  PID_IPV6,
} from '../constant.ts'
import { DROP, FORWARD, MIB_IPPROTO_NT_STATIC, MIB_IPPROTO_NT_STATIC_NON_DOD } from '../enumeration/route.ts'
import { ERROR_UNKNOWN_PROTOCOL_ID } from '../error/mpr-error.ts'
import { readInfoHeader, writeInfoHeader, type InfoBlock } from '../info/info-header.ts'
import {
  packFilters,
  packFiltersV6,
  packRoute,
  packStatus,
  SIZEOF_INTERFACE_ROUTE_INFO,
  unpackFilters,
  unpackFiltersV6,
  unpackRoute,
  unpackStatus,
} from '../info/packed.ts'
import {
  FILTER_DESCRIPTOR,
  FILTER_INFO,
  INTERFACE_ROUTE_INFO,
  INTERFACE_STATUS_INFO,
} from '../structure/info-block.ts'
import { FILTER_DESCRIPTOR_V6, FILTER_INFO_V6 } from '../structure/info-block-v6.ts'
import {
  bytesOf,
  formatIpv4,
  maskOf,
  parseIpv4,
  portsOf,
  prefixLengthOf,
  protocolNumber,
  protocolOf,
} from './ip-number.ts'
import { ErrorNumber } from './error-number.ts'
import { familyFilter, withFamilyFilter, type Family } from './family-filter.ts'

export type Transport = typeof PID_IP | typeof PID_IPV6

/** @throws ErrorNumber `ERROR_UNKNOWN_PROTOCOL_ID` for one that the router does not have */
export function transportOf(id: DWORD): Transport {
  if (id === PID_IP || id === PID_IPV6) return id
  throw new ErrorNumber(ERROR_UNKNOWN_PROTOCOL_ID)
}

/** Whether the interface has anything of this transport. */
export function uses(settings: PublicDialSettings, transport: Transport): boolean {
  return (
    settings.routes.some((route) => isOf(transport, route.destination)) ||
    familyFilter(settings.filter, familyOf(transport)) !== 'everything'
  )
}

export function writeInformation(settings: PublicDialSettings, transport: Transport): Uint8Array {
  const status = packStatus(INTERFACE_STATUS_INFO({ dwAdminStatus: IF_ADMIN_STATUS_UP }))
  const routes = settings.routes.filter(({ destination }) => isOf(transport, destination)).map(routeInfo)
  const filter = filterBlock(settings.filter, transport)
  const blocks: InfoBlock[] = [
    { infoType: IP_INTERFACE_STATUS_INFO, itemSize: status.length, itemCount: 1, data: status },
  ]
  if (routes.length > 0) {
    const data = Uint8Array.from(routes.flatMap((route) => [...packRoute(route)]))
    blocks.push({
      infoType: IP_ROUTE_INFO,
      itemSize: SIZEOF_INTERFACE_ROUTE_INFO,
      itemCount: routes.length,
      data,
    })
  }
  if (filter !== undefined) blocks.push(filter)
  return writeInfoHeader(blocks)
}

/**
 * What an information header makes of an interface: a filter block replaces the former one of its transport, routes are
 * added. Blocks of other kinds are refused: nothing is taken and then forgotten.
 * @throws ErrorNumber `ERROR_INVALID_PARAMETER`, `ERROR_NOT_SUPPORTED`
 */
export function readInformation(
  bytes: Uint8Array | null,
  settings: PublicDialSettings,
  transport: Transport,
): DialSettingsChange {
  const blocks = readInfoHeader(bytes)
  if (blocks === undefined) throw new ErrorNumber(ERROR_INVALID_PARAMETER)
  let { routes, filter } = settings
  for (const { infoType, itemSize, itemCount, data } of blocks) {
    if (infoType === IP_INTERFACE_STATUS_INFO) needUp(data)
    else if (infoType === IP_ROUTE_INFO) {
      const added = Array.from({ length: itemCount }, (_, index) =>
        readRoute(data.subarray(index * itemSize, (index + 1) * itemSize), transport),
      )
      const known = new Set(added.map(({ destination }) => destination))
      routes = [...routes.filter(({ destination }) => !known.has(destination)), ...added]
    } else if (infoType === IP_DEMAND_DIAL_FILTER_INFO || infoType === IP_DEMAND_DIAL_FILTER_INFO_V6) {
      filter = withFamilyFilter(filter, familyOf(transport), readFilter(data, transport))
    } else throw new ErrorNumber(ERROR_NOT_SUPPORTED)
  }
  return { routes, filter: filter ?? null }
}

/** What is left of an interface without a transport. */
export function withoutTransport(settings: PublicDialSettings, transport: Transport): DialSettingsChange {
  return {
    routes: settings.routes.filter(({ destination }) => !isOf(transport, destination)),
    filter: withFamilyFilter(settings.filter, familyOf(transport), undefined) ?? null,
  }
}

function isOf(transport: Transport, prefix: string): boolean {
  return prefix.includes(':') === (transport === PID_IPV6)
}

function familyOf(transport: Transport): Family {
  return transport === PID_IP ? 'ipv4' : 'ipv6'
}

/** A transport cannot be switched off by itself. */
function needUp(status: Uint8Array): void {
  if (unpackStatus(status)?.dwAdminStatus !== IF_ADMIN_STATUS_UP) {
    throw new ErrorNumber(ERROR_INVALID_PARAMETER)
  }
}

function routeInfo({ destination, metric, dials }: DialRoute): INTERFACE_ROUTE_INFO {
  const [address = '', length = '0'] = destination.split('/')
  const common = {
    dwRtInfoType: 3,
    dwRtInfoProto: dials ? MIB_IPPROTO_NT_STATIC : MIB_IPPROTO_NT_STATIC_NON_DOD,
    dwRtInfoViewSet: 1,
  }
  return address.includes(':')
    ? INTERFACE_ROUTE_INFO({
        ...common,
        DestinationPrefix: bytesOf(address),
        DestPrefixLength: Number(length),
        ValidLifeTime: 0xffffffff,
        Metric: metric,
      })
    : INTERFACE_ROUTE_INFO({
        ...common,
        dwRtInfoDest: parseIpv4(address),
        dwRtInfoMask: maskOf(Number(length)),
        dwRtInfoMetric1: metric,
        bV4: true,
      })
}

function readRoute(bytes: Uint8Array, transport: Transport): DialRoute {
  const route = unpackRoute(bytes)
  if (route === undefined || route.bV4 !== (transport === PID_IP)) {
    throw new ErrorNumber(ERROR_INVALID_PARAMETER)
  }
  const { dwRtInfoProto } = route
  if (dwRtInfoProto !== MIB_IPPROTO_NT_STATIC && dwRtInfoProto !== MIB_IPPROTO_NT_STATIC_NON_DOD) {
    throw new ErrorNumber(ERROR_INVALID_PARAMETER)
  }
  const length = route.bV4 ? prefixLengthOf(route.dwRtInfoMask) : route.DestPrefixLength
  if (length === undefined || length > 128) throw new ErrorNumber(ERROR_INVALID_PARAMETER)
  const address = route.bV4 ? formatIpv4(route.dwRtInfoDest) : formatIpAddress(route.DestinationPrefix)
  const metric = route.bV4 ? route.dwRtInfoMetric1 : route.Metric
  return {
    destination: `${address}/${length.toString()}`,
    // -1: not used.
    metric: metric === 0xffffffff ? 0 : metric,
    dials: dwRtInfoProto === MIB_IPPROTO_NT_STATIC,
  }
}

const NOTHING_COUNTS: PacketFilter = { action: 'only', rules: [] }

function filterBlock(filter: PacketFilter | undefined, transport: Transport): InfoBlock | undefined {
  const told = familyFilter(filter, familyOf(transport))
  if (told === 'everything') return undefined
  const { action, rules } = told === 'nothing' ? NOTHING_COUNTS : told
  // Listed filters get the opposite of what happens to all others.
  const faDefaultAction = action === 'only' ? DROP : FORWARD
  const head = { dwVersion: 1, dwNumFilters: rules.length, faDefaultAction }
  const data =
    transport === PID_IP
      ? packFilters(FILTER_DESCRIPTOR({ ...head, fiFilter: rules.map(filterInfo) }))
      : packFiltersV6(FILTER_DESCRIPTOR_V6({ ...head, fiFilter: rules.map(filterInfoV6) }))
  const infoType = transport === PID_IP ? IP_DEMAND_DIAL_FILTER_INFO : IP_DEMAND_DIAL_FILTER_INFO_V6
  return { infoType, itemSize: data.length, itemCount: 1, data }
}

function filterInfo(rule: PacketRule): FILTER_INFO {
  const [source = '0.0.0.0', sourceLength = '0'] = (rule.source ?? '0.0.0.0/0').split('/')
  const [destination = '0.0.0.0', destinationLength = '0'] = (rule.destination ?? '0.0.0.0/0').split('/')
  return FILTER_INFO({
    dwSrcAddr: parseIpv4(source),
    dwSrcMask: maskOf(Number(sourceLength)),
    dwDstAddr: parseIpv4(destination),
    dwDstMask: maskOf(Number(destinationLength)),
    dwProtocol: protocolNumber(rule),
    ...portsOf(rule),
  })
}

function filterInfoV6(rule: PacketRule): FILTER_INFO_V6 {
  const [source = '::', sourceLength = '0'] = (rule.source ?? '::/0').split('/')
  const [destination = '::', destinationLength = '0'] = (rule.destination ?? '::/0').split('/')
  return FILTER_INFO_V6({
    ipv6SrcAddr: bytesOf(source),
    dwSrcPrefixLength: Number(sourceLength),
    ipv6DstAddr: bytesOf(destination),
    dwDstPrefixLength: Number(destinationLength),
    dwProtocol: protocolNumber(rule),
    ...portsOf(rule),
  })
}

function readFilter(bytes: Uint8Array, transport: Transport): PacketFilter {
  const value = transport === PID_IP ? unpackFilters(bytes) : unpackFiltersV6(bytes)
  if (value === undefined) throw new ErrorNumber(ERROR_INVALID_PARAMETER)
  return { action: value.faDefaultAction === DROP ? 'only' : 'except', rules: value.fiFilter.map(ruleOf) }
}

function ruleOf(filter: FILTER_INFO | FILTER_INFO_V6): PacketRule {
  const prefixes =
    'dwSrcMask' in filter
      ? {
          source: prefixV4(filter.dwSrcAddr, filter.dwSrcMask),
          destination: prefixV4(filter.dwDstAddr, filter.dwDstMask),
          family: 'ipv4' as const,
        }
      : {
          source: prefixV6(filter.ipv6SrcAddr, filter.dwSrcPrefixLength),
          destination: prefixV6(filter.ipv6DstAddr, filter.dwDstPrefixLength),
          family: 'ipv6' as const,
        }
  const { source, destination, family } = prefixes
  return {
    family,
    ...(source === undefined ? {} : { source }),
    ...(destination === undefined ? {} : { destination }),
    ...protocolOf(filter),
  }
}

function prefixV4(address: DWORD, mask: DWORD): string | undefined {
  const length = prefixLengthOf(mask)
  if (length === undefined) throw new ErrorNumber(ERROR_INVALID_PARAMETER)
  return length === 0 ? undefined : `${formatIpv4(address)}/${length.toString()}`
}

function prefixV6(address: Uint8Array, length: DWORD): string | undefined {
  if (length > 128) throw new ErrorNumber(ERROR_INVALID_PARAMETER)
  return length === 0 ? undefined : `${formatIpAddress(address)}/${length.toString()}`
}
