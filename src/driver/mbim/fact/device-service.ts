/** The device services of a modem, as DEVICE_SERVICES lists them. What a modem lists is bounded before it is kept. */
import { LONGEST_COMMAND, type DeviceService, type DeviceServices } from '../../../core/index.ts'
import type { ServiceElement } from '../../../device/index.ts'
import {
  BasicConnect,
  Dss,
  findService,
  MsBasicConnectExtensions,
  Multicarrier,
  ProxyControl,
  Sms,
} from '../../../mbim/index.ts'

/** What this driver drives a modem by: a set behind its back would make untrue what has been told. */
const DRIVEN: ReadonlySet<string> = new Set(
  [BasicConnect, Dss, MsBasicConnectExtensions, Multicarrier, ProxyControl, Sms].map(({ uuid }) => uuid),
)

/** More than any modem has: 39 services are known, the largest with 30 commands. */
const MOST_SERVICES = 256
const MOST_COMMANDS = 1024

export function deviceServices(
  elements: readonly ServiceElement[],
  limits: Pick<DeviceServices, 'maxStreams' | 'maxDataSize'>,
): DeviceServices {
  return {
    services: elements.slice(0, MOST_SERVICES).map(deviceService),
    maxCommandSize: LONGEST_COMMAND,
    ...limits,
  }
}

/** MBIM 1.0 errata-1, MBIM_CID_DEVICE_SERVICES: the bits of DssPayload. */
const HOST_TO_DEVICE = 1
const DEVICE_TO_HOST = 2

function deviceService(element: ServiceElement): DeviceService {
  const { deviceServiceId, cidList, dssPayload, maxDssInstances: limit } = element
  const write = (dssPayload & HOST_TO_DEVICE) !== 0
  const read = (dssPayload & DEVICE_TO_HOST) !== 0
  return {
    id: deviceServiceId,
    name: findService(deviceServiceId)?.name ?? deviceServiceId,
    commands: commandsOf(cidList),
    driven: DRIVEN.has(deviceServiceId),
    ...((write || read) && { stream: { write, read, limit } }),
  }
}

export function commandsOf(cids: readonly number[]): readonly number[] {
  return [...new Set(cids)].slice(0, MOST_COMMANDS)
}
