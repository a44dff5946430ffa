/** Devices, addresses and routes as rtnetlink has them (rtnetlink(7); linux/rtnetlink.h, if_link.h, if_addr.h), to and from ours. */
import {
  attributes,
  concatenated,
  decodeAttributes,
  readInt32,
  readText,
  readUint32,
  readUint64,
  type NetlinkAttribute,
  type NetlinkMessage,
} from '../../native/index.ts'
import { formatIpAddress, formatIpPrefix, parseIpAddress, parseIpPrefix } from '../../core/index.ts'
import type { AddressEntry, Device, DeviceChange, RouteEntry } from './kernel.ts'
import { ROUTE_PROTOCOL } from './mark.ts'

export const RTM_NEWLINK = 16
export const RTM_DELLINK = 17
export const RTM_GETLINK = 18
export const RTM_NEWADDR = 20
export const RTM_DELADDR = 21
export const RTM_GETADDR = 22
export const RTM_NEWROUTE = 24
export const RTM_DELROUTE = 25
export const RTM_GETROUTE = 26
/** rtnetlink_groups: links, IPv4 addresses and routes, IPv6 addresses and routes. */
export const GROUPS = [1, 5, 7, 9, 11]

const AF_INET = 2
const AF_INET6 = 10
const IFF_UP = 0x1
const IFF_RUNNING = 0x40
const IFF_LOWER_UP = 0x10000
const IFLA = { name: 3, mtu: 4, alias: 20, statistics: 23, perFamily: 26, group: 27 } as const
const IFLA_INET6_ADDR_GEN_MODE = 8
const IN6_ADDR_GEN_MODE_NONE = 1
const IFA = { address: 1, local: 2, flags: 8 } as const
/** Without duplicate address detection, which takes a second; without a route of the kernel's, which would not have our mark. */
const IFA_FLAGS = 0x02 | 0x200
const RTA = { destination: 1, device: 4, gateway: 5, metric: 6, source: 7, table: 15 } as const
const RT_TABLE_MAIN = 254
const RT_SCOPE_LINK = 253
const RTN_UNICAST = 1
const RTN_LOCAL = 2
const RTN_UNREACHABLE = 7
/** The gateway is a neighbour though no address says so. */
const RTNH_F_ONLINK = 4

export interface LinkFixed {
  readonly index?: number
  readonly flags?: number
  readonly change?: number
}

/** `struct ifinfomsg`, 16 bytes. */
export function linkBody(fixed: LinkFixed, list: readonly NetlinkAttribute[] = []): Uint8Array {
  const head = new Uint8Array(16)
  new Int32Array(head.buffer, 4, 1)[0] = fixed.index ?? 0
  new Uint32Array(head.buffer, 8, 2).set([fixed.flags ?? 0, fixed.change ?? 0])
  return concatenated([head, attributes(list)])
}

export function linkByName(name: string): Uint8Array {
  return linkBody({}, [[IFLA.name, name]])
}

export function linkChange(index: number, { up, mtu, alias, quiet }: DeviceChange): Uint8Array {
  const list: NetlinkAttribute[] = []
  if (mtu !== undefined) list.push([IFLA.mtu, mtu])
  if (alias !== undefined) list.push([IFLA.alias, alias])
  if (quiet === true) {
    const mode: NetlinkAttribute = [IFLA_INET6_ADDR_GEN_MODE, Uint8Array.of(IN6_ADDR_GEN_MODE_NONE)]
    list.push([IFLA.perFamily, [[AF_INET6, [mode]]]])
  }
  if (up === undefined) return linkBody({ index }, list)
  return linkBody({ index, flags: up ? IFF_UP : 0, change: IFF_UP }, list)
}

/** One device into a group; or, to delete, without a device all of the group. */
export function linkGroup(index: number, group: number): Uint8Array {
  return linkBody({ index }, [[IFLA.group, group]])
}

export function readDevice({ body }: NetlinkMessage): Device {
  const found = decodeAttributes(body, 16)
  const flags = readUint32(body, 8)
  const alias = found.get(IFLA.alias)
  // struct rtnl_link_stats64 begins with packets, bytes and errors, each received, then sent.
  const counts = found.get(IFLA.statistics) ?? new Uint8Array(0)
  return {
    name: readText(found.get(IFLA.name) ?? new Uint8Array(0)),
    index: readInt32(body, 4),
    up: (flags & IFF_UP) !== 0,
    carrier: (flags & IFF_LOWER_UP) !== 0,
    running: (flags & IFF_LOWER_UP) !== 0 && (flags & IFF_RUNNING) !== 0,
    mtu: readUint32(found.get(IFLA.mtu) ?? new Uint8Array(0), 0),
    ...(alias === undefined ? {} : { alias: readText(alias) }),
    statistics: {
      packetsReceived: readUint64(counts, 0),
      packetsSent: readUint64(counts, 8),
      bytesReceived: readUint64(counts, 16),
      bytesSent: readUint64(counts, 24),
      errorsReceived: readUint64(counts, 32),
      errorsSent: readUint64(counts, 40),
    },
  }
}

/** `struct ifaddrmsg`, 8 bytes. An `index` of 0 asks for all. */
export function addressBody(index: number, entry?: AddressEntry): Uint8Array {
  const head = new Uint8Array(8)
  new Uint32Array(head.buffer, 4, 1)[0] = index
  if (entry === undefined) return head
  const address = bytesOf(entry.address)
  head[0] = address.length === 4 ? AF_INET : AF_INET6
  head[1] = entry.prefixLength
  head[3] = entry.scope === 'link' ? RT_SCOPE_LINK : 0
  const list: NetlinkAttribute[] = [
    [IFA.local, address],
    [IFA.address, address],
    [IFA.flags, IFA_FLAGS],
  ]
  return concatenated([head, attributes(list)])
}

/** Nothing for those of devices that are not asked for, which kernels before 4.20 give too. */
export function readAddress(
  { body }: NetlinkMessage,
  nameOf: (index: number) => string | undefined,
): AddressEntry | undefined {
  const found = decodeAttributes(body, 8)
  const address = found.get(IFA.local) ?? found.get(IFA.address)
  const device = nameOf(readInt32(body, 4))
  if (device === undefined || address === undefined) return undefined
  return {
    device,
    address: formatIpAddress(address),
    prefixLength: body[1] ?? 0,
    scope: body[3] === RT_SCOPE_LINK ? 'link' : 'global',
  }
}

/** `struct rtmsg`, 12 bytes: our routes in the main table. The kernel narrows the dump to them from 4.20 on. */
export function routeQuery(family: 4 | 6): Uint8Array {
  return routeHead({ family: family === 4 ? AF_INET : AF_INET6, length: 0, scope: 0, type: 0, flags: 0 })
}

/** Which way packets to an address go. */
export function wayQuery(address: string): Uint8Array {
  const bytes = bytesOf(address)
  const head = new Uint8Array(12)
  head[0] = bytes.length === 4 ? AF_INET : AF_INET6
  head[1] = bytes.length * 8
  return concatenated([head, attributes([[RTA.destination, bytes]])])
}

/** Whether the way that was asked for ends here. */
export function isLocalWay({ body }: NetlinkMessage): boolean {
  return body[7] === RTN_LOCAL
}

/** @param index of the device, where the route has one */
export function routeBody(entry: RouteEntry, index: number | undefined): Uint8Array {
  const network = parseIpPrefix(entry.destination)
  if (network === undefined) throw new TypeError(`${entry.destination} is no network`)
  const direct = index !== undefined && entry.gateway === undefined && network.family === 'ipv4'
  const head = routeHead({
    family: network.family === 'ipv4' ? AF_INET : AF_INET6,
    length: network.length,
    scope: direct ? RT_SCOPE_LINK : 0,
    type: index === undefined ? RTN_UNREACHABLE : RTN_UNICAST,
    flags: entry.gateway === undefined ? 0 : RTNH_F_ONLINK,
  })
  const list: NetlinkAttribute[] = [
    [RTA.destination, network.address],
    [RTA.metric, entry.metric],
  ]
  if (index !== undefined) list.push([RTA.device, index])
  if (entry.gateway !== undefined) list.push([RTA.gateway, bytesOf(entry.gateway)])
  if (entry.source !== undefined) list.push([RTA.source, bytesOf(entry.source)])
  return concatenated([head, attributes(list)])
}

function routeHead(fixed: {
  family: number
  length: number
  scope: number
  type: number
  flags: number
}): Uint8Array {
  const head = Uint8Array.of(
    fixed.family,
    fixed.length,
    0,
    0,
    RT_TABLE_MAIN,
    ROUTE_PROTOCOL,
    fixed.scope,
    fixed.type,
    0,
    0,
    0,
    0,
  )
  new Uint32Array(head.buffer, 8, 1)[0] = fixed.flags
  return head
}

/** Whether a message is about a route of ours. */
export function isOurRoute({ body }: NetlinkMessage): boolean {
  return body[5] === ROUTE_PROTOCOL
}

/** Nothing when it is not ours, is in another table, or leads to a device that is gone. */
export function readRoute(
  message: NetlinkMessage,
  nameOf: (index: number) => string | undefined,
): RouteEntry | undefined {
  const { body } = message
  const found = decodeAttributes(body, 12)
  const table = found.get(RTA.table)
  if (!isOurRoute(message) || (table === undefined ? body[4] : readUint32(table, 0)) !== RT_TABLE_MAIN) {
    return undefined
  }
  const family = body[0] === AF_INET ? 'ipv4' : 'ipv6'
  const address = found.get(RTA.destination) ?? new Uint8Array(family === 'ipv4' ? 4 : 16)
  const unreachable = body[7] === RTN_UNREACHABLE
  const device = nameOf(readInt32(found.get(RTA.device) ?? new Uint8Array(0), 0))
  if (device === undefined && !unreachable) return undefined
  const gateway = found.get(RTA.gateway)
  const source = found.get(RTA.source)
  return {
    destination: formatIpPrefix({ family, address, length: body[1] ?? 0 }),
    metric: readUint32(found.get(RTA.metric) ?? new Uint8Array(0), 0),
    ...(unreachable || device === undefined ? {} : { device }),
    ...(gateway === undefined ? {} : { gateway: formatIpAddress(gateway) }),
    ...(source === undefined ? {} : { source: formatIpAddress(source) }),
  }
}

function bytesOf(address: string): Uint8Array {
  const bytes = parseIpAddress(address)
  if (bytes === undefined) throw new TypeError(`${address} is no IP address`)
  return bytes
}
