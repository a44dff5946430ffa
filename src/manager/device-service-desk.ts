/** What a caller may ask of the device services of a modem. Names of services are the modem's: operations go by the UUID. */
import { fromHex } from '../base/index.ts'
import {
  CauseError,
  findDeviceService,
  servicesObstacle,
  viewDeviceServices,
  type DeviceServiceOperation,
  type ModemOperation,
  type Scope,
} from '../core/index.ts'
import type { Accepted, DeviceServiceInput, Service } from '../api/index.ts'
import type { Floor } from './floor.ts'

export interface DeviceServiceCaller {
  readonly floor: Floor
  /** @throws DialtoneError `access_denied` */
  readonly need: (scope: Scope) => void
  /** Needs the right to that kind of operation. */
  readonly operate: (modem: string, operation: ModemOperation) => Promise<Accepted>
}

type Operations = Pick<
  Service,
  | 'activateService'
  | 'deviceServices'
  | 'askDeviceService'
  | 'deviceCommand'
  | 'openDeviceService'
  | 'closeDeviceService'
  | 'openStream'
  | 'writeStream'
  | 'closeStream'
>

export function deviceServiceDesk({ floor, need, operate }: DeviceServiceCaller): Operations {
  const onService = async (
    { modem: called, service }: DeviceServiceInput,
    operation: (service: string) => DeviceServiceOperation,
  ): Promise<Accepted> => {
    need('admin')
    const found = findDeviceService(floor.unit(called).modem, service)
    return operate(called, operation(found?.id ?? service))
  }
  return {
    activateService: async ({ modem, data }) => {
      need('configure')
      return operate(modem, { kind: 'activate-service', data: fromHex(data) })
    },
    deviceServices: async ({ modem: called }) => {
      need('read')
      const { modem } = floor.unit(called)
      const state = viewDeviceServices(modem)
      if (state === undefined) throw new CauseError(servicesObstacle(modem))
      return state
    },
    askDeviceService: (input) => onService(input, (service) => ({ kind: 'ask-device-service', service })),
    deviceCommand: ({ command, type, data, ...input }) =>
      onService(input, (service) => {
        return { kind: 'device-command', service, command, type, data: fromHex(data) }
      }),
    openDeviceService: (input) => onService(input, (service) => ({ kind: 'open-device-service', service })),
    closeDeviceService: ({ session, ...input }) =>
      onService(input, (service) => {
        return { kind: 'close-device-service', service, ...(session !== undefined && { session }) }
      }),
    openStream: (input) => onService(input, (service) => ({ kind: 'open-stream', service })),
    writeStream: ({ stream, data, ...input }) =>
      onService(input, (service) => ({ kind: 'write-stream', service, stream, data: fromHex(data) })),
    closeStream: ({ stream, ...input }) =>
      onService(input, (service) => ({ kind: 'close-stream', service, stream })),
  }
}
