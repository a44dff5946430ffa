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

export function deviceServices(elements: readonly ServiceElement[]): DeviceServices {
  return {
    services: elements.slice(0, MOST_SERVICES).map(deviceService),
    maxCommandSize: LONGEST_COMMAND,
    maxDataSize: 0,
    maxStreams: 0,
  }
}

function deviceService({ deviceServiceId, cidList }: ServiceElement): DeviceService {
  return {
    id: deviceServiceId,
    name: findService(deviceServiceId)?.name ?? deviceServiceId,
    commands: commandsOf(cidList),
    driven: DRIVEN.has(deviceServiceId),
  }
}

export function commandsOf(cids: readonly number[]): readonly number[] {
  return [...new Set(cids)].slice(0, MOST_COMMANDS)
}
