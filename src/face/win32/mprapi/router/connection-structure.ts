/** Connections and ports as their structures. What PPP would have negotiated and a mobile connection has no place for is zero. */
import type { Clock } from '../../../../base/index.ts'
import type {
  DialConnection,
  DialerSettings,
  DialInterface,
  DialPort,
  LinkStatistics,
} from '../../../../core/index.ts'
import type { DWORD, FILETIME } from '../../com/data-type.ts'
import { bracedGuid } from '../../com/guid.ts'
import { MPRAPI_PPP_PROJECTION_INFO_TYPE, MPRDT_Modem } from '../constant.ts'
import {
  RAS_HARDWARE_FAILURE,
  RAS_HARDWARE_OPERATIONAL,
  RAS_PORT_AUTHENTICATED,
  RAS_PORT_DISCONNECTED,
  RAS_PORT_INITIALIZING,
  RAS_PORT_LISTENING,
  RAS_PORT_NON_OPERATIONAL,
  RDT_Broadband,
  RDT_Modem,
  RDT_PPPoE,
  type RASDEVICETYPE,
  type RAS_PORT_CONDITION,
} from '../enumeration/port.ts'
import { ERROR_PPP_NO_PROTOCOLS_CONFIGURED } from '../error/ras-error.ts'
import {
  RAS_CONNECTION_0,
  RAS_CONNECTION_1,
  RAS_CONNECTION_2,
  RAS_CONNECTION_3,
  RAS_CONNECTION_4,
  RAS_CONNECTION_EX,
} from '../structure/connection.ts'
import { RAS_PORT_0, RAS_PORT_1, RAS_PORT_2 } from '../structure/port.ts'
import {
  PPP_INFO,
  PPP_INFO_2,
  PPP_INFO_3,
  PPP_IPCP_INFO,
  PPP_IPCP_INFO2,
  PPP_IPV6_CP_INFO,
  PPP_NBFCP_INFO,
  PPP_IPXCP_INFO,
  PPP_ATCP_INFO,
} from '../structure/ppp.ts'
import {
  PPP_PROJECTION_INFO2,
  PPP_PROJECTION_INFO,
  PROJECTION_INFO,
  PROJECTION_INFO2,
} from '../structure/projection.ts'
import { DEVICE_TYPE_PPPOE, isPppoe } from './dialer-device.ts'
import { typeOf } from './interface-structure.ts'
import type { Router } from './router.ts'

/** An interface that is connected. */
export type Connected = DialInterface & Required<Pick<DialInterface, 'connected'>>

interface Reading {
  readonly router: Router
  readonly clock: Clock
}

/**
 * Bytes in C on 64-bit Windows, by level: what pages are measured with. A test lays the structures out as the compiler does
 * and holds these to it.
 */
export const CONNECTION_SIZES: Readonly<Record<number, number>> = {
  0: 1128,
  1: 296,
  2: 848,
  3: 792,
  4: 1696,
}
export const PORT_SIZES: Readonly<Record<number, number>> = { 0: 392, 1: 72, 2: 496 }
export const SIZEOF_RAS_CONNECTION_EX = 1672

/** A DWORD holds no more; the structures with 64 bits do. */
const LARGEST_DWORD = 0xffffffff

export function readConnection(reading: Reading, one: Connected, level: DWORD): unknown {
  switch (level) {
    case 0:
      return RAS_CONNECTION_0(identityOf(reading, one))
    case 1:
      return RAS_CONNECTION_1({
        hConnection: one.connected.number,
        hInterface: reading.router.handleOf(one.id),
        PppInfo: PPP_INFO({ ...notNegotiated(), ip: PPP_IPCP_INFO(ipOf(one.connected)) }),
        ...counted(one.connected.statistics),
      })
    case 2:
      return RAS_CONNECTION_2({
        ...detailOf(one),
        PppInfo2: PPP_INFO_2({ ...notNegotiated(), ip: PPP_IPCP_INFO2(ipOf(one.connected)) }),
      })
    case 3:
      return RAS_CONNECTION_3({ ...detailOf(one), PppInfo3: info3(one.connected) })
    case 4:
      return RAS_CONNECTION_4({
        ...identityOf(reading, one),
        ...counted(one.connected.statistics),
        guid: bracedGuid(one.connected.connection ?? one.id),
        connectionStartTime: fileTime(one.connected.since),
        ullBytesXmited: one.connected.statistics?.bytesSent ?? 0,
        ullBytesRcved: one.connected.statistics?.bytesReceived ?? 0,
        ProjectionInfo: PROJECTION_INFO2({
          projectionInfoType: MPRAPI_PPP_PROJECTION_INFO_TYPE,
          PppProjectionInfo: PPP_PROJECTION_INFO2(addressesOf(one.connected)),
        }),
        dwDeviceType: rasDeviceTypeOf(one.settings.dialer),
      })
    default:
      return undefined
  }
}

export function readConnectionEx(reading: Reading, one: Connected): RAS_CONNECTION_EX {
  return RAS_CONNECTION_EX({
    ...identityOf(reading, one),
    ...counted(one.connected.statistics),
    guid: bracedGuid(one.connected.connection ?? one.id),
    ProjectionInfo: PROJECTION_INFO({
      projectionInfoType: MPRAPI_PPP_PROJECTION_INFO_TYPE,
      PppProjectionInfo: PPP_PROJECTION_INFO(addressesOf(one.connected)),
    }),
  })
}

export function readPort(clock: Clock, port: DialPort, level: DWORD): unknown {
  const { number, statistics, connection = 0 } = port
  const names = {
    hPort: number,
    hConnection: connection,
    wszPortName: port.name.slice(0, 16),
    wszMediaName: MEDIA[port.kind],
    wszDeviceName: port.device.slice(0, 128),
    wszDeviceType: port.kind === 'pppoe' ? DEVICE_TYPE_PPPOE : MPRDT_Modem,
  }
  const dwHardwareCondition =
    port.condition === 'non-operational' ? RAS_HARDWARE_FAILURE : RAS_HARDWARE_OPERATIONAL
  switch (level) {
    case 0:
      return RAS_PORT_0({
        ...names,
        dwPortCondition: CONDITIONS[port.condition],
        dwTotalNumberOfCalls: port.calls,
        dwConnectDuration: port.since === undefined ? 0 : secondsSince(clock, port.since),
      })
    case 1:
      return RAS_PORT_1({
        hPort: number,
        hConnection: connection,
        dwHardwareCondition,
        ...counted(statistics),
      })
    case 2:
      return RAS_PORT_2({
        ...names,
        dwHardwareCondition,
        dwConn_State: CONDITIONS[port.condition],
        ullBytesXmited: statistics?.bytesSent ?? 0,
        ullBytesRcved: statistics?.bytesReceived ?? 0,
        ullFramesXmited: statistics?.packetsSent ?? 0,
        ullFramesRcved: statistics?.packetsReceived ?? 0,
        dwTotalErrors: (statistics?.errorsSent ?? 0) + (statistics?.errorsReceived ?? 0),
        ullBytesTxUncompressed: statistics?.bytesSent ?? 0,
        ullBytesRcvUncompressed: statistics?.bytesReceived ?? 0,
      })
    default:
      return undefined
  }
}

const MEDIA: Readonly<Record<DialPort['kind'], string>> = { modem: 'wwan', serial: 'serial', pppoe: 'pppoe' }

const CONDITIONS: Readonly<Record<DialPort['condition'], RAS_PORT_CONDITION>> = {
  'non-operational': RAS_PORT_NON_OPERATIONAL,
  disconnected: RAS_PORT_DISCONNECTED,
  listening: RAS_PORT_LISTENING,
  initializing: RAS_PORT_INITIALIZING,
  authenticated: RAS_PORT_AUTHENTICATED,
}

function rasDeviceTypeOf(dialer: DialerSettings): RASDEVICETYPE {
  if (dialer.kind === 'modem') return RDT_Broadband
  return isPppoe(dialer) ? RDT_PPPoE : RDT_Modem
}

function identityOf({ router, clock }: Reading, { id, name, settings, connected }: Connected) {
  return {
    hConnection: connected.number,
    hInterface: router.handleOf(id),
    dwConnectDuration: secondsSince(clock, connected.since),
    dwInterfaceType: typeOf(settings),
    // Neither PPP nor a client: none of the flags holds.
    dwConnectionFlags: 0,
    wszInterfaceName: name,
    wszUserName: settings.credentials?.userName ?? '',
    wszLogonDomain: settings.credentials?.domain ?? '',
  }
}

function detailOf({ id, settings, connected }: Connected) {
  return {
    hConnection: connected.number,
    wszUserName: settings.credentials?.userName ?? '',
    dwInterfaceType: typeOf(settings),
    guid: bracedGuid(connected.connection ?? id),
  }
}

/** NetBEUI, IPX and AppleTalk were not offered. */
function notNegotiated() {
  const dwError = ERROR_PPP_NO_PROTOCOLS_CONFIGURED
  return {
    nbf: PPP_NBFCP_INFO({ dwError }),
    ipx: PPP_IPXCP_INFO({ dwError }),
    at: PPP_ATCP_INFO({ dwError }),
  }
}

function ipOf({ ip: { v4 } }: DialConnection) {
  if (v4 === undefined) return { dwError: ERROR_PPP_NO_PROTOCOLS_CONFIGURED }
  return { dwError: 0, wszAddress: v4.addresses[0]?.address ?? '', wszRemoteAddress: v4.gateway ?? '' }
}

function info3(connected: DialConnection): PPP_INFO_3 {
  const { v6 } = connected.ip
  const dwError = v6 === undefined ? ERROR_PPP_NO_PROTOCOLS_CONFIGURED : 0
  return PPP_INFO_3({
    nbf: notNegotiated().nbf,
    ip: PPP_IPCP_INFO2(ipOf(connected)),
    ipv6: PPP_IPV6_CP_INFO({ dwError }),
  })
}

function addressesOf(connected: DialConnection) {
  const { dwError, wszAddress = '', wszRemoteAddress = '' } = ipOf(connected)
  return {
    dwIPv4NegotiationError: dwError,
    wszAddress,
    wszRemoteAddress,
    dwIPv6NegotiationError: connected.ip.v6 === undefined ? ERROR_PPP_NO_PROTOCOLS_CONFIGURED : 0,
  }
}

function counted(statistics: LinkStatistics | undefined) {
  const errors = (statistics?.errorsSent ?? 0) + (statistics?.errorsReceived ?? 0)
  return {
    dwBytesXmited: Math.min(statistics?.bytesSent ?? 0, LARGEST_DWORD),
    dwBytesRcved: Math.min(statistics?.bytesReceived ?? 0, LARGEST_DWORD),
    dwFramesXmited: Math.min(statistics?.packetsSent ?? 0, LARGEST_DWORD),
    dwFramesRcved: Math.min(statistics?.packetsReceived ?? 0, LARGEST_DWORD),
    dwFramingErr: Math.min(errors, LARGEST_DWORD),
    // Nothing is compressed: as large as it was.
    dwCompressionRatioIn: 100,
    dwCompressionRatioOut: 100,
  }
}

function secondsSince(clock: Clock, since: number): DWORD {
  return Math.max(0, Math.floor((clock.now() - since) / 1000))
}

/** 1601-01-01 in milliseconds before 1970-01-01. */
const FILETIME_EPOCH = 11_644_473_600_000

function fileTime(instant: number): FILETIME {
  return BigInt(Math.round(instant) + FILETIME_EPOCH) * 10_000n
}
