/** Standing with the operator's network: REGISTER_STATE, PACKET_SERVICE, HOME_PROVIDER. */
import { compact } from '../../../base/index.ts'
import type { PacketService, Provider, Registration } from '../../../core/index.ts'
import type {
  HomeProvider,
  PacketService as PacketServiceCid,
  RegisterState,
  ValueOf,
} from '../../../mbim/index.ts'
import { dataClasses, fastest } from './data-class.ts'
import { networkCause } from './network-cause.ts'

export type RegisterInfo = ValueOf<typeof RegisterState.response>
export type PacketServiceInfo = ValueOf<typeof PacketServiceCid.response>

export function registration(info: RegisterInfo): Registration {
  return compact({
    state: typeof info.registerState === 'number' ? 'unknown' : info.registerState,
    mode: typeof info.registerMode === 'number' ? 'unknown' : info.registerMode,
    provider: info.providerId === '' ? undefined : provider(info.providerId, info.providerName),
    cellularClass: info.currentCellularClass.find((name) => typeof name === 'string'),
    roamingText: info.roamingText || undefined,
    availableDataClasses: dataClasses(info.availableDataClasses),
    networkError: networkCause(info.nwError),
  })
}

export function packetService(info: PacketServiceInfo): PacketService {
  const state = typeof info.packetServiceState === 'number' ? 'unknown' : info.packetServiceState
  return compact({
    state,
    dataClass:
      state === 'attached' ? fastest(dataClasses(info.currentDataClass, info.dataSubclass)) : undefined,
    uplinkSpeed: speed(info.uplinkSpeed),
    downlinkSpeed: speed(info.downlinkSpeed),
    networkError: networkCause(info.nwError),
  })
}

export function homeProvider({ provider: home }: ValueOf<typeof HomeProvider.response>): Provider {
  return provider(home.providerId, home.providerName)
}

/** A name that is left empty is not known; the number of the network stands in for it. */
export function provider(id: string, name: string): Provider {
  return { id, name: name || id }
}

/** [practice] All bits set where the modem does not know. */
const UNKNOWN_SPEED = 0xffffffffffffffffn

function speed(bitsPerSecond: bigint): number {
  return bitsPerSecond === UNKNOWN_SPEED ? 0 : Number(bitsPerSecond)
}
